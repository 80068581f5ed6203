"""What the implied number rests on: what it would be if each number that somebody wrote down were a little off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.evidence.over_time import weighed
from outlook.evidence.signs import weighing_of
from outlook.evidence.steps import expit, logit
from outlook.model.belief import Chance
from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outlook.belief.timeline import Situation
    from outlook.model.case import Case
    from outlook.model.forecast import Forecast, IndicatorLink
    from outlook.model.kinds import BinaryForecast

PRIOR = "prior"
TINY = 1e-12  # less is rounding


@dataclass(frozen=True, slots=True)
class Swing:
    """What is implied with one number lower and higher than it was written down, as probabilities of yes, 0 to 1.

    `outcome` is the one under which the likelihood of the sign is stated; for the prior both ends of its range are
    taken, and it is empty.
    """

    name: str
    outcome: str
    low: float
    high: float

    @property
    def size(self) -> float:
        """How far apart the two are, 0 to 1."""
        return abs(self.high - self.low)


def swings(situation: Situation, case: Case | None, at: datetime) -> tuple[Swing, ...]:
    """The swing of each stated likelihood and of the prior's range, the widest first; of yes or no only.

    Each likelihood is moved by the case's `elicitation_sd` in log-odds, down and up. What changes nothing is left out.
    """
    forecast = situation.forecast
    if not is_binary(forecast) or not isinstance(weighed(situation, case, at).implied, Chance):
        return ()
    found = (swing for swing in _swings(situation, forecast, case, at) if swing.size > TINY)
    return tuple(sorted(found, key=lambda swing: (-swing.size, swing.name, swing.outcome)))


def _swings(situation: Situation, forecast: BinaryForecast, case: Case | None, at: datetime) -> Iterator[Swing]:
    def implied(other: Forecast) -> float | None:
        value = weighed(situation._replace(forecast=other), case, at).implied
        return float(value) if isinstance(value, Chance) else None

    by = weighing_of(case).elicitation_sd
    changes = [(PRIOR, "", [_with_prior(forecast, Chance(end)) for end in forecast.prior_range or ()])]
    changes += [
        (link.id, outcome, [_with_likelihood(forecast, link, outcome, step) for step in (-by, by)])
        for link in forecast.indicators
        for outcome in link.likelihood
    ]
    for name, outcome, others in changes:
        ends = [value for other in others if (value := implied(other)) is not None]
        if len(ends) == len(others) > 0:
            yield Swing(name, outcome, *ends)


def _with_prior(forecast: BinaryForecast, prior: Chance) -> BinaryForecast:
    return forecast.model_copy(update={"prior": prior})


def _with_likelihood(forecast: BinaryForecast, link: IndicatorLink, outcome: str, step: float) -> BinaryForecast:
    moved = {**link.likelihood, outcome: expit(logit(link.likelihood[outcome]) + step)}
    links = tuple(
        one.model_copy(update={"likelihood": moved}) if one.id == link.id else one for one in forecast.indicators
    )
    return forecast.model_copy(update={"indicators": links})
