"""What is implied of a yes/no question at very many moments: all that time does not move is worked out once.

The numbers are those of `Reading.implied` and `implied_range`, to the last digit. A picture asks for one a day, and
the mean score of what was implied for hundreds.
"""

from __future__ import annotations

from math import exp, expm1, hypot, inf, isfinite, isnan, log, log1p, sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from outlook.evidence.how_sure import QUANTILE_95, prior_spread, range_around, variance
from outlook.evidence.passing import last_at
from outlook.evidence.steps import log_likelihood
from outlook.evidence.together import weights_of_strengths
from outlook.evidence.weigh import may_imply
from outlook.model.belief import Chance
from outlook.model.kind_of import is_binary
from outlook.model.weighing import CLASSIC

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from outlook.evidence.ranges import Range
    from outlook.evidence.weigh import Reading
    from outlook.model.kinds import BinaryForecast


HUGE = 700.0  # nats; beyond them a probability is as good as 0 or 1, and `exp` may overflow


# An implied probability, and where it lies nine times in ten; all three are equal where that is not known.
Chances: TypeAlias = tuple[float, float, float]


def moment_by_moment(reading: Reading, before: MomentByMoment | None = None) -> MomentByMoment | None:
    """The reading made quick; None of other kinds, without a prior or a window, and under a rule that was not read.

    `before` is a reading made quick of the same forecast, of which what is the same is taken.
    """
    forecast = reading.forecast
    if not is_binary(forecast) or forecast.prior is None or not may_imply(forecast, reading.by):
        return None
    if forecast.opens_at is None or forecast.closes_at is None or forecast.opens_at >= forecast.closes_at:
        return None
    clock = before.clock if before else _Clock(forecast, forecast.prior, (forecast.opens_at, forecast.closes_at))
    return MomentByMoment(reading, forecast, clock, before)


class Quickened:
    """Readings of one forecast made quick, one after the other: each takes what it has in common with the last."""

    _last: MomentByMoment | None = None

    def __call__(self, reading: Reading) -> MomentByMoment | None:
        """The reading made quick, as `moment_by_moment` does."""
        self._last = moment_by_moment(reading, self._last)
        return self._last


class _Clock:
    """What time alone does to a forecast with a prior and a window.

    What it does at a moment is kept until it is asked for another: one stretch of time ends as the next begins.
    """

    def __init__(self, forecast: BinaryForecast, prior: Chance, window: tuple[datetime, datetime]) -> None:
        self.opens_at, self.closes_at = window
        self.last_at: datetime = last_at(forecast) or self.closes_at
        self._seconds = (self.closes_at - self.opens_at).total_seconds()
        self.prior = prior
        # What the prior leaves to no, if it decays.
        self.no: float | None = None if forecast.decay == "none" or prior >= 1 else 1 - prior
        self._at: datetime | None = None
        self._found = (0.0, 0.0, 0.0, 0.0)

    def at(self, moment: datetime) -> tuple[float, float, float, float]:
        """The share of the window that has gone, the prior after that, and the logarithms of it and of the rest."""
        if moment is not self._at:
            self._at, self._found = moment, self._gone(moment)
        return self._found

    def _gone(self, moment: datetime) -> tuple[float, float, float, float]:
        # Comparing by hand is twice as quick as min() and max().
        held_at, seconds = min(self.last_at, moment), self._seconds
        gone = (held_at - self.opens_at).total_seconds() / seconds
        gone = 0.0 if gone < 0 else min(gone, 1.0)
        base: float = self.prior
        if self.no is not None:
            left = (self.closes_at - held_at).total_seconds()
            base = float(1 - self.no ** ((0.0 if left < 0 else min(left, seconds)) / seconds))
        return gone, base, log(base) if base > 0 else -inf, log(1 - base) if base < 1 else -inf


class _Passing(NamedTuple):
    """A sign that says more from day to day and is in no group: what is the same of it at every moment.

    `lean` is Λ - 1, `weight` what its log ratio counts for, and `spread` what the square of a slope of it adds to the
    variance.
    """

    place: int
    lean: float
    yes: float
    no: float
    weight: float
    spread: float


