"""Bayes' rule for somebody who knows every parameter of a world, and which reports are echoes, but not what is so.

The causes that signs share are integrated by Gauss–Hermite quadrature (24 nodes over the cause of all signs, and for
each of them 24 over the cause of each group: given the causes, signs are independent), the time of an event by a
deadline by Gauss–Legendre quadrature (16 nodes on each side of the moment from which its signs cannot have come yet).
A falsehood that takes in all sources is integrated exactly: it is a step function of one uniform number.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import exp, prod, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from worlds.draw import MATCHES, Sign, Source, World, arrived, hazard, matches
from worlds.regimes import Regime

NODES, MOMENTS = 24, 16
NORMAL = NormalDist()
Numbers = NDArray[np.float64]


def exact(world: World) -> tuple[float, ...]:
    """The probability of each outcome."""
    weights = [_weight(world, outcome) for outcome in range(len(world.prior))]
    return tuple(weight / sum(weights) for weight in weights)


def _weight(world: World, outcome: int) -> float:
    """P(outcome and everything that was reported), up to what all outcomes share."""
    lead = world.regime.lead
    if lead is None:
        return world.prior[outcome] * _likelihood(world, outcome, [world.gone])[0]
    rate = hazard(world.prior)
    if outcome == 1:
        return exp(-rate) * _likelihood(world, 1, [world.gone])[0]
    moments, weights = _moments(world.gone, lead)
    shares = [arrived(world.gone, moment, lead) for moment in moments]
    likelihoods = _likelihood(world, 0, shares)
    return sum(
        weight * rate * exp(-rate * moment) * likelihood
        for moment, weight, likelihood in zip(moments, weights, likelihoods, strict=True)
    )


def _moments(gone: float, lead: float) -> tuple[list[float], list[float]]:
    """Nodes and weights over the rest of the window, cut where the first sign of an event would still be to come."""
    nodes, weights = np.polynomial.legendre.leggauss(MOMENTS)
    cuts = sorted({gone, 1.0, min(max(gone + lead, gone), 1.0), min(max(lead, gone), 1.0)})
    places: list[float] = []
    sizes: list[float] = []
    for low, high in pairwise(cuts):
        places += list((low + high) / 2 + (high - low) / 2 * nodes)
        sizes += list((high - low) / 2 * weights)
    return places, sizes


def _likelihood(world: World, outcome: int, shares: Sequence[float]) -> list[float]:
    """P(reports | outcome) for each share of the signs to come that have come."""
    regime = world.regime
    places, weights_of_all = _hermite(NODES if regime.shared_by_all else 1)
    places_of_group, weights_of_group = _hermite(NODES if regime.shared else 1)
    gone = np.array(shares)[:, None, None]  # share × cause of all × cause of a group
    over_all, of_group = places[None, :, None], places_of_group[None, None, :]
    alone = np.ones((len(shares), len(places)))
    groups: dict[int, Numbers] = {}
    for sign in world.signs:
        if sign.is_old:
            continue
        seen = _of_sign(regime, sign, outcome, gone, over_all, of_group)
        if sign.group is None:
            alone = alone * seen[:, :, 0]
        else:
            groups[sign.group] = groups.get(sign.group, np.ones_like(seen)) * seen
    for members in groups.values():
        alone = alone * (members @ weights_of_group)
    return [float(one) for one in alone @ weights_of_all]


def _of_sign(regime: Regime, sign: Sign, outcome: int, gone: Numbers, over_all: Numbers, of_group: Numbers) -> Numbers:
    """P(what was reported of a sign | the causes)."""
    within = regime.shared if sign.group is not None else 0.0
    cause = sqrt(regime.shared_by_all) * over_all + sqrt(within) * of_group
    left = sqrt(1.0 - within - regime.shared_by_all)
    chance, halfway = sign.chances[outcome], sign.halfway[outcome]
    come = _below(chance, cause, left)
    half = _below(chance + halfway, cause, left) - come if halfway else np.zeros_like(come)
    true, partly, false = _reports_if(regime, sign)
    found: Numbers = false + gone * (come * (true - false) + half * (partly - false))
    return found


def _below(chance: float, cause: Numbers, left: float) -> Numbers:
    return _normal((NORMAL.inv_cdf(chance) - cause) / left)


def _normal(values: Numbers) -> Numbers:
    """Φ, from a table that is fine enough for seven digits."""
    grid, levels = _table()
    found: Numbers = np.interp(values, grid, levels)
    return found


@cache
def _table() -> tuple[Numbers, Numbers]:
    grid = np.linspace(-9.0, 9.0, 36_001)
    return grid, np.array([NORMAL.cdf(float(one)) for one in grid])


@cache
def _hermite(count: int) -> tuple[Numbers, Numbers]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


# ── what sources report ──


def _reports_if(regime: Regime, sign: Sign) -> tuple[float, float, float]:
    """P(what was reported | the sign has come, has come half-way, has not come)."""
    kept = regime.reported * sign.kept
    true = prod(_one(regime, source, kept * (1.0 - regime.retracted)) for source in sign.sources)
    partly = prod(_one(regime, source, kept * (1.0 - regime.retracted), is_half=True) for source in sign.sources)
    false_kept = kept * (1.0 - regime.retracted_if_false)
    apart = prod(_false(regime, source, false_kept, 1.0 - source.reliability) for source in sign.sources)
    common = regime.common_falsehood
    together = _together(regime, sign.sources, false_kept) if common else 0.0
    return true, partly, (1.0 - common) * apart + common * together


def _one(regime: Regime, source: Source, shown: float, *, is_half: bool = False) -> float:
    """P(what this source said | it would say it if it were asked to show it)."""
    if source.match is None:
        return 1.0 - shown
    return shown * matches(regime, is_half=is_half)[MATCHES.index(source.match)]


def _false(regime: Regime, source: Source, shown: float, taken_in: float) -> float:
    return taken_in * _one(regime, source, shown) + (1.0 - taken_in) * (source.match is None)


def _together(regime: Regime, sources: Sequence[Source], shown: float) -> float:
    """One uniform number decides for all who is taken in: those whose chance to be wrong is above it."""
    cuts = sorted({0.0, 1.0, *(1.0 - source.reliability for source in sources)})
    return sum(
        (high - low)
        * prod(_false(regime, source, shown, float(1.0 - source.reliability >= high)) for source in sources)
        for low, high in pairwise(cuts)
    )
