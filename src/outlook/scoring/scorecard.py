"""Timelines and resolutions → scored rows, totals, and everything that was not scored with the reason.

Unlike scores are never averaged together: each kind keeps to its own totals. Nothing scored is None, never 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.course import Course, course, time_weighted
from outlook.belief.timeline import NEVER, Absences, History, Situation, State, by_forecaster
from outlook.model.kind_of import is_distributed
from outlook.model.outcomes import NOT_AN_OUTCOME, Outcome
from outlook.scoring import rules
from outlook.scoring.marks import Marks, Said, marks_of
from outlook.scoring.measures import BRIER, Costs, Measure, Unmeasured, costs_of, held, measure_of
from outlook.scoring.totals import Total, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.model.belief import Belief
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast

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
    coverage: float | None
    ignored: int
    extra: Mapping[str, float]
    intervals: Mapping[str, bool]
    stated: tuple[Estimate, ...]
    ends_at: datetime
    resolved_at: datetime
    marks: Marks = Marks()
    absent: Absences = NEVER

    @property
    def estimates(self) -> int:
        """How many were stated; a withdrawal is none."""
        return sum(one.stated is not None for one in self.stated)

    def course(self) -> Course:
        """The beliefs that stood, laid out anew: a scorecard of very many rows would be slow with all of them kept."""
        return course(self.forecast, self.stated, self.ends_at, self.absent)

    @property
    def costs(self) -> Costs:
        """The rules by which it is scored."""
        return costs_of(self.forecast, self.outcome, self.measure)

    @property
    def prior_score(self) -> float | None:
        """The score of the record's prior in the same measure; None where there is none, or it cannot be so scored."""
        prior = self.forecast.prior
        return None if prior is None else _cost_or_none(self.costs, prior)


@dataclass(frozen=True, slots=True)
class NotScored:
    """A forecast without a score, and why; with `by`, it is that forecaster alone who has none."""

    forecast: Forecast
    state: State
    reason: str
    by: str | None = None


class Scores(NamedTuple):
    """The rows of one forecast, one for each forecaster, and who or what was left out, and why.

    `courses` are those of the rows, in their order, as far as somebody who needs them all has them from here.
    """

    rows: tuple[Row, ...]
    left_out: tuple[NotScored, ...] = ()
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Rows, totals by kind and forecaster, and what was not scored.

    `late` estimates are left out, unless `with_late` is true.
    """

    rows: tuple[Row, ...]
    totals: tuple[Total, ...]
    not_scored: tuple[NotScored, ...]
    late: int = 0
    with_late: bool = False

    @property
    def marks(self) -> Marks:
        """The marks of all rows, and every late estimate."""
        _, *others = [sum(counts) for counts in zip(Marks(), *(row.marks for row in self.rows), strict=True)]
        return Marks(self.late, *others)


def scorecard(situations: Iterable[Situation], by: str | None = None, *, late: bool = False) -> Scorecard:
    """Score every forecaster (or only `by`) on every resolved forecast; late estimates only if wanted."""
    everything = list(situations)
    return gathered(everything, [score(one, by, late=late) for one in everything], by, late=late)


def gathered(
    situations: Iterable[Situation], scores: Iterable[Scores], by: str | None = None, *, late: bool = False
) -> Scorecard:
    """The scorecard of forecasts that were scored before."""
    rows: list[Row] = []
    left_out: list[NotScored] = []
    for scored in scores:
        rows.extend(scored.rows)
        left_out.extend(scored.left_out)
    late_ones = sum(by in (None, one.by) for situation in situations for one in late_estimates(situation))
    return Scorecard(tuple(rows), totals(rows), tuple(left_out), late_ones, late)


def of_one(scores: Scores, situation: Situation, person: str, *, late: bool = False) -> Scores:
    """One forecaster's part of the scores of a forecast, or the reason why there is none."""
    rows = tuple(row for row in scores.rows if row.by == person)
    left_out = tuple(one for one in scores.left_out if one.by == person)
    return Scores(rows, left_out) if rows or left_out else score(situation, person, late=late)


