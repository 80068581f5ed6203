"""Proper scores on plain numbers: every rule the tool prints, one function each.

Each function checks its arguments at the door and refuses what is out of range, with a ValueError that names
the argument and the value; nothing is clipped, rescaled or filled in. Inside, bare arithmetic. A rule is
proper if no forecaster can expect a better score by saying something other than what they believe; every rule
here is, except `skill`, which only compares two scores.

In the formulas p is a probability, o the outcome (1 if it happened, 0 if not), K or N the number of options,
y the value that came true, F a cumulative distribution and 1[A] is 1 if A holds, else 0. `index` counts from
0.

References: Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review
78. Epstein (1969), A scoring system for probability forecasts of ranked categories, Journal of Applied
Meteorology 8. Good (1952), Rational decisions, Journal of the Royal Statistical Society B 14. Gneiting &
Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102. Laio & Tamea (2007),
Verification tools for probabilistic forecasts of continuous hydrological variables, Hydrology and Earth
System Sciences 11. Bracher, Ray, Gneiting & Reich (2021), Evaluating epidemic forecasts in an interval
format, PLOS Computational Biology 17.
"""

from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUM_TOLERANCE = 1e-6
_FEWEST_OPTIONS = 2
_FEWEST_POINTS = 2
# Sums and differences of numbers up to here stay finite, so that no score turns into inf - inf.
_LARGEST = 1e300


def brier(p: float, outcome: float) -> float:
    """Brier score of one probability, one-sided: (p - o)^2.

    Range 0 to 1, no unit, lower is better; 0.25 for 50 %. The outcome may lie between 0 and 1.
    Reference: Brier (1950), halved as is usual for two outcomes.

    >>> brier(0.75, 1)
    0.0625
    """
    if not 0.0 <= p <= 1.0:
        raise _not_probability("p", p)
    if not 0.0 <= outcome <= 1.0:
        raise _not_probability("outcome", outcome)
    difference = float(p) - outcome
    return difference * difference


def brier_two_sided(p: float, outcome: float) -> float:
    """Brier score summed over yes and no: (p - o)^2 + ((1 - p) - (1 - o))^2 = 2 (p - o)^2.

    Range 0 to 2, no unit, lower is better; 0.5 for 50 %. As on Good Judgment Open and Fatebook.
    Reference: Brier (1950).

    >>> brier_two_sided(0.75, 1)
    0.125
    """
    return 2.0 * brier(p, outcome)


def brier_choice(ps: Sequence[float], index: int) -> float:
    """Brier score of named options, of which ps[index] came true: sum over k of (p_k - o_k)^2.

    Range 0 to 2, no unit, lower is better; two options give `brier_two_sided`. The order of the options
    does not matter; where it should, see `brier_ordered`. Reference: Brier (1950).

    >>> round(brier_choice([0.55, 0.35, 0.10], 1), 3)
    0.735
    """
    _check_choice(ps, index)
    return math.fsum((p - (k == index)) ** 2 for k, p in enumerate(ps))


def rps(ps: Sequence[float], index: int) -> float:
    """Ranked probability score of ordered options: sum over the K - 1 cuts of (P_k - O_k)^2, over K - 1.

    P_k and O_k are the forecast and the outcome summed over the options 0 to k: a near miss costs less.
    Range 0 to 1, no unit, lower is better; two options give `brier`. Reference: Epstein (1969).

    >>> round(rps([0.25, 0.25, 0.30, 0.20], 1), 4)
    0.1175
    """
    _check_choice(ps, index)
    cuts = len(ps) - 1
    return math.fsum((below - (k >= index)) ** 2 for k, below in enumerate(accumulate(ps[:cuts]))) / cuts


