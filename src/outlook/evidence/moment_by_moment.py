"""What is implied of a yes/no question at very many moments: all that time does not move is worked out once.

The numbers are those of `Reading.implied` and `implied_range`, to the last digit. A picture asks for one a day, and
the mean score of what was implied for hundreds.
"""

from __future__ import annotations

from math import exp, inf, isnan, sqrt
from typing import TYPE_CHECKING

from outlook.evidence.how_sure import prior_spread, range_around, variance
from outlook.evidence.passing import last_at
from outlook.evidence.steps import log_likelihood, logarithm
from outlook.evidence.together import weights_of
from outlook.evidence.weigh import may_imply
from outlook.model.belief import Chance
from outlook.model.kinds import BinaryForecast
from outlook.model.weighing import CLASSIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from outlook.evidence.how_sure import Range
    from outlook.evidence.weigh import Reading


NOTHING: Mapping[str, float] = {"yes": 0.0}


def moment_by_moment(reading: Reading) -> MomentByMoment | None:
    """The reading made quick; None of other kinds, without a prior or a window, and under a rule that was not read."""
    forecast = reading.forecast
    if not isinstance(forecast, BinaryForecast) or forecast.prior is None or not may_imply(forecast, reading.by):
        return None
    if forecast.opens_at is None or forecast.closes_at is None or forecast.opens_at >= forecast.closes_at:
        return None
    return MomentByMoment(reading, forecast, forecast.prior, forecast.opens_at, forecast.closes_at)


class MomentByMoment:
    """A reading of a yes/no question with a prior and a window, asked at one moment after the other."""

    def __init__(
        self, reading: Reading, forecast: BinaryForecast, prior: Chance, opens_at: datetime, closes_at: datetime
    ) -> None:
        self._forecast, self._opens_at, self._closes_at = forecast, opens_at, closes_at
        self._last_at = last_at(forecast) or closes_at
        self._seconds = (closes_at - opens_at).total_seconds()
        self._prior, self._not = prior, None if forecast.decay == "none" or prior >= 1 else 1 - prior
        self._weight, self._signs = reading.by.weight, reading.signs
        self._spread = None if reading.by.rule == CLASSIC else reading.by.elicitation_sd
        self._moves = [step.moves.get("yes", 0.0) for step in reading.fixed] or [0.0] * len(self._signs)
        self._variances, self._effects = [0.0] * len(self._signs), [NOTHING] * len(self._signs)
        # What was seen has had all its time; only silence says more from day to day.
        everything = range(len(self._signs))
        self._silent = [place for place in everything if not self._signs[place].ratio > 1]
        self._has_groups = any(self._signs[place].group is not None for place in self._silent)
        self._say(everything, 1.0, together=True)

    def implied(self, at: datetime) -> Chance | None:
        """As `Reading.implied` has it."""
        held_at = min(at, self._last_at)
        if self._silent:
            self._pass(held_at)
        base = self._base(held_at)
        yes, no = logarithm(base) + sum(self._moves), logarithm(1 - base) + 0.0
        highest = max(yes, no)
        if highest == -inf or isnan(yes) or isnan(no):
            return None
        yes = 1.0 if yes == highest else exp(yes - highest)
        no = 1.0 if no == highest else exp(no - highest)
        return Chance(yes / (yes + no))

    def with_range(self, at: datetime) -> tuple[Chance | None, Range | None]:
        """The value, and the range that `implied_range` has for it."""
        value = self.implied(at)
        if value is None or self._spread is None:
            return value, None
        prior = prior_spread(self._forecast, at) if self._forecast.prior_range is not None else 0.0
        return value, range_around(value, prior, sqrt(sum(self._variances)))

    def _base(self, held_at: datetime) -> float:
        if self._not is None:
            return self._prior
        left = min(max((self._closes_at - held_at).total_seconds(), 0.0), self._seconds)
        return float(1 - self._not ** (left / self._seconds))

    def _pass(self, held_at: datetime) -> None:
        """Bring what the silent signs say up to a moment."""
        gone = min(max((held_at - self._opens_at).total_seconds() / self._seconds, 0.0), 1.0)
        self._say(self._silent, gone, together=self._has_groups)

    def _say(self, places: Sequence[int], share: float, *, together: bool) -> None:
        """What signs say when they have had that share of the window; in a group, it changes what others count for."""
        for place in places:
            sign = self._signs[place]
            yes, no = (log_likelihood(sign.ratio, share * sign.likelihood[name]) for name in ("yes", "no"))
            self._effects[place] = {"yes": yes - no}
        if together:
            groups = [(sign.group, sign.correlation) for sign in self._signs]
            for place, part in enumerate(weights_of(groups, self._effects, with_sides=True)):
                self._count(place, part, 1.0 if self._signs[place].ratio > 1 else share)
        else:
            for place in places:
                self._count(place, 1.0, share)

    def _count(self, place: int, part: float, share: float) -> None:
        sign, weight, effect = self._signs[place], self._weight * part, self._effects[place]["yes"]
        # No weight of evidence makes a number of a contradiction.
        self._moves[place] = effect if isnan(sign.ratio) else weight * effect if weight else 0.0
        if self._spread is not None and not sign.is_stated:
            self._variances[place] = variance(sign.ratio, share, sign.likelihood, weight, self._spread)
