"""Whether the day that a question or its criteria name as the last is the day on which it closes."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.model.forecast import Forecast

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _NAMES)}|sept)\.?"
_LAST = r"\b(?:by|until|till|before|no later than|not later than|on or before|through)"
_DAY = re.compile(
    rf"{_LAST} (?:(?:the )?(?:end of )?(?:[a-z]+day,? )?)?(?:"
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)\b|(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}})\b"
    rf"|{_MONTH.replace('<month>', '<american>')} (?P<of>\d{{1,2}})(?:st|nd|rd|th)?, (?P<in>\d{{4}})\b"
    rf"|{_MONTH.replace('<month>', '<whole>')} (?P<at>\d{{4}})\b)",
    re.IGNORECASE,
)


def last_days(text: str) -> Iterator[tuple[date, str]]:
    """The days that a text names whole as the last ones, each with its words; a month is taken to its end.

    >>> [f"{found}" for found, _ in last_days("by 30 November 2026, or before May 3, 2027, until June 2027")]
    ['2026-11-30', '2027-05-02', '2027-06-30']
    """
    for match in _DAY.finditer(" ".join(text.split())):
        words = match[0].lower()
        is_before = words.startswith("before") and " end of " not in words
        try:
            yield _read(match, first=is_before) - timedelta(days=is_before), match[0]
        except (ValueError, OverflowError):  # the calendar has no such day, which is for somebody else to say
            continue


def _read(match: re.Match[str], *, first: bool) -> date:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["whole"]:
        year, month = int(match["at"]), _MONTHS[match["whole"][:3].lower()]
        return date(year, month, 1 if first else monthrange(year, month)[1])
    month = _MONTHS[(match["month"] or match["american"])[:3].lower()]
    return date(int(match["year"] or match["in"]), month, int(match["day"] or match["of"]))


def other_days(forecast: Forecast) -> Iterator[tuple[str, str]]:
    """The field and the words of a last day that is not that of the close.

    A question that closes within a day of it closes then, as people count days in other time zones. Criteria may name a
    later day, by which it is reported; an earlier one would decide it before it closes.
    """
    closes = forecast.closes_at
    if closes is None:
        return
    closes_on = closes.date()
    question = [one for one in last_days(forecast.question or "") if not _is_past(one[0], forecast)]
    if question and not any(_is_then(found, closes_on) for found, _ in question):
        yield "question", question[0][1]
    criteria = [one for one in last_days(forecast.criteria or "") if not _is_past(one[0], forecast)]
    if criteria and all(found < closes_on and not _is_then(found, closes_on) for found, _ in criteria):
        yield "criteria", criteria[0][1]


def _is_past(found: date, forecast: Forecast) -> bool:
    return forecast.opens_at is not None and found < forecast.opens_at.date()


def _is_then(found: date, closes_on: date) -> bool:
    return timedelta(0) <= closes_on - found <= timedelta(days=1)
