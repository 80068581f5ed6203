"""Late estimates in a table: recorded after the outcome was, as the column `late` of our own exports says.

They enter no score, in a table as in a book, unless somebody asks for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine

TRUE = ("yes", "y", "true", "1")


def lateness(cells: Mapping[str, ir.Value]) -> ir.Value | None:
    """Whether a row is late; None where no row of such a table says so."""
    said = cells.get("late")
    if said is None:
        return None
    word = said.cast("string").strip().lower()
    return ibis.coalesce(word.isin(TRUE), ibis.literal(value=False))


def in_time(engine: Engine, rows: ir.Table, *, late: bool) -> tuple[ir.Table, int]:
    """The rows that are not late, or with `late` all of them, and how many are left out."""
    if "late" not in rows.columns:
        return rows, 0
    left_out = 0 if late else int(engine.fetch(rows.aggregate(n=rows.late.sum()))["n"][0].as_py() or 0)
    return (rows.filter(~rows.late) if left_out else rows).drop("late"), left_out
