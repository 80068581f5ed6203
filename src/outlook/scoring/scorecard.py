"""Timelines and resolutions → scored rows, totals, and everything that was not scored with the reason.

Unlike scores are never averaged together: binary, choice, numeric and date forecasts keep to their own
totals. Nothing scored is None, never 0 or 1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isinf
from statistics import fmean
from typing import Literal

from outlook.model.forecast import LATER, Belief, Forecast, Outcome
from outlook.model.kinds import ChoiceForecast
from outlook.scoring import rules
from outlook.timeline import Course, History, Situation, State, Step, course, time_weighted

Better = Literal["lower", "higher"]
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


@dataclass(frozen=True, slots=True)
class Row:
    """One forecaster's scores on one forecast.

    `first`, `last` and `time_weighted` are in `measure`; `log_score` is time-weighted, in nats, infinite
    where what happened was given no chance; `skill` is 1 - time_weighted / the prior's score.
    """

    forecast: Forecast
    by: str
    outcome: Outcome
    measure: Measure
    first: float
    last: float
    time_weighted: float | None
    log_score: float | None
    skill: float | None
    coverage: float
    estimates: int
    ignored: int
    extra: Mapping[str, float] = field(default_factory=dict)
    intervals: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotScored:
    """A forecast without a score, and why."""

    forecast: Forecast
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """The mean over rows of one kind, each row counted once; None where no row has the number.

    `infinite` counts the rows whose log score is infinite; `log_score_finite` is the mean without them.
    """

    kind: str
    measure: Measure | None
    n: int
    mean: float | None
    first: float | None
    last: float | None
    log_score: float | None
    log_score_finite: float | None
    infinite: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Rows, totals by kind, and what was not scored."""

    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    not_scored: tuple[NotScored, ...]


def scorecard(situations: Iterable[Situation], by: str | None = None) -> Scorecard:
    """Score every forecaster (or only `by`) on every resolved forecast."""
    rows: list[Row] = []
    left_out: list[NotScored] = []
    for situation in situations:
        scored = score(situation, by)
        if isinstance(scored, NotScored):
            left_out.append(scored)
        else:
            rows.extend(scored)
    return Scorecard(tuple(rows), totals(rows), tuple(left_out))


def score(situation: Situation, by: str | None = None) -> list[Row] | NotScored:
    """The rows of one forecast, one for each forecaster, or the reason why there is none."""
    forecast, history, state = situation.forecast, situation.history, situation.state
    if reason := _unscored(situation):
        return NotScored(forecast, state, reason)
    people = [person for person in history.forecasters if by in (None, person)]
    if not people:
        return NotScored(forecast, state, f"no estimate by {by}" if by else "no estimate was stated")
    try:
        rows = [row for person in people if (row := _row(forecast, history, person))]
    except ValueError as error:
        return NotScored(forecast, state, f"an entry no longer fits the record: {error}")
    return rows or NotScored(forecast, state, "every estimate came after the end or was withdrawn")


def _unscored(situation: Situation) -> str:
    forecast, resolution = situation.forecast, situation.history.resolution
    if situation.history.conflicting:
        return "two resolutions disagree: retract one of them"
    if situation.state == "draft":
        return f"draft: {', '.join(forecast.missing)} missing"
    if situation.state == "open":
        return f"open until {forecast.closes_at:%Y-%m-%d}" if forecast.closes_at else "open"
    if situation.state == "due":
        return f"closed {forecast.closes_at:%Y-%m-%d}, not resolved yet"
    if situation.state in ("ambiguous", "annulled"):
        why = resolution.why if resolution else situation.condition
        return why or f"{situation.state}, without a reason"
    return situation.condition


def window_end(forecast: Forecast, history: History) -> datetime:
    """Where scoring stops: at the resolution's `known_at` or the close, whichever came first."""
    assert history.resolution is not None
    known_at = history.resolution.known_at
    return min(known_at, forecast.closes_at) if forecast.closes_at else known_at


