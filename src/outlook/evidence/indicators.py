"""What an indicator is worth before the outcome is known, and which way it pointed once it is."""

from dataclasses import dataclass
from math import exp

from outlook.evidence.weigh import Step, Weighed, diagnosticity
from outlook.model.belief import Chance, Shares
from outlook.model.forecast import Forecast, IndicatorLink

# Below this an indicator tells next to nothing, whatever is seen: in bits.
NEXT_TO_NOTHING = 0.005


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The indicators that made what happened likelier (`right`), less likely (`wrong`), or moved nothing (`silent`)."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
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


def verdicts(forecast: Forecast, weighed: Weighed, outcome: str) -> Verdicts:
    """How the indicators judged, by what they did to the odds of the outcome that came true."""
    listed = {link.id for link in forecast.indicators}
    pushes = {step.name: _push(step, weighed, outcome) for step in weighed.steps if step.name in listed}
    return Verdicts(
        right=tuple(name for name, push in pushes.items() if push > 0),
        wrong=tuple(name for name, push in pushes.items() if push < 0),
        silent=tuple(name for name, push in pushes.items() if push == 0),
    )


def _push(step: Step, weighed: Weighed, outcome: str) -> float:
    """How far a step favours the outcome over what the other outcomes, at their base, would have made of it."""
    if not step.weight:
        return 0.0
    if set(step.log_ratios) == {"yes"}:
        return step.log_ratios["yes"] if outcome == "yes" else -step.log_ratios["yes"]
    if not isinstance(weighed.base, Shares) or outcome not in step.log_ratios:
        return 0.0
    others = {name: share for name, share in weighed.base.items() if name != outcome}
    whole = sum(others.values())
    if not whole:
        return 0.0
    expected = sum(share * exp(step.moves[name]) for name, share in others.items()) / whole
    return exp(step.moves[outcome]) - expected
