"""How one forecaster's score on one question comes about, as a table that adds up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.scoring.traced import traced
from outlook.show.describe.blocks import Cell, Column, Line, Table
from outlook.show.describe.phrasing import moment, score, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.scoring.scorecard import Row
    from outlook.show.describe.blocks import Block, Text


def trace(row: Row) -> Iterator[Block]:
    """What was in force from when to when, its score and its share of the time; their products are what is summed."""
    parts = traced(row)
    if not parts or row.time_weighted is None:
        return
    name = row.measure.heading
    columns = (
        Column("From", "name"),
        Column("To", "name", 4),
        Column("Stated", "prose"),
        Column(name, "number", about=f"{name} of this estimate alone; lower is better"),
        Column("Share", "number", about="Of the time in which an estimate was in force"),
        Column("Adds", "number", about=f"{name} times share"),
        Column("Entry", "name", 6),
    )
    rows: list[list[Cell | Text]] = [
        [
            moment(one.starts_at),
            moment(one.ends_at),
            whole(one.belief),
            Cell(score(one.score), one.score),
            Cell(f"{one.share:.1%}", one.share),
            Cell(score(one.adds), one.adds, "strong"),
            one.entry,
        ]
        for one in parts
    ]
    yield Table(
        columns, rows, "each estimate for as long as it was in force", f"How the {name} of {row.by} comes about"
    )
    yield Line(f"The sum is {score(row.time_weighted)}, the score over time.")
