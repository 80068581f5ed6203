"""The records and ledger entries as frozen types; they know no disk, no screen and no clock."""

from outlook.model.case import Assumption, Case, Document, Indicator, Relation, Statement
from outlook.model.entries import Entry, Estimate, Evidence, Resolution, Retraction
from outlook.model.forecast import Belief, Forecast, Given, IndicatorLink, Option, Outcome, ScenarioTable
from outlook.model.kinds import BinaryForecast, ChoiceForecast, DateForecast, NumericForecast

__all__ = [
    "Assumption",
    "Belief",
    "BinaryForecast",
    "Case",
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
    "Relation",
    "Resolution",
    "Retraction",
    "ScenarioTable",
    "Statement",
]
