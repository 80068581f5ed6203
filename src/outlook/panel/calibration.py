"""Whether 30 % happened three times in ten: the people's forecasts of yes/no questions together, and one by one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outlook.scoring.calibration import BINS, Bin, wilson
from outlook.scoring.decomposition import Corp, Murphy, corp_of, murphy_of, pooled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.panel.cells import Cells, Floats

Classes = dict[float, tuple[int, int]]
MOST_CLASSES = 20_000
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Together:
    """How many forecasts, the Brier score taken apart in two ways, and the bins of the diagram.

    `rounding` is how much rounding the probabilities to four decimals has changed the Brier score, where there were too
    many distinct ones to look at each; else None.
    """

    n: int
    murphy: Murphy
    corp: Corp
    bins: tuple[Bin, ...]
    rounding: float | None = None


class Parts(NamedTuple):
    """The parts of one forecaster's Brier score: Murphy's two, and CORP's two."""

    reliability: float
    resolution: float
    miscalibration: float
    discrimination: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of all people together (None without yes/no questions), and of each forecaster and pool."""

    together: Together | None
    by_forecaster: Mapping[str, Parts]


def calibration(cells: Cells, people: int) -> Calibration:
    """The calibration of the forecasts that count, one a question; the first `people` of the cells are no pools."""
    outcomes = cells.questions.outcomes
    if not np.isin(outcomes, (0.0, 1.0)).all():
        return Calibration(None, {})
    rows = zip(cells.forecasters, cells.p, strict=True)
    each = {name: _parts(p[stated], outcomes[stated]) for name, p in rows if (stated := ~np.isnan(p)).any()}
    everything = cells.p[:people]
    stated = ~np.isnan(everything)
    return Calibration(_together(everything[stated], np.broadcast_to(outcomes, everything.shape)[stated]), each)


def _parts(p: Floats, outcomes: Floats) -> Parts:
    values, n, hits = _classes(p, outcomes)
    rate, base, total = hits / n, float(outcomes.mean()), len(p)
    brier = float((hits * (1 - values) ** 2 + (n - hits) * values**2).sum()) / total
    blocks = pooled(list(zip(n.astype(int).tolist(), hits.astype(int).tolist(), strict=True)))
    recalibrated = fsum(hit - hit * hit / size for size, hit, _ in blocks) / total
    return Parts(
        reliability=float((n * (values - rate) ** 2).sum()) / total,
        resolution=float((n * (rate - base) ** 2).sum()) / total,
        miscalibration=max(brier - recalibrated, 0.0),
        discrimination=max(base * (1 - base) - recalibrated, 0.0),
    )


def _together(p: Floats, outcomes: Floats) -> Together:
    values, n, hits = _classes(p, outcomes)
    rounding = None
    if len(values) > MOST_CLASSES:
        rounded = p.round(DECIMALS)
        rounding = float(((rounded - outcomes) ** 2).mean() - ((p - outcomes) ** 2).mean())
        values, n, hits = _classes(rounded, outcomes)
    counts = zip(values.tolist(), n.astype(int).tolist(), hits.astype(int).tolist(), strict=True)
    return together({value: (size, hit) for value, size, hit in counts}, rounding)


def together(found: Classes, rounding: float | None = None) -> Together:
    """The parts of distinct probabilities, each with how many stated it and how many of those came true."""
    return Together(sum(n for n, _ in found.values()), murphy_of(found), corp_of(found), _bins(found), rounding)


def _classes(p: Floats, outcomes: Floats) -> tuple[Floats, Floats, Floats]:
    """The distinct probabilities, how many stated each, and how many of those came true."""
    values, places, n = np.unique(p, return_inverse=True, return_counts=True)
    hits = np.bincount(places, weights=outcomes, minlength=len(values)).astype(np.float64)
    return values, n.astype(np.float64), hits


def _bins(found: Classes) -> tuple[Bin, ...]:
    held: dict[int, list[tuple[float, int, int]]] = {}
    edges = [k / BINS for k in range(1, BINS)]
    for p, (n, hits) in sorted(found.items()):
        held.setdefault(bisect_right(edges, p), []).append((p, n, hits))
    return tuple(_bin(place, rows) for place, rows in sorted(held.items()))


def _bin(place: int, rows: list[tuple[float, int, int]]) -> Bin:
    n, hits = sum(n for _, n, _ in rows), sum(hits for _, _, hits in rows)
    mean = fsum(p * count for p, count, _ in rows) / n
    return Bin(place / BINS, (place + 1) / BINS, n, hits, mean, hits / n, wilson(hits, n))
