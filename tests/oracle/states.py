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
        """What happened; two resolutions that differ say nothing, nor does one of a draft; an unmet condition annuls."""
        if self.met is False:
            return "annulled"
        is_settled = self.resolution is not None and self.name not in ("disputed", "draft")
        return self.resolution.data["outcome"] if self.resolution and is_settled else None

    @property
    def is_scored(self) -> bool:
        return self.name == "resolved" and self.met is True


def state_of(case: Case, forecast: Forecast, at: int) -> State:
    """What is known by the moment decides; an unmet condition annuls whatever was entered; a draft stays one."""
    met = condition_met(case, forecast, at)
    found = resolutions_in_force(case, forecast.id, at)
    first = found[0] if found else None
    if met is False:
        return State("annulled", first, met)
    if len({str(one.data["outcome"]) for one in found}) > 1:
        return State("disputed", first, met)
    if first is not None and first.data["outcome"] in WITHOUT_OUTCOME:
        return State(first.data["outcome"], first, met)
    if forecast.missing:
        return State("draft", first, met)
    if first is not None:
        return State("resolved", first, met)
    assert forecast.closes is not None
    return State("due" if at > forecast.closes else "open", None, met)


def condition_met(case: Case, forecast: Forecast, at: int) -> bool | None:
    """Whether the condition came true; None while nothing decides it.

    One that has another outcome is not met, even while its own condition is undecided: that could only annul it.
    """
    given = forecast.fields.get("given")
    if not given:
        return True
    condition = state_of(case, case.forecasts[given["forecast"]], at)
    if condition.name in WITHOUT_OUTCOME:
        return False
    if condition.name != "resolved":
        return None
    return condition.met if str(condition.outcome) == given["outcome"] else False


def end_of(forecast: Forecast, state: State) -> int | None:
    """The end of the window: the resolution's known_at or the close, whichever comes first."""
    ends = [forecast.closes] if forecast.closes is not None else []
    if state.resolution is not None and state.name != "disputed":
        ends.append(state.resolution.known)
    return min(ends, default=None)
