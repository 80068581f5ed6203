"""One person's result on one forecast: first, last, over time, by the day, at a lead, beside references."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import isnan, log
from statistics import median
from typing import TYPE_CHECKING, Any

from .distributions import held, is_points, level_of
from .entries import estimates_of, is_late, people, taken_back
from .measures import Measure, even, is_ordered, log_score, measure_of, options_of, rps, score
from .reading import DAY
from .standing import Piece, admitted, begins, is_withdrawal, timeline
from .states import end_of, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import Case, Entry, Forecast


INTERVALS = {"90%": (0.05, 0.95), "80%": (0.1, 0.9), "50%": (0.25, 0.75)}


@dataclass(frozen=True)
class Question:
    """A resolved forecast with all that decides how it is scored."""

    case: Case
    forecast: Forecast
    outcome: Any
    resolved: int
    opens: int
    end: int
    measure: Measure
    late: bool
    at: int

    @cached_property
    def estimates(self) -> list[Entry]:
        return estimates_of(self.case, self.forecast.id)

    def of(self, person: str) -> list[Entry]:
        return [one for one in self.estimates if one.by == person]

    def pieces(self, person: str) -> list[Piece]:
        """What stood of one person's in the window."""
        return timeline(self.case, admitted(self.case, self.of(person), self.at, late=self.late), self.opens, self.end)

    @cached_property
    def timelines(self) -> dict[str, list[Piece]]:
        """Of everybody whose estimate stood at some time."""
        found = {person: self.pieces(person) for person in people(self.estimates)}
        return {person: pieces for person, pieces in found.items() if pieces}

    def score(self, belief: Any) -> float | None:
        return score(self.forecast, self.measure, belief, self.outcome)

    @property
    def days(self) -> list[tuple[int, int]]:
        """The days of the window in UTC; the first and the last may be short."""
        starts = range(self.opens // DAY * DAY, self.end, DAY) if self.opens < self.end else ()
        return [(max(start, self.opens), min(start + DAY, self.end)) for start in starts]


def question_of(case: Case, forecast: Forecast, at: int, *, late: bool = False) -> Question | None:
    """The forecast as a question to score, or None where it is not scored at the moment."""
    state = state_of(case, forecast, at)
    if not state.is_scored:
        return None
    end = end_of(forecast, state)
    assert end is not None
    assert forecast.opens is not None
    assert state.resolution is not None
    measure = measure_of(forecast, _examples(case, forecast, at))
    if measure is None:
        return None
    return Question(case, forecast, state.outcome, state.resolution.known, forecast.opens, end, measure, late, at)


def _examples(case: Case, forecast: Forecast, at: int) -> list[Any]:
    """What was stated, first to last; what was recorded after the outcome comes last, for it may not choose."""
    stated = [one for one in estimates_of(case, forecast.id) if not is_withdrawal(one)]
    return [one.data["stated"] for one in sorted(stated, key=lambda one: is_late(case, one, at))]


@dataclass(frozen=True)
class Row:
    """One forecaster on one question."""

    question: Question
    by: str
    pieces: list[Piece] = field(repr=False)

    @property
    def name(self) -> str:
        return self.question.forecast.name

    @property
    def covered(self) -> int:
        return sum(one.stop - one.start for one in self.pieces)

    @property
    def coverage(self) -> float | None:
        whole = self.question.end - self.question.opens
        return self.covered / whole if whole > 0 else None

    @property
    def first(self) -> float:
        return self._score(self.pieces[0].estimate.data["stated"])

    @property
    def last(self) -> float:
        return self._score(self.pieces[-1].estimate.data["stated"])

    @property
    def mean(self) -> float | None:
        return self.over_time(self._score)

    @property
    def log(self) -> float | None:
        return self.over_time(lambda belief: log_score(self.question.forecast, belief, self.question.outcome))

    @property
    def rps(self) -> float | None:
        return self.over_time(lambda belief: rps(self.question.forecast, belief, self.question.outcome))

    def over_time(self, scored: Callable[[Any], float]) -> float | None:
        """The mean over the time that is covered."""
        total = sum((one.stop - one.start) * scored(one.estimate.data["stated"]) for one in self.pieces)
        return total / self.covered if self.covered else None

    def _score(self, belief: Any) -> float:
        found = self.question.score(belief)
        assert found is not None
        return found

    # ── beside references ──

    @property
    def prior(self) -> float | None:
        """The score of the record's prior, all the time."""
        prior = self.question.forecast.fields.get("prior")
        return None if prior is None or not self.covered else self.question.score(prior)

    @property
    def half(self) -> float | None:
        """The score of equal chances."""
        if self.question.forecast.kind not in ("binary", "choice") or not self.covered:
            return None
        return self.question.score(even(self.question.forecast))

    @property
    def skill(self) -> float | None:
        return None if not self.prior or self.mean is None else 1 - self.mean / self.prior

    @property
    def held(self) -> dict[str, bool]:
        """Which central intervals of the last estimate held the outcome, where it is quantiles with both ends."""
        last, question = self.pieces[-1].estimate.data["stated"], self.question
        if question.forecast.kind in ("binary", "choice") or is_points(last):
            return {}
        stated = {level_of(name): value for name, value in last.items()}
        ends = {name: levels for name, levels in INTERVALS.items() if set(levels) <= stated.keys()}
        return {
            name: held(question.forecast, stated[low], stated[high], question.outcome)
            for name, (low, high) in ends.items()
        }

    # ── what was entered ──

    @property
    def stated(self) -> list[Entry]:
        """Every estimate of the person on the question, known by the moment; a withdrawal is none."""
        return [one for one in self.question.of(self.by) if not is_withdrawal(one) and one.known <= self.question.at]

    @property
    def counted(self) -> list[Entry]:
        """Without those that were recorded too late to enter, though known in time."""
        in_time = admitted(self.question.case, self.stated, self.question.at, late=self.question.late)
        return [one for one in self.stated if one.known >= self.question.end or one in in_time]

    @property
    def ignored(self) -> int:
        """How many became known only at the end or later."""
        return sum(one.known >= self.question.end for one in self.counted)


def rows_of(question: Question) -> list[Row]:
    """The row of everybody who can be scored, by name."""
    found = [Row(question, person, pieces) for person, pieces in question.timelines.items()]
    return [row for row in found if all(_fits(row, one) for one in row.pieces)]


def _fits(row: Row, piece: Piece) -> bool:
    return row.question.score(piece.estimate.data["stated"]) is not None


# ── marks ──


def marks_of(row: Row) -> dict[str, int]:
    """How many estimates that were known in time were recorded late, after the end or long after they were known, or taken back too late."""
    counted = dict.fromkeys(("late", "after_the_end", "back_dated", "taken_back"), 0)
    for one in row.stated:
        mark = _dating(row.question, one)
        if mark and one.known < row.question.end:
            counted[mark] += 1
    counted["taken_back"] = sum(_taken_back_after_all(row, one) for one in row.stated if one.known < row.question.end)
    return counted


def _dating(question: Question, one: Entry) -> str | None:
    if one.imported:
        return None
    if is_late(question.case, one, question.at):
        return "late"
    if one.recorded > question.end:
        return "after_the_end"
    return "back_dated" if one.recorded - one.known > DAY else None


def _taken_back_after_all(row: Row, one: Entry) -> bool:
    """Not retracted yet as the window ended and retracted now, or in force then and withdrawn at the end or later."""
    case, end, at = row.question.case, row.question.end, row.question.at
    if taken_back(case, one, at):
        return not taken_back(case, one, end - 1)
    last = row.pieces[-1]
    withdrawals = [other for other in row.question.of(row.by) if is_withdrawal(other) and end <= begins(other) <= at]
    return (last.estimate, last.stop) == (one, end) and any(not taken_back(case, other, at) for other in withdrawals)


# ── at a lead, by the day ──


def at_lead(row: Row, lead: int) -> tuple[float | None, str | None]:
    """The score of what stood so long before the scheduled close.

    Else the reason why there is none: the window is `shorter`, it resolved `before` then, or `none` stood.
    """
    question = row.question
    assert question.forecast.closes is not None
    moment = question.forecast.closes - lead
    if moment < question.opens:
        return None, "shorter"
    if moment >= question.end:
        return None, "before"
    stood = [one for one in row.pieces if one.start <= moment < one.stop]
    return (question.score(stood[0].estimate.data["stated"]), None) if stood else (None, "none")


def by_day(question: Question, pieces: list[Piece]) -> dict[int, float]:
    """For each day on which an estimate stood as it ended, by its number: the score of that estimate."""
    found = {}
    for number, (_, stop) in enumerate(question.days):
        stood = [one for one in pieces if one.start < stop <= one.stop]
        if stood:
            found[number] = _of_the_day(question, stood[0].estimate.data["stated"])
    return found


def _of_the_day(question: Question, belief: Any) -> float:
    if is_ordered(question.forecast):
        return 2 * rps(question.forecast, belief, question.outcome)
    found = question.score(belief)
    assert found is not None
    return found


def accuracy(row: Row) -> float | None:
    """Good Judgment Open: how much better than the day's median, times the share of days; two-sided."""
    question = row.question
    own = by_day(question, row.pieces)
    if not own or question.forecast.kind not in ("binary", "choice"):
        return None
    everybody = [by_day(question, one.pieces) for one in rows_of(question)]
    days = sorted({day for one in everybody for day in one})
    medians = [median(one[day] for one in everybody if day in one) for day in days]
    sides = 2 if question.forecast.kind == "binary" else 1
    better = sum(own.values()) / len(own) - sum(medians) / len(medians)
    return sides * better * len(own) / len(question.days)


# ── Metaculus' points ──


def baseline(row: Row) -> float | None:
    """100 ln(pN)/ln N over the scheduled length, 0 for time without a forecast."""
    question = row.question
    count = len(options_of(question.forecast))
    return _points(row, lambda belief, _at: 100 * (log(count) - _surprise(question, belief)) / log(count))


def peer(row: Row) -> float | None:
    """100 (ln p − mean ln p of the others) over the scheduled length, 0 where one is alone or says nothing; None if it is no number."""
    if len(row.question.timelines) < 2:
        return None
    found = _points(row, lambda belief, at: _over_the_others(row, belief, at))
    return None if isnan(found) else found


def _over_the_others(row: Row, belief: Any, at: int) -> float:
    question = row.question
    others = [
        _surprise(question, one.estimate.data["stated"])
        for person, pieces in question.timelines.items()
        for one in pieces
        if person != row.by and one.start <= at < one.stop
    ]
    return 100 * (sum(others) / len(others) - _surprise(question, belief)) if others else 0.0


def _points(row: Row, points: Callable[[Any, int], float]) -> float:
    question = row.question
    assert question.forecast.closes is not None
    cuts = sorted({end for pieces in question.timelines.values() for one in pieces for end in (one.start, one.stop)})
    total = 0.0
    for one in row.pieces if row.covered else ():
        inside = [one.start, *(at for at in cuts if one.start < at < one.stop), one.stop]
        for start, stop in pairwise(inside):
            total += (stop - start) * points(one.estimate.data["stated"], start)
    return total / (question.forecast.closes - question.opens)


def _surprise(question: Question, belief: Any) -> float:
    return log_score(question.forecast, belief, question.outcome)
