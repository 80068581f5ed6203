"""One forecaster's beliefs over a forecast's window: each from when to when, and the mean score over that time."""

from __future__ import annotations

from math import fsum
from operator import le, lt
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import NEVER, WITHDRAWN, Absences
from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from outlook.model.belief import Belief
    from outlook.model.entries import Entry, Estimate
    from outlook.model.forecast import Forecast


class Step(NamedTuple):
    """A belief that stands from one moment to another."""

    belief: Belief
    starts_at: datetime
    ends_at: datetime

    @property
    def seconds(self) -> float:
        """How long it stood."""
        return (self.ends_at - self.starts_at).total_seconds()


class Course(NamedTuple):
    """One forecaster's beliefs over a forecast's window, each with when it began and when it ended to stand.

    `weights` has each one's share of the time that is covered, 0 to 1, and is empty where no time is; a window of no
    length has no coverage; `ignored` counts estimates known at the end or after it.
    """

    beliefs: tuple[Belief, ...]
    spans: tuple[tuple[datetime, datetime], ...]
    weights: tuple[float, ...]
    coverage: float | None
    ignored: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """The beliefs with the times for which they stood."""
        return tuple(Step(belief, *span) for belief, span in zip(self.beliefs, self.spans, strict=True))

    def mean(self, scores: Sequence[float]) -> float | None:
        """The mean of one score a belief over the time that is covered; None where none is."""
        if not self.weights:
            return None
        if len(set(scores)) == 1:  # as it is, and not rounded by the shares of time
            return scores[0]
        # A belief that stood for no time has no weight, and an infinite score times nothing is not a number.
        return fsum([score * weight for score, weight in zip(scores, self.weights, strict=True) if weight])


def course(
    forecast: Forecast,
    estimates: Sequence[Estimate],
    end_at: datetime,
    absent: Absences = NEVER,
    *,
    still_open: bool = False,
) -> Course:
    """One forecaster's beliefs between the opening and `end_at` (the resolution or the close, whichever came first).

    A belief stands until the next, its withdrawal, or the end; one that was taken back does not stand while it was
    `absent`. One known before the opening stands from the
    opening. What became known at the end is no forecast of it: it is ignored and counted, as what came later is,
    unless the end is only the moment at which a forecast that is `still_open` is looked at.
    """
    opens_at = forecast.opens_at or end_at
    opens_at = min(opens_at, end_at)
    in_time = le if still_open else lt
    if len(estimates) == 1 and (alone := _alone(estimates[0], absent)) and in_time(since := counts_from(alone), end_at):
        return _held(forecast, alone, (max(opens_at, since), end_at), opens_at)
    known = [turn for turn in turns(estimates, absent) if in_time(turn[0], end_at)]
    # Comparing by hand is twice as quick as max().
    bounds = [moment if (moment := turn[0]) > opens_at else opens_at for turn in known]
    bounds.append(end_at)
    stood = [
        (turn[1].stated, since, until)
        for turn, since, until in zip(known, bounds, bounds[1:], strict=False)
        if turn[1] is not None and turn[1].stated is not WITHDRAWN and (since < until or turn is known[-1])
    ]
    seconds = [(until - since).total_seconds() for _, since, until in stood]
    covered, whole = sum(seconds), (end_at - opens_at).total_seconds()
    read = forecast.read_belief
    return Course(
        tuple([read(stated) for stated, _, _ in stood]),
        tuple([(since, until) for _, since, until in stood]),
        tuple([span / covered for span in seconds]) if covered else (),
        covered / whole if whole else None,
        sum([one.stated is not WITHDRAWN and not in_time(counts_from(one), end_at) for one in estimates]),
    )


def _alone(estimate: Estimate, absent: Absences) -> Estimate | None:
    """An estimate that was never withdrawn or taken back: most people say one thing of a question."""
    is_plain = estimate.stated is not WITHDRAWN and not (absent and estimate.id in absent)
    return estimate if is_plain else None


def _held(forecast: Forecast, estimate: Estimate, span: tuple[datetime, datetime], opens_at: datetime) -> Course:
    """The course of one belief that stands to the end."""
    since, end_at = span
    covered, whole = (end_at - since).total_seconds(), (end_at - opens_at).total_seconds()
    beliefs = (forecast.read_belief(estimate.stated),)
    return Course(beliefs, (span,), (1.0,) if covered else (), covered / whole if whole else None, 0)


def turns(estimates: Sequence[Estimate], absent: Absences) -> list[tuple[datetime, Estimate | None]]:
    """When one forecaster's belief changed, and to which estimate; None where all that was said was taken back."""
    stated: list[tuple[datetime, Estimate | None]] = [(counts_from(one), one) for one in estimates]
    if not absent or not any(one.id in absent for one in estimates):
        return stated
    edges = {edge for one in estimates for span in absent.get(one.id, ()) for edge in span}
    changes: list[tuple[datetime, Estimate | None]] = []
    for moment in sorted({*edges, *(since for since, _ in stated)}):
        there = [one for since, one in stated if since <= moment and one and not _is_absent(one, moment, absent)]
        changes.append((moment, there[-1] if there else None))
    return [
        turn for before, turn in zip([None, *changes], changes, strict=False) if not before or before[1] is not turn[1]
    ]


def _is_absent(entry: Entry, at: datetime, absent: Absences) -> bool:
    return any(since <= at < until for since, until in absent.get(entry.id, ()))


def time_weighted(course: Course, score: Callable[[Belief], float]) -> float | None:
    """The mean score over the time that a course covers; None when it covers none.

    Range, unit and direction are those of `score`. Splitting a step in two changes nothing.
    """
    return course.mean([score(belief) for belief in course.beliefs])
