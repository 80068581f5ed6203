"""Which kind a forecast is and what an entry says, for whoever only reads a book and need not load pydantic."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from outlook.model.entries import Entry, Estimate, Evidence, Rename, Repair, Resolution, Retraction, Seal
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import BinaryForecast, ChoiceForecast, DateForecast, Distributed, NumericForecast


def is_binary(forecast: "Forecast | None") -> "TypeIs[BinaryForecast]":
    """Whether it is answered by yes or no."""
    return forecast is not None and forecast.kind == "binary"


def is_choice(forecast: "Forecast | None") -> "TypeIs[ChoiceForecast]":
    """Whether it is one of several options."""
    return forecast is not None and forecast.kind == "choice"


def is_numeric(forecast: "Forecast | None") -> "TypeIs[NumericForecast]":
    """Whether it is a quantity."""
    return forecast is not None and forecast.kind == "numeric"


def is_date(forecast: "Forecast | None") -> "TypeIs[DateForecast]":
    """Whether it is a day."""
    return forecast is not None and forecast.kind == "date"


def is_distributed(forecast: "Forecast | None") -> "TypeIs[Distributed]":
    """Whether it is believed in quantiles or points."""
    return forecast is not None and forecast.kind in ("numeric", "date")


def is_evidence(entry: "Entry | None") -> "TypeIs[Evidence]":
    """Whether it is a report."""
    return entry is not None and entry.kind == "evidence"


def is_estimate(entry: "Entry | None") -> "TypeIs[Estimate]":
    """Whether somebody states or withdraws a belief."""
    return entry is not None and entry.kind == "estimate"


def is_resolution(entry: "Entry | None") -> "TypeIs[Resolution]":
    """Whether it says what happened."""
    return entry is not None and entry.kind == "resolution"


def is_rename(entry: "Entry | None") -> "TypeIs[Rename]":
    """Whether it gives a forecast another name."""
    return entry is not None and entry.kind == "rename"


def is_retraction(entry: "Entry | None") -> "TypeIs[Retraction]":
    """Whether it takes another entry back."""
    return entry is not None and entry.kind == "retraction"


def is_repair(entry: "Entry | None") -> "TypeIs[Repair]":
    """Whether it settles what was found about an entry."""
    return entry is not None and entry.kind == "repair"


def is_seal(entry: "Entry | None") -> "TypeIs[Seal]":
    """Whether it says what a case held."""
    return entry is not None and entry.kind == "seal"
