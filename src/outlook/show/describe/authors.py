"""Whose a number is, as a reader knows them: of a document its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.belief.documents import author_of
from outlook.show.describe.blocks import Cell, Piece

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.answers.status_row import StatusRow
    from outlook.belief.timeline import State
    from outlook.model.case import Case
    from outlook.show.describe.blocks import Tone


def by_author(row: StatusRow, cases: Mapping[str, Case | None], tones: Mapping[State, Tone]) -> dict[str, Cell]:
    """The cell of who states it, where a document does whose author is named: `--by` takes that name."""
    case = cases.get(row.case)
    author = author_of(case, row.stated_by) if case and row.stated_by else None
    return {"By": Cell((Piece("by ", "gloss"), author), None, tones[row.state])} if author else {}
