"""Scores that are one platform's own, under their names and nowhere else.

Baseline and peer points are those of Metaculus. There the time is that from the opening to the *scheduled* close, and
time without a forecast counts as 0 points, which is neutral on these scales. The accuracy score is Good Judgment
Open's: daily, two-sided, against the median of all forecasters.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from outlook.model.kind_of import is_choice
from outlook.scoring import rules
from outlook.scoring.measures import chance_of, probability, shares
from outlook.scoring.over_time import day_scores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.belief.course import Step
    from outlook.model.belief import Belief
    from outlook.scoring.scorecard import Row


@dataclass(frozen=True, slots=True)
class PlatformPoints:
    """A row's baseline and peer score, in points, higher is better, and the share of the scheduled time covered.

    `peer` is None for a forecast with a single forecaster, and where two gave what happened no chance at all.
    """

    baseline: float
    peer: float | None
    coverage: float


def points(rows: Sequence[Row]) -> list[PlatformPoints | None]:
    """The points of each row beside the other rows of its forecast; None for a kind or a window that has none."""
    by_forecast: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_forecast[row.forecast.full_id].append(row)
    return [_points(row, [other for other in by_forecast[row.forecast.full_id] if other is not row]) for row in rows]


def _points(row: Row, others: Sequence[Row]) -> PlatformPoints | None:
    forecast, mine = row.forecast, row.course().steps
    if forecast.kind not in ("binary", "choice") or forecast.opens_at is None or forecast.closes_at is None:
        return None
    whole = (forecast.closes_at - forecast.opens_at).total_seconds()
    baseline = sum(_baseline(row, step.belief) * step.seconds for step in mine if step.seconds)
    return PlatformPoints(
        baseline=baseline / whole,
        peer=_peer(row, mine, [other.course().steps for other in others], whole),
        coverage=sum(step.seconds for step in mine) / whole,
    )


def _baseline(row: Row, belief: Belief) -> float:
    if is_choice(row.forecast):
        return rules.baseline(shares(belief), row.forecast.names.index(str(row.outcome)))
    p = probability(belief)
    return rules.baseline([p, 1 - p], 0 if row.outcome == "yes" else 1)


def _peer(row: Row, mine: Sequence[Step], others: Sequence[Sequence[Step]], whole: float) -> float | None:
    """Piece by piece of time in which nobody changes; None without others, or where two gave no chance to what came."""
    edges = sorted({moment for steps in (mine, *others) for step in steps for moment in (step.starts_at, step.ends_at)})
    total = 0.0
    for since, until in pairwise(edges):
        p = _chance_at(row, mine, since)
        theirs = [chance for steps in others if (chance := _chance_at(row, steps, since)) is not None]
        if p is None or not theirs:
            continue
        if p == 0 and 0.0 in theirs:
            return None
        total += rules.peer(p, theirs) * (until - since).total_seconds()
    return total / whole if others else None


def _chance_at(row: Row, steps: Sequence[Step], at: datetime) -> float | None:
    standing = (step for step in steps if step.starts_at <= at < step.ends_at)
    return next((chance_of(row.forecast, step.belief, row.outcome) for step in standing), None)


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
