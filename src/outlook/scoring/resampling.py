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
from functools import lru_cache, partial
from random import Random
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from outlook.scoring.calibration import LEVEL, check_forecasts, check_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row = TypeVar("Row", float, tuple[float, int])
Method = Literal["bca", "basic"]
SEED = 1
RESAMPLES = 1000
FEWEST_QUESTIONS = 2
MOST_KEPT = 200_000  # rows of draws


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval of a number, in its unit; `undefined` counts draws in which the number does not exist."""

    low: float
    high: float
    level: float
    resamples: int
    undefined: int


class Drawn(Protocol):
    """A number of whole questions, which are known by their places; None where it does not exist."""

    def of(self, places: Sequence[int]) -> float | None:
        """The number of the questions at those places, some of them several times."""

    def without_each(self) -> Sequence[float | None]:
        """The number of all questions but one, for each of them in turn."""


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
    return interval_of(
        questions, partial(_Whole, statistic), level=level, resamples=resamples, seed=seed, method=method
    )


def interval_of(
    questions: Sequence[Sequence[Row]],
    counted: Callable[[Sequence[Sequence[Row]]], Drawn],
    *,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    method: Method = "bca",
) -> Interval | None:
    """The interval of `bootstrap`, of a number that need not look at every row again for every draw."""
    _check(level, resamples)
    groups = sorted(sorted(rows) for rows in questions if rows)
    places = range(len(groups))
    drawn = counted(groups)
    estimate = drawn.of(places) if groups else None
    if len(groups) < FEWEST_QUESTIONS or estimate is None:
        return None
    found = [drawn.of(chosen) for chosen in _draws(len(groups), resamples, seed)]
    values = sorted(value for value in found if value is not None)
    undefined = resamples - len(values)
    if undefined * 10 > resamples or values[0] == values[-1]:
        return None
    levels = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    if method == "basic":
        low, high = (2.0 * estimate - _quantile(values, share) for share in reversed(levels))
        return Interval(low, high, level, resamples, undefined)
    shifted = _accelerated(values, estimate, drawn.without_each(), levels)
    if shifted is None:
        return None
    low, high = (_quantile(values, share) for share in shifted)
    return Interval(low, high, level, resamples, undefined)


@lru_cache(1)  # a curve has two intervals, each from the same draws
def _kept_draws(count: int, resamples: int, seed: int) -> tuple[list[int], ...]:
    return tuple(_drawn(count, resamples, seed))


def _draws(count: int, resamples: int, seed: int) -> Iterable[list[int]]:
    """The places of the questions of each draw."""
    few = count * resamples <= MOST_KEPT
    return _kept_draws(count, resamples, seed) if few else _drawn(count, resamples, seed)


def _drawn(count: int, resamples: int, seed: int) -> Iterator[list[int]]:
    random, places = Random(seed), list(range(count))  # noqa: S311 - luck that can be repeated, no secret
    return (random.choices(places, k=count) for _ in range(resamples))


@dataclass(frozen=True, slots=True)
class _Whole(Generic[Row]):
    """Any statistic of rows, worked out anew from all of them for every draw."""

    statistic: Callable[[list[Row]], float | None]
    groups: Sequence[Sequence[Row]]

    def of(self, places: Sequence[int]) -> float | None:
        return self.statistic([row for place in places for row in self.groups[place]])

    def without_each(self) -> Sequence[float | None]:
        everyone = range(len(self.groups))
        return [self.of([other for other in everyone if other != place]) for place in everyone]


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
    stated = tuple(sorted(ps))
    of = statistic(stated)
    few = len(stated) * resamples <= MOST_KEPT
    drawn = [of(world) for world in (_kept_worlds if few else _worlds)(stated, resamples, seed)]
    values = sorted(value for value in drawn if value is not None)
    return _quantile(values, share) if values else None


def _worlds(stated: Sequence[float], resamples: int, seed: int) -> Iterator[list[bool]]:
    """The outcomes of each world, one for each probability."""
    draw = Random(seed).random  # noqa: S311 - luck that can be repeated, no secret
    return ([draw() < p for p in stated] for _ in range(resamples))


@lru_cache(1)  # two errors of a curve are held against the same worlds
def _kept_worlds(stated: tuple[float, ...], resamples: int, seed: int) -> tuple[list[bool], ...]:
    return tuple(_worlds(stated, resamples, seed))


def _check(level: float, resamples: int) -> None:
    check_level(level)
    if resamples < 1:
        raise ValueError(f"resamples must be 1 or more, not {resamples!r}.")


def _accelerated(
    values: Sequence[float], estimate: float, without_each: Sequence[float | None], levels: Sequence[float]
) -> list[float] | None:
    """The levels at which the draws are read, shifted for their bias and their skewness."""
    left_out = [value for value in without_each if value is not None]
    below = (sum(value < estimate for value in values) + sum(value <= estimate for value in values)) / 2
    if len(left_out) < len(without_each) or not 0 < below < len(values):
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
