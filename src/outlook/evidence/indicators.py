"""What an indicator is worth before the outcome is known, and which way it pointed once it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from outlook.evidence.steps import Step
from outlook.evidence.weigh import Weighed
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
    if step.moves_nothing:
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