def late_estimates(situation: Situation) -> list[Estimate]:
    """The estimates of a resolved forecast that would have stood in its window, and were recorded after an outcome."""
    forecast, history = situation.forecast, situation.history
    if situation.state != "resolved" or history.resolution is None:
        return []
    ends_at = window_end(forecast, history)
    return [one for one in history.said(late=True) if history.is_late(one) and one.known_at < ends_at]


def score(situation: Situation, by: str | None = None, *, late: bool = False) -> Scores:
    """The rows of one forecast, or the reason why there is none; late estimates only if wanted."""
    forecast, state = situation.forecast, situation.state
    if reason := _unscored(situation) or _without_people(situation, by, late=late):
        return Scores((), (NotScored(forecast, state, reason),))
    try:
        rows, left_out, courses = _rows(situation, _heard(situation, late=late), by)
    except ValueError as error:
        return Scores((), (NotScored(forecast, state, f"an entry no longer fits the record: {error}"),))
    if not rows and not left_out:
        return Scores((), (NotScored(forecast, state, "every estimate came after the end or was withdrawn"),))
    return Scores(tuple(rows), tuple(left_out), tuple(courses))


def time_weighted_of(situation: Situation, person: str, *, late: bool = False) -> float | None:
    """The time-weighted score of one forecaster on a question of yes or no, as its row has it, and nothing else.

    A table of very many forecasts asks for no more than that.
    """
    forecast, history = situation.forecast, situation.history
    if _unscored(situation) or history.resolution is None:
        return None
    stated = _people(_heard(situation, late=late), None).get(person, ())
    try:
        costs = costs_of(forecast, forecast.read_outcome(history.resolution.outcome), BRIER)
        stood = course(forecast, stated, window_end(forecast, history), history.absent)
        return time_weighted(stood, costs.cost) if stood.beliefs else None
    except ValueError:  # an entry no longer fits the record
        return None


def _heard(situation: Situation, *, late: bool) -> Sequence[Estimate]:
    """What was said, late estimates only if wanted.

    What is known only at the end or later is ignored and counted as such, however late it was recorded.
    """
    history = situation.history
    if late or history.written_at is None:
        return history.said(late=True)
    ends_at = window_end(situation.forecast, history)
    return [one for one in history.said(late=True) if one.known_at >= ends_at or not history.is_late(one)]


def _without_people(situation: Situation, by: str | None, *, late: bool) -> str:
    history = situation.history
    if any(by in (None, one.by) and (late or not history.is_late(one)) for one in history.said(late=True)):
        return ""
    if any(by in (None, one.by) for one in late_estimates(situation)):
        return "every estimate was recorded after the outcome was: --late scores it"
    return f"no estimate by {by}" if by else "no estimate was stated"


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
    if situation.condition:
        own = resolution.why if resolution and resolution.outcome in NOT_AN_OUTCOME else None
        return own or situation.condition
    if situation.history.conflicting:
        first, other = resolution, situation.history.conflicting[0]
        assert first is not None
        return (
            f"disputed: {first.outcome} ({first.id}) and {other.outcome} ({other.id}) both count at this moment; "
            "retract one of them, or, if that was done since, look at a later moment"
        )
    if situation.state == "resolved":
        return f"its condition {situation.awaits} is not resolved" if situation.awaits else ""
    if situation.state == "draft":
        return f"draft: {', '.join(forecast.missing)} missing"
    if situation.state in ("open", "due"):
        return _unresolved(situation)
    return (resolution.why if resolution else "") or f"{situation.state}, without a reason"


def _unresolved(situation: Situation) -> str:
    closes_at = situation.forecast.closes_at
    if closes_at is None:
        return "open"
    day = f"{closes_at:%Y-%m-%d}"
    return f"open until {day}" if situation.state == "open" else f"closed {day}, not resolved yet"


