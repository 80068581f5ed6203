"""What an indicator is worth before the outcome is known, and which way it pointed once it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from outlook.evidence.steps import logarithm, moved
from outlook.model.belief import Chance, Shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.evidence.weigh import Weighed
    from outlook.model.forecast import Forecast, IndicatorLink

# Below this an indicator tells next to nothing, whatever is seen: in bits.
NEXT_TO_NOTHING = 0.005


@dataclass(frozen=True, slots=True)
class Bearing:
    """How far a sign pointed to what happened, in bits: log2 of the probability of that over the same without its move.

    Signs that were weighed together share what they move: the move of each is its part (as `explain` prints it), and
    not what would be missing had the others been weighed without it.
    """

    name: str
    bits: float


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The signs that made what happened likelier (`right`), less likely (`wrong`), or moved nothing (`silent`).

    Those that moved most come first.
    """

    right: tuple[Bearing, ...]
    wrong: tuple[Bearing, ...]
    silent: tuple[str, ...]


def information(forecast: Forecast, link: IndicatorLink) -> float | None:
    """The indicator's mutual information with the outcome at the prior, in bits; None where there is no such prior.

    Range 0 (says nothing) to the entropy of the prior.
    """
    prior = forecast.prior
    return diagnosticity(link.likelihood, prior.shares) if isinstance(prior, Chance | Shares) else None


def uninformative(forecast: Forecast) -> tuple[str, ...]:
    """The indicators of a forecast that tell next to nothing at its prior."""
    worth = ((link.id, information(forecast, link)) for link in forecast.indicators)
    return tuple(name for name, bits in worth if bits is not None and bits < NEXT_TO_NOTHING)


def diagnosticity(likelihood: Mapping[str, float], prior: Mapping[str, float]) -> float:
    """The mutual information of an indicator with the outcome, in bits; 0 says nothing, at most 1.

    I = Σ_s P(s) Σ_x P(x|s) log2(P(x|s)/P(x)), with s the outcomes at their prior and x seen or not seen.

    >>> round(diagnosticity({"yes": 1.0, "no": 0.0}, {"yes": 0.5, "no": 0.5}), 3)
    1.0
    """
    seen = sum(prior[outcome] * likelihood[outcome] for outcome in prior)
    total = 0.0
    for outcome, share in prior.items():
        for given, overall in ((likelihood[outcome], seen), (1 - likelihood[outcome], 1 - seen)):
            if share > 0 and given > 0:
                total += share * given * (log(given / overall) / log(2))
    return max(total, 0.0)


def verdicts(weighed: Weighed, outcome: str) -> Verdicts:
    """How the signs judged, by what each did to the probability of the outcome that came true.

    The silence of a sign judges too, as does a report with a ratio of its own.
    """
    judged = zip(weighed.steps, _bits(weighed, outcome), strict=True)
    found = [Bearing(step.name, bits) for step, bits in judged]
    moved_most = sorted(found, key=lambda one: -abs(one.bits))
    return Verdicts(
        right=tuple(one for one in moved_most if one.bits > 0),
        wrong=tuple(one for one in moved_most if one.bits < 0),
        silent=tuple(one.name for one in found if one.bits == 0),
    )


def _bits(weighed: Weighed, outcome: str) -> list[float]:
    """Of each step log2 of the outcome's probability over that without what it moved; infinite where it decided."""
    base, moves = weighed.base, [step.moves for step in weighed.steps]
    if not isinstance(base, Chance | Shares) or outcome not in base.shares:
        return [0.0] * len(moves)
    shares = base.shares
    with_all = moved(shares, moves)
    return [
        _gained(with_all, moved(shares, [*moves[:place], *moves[place + 1 :]]), outcome) if any(own.values()) else 0.0
        for place, own in enumerate(moves)
    ]


def _gained(with_it: Mapping[str, float] | None, without: Mapping[str, float] | None, outcome: str) -> float:
    if with_it is None or without is None:
        return 0.0
    after, before = with_it[outcome], without[outcome]
    if after == before:
        return 0.0
    return (logarithm(after) - logarithm(before)) / log(2)
