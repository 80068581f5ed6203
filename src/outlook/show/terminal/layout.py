"""How texts and tables are laid out in so many columns: numbers and names are never cut.

A table that is too wide leaves columns out, the least important first; one that still is becomes a list, a row at a
time. In a pipe there is room for everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.phrasing import safe, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.show.describe.blocks import Column

ROOMY = 100
LONGEST = 400  # nobody reads more of one text on a terminal; a pipe gets all of it
LEAST = {"text": 16, "prose": 20, "name": 20}
# Where a word that is too long may go on in the next line: after a hyphen or a slash, and never within a number.
_JOINT = re.compile(r"(?<=[-/])(?=\D)")
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
    """A long word in pieces that fit, parted at its joints as far as that goes."""
    pieces = [""]
    for part in _JOINT.split(word):
        if pieces[-1] and width(pieces[-1] + part.rstrip()) > columns:
            pieces.append("")
        pieces[-1] += part
        while width(pieces[-1].rstrip()) > columns:
            kept = _fitting(pieces[-1], columns)
            pieces[-1:] = [pieces[-1][:kept], pieces[-1][kept:]]
    return pieces


def _fitting(text: str, columns: int) -> int:
    """How many characters fit; at least one, so that there is an end."""
    kept = min(len(text), columns)
    while kept > 1 and width(text[:kept]) > columns:
        kept -= 1
    return max(kept, 1)


def table_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[Written]], available: int | None
) -> Iterator[list[Span]]:
    """The lines of a table as spans: its headings and rows, or its rows as lists where nothing else fits."""
    gap = 1 if available is not None and available < ROOMY else 2
    natural = [
        max([width(_heading(column)), *(width(row[at].text) for row in rows)]) for at, column in enumerate(columns)
    ]
    kept = _kept(columns, natural, available, gap)
    if not kept:
        yield from _listed(columns, rows, available)
        return
    sizes = _sizes([columns[at] for at in kept], [natural[at] for at in kept], available, gap)
    headings = [Written(_heading(column), "bold") for column in columns]
    for row in (headings, *rows):
        yield from _row([columns[at] for at in kept], [row[at] for at in kept], sizes, gap)


def _heading(column: Column) -> str:
    return safe(column.name) if column.verbatim else column.name.upper()


def _kept(columns: Sequence[Column], natural: Sequence[int], available: int | None, gap: int) -> list[int]:
    """The places of the columns that there is room for; none where even those that must stay do not fit."""
    kept = list(range(len(columns)))
    while available is not None and sum(_least(columns[at], natural[at]) + gap for at in kept) - gap > available:
        highest = max(columns[at].rank for at in kept)
        if not highest:
            return []
        kept = [at for at in kept if columns[at].rank != highest]
    return kept


def _least(column: Column, natural: int) -> int:
    """The fewest columns in which a column can be read."""
    return min(natural, LEAST.get(column.kind, natural), column.limit or natural)


def _sizes(columns: Sequence[Column], natural: Sequence[int], available: int | None, gap: int) -> list[int]:
    """How wide each column is: as its cells, within its limit, and what is left over goes to those that need it."""
    if available is None:
        return list(natural)
    wanted = [min(size, column.limit or size) for column, size in zip(columns, natural, strict=True)]
    sizes = [_least(column, size) for column, size in zip(columns, natural, strict=True)]
    spare = available - sum(sizes) - gap * (len(sizes) - 1)
    for at in sorted(range(len(sizes)), key=lambda at: (columns[at].kind != "name", wanted[at] - sizes[at])):
        given = min(wanted[at] - sizes[at], spare)
        sizes[at] += given
        spare -= given
    return sizes


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


def cut_at_word(text: str, columns: int) -> str:
    """The beginning of a text and an ellipsis; no number is cut, so that none is taken for another.

    >>> cut_at_word("Over 500,000 people", 10), cut_at_word("Assad government", 12)
    ('Over …', 'Assad gover…')
    """
    if width(text) <= columns:
        return text
    kept = text[: _fitting(text, columns - 1)]
    last = re.search(r"\S*\Z", kept)
    word = re.match(r"\S*", text[last.start() :] if last else "")
    if last and word and any(character.isdecimal() for character in word[0]):
        kept = kept[: last.start()]
    return f"{kept.rstrip()} …" if kept.endswith(" ") and width(kept) < columns else f"{kept.rstrip()}…"


def _listed(
    columns: Sequence[Column], rows: Sequence[Sequence[Written]], available: int | None
) -> Iterator[list[Span]]:
    """Each row as a list of its cells: the first as it is, the others behind their names."""
    for row in rows:
        for text in wrapped(row[0].text, available):
            yield [(text, row[0].style)]
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell.text:
                first, *others = wrapped(f"{_heading(column)} {cell.text}", available and max(available - 4, 1))
                yield [(f"  {first}", cell.style)]
                yield from ([(f"    {text}", cell.style)] for text in others)
