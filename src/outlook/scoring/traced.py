"""One score over time, taken apart: what was in force from when to when, what it cost, and what that adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.course import turns

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.model.belief import Belief
    from outlook.scoring.scorecard import Row


class Part(NamedTuple):
    """A belief that was in force for a while, and the entry that stated it.

    `score` is its own, in the measure of the row; `share` is its share of the time that is covered, 0 to 1; `adds` is
    the product of the two. `fsum` of what the parts of a row add is its score over time, to the last digit, unless all
    have one score: then it is that.
    """

    starts_at: datetime
    ends_at: datetime
    entry: str
    belief: Belief
    score: float
    share: float
    adds: float


def traced(row: Row) -> tuple[Part, ...]:
    """The parts of a score over time, the oldest first; none where no time is covered."""
    course, cost = row.course(), row.costs.cost
    stated = [(since, one) for since, one in turns(row.stated, row.absent) if one is not None]
    found = []
    for belief, (since, until), share in zip(course.beliefs, course.spans, course.weights, strict=False):
        entry = [one.id for moment, one in stated if moment <= since][-1]
        score = cost(belief)
        found.append(Part(since, until, entry, belief, score, share, score * share))
    return tuple(found)