def _row(forecast: Forecast, history: History, person: str) -> Row | None:
    assert history.resolution is not None
    outcome = forecast.read_outcome(history.resolution.outcome)
    walked = course(forecast, history.by(person), window_end(forecast, history))
    if not walked.steps:
        return None
    rule, measure = _rule(forecast, outcome)
    mean = time_weighted(walked.steps, rule)
    reference = rule(forecast.prior) if forecast.prior is not None else None
    return Row(
        forecast=forecast, by=person, outcome=outcome, measure=measure,
        first=rule(walked.steps[0].belief), last=rule(walked.steps[-1].belief), time_weighted=mean,
        log_score=_log_score(forecast, outcome, walked.steps),
        skill=rules.skill(mean, reference) if mean is not None and reference is not None else None,
        coverage=walked.coverage, estimates=len(history.by(person)), ignored=walked.ignored,
        extra=_extra(forecast, outcome, walked), intervals=_intervals(walked.steps[-1].belief, outcome),
    )  # fmt: skip


def _rule(forecast: Forecast, outcome: Outcome) -> tuple[Callable[[Belief], float], Measure]:
    if forecast.kind == "binary":
        return (lambda belief: rules.brier(_number(belief), _hit(outcome))), BRIER
    if isinstance(forecast, ChoiceForecast):
        index = forecast.names.index(str(outcome))
        return (lambda belief: rules.brier_choice(_shares(belief), index)), BRIER_CHOICE
    unit = "days" if forecast.kind == "date" else str(getattr(forecast, "unit", None) or "the forecast's unit")
    return (lambda belief: _crps(forecast, belief, outcome)), Measure("crps", unit, 0.0, None)


def _hit(outcome: Outcome) -> int:
    return int(outcome == "yes")


def _number(belief: Belief) -> float:
    assert isinstance(belief, float | int)
    return float(belief)


def _shares(belief: Belief) -> list[float]:
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


def _log_score(forecast: Forecast, outcome: Outcome, steps: Sequence[Step]) -> float | None:
    if forecast.kind == "binary":
        return time_weighted(steps, lambda belief: rules.log_score(_number(belief), _hit(outcome)))
    if isinstance(forecast, ChoiceForecast):
        index = forecast.names.index(str(outcome))
        return time_weighted(steps, lambda belief: rules.log_score_choice(_shares(belief), index))
    return None


def _extra(forecast: Forecast, outcome: Outcome, walked: Course) -> dict[str, float]:
    if not isinstance(forecast, ChoiceForecast) or not forecast.ordered:
        return {}
    index = forecast.names.index(str(outcome))
    ranked = time_weighted(walked.steps, lambda belief: rules.rps(_shares(belief), index))
    ordered = time_weighted(walked.steps, lambda belief: rules.brier_ordered(_shares(belief), index))
    return {"rps": ranked, "brier_ordered": ordered} if ranked is not None and ordered is not None else {}


def _intervals(belief: Belief, outcome: Outcome) -> dict[str, bool]:
    """Whether the last belief's central intervals held the outcome, by their nominal share."""
    if not isinstance(belief, dict) or isinstance(outcome, str):
        return {}
    by_level = {float(name[1:]) / 100: _ordinal(value) for name, value in belief.items() if name[:1] == "q"}
    value = _ordinal(outcome)
    return {
        f"{share:.0%}": by_level[low] <= value <= by_level[high]
        for share, low, high in CENTRAL
        if low in by_level and high in by_level
    }


def totals(rows: Sequence[Row]) -> tuple[Total, ...]:
    """One total for each kind that has rows; CRPS is in each forecast's own unit and has no mean."""
    kinds = dict.fromkeys(row.forecast.kind for row in rows)
    return tuple(_total(kind, [row for row in rows if row.forecast.kind == kind]) for kind in kinds)


def _total(kind: str, rows: Sequence[Row]) -> Total:
    alike = len({row.measure for row in rows}) == 1
    logs = [row.log_score for row in rows if row.log_score is not None]
    finite = [value for value in logs if not isinf(value)]
    return Total(
        kind=kind, measure=rows[0].measure if alike else None, n=len(rows),
        mean=_mean([row.time_weighted for row in rows]) if alike else None,
        first=_mean([row.first for row in rows]) if alike else None,
        last=_mean([row.last for row in rows]) if alike else None,
        log_score=_mean(logs), log_score_finite=_mean(finite), infinite=len(logs) - len(finite),
        coverage=_mean([row.coverage for row in rows]),
    )  # fmt: skip


def _mean(values: Sequence[float | None]) -> float | None:
    numbers = [value for value in values if value is not None]
    return fmean(numbers) if numbers else None
