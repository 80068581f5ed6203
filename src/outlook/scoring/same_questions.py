"""What several forecasters scored on the questions that all of them answered, over the time that all covered.

Means over one's own questions do not compare people who answered different ones: one hard question more can turn them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from outlook.scoring.measures import all_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.belief.course import Course
    from outlook.scoring.scorecard import Row


class Common(NamedTuple):
    """How many questions all of so many people answered, and each one's mean over these; empty where there are none.

    The means are over the time that all covered, in the measure of the kind, lower is better.
    """

    questions: int
    people: int
    means: Mapping[str, float]


Cost = tuple["datetime", "datetime", float]


def common(rows: Sequence[Row], courses: Mapping[int, Course]) -> Mapping[str, Common]:
    """By kind, where several people answered different questions, or covered different times of the same ones.

    Of a kind whose scores may not be averaged there is nothing.
    """
    kinds: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        kinds[row.forecast.kind].append(row)
    found = ((kind, _of_kind(mine, courses)) for kind, mine in kinds.items())
    return {kind: one for kind, one in found if one is not None}


def _of_kind(rows: Sequence[Row], courses: Mapping[int, Course]) -> Common | None:
    people = {row.by for row in rows}
    answers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        answers[row.forecast.full_id].append(row)
    shared = [mine for mine in answers.values() if len(mine) == len(people)]
    if len(people) == 1 or not all_alike([row.measure for row in rows]):
        return None
    if len(shared) == len(answers) and all(_cover_the_same(mine, courses) for mine in shared):
        return None
    scores: dict[str, list[float]] = defaultdict(list)
    for mine in shared:
        for name, score in _together(mine, courses):
            scores[name].append(score)
    means = {name: fsum(found) / len(found) for name, found in sorted(scores.items())}
    return Common(max(map(len, scores.values()), default=0), len(people), means)


def _cover_the_same(rows: Sequence[Row], courses: Mapping[int, Course]) -> bool:
    """Whether all rows of a question have an estimate in force at the same times."""
    return len({_covered(courses[id(row)]) for row in rows}) == 1


def _covered(course: Course) -> tuple[tuple[datetime, datetime], ...]:
    """From when to when an estimate was in force, without a break."""
    found: list[tuple[datetime, datetime]] = []
    for step in course.steps:
        if step.starts_at == step.ends_at:
            continue
        if found and found[-1][1] == step.starts_at:
            found[-1] = (found[-1][0], step.ends_at)
        else:
            found.append((step.starts_at, step.ends_at))
    return tuple(found)


def _together(rows: Sequence[Row], courses: Mapping[int, Course]) -> Iterator[tuple[str, float]]:
    """Each one's mean score on one question over the time in which all had a forecast in force."""
    held = {row.by: _costs(row, courses[id(row)]) for row in rows}
    edges = sorted({edge for costs in held.values() for since, until, _ in costs for edge in (since, until)})
    spans = [span for span in pairwise(edges) if all(_at(costs, span) is not None for costs in held.values())]
    seconds = [(until - since).total_seconds() for since, until in spans]
    for name, costs in held.items() if spans else ():
        scores = (_at(costs, span) or 0.0 for span in spans)
        yield name, fsum(score * length for score, length in zip(scores, seconds, strict=True)) / fsum(seconds)


def _costs(row: Row, course: Course) -> Sequence[Cost]:
    return [(step.starts_at, step.ends_at, row.costs.cost(step.belief)) for step in course.steps]


def _at(costs: Iterable[Cost], span: tuple[datetime, datetime]) -> float | None:
    """The score of what was in force in a stretch of time in which nothing changed."""
    return next((cost for since, until, cost in costs if since <= span[0] and span[1] <= until), None)
