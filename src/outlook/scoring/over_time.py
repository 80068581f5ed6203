"""Scores at a moment and by the day, the running mean, and what each update was worth."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from outlook.belief.course import Course
from outlook.lengths import Length
from outlook.scoring.measures import all_alike, chance_of
from outlook.scoring.scorecard import Row
from outlook.scoring.totals import mean

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """The score of what stood at a fixed lead, or why there is none."""

    score: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Daily:
    """The mean over days of the score of each day's last forecast; of `whole` days `days` had one."""

    score: float | None
    days: int
    whole: int


@dataclass(frozen=True, slots=True)
class Update:
    """One change of a belief: the scores before and after it, and what it gained over the time that was left.

    `gained` is (before - after) times the share of the covered time after the update; above 0 it helped. The
    gains of a row add up to its first score less its time-weighted score.
    """

    at: datetime
    before: float
    after: float
    gained: float


class Updates(NamedTuple):
    """How a forecaster changed their mind on one forecast.

    A reversal is a move against the direction of the move before it, measured on the probability of what
    happened; None for kinds that give it none.
    """

    moves: tuple[Update, ...]
    reversals: int | None

    @property
    def gained(self) -> float:
        """What they gained together: the first score less the time-weighted one."""
        return sum(move.gained for move in self.moves)


@dataclass(frozen=True, slots=True)
class Running:
    """The mean of the time-weighted scores of everything that had resolved by a moment."""

    at: datetime
    n: int
    mean: float


def at_lead(row: Row, lead: Length) -> Lead:
    """The score of what stood at `lead` before the scheduled close.

    Counted back from the scheduled close and not from the resolution: that moment was known beforehand, the
    other is known only with the outcome, and counting back from it would favour whoever expected it.
    """
    forecast = row.forecast
    if forecast.closes_at is None or forecast.opens_at is None:
        return Lead(None, "without a scheduled window")
    moment = _so_long_before(forecast.closes_at, lead)
    if moment is None or moment < forecast.opens_at:
        return Lead(None, "with a window shorter than that")
    if moment > row.ends_at or row.ends_at == moment < forecast.closes_at:
        return Lead(None, "resolved before then")
    for step in reversed(row.course().steps):
        if step.starts_at <= moment and (moment < step.ends_at or moment == row.ends_at == step.ends_at):
            return Lead(row.costs.cost(step.belief))
    return Lead(None, "without an estimate then")


def _so_long_before(close: datetime, lead: Length) -> datetime | None:
    try:
        return lead.before(close)
    except ValueError:  # it lies before the year 1
        return None


def daily(row: Row) -> Daily:
    """Good Judgment Open's way: each day of the window in UTC counts the forecast that stood as it ended.

    The last day ends with the window. Days on which none stood are left out of the mean and of `days`.
    """
    scores = day_scores(row)
    stood = [score for score in scores if score is not None]
    return Daily(mean(stood), len(stood), len(scores))


def day_scores(row: Row) -> list[float | None]:
    """The score of what stood as each day of the window ended, in order; None for a day on which nothing did.

    An ordered choice is scored by the ordered Brier, as at Good Judgment Open.
    """
    costs, end = row.costs, row.ends_at
    cost = costs.beside.get("brier_ordered", costs.cost)
    first = _days_ended(min(row.forecast.opens_at or end, end), end)
    scores: list[float | None] = [None] * (_days_ended(end, end) - first)
    for step in row.course().steps:
        for day in range(_days_ended(step.starts_at, end) - first, _days_ended(step.ends_at, end) - first):
            scores[day] = cost(step.belief)
    return scores


def _days_ended(at: datetime, end: datetime) -> int:
    """How many days have ended by then; the last one ends with the window, and a midnight ends the day before it."""
    moment = at.astimezone(UTC)
    return moment.toordinal() + (at == end and moment.time() != time(0))


