"""Lengths of time as people type them: minutes to weeks, which are fixed, and months and years of the calendar."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import NamedTuple

MINUTES = {"minute": 1, "min": 1, "hour": 60, "h": 60}
DAYS = {"day": 1, "d": 1, "week": 7, "w": 7, "wk": 7}
MONTHS = {"month": 1, "mo": 1, "year": 12, "yr": 12, "y": 12}
# The patterns are strings: `re` compiles and keeps them at their first use, and importing stays quick.
_UNIT = r"(?:minutes?|min|hours?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)"
# Nine digits reach past every year there is, and stay within what a timedelta can be asked for.
AMOUNT = rf"(?:an? |(?P<count>\d{{1,9}}) ?)(?P<unit>{_UNIT})"
_OUT_OF_RANGE = "lies outside the years 1 to 9999; name a nearer time, such as 2024-12-05 or 3 days ago."
_SHOWN = 60
DECEMBER = 12


class Length(NamedTuple):
    """So long a time: months of the calendar, which are not all alike, or a fixed one."""

    months: int
    time: timedelta

    def after(self, at: datetime) -> datetime:
        """The moment so long after another.

        Raises:
            ValueError: it lies outside the years 1 to 9999.
        """
        return self._away(at, 1)

    def before(self, at: datetime) -> datetime:
        """The moment so long before another.

        Raises:
            ValueError: it lies outside the years 1 to 9999.
        """
        return self._away(at, -1)

    @property
    def fixed(self) -> timedelta:
        """The same where all such lengths are alike.

        Raises:
            ValueError: it is of months or years.
        """
        if self.months:
            raise ValueError(f"{self.spelled} have no fixed length: write days, such as 90d")
        return self.time

    @property
    def spelled(self) -> str:
        """As people write it, in the largest unit that it is a whole number of.

        >>> length("336h").spelled, length("1y").spelled
        ('14 days', '12 months')
        """
        seconds = int(self.time.total_seconds())
        units = (("month", 1, self.months), ("day", 86_400, seconds), ("hour", 3_600, seconds), ("minute", 60, seconds))
        name, size, amount = next((one for one in units if one[2] and one[2] % one[1] == 0), ("minute", 60, 0))
        return f"{amount // size} {name}{'s' * (amount != size)}"

    def _away(self, at: datetime, side: int) -> datetime:
        try:
            moved = datetime.combine(months_on(at.date(), side * self.months), at.timetz())
            return moved + side * self.time
        except (OverflowError, ValueError):
            raise ValueError(f"so long a time {_OUT_OF_RANGE}") from None


def length(text: str) -> Length:
    """Read a length of time: `7d`, `12 hours`, `2w`, `3mo`, `90 min`.

    Raises:
        ValueError: for anything else, with the value and what to write instead.

    >>> length("7d").time, length("3mo").months
    (datetime.timedelta(days=7), 3)
    >>> length("1 month").after(datetime(2024, 1, 31)).isoformat()
    '2024-02-29T00:00:00'
    """
    found = re.fullmatch(AMOUNT, " ".join(text.split()).lower(), re.ASCII)
    if found is None:
        raise ValueError(f"{_shown(text)} is not a length of time; write 7d, 12 hours, 2w, 3mo or 90 min.")
    unit, count = found["unit"].removesuffix("s"), int(found["count"] or 1)
    if unit in MONTHS:
        return Length(count * MONTHS[unit], timedelta())
    try:
        return Length(0, count * (timedelta(days=DAYS[unit]) if unit in DAYS else timedelta(minutes=MINUTES[unit])))
    except OverflowError as error:
        raise ValueError(f"{_shown(text)} {_OUT_OF_RANGE}") from error


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")


def months_on(start: date, months: int) -> date:
    """The day so many months later (earlier: negative), or the last one of a shorter month.

    Raises:
        OverflowError: it lies outside the years 1 to 9999.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(year)
    return date(year, month, min(start.day, length_of_month(year, month)))


def length_of_month(year: int, month: int) -> int:
    """How many days a month has."""
    # December is answered apart, because the first day after 9999-12 does not exist.
    return 31 if month == DECEMBER else (date(year, month + 1, 1) - date(year, month, 1)).days
