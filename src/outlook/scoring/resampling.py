"""How much of a number is luck: seeded intervals that draw whole questions, and what chance does to the calibrated.

Several forecasters on one question share its luck, so a question is drawn with all of its rows or not at all. The
same data, in whatever order, and the same seed give the same interval.

References: Efron (1987), Better bootstrap confidence intervals, JASA 82. Field & Welsh (2007), Bootstrapping clustered
data, Journal of the Royal Statistical Society B 69. Broecker & Smith (2007), Increasing the reliability of reliability
diagrams, Weather and Forecasting 22.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING, Literal, TypeVar

from outlook.scoring.calibration import LEVEL, check_forecasts, check_level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row", float, tuple[float, int])
Method = Literal["bca", "basic"]
SEED = 1
RESAMPLES = 1000
FEWEST_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of a number, in its unit; `undefined` counts draws in which the number does not exist."""

    low: float
    high: float
    level: float
    resamples: int
    undefined: int


def bootstrap(
    questions: Sequence[Sequence[Row]],
    statistic: Callable[[list[Row]], float | None],
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    method: Method = "bca",
) -> Interval | None:
    """Interval of a statistic of all rows, by drawing as many questions as there are, with replacement.

    `bca` is bias-corrected and accelerated (Efron 1987), the acceleration by leaving out one question at a time;
    `basic` mirrors the quantiles of the draws at the estimate. None with fewer than two questions, where the draws
    do not vary, and where the statistic does not exist for the data, for over a tenth of the draws, or (`bca`)
    without one of the questions.

    >>> bootstrap([[0.0], [1.0], [0.0], [1.0]], lambda rows: sum(rows) / len(rows)).low
    0.0
    """
    _check(level, resamples)
    groups = sorted(sorted(rows) for rows in questions if rows)
    estimate = statistic([row for rows in groups for row in rows]) if groups else None
    if len(groups) < FEWEST_QUESTIONS or estimate is None:
        return None
    random = Random(seed)  # noqa: S311 - luck that can be repeated, no secret
    drawn = [
        statistic([row for rows in random.choices(groups, k=len(groups)) for row in rows]) for _ in range(resamples)
    ]
    values = sorted(value for value in drawn if value is not None)
    undefined = resamples - len(values)
    if undefined * 10 > resamples or values[0] == values[-1]:
        return None
    levels = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    if method == "basic":
        low, high = (2.0 * estimate - _quantile(values, share) for share in reversed(levels))
        return Interval(low, high, level, resamples, undefined)
    shifted = _accelerated(values, estimate, _left_out(groups, statistic), levels)
    if shifted is None:
        return None
    low, high = (_quantile(values, share) for share in shifted)
    return Interval(low, high, level, resamples, undefined)


def by_chance(
    ps: Sequence[float],
    statistic: Callable[[Sequence[float]], Callable[[Sequence[int]], float | None]],
    *,
    share: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> float | None:
    """What the statistic stays under in that share of worlds where every probability is exactly right.

    Each world draws its outcomes from the probabilities themselves, one question a row. A calibration error below
    this needs no other explanation than luck. The statistic is made for the probabilities and asked of each world's
    outcomes. In the statistic's unit; None without forecasts. Reference: Broecker & Smith (2007).

    >>> from outlook.scoring.calibration import error_of
    >>> by_chance([0.0, 1.0, 1.0], error_of)
    0.0
    """
    check_forecasts(ps, [0] * len(ps))
    _check(share, resamples)
    random, stated = Random(seed), sorted(ps)  # noqa: S311 - luck that can be repeated, no secret
    of = statistic(stated)
    drawn = [of([int(random.random() < p) for p in stated]) for _ in range(resamples)]
    values = sorted(value for value in drawn if value is not None)
    return _quantile(values, share) if values else None


def _check(level: float, resamples: int) -> None:
    check_level(level)
    if resamples < 1:
        raise ValueError(f"resamples must be 1 or more, not {resamples!r}.")


def _left_out(groups: Sequence[list[Row]], statistic: Callable[[list[Row]], float | None]) -> list[float] | None:
    """The statistic without each question in turn; None if it does not exist without one of them."""
    found = [
        statistic([row for other, rows in enumerate(groups) if other != left_out for row in rows])
        for left_out in range(len(groups))
    ]
    return [value for value in found if value is not None] if None not in found else None


def _accelerated(
    values: Sequence[float], estimate: float, left_out: Sequence[float] | None, levels: Sequence[float]
) -> list[float] | None:
    """The levels at which the draws are read, shifted for their bias and their skewness."""
    below = (sum(value < estimate for value in values) + sum(value <= estimate for value in values)) / 2
    if left_out is None or not 0 < below < len(values):
        return None
    bias, middle = NormalDist().inv_cdf(below / len(values)), fmean(left_out)
    spread = math.fsum((middle - value) ** 2 for value in left_out)
    skew = math.fsum((middle - value) ** 3 for value in left_out) / (6.0 * spread**1.5) if spread else 0.0
    shifted = []
    for level in levels:
        z = bias + NormalDist().inv_cdf(level)
        if skew * z >= 1.0:
            return None
        shifted.append(NormalDist().cdf(bias + z / (1.0 - skew * z)))
    return shifted


def _quantile(values: Sequence[float], share: float) -> float:
    """The quantile of sorted values, straight between them."""
    place = share * (len(values) - 1)
    lower = math.floor(place)
    upper = min(lower + 1, len(values) - 1)
    return values[lower] + (place - lower) * (values[upper] - values[lower])
