"""Whether 30 % happened three times in ten: the people's forecasts of yes/no questions together, and one by one."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from outlook.scoring.calibration import BINS, Bin, wilson
from outlook.scoring.decomposition import Corp, Murphy, corp_of, murphy_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.panel.cells import Cells, Floats

Classes = dict[float, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Parts:
    """How many forecasts, the Brier score taken apart in two ways, and the bins of the diagram."""

    n: int
    murphy: Murphy
    corp: Corp
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of all people together (None without yes/no questions), and of each forecaster and pool."""

    together: Parts | None
    by_forecaster: Mapping[str, Parts]


def calibration(cells: Cells, people: int) -> Calibration:
    """The calibration of the forecasts that count, one a question; the first `people` of the cells are no pools."""
    if not np.isin(cells.questions.outcomes, (0.0, 1.0)).all():
        return Calibration(None, {})
    each = {name: _classes(row, cells.questions.outcomes) for name, row in zip(cells.forecasters, cells.p, strict=True)}
    together: dict[float, tuple[int, int]] = {}
    for name in cells.forecasters[:people]:
        for p, (n, hits) in each[name].items():
            before = together.get(p, (0, 0))
            together[p] = before[0] + n, before[1] + hits
    return Calibration(_parts(together), {name: _parts(found) for name, found in each.items() if found})


def _classes(p: Floats, outcomes: Floats) -> Classes:
    stated = ~np.isnan(p)
    values, places, counts = np.unique(p[stated], return_inverse=True, return_counts=True)
    hits = np.bincount(places, weights=outcomes[stated], minlength=len(values)).astype(np.int64)
    return {value: (n, hit) for value, n, hit in zip(values.tolist(), counts.tolist(), hits.tolist(), strict=True)}


def _parts(found: Classes) -> Parts:
    return Parts(sum(n for n, _ in found.values()), murphy_of(found), corp_of(found), _bins(found))


def _bins(found: Classes) -> tuple[Bin, ...]:
    held: dict[int, list[tuple[float, int, int]]] = {}
    edges = [k / BINS for k in range(1, BINS)]
    for p, (n, hits) in sorted(found.items()):
        held.setdefault(int(np.searchsorted(edges, p, side="right")), []).append((p, n, hits))
    return tuple(_bin(place, rows) for place, rows in sorted(held.items()))


def _bin(place: int, rows: list[tuple[float, int, int]]) -> Bin:
    n, hits = sum(n for _, n, _ in rows), sum(hits for _, _, hits in rows)
    mean = fsum(p * count for p, count, _ in rows) / n
    return Bin(place / BINS, (place + 1) / BINS, n, hits, mean, hits / n, wilson(hits, n))
