"""The records and ledger entries as frozen types; they know no disk, no screen and no clock.

Each is imported when it is first asked for, so that whoever needs only `place` does not load pydantic.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outlook.model.base_rates import BaseRate
    from outlook.model.belief import Belief
    from outlook.model.case import Assumption, Case, Document, Indicator, Relation, Statement
    from outlook.model.entries import Entry, Estimate, Evidence, Rename, Resolution, Retraction
    from outlook.model.forecast import Forecast, Given, IndicatorLink, Option, ScenarioTable
    from outlook.model.kinds import BinaryForecast, ChoiceForecast, DateForecast, NumericForecast
    from outlook.model.outcomes import Outcome

_FILES = {
    "base_rates": ("BaseRate",),
    "case": ("Assumption", "Case", "Document", "Indicator", "Relation", "Statement"),
    "entries": ("Entry", "Estimate", "Evidence", "Rename", "Resolution", "Retraction"),
    "belief": ("Belief", "Chance", "Points", "Quantiles", "Shares"),
    "forecast": ("Forecast", "Given", "IndicatorLink", "Option", "Outcome", "ScenarioTable"),
    "kinds": ("BinaryForecast", "ChoiceForecast", "DateForecast", "NumericForecast"),
}

__all__ = [
    "Assumption",
    "BaseRate",
    "Belief",
    "BinaryForecast",
    "Case",
    "Chance",
    "ChoiceForecast",
    "DateForecast",
    "Document",
    "Entry",
    "Estimate",
    "Evidence",
    "Forecast",
    "Given",
    "Indicator",
    "IndicatorLink",
    "NumericForecast",
    "Option",
    "Outcome",
    "Points",
    "Quantiles",
    "Relation",
    "Rename",
    "Resolution",
    "Retraction",
    "ScenarioTable",
    "Shares",
    "Statement",
]


def __getattr__(name: str) -> Any:
    for file, names in _FILES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{file}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
