"""Integrals of smooth curves to six decimals, with as few looks at them as there can be."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Curve = Callable[[float], float]

TOLERANCE = 1e-6
DEEPEST = 20
LONG = 8  # a way is long that is more than such a part of what is left
# Places from the middle, with their weights in Kronrod's rule of 15 places and in Gauss's of 7, which has half of them
# (Piessens et al. 1983, QUADPACK).
MIDDLE = (0.209482141084727828, 0.417959183673469388)
PLACES = (
    (0.991455371120812640, 0.022935322010529225, 0.0),
    (0.949107912342758525, 0.063092092629978553, 0.129484966168869693),
    (0.864864423359769073, 0.104790010322250184, 0.0),
    (0.741531185599394440, 0.140653259715525919, 0.279705391489276668),
    (0.586087235467691130, 0.169004726639267903, 0.0),
    (0.405845151377397167, 0.190350578064785410, 0.381830050505118945),
    (0.207784955007898468, 0.204432940075298892, 0.0),
)


def up_to(value: Curve, high: float, ends: tuple[float, float], left: float | None = None) -> float:
    """The integral of a curve from 0 to `high`, whose values at the two are known.

    `left` is how far beyond 0 something ends, later than `high`, towards which the curve bends ever more. Where much
    of it passes meanwhile, Kronrod's rule over the logarithm of what is left is tried first: on so long a way, the few
    places with which Simpson's rule begins may agree by accident.
    """
    if left is not None and high * LONG > left and (found := _by_what_is_left(value, high, left)) is not None:
        return found
    return simpson(value, 0.0, high, (ends[0], value(high / 2), ends[1]), DEEPEST)


def simpson(value: Curve, low: float, high: float, known: tuple[float, float, float], depth: int) -> float:
    """Adaptive Simpson's rule: halved until the halves agree with the whole (Lyness 1969)."""
    left, middle, right = known
    centre = (low + high) / 2
    first, second = value((low + centre) / 2), value((centre + high) / 2)
    whole = (left + 4 * middle + right) / 6
    halves = (left + 4 * first + 2 * middle + 4 * second + right) / 12
    if depth == 0 or abs(halves - whole) <= 15 * TOLERANCE:
        return (high - low) * (halves + (halves - whole) / 15)
    return simpson(value, low, centre, (left, first, middle), depth - 1) + simpson(
        value, centre, high, (middle, second, right), depth - 1
    )


def _by_what_is_left(value: Curve, high: float, left: float) -> float | None:
    """By Kronrod's rule; None where Gauss's, which has far fewer places, is not as good as the same."""
    least = log(left - high)
    half = (log(left) - least) / 2
    centre = least + half
    rest = exp(centre)
    at_middle = rest * value(left - rest)
    kronrod, gauss = (weight * at_middle for weight in MIDDLE)
    for place, weight, of_gauss in PLACES:
        before, after = exp(centre + half * place), exp(centre - half * place)
        both = before * value(left - before) + after * value(left - after)
        kronrod += weight * both
        gauss += of_gauss * both
    return kronrod * half if abs(kronrod - gauss) * half <= TOLERANCE * high else None