def brier_ordered(ps: Sequence[float], index: int) -> float:
    """Brier score of ordered options as Good Judgment Open has it: 2 / (K - 1) x sum of (P_k - O_k)^2.

    The mean over the K - 1 cuts of the two-sided Brier score of "at most k"; twice the `rps`.
    Range 0 to 2, no unit, lower is better. Reference: goodjudgment.io, ordered categorical scoring.

    >>> round(brier_ordered([0.25, 0.25, 0.30, 0.20], 1), 3)
    0.235
    """
    return 2.0 * rps(ps, index)


def log_score(p: float, outcome: float) -> float:
    """Logarithmic score: -ln of the probability given to what happened, p for yes and 1 - p for no.

    Range 0 to infinity, in nats (divide by ln 2 for bits), lower is better; ln 2 = 0.693 for 50 %. Infinite
    if what happened was given 0, never clipped. The outcome is 0 or 1 alone. Reference: Good (1952).

    >>> round(log_score(0.9, 1), 4)
    0.1054
    >>> log_score(0.0, 1)
    inf
    """
    if not 0.0 <= p <= 1.0:
        raise _not_probability("p", p)
    if outcome not in {0, 1}:
        raise ValueError(f"outcome must be 0 or 1, not {outcome!r}.")
    if outcome:
        return abs(math.log(p)) if p else math.inf
    # log1p keeps the digits of a tiny p, which 1 - p would lose.
    return abs(math.log1p(-p)) if p != 1.0 else math.inf


def log_score_choice(ps: Sequence[float], index: int) -> float:
    """Logarithmic score of named options: -ln ps[index].

    Range 0 to infinity, in nats, lower is better; ln K for equal shares. Infinite if what happened was
    given 0, never clipped. Reference: Good (1952).

    >>> round(log_score_choice([0.8, 0.1, 0.1], 0), 4)
    0.2231
    """
    _check_choice(ps, index)
    return abs(_ln(ps[index]))


def baseline(ps: Sequence[float], index: int) -> float:
    """Baseline score: 100 ln(p N) / ln N, with p = ps[index]; 100 (1 + log2 p) for two options.

    Range -infinity to 100, in points, higher is better; 0 for equal shares, 100 for certainty that was
    right, -infinity if what happened was given 0. Reference: Metaculus, scores FAQ.

    >>> baseline([0.5, 0.5], 0)
    0.0
    >>> round(baseline([0.3, 0.7], 1), 2)
    48.54
    """
    _check_choice(ps, index)
    return 100.0 * _ln(ps[index] * len(ps)) / math.log(len(ps))


def peer(p: float, others: Sequence[float]) -> float:
    """Peer score: 100 (ln p - mean of ln p_other), of probabilities given to what happened.

    Range -infinity to infinity, in points, higher is better; 0 for one who said what the others did,
    -infinity if p is 0, infinity if another's is. Where both are 0 there is no score, and that is refused.
    Reference: Metaculus, scores FAQ.

    >>> round(peer(0.9, [0.1, 0.5]), 2)
    139.25
    """
    if not 0.0 <= p <= 1.0:
        raise _not_probability("p", p)
    _check_probabilities("others", others)
    if not others:
        raise ValueError("others must hold at least one probability, not [].")
    if p == 0.0 and 0.0 in others:
        raise ValueError(f"p must be above 0 where others hold a 0, not {p!r}: infinity less infinity is no score.")
    return 100.0 * (_ln(p) - math.fsum(map(_ln, others)) / len(others))


def pinball(level: float, value: float, y: float) -> float:
    """Pinball (quantile) loss of one quantile: (1[y < q] - level) (q - y), q being the value at the level.

    Range 0 to infinity, in the unit of y, lower is better; half the distance for the median.
    Reference: Gneiting & Raftery (2007), section 6.1.

    >>> round(pinball(0.2, 0.1, 0.3), 2)
    0.04
    """
    _check_share("level", level)
    _check_finite("value", value)
    _check_finite("y", y)
    return _pinball(level, value, y)


