"""Weeks as ISO 8601 numbers them: from Monday to Sunday, and the first of a year is the one with its first Thursday."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_FORMS = (
    r"(?P<year>\d{4})-?w(?P<week>\d{1,2})",
    r"(?:the )?(?:week|wk|w) ?(?P<week>\d{1,2})(?:(?: of |, ?| )(?P<year>\d{4}))?",
)
# In a text, where a number without its year may be one of a plan or a season.
NUMBERED = r"(?:the )?week [1-5]?\d(?: of|,)? (?:19|20|21)\d\d|(?:19|20|21)\d\d-w[0-5]\d"


class Week(NamedTuple):
    """The number of a week, and its year where one was named."""

    year: int | None
    number: int

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """Its Monday and its Sunday, in its own year or in this one; None where that year has no such week.

        >>> Week(2026, 50).days()
        (datetime.date(2026, 12, 7), datetime.date(2026, 12, 13))
        >>> Week(2025, 53).days()
        """
        try:
            monday = date.fromisocalendar(self.year or year or 0, self.number, 1)
            return monday, monday + timedelta(days=6)
        except (ValueError, OverflowError):
            return None


def week(words: str) -> Week | None:
    """The week that words in small letters name; None where they name none.

    >>> week("2026-w50"), week("week 50 of 2026"), week("week 50"), week("50 weeks")
    (Week(year=2026, number=50), Week(year=2026, number=50), Week(year=None, number=50), None)
    """
    found = next(filter(None, (re.fullmatch(form, words, re.ASCII) for form in _FORMS)), None)
    if found is None:
        return None
    return Week(int(found["year"]) if found["year"] else None, int(found["week"]))


def days_named(words: str) -> tuple[date, date] | None:
    """The Monday and the Sunday of the week that words name with its year."""
    found = week(words)
    return found.days() if found else None


def day_of_week(words: str) -> date | None:
    """The day that ISO 8601 writes by its week, Monday as 1; None where the words are no such day.

    >>> day_of_week("2026-w50-7")
    datetime.date(2026, 12, 13)
    """
    found = re.fullmatch(r"(\d{4})-w(\d\d)-([1-7])", words, re.ASCII)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def why_no_day(words: str, this_year: int) -> str:
    """That a week is no day, with the days that it has; empty where the words name none.

    >>> why_no_day("2026-w50", 2024)
    'is a week, Monday 7 to Sunday 13 December 2026; name a day of it, as in 2026-12-13.'
    """
    found = week(words)
    if found is None:
        return ""
    days, year = found.days(this_year), found.year or this_year
    if days is None:
        return f"is no week of the calendar: {year} has no week {found.number} in ISO 8601; name a day of another."
    first, last = days
    span = f"Monday {_spoken(first, last)} to Sunday {last.day} {last:%B} {last.year:04}"
    if found.year is None:
        return f"names a week without a year: in {year} it is {span}; name a day of it, as in {last.isoformat()}."
    return f"is a week, {span}; name a day of it, as in {last.isoformat()}."


def _spoken(first: date, last: date) -> str:
    """The first of two days, without what it has in common with the last."""
    if first.year != last.year:
        return f"{first.day} {first:%B} {first.year:04}"
    return f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
