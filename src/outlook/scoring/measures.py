"""What a belief costs once the outcome is known: the table of rules, and the one measure by which a question is scored.

A *cost* takes a belief and gives a score of which lower is better. A question has one measure for everybody and for
its prior: Brier for chances and shares, and for distributions whatever its record, its prior or, without these, its
first estimate fixes. So no forecaster can choose the measure, and nobody's presence changes another's score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.model.belief import EARLIER, Belief, Chance, Points, Quantiles, Shares, day_place
from outlook.model.kind_of import is_choice, is_date, is_distributed
from outlook.model.values import quantile_level
from outlook.scoring import rules

if TYPE_CHECKING:
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import ChoiceForecast, Distributed
    from outlook.model.outcomes import Outcome

Better = Literal["lower", "higher"]
Cost = Callable[[Belief], float]
CENTRAL = ((0.9, 0.05, 0.95), (0.8, 0.1, 0.9), (0.5, 0.25, 0.75))


class Unmeasured(ValueError):
    """A belief that the question's measure cannot score; the text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a score is counted in: its unit, its range (None where open), which way is better.

    `unit` is None for a quantity whose record states none; `levels` are those of the weighted interval score.
    """

    name: str
    unit: str | None
    lowest: float
    highest: float | None
    better: Better = "lower"
    levels: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Its name at the head of a column."""
        return HEADINGS[self.name]

    @property
    def full_name(self) -> str:
        """Its name in a sentence, with the levels that it is taken at."""
        at = f" at {', '.join(self.levels)}" if self.levels else ""
        return f"{NAMES[self.name]}{at}"

    @property
    def is_in_unit(self) -> bool:
        """Whether it is counted in the question's own unit, without an upper end."""
        return self.highest is None


HEADINGS = {"brier": "Brier", "brier_choice": "Brier", "crps": "CRPS", "weighted_interval_score": "WIS"}
NAMES = {
    "brier": "Brier",
    "brier_choice": "Brier over the options",
    "crps": "CRPS",
    "weighted_interval_score": "weighted interval score",
}
BRIER = Measure("brier", "squared probability", 0.0, 1.0)
BRIER_CHOICE = Measure("brier_choice", "squared probability, summed over the options", 0.0, 2.0)


class Rule(NamedTuple):
    """A score that is worked out beside the measure: which forecasts have it, and its cost for an outcome.

    `name` is its name in data, `heading` what it is called on a page, with its range.
    """

    name: str
    heading: str
    applies: Callable[[Forecast], bool]
    cost: Callable[[Forecast, Outcome], Cost]


def _is_ordered(forecast: Forecast) -> bool:
    return is_choice(forecast) and forecast.ordered


def _over_options(rule: Callable[[Sequence[float], int], float]) -> Callable[[Forecast, Outcome], Cost]:
    """The cost by a rule on the probabilities of options and the place of the one that came true."""

    def cost(forecast: Forecast, outcome: Outcome) -> Cost:
        assert is_choice(forecast)
        index = forecast.names.index(str(outcome))
        return lambda belief: rule(shares(belief), index)

    return cost


# A further score is one function in `rules` and one row here.
RULES: tuple[Rule, ...] = (
    Rule("rps", "ranked probability score (0–1)", _is_ordered, _over_options(rules.rps)),
    Rule("brier_ordered", "ordered Brier (0–2)", _is_ordered, _over_options(rules.brier_ordered)),
)


class Costs(NamedTuple):
    """All rules of one forecast and outcome.

    `cost` is that of the question's measure; `surprise` the log score in nats, None for kinds that give what happened
    no probability; `beside` those of `RULES`, by name.
    """

    measure: Measure
    cost: Cost
    surprise: Cost | None
    beside: Mapping[str, Cost]


# A scorecard asks for these very often, and a `partial` of the bare rule is the quickest call there is.
BINARY: Mapping[str, Costs] = {
    outcome: Costs(BRIER, partial(rules.brier, outcome=happened), partial(rules.log_score, outcome=happened), {})
    for outcome, happened in (("yes", 1), ("no", 0))
}


def costs_of(forecast: Forecast, outcome: Outcome, measure: Measure) -> Costs:
    """The rules of the kind for that outcome, the first of them in the question's measure."""
    if forecast.kind == "binary":
        return BINARY[outcome] if isinstance(outcome, str) else _costs_of_a_fraction(happened(outcome))
    if is_choice(forecast):
        return _costs_of_a_choice(forecast, outcome)
    assert is_distributed(forecast)
    place = place_of(forecast, outcome)
    by_quantiles = partial(_by_quantiles, measure=measure, place=place)
    by_points = partial(_by_points, forecast=forecast, place=place)
    return Costs(measure, by_quantiles if measure.levels else by_points, None, {})


def place_of(forecast: Distributed, outcome: Outcome) -> float:
    """Where an outcome lies on the axis; `earlier` at the opening, also of a date whose `lower` comes after it.

    Raises:
        ValueError: for a word that has no place here.
    """
    if outcome == EARLIER and forecast.opens_at is not None:
        return day_place(forecast.opens_at)
    return forecast.axis.place_of(outcome)


def happened(outcome: Outcome) -> float:
    """The outcome of a yes/no question as a number: 1 for yes, 0 for no, or the fraction between them."""
    return _HAPPENED[outcome] if isinstance(outcome, str) else float(str(outcome))


_HAPPENED = {"yes": 1.0, "no": 0.0}


def _costs_of_a_fraction(fraction: float) -> Costs:
    # No log score: nobody gives a probability to a fraction.
    return Costs(BRIER, partial(rules.brier, outcome=fraction), None, {})


