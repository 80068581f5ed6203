"""What a belief costs once the outcome is known: the kind of a forecast → its scoring rule on plain numbers.

A *cost* takes a belief in the shape of the forecast's prior and gives a score of which lower is better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from outlook.model.forecast import LATER, Belief, Forecast, Outcome
from outlook.model.kinds import ChoiceForecast
from outlook.scoring import rules

Better = Literal["lower", "higher"]
Cost = Callable[[Belief], float]
CENTRAL = ((0.9, 0.05, 0.95), (0.8, 0.1, 0.9), (0.5, 0.25, 0.75))


@dataclass(frozen=True, slots=True)
class Measure:
    """What a score is counted in: its unit, its range (None where open) and which way is better."""

    name: str
    unit: str
    lowest: float
    highest: float | None
    better: Better = "lower"


BRIER = Measure("brier", "squared probability", 0.0, 1.0)
BRIER_CHOICE = Measure("brier_choice", "squared probability, summed over the options", 0.0, 2.0)


class Costs(NamedTuple):
    """All rules of one forecast and outcome.

    `cost` is Brier, Brier over the options, or CRPS, in `measure`; `surprise` the log score in nats, None for kinds
    that give what happened no probability; `ranked` the ranked scores of an ordered choice, by name.
    """

    measure: Measure
    cost: Cost
    surprise: Cost | None
    ranked: Mapping[str, Cost]


# A scorecard asks for these very often, and a `partial` of the bare rule is the quickest call there is.
BINARY: Mapping[str, Costs] = {
    outcome: Costs(BRIER, partial(rules.brier, outcome=happened), partial(rules.log_score, outcome=happened), {})
    for outcome, happened in (("yes", 1), ("no", 0))
}


def costs_of(forecast: Forecast, outcome: Outcome) -> Costs:
    """The rules of the kind for that outcome."""
    if forecast.kind == "binary":
        return BINARY[str(outcome)]
    if isinstance(forecast, ChoiceForecast):
        return _costs_of_a_choice(forecast, forecast.names.index(str(outcome)))
    unit = "days" if forecast.kind == "date" else str(getattr(forecast, "unit", None) or "the forecast's unit")
    return Costs(Measure("crps", unit, 0.0, None), lambda belief: _crps(forecast, belief, outcome), None, {})


def _costs_of_a_choice(forecast: ChoiceForecast, index: int) -> Costs:
    ranked: dict[str, Cost] = {
        "rps": lambda belief: rules.rps(shares(belief), index),
        "brier_ordered": lambda belief: rules.brier_ordered(shares(belief), index),
    }
    return Costs(
        BRIER_CHOICE,
        lambda belief: rules.brier_choice(shares(belief), index),
        lambda belief: rules.log_score_choice(shares(belief), index),
        ranked if forecast.ordered else {},
    )


def cost_of(forecast: Forecast, outcome: Outcome) -> Cost:
    """What a belief costs: Brier, Brier over the options, or CRPS."""
    return costs_of(forecast, outcome).cost


def chance_of(forecast: Forecast, belief: Belief, outcome: Outcome) -> float | None:
    """The probability that a belief gives to what happened; None for the kinds that give it none."""
    if forecast.kind == "binary":
        return probability(belief) if outcome == "yes" else 1 - probability(belief)
    if isinstance(forecast, ChoiceForecast):
        return shares(belief)[forecast.names.index(str(outcome))]
    return None


def probability(belief: Belief) -> float:
    """The belief of a binary forecast."""
    assert isinstance(belief, float | int)
    return belief


def shares(belief: Belief) -> list[float]:
    """The belief of a choice, in the order of its options."""
    assert isinstance(belief, dict)
    return [float(share) for share in belief.values() if isinstance(share, float)]


def _ordinal(value: float | date | str) -> float:
    """A quantity as it is, a day as its ordinal number: CRPS of a date forecast is in days."""
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def _crps(forecast: Forecast, belief: Belief, outcome: Outcome) -> float:
    if isinstance(belief, dict):
        if outcome == LATER:
            raise ValueError("quantiles cannot be scored against 'later': state points up to the close instead")
        levels = [float(name[1:]) / 100 for name in belief]
        return rules.crps_quantiles(levels, [_ordinal(value) for value in belief.values()], _ordinal(outcome))
    assert not isinstance(belief, float | int)
    points = _anchored(forecast, [(_ordinal(value), share) for value, share in belief])
    return rules.crps_cumulative(points, points[-1][0] + 1 if outcome == LATER else _ordinal(outcome))


def _anchored(forecast: Forecast, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points with what the record says of their ends: nothing below a closed lower end, all below a closed upper.

    A date forecast cannot come true before its first day, its opening or its stated `lower`.
    """
    lower, upper = getattr(forecast, "lower", None), getattr(forecast, "upper", None)
    if lower is None and forecast.kind == "date" and forecast.opens_at is not None:
        lower = forecast.opens_at.date()
    first = _ordinal(lower) - (forecast.kind == "date") if lower is not None else points[0][0]
    last = _ordinal(upper) if upper is not None else points[-1][0]
    head = [(first, 0.0)] if first < points[0][0] else []
    tail = [(last, 1.0)] if last > points[-1][0] else []
    return [*head, *points, *tail]


def held(belief: Belief, outcome: Outcome) -> dict[str, bool]:
    """Whether the central intervals that the quantiles state held the outcome, by their nominal share."""
    if not isinstance(belief, dict) or isinstance(outcome, str):
        return {}
    by_level = {float(name[1:]) / 100: _ordinal(value) for name, value in belief.items() if name[:1] == "q"}
    value = _ordinal(outcome)
    return {
        f"{share:.0%}": by_level[low] <= value <= by_level[high]
        for share, low, high in CENTRAL
        if low in by_level and high in by_level
    }


def all_alike(measures: Sequence[Measure]) -> bool:
    """Whether scores in these measures may be averaged."""
    first = measures[0]
    return all(measure is first or measure == first for measure in measures)
