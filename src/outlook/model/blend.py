"""What reference classes say together, and how far a prior is from it."""

from __future__ import annotations

from math import fsum, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.model.base_rates import BaseRate


def odds(classes: Sequence[BaseRate]) -> float | None:
    """The odds of `blended`: (½ + Σ w·k) / (½ + Σ w·(n − k)), always above 0 and finite; None where nothing counts."""
    if not fsum(one.weight for one in classes):
        return None
    true = fsum(one.weight * one.k for one in classes)
    false = fsum(one.weight * (one.n - one.k) for one in classes)
    return (0.5 + true) / (0.5 + false)


def blended(classes: Sequence[BaseRate]) -> float | None:
    """What the reference classes say together: (½ + Σ w·k) / (1 + Σ w·n), the mean under Jeffreys' prior.

    Range 0 to 1, both left out: even where nothing ever happened the next case may be the first. A weight of 1 counts
    every case once. None where there is no class, or where none has a weight. Reference: Jeffreys 1946.

    >>> from outlook.model.base_rates import BaseRate
    >>> blended([BaseRate(of="sieges", k=7, n=20)])
    0.35714285714285715
    >>> round(blended([BaseRate(of="a", k=7, n=20), BaseRate(of="b", k=0, n=9, weight=0.5)]), 4)
    0.2941
    """
    found = odds(classes)
    return None if found is None else found / (1 + found)


def apart(prior: float, classes: Sequence[BaseRate]) -> float | None:
    """By what factor the odds of a prior and of the blend differ, 1 or more; infinite for a prior of 0 or 1.

    >>> from outlook.model.base_rates import BaseRate
    >>> apart(0.5, [BaseRate(of="a", k=0, n=1)])
    3.0
    """
    found = odds(classes)
    if found is None:
        return None
    ratio = inf if prior == 1 else prior / (1 - prior) / found
    return max(ratio, 1 / ratio) if ratio else inf
