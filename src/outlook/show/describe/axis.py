"""Where an axis has its ticks, and what stands beside them: times, days and quantities."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

HOURS = (1, 2, 3, 6, 12)
DAYS = (1, 2, 3, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)
HOUR = 3600
DAY = 86_400
MONTH = 30.44 * DAY
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@lru_cache(256)
def times(starts_at: datetime, ends_at: datetime, most: int) -> tuple[tuple[datetime, str], ...]:
    """At most so many evenly spaced moments with their labels; the year stands where it is new.

    >>> times(datetime(2024, 12, 30, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC), 2)[0][1]
    '30 Dec 2024'
    """
    seconds = (ends_at - starts_at).total_seconds()
    fine = next((hours for hours in HOURS if seconds / (hours * HOUR) < most and seconds < 2 * DAY), None)
    if fine is not None:
        return _labelled(_every(starts_at, ends_at, timedelta(hours=fine)), with_hour=True)
    by_days = next((days for days in DAYS if seconds / (days * DAY) < most), None)
    if by_days is not None:
        return _labelled(_every(starts_at, ends_at, timedelta(days=by_days)))
    step = next((months for months in MONTHS if seconds / (months * MONTH) < most), MONTHS[-1])
    return _labelled(_months(starts_at, ends_at, step))


def _every(starts_at: datetime, ends_at: datetime, step: timedelta) -> Iterator[datetime]:
    """From the first midnight (or the first whole step after midnight), step by step."""
    at = datetime(starts_at.year, starts_at.month, starts_at.day, tzinfo=UTC)
    while at < starts_at:
        at += min(step, timedelta(days=1))
    while at <= ends_at:
        yield at
        at += step


def _months(starts_at: datetime, ends_at: datetime, step: int) -> Iterator[datetime]:
    number = starts_at.year * 12 + starts_at.month - 1
    number -= number % step
    while number < 12 * 9999:
        at = datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        if at > ends_at:
            return
        if at >= starts_at:
            yield at
        number += step


def _labelled(moments: Iterator[datetime], *, with_hour: bool = False) -> tuple[tuple[datetime, str], ...]:
    found: list[tuple[datetime, str]] = []
    year = None
    for at in moments:
        hour = f"{at:%H:%M} " if with_hour else ""
        found.append((at, f"{hour}{at.day} {at:%b}" + (f" {at.year}" if at.year != year else "")))
        year = at.year
    return tuple(found)


def values(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """At most so many round values from low to high, with their labels.

    >>> values(0.0, 1_150_000.0, 4)
    [(0.0, '0'), (500000.0, '500,000'), (1000000.0, '1,000,000')]
    """
    if not low < high or most < 1:
        return [(low, quantity(low))]
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in ROUND if factor * power >= rough * (1 - 1e-9))
    first = math.ceil(low / step)
    found = [step * k for k in range(first, first + most + 1) if low <= step * k <= high]
    return [(value, quantity(value)) for value in found]


def days(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """As `times`, for days as ordinal numbers."""
    starts_at, ends_at = (_moment(value) for value in (low, high))
    return [(float(at.date().toordinal()), label) for at, label in times(starts_at, ends_at, most)]


def _moment(ordinal: float) -> datetime:
    day = date.fromordinal(min(max(math.floor(ordinal), 1), date.max.toordinal()))
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
