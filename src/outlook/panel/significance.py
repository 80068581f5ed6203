"""Which differences are more than luck when many are looked at: Student's t for whole tables, and Holm's method.

References: Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6.
"""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outlook.panel.cells import Floats

STEPS = 10_000
GOING = 1.5  # what is done is let go once it is a third
TINY = 1e-300
CLOSE = 1e-15


def two_sided(t: Floats, degrees: Floats) -> Floats:
    """How often luck alone gives a t so far from 0 or farther; NaN where there is no t.

    >>> two_sided(np.array([0.0, 2.015048]), np.array([5.0, 5.0])).round(6).tolist()
    [1.0, 0.1]
    """
    found = np.full(t.shape, np.nan)
    is_one = ~np.isnan(t)
    t, degrees = t[is_one], degrees[is_one]
    found[is_one] = _beta_share(degrees / (degrees + t * t), degrees / 2.0)
    return found


def holm(p: Floats, alpha: float) -> NDArray[np.bool_]:
    """Which of the tests reject, at most a share `alpha` of all families with any false rejection; NaN is no test.

    >>> holm(np.array([0.001, 0.04, 0.2, np.nan]), 0.1).tolist()
    [True, True, False, False]
    """
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    limits = alpha / np.arange(len(order), 0, -1)
    failed = np.flatnonzero(p[order] > limits)
    rejected = np.zeros(len(p), dtype=bool)
    rejected[order[: failed[0] if len(failed) else len(order)]] = True
    return rejected


def _beta_share(x: Floats, a: Floats) -> Floats:
    """The regularised incomplete beta function I_x(a, 1/2), by its continued fraction on the side that converges."""
    b = np.full_like(a, 0.5)
    values, places = np.unique(a, return_inverse=True)
    constants = np.array([lgamma(value + 0.5) - lgamma(value) - lgamma(0.5) for value in values.tolist()])[places]
    with np.errstate(divide="ignore", invalid="ignore"):
        front = np.exp(constants + a * np.log(x) + b * np.log1p(-x))
        is_left = x < (a + 1.0) / (a + b + 2.0)
        first, second = np.where(is_left, a, b), np.where(is_left, b, a)
        part = front * _fraction(np.where(is_left, x, 1.0 - x), first, second) / first
    return np.where(x >= 1.0, 1.0, np.where(x <= 0.0, 0.0, np.where(is_left, part, 1.0 - part)))


def _fraction(x: Floats, a: Floats, b: Floats) -> Floats:
    """The continued fraction of `outlook.scoring.student`, of many numbers at once; those that are done are let go."""
    c, d = np.ones_like(x), 1.0 / _away(1.0 - (a + b) * x / (a + 1.0))
    value, found, places = d.copy(), d.copy(), np.arange(len(x))
    for step in range(1, STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d, c = 1.0 / _away(1.0 + even * d), _away(1.0 + even / c)
        value *= c * d
        d, c = 1.0 / _away(1.0 + odd * d), _away(1.0 + odd / c)
        value *= c * d
        going = np.abs(c * d - 1.0) >= CLOSE
        if GOING * going.sum() <= len(going) or step % 100 == 0:
            found[places] = value
            x, a, b, c, d, value = (one[going] for one in (x, a, b, c, d, value))
            places = places[going]
        if not len(places):
            break
    found[places] = value
    return found


def _away(value: Floats) -> Floats:
    return np.where(np.abs(value) > TINY, value, TINY)
