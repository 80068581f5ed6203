"""What needs attention, one line each: overdue, closing soon, gone stale."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from outlook.answers.attention import Attention
from outlook.answers.due import RANK, Due, Reason
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table, Tone, to_page
from outlook.show.describe.phrasing import NOTHING, day, leading, percent, quantity, safe, span

NARROW = 36  # columns of an id beside which there is room for a sentence

TONES: Mapping[Reason, Tone] = {
    "disputed": "alarm",
    "overdue": "alarm",
    "closes": "",
    "settled": "warning",
    "moved": "warning",
    "stale": "warning",
    "untouched": "soft",
    "expiring": "soft",
}


def due(
    items: Sequence[Due],
    at: datetime,
    most: int | None = None,
    asleep: Mapping[str, datetime] | None = None,
    *,
    narrow: bool = False,
) -> Iterator[Block]:
    """The forecasts in order, each with all its reasons; one sentence where there is nothing.

    Those that come after the first `most` are counted in one line. `asleep` says until when a forecast was put off.
    """
    if not items:
        yield Line("nothing is due")
        return
    of_one: dict[str, list[Due]] = {}
    for item in items:
        of_one.setdefault(item.situation.forecast.full_id, []).append(item)
    names = list(of_one)
    named = len({one.by for item in items for one in item.situation.history.estimates}) > 1
    rows: list[Row] = []
    for name in names[:most]:
        first, *others = of_one[name]
        put_off = [f"snoozed until {day(asleep[name])}"] if asleep and name in asleep else []
        what = "; ".join([*put_off, why(first, at), *(f"{item.reason}: {why(item, at)}" for item in others)])
        reason = Cell(first.reason, tone=TONES[first.reason])
        by = [first.last.by if first.last else NOTHING] if named else []
        rows.append([Cell(to_page(name, name), name, "name"), reason, _last(first), *by, what])
    columns = (
        Column("Forecast", "name", limit=NARROW if narrow else None),
        Column("Why", "name"),
        Column("Stated", "number"),
        *([Column("By", rank=2, limit=8 if narrow else 14)] if named else []),
        Column("What", "prose"),
    )
    yield Table(columns, rows, "What needs attention, the most urgent first")
    if left := [of_one[name][0].reason for name in names[len(rows) :]]:
        yield Line(_more(left, len(names)), "soft")


def _last(item: Due) -> str:
    """The number that was stated last."""
    believed = item.last.believed(item.situation.forecast) if item.last else None
    return leading(believed)[0] if believed is not None else NOTHING


def _more(left: Sequence[Reason], of: int) -> str:
    """How many are left for each reason, and how to see them."""
    counts = Counter(left)
    each = ", ".join(f"{counts[reason]:,} {reason}" for reason in RANK if counts[reason])
    return f"{len(left):,} more: {each}; the same with -n {of} lists all"


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


def _disputed(item: Due, _at: datetime) -> str:
    history = item.situation.history
    found = (one for one in (history.resolution, *history.conflicting) if one is not None)
    both = ", ".join(f"{quantity(one.outcome)} ({one.id} by {safe(one.by)})" for one in found)
    return f"outcomes differ: {both}; retract what is wrong"


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
    if item.since is None:
        return ""
    whose = f" by {safe(item.by)}" if item.by else ""
    return f"not estimated{whose} since {day(item.since)}, {span((at - item.since).total_seconds())}"


def _expiring(item: Due, _at: datetime) -> str:
    return f"nothing seen of {', '.join(item.signs)}"


_SENTENCES: Mapping[Reason, Callable[[Due, datetime], str]] = {
    "disputed": _disputed,
    "moved": _moved,
    "settled": _settled,
    "untouched": _untouched,
    "expiring": _expiring,
}
