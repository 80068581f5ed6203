"""How texts and tables are laid out in so many columns: numbers and names are never cut.

A table that is too wide leaves columns out, the least important first; one that still is becomes a list, a row at a
time. In a pipe there is room for everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.blocks import EXTRA
from outlook.show.describe.phrasing import cut_at_word, safe, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.show.describe.blocks import Column

ROOMY = 100
LONGEST = 400  # nobody reads more of one text on a terminal; a pipe gets all of it
READABLE = 36  # columns of a text that there must be room for before a column is shown that only adds to others
LEAST = {"text": 16, "prose": 20, "name": 20}
# Where a word that is too long may go on in the next line: after a hyphen or a slash, not within a number or a day.
_JOINT = re.compile(r"(?<=[-/ ])(?=[^\d ])|(?<=\D[-/ ])(?=\d)")
_NUMBER_INSIDE = re.compile(r"\d[\d.,]*\Z")
_GOES_ON = re.compile(r"[.,]?\d")
_WORDS = re.compile(r"\S+\s*|\s+")

Span = tuple[str, str]


class Written(NamedTuple):
    """A cell as text and style."""

    text: str
    style: str = ""


def wrapped(text: str, columns: int | None) -> list[str]:
    """A text in lines of at most so many columns; a word is parted only if it is longer than a line.

    >>> wrapped("one two syria-2024-12/hama", 14)
    ['one two', 'syria-2024-12/', 'hama']
    """
    if columns is None or width(text) <= columns:
        return [text]
    lines, line = list[str](), ""
    for word in _WORDS.findall(text):
        if line and width(line) + width(word.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        *whole, rest = _parted(word, columns) if width(word.rstrip()) > columns else [word]
        lines += whole
        line += rest
    return [*lines, line.rstrip()]


def _parted(word: str, columns: int) -> list[str]:
    """A long word in pieces that fit, parted at its joints as far as that goes, and not within a number."""
    pieces = [""]
    for part in _JOINT.split(word):
        if pieces[-1] and width(pieces[-1] + part.rstrip()) > columns:
            pieces.append("")
        pieces[-1] += part
        while width(pieces[-1].rstrip()) > columns:
            kept = _before_number(pieces[-1], _fitting(pieces[-1], columns))
            pieces[-1:] = [pieces[-1][:kept], pieces[-1][kept:]]
    return pieces


def _before_number(text: str, kept: int) -> int:
    """So many characters, or fewer where the next one goes on with a number that began after the first."""
    inside = _NUMBER_INSIDE.search(text, 0, kept) if _GOES_ON.match(text, kept) else None
    return inside.start() if inside and inside.start() else kept


def _fitting(text: str, columns: int) -> int:
    """How many characters fit; at least one, so that there is an end."""
    kept = min(len(text), columns)
    while kept > 1 and width(text[:kept]) > columns:
        kept -= 1
    return max(kept, 1)


class _Fit(NamedTuple):
    """A column with its place, how wide its cells are, and in how many columns they can still be read."""

    at: int
    column: Column
    natural: int
    least: int


def table_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[Written]], available: int | None
) -> Iterator[list[Span]]:
    """The lines of a table as spans: its headings and rows, or its rows as lists where nothing else fits."""
    gap = 1 if available is not None and available < ROOMY else 2
    headings = [Written(_heading(column), "bold") for column in columns]
    everything = (headings, *rows)
    fits = _kept([_fit(at, column, everything) for at, column in enumerate(columns)], available, gap)
    if not fits:
        yield from _listed(headings, rows, available)
        return
    sizes = _sizes(fits, available, gap)
    if available is None:
        yield from _whole(fits, everything, gap)
        return
    for row in everything:
        yield from _row([fit.column for fit in fits], [row[fit.at] for fit in fits], sizes, gap)


def _whole(fits: Sequence[_Fit], rows: Sequence[Sequence[Written]], gap: int) -> Iterator[list[Span]]:
    """Rows in one line each, as wide as they are: very many go into a pipe."""
    between = (" " * gap, "")
    places = [(fit.at, fit.natural, fit.column.kind == "number") for fit in fits]
    for row in rows:
        spans: list[Span] = []
        for at, size, is_number in places:
            text, style = row[at]
            blanks = " " * (size - width(text))
            spans.append((blanks + text if is_number else text + blanks, style))
            spans.append(between)
        yield spans


def _heading(column: Column) -> str:
    return safe(column.name) if column.verbatim else column.name.upper()


def _fit(at: int, column: Column, rows: Sequence[Sequence[Written]]) -> _Fit:
    texts = [row[at].text for row in rows]
    natural = max(map(width, texts))
    least = min(natural, LEAST.get(column.kind, natural))
    if least < natural and column.kind == "name":
        least = max(least, *(width(part.rstrip()) for text in texts for part in _JOINT.split(text)))
    return _Fit(at, column, natural, min(least, column.limit or least))


def _kept(fits: list[_Fit], available: int | None, gap: int) -> list[_Fit]:
    """The columns that there is room for; none where even those that must stay do not fit."""
    roomy = sum(max(fit.least, min(fit.natural, READABLE)) + gap for fit in fits) - gap
    if available is not None and roomy > available:
        fits = [fit for fit in fits if fit.column.rank < EXTRA]
    while available is not None and sum(fit.least + gap for fit in fits) - gap > available:
        highest = max(fit.column.rank for fit in fits)
        if not highest:
            return []
        fits = [fit for fit in fits if fit.column.rank != highest]
    return fits


def _sizes(fits: Sequence[_Fit], available: int | None, gap: int) -> list[int]:
    """How wide each column is: as its cells, within its limit, and what is left over goes to those that need it."""
    if available is None:
        return [fit.natural for fit in fits]
    sizes = {fit.at: fit.least for fit in fits}
    spare = available - sum(sizes.values()) - gap * (len(fits) - 1)
    for fit in sorted(fits, key=lambda fit: (fit.column.kind != "name", fit.natural - fit.least)):
        given = min(min(fit.natural, fit.column.limit or fit.natural) - fit.least, spare)
        sizes[fit.at] += given
        spare -= given
    return list(sizes.values())


def _row(columns: Sequence[Column], row: Sequence[Written], sizes: Sequence[int], gap: int) -> Iterator[list[Span]]:
    """One row, in as many lines as its longest cell takes."""
    cells = [_lines(cell.text, column, size) for cell, column, size in zip(row, columns, sizes, strict=True)]
    for at in range(max(map(len, cells))):
        spans = []
        for lines, column, size, cell in zip(cells, columns, sizes, row, strict=True):
            text = lines[at] if at < len(lines) else ""
            blanks = " " * (size - width(text))
            spans.append((blanks + text if column.kind == "number" else text + blanks, cell.style))
            spans.append((" " * gap, ""))
        yield spans


def _lines(text: str, column: Column, size: int) -> list[str]:
    if width(text) <= size:
        return [text]
    return [cut_at_word(text, size)] if column.kind == "text" else wrapped(cut_at_word(text, LONGEST), size)


def _listed(
    headings: Sequence[Written], rows: Sequence[Sequence[Written]], available: int | None
) -> Iterator[list[Span]]:
    """Each row as a list of its cells: the first as it is, the others behind their names."""
    for row in rows:
        for text in wrapped(row[0].text, available):
            yield [(text, row[0].style)]
        for heading, cell in zip(headings[1:], row[1:], strict=True):
            if cell.text:
                first, *others = wrapped(f"{heading.text} {cell.text}", available and max(available - 4, 1))
                yield [(f"  {first}", cell.style)]
                yield from ([(f"    {text}", cell.style)] for text in others)
