"""Quantities and days: what signs make of a distribution, by two closed forms in which nothing is invented.

A quantity's signs are of above and below the prior's median: its distribution is tilted, so that P(above)/P(below) is
multiplied by exactly e^θ. A date's signs are of yes and no by the close: what makes it likelier makes it sooner.
"""

from __future__ import annotations

from math import expm1, inf, isfinite, log1p
from typing import TYPE_CHECKING

from outlook.evidence.passing import held_at
from outlook.evidence.steps import Step, expit, logit
from outlook.model.belief import Belief, Points, Quantiles, day_place
from outlook.model.kind_of import is_date, is_numeric

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.model.forecast import Forecast
    from outlook.model.kinds import DateForecast

CENTRAL = (0.1, 0.9)
TINY = 1e-12  # below it the tilt is 0/0 in floating point, and F' is F to as many places


def base_distribution(forecast: Forecast, at: datetime) -> Points | None:
    """The prior of a quantity as points, and that of a date after the passing of time; None for want of one.

    A date's is None too where the prior does not say how likely it is by the close, and where it is settled.
    """
    if is_numeric(forecast):
        return as_points(forecast.prior)
    return _since(forecast, at) if is_date(forecast) else None


def implied_distribution(forecast: Forecast, steps: Sequence[Step], at: datetime) -> Points | None:
    """What those steps make of the prior of a quantity or a date at a moment.

    None for want of a prior, and where what is held for certain decides it, which no such distribution shows.
    """
    base, total = base_distribution(forecast, at), lift(steps)
    if base is None or not isfinite(total):
        return None
    if is_numeric(forecast):
        return Points([(value, tilted(share, total)) for value, share in base], base.axis)
    reached = by_the_close(base)
    assert reached is not None
    faster = log1p(-expit(logit(reached) + total)) / log1p(-reached) if total else 1.0
    return Points([(day, sooner(share, faster)) for day, share in base], base.axis)


def lift(steps: Sequence[Step]) -> float:
    """What all steps add to the log-odds of the first of the two outcomes, in nats."""
    return sum(value for step in steps for value in step.moves.values())


def tilted(share: float, theta: float) -> float:
    """F' of F, 0 to 1: (e^(2θF) - 1)/(e^(2θ) - 1).

    >>> [round(tilted(share, 1.2), 4) for share in (0.05, 0.25, 0.5, 0.75, 0.95)]
    [0.0127, 0.082, 0.2315, 0.5038, 0.8756]
    """
    if abs(theta) < TINY:
        return share
    if theta < 0:
        return expm1(2 * theta * share) / expm1(2 * theta)
    # The same formula turned round, which does not overflow.
    return 1 - expm1(-2 * theta * (1 - share)) / expm1(-2 * theta)


def sooner(share: float, faster: float) -> float:
    """F' of F, 0 to 1, where the hazard is so many times as high: 1 - (1 - F)^φ.

    >>> [round(sooner(share, 1.8506), 4) for share in (0.2 / 0.9, 0.32 / 0.9, 0.4 / 0.9)]
    [0.3719, 0.5565, 0.663]
    """
    return -expm1(faster * log1p(-share)) if share < 1 else 1.0


def by_the_close(base: Points) -> float | None:
    """P(by the close) of a date, 0 to 1; None where it is settled or not known."""
    ends_at = base.axis.ends_at
    reached = None if ends_at is None else base.cdf(ends_at)
    return reached if reached is not None and 0 < reached < 1 else None


def central(belief: Belief) -> tuple[float | None, float | None, float | None]:
    """The 10 % point, the median and the 90 % point as they are drawn; None for one that is not reached."""
    if not isinstance(belief, Points | Quantiles):
        return None, None, None
    low, high = (belief.reading(level) for level in CENTRAL)
    return low, belief.reading(0.5), high


def as_points(prior: Belief | None) -> Points | None:
    """A distribution as points that rise; of several levels at one value the highest."""
    if isinstance(prior, Points):
        return prior
    if not isinstance(prior, Quantiles):
        return None
    highest = dict(zip(prior.values(), prior.levels, strict=True))
    return Points(list(highest.items()), prior.axis) if len(highest) > 1 else None


def _since(forecast: DateForecast, at: datetime) -> Points | None:
    """The days that are left, with what is left of their probability now that it has not happened until this moment."""
    prior, opens_at = as_points(forecast.prior), forecast.opens_at
    if prior is None or opens_at is None or not _says_the_close(forecast, prior):
        return None
    now = max(day_place(held_at(forecast, at)), -inf if prior.axis.starts_at is None else prior.axis.starts_at)
    gone = prior.cdf(now)
    if gone >= 1:
        return None
    left = [(day, (share - gone) / (1 - gone)) for day, share in prior if prior.axis.place(day) > now]
    found = Points(left, prior.axis._replace(starts_at=now)) if left else None
    return found if found is not None and by_the_close(found) is not None else None


def _says_the_close(forecast: DateForecast, prior: Points) -> bool:
    """Whether the prior says how likely it is by the close: points always, quantiles where one lies at it or later."""
    if forecast.closes_at is None:
        return False
    last = prior.axis.place(prior[-1][0])
    return isinstance(forecast.prior, Points) or last >= day_place(forecast.closes_at)
