"""All forecasters of a question together, as forecasters among the others: yes/no questions only.

Every rule makes one probability of those in force, by columns of a table of forecasters by questions or moments; NaN
where nobody has one, and where certainties that contradict each other have no pool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from outlook.model.values import POOL_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from outlook.panel.cells import Floats

TENTH = 10
FEWEST_TRIMMED = 3


def mean(p: Floats, _at: Floats) -> Floats:
    """The mean of the probabilities."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.nansum(p, axis=0) / (~np.isnan(p)).sum(axis=0)
    return found


def median(p: Floats, _at: Floats) -> Floats:
    """The middle one; the mean of the two middle ones of an even number."""
    n = (~np.isnan(p)).sum(axis=0)
    ranked = np.sort(p, axis=0)
    places = np.maximum(n - 1, 0) // 2, np.minimum(n // 2, len(p) - 1)
    low, high = (np.take_along_axis(ranked, place[None, :], axis=0)[0] for place in places)
    return np.where(n > 0, (low + high) / 2, np.nan)


def geometric(p: Floats, _at: Floats) -> Floats:
    """The geometric mean of odds: log-odds are averaged. 0 and 1 decide it alone, and have no pool together."""
    n = (~np.isnan(p)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(p) - np.log1p(-p)
        total = np.nansum(np.where(np.isinf(odds), 0.0, odds), axis=0)
        pooled = 1 / (1 + np.exp(-total / n))
    no, yes = (p == 0).any(axis=0), (p == 1).any(axis=0)
    return np.where((n == 0) | (no & yes), np.nan, np.where(no, 0.0, np.where(yes, 1.0, pooled)))


def trimmed(p: Floats, _at: Floats) -> Floats:
    """The mean without the lowest and the highest tenth: at least one each, from three forecasters on."""
    n = (~np.isnan(p)).sum(axis=0)
    cut = np.where(n >= FEWEST_TRIMMED, np.maximum(n // TENTH, 1), 0)
    ranked = np.sort(p, axis=0)
    place = np.arange(len(p))[:, None]
    inside = (place >= cut) & (place < n - cut)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(inside, ranked, 0.0).sum(axis=0) / inside.sum(axis=0)
    return found


def recent(p: Floats, at: Floats) -> Floats:
    """The mean in which the k-th oldest of n forecasts weighs exp(sqrt(k) - sqrt(n)): the newer, the more."""
    n = (~np.isnan(p)).sum(axis=0)
    age = np.argsort(np.argsort(np.where(np.isnan(p), np.inf, at), axis=0, kind="stable"), axis=0, kind="stable")
    weight = np.where(np.isnan(p), 0.0, np.exp(np.sqrt(age + 1) - np.sqrt(n)))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = (weight * np.nan_to_num(p)).sum(axis=0) / weight.sum(axis=0)
    return found


RULES: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "mean": mean,
    "median": median,
    "geometric": geometric,
    "trimmed": trimmed,
    "recent": recent,
}
MEDIAN = f"{POOL_PREFIX}median"


def names(*, timed: bool) -> tuple[str, ...]:
    """The forecasters that the pools are; without times none is more recent than another."""
    return tuple(f"{POOL_PREFIX}{name}" for name in RULES if timed or name != "recent")


def pooled(p: Floats, at: Floats, wanted: tuple[str, ...]) -> Floats:
    """One row a pool, of the probabilities in each column and when they were stated."""
    return np.vstack([RULES[name.removeprefix(POOL_PREFIX)](p, at) for name in wanted])
