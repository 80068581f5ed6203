"""Whether what was called 30 % happened three times in ten: reliability, calibration error, and ranking.

Plain numbers in, frozen results out. `ps` are probabilities of yes, `outcomes` what happened: 1 for yes and 0 for
no, as many as there are probabilities. Each function checks both at the door and refuses what is out of range,
with a ValueError that names the argument. The order of the rows never matters, to the last digit: sums are exact
before they are rounded (`math.fsum`), and counts are whole numbers.

References: Murphy & Winkler (1977), Reliability of subjective probability forecasts, Applied Statistics 26.
Wilson (1927), Probable inference, JASA 22. Naeini, Cooper & Hauskrecht (2015), Obtaining well calibrated
probabilities using Bayesian binning, AAAI. Mason & Graham (2002), Areas beneath the relative operating
characteristics, Quarterly Journal of the Royal Meteorological Society 128.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BINS = 10
MOST_BINS = 1000
LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts from `low` up to, not including, `high`; the last bin holds 1 too.

    `mean` is what was forecast on average, `rate` how often it happened (`hits` of `n`), `interval` the Wilson 90 %
    interval of the rate. All from 0 to 1, no unit; well calibrated means that `mean` and `rate` agree.
    """

    low: float
    high: float
    n: int
    hits: int
    mean: float
    rate: float
    interval: tuple[float, float]


def reliability(ps: Sequence[float], outcomes: Sequence[int], bins: int = BINS) -> tuple[Bin, ...]:
    """Forecasts in bins of equal width, with what was forecast and what happened in each.

    Bin k holds k/bins <= p < (k + 1)/bins, the last one p = 1 too; the edges are quotients of whole numbers, so that
    0.3 lies in the bin that begins at 0.3. Empty bins are absent; no forecasts give no bins.
    Reference: Murphy & Winkler (1977).

    >>> [(one.low, one.n, one.rate) for one in reliability([0.3, 0.35, 1.0], [0, 1, 1])]
    [(0.3, 2, 0.5), (0.9, 1, 1.0)]
    """
    check_forecasts(ps, outcomes)
    rows = binned(ps, outcomes, bins)
    return tuple(_bin(place, bins, held) for place, held in sorted(rows.items()))