class MomentByMoment:
    """A reading of a yes/no question with a prior and a window, asked at one moment after the other."""

    def __init__(
        self, reading: Reading, forecast: BinaryForecast, clock: _Clock, before: MomentByMoment | None
    ) -> None:
        self._forecast, self.clock, self._prior = forecast, clock, clock.prior
        self._weight, self._signs = reading.by.weight, reading.signs
        self._spread = None if reading.by.rule == CLASSIC else reading.by.elicitation_sd
        # What was seen has had all its time; only silence says more from day to day. A ratio of 1 says nothing ever.
        self._silent: list[int] = []
        self._is_grouped = self._has_groups = False
        for place, sign in enumerate(self._signs):
            is_silent, is_in_group = not sign.ratio >= 1, sign.group is not None
            if is_silent:
                self._silent.append(place)
            self._is_grouped |= is_in_group
            self._has_groups |= is_in_group and is_silent
        self._full = self._full_effects(before)
        self._effects = [*self._full] if self._has_groups else self._full
        self._parts = self._parts_of_groups()
        self._moves = [step.moves.get("yes", 0.0) for step in reading.fixed] or self._all_moves()
        self._gone = 1.0
        # Of a group all parts may change from day to day; what is in none is worked out without a look at the others.
        self._passing = () if self._has_groups else tuple([self._passed(place, before) for place in self._silent])
        self._at_rest: list[float] | None = None
        self._split: tuple[float, float | None] | None = None
        self._was_split = False

    @property
    def moves_with_time(self) -> bool:
        """As `Reading.moves_with_time` has it."""
        return bool(self._silent) or self._forecast.decay != "none"

    def _passed(self, place: int, before: MomentByMoment | None) -> _Passing:
        sign, weight = self._signs[place], self._weight * self._parts[place]
        if before is not None:
            for one in before._passing:  # noqa: SLF001 - another of us
                if one.place == place and before._signs[place] is sign:  # noqa: SLF001 - another of us
                    return one
        yes, no = sign.likelihood["yes"], sign.likelihood["no"]
        spread = 0.0 if self._spread is None or sign.is_stated else weight**2 * self._spread**2
        # No weight of evidence makes a number of a contradiction.
        return _Passing(place, sign.ratio - 1, yes, no, 1.0 if isnan(sign.ratio) else weight, spread)

    def _full_effects(self, before: MomentByMoment | None) -> list[float]:
        """The log ratio of each sign that has had all of the window."""
        if before is None:
            return [self._effect(place, 1.0) for place in range(len(self._signs))]
        common = zip(self._signs, before._signs, before._full, strict=False)  # noqa: SLF001 - another of us
        same = [full if sign is other else self._effect(place, 1.0) for place, (sign, other, full) in enumerate(common)]
        return same + [self._effect(place, 1.0) for place in range(len(same), len(self._signs))]

    def implied(self, at: datetime) -> Chance | None:
        """As `Reading.implied` has it."""
        gone, base, yes, no = self.clock.at(at)
        if self._silent:
            self._pass(gone)
        if not any(self._moves):
            return Chance(base)
        yes += sum(self._moves)
        if yes > no:
            return Chance(1.0 / (1.0 + exp(no - yes)))
        if yes < no:
            share = exp(yes - no)
            return Chance(share / (share + 1.0))
        return Chance(0.5) if yes == no > -inf else None

    def with_range(self, at: datetime) -> tuple[Chance | None, Range | None]:
        """The value, and the range that `implied_range` has for it."""
        value = self.implied(at)
        if value is None or self._spread is None:
            return value, None
        if self._has_groups:
            variances = [self._variance(place) for place in range(len(self._signs))]
        else:
            variances = self._variances_at_rest()
        for place, lean, yes, no, _, spread in self._passing:
            variances[place] = _variance(lean * self._gone, yes, no, spread)
        prior = prior_spread(self._forecast, at) if self._forecast.prior_range is not None else 0.0
        return value, range_around(value, prior, sqrt(sum(variances)))

    def chance_by_share(self) -> Callable[[float], float] | None:
        """The probability when a share of the window has gone, less than 1, as good as `implied` has it.

        Several times as quick, for who asks very often. None where something is certain, or a silent sign is in a
        group.
        """
        found = self._at_rest_and_passing()
        if found is None:
            return None
        still, decaying = found
        passing = [(lean * yes, lean * no, weight) for _, lean, yes, no, weight, _ in self._passing]

        def at(gone: float) -> float:
            odds = still
            for yes, no, weight in passing:
                odds += weight * (log1p(gone * yes) - log1p(gone * no))
            if decaying is not None:
                left = (1.0 - gone) * decaying
                odds += log(-expm1(left)) - left
            return 1.0 / (1.0 + exp(-odds)) if odds > -HUGE else 0.0

        return at

    def _at_rest_and_passing(self) -> tuple[float, float | None] | None:
        """What time does not move of the log-odds, and the logarithm of what the prior leaves to no, if it decays."""
        if not self._was_split:  # by hand: `cached_property` takes a lock
            self._was_split, self._split = True, self._parted()
        return self._split

    def _parted(self) -> tuple[float, float | None] | None:
        if self._has_groups or not 0 < self._prior < 1 or any(one.lean < -1 for one in self._passing):
            return None
        silent = {*self._silent}
        still = sum([move for place, move in enumerate(self._moves) if place not in silent])
        if not isfinite(still):
            return None
        if self.clock.no is not None:
            return still, log(self.clock.no)
        return still + (log(self._prior) - log1p(-self._prior)), None

    def chances_by_share(self) -> Callable[[float], Chances] | None:
        """The same as a probability, with the ends of its range."""
        found, ends = self._at_rest_and_passing(), self._forecast.prior_range if self._spread is not None else None
        if found is None or (ends is not None and not 0 < ends[0] <= ends[1] < 1):
            return None
        (still, decaying), silent = found, {*self._silent}
        rest = sum([one for place, one in enumerate(self._variances_at_rest()) if place not in silent])
        passing = [(lean * yes, lean * no, 1 - yes, 1 - no, *own) for _, lean, yes, no, *own in self._passing]
        priors = None if ends is None else self._range_of_prior(ends)

        def at(gone: float) -> Chances:
            # All in one, as a report asks for it fifty times a forecast.
            total, variance = still, rest
            for yes, no, but_yes, but_no, weight, spread in passing:
                for_yes, for_no = gone * yes, gone * no
                total += weight * (log1p(for_yes) - log1p(for_no))
                for_yes *= but_yes / (for_yes + 1)
                for_no *= but_no / (for_no + 1)
                variance += spread * (for_yes * for_yes + for_no * for_no)
            if decaying is not None:
                left = (1.0 - gone) * decaying
                total += log(-expm1(left)) - left
            width = sqrt(variance) if priors is None else hypot(priors(gone), sqrt(variance))
            width *= QUANTILE_95
            if not -HUGE < total - width <= total + width < HUGE:
                return _chance_of(total), _chance_of(total - width), _chance_of(total + width)
            against, wider = exp(-total), exp(width)
            return 1 / (1 + against), 1 / (1 + against * wider), 1 / (1 + against / wider)

        return at

    def _range_of_prior(self, ends: Sequence[float]) -> Callable[[float], float]:
        """The standard deviation of the prior in log-odds, when a share of the window has gone."""
        low, high = (log1p(-end) for end in ends)
        if self._forecast.decay == "none":
            still = (_passed_odds(high, 0.0) - _passed_odds(low, 0.0)) / (2 * QUANTILE_95)
            return lambda _: still
        return lambda gone: (_passed_odds(high, gone) - _passed_odds(low, gone)) / (2 * QUANTILE_95)

    def _pass(self, gone: float) -> None:
        """Bring what the silent signs say up to a share of the window; in a group, it changes what others count for."""
        self._gone = gone
        for place, lean, yes, no, weight, _ in self._passing:
            for_yes, for_no = lean * (gone * yes), lean * (gone * no)
            effect = (-inf if for_yes <= -1 else log1p(for_yes)) - (-inf if for_no <= -1 else log1p(for_no))
            self._moves[place] = weight * effect if weight else 0.0
        if self._has_groups:
            for place in self._silent:
                self._effects[place] = self._effect(place, gone)
            self._parts = self._parts_of_groups()
            self._moves = self._all_moves()

    def _effect(self, place: int, share: float) -> float:
        """The log ratio of a sign that has had that share of the window."""
        sign = self._signs[place]
        ratio, seen = sign.ratio, sign.likelihood
        return log_likelihood(ratio, share * seen["yes"]) - log_likelihood(ratio, share * seen["no"])

    def _parts_of_groups(self) -> list[float]:
        if not self._is_grouped:
            return [1.0] * len(self._signs)
        return weights_of_strengths([(sign.group, sign.correlation) for sign in self._signs], self._effects)

    def _all_moves(self) -> list[float]:
        whole = self._weight
        return [
            effect if isnan(sign.ratio) else weight * effect if (weight := whole * part) else 0.0
            for sign, effect, part in zip(self._signs, self._effects, self._parts, strict=True)
        ]

    def _variances_at_rest(self) -> list[float]:
        """What each sign adds to the variance on which time does nothing; something, or nothing yet, of the others."""
        if self._at_rest is None:
            silent = {*self._silent}
            self._at_rest = [0.0 if place in silent else self._variance(place) for place in range(len(self._signs))]
        return self._at_rest

    def _variance(self, place: int) -> float:
        sign, weight = self._signs[place], self._weight * self._parts[place]
        if self._spread is None or sign.is_stated:
            return 0.0
        if isfinite(sign.ratio):
            lean, likelihood = (sign.ratio - 1) * (1.0 if sign.ratio > 1 else self._gone), sign.likelihood
            return _variance(lean, likelihood["yes"], likelihood["no"], weight**2 * self._spread**2)
        return variance(sign.ratio, 1.0 if sign.ratio > 1 else self._gone, sign.likelihood, weight, self._spread)


def _passed_odds(log_not: float, gone: float) -> float:
    """The log-odds of a prior after a share of the window, by the logarithm of what it left to the other outcome."""
    rest = (1.0 - gone) * log_not
    return log(-expm1(rest)) - rest


def _chance_of(odds: float) -> float:
    if -HUGE < odds < HUGE:
        return 1.0 / (1.0 + exp(-odds))
    return 1.0 if odds > 0 else 0.0


def _variance(lean: float, yes: float, no: float, spread: float) -> float:
    """As `variance` has it of a finite Λ; `lean` is Λ - 1, or what the share of the window leaves of it."""
    for_yes, for_no = lean * yes, lean * no
    slope_yes = for_yes * (1 - yes) / rest if (rest := for_yes + 1) else 0.0
    slope_no = for_no * (1 - no) / rest if (rest := for_no + 1) else 0.0
    found = spread * (slope_yes**2 + slope_no**2)
    return 0.0 if isnan(found) else found
