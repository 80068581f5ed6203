"""Several forecasters on one forecast → one belief, by three rules: median, geometric mean of odds, extremised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from outlook.belief import pooling
from outlook.belief.timeline import History
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.forecast import Forecast
from outlook.model.kinds import BinaryForecast, ChoiceForecast

Rule = Literal["median", "geometric", "extremised"]
Result = TypeVar("Result")
RULES: tuple[Rule, ...] = ("median", "geometric", "extremised")


@dataclass(frozen=True, slots=True)
class Pooled:
    """What each forecaster says now, in the order of their first estimate, and their pool by each rule.

    A pool is None where the rule has none: certainties that contradict each other, or no base rate to extremise from.
    """

    stated: Mapping[str, Belief]
    median: Belief | None
    geometric: Belief | None
    extremised: Belief | None

    def by(self, rule: Rule) -> Belief | None:
        """The pool by one of the three rules."""
        return {"median": self.median, "geometric": self.geometric, "extremised": self.extremised}[rule]


def pool(forecast: Forecast, history: History, base: Belief | None) -> Pooled | None:
    """Pool the standing estimates; None where nobody states one, or the kind has no pool (`numeric`, `date`).

    `base` is the base rate that the extremised pool moves away from: the prior after the passing of time.
    """
    stated = _standing(forecast, history)
    if not stated:
        return None
    if isinstance(forecast, BinaryForecast):
        ps = [belief for belief in stated.values() if isinstance(belief, Chance)]
        away = _attempt(pooling.extremised, ps, base) if isinstance(base, Chance) else None
        pools = (_attempt(pooling.median, ps), _attempt(pooling.geometric_mean_of_odds, ps), away)
        return Pooled(stated, *(None if p is None else Chance(p) for p in pools))
    return _pool_of_options(forecast, stated, base) if isinstance(forecast, ChoiceForecast) else None


def _pool_of_options(forecast: ChoiceForecast, stated: Mapping[str, Belief], base: Belief | None) -> Pooled:
    rows = [_shares(forecast, belief) for belief in stated.values()]
    away = _attempt(pooling.extremised_choice, rows, _shares(forecast, base)) if base is not None else None
    pools = (_attempt(pooling.median_choice, rows), _attempt(pooling.geometric_choice, rows), away)
    made = (Shares(dict(zip(forecast.names, shares, strict=True))) if shares else None for shares in pools)
    return Pooled(stated, *made)


def _standing(forecast: Forecast, history: History) -> dict[str, Belief]:
    """What each forecaster says now; a statement that no longer fits the record is left out (`check` names it)."""
    newest = ((person, history.newest(person)) for person in history.forecasters)
    believed = ((person, one.believed(forecast)) for person, one in newest if one is not None)
    return {person: belief for person, belief in believed if belief is not None}


def _shares(forecast: ChoiceForecast, belief: Belief) -> list[float]:
    assert isinstance(belief, Shares)
    return [belief[name] for name in forecast.names]


def _attempt(rule: Callable[..., Result], *values: Any) -> Result | None:
    """What the rule gives, or None where it refuses: two certainties, or a base rate that is one, have no pool."""
    try:
        return rule(*values)
    except ValueError:
        return None