def interval_score(lo: float, hi: float, alpha: float, y: float) -> float:
    """Score of the central interval of coverage 1 - alpha: (hi - lo) + 2/alpha x how far y lies outside.

    Range 0 to infinity, in the unit of y, lower is better; the bare width while y lies within.
    Reference: Gneiting & Raftery (2007), section 6.2.

    >>> interval_score(0.0, 4.0, 0.5, 6.0)
    12.0
    """
    for name, value in (("lo", lo), ("hi", hi), ("y", y)):
        _check_finite(name, value)
    _check_share("alpha", alpha)
    if lo > hi:
        raise ValueError(f"lo must not lie above hi, but lo is {lo!r} and hi is {hi!r}.")
    return (hi - lo) + 2.0 * max(lo - y, y - hi, 0.0) / alpha


def crps_quantiles(levels: Sequence[float], values: Sequence[float], y: float) -> float:
    """Continuous ranked probability score by quantiles: twice the mean pinball loss over the levels.

    With levels that mirror each other about the median this is the weighted interval score, the median
    counted once. Range 0 to infinity, in the unit of y, lower is better. Scores over different levels do not
    compare. Reference: Bracher et al. (2021).

    >>> round(crps_quantiles([0.25, 0.50, 0.75], [1.0, 2.0, 4.0], 3.0), 4)
    0.8333
    """
    _check_levels(levels)
    _check_values(values)
    if len(levels) != len(values):
        raise ValueError(f"values must be as many as levels, but are {len(values)} for {len(levels)}.")
    if any(left > right for left, right in pairwise(values)):
        raise ValueError(f"values must not decrease as the levels rise, as they do in {list(values)!r}.")
    _check_finite("y", y)
    return _mean_pinball(levels, values, y)


def crps_ensemble(values: Sequence[float], y: float) -> float:
    """Continuous ranked probability score of draws: E|X - y| - 1/2 E|X - X'|, over all pairs of draws.

    Range 0 to infinity, in the unit of y, lower is better; the distance |x - y| for one draw. Computed as
    twice the mean pinball loss of the sorted draws at (i - 1/2)/n (Laio & Tamea 2007), the same number
    without the double sum or the cancelling. Reference: Gneiting & Raftery (2007), section 4.2.

    >>> crps_ensemble([8, 9, 9, 12], 10)
    0.75
    """
    _check_values(values)
    _check_finite("y", y)
    levels = [(i + 0.5) / len(values) for i in range(len(values))]
    return _mean_pinball(levels, sorted(values), y)


def crps_cumulative(points: Sequence[tuple[float, float]], y: float) -> float:
    """Continuous ranked probability score of a cumulative distribution that is straight between its points.

    The exact integral of (F(x) - 1[x >= y])^2 over x from x_0 to x_n, the points being (x, F) with x rising
    and F not falling. Range 0 to x_n - x_0, in the unit of x, lower is better. The integral is taken over
    those bounds whatever y is: an outcome beyond one is capped there. F need not start at 0 nor end at 1.
    Reference: Gneiting & Raftery (2007), section 4.2.

    >>> round(crps_cumulative([(0.0, 0.0), (1.0, 1.0)], 0.5), 4)
    0.0833
    """
    _check_points(points)
    _check_finite("y", y)
    return math.fsum(_segment(*left, *right, y) for left, right in pairwise(points))


def skill(score: float, reference: float) -> float | None:
    """Skill of a score against that of a reference forecast: 1 - S / S_ref.

    Range -infinity to 1, no unit, higher is better; 0 for one as good as the reference. None where the
    reference scored 0. Only for scores of which lower is better and 0 is perfect, means of them included.
    Reference: Gneiting & Raftery (2007), section 2.3.

    >>> skill(0.125, 0.25)
    0.5
    """
    if not (0.0 <= score <= _LARGEST and 0.0 <= reference <= _LARGEST):
        for name, value in (("score", score), ("reference", reference)):
            _check_finite(name, value)
            if value < 0.0:
                raise ValueError(f"{name} must not be negative, but is {value!r}.")
    return 1.0 - score / reference if reference else None


