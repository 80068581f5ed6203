"""How sure an implied probability is: its range, if the numbers that somebody wrote down are off by so much."""

from __future__ import annotations

from math import hypot, inf, isnan, log, log1p, sqrt
from typing import TYPE_CHECKING

from outlook.evidence.passing import passed
from outlook.evidence.ranges import Range
from outlook.evidence.steps import Step, expit, logit
from outlook.model.belief import Belief, Chance
from outlook.model.kind_of import is_binary
from outlook.model.weighing import CLASSIC, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.model.forecast import Forecast
    from outlook.model.kinds import BinaryForecast

QUANTILE_95 = 1.645  # of the normal distribution: nine in ten lie within as many standard deviations


def implied_range(
    forecast: Forecast, steps: Sequence[Step], implied: Belief | None, by: Weighing, at: datetime
) -> Range | None:
    """The range in which the implied probability lies nine times in ten, lowest and highest; of yes or no only.

    The stated likelihoods are taken to be off by `elicitation_sd` in log-odds each, and the prior by what its range
    says; without a `prior_range` the range is from the likelihoods alone. None for a decided forecast, where neither
    says anything, for the other kinds, and under the first rule.
    """
    if by.rule == CLASSIC or not is_binary(forecast) or not isinstance(implied, Chance):
        return None
    return range_around(implied, prior_spread(forecast, at), sqrt(sum(variances(steps, by.elicitation_sd))))


def range_around(implied: float, prior: float, likelihoods: float) -> Range | None:
    """The range of an implied probability by the standard deviations of its prior and of what its signs say.

    None for a decided one, and where neither says anything.
    """
    if not 0 < implied < 1 or (not prior and not likelihoods):
        return None
    odds, width = log(implied) - log1p(-implied), QUANTILE_95 * hypot(prior, likelihoods)
    return Range(expit(odds - width), expit(odds + width), prior, likelihoods)


def prior_spread(forecast: BinaryForecast, at: datetime) -> float:
    """The standard deviation of the prior in log-odds, after the passing of time; 0 where no range is stated."""
    if forecast.prior_range is None:
        return 0.0
    low, high = (passed(forecast, Chance(end), at) for end in forecast.prior_range)
    assert isinstance(low, Chance)
    assert isinstance(high, Chance)
    return 0.0 if low == high else (logit(high) - logit(low)) / (2 * QUANTILE_95)


def variances(steps: Iterable[Step], spread: float) -> Iterable[float]:
    """What each sign adds to the variance, in log-odds squared; nothing for a ratio that a report states itself."""
    for step in steps:
        if not step.is_stated:
            yield variance(step.ratio, step.share, step.likelihood, step.weight, spread)


def variance(ratio: float, share: float, likelihood: Mapping[str, float], weight: float, spread: float) -> float:
    """What a sign adds, by its Λ, the share of the window that it had, its likelihoods and what it counts for."""
    found = weight**2 * spread**2 * sum([_slope(ratio, share, seen) ** 2 for seen in likelihood.values()])
    return 0.0 if isnan(found) else found


def _slope(ratio: float, share: float, seen: float) -> float:
    """How fast the log likelihood of one outcome changes with the log-odds of the stated likelihood."""
    if ratio == inf:
        return 1 - seen
    rest = (ratio - 1) * share * seen + 1
    return (ratio - 1) * share * seen * (1 - seen) / rest if rest else 0.0
