"""One number read from a belief: the probability of an option or by a day, the value at a quantile.

A belief is read as it is scored: cumulative points are joined by straight lines, quantiles are what was stated and
nothing between them. Where a belief does not say the number, it is None.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from outlook.model.forecast import Belief
from outlook.model.values import quantile_level

if TYPE_CHECKING:
    from collections.abc import Sequence

Read = Callable[[Belief], float | None]
SAME_LEVEL = 1e-9  # the rounding of a level


def probability(belief: Belief) -> float | None:
    """The probability of yes, 0 to 1, of a binary forecast's belief.

    >>> probability(0.25)
    0.25
    """
    return float(belief) if isinstance(belief, float | int) else None


def share_of(option: str) -> Read:
    """The probability of an option, 0 to 1, of a choice's belief.

    >>> share_of("Homs")({"Hama": 0.75, "Homs": 0.25})
    0.25
    """

    def read(belief: Belief) -> float | None:
        share = belief.get(option) if isinstance(belief, dict) else None
        return share if isinstance(share, float) else None

    return read


def share_by(day: date) -> Read:
    """The probability that it happens by a day, 0 to 1, of cumulative points; None before the first and after the last.

    >>> share_by(date(2025, 1, 16))(((date(2025, 1, 1), 0.25), (date(2025, 1, 31), 0.75)))
    0.5
    """

    def read(belief: Belief) -> float | None:
        if not isinstance(belief, tuple):
            return None
        return _straight([(ordinal(value), share) for value, share in belief], ordinal(day))

    return read


def quantile(level: float) -> Read:
    """The value at a level between 0 and 1, days as ordinal numbers: stated, or where cumulative points cross it.

    >>> quantile(0.5)({"q05": 1.0, "q50": 4.0}), quantile(0.25)(((0.0, 0.0), (8.0, 1.0)))
    (4.0, 2.0)
    """

    def read(belief: Belief) -> float | None:
        if isinstance(belief, dict):
            stated = (value for name, value in belief.items() if abs(quantile_level(name) - level) < SAME_LEVEL)
            return next((ordinal(value) for value in stated), None)
        if not isinstance(belief, tuple):
            return None
        return _straight([(share, ordinal(value)) for value, share in belief], level)

    return read


def ordinal(value: float | date | str) -> float:
    """A quantity as it is, a day as its ordinal number.

    >>> ordinal(2.5), ordinal(date(1, 1, 2))
    (2.5, 2.0)
    """
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def _straight(points: Sequence[tuple[float, float]], x: float) -> float | None:
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * ((x - x0) / (x1 - x0)) if x1 > x0 else y1
    return None
