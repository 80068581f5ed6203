"""What resolved forecasts say of the weight of evidence: the κ under which their last implied values fit best.

It is shrunk towards 1 and never applied: whoever believes it writes it into the case. Its gain is out of sample: each
tenth of the forecasts is judged by the weight that the other nine tenths say.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, isfinite, log
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from outlook.evidence.steps import logarithm, logit
from outlook.model.belief import Chance, Shares
from outlook.model.weighing import CLASSIC, MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outlook.evidence.weigh import Weighed
    from outlook.model.forecast import Forecast

FEW = 10  # under so many there is nothing to learn from
MANY = 30  # from so many on it is offered as a line for the case
PARTS = 10
SPREAD = 0.35  # how far the weight of evidence is thought to lie from 1, as a standard deviation
STEPS = 60
ENOUGH = 1e-9

Item = TypeVar("Item")
Fit = TypeVar("Fit")


class Pull(NamedTuple):
    """What the signs of one resolved forecast did to it, as log weights of its outcomes.

    `base` is before the signs, `added` what they all add at a weight of 1, `weight` the one that its case has, and
    `happened` the place of what came true.
    """

    base: tuple[float, ...]
    added: tuple[float, ...]
    weight: float
    happened: int


@dataclass(frozen=True, slots=True)
class FittedWeight:
    """The weight of evidence that fits `n` resolved forecasts best, 0 to 10; None where they are too few.

    `gain` is by how much the mean log score would have been lower with it out of sample, in nats; negative where it
    would have been higher.
    """

    n: int
    weight: float | None = None
    gain: float | None = None

    @property
    def is_offered(self) -> bool:
        """Whether there are enough to write it into a case."""
        return self.n >= MANY


def pull(forecast: Forecast, plain: Weighed, outcome: object, weight: float) -> Pull | None:
    """What the signs did to a forecast, weighed at a weight of 1; None where they did nothing, or decided it."""
    if plain.by.rule == CLASSIC or plain.implied is None or not plain.steps:
        return None
    base, names = _base(plain.base)
    if outcome not in names:
        return None
    first = len(names) == 2 and forecast.kind == "binary"  # noqa: PLR2004 - yes and no
    added = {name: fsum(step.moves.get(name, 0.0) for step in plain.steps) for name in names[: 1 if first else None]}
    moves = tuple(added.get(name, 0.0) for name in names)
    if not any(moves) or not all(map(isfinite, (*base, *moves))):
        return None
    return Pull(base, moves, weight, names.index(str(outcome)))


def _base(base: object) -> tuple[tuple[float, ...], tuple[str, ...]]:
    if isinstance(base, Chance):
        return (logit(base), 0.0), ("yes", "no")
    if isinstance(base, Shares):
        return tuple(map(logarithm, base.values())), tuple(base)
    return (), ()


def fit_weight(pulls: Sequence[Pull]) -> FittedWeight:
    """The weight that maximises Σ ln p(what happened) - (κ - 1)²/(2·.35²), and its gain out of sample."""
    if len(pulls) < FEW:
        return FittedWeight(len(pulls))
    weight = _best(pulls)
    # What is fitted to nine tenths is near, and found in a few steps from there.
    gain = fmean(saved_by_parts(pulls, lambda rest: _best(rest, weight), _saved))
    return FittedWeight(n=len(pulls), weight=weight, gain=gain)


def saved_by_parts(
    items: Sequence[Item],
    fitted: Callable[[Sequence[Item]], Fit],
    saved: Callable[[Item, Fit], float],
) -> list[float]:
    """What each item saves by what is fitted to the other parts; item k is of part k modulo ten."""
    parts = min(PARTS, len(items))
    found = [fitted([one for place, one in enumerate(items) if place % parts != part]) for part in range(parts)]
    return [saved(item, found[place % parts]) for place, item in enumerate(items)]


def _saved(one: Pull, weight: float) -> float:
    return _cost(one, one.weight) - _cost(one, weight)


def _cost(one: Pull, weight: float) -> float:
    """The log score of what is implied at a weight, in nats."""
    logs = [base + weight * added for base, added in zip(one.base, one.added, strict=True)]
    most = max(logs)
    return most + log(fsum(exp(value - most) for value in logs)) - logs[one.happened]


def _best(pulls: Sequence[Pull], start: float = 1.0) -> float:
    """By Newton's method on a concave function, with halving where a step would leave what is still possible."""
    low, high, weight = 0.0, MOST, start
    for _ in range(STEPS):
        slope, bend = _slope(pulls, weight)
        low, high = (weight, high) if slope > 0 else (low, weight)
        then = weight + slope / bend
        then = then if low < then < high else (low + high) / 2
        if abs(then - weight) < ENOUGH:
            return then
        weight = then
    return weight


def _slope(pulls: Sequence[Pull], weight: float) -> tuple[float, float]:
    """The first derivative and the negative of the second."""
    slope, bend = (1 - weight) / SPREAD**2, 1 / SPREAD**2
    for base, added, _, happened in pulls:
        mean, square = _of_two(base, added, weight) if len(base) == 2 else _moments(base, added, weight)  # noqa: PLR2004
        slope += added[happened] - mean
        bend += square - mean * mean
    return slope, bend


def _moments(base: Sequence[float], added: Sequence[float], weight: float) -> tuple[float, float]:
    """The means of what the signs add and of its square, under what is implied at that weight."""
    logs = [one + weight * more for one, more in zip(base, added, strict=True)]
    most = max(logs)
    sizes = [exp(value - most) for value in logs]
    whole = sum(sizes)
    mean = sum(size * more for size, more in zip(sizes, added, strict=True)) / whole
    return mean, sum(size * more * more for size, more in zip(sizes, added, strict=True)) / whole


def _of_two(base: Sequence[float], added: Sequence[float], weight: float) -> tuple[float, float]:
    """The same of two outcomes, to the last digit: a weight is looked for in many steps, over all forecasts in each."""
    (first, second), (more, other) = base, added
    first, second = first + weight * more, second + weight * other
    # The larger one is 1, as `exp` has it of 0, without its call.
    first, second = (1.0, exp(second - first)) if first >= second else (exp(first - second), 1.0)
    whole = first + second
    first, second = first * more, second * other
    return (first + second) / whole, (first * more + second * other) / whole
