"""Polymarket: the trades of its data API. The price of a token is a belief that nobody stated."""

from collections.abc import Sequence

from outlook.exchange import cells
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import NO_NAME, Draft, Forecast, Place, Question, Table
from outlook.exchange.wishes import Wishes

SYSTEM, NAME = "polymarket", "Polymarket"
YES_AND_NO = 2


def read(sources: Sequence[Source], _wishes: Wishes) -> Table:
    """The trades in the files.

    Raises:
        InvalidValue: a trade cannot be read.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    for source in sources:
        if source.is_empty:
            continue
        for place, trade in fields.items(source, source.json, ""):
            with faults.noting(place):
                _take(draft, trade, place)
    faults.refuse_any()
    return draft.finished()


def _take(draft: Draft, trade: fields.Object, place: Place) -> None:
    """A trade of the second token, No, is one of the first at what is left to 1, whoever buys or sells."""
    key, index = fields.needed(trade, "conditionId"), trade.get("outcomeIndex")
    if index not in range(YES_AND_NO):
        raise ValueError(f"outcomeIndex is {index!r}, not 0 (yes) or 1 (no)")
    draft.questions.setdefault(key, Question(key, fields.text(trade, "title") or key, place))
    price = cells.chance(trade.get("price"))
    names = [fields.text(trade, name) for name in ("name", "pseudonym", "proxyWallet")]
    number = "/".join(fields.text(trade, name) for name in ("transactionHash", "asset"))
    at = cells.since_1970(trade.get("timestamp"))
    by = next(filter(None, names), NO_NAME)
    value = round(1 - price, 12) if index else price
    draft.forecasts.append(Forecast(key, by, at, value, place, id=number, who=names[-1], is_revealed=True))
    draft.lose("the size of a trade", place)
    draft.lose("opening, close, criteria and outcome are not in the file", place)
