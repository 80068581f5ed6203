"""What holds for a while and then changes at once, or moves straight meanwhile: lines, and bands between two of them.

A report draws very many of them, so their paths are laid out in whole tenths, each moment and each height rounded once.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.svg.shapes import TENTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from outlook.answers.chart import Picture

LOWEST = 1.0  # a band is at least as high, and as wide, to be seen


class Across(NamedTuple):
    """Where a moment lies from the left, exactly and in tenths."""

    x: float
    tenths: int


# Made as quickly as a tuple.
_ACROSS: Callable[[tuple[float, int]], Across] = partial(tuple.__new__, Across)


class Places(dict["datetime", Across]):
    """Where each moment of a picture lies; a line asks for most of them twice, and so does its band."""

    def __init__(self, picture: Picture, left: float, right: float) -> None:
        super().__init__()
        self._starts_at, self._whole = picture.starts_at, picture.ends_at - picture.starts_at
        self._left, self._wide = left, right - left

    def __missing__(self, at: datetime) -> Across:
        x = self._left + self._wide * ((at - self._starts_at) / self._whole)
        self[at] = found = _ACROSS((x, round(10 * x)))
        return found


Span = tuple[Across, Across, float, float]  # from, to, and how far down it is at both
Box = tuple[Across, Across, float, float, float, float]  # the same of its upper and its lower edge: at first, at last


def line(spans: Iterable[Span]) -> str:
    """The path of a value over those times, in one piece for what touches; what does not change is one stretch."""
    parts: list[str] = []
    end, level, along = None, 0, 0
    for start, until, y, last in spans:
        down = round(10 * y)
        if start != end or down != level:
            parts.append(f"h{TENTHS[along]}" if along else "")
            parts.append(f"v{TENTHS[down - level]}" if start == end else f"M{TENTHS[start.tenths]} {TENTHS[down]}")
            along = 0
        end, level = until, down if last == y else round(10 * last)
        if level == down:
            along += until.tenths - start.tenths
        else:
            parts.append(f"h{TENTHS[along]}" if along else "")
            parts.append(_slope(until.tenths - start.tenths, level - down))
            along = 0
    parts.append(f"h{TENTHS[along]}" if along else "")
    return "".join(parts)


def band(boxes: Sequence[Box]) -> str:
    """The outline of what boxes cover, a piece for each run that touches, none too low or too short to be seen."""
    starts = [place for place, (before, box) in enumerate(pairwise(boxes), 1) if before[1] != box[0]]
    bounds = pairwise([0, *starts, len(boxes)])
    return "".join([_outline(boxes[first:end]) for first, end in bounds if first < end])


def _outline(run: Sequence[Box]) -> str:
    """To the right along the upper edges, and back along the lower ones."""
    lefts, rights = [box[0].tenths for box in run], [box[1].tenths for box in run]
    rights[-1] = round(10 * max(run[-1][1].x, run[0][0].x + LOWEST))
    highs = [(round(10 * high), round(10 * last)) for _, _, high, _, last, _ in run]
    lows = [(_low(high, low), _low(last_high, last_low)) for _, _, high, low, last_high, last_low in run]
    wide = [right - left for left, right in zip(lefts, rights, strict=True)]
    above, below = _along(wide, highs, 1), _along(wide[::-1], [(last, low) for low, last in reversed(lows)], -1)
    return f"M{TENTHS[lefts[0]]} {TENTHS[highs[0][0]]}{above}v{TENTHS[lows[-1][1] - highs[-1][1]]}{below}z"


def _low(high: float, low: float) -> int:
    return round(10 * (low if low > (least := high + LOWEST) else least))


def _along(wide: Sequence[int], levels: Sequence[tuple[int, int]], way: int) -> str:
    """Steps of those widths from level to level, to the right (1) or to the left (-1)."""
    parts: list[str] = []
    level, along = levels[0][0], 0
    for width, (first, last) in zip(wide, levels, strict=True):
        if first != level:
            parts.append(f"h{TENTHS[way * along]}v{TENTHS[first - level]}" if along else f"v{TENTHS[first - level]}")
            along = 0
        if first == last:
            along += width
        else:
            parts.append(f"h{TENTHS[way * along]}" if along else "")
            parts.append(_slope(way * width, last - first))
            along = 0
        level = last
    return "".join([*parts, f"h{TENTHS[way * along]}"] if along else parts)


def _slope(right: int, down: int) -> str:
    return f"l{TENTHS[right]} {TENTHS[down]}" if right else f"v{TENTHS[down]}"
