"""What the evidence implied of a yes/no question over time, as few straight pieces that look like its curve."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from outlook.evidence import over_time
from outlook.evidence.passing import held_at
from outlook.evidence.series import until
from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime, timedelta

    from outlook.belief.timeline import Situation
    from outlook.evidence.moment_by_moment import Chances
    from outlook.evidence.over_time import Stretch
    from outlook.model.case import Case
    from outlook.model.kinds import BinaryForecast

    At = Callable[[float], Chances]
    Point = tuple[float, Chances]  # when such a share of the window has gone

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
    straight = _Straight(forecast, near, shortest)
    found = [piece for stretch in laid for piece in straight.pieces(stretch)]
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

    def pieces(self, stretch: Stretch) -> Iterator[Sloped]:
        """The pieces of one stretch, each of which begins where the one before ended."""
        if stretch.starts_at == stretch.ends_at:
            return
        opens_at, window, points = self._opens_at, self._window, list(self._points(stretch))
        between = [opens_at + window * share for share, _ in points[1:-1]]
        moments = [stretch.starts_at, *between, stretch.ends_at]
        held = pairwise([chances for _, chances in points])
        yield from [Sloped(*times, *both) for times, both in zip(pairwise(moments), held, strict=True)]

    def _points(self, stretch: Stretch) -> Iterator[Point]:
        at = stretch.at_share()
        since, last = self._share(stretch.starts_at), self._share(stretch.ends_at)
        first = since, at(since)
        yield first
        if not stretch.moves_with_time or since == last:
            yield first
            return
        count = ceil((last - since) * LEAST_PIECES)
        for number in range(1, count + 1):
            share = since + (last - since) * (number / count)
            after = share, at(share)
            yield from self._halved(at, first, after)
            first = after
        if last == self._last and self._last_at < stretch.ends_at:
            yield first  # from its last moment on, time moves it no more

    def _share(self, at: datetime) -> float:
        return min((at - self._opens_at) / self._window, self._last)

    def _halved(self, at: At, first: Point, last: Point) -> Iterator[Point]:
        """The points after the first, up to the last."""
        (since, before), (until, after) = first, last
        if until - since > self._shortest:
            share = (since + until) * HALF
            middle = share, at(share)
            off = _off(before, middle[1], after)
            if off > NEAR_IN_HALVES * self._near:
                yield from self._halved(at, first, middle)
                yield from self._halved(at, middle, last)
                return
            if off > self._near:
                yield middle
        yield last


def _off(first: Chances, middle: Chances, last: Chances) -> float:
    """How far the middle lies from the straight line, or an end of its range does."""
    value, low, high = first
    value_at, low_at, high_at = middle
    last_value, last_low, last_high = last
    return max(
        abs(value_at - HALF * (value + last_value)),
        abs(low_at - HALF * (low + last_low)),
        abs(high_at - HALF * (high + last_high)),
    )
