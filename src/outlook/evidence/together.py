"""Signs at a moment: what each says by then, and how those that share a cause count together.

Within a group what speaks for and what speaks against are each taken as a norm, S = (Σ ℓ^q)^(1/q), with
q = 1/(1 - ρ): ρ = 0 adds up, ρ = 1 lets only the strongest count. A sign's weight is its part in that, ∂S/∂ℓ, so that
the weights times the logs are S again.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf, isnan
from typing import TYPE_CHECKING

from outlook.evidence.steps import Step, log_ratios, poles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outlook.evidence.signs import Sign
    from outlook.model.forecast import Forecast


def steps_at(forecast: Forecast, signs: Sequence[Sign], share: float, weight: float) -> tuple[Step, ...]:
    """The steps of the signs when a share of the window has gone, 0 to 1, with that weight of evidence."""
    effects = [log_ratios(forecast, sign.ratio, sign.likelihood, share_of(sign, share)) for sign in signs]
    weights = weights_of([(sign.group, sign.correlation) for sign in signs], effects, with_sides=bool(poles(forecast)))
    return tuple(
        Step(
            name=sign.name,
            state=sign.state,
            group=sign.group,
            reports=sign.reports,
            ratio=sign.ratio,
            likelihood=sign.likelihood,
            log_ratios=effect,
            weight=weight * part,
            share=share_of(sign, share),
            vigilance=sign.vigilance,
            is_heard=sign.is_heard,
            is_stated=sign.is_stated,
            correlation=sign.correlation,
        )
        for sign, effect, part in zip(signs, effects, weights, strict=True)
    )


def share_of(sign: Sign, share: float) -> float:
    """The part of the window in which the sign has had time to come: all of it once it was seen."""
    return 1.0 if sign.ratio > 1 else share


def weights_of(
    groups: Sequence[tuple[str | None, float]], effects: Sequence[Mapping[str, float]], *, with_sides: bool
) -> list[float]:
    """The weight of each sign, 0 to 1, by its group with that group's correlation; 1 outside groups.

    With sides, what speaks for and what speaks against are weighed apart; the options of a choice have none.
    """
    strengths = [_strength(effect, with_sides=with_sides) for effect in effects]
    return weights_of_strengths(groups, strengths, with_sides=with_sides)


def weights_of_strengths(
    groups: Sequence[tuple[str | None, float]], strengths: Sequence[float], *, with_sides: bool = True
) -> list[float]:
    """The same by how far each sign moves, which has a side where there are sides."""
    together: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, (group, _) in enumerate(groups):
        if group is not None:
            together[group, with_sides and strengths[place] < 0].append(place)
    weights = [1.0] * len(strengths)
    moving = {group for (group, _), strength in zip(groups, strengths, strict=True) if strength}
    for members in together.values():
        correlation = groups[members[0]][1]
        sizes = [abs(strengths[place]) for place in members]
        for place, weight in zip(members, norm_weights(sizes, correlation), strict=True):
            # What moves nothing is on neither side: it has no part in a group where another one moves.
            is_still = not strengths[place] and correlation > 0 and groups[place][0] in moving
            weights[place] = 0.0 if is_still else weight
    return weights


def norm_weights(sizes: Sequence[float], correlation: float) -> list[float]:
    """How much each of a group counts: (size / norm)^(q-1), with the norm (Σ size^q)^(1/q) and q = 1/(1 - ρ).

    Of certain ones only they count, and at ρ = 1 the strongest, who share equally.

    >>> [round(weight, 4) for weight in norm_weights([3.0, 4.0], 0.5)]
    [0.6, 0.8]
    """
    largest = max(sizes, default=0.0)
    if largest == 0 or correlation == 0 or len(sizes) == 1 or any(map(isnan, sizes)):
        return [1.0] * len(sizes)
    shares = [float(size == inf) if largest == inf else size / largest for size in sizes]
    if correlation == 1:
        tied = shares.count(1.0)
        return [1 / tied if share == 1 else 0.0 for share in shares]
    power = 1 / (1 - correlation)
    norm = float(sum(share**power for share in shares) ** (1 / power))
    return [float((share / norm) ** (power - 1)) for share in shares]


def _strength(effect: Mapping[str, float], *, with_sides: bool) -> float:
    """How far a sign moves: its log ratio with its side, or the spread of the log likelihoods over the options."""
    if with_sides:
        (value,) = effect.values()
        return value
    return _spread(effect.values())


def _spread(values: Iterable[float]) -> float:
    found = list(values)
    low, high = min(found), max(found)
    return 0.0 if low == high else high - low
