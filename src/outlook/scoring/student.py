"""Student's t, for intervals and tests in closed form: how much lies below a value, and below which value a share lies.

Reference: the incomplete beta function by its continued fraction, Abramowitz & Stegun (1964), 26.5.8 and 26.7.1.
"""

from __future__ import annotations

import math
from functools import lru_cache

_TINY = 1e-300
_ENOUGH = 1e-15
_MOST_STEPS = 10_000


def below(t: float, degrees: float) -> float:
    """How much of Student's t lies below a value: a share from 0 to 1.

    >>> below(0.0, 5), round(below(2.015048, 5), 6)
    (0.5, 0.95)
    """
    if not degrees > 0:
        raise ValueError(f"degrees must be above 0, not {degrees!r}.")
    tail = 0.5 * _beta_share(degrees / (degrees + t * t), degrees / 2.0, 0.5)
    return 1.0 - tail if t > 0 else tail


@lru_cache(maxsize=4096)
def quantile(share: float, degrees: float) -> float:
    """The value below which a share of Student's t lies.

    >>> round(quantile(0.95, 9), 6), round(quantile(0.05, 9), 6)
    (1.833113, -1.833113)
    """
    if not 0.0 < share < 1.0:
        raise ValueError(f"share must lie between 0 and 1 and be neither, but is {share!r}.")
    if share < 0.5:  # noqa: PLR2004 - the middle
        return -quantile(1.0 - share, degrees)
    low, high = 0.0, 1.0
    while below(high, degrees) < share:
        low, high = high, 2.0 * high
    while (middle := (low + high) / 2.0) not in (low, high):
        low, high = (middle, high) if below(middle, degrees) < share else (low, middle)
    return high


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Its continued fraction, by Lentz's method."""
    c, d = 1.0, 1.0 / _away(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d, c = 1.0 / _away(1.0 + even * d), _away(1.0 + even / c)
        value *= c * d
        d, c = 1.0 / _away(1.0 + odd * d), _away(1.0 + odd / c)
        value *= c * d
        if abs(c * d - 1.0) < _ENOUGH:
            break
    return value


def _away(value: float) -> float:
    """A number that can be divided by."""
    return value if abs(value) > _TINY else _TINY
