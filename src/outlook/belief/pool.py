"""Several forecasters on one forecast → one belief, by three rules: median, geometric mean of odds, extremised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from outlook.belief import pooling
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.kind_of import is_binary, is_choice
from outlook.model.values import POOL_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from outlook.model.forecast import Forecast
    from outlook.model.kinds import ChoiceForecast

Rule = Literal["median", "geometric", "extremised"]
Result = TypeVar("Result")
RULES: tuple[Rule, ...] = ("median", "geometric", "extremised")  # the first is the default
_CHANCES: Mapping[Rule, Callable[..., float]] = {
    "median": pooling.median,
    "geometric": pooling.geometric_mean_of_odds,
    "extremised": pooling.extremised,
}
_OPTIONS: Mapping[Rule, Callable[..., Sequence[float]]] = {
    "median": pooling.median_choice,
    "geometric": pooling.geometric_choice,
    "extremised": pooling.extremised_choice,
}


@dataclass(frozen=True, slots=True)
class Pooled:
    """What each forecaster says at a moment, in the order of their first estimate, and their pool by each rule.

    A pool is None where the rule has none: certainties that contradict each other, or no base rate to extremise from.
    `certain` are the forecasters who give something no chance at all: every rule but the median is decided by them.
    """

    stated: Mapping[str, Belief]
    median: Belief | None
    geometric: Belief | None
    extremised: Belief | None
    certain: tuple[str, ...] = ()

    def by(self, rule: Rule) -> Belief | None:
        """The pool by one of the three rules, which somebody asked for by its name."""
        return {"median": self.median, "geometric": self.geometric, "extremised": self.extremised}[rule]

    def offered(self, rule: Rule) -> Belief | None:
        """The pool by one of the three rules where nobody asked for it: None where one forecaster decides it."""
        return None if self.certain and rule != "median" else self.by(rule)


def pool_name(rule: Rule) -> str:
    """The forecaster that a pool is.

    >>> pool_name("median")
    'pool:median'
    """
    return f"{POOL_PREFIX}{rule}"


def rule_of(name: str | None) -> Rule | None:
    """The rule of the pool that a forecaster's name names; None for anybody else's.

    >>> rule_of("pool:median"), rule_of("alice")
    ('median', None)
    """
    return next((rule for rule in RULES if pool_name(rule) == name), None)


def pool(forecast: Forecast, stated: Mapping[str, Belief], base: Belief | None) -> Pooled | None:
    """Pool what each forecaster states; None where nobody does, or the kind has no pool (`numeric`, `date`).

    `base` is the base rate that the extremised pool moves away from: the prior after the passing of time.
    """
    if not stated or not (is_binary(forecast) or is_choice(forecast)):
        return None
    middle, geometric, extremised = (pooled_by(rule, forecast, stated, base) for rule in RULES)
    return Pooled(stated, middle, geometric, extremised, certain_of(stated))


def pooled_by(rule: Rule, forecast: Forecast, stated: Mapping[str, Belief], base: Belief | None) -> Belief | None:
    """The pool by one rule; None where the rule or the kind has none, and where nobody states anything."""
    if not stated or (rule == "extremised" and base is None):
        return None
    away = [base] if rule == "extremised" else []
    if is_binary(forecast):
        p = _attempt(_CHANCES[rule], list(stated.values()), *away)
        return None if p is None else Chance(p)
    if not is_choice(forecast):
        return None
    rows = [_shares(forecast, belief) for belief in stated.values()]
    shares = _attempt(_OPTIONS[rule], rows, *(_shares(forecast, one) for one in away))
    return None if shares is None else Shares(dict(zip(forecast.names, shares, strict=True)))


def certain_of(stated: Mapping[str, Belief]) -> tuple[str, ...]:
    """Who gives yes, no or an option no chance at all, in order: 0 stays 0 in a geometric mean, whoever says more."""
    return tuple(name for name, belief in stated.items() if _is_certain(belief))


def _is_certain(belief: Belief) -> bool:
    return isinstance(belief, Chance | Shares) and not all(belief.shares.values())


def _shares(forecast: ChoiceForecast, belief: Belief | None) -> list[float]:
    assert isinstance(belief, Shares)
    return [belief[name] for name in forecast.names]


def _attempt(rule: Callable[..., Result], *values: Any) -> Result | None:
    """What the rule gives, or None where it refuses: two certainties, or a base rate that is one, have no pool."""
    try:
        return rule(*values)
    except ValueError:
        return None
