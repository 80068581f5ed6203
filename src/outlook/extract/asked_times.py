"""The time of a statement as its question names it: by a day, on it, until it, or in a month, a quarter or a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.extract.fiscal import names_a_fiscal_year
from outlook.extract.marks import shown
from outlook.model.emphasis import without_emphasis
from outlook.weeks import Week

if TYPE_CHECKING:
    from datetime import date

    from outlook.extract.found import Found

_LASTS = re.compile(r"(?:until|till|through|throughout|for (?:all of |the (?:next|coming|rest|remainder|whole)))\b")
_DENIED = re.compile(r"\b(?:not|never|nor|hardly|unlikely)\b|n[’']t\b")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?"
_ON_A_DAY = re.compile(
    rf"on {_WEEKDAY}(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
    rf"(?:,? \d{{4}})?|on \d{{4}}-\d\d-\d\d"
)
_IN_A_MONTH = re.compile(rf"(?:in|during) {_MONTH}(?: (?:of )?\d{{4}})?")
_IN_A_YEAR = re.compile(r"(?:in|during) \d{4}|(?:in |during )?next year")
_IN_A_PART = re.compile(
    r"(?:in|during) (?:the (?:first|second|third|fourth|last) (?:quarter|half) of|q[1-4]|h[12]) \d{4}", re.IGNORECASE
)
_NEXT_PART = re.compile(r"(?:in|during) (?:the (?:first|second|third|fourth|last) (?:quarter|half)|q[1-4]|h[12])")
_OVER_YEARS = re.compile(r"(?:over|during|throughout|in|across) (?:\d{4} and \d{4}|\d{4}[-–]\d{2,4})|over \d{4}")
_WEEK = re.compile(r"(?:in |during |for |by |until )?(?:the )?week (?P<week>[1-5]?\d)")
_NEW_YEAR = re.compile(r"(?<=before )(?:the )?new year$")
_IN_A_WEEK = re.compile(r"(?:in|during) week (?P<week>[1-5]?\d)(?:(?: of|,)? \d{4})?")
_PREPOSED = re.compile(r"(?:by|in|for|during|over|throughout|until|through|within|before)\b")
# How often in a period: the period says when it closes, and how often is part of what is asked.
_SOME_DAYS = re.compile(
    r"(?:on|in|for|during) (?:(?:at (?:least|most)|more than|fewer than|no more than|up to|only) )?"
    r"(?:an?|any|one|two|three|four|five|six|seven|\d{1,3}|some|several|every|each|most) (?:single )?"
    r"(?:days?|nights?|weeks?|months?|occasions?|weekends?|mornings?) (?P<period>(?:in|of|during) .+)"
)
# Behind the time and of it: `, a week later than announced`.
_BEHIND = re.compile(
    r"(?P<time>\0),? (?:just |only |nearly |almost |about |some |at least |more than |well |shortly |long )*"
    r"(?:(?:an?|one|two|three|four|five|six|\d+|several) (?:hour|day|week|fortnight|month|quarter|year)s? )?"
    r"(?:later than|earlier than|sooner than|ahead of|behind|after|before) [^,;.]+"
)


def period_of(horizon: str) -> str:
    """The words that say when it closes: of *on at least one day in November 2026*, *in November 2026*."""
    found = _SOME_DAYS.fullmatch(horizon)
    return re.sub(r"^of\b", "in", found["period"]) if found else horizon


def whole_words(horizon: str, as_of: date) -> str:
    """The time with the year that it leaves out: of a numbered week, and of the new year.

    >>> from datetime import date
    >>> whole_words("in week 49", date(2026, 11, 20)), whole_words("in week 2", date(2026, 11, 20))
    ('in week 49 of 2026', 'in week 2 of 2027')
    """
    if match := _WEEK.fullmatch(horizon):
        days = Week(None, int(match["week"])).days(as_of.isocalendar().year)
        year = as_of.isocalendar().year + (days is None or days[1] < as_of)
        return f"{horizon} of {year}"
    return _NEW_YEAR.sub(f"1 January {as_of.year + 1}", horizon)


def as_asked(item: Found, closes_on: date | None) -> str:
    """The time as a question names it, with the closing day or the period whole; nothing where it has none.

    What is said to last until a day is not asked as what happens by then; what will *not* be until a day is. What is
    said of one day, or of a month, is asked of that. A fiscal quarter or year that is named is asked as it is said.
    """
    said = shown(without_emphasis(item.horizon or ""))
    horizon = said.lower()
    if closes_on is None:  # a fiscal year is what it is, on whatever day it ends
        return f" {said[:1].lower()}{said[1:]}" if names_a_fiscal_year(said) and _PREPOSED.match(horizon) else ""
    if (period := period_of(horizon)) != horizon:
        how_often = said[: len(horizon) - len(period)].rstrip()
        return f" {how_often}{_of_period(period, closes_on) or until_then(item, closes_on)}"
    return _of_period(horizon, closes_on) or until_then(item, closes_on)


def _of_period(horizon: str, closes_on: date) -> str:
    if _ON_A_DAY.fullmatch(horizon):
        return f" on {closes_on.day} {closes_on:%B %Y}"
    if _IN_A_MONTH.fullmatch(horizon):
        return f" in {closes_on:%B %Y}"
    if match := _IN_A_WEEK.fullmatch(horizon):
        return f" in week {match['week']} of {closes_on:%G}"
    return _of_years(horizon, closes_on)


def _of_years(horizon: str, closes_on: date) -> str:
    """Of a year, of several, or of a part of one; nothing where it is none."""
    part = horizon.partition(" ")[2]
    of = part.upper() if part[:1] in ("q", "h") else part
    if _IN_A_YEAR.fullmatch(horizon):
        return f" in {closes_on:%Y}"
    if _OVER_YEARS.fullmatch(horizon):
        return f" {horizon}"
    if _NEXT_PART.fullmatch(horizon):  # of the year that is meant
        return f" in {of}{' ' if of != part else ' of '}{closes_on:%Y}"
    return f" in {of}" if _IN_A_PART.fullmatch(horizon) else ""


def until_then(item: Found, closes_on: date | None) -> str:
    """The closing day as the criteria name it; nothing where there is none."""
    if closes_on is None:
        return ""
    horizon = (item.horizon or "").lower()
    before = item.text.lower().partition(horizon)[0]
    lasts = _LASTS.match(horizon) is not None and _DENIED.search(before) is None
    return f" {'until' if lasts else 'by'} {closes_on.day} {closes_on:%B %Y}"


def without_time(plain: str, horizon: str) -> str:
    """A sentence without its time, and without what stands behind the time and says something of it.

    >>> without_time("It will be done on 6 May, a week later than planned, in Sel.", "on 6 May")
    'It will be done  , in Sel.'
    """
    return _BEHIND.sub("\0", plain.replace(horizon, "\0", 1)).replace("\0", " ")
