"""The mean Brier score taken apart: how well calibrated, how well told apart, how hard the questions were.

Arguments and checks are those of `scoring.calibration`. Each decomposition adds up to the mean Brier score (one-sided,
0 to 1, lower is better) to the rounding of the last digits, and each is None without forecasts.

References: Murphy (1973), A new vector partition of the probability score, Journal of Applied Meteorology 12.
Stephenson, Coelho & Jolliffe (2008), Two extra components in the Brier score decomposition, Weather and Forecasting
23. Dimitriadis, Gneiting & Jordan (2021), Stable reliability diagrams for probabilistic classifiers, PNAS 118.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from outlook.scoring.calibration import BINS, binned, check_forecasts, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Murphy:
    """Brier = reliability - resolution + uncertainty, with one class for each distinct probability.

    All are squared probabilities. `reliability` (0 to 1, lower is better) is how far the probabilities lie from the
    rates; `resolution` (0 to `uncertainty`, higher is better) how far the rates lie from the base rate; `uncertainty`
    (0 to 0.25) belongs to the questions: the score of one who always says the base rate.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    classes: int


@dataclass(frozen=True, slots=True)
class MurphyBinned:
    """Brier = reliability - resolution + uncertainty + within_variance - within_covariance, over bins.

    A bin speaks with its mean probability. What that hides is in the last two: the spread of the probabilities within
    their bin (0 to 0.25, lower is better) and how that spread goes along with the outcomes (-0.5 to 0.5, higher is
    better).
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float
    bins: int


@dataclass(frozen=True, slots=True)
class Corp:
    """Brier = miscalibration - discrimination + uncertainty, against the best rising recalibration.

    `curve` is that recalibration: each distinct probability with the rate it should have been, neither ever falling.
    `miscalibration` (0 to 1, lower is better) is what recalibrating would gain, `discrimination` (0 to `uncertainty`,
    higher is better) what the recalibrated forecasts gain over always saying the base rate.
    """

    brier: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    curve: tuple[tuple[float, float], ...]


def murphy(ps: Sequence[float], outcomes: Sequence[int]) -> Murphy | None:
    """Murphy's decomposition with one class for each distinct probability p_k, stated n_k times with rate o_k.

    REL = sum of n_k (p_k - o_k)^2 / N, RES = sum of n_k (o_k - o)^2 / N, UNC = o (1 - o), o being the base rate.
    With few forecasts nearly every class holds one: then REL is close to the Brier score itself and says little.
    Reference: Murphy (1973).

    >>> found = murphy([0.25, 0.25, 0.75, 0.75], [0, 1, 1, 1])
    >>> found.brier, found.reliability, found.resolution, found.uncertainty
    (0.1875, 0.0625, 0.0625, 0.1875)
    """
    check_forecasts(ps, outcomes)
    if not ps:
        return None
    return murphy_of(classes(ps, outcomes))


def murphy_of(found: Mapping[float, tuple[int, int]]) -> Murphy:
    """`murphy` of counts: each distinct probability with how many stated it, and how many of those came true.

    >>> murphy_of({0.25: (2, 1), 0.75: (2, 2)}).reliability
    0.0625
    """
    rows = [(p, n, hits / n) for p, (n, hits) in found.items()]
    base, total = _rate_of(found)
    return Murphy(
        brier=_brier(found.items(), total),
        reliability=_reliability(rows, total),
        resolution=_resolution(rows, base, total),
        uncertainty=base * (1.0 - base),
        classes=len(found),
    )


def murphy_binned(ps: Sequence[float], outcomes: Sequence[int], bins: int = BINS) -> MurphyBinned | None:
    """Murphy's decomposition over the bins of `reliability`, with the two terms that make it add up again.

    Over the forecasts of each bin, p' and o' being their means: WBV = sum of (p - p')^2 / N, WBC = 2 x sum of
    (p - p')(o - o') / N. Reference: Stephenson, Coelho & Jolliffe (2008).

    >>> found = murphy_binned([0.12, 0.18], [0, 1])
    >>> round(found.within_variance, 6), round(found.within_covariance, 6)
    (0.0009, 0.03)
    """
    check_forecasts(ps, outcomes)
    held = list(binned(ps, outcomes, bins).values())
    if not held:
        return None
    base, total = _base_rate(outcomes), len(ps)
    rows = [(math.fsum(p for p, _ in one) / len(one), len(one), _base_rate([o for _, o in one])) for one in held]
    spread = [(p - mean, o - rate) for one, (mean, _, rate) in zip(held, rows, strict=True) for p, o in one]
    return MurphyBinned(
        brier=_brier(classes(ps, outcomes).items(), total),
        reliability=_reliability(rows, total),
        resolution=_resolution(rows, base, total),
        uncertainty=base * (1.0 - base),
        within_variance=math.fsum(p * p for p, _ in spread) / total,
        within_covariance=2.0 * math.fsum(p * o for p, o in spread) / total,
        bins=len(held),
    )


def corp(ps: Sequence[float], outcomes: Sequence[int]) -> Corp | None:
    """The CORP decomposition: no bins to choose, but the isotonic regression of outcomes on probabilities.

    MCB = BS(stated) - BS(recalibrated), DSC = BS(base rate) - BS(recalibrated), UNC = BS(base rate). Equal
    probabilities are pooled before adjacent violators are, so that the order of rows cannot matter.
    Reference: Dimitriadis, Gneiting & Jordan (2021).

    >>> found = corp([0.1, 0.4, 0.3, 0.9], [0, 0, 1, 1])
    >>> found.curve
    ((0.1, 0.0), (0.3, 0.5), (0.4, 0.5), (0.9, 1.0))
    >>> found.discrimination, found.uncertainty
    (0.125, 0.25)
    """
    check_forecasts(ps, outcomes)
    if not ps:
        return None
    return corp_of(classes(ps, outcomes))


def corp_of(counts: Mapping[float, tuple[int, int]]) -> Corp:
    """`corp` of counts: each distinct probability with how many stated it, and how many of those came true.

    >>> corp_of({0.1: (1, 0), 0.3: (1, 1), 0.4: (1, 0), 0.9: (1, 1)}).discrimination
    0.125
    """
    found = dict(sorted(counts.items()))
    fitted = _isotonic(list(found.values()))
    base, total = _rate_of(found)
    rows = [(p, n, rate) for rate, (p, (n, _)) in zip(fitted, found.items(), strict=True)]
    return Corp(
        brier=_brier(found.items(), total),
        miscalibration=_miscalibration(found, fitted, total),
        discrimination=_resolution(rows, base, total),
        uncertainty=base * (1.0 - base),
        curve=tuple((p, rate) for p, _, rate in rows),
    )


def miscalibration_of(ps: Sequence[float]) -> Callable[[Sequence[int]], float | None]:
    """The miscalibration of `corp` for probabilities of which many outcomes are tried.

    >>> round(miscalibration_of([0.1, 0.4, 0.3, 0.9])([0, 0, 1, 1]), 12)
    0.0425
    """
    in_order = sorted(range(len(ps)), key=ps.__getitem__)
    stated = [ps[place] for place in in_order]
    ends = [*(place for place in range(1, len(ps)) if stated[place] != stated[place - 1]), len(ps)]
    squared = math.fsum([p * p for p in stated])

    def miscalibration(outcomes: Sequence[int]) -> float | None:
        if not ps:
            return None
        happened = [outcomes[place] for place in in_order]
        hits = list(accumulate(happened, initial=0))
        counts = [(until - since, hits[until] - hits[since]) for since, until in pairwise([0, *ends])]
        # Σ (p - o)² - Σ (r - o)², where each block of n with h hits has the rate r = h/n.
        came = math.fsum([p for p, outcome in zip(stated, happened, strict=True) if outcome])
        recalibrated = math.fsum([hit * hit / n for n, hit, _ in pooled(counts)])
        return max((squared - 2 * came + recalibrated) / len(ps), 0.0)

    return miscalibration


def _miscalibration(found: Mapping[float, tuple[int, int]], fitted: Sequence[float], total: int) -> float:
    recalibrated = _brier(zip(fitted, found.values(), strict=True), total)
    # The difference cannot be negative, but the rounding of two nearly equal sums can.
    return max(_brier(found.items(), total) - recalibrated, 0.0)


def _isotonic(counts: Sequence[tuple[int, int]]) -> list[float]:
    """The rates, in order, that never fall and lie closest to hits/n of each class."""
    return [hits / n for n, hits, members in pooled(counts) for _ in range(members)]


def pooled(counts: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Pool adjacent violators: blocks of forecasts, hits and classes.

    Blocks are compared in whole numbers (hits x n of the other), so that no rounding decides what is pooled.
    """
    # The last block is held by its parts, as it is looked at for each class; under the first one lies a block to which
    # nothing is pooled.
    blocks: list[tuple[int, int, int]] = []
    last, came_last, members_last = 0, -1, 0
    for n, hits in counts:
        whole, came, members = n, hits, 1
        while came_last * whole >= came * last:
            whole, came, members = last + whole, came_last + came, members_last + members
            last, came_last, members_last = blocks.pop()
        blocks.append((last, came_last, members_last))
        last, came_last, members_last = whole, came, members
    return [*blocks[1:], (last, came_last, members_last)] if blocks else []


def _brier(found: Iterable[tuple[float, tuple[int, int]]], total: int) -> float:
    """The mean of the squares of the classes: of the hits of each, and of its misses."""
    parts: list[float] = []
    for p, (n, hits) in found:
        parts += hits * (1.0 - p) ** 2, (n - hits) * p**2
    return math.fsum(parts) / total


def _rate_of(found: Mapping[float, tuple[int, int]]) -> tuple[float, int]:
    """The base rate, and of how many forecasts."""
    total = sum(n for n, _ in found.values())
    return sum(hits for _, hits in found.values()) / total, total


def _base_rate(outcomes: Sequence[int]) -> float:
    return sum(bool(outcome) for outcome in outcomes) / len(outcomes)


def _reliability(rows: Iterable[tuple[float, int, float]], total: int) -> float:
    return math.fsum(n * (p - rate) ** 2 for p, n, rate in rows) / total


def _resolution(rows: Iterable[tuple[float, int, float]], base: float, total: int) -> float:
    return math.fsum(n * (rate - base) ** 2 for _, n, rate in rows) / total
