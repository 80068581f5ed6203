"""The table of forecasts in parts, by why they need attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.answers.tally import tally_of
from outlook.show.describe.blocks import Block, Gap, Heading, Line
from outlook.show.describe.phrasing import moment
from outlook.show.describe.status import below, people, status_table, urgency
from outlook.show.describe.whose import whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.status_row import StatusRow
    from outlook.model.case import Case

NEEDS: Mapping[str | None, str] = {
    "disputed": "Disputed: retract the outcome that is wrong",
    "overdue": "Overdue: say what happened",
    "closes": "Closes soon",
    "settled": "Its condition came out since",
    "moved": "Evidence moved away from what was stated",
    "stale": "Time alone would have moved it",
    "expiring": "Signs not seen, and soon closed",
    "untouched": "Not estimated for long",
    "snoozed": "Snoozed: put off in a review",
    None: "Needs nothing now",
}


def status_by_need(
    cases: Mapping[str, Case | None],
    rows: Sequence[StatusRow],
    at: datetime,
    reasons: Mapping[str, str],
    by: str | None = None,
    *,
    narrow: bool = False,
    is_sorted: bool = False,
    own: str | None = None,
) -> Iterator[Block]:
    """The table in parts, by the most urgent reason for which a forecast needs attention.

    `reasons` have their order, the most urgent first, and each part has it too unless the rows are sorted.
    """
    ordered = rows if is_sorted else _by_attention(rows, reasons)
    several, named = len({row.case for row in rows}) > 1, len(people(rows)) > 1
    yield Line(f"known by {moment(at)}")
    yield Gap()
    for reason, title in NEEDS.items():
        mine = [row for row in ordered if reasons.get(row.full_id) == reason]
        if mine:
            yield Heading(f"{title} ({len(mine):,})", 1)
            table = status_table(mine, cases, at, named=named, several=several, narrow=narrow, is_sorted=True)
            yield table._replace(more="pipe the table")
            yield Gap()
    yield from whose(rows, own)
    yield from below(tally_of(rows, by), at)


def _by_attention(rows: Sequence[StatusRow], reasons: Mapping[str, str]) -> list[StatusRow]:
    places = {name: place for place, name in enumerate(reasons)}
    return sorted(rows, key=lambda row: (places.get(row.full_id, len(places)), urgency(row)))
