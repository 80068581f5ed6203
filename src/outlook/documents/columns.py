"""Two columns that a page draws line by line across, put one after the other.

Most programs draw a column to its end, and then the order of drawing is that of reading. Some draw the first line of
each column, then the second: only where a fragment stands says then to which column it belongs.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

NEAR = 3.0  # points: what lies closer in height is one line, in width one margin
FEWEST = 12  # lines with both columns, before a page is taken to have two
GUTTER = 100.0  # points at least from one margin to the other
PROSE = 20  # characters at least of a usual line of the right column: a column of figures is a table's
SMALL = 0.85  # of the usual size: the type of notes
WIDTH = 0.45  # of the size of the type, a usual letter


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text of a page, and where it begins."""

    text: str
    left: float
    height: float
    size: float

    @property
    def right(self) -> float:
        """Where it ends, about."""
        return self.left + len(self.text) * self.size * WIDTH


def text_of(page: Any) -> str:
    """The text of a page of pypdf: as it is drawn, or, where two columns are drawn across, column after column."""
    fragments: list[Fragment] = []

    def keep(text: str, at: Any, within: Any, _font: Any, size: Any) -> None:
        if text.strip():
            left = within[4] * at[0] + within[5] * at[2] + at[4]
            height = within[4] * at[1] + within[5] * at[3] + at[5]
            fragments.append(Fragment(text.strip(), float(left), float(height), float(size or 0) or NEAR))

    drawn = str(page.extract_text(visitor_text=keep))
    return in_columns(fragments) or drawn


def in_columns(fragments: list[Fragment]) -> str:
    """The lines of two columns one after the other; empty where the page has not two columns that are drawn across."""
    lines = [list(line) for _, line in groupby(fragments, key=lambda one: round(one.height / NEAR))]
    margin = _second_margin(lines)
    if margin is None:
        return ""
    usual = sorted(one.size for one in fragments)[len(fragments) // 2]
    texts, columns = list[str](), (list[str](), list[str]())
    for line in lines:
        left = [one for one in line if one.left < margin - NEAR]
        right = [one for one in line if one.left >= margin - NEAR]
        if _runs_across(left, right, margin, usual):
            texts += [*columns[0], *columns[1], *(one.text for one in line)]
            columns = ([], [])
        else:
            columns[0].extend([_joined(left)] if left else [])
            columns[1].extend([_joined(right)] if right else [])
    return "\n".join([*texts, *columns[0], *columns[1]])


def _second_margin(lines: list[list[Fragment]]) -> float | None:
    """Where the right column begins; None where there is none that is drawn beside the left one."""
    across = [line for line in lines if len(line) > 1]
    starts = Counter(round(one.left) for line in across for one in line[1:] if one.left - line[0].left > GUTTER)
    if not starts:
        return None
    margin, count = starts.most_common(1)[0]
    beside = sorted(len(one.text) for line in across for one in line[1:] if abs(one.left - margin) <= NEAR)
    is_prose = beside and beside[len(beside) // 2] >= PROSE
    return float(margin) if count >= FEWEST and count > len(lines) / 4 and is_prose else None


def _runs_across(left: list[Fragment], right: list[Fragment], margin: float, usual: float) -> bool:
    """Whether a line is of both columns: a title, the head of the page, or a note in small type at its foot."""
    if right:
        return right[0].left > margin + NEAR
    return left[-1].right > margin + GUTTER / 2 or left[0].size < SMALL * usual


def _joined(line: list[Fragment]) -> str:
    return " ".join(one.text for one in line)
