"""Whether 30 % happened three times in ten: the people's forecasts of yes/no questions together, and one by one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from outlook.scoring.calibration import BINS, Bin, counted_once, wilson
from outlook.scoring.decomposition import Corp, Murphy, corp_of, murphy_of, pooled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from outlook.panel.cells import Cells, Floats, Whole

Classes = dict[float, tuple[int, int]]
EDGES = tuple(k / BINS for k in range(1, BINS))
MOST_CLASSES = 20_000
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Together:
    """How many forecasts of how many questions, the Brier score taken apart in two ways, and the bins of the diagram.

    The intervals of `bins` take each forecast for a question of its own; those of `by_question` take the forecasts of
    one question for what they are, one outcome. `rounding` is how much rounding the probabilities to four
    decimals has changed the Brier score, where there were too many distinct ones to look at each; else None.
    """

    n: int
    questions: int
    murphy: Murphy
    corp: Corp
    bins: tuple[Bin, ...]
    by_question: tuple[Bin, ...]
    rounding: float | None = None


class Parts(NamedTuple):
    """The parts of one forecaster's Brier score: Murphy's two, and CORP's two."""

    reliability: float
    resolution: float
    miscalibration: float
    discrimination: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of all people together (None without yes/no questions), and of each forecaster and pool.

    `withheld` questions have an outcome, and a scheduled close that has not passed: they are in no calibration.
    """

    together: Together | None
    by_forecaster: Mapping[str, Parts]
    withheld: int = 0


def past_close(cells: Cells, people: int, closed: NDArray[np.bool_]) -> Calibration:
    """The calibration of questions that were settled as yes or no and whose scheduled close has passed.

    What happens is settled early, and what does not at the close: the others would tilt it.
    """
    is_named = np.isin(cells.questions.outcomes, (0.0, 1.0))
    found = calibration(cells.of(is_named & closed), people) if (is_named & closed).any() else Calibration(None, {})
    return replace(found, withheld=int((is_named & ~closed).sum()))


def calibration(cells: Cells, people: int) -> Calibration:
    """The calibration of the forecasts that count, one a question; the first `people` of the cells are no pools."""
    outcomes = cells.questions.outcomes
    if not np.isin(outcomes, (0.0, 1.0)).all():
        return Calibration(None, {})
    rows = zip(cells.forecasters, cells.p, strict=True)
    each = {name: _parts(p[stated], outcomes[stated]) for name, p in rows if (stated := ~np.isnan(p)).any()}
    everything = cells.p[:people]
    stated = ~np.isnan(everything)
    return Calibration(_together(everything[stated], outcomes, np.nonzero(stated)[1]), each)


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


def _together(p: Floats, outcomes: Floats, asked: Whole) -> Together:
    """Probabilities of questions, each with the place of its question among the outcomes."""
    happened = outcomes[asked]
    values, n, hits = _classes(p, happened)
    rounding = None
    if len(values) > MOST_CLASSES:
        rounded = p.round(DECIMALS)
        rounding = float(((rounded - happened) ** 2).mean() - ((p - happened) ** 2).mean())
        values, n, hits = _classes(rounded, happened)
        p = rounded
    counts = zip(values.tolist(), n.astype(int).tolist(), hits.astype(int).tolist(), strict=True)
    shared, questions = _shared(p, asked, len(outcomes)), len(np.unique(asked))
    return together({value: (size, hit) for value, size, hit in counts}, questions, shared, rounding)


def _shared(p: Floats, asked: Whole, questions: int) -> Mapping[int, int]:
    """Of each bin the sum of the squares of how many forecasts it has of each question."""
    keys, counts = np.unique(np.searchsorted(EDGES, p, side="right") * questions + asked, return_counts=True)
    places, numbers = np.unique(keys // questions, return_inverse=True)
    squares = np.bincount(numbers, weights=counts.astype(np.float64) ** 2)
    return dict(zip(places.tolist(), squares.astype(int).tolist(), strict=True))


def together(found: Classes, questions: int, shared: Mapping[int, int], rounding: float | None = None) -> Together:
    """The parts of distinct probabilities, each with how many stated it and how many of those came true.

    `shared` has of each bin, by its number, the sum of the squares of how many forecasts it has of each question.
    """
    bins = _bins(found)
    by_question = tuple(counted_once(one, one.n**2 / shared[place]) for place, one in bins.items())
    n = sum(n for n, _ in found.values())
    return Together(n, questions, murphy_of(found), corp_of(found), tuple(bins.values()), by_question, rounding)


def _classes(p: Floats, outcomes: Floats) -> tuple[Floats, Floats, Floats]:
    """The distinct probabilities, how many stated each, and how many of those came true."""
    values, places, n = np.unique(p, return_inverse=True, return_counts=True)
    hits = np.bincount(places, weights=outcomes, minlength=len(values)).astype(np.float64)
    return values, n.astype(np.float64), hits


def _bins(found: Classes) -> dict[int, Bin]:
    held: dict[int, list[tuple[float, int, int]]] = {}
    for p, (n, hits) in sorted(found.items()):
        held.setdefault(bisect_right(EDGES, p), []).append((p, n, hits))
    return {place: _bin(place, rows) for place, rows in sorted(held.items())}


def _bin(place: int, rows: list[tuple[float, int, int]]) -> Bin:
    n, hits = sum(n for _, n, _ in rows), sum(hits for _, _, hits in rows)
    mean = fsum(p * count for p, count, _ in rows) / n
    return Bin(place / BINS, (place + 1) / BINS, n, hits, mean, hits / n, wilson(hits, n))
