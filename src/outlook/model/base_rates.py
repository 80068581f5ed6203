"""Reference classes: how often things like the one asked about came true, and what they say together."""

from collections.abc import Sequence
from math import fsum, inf, isfinite
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from outlook.model.sentences import misfit
from outlook.model.types import Frozen, Text
from outlook.model.values import shown

MOST_CASES = 10**9  # beyond it nobody has counted, and sums would no longer be exact
MOST_WEIGHT = 1000.0


def _line(value: Any) -> Any:
    if isinstance(value, str) and not value.isprintable():
        raise ValueError(f"{shown(value)} holds a line break or another control character: write it on one line")
    return value


def _count(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{shown(value)} is not a whole number, such as 20 without quotes")
    if not 0 <= value <= MOST_CASES:
        raise ValueError(f"{shown(value)} is not a count from 0 to {MOST_CASES:,}")
    return value


def _weight(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= MOST_WEIGHT or not isfinite(value):
        raise ValueError(f"{shown(value)} is not a weight from 0 to {MOST_WEIGHT:g}")
    return float(value)


Line = Annotated[Text, BeforeValidator(_line)]
Count = Annotated[
    int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_CASES})
]
Weight = Annotated[
    float, BeforeValidator(_weight), WithJsonSchema({"type": "number", "minimum": 0, "maximum": int(MOST_WEIGHT)})
]


class BaseRate(Frozen):
    """One reference class: `k` of its `n` cases came true.

    `weight` says how much each of its cases counts beside those of the other classes, 0 for one that is only shown.
    """

    of: Line
    k: Count
    n: Count
    source: Line | None = None
    weight: Weight = 1.0

    @model_validator(mode="after")
    def _some_of_them(self) -> Self:
        if not self.n:
            raise misfit("n is 0: a class without cases says nothing, so leave it out", "n")
        if self.k > self.n:
            raise misfit(f"k ({self.k}) is more than n ({self.n}): k of n cases came true", "k")
        return self

    @property
    def rate(self) -> float:
        """The share that came true, as it was counted."""
        return self.k / self.n


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

    >>> blended([BaseRate(of="sieges", k=7, n=20)])
    0.35714285714285715
    >>> round(blended([BaseRate(of="a", k=7, n=20), BaseRate(of="b", k=0, n=9, weight=0.5)]), 4)
    0.2941
    """
    found = odds(classes)
    return None if found is None else found / (1 + found)


def apart(prior: float, classes: Sequence[BaseRate]) -> float | None:
    """By what factor the odds of a prior and of the blend differ, 1 or more; infinite for a prior of 0 or 1.

    >>> apart(0.5, [BaseRate(of="a", k=0, n=1)])
    3.0
    """
    found = odds(classes)
    if found is None:
        return None
    ratio = inf if prior == 1 else prior / (1 - prior) / found
    return max(ratio, 1 / ratio) if ratio else inf
