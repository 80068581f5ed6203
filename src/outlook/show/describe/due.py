"""What needs attention, one line each: overdue, closing soon, gone stale."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from outlook.answers.due import Due, Reason
from outlook.show.describe.blocks import Block, Cell, Column, Line, Row, Table, Tone, to_page
from outlook.show.describe.phrasing import day, percent, span

TONES: Mapping[Reason, Tone] = {"overdue": "alarm", "closes": "", "stale": "warning"}


def due(items: Sequence[Due], at: datetime) -> Iterator[Block]:
    """The list, the most urgent first; one sentence where there is nothing."""
    if not items:
        yield Line("nothing is due")
        return
    rows: list[Row] = []
    for item in items:
        name = item.situation.forecast.full_id
        reason = Cell(item.reason, tone=TONES[item.reason])
        rows.append([Cell(to_page(name, name), name, "name"), reason, why(item, at)])
    columns = (Column("Forecast", "name"), Column("Why", "name"), Column("What", "prose"))
    yield Table(columns, rows, "What needs attention, the most urgent first", more="pipe the list")


def why(item: Due, at: datetime) -> str:
    """Why it needs attention, in a few words."""
    closes_at = item.situation.forecast.closes_at
    if item.reason == "stale" and item.stated is not None and item.decayed is not None and item.stated_at is not None:
        since = f"{percent(item.stated)} by {item.by} since {day(item.stated_at)}"
        return f"{since}; a constant hazard would have made it {percent(item.decayed)}"
    if closes_at is None:
        return ""
    distance = span((closes_at - at).total_seconds())
    return f"closed {distance} ago, on {day(closes_at)}" if closes_at < at else f"in {distance}, on {day(closes_at)}"
