"""What each change of mind gained or lost, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Block, Cell, Column, Line, Table, Text, typed
from outlook.show.describe.phrasing import NOTHING, score
from outlook.show.describe.scores import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.score import Scored
    from outlook.show.describe.authors import Names

CHANGED = 10


def changes(rows: Sequence[Scored], names: Names, *, short: bool) -> Iterator[Block]:
    """The updates of the rows that gained or lost most, row by row."""
    changed = sorted((one for one in rows if one.updates.moves), key=_most_moved)
    if not changed:
        return
    columns = (
        Column("Forecast", "name"),
        Column("By", rank=2, limit=14),
        Column("Moves", "number", 3),
        Column("Reversals", "number", 4),
        Column("Gained", "number"),
        Column("One by one", "prose", 1),
    )
    caption = "weighted by the time it was in force; above 0 helped"
    yield Table(
        columns,
        [_change(one, names, short=short) for one in changed[:CHANGED]],
        caption,
        "What each update gained or lost, the most first",
    )
    if len(changed) > CHANGED:
        yield Line((f"… {len(changed) - CHANGED} more", typed(": `outlook score --json` has every update")), "soft")


def _most_moved(one: Scored) -> tuple[float, str, str]:
    """By what the updates gained or lost together; in unlike units, as a share of what the first estimate scored."""
    gained = abs(one.updates.gained)
    if one.row.measure.is_in_unit:
        gained = gained / one.row.first if one.row.first else gained
    return -gained, one.row.forecast.full_id, one.row.by


def _change(one: Scored, names: Names, *, short: bool) -> list[Cell | Text]:
    updates = one.updates
    return [
        named(one.row.forecast, short=short),
        names[one.row.by],
        str(len(updates.moves)),
        NOTHING if updates.reversals is None else str(updates.reversals),
        Cell(gain(updates.gained), updates.gained, "strong"),
        " ".join(gain(move.gained) for move in updates.moves),
    ]


def gain(value: float) -> str:
    """A gain or a loss with its sign."""
    return f"+{score(value)}" if value > 0 else f"-{score(-value)}" if value < 0 else "0"
