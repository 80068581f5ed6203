"""How far luck reaches, in closed form: intervals of a mean and of a difference over questions, without drawing any.

A question is one draw, whatever the number of forecasts on it: what goes in is one score a question. There is no
interval where one would promise too much: under 10 questions, under 3 of the rarer outcome, or where all scores are
equal.

References: Hall (1992), On the removal of skewness by transformation, Journal of the Royal Statistical Society B 54.
Johnson (1978), Modified t tests and confidence intervals for asymmetrical populations, JASA 73.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from outlook.scoring.calibration import LEVEL, check_level
from outlook.scoring.student import quantile

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST = 10
FEWEST_OF_RARER = 3


class Moments(NamedTuple):
    """What an interval needs of the scores of n questions: mean, standard deviation (of n - 1), and skewness.

    `skewness` is the third central moment over the cube of `sd`: 0 where the scores lie evenly about their mean.
    """

    n: int
    mean: float
    sd: float
    skewness: float


class Ends(NamedTuple):
    """The two ends of an interval, in the unit of the number."""

    low: float
    high: float


def moments(scores: Iterable[float]) -> Moments | None:
    """The moments of scores, one a question; None without any.

    >>> moments([0.0, 0.25, 0.5])
    Moments(n=3, mean=0.25, sd=0.25, skewness=0.0)
    """
    values = list(scores)
    if not values:
        return None
    n, mean = len(values), math.fsum(values) / len(values)
    squares, cubes = math.fsum((x - mean) ** 2 for x in values), math.fsum((x - mean) ** 3 for x in values)
    sd = math.sqrt(squares / (n - 1)) if n > 1 else 0.0
    return Moments(n, mean, sd, cubes / n / sd**3 if sd else 0.0)


def mean_interval(found: Moments, level: float = LEVEL) -> Ends | None:
    """The interval of a mean, by Student's t with Hall's correction for skewness.

    With u = t / sqrt(n), g the skewness: the ends are mean - sd · h(u) and mean - sd · h(-u), where
    h(u) = 3/g · (cbrt(1 + g(u - g/(6n))) - 1), and u itself where g is 0. In the unit of the scores; None under 10
    questions and where all scores are equal. Reference: Hall (1992).

    >>> [round(end, 4) for end in mean_interval(Moments(20, 0.25, 0.1, 0.0))]
    [0.2113, 0.2887]
    >>> mean_interval(Moments(9, 0.25, 0.1, 0.0)) is None
    True
    """
    check_level(level)
    if found.n < FEWEST or not found.sd:
        return None
    reach = quantile((1.0 + level) / 2.0, found.n - 1) / math.sqrt(found.n)
    low, high = (found.mean - found.sd * _unskewed(u, found.skewness, found.n) for u in (reach, -reach))
    return Ends(low, high)


def difference_interval(found: Moments, level: float = LEVEL) -> Ends | None:
    """The interval of a mean difference of two forecasters on the same questions, by Student's t.

    In the unit of the scores; below 0 the first is better where lower scores are. None as for `mean_interval`.

    >>> [round(end, 4) for end in difference_interval(Moments(20, -0.05, 0.1, 0.3))]
    [-0.0887, -0.0113]
    """
    check_level(level)
    if found.n < FEWEST or not found.sd:
        return None
    reach = found.sd * quantile((1.0 + level) / 2.0, found.n - 1) / math.sqrt(found.n)
    return Ends(found.mean - reach, found.mean + reach)


def _unskewed(u: float, skewness: float, n: int) -> float:
    if abs(skewness) < 1e-9:  # noqa: PLR2004 - the formula turns into u, and its digits into noise
        return u
    return 3.0 / skewness * (math.cbrt(1.0 + skewness * (u - skewness / (6.0 * n))) - 1.0)
