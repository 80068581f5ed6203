"""A canvas of dots for terminals: braille, eight dots a character, or plain ASCII, one dot a character.

Positions are shares of the canvas, 0 to 1 from the left and from the bottom. What tells lines apart is their dashes
and marks; colour only helps.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outlook.show.terminal.screen import Screen

# The bit of each dot of a braille character, from its top row down, left and right.
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLANK = 0x2800


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line looks: colour, dots drawn and left out in turn, its mark; as ASCII, its own letter and mark."""

    style: str = ""
    on: int = 1
    off: int = 0
    mark: str = "●"
    plain: str = "*"
    plain_mark: str = "O"


class Canvas:
    """A grid of so many characters to draw on, then read line by line."""

    def __init__(self, columns: int, rows: int, *, ascii_only: bool) -> None:
        self.columns, self.rows, self.ascii_only = columns, rows, ascii_only
        across, down = (1, 1) if ascii_only else (2, 4)
        self.across, self.down = across, down
        self._bits: dict[tuple[int, int], int] = {}
        self._signs: dict[tuple[int, int], str] = {}
        self._styles: dict[tuple[int, int], str] = {}

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        """A straight line between two places, dashed as the pen has it."""
        (x0, y0), (x1, y1) = self._dot(start), self._dot(end)
        length = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(length + 1):
            x, y = round(x0 + (x1 - x0) * step / length), round(y0 + (y1 - y0) * step / length)
            # Dashes are counted from the canvas's corner, so that a line in many pieces has even dashes.
            along = x if abs(x1 - x0) >= abs(y1 - y0) else y
            if self.ascii_only or along % (pen.on + pen.off) < pen.on:
                self._put(x, y, pen)

    def mark(self, place: tuple[float, float], pen: Pen) -> None:
        """One character that stands out, over whatever is drawn there."""
        x, y = self._dot(place)
        cell = x // self.across, y // self.down
        self._signs[cell] = pen.plain_mark if self.ascii_only else pen.mark
        self._styles[cell] = pen.style

    def column(self, x: float) -> int:
        """The character column of a place, from 0."""
        return self._dot((x, 0.0))[0] // self.across

    def lines(self) -> list[list[tuple[str, str]]]:
        """The lines from the top, each as (text, style) parts."""
        found = []
        for row in reversed(range(self.rows)):
            cells = [(self._styles.get((column, row), ""), self._sign(column, row)) for column in range(self.columns)]
            runs = groupby(cells, key=lambda cell: cell[0])
            found.append([("".join(sign for _, sign in run), style) for style, run in runs])
        return found

    def _dot(self, place: tuple[float, float]) -> tuple[int, int]:
        x, y = (min(max(share, 0.0), 1.0) for share in place)
        return round(x * (self.columns * self.across - 1)), round(y * (self.rows * self.down - 1))

    def _put(self, x: int, y: int, pen: Pen) -> None:
        cell = x // self.across, y // self.down
        self._styles[cell] = pen.style
        if self.ascii_only:
            self._signs[cell] = pen.plain
        else:
            self._bits[cell] = self._bits.get(cell, 0) | DOTS[3 - y % 4][x % 2]

    def _sign(self, column: int, row: int) -> str:
        cell = column, row
        bits = self._bits.get(cell, 0)
        return self._signs.get(cell) or (chr(BLANK + bits) if bits else " ")


def fitted(screen: Screen, environment: Mapping[str, str], *, ascii_only: bool) -> Screen:
    """The screen, restricted to ASCII where that is wanted, the terminal is dumb, or its encoding is not UTF-8."""
    encoding = (getattr(screen.stream, "encoding", None) or "utf-8").lower().replace("-", "").replace("_", "")
    plain = ascii_only or environment.get("TERM") == "dumb" or encoding not in ("utf8", "utf8sig")
    return screen._replace(ascii=plain)


def beside(text: Sequence[tuple[str, str]], columns: int) -> list[tuple[str, str]]:
    """Parts padded with blanks to so many columns."""
    used = sum(len(part) for part, _ in text)
    return [*text, (" " * max(columns - used, 0), "")]