def _costs_of_a_choice(forecast: ChoiceForecast, outcome: Outcome) -> Costs:
    beside = {rule.name: rule.cost(forecast, outcome) for rule in RULES if rule.applies(forecast)}
    brier, surprise = _over_options(rules.brier_choice), _over_options(rules.log_score_choice)
    return Costs(BRIER_CHOICE, brier(forecast, outcome), surprise(forecast, outcome), beside)


def measure_of(forecast: Forecast, stated: Iterable[Belief] = ()) -> Measure | None:
    """The measure by which everybody is scored on a question; None while nothing fixes it.

    For a distribution it is fixed by the record's `form` and `levels`, else by the prior, else by the first of the
    beliefs in `stated`, which are in the order in which they were stated.
    """
    if forecast.kind == "binary":
        return BRIER
    if is_choice(forecast):
        return BRIER_CHOICE
    assert is_distributed(forecast)
    unit = "days" if is_date(forecast) else getattr(forecast, "unit", None)
    found = [forecast.prior] if forecast.prior is not None else list(stated)
    first = next((one for one in found if isinstance(one, Points | Quantiles)), None)
    form = "quantiles" if forecast.levels else forecast.form
    if form == "points" or (form is None and isinstance(first, Points)):
        return Measure("crps", unit, 0.0, None)
    named = next((tuple(one) for one in [*found, *stated] if isinstance(one, Quantiles)), ())
    levels = forecast.fixed_levels or named
    return Measure("weighted_interval_score", unit, 0.0, None, levels=levels) if levels else None


def why_no_score(forecast: Forecast, belief: Belief, before: Iterable[Belief] = ()) -> str | None:
    """Why a belief can have no score, whatever happens; None where it can. `before` are those stated before it."""
    measure = measure_of(forecast, [*before, belief])
    if measure is None or not is_distributed(forecast) or not isinstance(belief, Points | Quantiles):
        return None
    try:
        _by_quantiles(belief, measure, 0.0) if measure.levels else _by_points(belief, forecast, 0.0)
    except Unmeasured as error:
        return str(error)
    return None


def _by_points(belief: Belief, forecast: Distributed, place: float) -> float:
    """CRPS, in the unit of the axis: the integral of (F(x) - 1[x >= y])^2 over the whole range."""
    if not isinstance(belief, Points):
        raise Unmeasured("quantiles are stated, and this question is scored by points of a cumulative distribution")
    knots = belief.knots
    inside = rules.crps_cumulative(knots, place)
    if belief.axis.ends_at is not None:  # the range of a date ends at its opening and its close
        return inside + _before_the_lower(forecast, knots[0][0], place)
    # Before its first point the distribution is 0 and from its last one on it is 1, out to the outcome.
    return inside + max(knots[0][0] - place, place - knots[-1][0], 0.0)


def _before_the_lower(forecast: Distributed, starts_at: float, place: float) -> float:
    """What the time from a date's opening to a later `lower` costs: F is 0 there, though it had happened `earlier`."""
    if forecast.opens_at is None or place >= starts_at:
        return 0.0
    return starts_at - max(place, day_place(forecast.opens_at))


def _by_quantiles(belief: Belief, measure: Measure, place: float) -> float:
    """The weighted interval score at the question's levels; further levels are ignored, points are read at them."""
    assert isinstance(belief, Points | Quantiles)
    levels = [quantile_level(name) for name in measure.levels]
    values = [belief.quantile(level) for level in levels]
    if isinstance(belief, Points):  # a level that is not reached by the close lies there
        values = [belief.axis.ends_at if value is None else value for value in values]
    lacking = [name for name, value in zip(measure.levels, values, strict=True) if value is None]
    if lacking:
        raise Unmeasured(f"{', '.join(lacking)} not stated: this question is scored at {', '.join(measure.levels)}")
    return rules.crps_quantiles(levels, [value for value in values if value is not None], place)


def chance_of(forecast: Forecast, belief: Belief, outcome: Outcome) -> float | None:
    """The probability that a belief gives to what happened; None for the kinds that give it none."""
    if isinstance(belief, Chance):
        if not isinstance(outcome, str):
            return None
        return float(belief) if outcome == "yes" else 1 - belief
    if is_choice(forecast):
        return shares(belief)[forecast.names.index(str(outcome))]
    return None


def probability(belief: Belief) -> float:
    """The belief of a binary forecast."""
    assert isinstance(belief, Chance)
    return belief


def shares(belief: Belief) -> list[float]:
    """The belief of a choice, in the order of its options."""
    assert isinstance(belief, Shares)
    return list(belief.values())


def held(forecast: Forecast, belief: Belief, outcome: Outcome) -> dict[str, bool]:
    """Whether the central intervals that the quantiles state held the outcome, by their nominal share.

    A word such as `later` is judged by where it lies.
    """
    if not isinstance(belief, Quantiles) or not is_distributed(forecast):
        return {}
    value = place_of(forecast, outcome)
    ends = {share: (belief.quantile(low), belief.quantile(high)) for share, low, high in CENTRAL}
    # A stated day lies at its end, and an interval that begins with a day holds all of that day.
    begin: Callable[[float], float] = floor if is_date(forecast) else float
    return {
        f"{share:.0%}": begin(low) <= value <= high
        for share, (low, high) in ends.items()
        if low is not None and high is not None
    }


def all_alike(measures: Sequence[Measure]) -> bool:
    """Whether scores in these measures may be averaged: one measure, the same levels, and a unit that is known."""
    first = measures[0]
    return first.unit is not None and all(measure is first or measure == first for measure in measures)
