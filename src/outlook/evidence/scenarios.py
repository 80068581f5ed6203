"""A forecast's second implied value: through the scenarios of a set, by total probability.

P(F) = Σ P(F | s) · P(s) over the scenarios s. For a conditional forecast the scenarios are weighed within its
condition, P(s | C) ∝ P(C | s) · P(s), with P(C | s) from the condition's own table; where the condition has none for
the set, that weight is unknown and nothing is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.model.forecast import Forecast, Given, ScenarioTable


@dataclass(frozen=True, slots=True)
class Arm:
    """One scenario: how likely it is (within the condition, if there is one), and the forecast in it; both 0 to 1."""

    scenario: str
    weight: float
    probability: float

    @property
    def product(self) -> float:
        """What the scenario adds to the sum."""
        return self.weight * self.probability


@dataclass(frozen=True, slots=True)
class Through:
    """The value through a scenario set, as the sum of its arms; `condition` is the forecast it is conditional on."""

    scenario_set: str
    arms: tuple[Arm, ...]
    condition: str = ""

    @property
    def implied(self) -> float:
        """The probability of yes by total probability, 0 to 1."""
        return sum(arm.product for arm in self.arms)


def through(forecast: Forecast, scenarios: Mapping[str, float], condition: Forecast | None = None) -> Through | None:
    """The value of a forecast through its scenario table, given what is believed of the set's scenarios.

    `condition` is the forecast that `given` names. None where there is no table, where the table and the set do not
    name the same scenarios, or where the condition's share in them is unknown or zero.
    """
    table = forecast.scenarios
    if not is_binary(forecast) or not _fits(table, scenarios):
        return None
    assert table is not None
    weights = dict(scenarios)
    if forecast.given is not None:
        met = _shares_of_condition(forecast.given, table, condition, scenarios)
        whole = sum(weights[name] * met[name] for name in weights) if met else 0.0
        if not met or not whole:
            return None
        weights = {name: weight * met[name] / whole for name, weight in weights.items()}
    arms = tuple(Arm(name, weight, table.probability[name]) for name, weight in weights.items())
    return Through(table.set, arms, forecast.given.forecast if forecast.given else "")


def _fits(table: ScenarioTable | None, scenarios: Mapping[str, float]) -> bool:
    return table is not None and set(table.probability) == set(scenarios)


def _shares_of_condition(
    given: Given, table: ScenarioTable, condition: Forecast | None, scenarios: Mapping[str, float]
) -> dict[str, float]:
    """How likely the condition is met in each scenario; empty where its record does not say."""
    if given.forecast == table.set:
        return {name: float(name.lower() == given.outcome.lower()) for name in scenarios}
    if not is_binary(condition) or condition.given is not None or condition.scenarios is None:
        return {}
    if condition.scenarios.set != table.set or not _fits(condition.scenarios, scenarios):
        return {}
    is_yes = given.outcome.lower() == "yes"
    return {name: share if is_yes else 1 - share for name, share in condition.scenarios.probability.items()}
