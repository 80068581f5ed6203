"""What the evidence implied over time: the implied probability at a sequence of moments."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outlook.evidence import over_time
from outlook.evidence.over_time import Implied
from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from outlook.belief.timeline import Situation
    from outlook.evidence.over_time import Stretch
    from outlook.model.case import Case

DAY = timedelta(days=1)
MOST_DAYS = 400  # a longer window is walked in as many equal steps


def implied_series(
    situation: Situation,
    case: Case | None,
    at: datetime,
    moments: Iterable[datetime] | None = None,
    laid: Sequence[Stretch] = (),
) -> tuple[Implied, ...]:
    """The implied belief at each moment, in order; it holds until the next one.

    Without `moments`: the opening, every report known since, the close and the end, and the days between where time
    itself moves the forecast, by its decay or by the silence of its signs. The end is `at`, or the resolution if that
    came first; nothing lies after it. All of it is as known at `at`: evidence retracted by then is in no part of the
    series. Empty where nothing is implied, as without a prior. `laid` are stretches
    that were laid out before: they are used if they end there too.
    """
    end = until(situation, at)
    wanted = _moments(situation, end) if moments is None else set(moments)
    known = sorted(moment for moment in wanted if moment <= end)
    if situation.forecast.opens_at is not None:
        before = laid if laid and laid[-1].ends_at == end else None
        return tuple(over_time.implied_values(situation, case, end, known, before))
    found = ((moment, over_time.weighed(situation, case, moment)) for moment in known)
    return tuple(Implied(at, one.implied, one.range) for at, one in found if one.implied is not None)


def end_of(situation: Situation, at: datetime) -> datetime:
    """Where what is known at `at` ends: there, or at the resolution if that came first."""
    resolution = situation.history.resolution
    return min(at, resolution.known_at) if resolution else at


def until(situation: Situation, at: datetime) -> datetime:
    """Where a series ends that is known at `at`: there, at the resolution or at the close, whichever is first."""
    closes_at, end = situation.forecast.closes_at, end_of(situation, at)
    return end if closes_at is None else min(end, closes_at)


def _moments(situation: Situation, end: datetime) -> set[datetime]:
    forecast = situation.forecast
    reports = [counts_from(entry) for entry in over_time.counted(situation)]
    start = forecast.opens_at or min([end, *reports])
    found = {start, end, *(moment for moment in reports if start <= moment)}
    if forecast.closes_at is None:
        return found
    found.add(forecast.closes_at)
    if forecast.decay == "deadline" or forecast.indicators:
        step = max(DAY, (forecast.closes_at - start) / MOST_DAYS)
        moment, until = start + step, min(end, forecast.closes_at)
        while moment < until:
            found.add(moment)
            moment += step
    return found
