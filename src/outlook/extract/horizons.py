"""A horizon in words → the last day it allows, by a closed grammar; None where the words leave the day open."""

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = "|".join(_MONTHS)
_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1, "eighteen": 18}
_DAY_OF_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH})(?: (20\d\d))?")
_MONTH_OF_YEAR = re.compile(rf"({_MONTH})(?: (20\d\d))?")
_YEAR = re.compile(r"(?:by|before|until|in|during|through) (?:the )?(?:end of )?(20\d\d)$")
_SPAN = re.compile(
    r"(?:within|in|over|during) (?:the )?(?:next |coming |following )?(\d{1,3}|[a-z]+) (day|week|month|year)s?$"
)
_NO_END = re.compile(r"^(?:from|after|around|not before)\b|\b(?:at least|about|around|roughly)\b")  # it only begins
_PERIOD = re.compile(r"(this|next) (week|month|year)$")


def last_day(horizon: str, as_of: date) -> date | None:
    """The last day of the horizon as seen from `as_of`.

    None where the words leave it open (`soon`, `within weeks`) or say only when it begins (`from 1 August`), and where
    the calendar, which ends with 9999, has no such day.

    >>> last_day("by the end of March 2027", date(2026, 11, 25)), last_day("soon", date(2026, 11, 25))
    (datetime.date(2027, 3, 31), None)
    """
    words = " ".join(horizon.lower().replace(",", " ").split())
    if _NO_END.search(words):
        return None
    try:
        found = _named(words, as_of) or _counted(words, as_of)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found >= as_of else None


def _named(words: str, as_of: date) -> date | None:
    """A day, a month or a year by its name; `before` a day ends on the day before."""
    if match := _DAY_OF_MONTH.search(words):
        day = _day(int(match[1]), _MONTHS[match[2]], int(match[3] or 0), as_of)
        return day - timedelta(days=1) if day and words.startswith("before") else day
    if match := _YEAR.search(words):
        year = int(match[1]) - words.startswith("before")
        return date(year, 12, 31)
    match = _MONTH_OF_YEAR.search(words)
    if match is None or re.search(r"\b(?:start|beginning|middle|early|mid|late)\b", words):
        return None
    number = _MONTHS[match[1]]
    year = int(match[2] or 0) or (as_of.year if number >= as_of.month else as_of.year + 1)
    if words.startswith("before"):
        return date(year, number, 1) - timedelta(days=1)
    if words.startswith("by") and "end of" not in words:
        return None  # by March: its first day, or its last?
    return date(year, number, monthrange(year, number)[1])


def _day(day: int, month: int, year: int, as_of: date) -> date | None:
    """That day; without a year, the next one from `as_of` on: for 29 February, up to eight years later."""
    for candidate in [year] if year else range(as_of.year, as_of.year + 9):
        if day <= monthrange(candidate, month)[1] and (year or date(candidate, month, day) >= as_of):
            return date(candidate, month, day)
    return None


def _counted(words: str, as_of: date) -> date | None:
    if match := _PERIOD.search(words):
        return _period(match[1], match[2], as_of)
    match = _SPAN.search(words)
    count = (int(match[1]) if match[1].isdigit() else _NUMBERS.get(match[1])) if match else None
    if match is None or count is None:
        return None
    if match[2] in ("day", "week"):
        return as_of + timedelta(days=count * (7 if match[2] == "week" else 1))
    months = as_of.month - 1 + count * (12 if match[2] == "year" else 1)
    year, month = as_of.year + months // 12, months % 12 + 1
    return date(year, month, min(as_of.day, monthrange(year, month)[1]))


def _period(which: str, unit: str, as_of: date) -> date:
    later = which == "next"
    if unit == "year":
        return date(as_of.year + later, 12, 31)
    if unit == "week":
        return as_of + timedelta(days=6 - as_of.weekday() + 7 * later)
    year, month = divmod(as_of.year * 12 + as_of.month - 1 + later, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])