def _ln(p: float) -> float:
    return math.log(p) if p else -math.inf


def _pinball(level: float, value: float, y: float) -> float:
    return max(level * (y - value), (1.0 - level) * (value - y))


def _mean_pinball(levels: Sequence[float], values: Sequence[float], y: float) -> float:
    losses = (_pinball(level, value, y) for level, value in zip(levels, values, strict=True))
    return 2.0 * math.fsum(loss / len(levels) for loss in losses)


def _segment(x0: float, f0: float, x1: float, f1: float, y: float) -> float:
    """Integrate (F - 1[x >= y])^2 over one straight piece, cut at y if y lies within."""
    if y >= x1:
        return _square(x1 - x0, f0, f1)
    if y <= x0:
        return _square(x1 - x0, 1.0 - f0, 1.0 - f1)
    at_y = f0 + (f1 - f0) * ((y - x0) / (x1 - x0))
    return _square(y - x0, f0, at_y) + _square(x1 - y, 1.0 - at_y, 1.0 - f1)


def _square(width: float, left: float, right: float) -> float:
    """Integrate the square of a straight line that runs from left to right over a width."""
    return width * (left * left + left * right + right * right) / 3.0


def _not_probability(name: str, value: float) -> ValueError:
    return ValueError(f"{name} must be a number from 0 to 1, not {value!r}.")


def _check_probabilities(name: str, ps: Sequence[float]) -> None:
    # `not (a <= p <= b)` refuses NaN too, which no comparison holds for.
    for place, p in enumerate(ps):
        if not 0.0 <= p <= 1.0:
            raise _not_probability(f"{name}[{place}]", p)


def _check_choice(ps: Sequence[float], index: int) -> None:
    if len(ps) < _FEWEST_OPTIONS:
        raise ValueError(f"ps must hold two probabilities or more, not {list(ps)!r}.")
    _check_probabilities("ps", ps)
    total = math.fsum(ps)
    if abs(total - 1.0) > _SUM_TOLERANCE:
        raise ValueError(f"ps must sum to 1, but {list(ps)!r} sums to {total!r}.")
    # A truth value is an int to Python, but an outcome to the caller: True is not the option number 1.
    if type(index) is not int or not 0 <= index < len(ps):
        raise ValueError(f"index must be a whole number from 0 to {len(ps) - 1}, not {index!r}.")


def _check_share(name: str, value: float) -> None:
    if not 0.0 < value < 1.0:
        raise ValueError(f"{name} must lie between 0 and 1 and be neither, but is {value!r}.")


def _check_finite(name: str, value: float) -> None:
    if not -_LARGEST <= value <= _LARGEST:
        raise ValueError(f"{name} must be a finite number no larger than {_LARGEST:g}, not {value!r}.")


def _check_values(values: Sequence[float]) -> None:
    if not values:
        raise ValueError("values must hold at least one number, not [].")
    for place, value in enumerate(values):
        _check_finite(f"values[{place}]", value)


def _check_levels(levels: Sequence[float]) -> None:
    for place, level in enumerate(levels):
        _check_share(f"levels[{place}]", level)
    if any(left >= right for left, right in pairwise(levels)):
        raise ValueError(f"levels must rise from one to the next, but are {list(levels)!r}.")


def _check_points(points: Sequence[tuple[float, float]]) -> None:
    if len(points) < _FEWEST_POINTS:
        raise ValueError(f"points must hold two pairs or more, not {list(points)!r}.")
    for place, (x, f) in enumerate(points):
        _check_finite(f"points[{place}][0]", x)
        if not 0.0 <= f <= 1.0:
            raise _not_probability(f"points[{place}][1]", f)
    for (x0, f0), (x1, f1) in pairwise(points):
        if x0 >= x1 or f0 > f1:
            raise ValueError(f"points must rise in x and not fall in F, but {(x0, f0)!r} comes before {(x1, f1)!r}.")
