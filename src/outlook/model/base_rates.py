"""Reference classes: how often things like the one asked about came true."""

from math import isfinite
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