def updates(row: Row, course: Course | None = None) -> Updates:
    """Every change of the belief, oldest first; a belief that is only stated again is no move.

    `course` is that of the row, where it was laid out before.
    """
    walked = course or row.course()
    if len(walked.beliefs) == 1:
        return Updates((), 0 if chance_of(row.forecast, walked.beliefs[0], row.outcome) is not None else None)
    weights = walked.weights or (0.0,) * len(walked.beliefs)
    cost = row.costs.cost
    scores = [cost(belief) for belief in walked.beliefs]
    moves = [
        Update(
            walked.spans[place][0],
            scores[place - 1],
            scores[place],
            (scores[place - 1] - scores[place]) * sum(weights[place:]),
        )
        for place in range(1, len(scores))
        if walked.beliefs[place] != walked.beliefs[place - 1]
    ]
    chances = [chance_of(row.forecast, belief, row.outcome) for belief in walked.beliefs]
    return Updates(tuple(moves), _reversals(chances))


def _reversals(stated: Sequence[float | None]) -> int | None:
    chances = [chance for chance in stated if chance is not None]
    if len(chances) < len(stated):
        return None
    ways = [after > before for before, after in pairwise(chances) if after != before]
    return sum(before != after for before, after in pairwise(ways))


def running_mean(rows: Sequence[Row]) -> tuple[Running, ...]:
    """The mean after each resolution, oldest first; rows that resolved at one moment enter together."""
    scored = sorted((row.resolved_at, row.time_weighted) for row in rows if row.time_weighted is not None)
    points: dict[datetime, Running] = {}
    total = 0.0
    for n, (at, score) in enumerate(scored, 1):
        total += score
        points[at] = Running(at, n, total / n)
    return tuple(points.values())


@dataclass(frozen=True, slots=True)
class LeadTotal:
    """The mean at the lead over the `n` rows that have one, and how many have none, by reason."""

    n: int
    mean: float | None
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DailyTotal:
    """The mean of the daily scores of `n` rows; of the `whole` days of their windows `days` had an estimate."""

    n: int
    mean: float | None
    days: int
    whole: int


@dataclass(frozen=True, slots=True)
class UpdatesTotal:
    """All changes of the rows: how many on how many rows, how many helped or hurt, and what they took off the mean.

    `gained` is the mean over all rows of what their updates gained; above 0 is better. None over unlike units.
    """

    moves: int
    rows: int
    reversals: int | None
    helped: int
    hurt: int
    gained: float | None


def lead_total(rows: Sequence[Row], leads: Sequence[Lead]) -> LeadTotal:
    """The leads of rows of one kind together."""
    scores = [lead.score for lead in leads if lead.score is not None]
    return LeadTotal(len(scores), _mean(rows, scores), Counter(lead.reason for lead in leads if lead.score is None))


def daily_total(rows: Sequence[Row], dailies: Sequence[Daily]) -> DailyTotal:
    """The daily scores of rows of one kind together, each row counted once."""
    scores = [one.score for one in dailies if one.score is not None]
    days, whole = sum(one.days for one in dailies), sum(one.whole for one in dailies)
    one_rule = len({getattr(row.forecast, "ordered", False) for row in rows}) <= 1
    return DailyTotal(len(scores), _mean(rows, scores) if one_rule else None, days, whole)


def updates_total(rows: Sequence[Row], changes: Sequence[Updates]) -> UpdatesTotal:
    """The updates of rows of one kind together."""
    moves = [move for one in changes for move in one.moves]
    reversals = [one.reversals for one in changes if one.reversals is not None]
    gains = [one.gained for one in changes]
    return UpdatesTotal(
        moves=len(moves),
        rows=sum(bool(one.moves) for one in changes),
        reversals=sum(reversals) if reversals else None,
        helped=sum(move.after < move.before for move in moves),
        hurt=sum(move.after > move.before for move in moves),
        gained=_mean(rows, gains),
    )


def _mean(rows: Sequence[Row], scores: Sequence[float]) -> float | None:
    return mean(scores) if all_alike([row.measure for row in rows]) else None
