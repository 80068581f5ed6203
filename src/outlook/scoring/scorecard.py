"""Timelines and resolutions → scored rows, totals, and everything that was not scored with the reason.

Unlike scores are never averaged together: binary, choice, numeric and date forecasts keep to their own
totals. Nothing scored is None, never 0 or 1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isinf
from statistics import fmean
from typing import NamedTuple

from outlook.model.entries import Estimate
from outlook.model.forecast import Forecast, Outcome
from outlook.scoring import rules
from outlook.scoring.measures import Measure, all_alike, costs_of, held
from outlook.timeline import Course, History, Situation, State, by_forecaster, course, time_weighted

NOTHING: Mapping[str, float] = {}


class Row(NamedTuple):
    """One forecaster's scores on one forecast; a named tuple, which is made twice as quickly as a frozen dataclass.

    `first`, `last` and `time_weighted` are in `measure`; `log_score` is time-weighted, in nats, infinite
    where what happened was given no chance; `skill` is 1 - time_weighted / the prior's score. The window ended at
    `ends_at`; the outcome was known at `resolved_at`.
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
    ignored: int
    extra: Mapping[str, float]
    intervals: Mapping[str, bool]
    stated: tuple[Estimate, ...]
    ends_at: datetime
    resolved_at: datetime

    @property
    def estimates(self) -> int:
        """How many were stated."""
        return len(self.stated)

    def course(self) -> Course:
        """The beliefs that stood, laid out anew: a scorecard of very many rows would be slow with all of them kept."""
        return course(self.forecast, self.stated, self.ends_at)


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
    people = _people(history.estimates, by)
    if not people:
        return NotScored(forecast, state, f"no estimate by {by}" if by else "no estimate was stated")
    try:
        rows = _rows(forecast, history, people)
    except ValueError as error:
        return NotScored(forecast, state, f"an entry no longer fits the record: {error}")
    return rows or NotScored(forecast, state, "every estimate came after the end or was withdrawn")


def _people(estimates: Sequence[Estimate], by: str | None) -> Mapping[str, Sequence[Estimate]]:
    """Each forecaster's estimates, in order; most questions have one forecaster, whose they all are."""
    names = dict.fromkeys([estimate.by for estimate in estimates])
    if len(names) == 1 and by is None:
        return dict.fromkeys(names, estimates)
    return {name: mine for name, mine in by_forecaster(estimates).items() if by in (None, name)}


def outcome_of(situation: Situation) -> Outcome | None:
    """What happened, where a forecast can be scored by it; None where it cannot."""
    resolution = situation.history.resolution
    if resolution is None or _unscored(situation):
        return None
    try:
        return situation.forecast.read_outcome(resolution.outcome)
    except ValueError:
        return None


def _unscored(situation: Situation) -> str:
    forecast, resolution = situation.forecast, situation.history.resolution
    if situation.history.conflicting:
        first, other = resolution, situation.history.conflicting[0]
        assert first is not None
        return f"disputed: {first.outcome} ({first.id}) and {other.outcome} ({other.id}); retract one of them"
    if situation.state == "resolved":
        return situation.condition
    if situation.state == "draft":
        return f"draft: {', '.join(forecast.missing)} missing"
    if situation.state == "open":
        return f"open until {forecast.closes_at:%Y-%m-%d}" if forecast.closes_at else "open"
    if situation.state == "due":
        return f"closed {forecast.closes_at:%Y-%m-%d}, not resolved yet"
    why = resolution.why if resolution else situation.condition
    return why or f"{situation.state}, without a reason"


def window_end(forecast: Forecast, history: History) -> datetime:
    """Where scoring stops: at the resolution's `known_at` or the close, whichever came first."""
    assert history.resolution is not None
    known_at = history.resolution.known_at
    return min(known_at, forecast.closes_at) if forecast.closes_at else known_at


def _rows(forecast: Forecast, history: History, people: Mapping[str, Sequence[Estimate]]) -> list[Row]:
    assert history.resolution is not None
    outcome, ends_at = forecast.read_outcome(history.resolution.outcome), window_end(forecast, history)
    rows = (_row(forecast, outcome, person, stated, ends_at, history.resolution.known_at)
            for person, stated in people.items())  # fmt: skip
    return [row for row in rows if row is not None]


def _row(
    forecast: Forecast, outcome: Outcome, person: str, stated: Sequence[Estimate], ends_at: datetime,
    resolved_at: datetime,
) -> Row | None:  # fmt: skip
    walked = course(forecast, stated, ends_at)
    if not walked.beliefs:
        return None
    measure, cost, surprise, ranked = costs_of(forecast, outcome)
    scores = [cost(belief) for belief in walked.beliefs]
    mean = walked.mean(scores)
    reference = cost(forecast.prior) if forecast.prior is not None else None
    extra = {name: time_weighted(walked, rule) for name, rule in ranked.items()} if ranked else NOTHING
    return Row(
        forecast=forecast, by=person, outcome=outcome, measure=measure,
        first=scores[0], last=scores[-1], time_weighted=mean,
        log_score=walked.mean([surprise(belief) for belief in walked.beliefs]) if surprise else None,
        skill=rules.skill(mean, reference) if mean is not None and reference is not None else None,
        coverage=walked.coverage, ignored=walked.ignored,
        extra={name: value for name, value in extra.items() if value is not None} if extra else NOTHING,
        intervals=held(walked.beliefs[-1], outcome), stated=tuple(stated), ends_at=ends_at, resolved_at=resolved_at,
    )  # fmt: skip


def totals(rows: Sequence[Row]) -> tuple[Total, ...]:
    """One total for each kind that has rows; CRPS is in each forecast's own unit and has no mean."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.forecast.kind].append(row)
    return tuple(_total(kind, alike) for kind, alike in by_kind.items())


def _total(kind: str, rows: Sequence[Row]) -> Total:
    alike = all_alike([row.measure for row in rows])
    logs = [row.log_score for row in rows if row.log_score is not None]
    finite = [value for value in logs if not isinf(value)]
    return Total(
        kind=kind, measure=rows[0].measure if alike else None, n=len(rows),
        mean=mean([row.time_weighted for row in rows]) if alike else None,
        first=mean([row.first for row in rows]) if alike else None,
        last=mean([row.last for row in rows]) if alike else None,
        log_score=mean(logs), log_score_finite=mean(finite), infinite=len(logs) - len(finite),
        coverage=mean([row.coverage for row in rows]),
    )  # fmt: skip


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of those that are there; None where none is."""
    numbers = [value for value in values if value is not None]
    return fmean(numbers) if numbers else None
