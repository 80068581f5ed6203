"""Kalshi: one's own fills. The price of yes is a belief that nobody stated."""

from collections.abc import Mapping, Sequence
from typing import Any

from outlook.exchange import cells
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import OWN, Draft, Forecast, Place, Question, Table
from outlook.exchange.wishes import Wishes

SYSTEM, NAME = "kalshi", "Kalshi"
CENTS = 100


def read(sources: Sequence[Source], _wishes: Wishes) -> Table:
    """The fills in the files.

    Raises:
        InvalidValue: a fill cannot be read.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    for source in sources:
        if source.is_empty:
            continue
        whole: Any = source.json
        fills = whole.get("fills") if isinstance(whole, Mapping) else whole
        for place, fill in fields.items(source, fills, "fills"):
            with faults.noting(place):
                _take(draft, fill, place)
    draft.remark("the file names no forecaster: its forecasts are yours")
    faults.refuse_any()
    return draft.finished()


def _take(draft: Draft, fill: fields.Object, place: Place) -> None:
    """The price of yes counts, whichever side was bought or sold."""
    key = fields.needed(fill, "ticker") if fill.get("ticker") else fields.needed(fill, "market_ticker")
    number = fields.needed(fill, "trade_id" if fill.get("trade_id") else "fill_id")
    draft.questions.setdefault(key, Question(key, key, place))
    at = fields.needed_time(fill, "created_time")
    draft.forecasts.append(Forecast(key, OWN, at, _price(fill), place, id=number, is_revealed=True))
    draft.lose("count, fees and who took the offer", place)
    draft.lose("question, opening, close, criteria and outcome are not in the file", place)


def _price(fill: fields.Object) -> float:
    if fill.get("yes_price") is None:
        return cells.chance(fill.get("yes_price_fixed"))
    yes, no = cells.number(fill["yes_price"]), fill.get("no_price")
    if no is not None and abs(yes + cells.number(no) - CENTS) > 1e-9:  # noqa: PLR2004 - a rounding
        raise ValueError(f"yes_price {yes:g} and no_price {no} do not sum to {CENTS} cents")
    return cells.chance(yes, CENTS)
