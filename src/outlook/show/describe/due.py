"""What needs attention, one line each: overdue, closing soon, gone stale."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from outlook.answers.attention import Attention
from outlook.answers.due import Due, Reason
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table, Tone, to_page
from outlook.show.describe.phrasing import day, leading, percent, span

TONES: Mapping[Reason, Tone] = {
    "overdue": "alarm",
    "closes": "",
    "settled": "warning",
    "moved": "warning",
    "stale": "warning",
    "untouched": "soft",
    "expiring": "soft",
}


def due(items: Sequence[Due], at: datetime) -> Iterator[Block]:
    """The forecasts, the most urgent first, each with all its reasons; one sentence where there is nothing."""
    if not items:
        yield Line("nothing is due")
        return
    rows: list[Row] = []
    for name in dict.fromkeys(item.situation.forecast.full_id for item in items):
        mine = [item for item in items if item.situation.forecast.full_id == name]
        first, *others = mine
        what = "; ".join([why(first, at), *(f"{item.reason}: {why(item, at)}" for item in others)])
        rows.append([Cell(to_page(name, name), name, "name"), Cell(first.reason, tone=TONES[first.reason]), what])
    columns = (Column("Forecast", "name"), Column("Why", "name"), Column("What", "prose"))
    yield Table(columns, rows, "What needs attention, the most urgent first", more="pipe the list")


def snoozed(found: Attention) -> str:
    """How much of it was put off, and until when; empty where nothing was."""
    if found.wakes_at is None:
        return ""
    which = "" if len({one.until for one in found.snoozed.values()}) == 1 else ", the first"
    return f"{len(found.snoozed):,} snoozed{which} until {day(found.wakes_at)}; --snoozed shows them"


def why(item: Due, at: datetime) -> str:
    """Why it needs attention, in a few words."""
    closes_at = item.situation.forecast.closes_at
    if item.reason == "stale" and item.stated is not None and item.decayed is not None and item.stated_at is not None:
        since = f"{percent(item.stated)} by {item.by} since {day(item.stated_at)}"
        return f"{since}; a constant hazard would have made it {percent(item.decayed)}"
    if item.reason in _SENTENCES:
        return _SENTENCES[item.reason](item, at)
    if closes_at is None:
        return ""
    distance = span((closes_at - at).total_seconds())
    return f"closed {distance} ago, on {day(closes_at)}" if closes_at < at else f"in {distance}, on {day(closes_at)}"


def _moved(item: Due, _at: datetime) -> str:
    """Of a choice the option that leads by the evidence, and how far any option lies from what was stated."""
    by = f" by {item.by} since {day(item.stated_at)}" if item.stated_at else ""
    number, option = leading(item.implied) if item.implied is not None else ("", "")
    if item.stated is not None:
        return f"{percent(item.stated)}{by}; the evidence implies {number}"
    return f"stated{by}; the evidence implies {number} for {option}, up to {(item.gap or 0) * 100:.0f} points away"


def _settled(item: Due, _at: datetime) -> str:
    given = item.situation.forecast.given
    return f"its condition {given.forecast} was {given.outcome} on {day(item.since)}" if given and item.since else ""


def _untouched(item: Due, at: datetime) -> str:
    return f"not estimated since {day(item.since)}, {span((at - item.since).total_seconds())}" if item.since else ""


def _expiring(item: Due, _at: datetime) -> str:
    return f"nothing seen of {', '.join(item.signs)}"


_SENTENCES: Mapping[Reason, Callable[[Due, datetime], str]] = {
    "moved": _moved,
    "settled": _settled,
    "untouched": _untouched,
    "expiring": _expiring,
}
