"""Scores that are one platform's own, under their names and nowhere else.

Baseline and peer points are those of Metaculus. There the time is that from the opening to the *scheduled* close, and
time without a forecast counts as 0 points, which is neutral on these scales. The accuracy score is Good Judgment
Open's: daily, two-sided, against the median of all forecasters.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf, log
from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from outlook.model.kind_of import is_choice
from outlook.scoring import rules
from outlook.scoring.measures import chance_of, probability, shares
from outlook.scoring.over_time import day_scores
from outlook.scoring.peers import Held, peer_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outlook.belief.course import Course
    from outlook.model.belief import Belief
    from outlook.scoring.scorecard import Row


class PlatformPoints(NamedTuple):
    """A row's baseline and peer score, in points, higher is better, and the share of the scheduled time covered.

    `peer` is None for a forecast with a single forecaster, and where infinity is set off against infinity: two gave
    what happened no chance at all at one time, or each of them at another.
    """

    baseline: float
    peer: float | None
    coverage: float


def points(rows: Sequence[Row], courses: Sequence[Course] | None = None) -> list[PlatformPoints | None]:
    """The points of each row beside the other rows of its forecast; None for a kind or a window that has none.

    What was settled in part has none: nobody gives a probability to a fraction.

    `courses` are those of the rows, where they were laid out before.
    """
    walked = [row.course() for row in rows] if courses is None else courses
    by_forecast: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        by_forecast[row.forecast.full_id].append(place)
    found: dict[int, PlatformPoints] = {}
    for places in by_forecast.values():
        if (whole := _scheduled(rows[places[0]])) is not None:
            found |= _of_one_forecast({place: (rows[place], walked[place]) for place in places}, whole)
    return [found.get(place) for place in range(len(rows))]


def _scheduled(row: Row) -> float | None:
    """The seconds from the opening to the scheduled close; None where there are no points, and without a window."""
    forecast = row.forecast
    if not isinstance(row.outcome, str) or forecast.kind not in ("binary", "choice"):
        return None
    if forecast.opens_at is None or forecast.closes_at is None:
        return None
    return (forecast.closes_at - forecast.opens_at).total_seconds()


def _of_one_forecast(rows: Mapping[int, tuple[Row, Course]], whole: float) -> dict[int, PlatformPoints]:
    peers = peer_points([_held(row, course) for row, course in rows.values()]) if len(rows) > 1 else [None]
    found = {}
    for (place, (row, course)), peer in zip(rows.items(), peers, strict=True):
        seconds = [(until - since).total_seconds() for since, until in course.spans]
        baseline = sum(
            _baseline(row, belief) * time for belief, time in zip(course.beliefs, seconds, strict=True) if time
        )
        beside = None if peer is None else peer / whole
        found[place] = PlatformPoints(baseline / whole, beside, sum(seconds) / whole)
    return found


def _held(row: Row, course: Course) -> list[Held]:
    """What each belief of a row gave to what happened; nothing where it gave that no probability."""
    chances = (chance_of(row.forecast, belief, row.outcome) for belief in course.beliefs)
    return [Held(chance, *span) for chance, span in zip(chances, course.spans, strict=True) if chance is not None]


def _baseline(row: Row, belief: Belief) -> float:
    if is_choice(row.forecast):
        return rules.baseline(shares(belief), row.forecast.names.index(str(row.outcome)))
    p = probability(belief)
    return _baseline_of_two(p if row.outcome == "yes" else 1 - p)


def _baseline_of_two(chance: float) -> float:
    """As `rules.baseline` of two shares, which were looked at as they were read; a scorecard has very many of them."""
    return 100.0 * (log(2 * chance) if chance else -inf) / log(2)


def accuracy(rows: Sequence[Row]) -> list[float | None]:
    """Good Judgment Open's accuracy score of each row among the rows of its forecast; None where it has none.

    (Mean daily Brier score - mean over days of the daily median of all forecasters) x the share of days with a
    forecast. Range -2 to 2, squared probability summed over the answers, lower is better; 0 for one like the median.
    """
    series = {id(row): day_scores(row) for row in rows}
    by_forecast: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_forecast[row.forecast.full_id].append(row)
    return [
        _accuracy(row, series[id(row)], [series[id(one)] for one in by_forecast[row.forecast.full_id]]) for row in rows
    ]


def _accuracy(row: Row, mine: Sequence[float | None], everyone: Sequence[Sequence[float | None]]) -> float | None:
    crowd = [[score for score in day if score is not None] for day in zip(*everyone, strict=True)]
    medians = [median(day) for day in crowd if day]
    own = [score for score in mine if score is not None]
    if row.forecast.kind not in ("binary", "choice") or not own:
        return None
    sides = 2 if row.forecast.kind == "binary" else 1
    return sides * (fmean(own) - fmean(medians)) * len(own) / len(mine)
