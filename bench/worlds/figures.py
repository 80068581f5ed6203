"""The scores of the judges of one regime, each with its standard error, and their differences world by world."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from worlds.judges import JUDGES, Probabilities

Numbers = NDArray[np.float64]
SMALLEST = 1e-12  # a logarithm is taken of nothing smaller
STEPS = 40


class Figure(NamedTuple):
    """A mean and its standard error."""

    value: float
    error: float


class Told(NamedTuple):
    """What happened in a world, by its place among the outcomes, and what each judge said of it."""

    outcome: int
    said: tuple[Probabilities, ...]


@dataclass(frozen=True)
class Scores:
    """One judge in one regime.

    `brier` is half the sum over the outcomes of (p − happened)², 0 to 1, lower is better: of yes and no it is the
    square of one difference. `log` is −ln p of what happened, lower is better. `bias` is the mean probability of the
    first outcome (yes) minus how often it happened. `slope` is that of a logistic regression of the first outcome on
    its log-odds: 1 is calibrated, below 1 is too bold.
    """

    brier: Figure
    log: Figure
    bias: Figure
    slope: Figure


@dataclass(frozen=True)
class Result:
    """All judges in one regime.

    `differences` are the rule's Brier scores minus those of the prior and of the classic rule, world by world.
    """

    name: str
    worlds: int
    base_rate: float
    scores: dict[str, Scores]
    differences: dict[str, Figure]


def result(name: str, told: Sequence[Told]) -> Result:
    """The figures of a regime."""
    happened = np.array([float(one.outcome == 0) for one in told])
    losses = {judge: _losses(told, place) for place, judge in enumerate(JUDGES)}
    scores = {judge: _scores(told, place, losses[judge], happened) for place, judge in enumerate(JUDGES)}
    differences = {other: _mean(losses["rule"] - losses[other]) for other in ("prior", "classic")}
    return Result(name, len(told), float(happened.mean()), scores, differences)


def over_all(results: Sequence[Result]) -> Result:
    """The means over the regimes, each of the same weight."""
    scores = {
        judge: Scores(*(_over(figures) for figures in zip(*(_four(one.scores[judge]) for one in results), strict=True)))
        for judge in JUDGES
    }
    differences = {name: _over([one.differences[name] for one in results]) for name in results[0].differences}
    worlds = sum(one.worlds for one in results)
    return Result("mean", worlds, sum(one.base_rate for one in results) / len(results), scores, differences)


def _four(scores: Scores) -> tuple[Figure, ...]:
    return scores.brier, scores.log, scores.bias, scores.slope


def _over(figures: Sequence[Figure]) -> Figure:
    mean = sum(one.value for one in figures) / len(figures)
    return Figure(mean, sqrt(sum(one.error**2 for one in figures)) / len(figures))


def _losses(told: Sequence[Told], judge: int) -> Numbers:
    return np.array([_brier(one.said[judge], one.outcome) for one in told])


def _brier(said: Probabilities, outcome: int) -> float:
    return sum((share - (place == outcome)) ** 2 for place, share in enumerate(said)) / 2


def _scores(told: Sequence[Told], judge: int, losses: Numbers, happened: Numbers) -> Scores:
    first = np.array([one.said[judge][0] for one in told])
    logs = np.array([-log(max(one.said[judge][one.outcome], SMALLEST)) for one in told])
    return Scores(_mean(losses), _mean(logs), _mean(first - happened), _slope(first, happened))


def _mean(values: Numbers) -> Figure:
    return Figure(float(values.mean()), float(values.std(ddof=1)) / sqrt(len(values)))


def _slope(first: Numbers, happened: Numbers) -> Figure:
    """Newton's method on the log-likelihood; the error is from the curvature there."""
    inside = np.clip(first, SMALLEST, 1.0 - SMALLEST)
    columns = np.stack([np.ones_like(inside), np.log(inside / (1.0 - inside))], axis=1)
    found, curvature = np.zeros(2), np.eye(2)
    for _ in range(STEPS):
        fitted = 1.0 / (1.0 + np.exp(-np.clip(columns @ found, -30.0, 30.0)))
        curvature = columns.T @ (columns * (fitted * (1.0 - fitted))[:, None])
        step = np.linalg.solve(curvature, columns.T @ (happened - fitted))
        found = found + np.clip(step, -1.0, 1.0)
        if float(np.abs(step).max()) < 1e-9:
            break
    return Figure(float(found[1]), float(np.sqrt(np.linalg.inv(curvature)[1, 1])))
