"""What to look at next: the sign whose answer would improve the expected Brier score most.

For an unseen sign at the current shares: with q_s the chance that it is still to be seen before the close under each
outcome, P(x) = Σ p_s·q_s is the chance to see it, and what is saved is ½·[P(x)·Σ(a - p)² + (1 - P(x))·Σ(b - p)²], where
a and b are the shares once it is seen, or is not seen until the close.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.evidence.indicators import diagnosticity
from outlook.evidence.steps import Step, as_belief
from outlook.model.belief import Belief, Chance, Shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outlook.evidence.weigh import Weighed
    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at one sign would be worth.

    `saved` is by how much the expected Brier score would fall, 0 to 1; of a choice half the sum over its options, so
    that the two can be ranked together. `bits` is the information, 0 to 1 for yes or no.
    `chance` is how likely the sign is still to be seen by the close, `seen` and `unseen` are the forecast in either
    case.
    """

    sign: str
    saved: float
    bits: float
    chance: float
    seen: Belief
    unseen: Belief


def looks(forecast: Forecast, weighed: Weighed) -> tuple[Look, ...]:
    """What a look at each unseen sign is worth now, the most first; none of a forecast of which nothing is implied.

    A sign that was reported, whenever and wherever, is not unseen.
    """
    implied = weighed.implied
    if not isinstance(implied, Chance | Shares):
        return ()
    open_signs = (step for step in weighed.steps if step.state == "unseen" and not step.is_heard and not step.is_stated)
    found = (_look(forecast, step, implied.shares, weighed.share) for step in open_signs)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.saved, one.sign)))


def still_to_come(seen: float, share: float) -> float:
    """The chance that a sign not seen so far is seen before the close, 0 to 1, when a share of the window has gone.

    >>> still_to_come(0.5, 0.0), round(still_to_come(0.5, 0.5), 4)
    (0.5, 0.3333)
    """
    left = 1 - share * seen
    return seen * (1 - share) / left if left else 0.0


def _look(forecast: Forecast, step: Step, shares: Mapping[str, float], gone: float) -> Look | None:
    coming = {name: still_to_come(seen, gone) for name, seen in step.likelihood.items()}
    chance = sum(shares[name] * coming[name] for name in shares)
    seen = _given({name: shares[name] * coming[name] for name in shares}) or shares
    unseen = _given({name: shares[name] * (1 - coming[name]) for name in shares}) or shares
    saved = sum(
        chance * (seen[name] - share) ** 2 + (1 - chance) * (unseen[name] - share) ** 2
        for name, share in shares.items()
    )
    after, instead = as_belief(forecast, seen), as_belief(forecast, unseen)
    if after is None or instead is None:
        return None
    return Look(step.name, saved / 2, diagnosticity(coming, shares), chance, after, instead)


def _given(weights: Mapping[str, float]) -> Mapping[str, float] | None:
    whole = sum(weights.values())
    return {name: weight / whole for name, weight in weights.items()} if whole else None
