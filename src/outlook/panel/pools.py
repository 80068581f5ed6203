"""All forecasters of a question together, as forecasters among the others: of yes/no questions and of choices.

Every rule makes one probability of those in force, by columns of a table of forecasters by questions or moments; NaN
where nobody has one, and where certainties that contradict each other have no pool. The columns of a choice are its
options: each is pooled by the rule, and then all are scaled to sum to 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outlook.model.values import POOL_PREFIX
from outlook.panel.cells import surprise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from outlook.panel.cells import Floats, Whole

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


class Pooled(NamedTuple):
    """What the pools say and score: one row a pool, one column a question or moment; `p` is NaN in choices."""

    p: Floats
    cost: Floats
    log: Floats


def names(*, timed: bool) -> tuple[str, ...]:
    """The forecasters that the pools are; without times none is more recent than another."""
    return tuple(f"{POOL_PREFIX}{name}" for name in RULES if timed or name != "recent")


def of_chances(p: Floats, at: Floats, outcomes: Floats, wanted: tuple[str, ...]) -> Pooled:
    """The pools of the probabilities in each column, which were stated at these times."""
    made = np.vstack([RULES[name.removeprefix(POOL_PREFIX)](p, at) for name in wanted])
    off = made - outcomes
    return Pooled(made, off * off, surprise(made, np.broadcast_to(outcomes, made.shape)))


def of_shares(shares: Floats, at: Floats, starts: Whole, true: NDArray[np.bool_], wanted: tuple[str, ...]) -> Pooled:
    """The pools of choices: a column is an option, and each choice's options lie together, the first at `starts`.

    `true` says of each column whether that option came true.
    """
    made = np.vstack([_shares(name.removeprefix(POOL_PREFIX), shares, at, starts) for name in wanted])
    off = made - true
    cost, chance = (np.add.reduceat(part, starts, axis=1) for part in (off * off, made * true))
    with np.errstate(divide="ignore"):
        return Pooled(np.full_like(cost, np.nan), cost, np.abs(np.log(chance)))


def _shares(rule: str, shares: Floats, at: Floats, starts: Whole) -> Floats:
    """One pool of choices; NaN where it leaves nothing to any option."""
    found = _logarithmic(shares, starts) if rule == "geometric" else RULES[rule](shares, at)
    total = _of_each(np.add, found, starts)
    with np.errstate(invalid="ignore"):
        return np.where(total > 0, found / total, np.nan)


def _logarithmic(shares: Floats, starts: Whole) -> Floats:
    """The geometric mean of each option, as a part of the largest one of its choice: with two, that of the odds."""
    n = (~np.isnan(shares)).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(n > 0, np.nansum(np.log(shares), axis=0) / n, np.nan)
        found: Floats = np.exp(logs - _of_each(np.maximum, logs, starts))
    return found


def _of_each(fold: np.ufunc, values: Floats, starts: Whole) -> Floats:
    """What the options of a choice come to, beside each of them."""
    found: Floats = np.repeat(fold.reduceat(values, starts), np.diff(starts, append=len(values)))
    return found