def window_end(forecast: Forecast, history: History) -> datetime:
    """Where scoring stops: at the resolution's `known_at` or the close, whichever came first."""
    assert history.resolution is not None
    known_at = history.resolution.known_at
    return min(known_at, forecast.closes_at) if forecast.closes_at else known_at


def measure(situation: Situation) -> Measure | None:
    """The measure by which everybody is scored on this question; None while nothing fixes it."""
    if not is_distributed(situation.forecast):
        return measure_of(situation.forecast)
    said = situation.history.said() or situation.history.said(late=True)
    believed = (one.believed(situation.forecast) for one in said)
    return measure_of(situation.forecast, [one for one in believed if one is not None])


def _rows(
    situation: Situation, heard: Sequence[Estimate], by: str | None
) -> tuple[list[Row], list[NotScored], list[Course]]:
    forecast, history = situation.forecast, situation.history
    assert history.resolution is not None
    outcome, found = forecast.read_outcome(history.resolution.outcome), measure(situation)
    if found is None:
        return [], [NotScored(forecast, situation.state, "nothing fixes the measure: state form or levels")], []
    costs, people, said = costs_of(forecast, outcome, found), _people(heard, by), history.said(late=True)
    is_all = by is None and len(heard) == len(said)  # nobody was late, as hardly ever anybody is
    everything = people if is_all else by_forecaster(said)
    rows, left_out, courses = list[Row](), list[NotScored](), list[Course]()
    ends_at = window_end(forecast, history)
    reference = _Reference(costs, forecast.prior)
    for person, stated in people.items():
        try:
            walked = course(forecast, stated, ends_at, history.absent)
            one = Said(person, history, everything.get(person, ()))
            row = _row(forecast, outcome, stated, costs, one, walked, ends_at, reference) if walked.beliefs else None
        except Unmeasured as error:
            left_out.append(NotScored(forecast, situation.state, f"{person}: {error}", person))
            continue
        except ValueError as error:
            reason = f"{person}: an entry no longer fits the record: {error}"
            left_out.append(NotScored(forecast, situation.state, reason, person))
            continue
        if row is not None:
            rows.append(row)
            courses.append(walked)
    return rows, left_out, courses


class _Reference:
    """What the prior of a question costs, worked out once for all its forecasters."""

    def __init__(self, costs: Costs, prior: Belief | None) -> None:
        self._costs, self._prior = costs, prior

    @cached_property
    def cost(self) -> float | None:
        """None where there is no prior, or the measure cannot score it."""
        return None if self._prior is None else _cost_or_none(self._costs, self._prior)


def _row(
    forecast: Forecast,
    outcome: Outcome,
    stated: Sequence[Estimate],
    costs: Costs,
    said: Said,
    walked: Course,
    ends_at: datetime,
    prior: _Reference,
) -> Row:
    history = said.history
    assert history.resolution is not None
    found, cost, surprise, beside = costs
    scores = [cost(belief) for belief in walked.beliefs]
    mean = walked.mean(scores)
    reference = prior.cost
    extra = {name: time_weighted(walked, rule) for name, rule in beside.items()} if beside else NOTHING
    return Row(
        forecast=forecast,
        by=said.by,
        outcome=outcome,
        measure=found,
        first=scores[0],
        last=scores[-1],
        time_weighted=mean,
        log_score=walked.mean([surprise(belief) for belief in walked.beliefs]) if surprise else None,
        skill=rules.skill(mean, reference) if mean is not None and reference is not None else None,
        coverage=walked.coverage,
        ignored=walked.ignored,
        extra={name: value for name, value in extra.items() if value is not None} if extra else NOTHING,
        intervals=held(forecast, walked.beliefs[-1], outcome),
        stated=tuple(stated),
        ends_at=ends_at,
        resolved_at=history.resolution.known_at,
        marks=marks_of(said, stated, ends_at),
        absent=history.absent,
    )


def _cost_or_none(costs: Costs, belief: Belief) -> float | None:
    """What a belief costs; None where the question's measure cannot score it."""
    try:
        return costs.cost(belief)
    except Unmeasured:
        return None
