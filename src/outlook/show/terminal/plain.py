"""Texts and tables without their markup, harmless, with the style that their tone has where there is colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.blocks import Cell, Course, pieces
from outlook.show.describe.phrasing import safe, sparkline
from outlook.show.terminal.layout import Written, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from outlook.show.describe.blocks import Column, Text, Tone
    from outlook.show.terminal.layout import Span

TREND = 8
STYLES: Mapping[Tone, str] = {
    "": "",
    "strong": "bold",
    "soft": "dim",
    "lead": "",
    "name": "cyan",
    "warning": "yellow",
    "warned": "yellow",
    "bad": "red",
    "error": "red",
    "alarm": "bold red",
}


def plain(text: Text) -> str:
    """A text on one harmless line, without what is said only where there is room."""
    if isinstance(text, str):
        return text if text.isprintable() else safe(text)
    parts = [
        piece if isinstance(piece, str) else piece.text
        for piece in pieces(text)
        if isinstance(piece, str) or piece.role != "gloss"
    ]
    return safe("".join(parts))


def lines_of(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell | Text]], available: int | None
) -> Iterator[list[Span]]:
    """A table in lines."""
    return table_lines(columns, [[_written(cell) for cell in row] for row in rows], available)


def _written(cell: Cell | Text) -> Written:
    if not isinstance(cell, Cell):
        return Written(plain(cell), "bold" if getattr(cell, "role", "") == "strong" else "")
    shown = sparkline(cell.text.trend, TREND) if isinstance(cell.text, Course) else plain(cell.text)
    return Written(shown, STYLES[cell.tone])
