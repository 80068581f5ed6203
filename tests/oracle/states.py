"""The state of a forecast at a moment, with its outcome and the end of its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .entries import resolutions_in_force

if TYPE_CHECKING:
    from .reading import Case, Entry, Forecast

WITHOUT_OUTCOME = ("ambiguous", "annulled")


@dataclass(frozen=True)
class State:
    """How a forecast stands; `met` is None while its condition is undecided, and True where it has none."""

    name: str
    resolution: Entry | None
    met: bool | None

    @property
    def outcome(self) -> Any:
        return self.resolution.data["outcome"] if self.resolution else None

    @property
    def is_scored(self) -> bool:
        return self.name == "resolved" and self.met is True


def state_of(case: Case, forecast: Forecast, at: int) -> State:
    """What is known by the moment decides; a draft stays one, and an unmet condition annuls whatever was entered."""
    if forecast.missing:
        return State("draft", None, None)
    met = condition_met(case, forecast, at)
    if met is False:
        return State("annulled", None, met)
    found = resolutions_in_force(case, forecast.id, at)
    if found:
        return State(_resolved_as(found), found[0], met)
    assert forecast.closes is not None
    return State("due" if at >= forecast.closes else "open", None, met)


def _resolved_as(found: list[Entry]) -> str:
    outcomes = {str(one.data["outcome"]) for one in found}
    if len(outcomes) > 1:
        return "disputed"
    (outcome,) = outcomes
    return outcome if outcome in WITHOUT_OUTCOME else "resolved"


def condition_met(case: Case, forecast: Forecast, at: int) -> bool | None:
    """Whether the condition came true; None while nothing decides it."""
    given = forecast.fields.get("given")
    if not given:
        return True
    condition = state_of(case, case.forecasts[given["forecast"]], at)
    if condition.name in WITHOUT_OUTCOME:
        return False
    if not condition.is_scored:
        return None
    return str(condition.outcome) == given["outcome"]


def end_of(forecast: Forecast, state: State) -> int | None:
    """The end of the window: the resolution's known_at or the close, whichever comes first."""
    ends = [forecast.closes] if forecast.closes is not None else []
    if state.resolution is not None and state.name != "disputed":
        ends.append(state.resolution.known)
    return min(ends, default=None)
