"""The reference classes of a forecast beside its prior: what they say together, and each with its count."""

from __future__ import annotations

from itertools import compress
from math import isfinite
from typing import TYPE_CHECKING

from outlook.model.blend import apart, blended
from outlook.model.kind_of import is_binary
from outlook.show.describe.blocks import Block, Column, Fact, Row, Table, Text, strong
from outlook.show.describe.phrasing import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.model.base_rates import BaseRate
    from outlook.model.forecast import Forecast

CAPTION = "how many came true; together (½ + Σ weight·k) / (1 + Σ weight·n)"


def blend_fact(forecast: Forecast) -> Iterator[Fact]:
    """What the reference classes say together, under the prior; nothing where there is none."""
    classes = _classes(forecast)
    if not classes:
        return
    of = "of 1 reference class" if len(classes) == 1 else f"of {len(classes)} reference classes"
    blend = blended(classes)
    if blend is None:
        yield Fact("Base rates", "nothing", f"({of}, none of which has a weight)")
        return
    factor = None if forecast.prior is None else apart(forecast.prior, classes)
    is_near = factor is not None and isfinite(factor)
    away = f"; in odds the prior is a factor of {factor:.3g} away" if is_near else ""
    yield Fact("Base rates", percent(blend), f"({of}{away})")


def reference_classes(forecast: Forecast) -> Iterator[Block]:
    """Each class with its count, its share, its weight where they differ, and its source."""
    classes = _classes(forecast)
    if not classes:
        return
    columns = (
        (True, Column("Reference class", "prose")),
        (True, Column("Came true", "number")),
        (True, Column("Share", "number")),
        (any(one.weight != 1 for one in classes), Column("Weight", "number", 1)),
        (any(one.source for one in classes), Column("Source", "prose", 2)),
    )
    shown = [wanted for wanted, _ in columns]
    rows: list[Row] = [tuple(compress(_cells(one), shown)) for one in classes]
    yield Table(tuple(column for wanted, column in columns if wanted), rows, CAPTION, "Base rates")


def _cells(one: BaseRate) -> tuple[Text, ...]:
    return one.of, f"{one.k:,} of {one.n:,}", strong(percent(one.rate)), f"{one.weight:g}", one.source or ""


def _classes(forecast: Forecast) -> tuple[BaseRate, ...]:
    return forecast.base_rates if is_binary(forecast) else ()