def wilson(hits: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's interval of a rate of which `hits` of `n` are known, at that level of confidence.

    Both ends lie from 0 to 1, no unit; the interval holds hits/n, and is never empty, even at 0 of n. An effective
    number need not be whole.
    Reference: Wilson (1927).

    >>> low, high = wilson(3, 10)
    >>> round(low, 4), round(high, 4)
    (0.1269, 0.5583)
    """
    if n < 1:
        raise ValueError(f"n must be 1 or more, not {n!r}.")
    if not 0 <= hits <= n:
        raise ValueError(f"hits must be a number from 0 to n = {n}, not {hits!r}.")
    check_level(level)
    z = NormalDist().inv_cdf((1.0 + level) / 2.0)
    rate, spread = hits / n, z * z / n
    middle = (rate + spread / 2.0) / (1.0 + spread)
    half = math.sqrt(spread * (rate * (1.0 - rate) + spread / 4.0)) / (1.0 + spread)
    # At the ends the formula gives 0 and 1; its rounding does not.
    return (middle - half if hits else 0.0), (middle + half if hits < n else 1.0)


def effective(counts: Sequence[int]) -> float:
    """How many independent rows so many dependent ones are worth, in groups of which each shares one outcome.

    n² / Σ m² of groups of m rows, n in all: n where each group is one row, the number of groups where all are alike.
    Reference: Kish (1965), Survey Sampling.

    >>> effective([1, 1, 1]), effective([2, 2]), effective([3, 1])
    (3.0, 2.0, 1.6)
    """
    return sum(counts) ** 2 / sum(count * count for count in counts)


def counted_once(one: Bin, n: float) -> Bin:
    """A bin with the interval that it has if its forecasts are worth only `n` independent ones, as `effective` counts.

    >>> one = reliability([0.3, 0.3], [1, 1])[0]
    >>> counted_once(one, 1.0).interval == wilson(1, 1), counted_once(one, 2.0) is one
    (True, True)
    """
    return one if n == one.n else replace(one, interval=wilson(n if one.hits == one.n else one.rate * n, n))


def ece(ps: Sequence[float], outcomes: Sequence[int], bins: int = BINS) -> float | None:
    """Expected calibration error: the mean over forecasts of |mean - rate| of their bin.

    Range 0 to 1, no unit, lower is better; None without forecasts. It depends on the bins, and chance alone keeps
    it above 0. Reference: Naeini, Cooper & Hauskrecht (2015).

    >>> round(ece([0.1, 0.1, 0.9, 0.9], [0, 0, 1, 0]), 12)
    0.25
    """
    check_forecasts(ps, outcomes)
    return error_of(ps, bins)(outcomes)


def error_of(ps: Sequence[float], bins: int = BINS) -> Callable[[Sequence[int]], float | None]:
    """`ece` of probabilities of which many outcomes are tried: what does not depend on them is worked out once.

    >>> round(error_of([0.1, 0.1, 0.9, 0.9])([0, 0, 1, 0]), 12)
    0.25
    """
    held = list(binned(ps, range(len(ps)), bins).values())
    rows = [(len(one), math.fsum(p for p, _ in one) / len(one), [place for _, place in one]) for one in held]

    def error(outcomes: Sequence[int]) -> float | None:
        parts = [n * abs(mean - sum([outcomes[place] for place in places]) / n) for n, mean, places in rows]
        return math.fsum(parts) / len(ps) if parts else None

    return error


def mce(ps: Sequence[float], outcomes: Sequence[int], bins: int = BINS) -> float | None:
    """Largest calibration error: the largest |mean - rate| of any bin.

    Range 0 to 1, no unit, lower is better; None without forecasts. Reference: Naeini, Cooper & Hauskrecht (2015).

    >>> round(mce([0.1, 0.1, 0.9, 0.9], [0, 0, 1, 0]), 12)
    0.4
    """
    return max((abs(one.mean - one.rate) for one in reliability(ps, outcomes, bins)), default=None)


def auc(ps: Sequence[float], outcomes: Sequence[int]) -> float | None:
    """Area under the ROC curve: how often a yes was given more than a no, of all pairs of a yes and a no.

    Equal probabilities count one half. Range 0 to 1, no unit, higher is better; 0.5 tells nothing apart. None where
    there is no such pair, because every outcome is the same. It sees only the ranking: a forecaster who halves every
    probability keeps it. Reference: Mason & Graham (2002).

    >>> auc([0.2, 0.4, 0.4, 0.9], [0, 0, 1, 1])
    0.875
    >>> auc([0.2, 0.4], [1, 1]) is None
    True
    """
    check_forecasts(ps, outcomes)
    below = doubled = 0
    for n, hits in (counts for _, counts in sorted(classes(ps, outcomes).items())):
        misses = n - hits
        doubled += hits * (2 * below + misses)
        below += misses
    pairs = (len(ps) - below) * below
    return doubled / (2 * pairs) if pairs else None


def classes(ps: Sequence[float], outcomes: Sequence[int]) -> dict[float, tuple[int, int]]:
    """Each distinct probability with how many forecasts stated it and how many of those came true.

    >>> classes([0.2, 0.7, 0.2], [1, 1, 0])
    {0.2: (2, 1), 0.7: (1, 1)}
    """
    counts: dict[float, int] = {}
    hits: dict[float, int] = {}
    for p, outcome in zip(ps, outcomes, strict=True):
        counts[p] = counts.get(p, 0) + 1
        hits[p] = hits.get(p, 0) + bool(outcome)
    return {p: (n, hits[p]) for p, n in counts.items()}


def binned(ps: Sequence[float], outcomes: Sequence[int], bins: int) -> dict[int, list[tuple[float, int]]]:
    """The (probability, outcome) pairs of each bin that holds any, by the bin's number from 0.

    >>> binned([0.3, 1.0], [0, 1], 10)
    {3: [(0.3, 0)], 9: [(1.0, 1)]}
    """
    if type(bins) is not int or not 1 <= bins <= MOST_BINS:
        raise ValueError(f"bins must be a whole number from 1 to {MOST_BINS}, not {bins!r}.")
    edges = [k / bins for k in range(1, bins)]
    rows: dict[int, list[tuple[float, int]]] = {}
    for pair in zip(ps, outcomes, strict=True):
        rows.setdefault(bisect_right(edges, pair[0]), []).append(pair)
    return rows


def check_forecasts(ps: Sequence[float], outcomes: Sequence[int]) -> None:
    """Refuse what is not a probability, not 0 or 1, or not as many of one as of the other."""
    if len(ps) != len(outcomes):
        raise ValueError(f"outcomes must be as many as ps, but are {len(outcomes)} for {len(ps)}.")
    for place, p in enumerate(ps):
        # `not (a <= p <= b)` refuses NaN too, which no comparison holds for.
        if not 0.0 <= p <= 1.0:
            raise ValueError(f"ps[{place}] must be a number from 0 to 1, not {p!r}.")
    for place, outcome in enumerate(outcomes):
        if outcome not in (0, 1):
            raise ValueError(f"outcomes[{place}] must be 0 or 1, not {outcome!r}.")


def check_level(level: float) -> None:
    """Refuse a level of confidence that is not between 0 and 1."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must lie between 0 and 1 and be neither, but is {level!r}.")


def _bin(place: int, bins: int, held: Sequence[tuple[float, int]]) -> Bin:
    n, hits = len(held), sum(bool(outcome) for _, outcome in held)
    mean = math.fsum(p for p, _ in held) / n
    return Bin(place / bins, (place + 1) / bins, n, hits, mean, hits / n, wilson(hits, n))
