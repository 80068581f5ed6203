"""What the evidence implied of a yes/no question over time, as few straight pieces that look like its curve."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from outlook.evidence import over_time
from outlook.evidence.passing import held_at
from outlook.evidence.series import until
from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, timedelta

    from outlook.belief.timeline import Situation
    from outlook.evidence.moment_by_moment import Chances
    from outlook.evidence.over_time import Stretch
    from outlook.model.case import Case
    from outlook.model.kinds import BinaryForecast

    At = Callable[[float], Chances]  # when such a share of the window has gone

LEAST_PIECES = 4  # of a window, so that no turn of a curve hides between two points and the middle of them
HALF = 0.5
NEAR_IN_HALVES = 3  # a smooth curve lies a quarter as far from two lines as from one, which here is near enough


class Sloped(NamedTuple):
    """From one moment to another what was implied moved as good as straight, and so did the ends of its range.

    The three are equal where nothing is known of the range.
    """

    starts_at: datetime
    ends_at: datetime
    first: Chances
    last: Chances


def implied_curve(
    situation: Situation,
    case: Case | None,
    at: datetime,
    near: float,
    shortest: timedelta,
    laid: Sequence[Stretch] = (),
) -> tuple[Sloped, ...] | None:
    """The implied probability of a yes/no question as straight pieces, the last of no length; None of other kinds.

    It runs as `implied_series` does. Between two reports the probability is a smooth curve. A piece of it is halved
    where the middle of the curve, or of an end of its range, lies more than `near` from the straight line, as a
    probability from 0 to 1; never one as short as `shortest`. `laid` are stretches that were laid out before.
    """
    forecast, end = situation.forecast, until(situation, at)
    if not is_binary(forecast) or forecast.opens_at is None or forecast.closes_at is None:
        return None
    if forecast.opens_at >= forecast.closes_at:
        return None
    laid = laid if laid and laid[-1].ends_at == end else over_time.stretches(situation, case, end)
    straight, found = _Straight(forecast, near, shortest), list[Sloped]()
    for stretch in laid:
        found += straight.pieces(stretch)
    if laid:
        last = laid[-1].chances(end)
        found.append(Sloped(end, end, last, last))
    return tuple(found)


class _Straight:
    """Makes straight pieces of stretches."""

    def __init__(self, forecast: BinaryForecast, near: float, shortest: timedelta) -> None:
        assert forecast.opens_at is not None
        assert forecast.closes_at is not None
        self._opens_at, self._last_at = forecast.opens_at, held_at(forecast, forecast.closes_at)
        self._window = forecast.closes_at - forecast.opens_at
        self._last = (self._last_at - forecast.opens_at) / self._window
        self._near, self._shortest = near, shortest / self._window

    def pieces(self, stretch: Stretch) -> Iterable[Sloped]:
        """The pieces of one stretch, each of which begins where the one before ended."""
        starts_at, ends_at = stretch.starts_at, stretch.ends_at
        if starts_at == ends_at:
            return ()
        opens_at, window = self._opens_at, self._window
        shares, chances = self._points(stretch)
        moments = [starts_at, *[opens_at + window * share for share in shares[1:-1]], ends_at]
        return map(_SLOPED, zip(moments, moments[1:], chances, chances[1:], strict=False))

    def _points(self, stretch: Stretch) -> tuple[list[float], list[Chances]]:
        """Shares of the window, and what was implied when each had gone."""
        at = stretch.at_share()
        since, last = self._share(stretch.starts_at), self._share(stretch.ends_at)
        shares, chances = [since], [at(since)]
        if not stretch.moves_with_time or since == last:
            return shares * 2, chances * 2
        count = ceil((last - since) * LEAST_PIECES)
        found = _Points(at, self._near, self._shortest, shares, chances)
        for number in range(1, count + 1):
            share = since + (last - since) * (number / count)
            found.to(shares[-1], chances[-1], share, at(share))
        if last == self._last and self._last_at < stretch.ends_at:  # from its last moment on, time moves it no more
            shares.append(last)
            chances.append(chances[-1])
        return shares, chances

    def _share(self, at: datetime) -> float:
        return min((at - self._opens_at) / self._window, self._last)


_SLOPED: Callable[[tuple[datetime, datetime, Chances, Chances]], Sloped] = partial(tuple.__new__, Sloped)


class _Points(NamedTuple):
    """The points of a stretch so far."""

    at: At
    near: float
    shortest: float
    shares: list[float]
    chances: list[Chances]

    def to(self, since: float, before: Chances, until: float, after: Chances) -> None:
        """The points after one, up to another."""
        at, near, shortest, shares, chances = self
        if until - since > shortest:
            share = (since + until) * HALF
            middle = at(share)
            # How far the middle lies from the straight line, or an end of its range does.
            (value, low, high), (value_at, low_at, high_at), (last, last_low, last_high) = before, middle, after
            off, off_low = abs(value_at - HALF * (value + last)), abs(low_at - HALF * (low + last_low))
            off_high = abs(high_at - HALF * (high + last_high))
            off = max(off, off_low, off_high)
            if off > NEAR_IN_HALVES * near:
                self.to(since, before, share, middle)
                self.to(share, middle, until, after)
                return
            if off > near:
                shares.append(share)
                chances.append(middle)
        shares.append(until)
        chances.append(after)
