"""Scores as if everybody had answered every question: forecasters and questions as two-way fixed effects.

score of f on q = a_f + b_q + what is left. The effects are those that leave the least squares; b_q is taken out by
looking at each question about its own mean, so that only a table of forecaster by forecaster is solved. The adjusted
score of f is a_f plus the mean of b over all questions: the mean score where everybody answered everything.

The interval is by jackknife: every question is left out in turn. Leaving one out changes the table little, so each
solution is found from the whole one by repeated correction, all questions at once. Forecasters that no chain of common
questions connects are not compared: each group is adjusted by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from outlook.scoring.calibration import LEVEL
from outlook.scoring.chance import FEWEST
from outlook.scoring.student import quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from outlook.panel.cells import Floats

CORRECTIONS = 400
CLOSE = 1e-15


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Of each forecaster: the adjusted score, its ends, and the number of the group in which it compares.

    NaN, and group -1, for who answered too few questions.
    """

    score: Floats
    low: Floats
    high: Floats
    group: NDArray[np.int64]


def adjusted(cost: Floats, off: Floats | None = None) -> Adjusted:
    """The adjusted scores of a table of people by questions, with 90 % intervals.

    `off` is each score less the mean of its question over those who answered enough, where that mean is to be over the
    time common to two at a time. A pool has no place here: it answers every question, and would connect people who
    share none.
    """
    size = len(cost)
    score, low, high = (np.full(size, np.nan) for _ in range(3))
    group = connected(cost)
    for number in range(group.max(initial=-1) + 1):
        people = np.flatnonzero(group == number)
        asked = np.flatnonzero((~np.isnan(cost[people])).any(axis=0))
        part = np.ix_(people, asked)
        found, reach = _of_group(cost[part], None if off is None else off[part])
        score[people], low[people], high[people] = found, found - reach, found + reach
    return Adjusted(score, low, high, group)


def answers_enough(cost: Floats, fewest: int = FEWEST) -> NDArray[np.bool_]:
    """Who answered as many questions as an adjusted score takes."""
    found: NDArray[np.bool_] = (~np.isnan(cost)).sum(axis=1) >= fewest
    return found


def connected(cost: Floats, fewest: int = FEWEST) -> NDArray[np.int64]:
    """The number of the group in which each is connected by common questions; -1 for who answered too few of them."""
    enough = answers_enough(cost, fewest)
    whose, asked = np.nonzero(~np.isnan(cost) & enough[:, None])
    first = np.arange(len(cost))  # of each, the first one known to be connected
    while True:
        of_question = np.full(cost.shape[1], len(cost))
        np.minimum.at(of_question, asked, first[whose])
        wider = first.copy()
        np.minimum.at(wider, whose, of_question[asked])
        if (wider == first).all():
            break
        first = wider
    group = np.full(len(cost), -1, dtype=np.int64)
    group[enough] = np.unique(first[enough], return_inverse=True)[1]
    return group


def _of_group(cost: Floats, off: Floats | None) -> tuple[Floats, Floats]:
    """Adjusted scores of connected forecasters, and half the width of their intervals."""
    answered = (~np.isnan(cost)).astype(np.float64)
    weights = answered / answered.sum(axis=0)
    table = np.diag(answered.sum(axis=1)) - weights @ answered.T
    inverse = np.linalg.inv(table + 1.0 / len(cost))
    level = (np.nan_to_num(cost) * weights).sum(axis=0)
    if off is None:
        off = np.where(answered > 0, np.nan_to_num(cost) - level, 0.0)
    effects = inverse @ off.sum(axis=1)
    effects -= effects.mean()
    score = effects + (level - weights.T @ effects).mean()
    changes = _left_out(answered, weights, inverse, off, effects)
    if changes is None:
        return score, np.full(len(cost), np.nan)
    return score, _reach(answered, weights, level, effects, changes)


def _left_out(answered: Floats, weights: Floats, inverse: Floats, off: Floats, effects: Floats) -> Floats | None:
    """By how much the effects change without each question; None where one of them alone connects two groups."""
    residual = off - _about_mean(answered, weights, effects[:, None])
    start = inverse @ residual
    change = -start
    for _ in range(CORRECTIONS):
        corrected = inverse @ _about_mean(answered, weights, change) - start
        moved = np.abs(corrected - change).max(initial=0.0)
        change = corrected
        if moved < CLOSE:
            return change
    return None


def _about_mean(answered: Floats, weights: Floats, values: Floats) -> Floats:
    """Values of forecasters on each question, less their mean over those who answered it."""
    found: Floats = answered * (values - (weights * values).sum(axis=0))
    return found


def _reach(answered: Floats, weights: Floats, level: Floats, effects: Floats, changes: Floats) -> Floats:
    count = answered.shape[1]
    without = effects[:, None] + changes
    total = level.sum() - weights.sum(axis=1) @ without
    own = level - (weights * without).sum(axis=0)
    scores = without + (total - own) / (count - 1)
    spread = ((scores - scores.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    degrees = answered.sum(axis=1) - 1
    factors = np.array([quantile((1 + LEVEL) / 2, value) for value in degrees.tolist()])
    reach: Floats = factors * np.sqrt(spread * (count - 1) / count)
    return reach
