"""What needs attention, one line each: overdue, closing soon, standing still."""

from collections.abc import Sequence
from datetime import datetime

from outlook.answers.due import Due
from outlook.show.describe.phrasing import day, percent, safe, span
from outlook.show.terminal.screen import Cell, Column, Screen

STYLE = {"overdue": "bold red", "closes": "", "stale": "yellow"}


def show_due(screen: Screen, items: Sequence[Due], at: datetime) -> None:
    """The list, the most urgent first; one sentence where there is nothing."""
    if not items:
        screen.line("nothing is due")
        return
    columns = [Column("FORECAST", limit=44), Column("WHY"), Column("WHAT", flexible=True, wraps=True)]
    rows = [
        [Cell(item.situation.forecast.full_id, "cyan"), Cell(item.reason, STYLE[item.reason]), Cell(told(item, at))]
        for item in items
    ]
    screen.table(columns, rows, more="pipe the list")


def told(item: Due, at: datetime) -> str:
    """Why it stands here, in a few words."""
    closes_at = item.situation.forecast.closes_at
    if item.reason == "stale" and item.stated is not None and item.decayed is not None and item.stated_at is not None:
        since = f"{percent(item.stated)} by {safe(item.by)} since {day(item.stated_at)}"
        return f"{since}; a constant hazard would have made it {percent(item.decayed)}"
    if closes_at is None:
        return ""
    distance = span((closes_at - at).total_seconds())
    return f"closed {distance} ago, on {day(closes_at)}" if closes_at < at else f"in {distance}, on {day(closes_at)}"
