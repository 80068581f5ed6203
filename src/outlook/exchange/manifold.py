"""Manifold: bets and markets of its API or its dumps. A bet is a belief that a price reveals, and nobody stated it.

The price of a market is what its last trade left, from that trade on until the next. What is nobody's bet moves it too:
a rebalance between answers, and the part of an order that was met before it was cancelled.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from outlook.errors import InvalidValue
from outlook.exchange import cells, naming
from outlook.exchange import json_fields as fields
from outlook.exchange.faults import Faults
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Forecast, Outcome, Place, Question, Table
from outlook.exchange.wishes import Wishes
from outlook.model.values import shown

SYSTEM, NAME = "manifold", "Manifold"
MARKET = "market"  # who says what a price says
PRICES = "a price of the market: with --crowd the market is a forecaster of its own"
CANCELLED, NOBODYS = "a cancelled order", "a redemption or rebalance: nobody's bet"
SKIPPED = (
    "PSEUDO_NUMERIC",
    "NUMERIC",
    "MULTI_NUMERIC",
    "DATE",
    "POLL",
    "STONK",
    "PERP",
    "BOUNTY",
    "BOUNTIED_QUESTION",
    "QUADRATIC_FUNDING",
    "CERT",
)
_WORDS = {"YES": "yes", "NO": "no", "CANCEL": "annulled"}
_THOUSANDTHS = 1000


class _Prices:
    """What a market says, where that is wanted: the price after each trade, and the last one if no trade gives it."""

    def __init__(self, draft: Draft, *, wanted: bool) -> None:
        self._draft, self._wanted = draft, wanted
        self._last: dict[str, Forecast] = {}

    def take(self, key: str, price: tuple[object, datetime | None], place: Place, trade: str = "") -> None:
        """The price from a moment on, after a trade, or as the market itself has it."""
        chance, at = price
        if chance is None or at is None:
            return
        if not self._wanted:
            self._draft.lose(PRICES, place)
            return
        one = Forecast(key, MARKET, at, cells.chance(chance), place, id=trade, who=MARKET, is_revealed=True)
        if not trade:
            self._last[key] = one
            return
        self._draft.forecasts.append(one)
        if key in self._last and self._last[key].at == at:
            del self._last[key]

    def finish(self) -> None:
        """Add what the markets say that no trade does."""
        for one in self._last.values():
            self._draft.forecasts.append(one)


def read(sources: Sequence[Source], wishes: Wishes) -> Table:
    """The markets and bets in the files.

    Raises:
        InvalidValue: something cannot be read, or there are bets without their markets.
    """
    draft, faults = Draft(SYSTEM, NAME), Faults()
    skipped, prices = set[str](), _Prices(draft, wanted=wishes.crowd)
    # Twice, since a bet may come before its market, and a dump is too large to be held.
    for place, item in _listed(sources):
        if "outcomeType" in item:
            with faults.noting(place):
                _take_market(draft, item, place, skipped, prices)
    for place, item in _listed(sources):
        if "contractId" in item:
            with faults.noting(place):
                _take_bet(draft, item, place, skipped, prices)
    faults.refuse_any()
    prices.finish()
    return draft.finished()


def _listed(sources: Sequence[Source]) -> Iterator[tuple[Place, fields.Object]]:
    return (one for source in sources if not source.is_empty for one in source.objects())


def _time(item: fields.Object, name: str) -> datetime | None:
    if item.get(name) is None:
        return None
    try:
        return cells.since_1970(item[name], _THOUSANDTHS)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def _take_market(draft: Draft, item: fields.Object, place: Place, skipped: set[str], prices: _Prices) -> None:
    """A yes/no market is a question, one of several answers a yes/no question for each; a price is no distribution."""
    key, kind = fields.needed(item, "id"), fields.needed(item, "outcomeType")
    if kind in SKIPPED:
        skipped.add(key)
        draft.lose(f"a market of the kind {kind}: a price is no distribution", place, fields.text(item, "question"))
    elif kind == "BINARY":
        draft.questions[key] = _question(item, key, fields.needed(item, "question"), place)
        _resolve(draft, key, item, place)
        prices.take(key, (item.get("probability"), _last_traded_at(item)), place)
    elif kind in ("MULTIPLE_CHOICE", "FREE_RESPONSE"):
        for answer in fields.objects(item.get("answers"), "answers"):
            _take_answer(draft, item, answer, place)
    else:
        raise ValueError(f"outcomeType: {shown(kind)} is a kind of market that is not known here")


def _last_traded_at(item: fields.Object) -> datetime | None:
    """From when on its price is known: from the last bet, else, while it is open, from the last change of it."""
    return _time(item, "lastBetTime") or (None if item.get("isResolved") else _time(item, "lastUpdatedTime"))


def _question(item: fields.Object, key: str, title: str, place: Place) -> Question:
    tags = item.get("groupSlugs")
    return Question(
        key,
        title,
        place,
        asked_at=_time(item, "createdTime"),
        closes_at=_time(item, "closeTime"),
        note=fields.text(item, "textDescription"),
        url=fields.text(item, "url"),
        tags=naming.tags([str(tag) for tag in tags] if isinstance(tags, list) else []),
    )


def _resolve(draft: Draft, key: str, item: fields.Object, place: Place) -> None:
    written = item.get("resolution")
    if not item.get("isResolved") or written is None:
        return
    outcome: str | float = _WORDS.get(str(written), "")
    if written == "MKT":
        outcome = cells.chance(item.get("resolutionProbability"))
        outcome = {0.0: "no", 1.0: "yes"}.get(outcome, outcome)
    if outcome == "":
        raise ValueError(f"resolution: {shown(written)} is not one of YES, NO, MKT and CANCEL")
    draft.resolve(Outcome(key, outcome, _time(item, "resolutionTime"), place))


def _take_answer(draft: Draft, item: fields.Object, answer: fields.Object, place: Place) -> None:
    market, name = fields.needed(item, "id"), fields.needed(answer, "id")
    key = naming.key(market, name)
    draft.questions[key] = _question(item, key, f"{item.get('question')} [{fields.needed(answer, 'text')}]", place)
    draft.lose("an answer that became a yes/no question of its own: a bet is on one of them", place)
    if not item.get("isResolved"):
        return
    own = answer.get("resolution")
    if own is not None or item.get("resolution") in ("CANCEL", "MKT", "CHOOSE_MULTIPLE"):
        shared = {"isResolved": True, "resolutionTime": answer.get("resolutionTime", item.get("resolutionTime"))}
        named = own if own is not None else "CANCEL" if item["resolution"] == "CANCEL" else "MKT"
        given = {"resolution": named, "resolutionProbability": answer.get("resolutionProbability")}
        _resolve(draft, key, {**shared, **given}, place)
        return
    outcome = "yes" if item.get("resolution") == name else "no"
    draft.resolve(Outcome(key, outcome, _time(item, "resolutionTime"), place))


def _take_bet(draft: Draft, bet: fields.Object, place: Place, skipped: set[str], prices: _Prices) -> None:
    if fields.needed(bet, "contractId") in skipped:
        draft.lose("a bet on a market that is left out", place)
        return
    is_nobodys = bool(bet.get("isRedemption") or bet.get("isRebalance"))
    is_left_out = is_nobodys or bool(bet.get("isCancelled"))
    if is_left_out:
        draft.lose(NOBODYS if is_nobodys else CANCELLED, place)
        if bet.get("probAfter") == bet.get("probBefore"):
            return
    market, answer = fields.needed(bet, "contractId"), fields.text(bet, "answerId")
    key = naming.key(market, answer) if answer else market
    if key not in draft.questions:
        raise InvalidValue(
            f"{place}: the market {shown(market)} is in none of the files, and a bet does not say what it is on; give "
            f"the file of the markets too. Nothing was imported"
        )
    at = _time(bet, "createdTime")
    if at is None:
        raise ValueError("createdTime is missing")
    prices.take(key, (bet.get("probAfter"), at), place, fields.needed(bet, "id"))
    if is_left_out:
        return
    draft.lose("stakes and shares", place)
    who = fields.needed(bet, "userId")
    name = fields.text(bet, "userUsername") or fields.text(bet, "username") or who
    price = cells.chance(bet["limitProb"] if _is_unfilled(bet) else bet.get("probAfter"))
    number = fields.needed(bet, "id")
    draft.forecasts.append(Forecast(key, name, at, price, place, id=number, who=who, is_revealed=True))


def _is_unfilled(bet: fields.Object) -> bool:
    """Whether it is an order that nobody has met, which says at what price somebody would have bet."""
    return bet.get("limitProb") is not None and not bet.get("amount") and not bet.get("fills")
