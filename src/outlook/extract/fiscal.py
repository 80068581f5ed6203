"""Quarters and years that are fiscal: without knowing whose they are, nobody can say on which day one ends."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20|21)\d\d"
_COUNTS = re.compile(
    rf"\bfiscal[- ](?:{_YEAR}|year|half|quarter|first|second|third|fourth|q[1-4]|h[12]\b|20\d\d)"
    rf"|\bfy ?[’']?(?:{_YEAR}|\d\d)\b|\bfinancial[- ]year|\b{_YEAR}[-/]\d\d financial year"
    r"|\b(?:[1-4]q|q[1-4]|[12]h|h[12]) ?fy\b|\b(?:quarter|half) of fiscal\b",
    re.IGNORECASE,
)
# A year that ends with December is that of the calendar.
_AS_THE_CALENDAR = re.compile(
    r"\b(?:fiscal|financial) years? (?:that )?(?:(?:is|are) the calendar year|(?:ends?|ending|ended|runs? to|closes?)"
    r" (?:(?:on|in|at the end of|every year on) )?(?:the )?(?:31(?:st)?(?: of)? december|december))",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:quarters?|hal(?:f|ves)|years?|[1-4]q|q[1-4]|[12]h|h[12]|fy)\b|year-?end|\b{_YEAR}\b", re.IGNORECASE
)
# A month, a week or a day is one of the calendar, whatever the year is, and so is a length of time.
_CALENDAR = re.compile(
    r"\bcalendar\b|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b|\bweek|\bdays?\b|day\b"
    rf"|\b{_YEAR}-\d\d|\d/\d|\bmonth|\bnew year|\bchristmas"
    r"|(?:with)?in (?:about |around |some )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})"
    r" (?:quarter|year)s?\b"
    r"|\b(?:next|coming|following|within the|over the) (?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})"
    r" (?:quarter|year)s?\b",
    re.IGNORECASE,
)
_OF_A_STATE = re.compile(
    r"\b(?:budgets?|budgetary|deficits?|appropriations?|federal|congress|president|treasury|parliament|ministry|minister"
    r"|government|tax(?:es)?|public (?:debt|spending))\b",
    re.IGNORECASE,
)
_OF_US = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_OUR_FISCAL = re.compile(
    r"\b(?:our|the (?:company|group|firm|bank)[’']s)\b[^.;]{0,40}\b(?:fiscal|financial year|fy)\b", re.IGNORECASE
)
FEWEST, OFTEN = 2, 3
NEAR = 50  # characters in which that would be said
_NAMED = re.compile(rf"\b(?:fiscal|financial|fy)\b.*\d\d|\bfy ?\d\d|{_YEAR}.*\b(?:fiscal|financial)\b", re.IGNORECASE)


def counts_in_fiscal_years(text: str) -> bool:
    """Whether a text says that its quarters or years are fiscal, and not that these are those of the calendar.

    >>> counts_in_fiscal_years("our fiscal third quarter"), counts_in_fiscal_years("Its fiscal policy is loose.")
    (True, False)
    >>> counts_in_fiscal_years("Our fiscal year ends on 31 December.")
    False
    """
    plain = " ".join(text.split())
    return _COUNTS.search(plain) is not None and _AS_THE_CALENDAR.search(plain) is None


def document_counts_in_fiscal_years(text: str) -> bool:
    """The same of a whole document, which speaks of its own years where it says *we* and *our*, or says so often.

    That a state has a budget of a fiscal year, or one company of a story, says nothing of the other years there.

    >>> document_counts_in_fiscal_years("In fiscal 2026 we grew; our sales rose."), document_counts_in_fiscal_years(
    ...     "Bank rates will rise. Corvane said that it would grow in fiscal 2028."
    ... )
    (True, False)
    >>> document_counts_in_fiscal_years("The President's FY2026 budget has a deficit.")
    False
    """
    plain = " ".join(text.split())
    spans = (one.span() for one in _COUNTS.finditer(plain))
    own = sum(not _OF_A_STATE.search(plain, max(start - NEAR, 0), end + NEAR) for start, end in spans)
    is_of_us = own > 0 and (_OUR_FISCAL.search(plain) is not None or len(_OF_US.findall(plain)) >= FEWEST)
    return (is_of_us or own >= OFTEN) and _AS_THE_CALENDAR.search(plain) is None


def is_a_part_of_a_year(horizon: str) -> bool:
    """Whether the words name a quarter, a half or a year, and no month, week or day.

    >>> [is_a_part_of_a_year(one) for one in ("by the end of Q3 2027", "by May 2027", "within two years", "in 2027")]
    [True, False, False, True]
    """
    return _PART.search(horizon) is not None and _CALENDAR.search(horizon) is None


def names_a_fiscal_year(horizon: str) -> bool:
    """Whether the words say of which fiscal year they speak, so that a question can ask of it.

    >>> names_a_fiscal_year("in Q3 FY27"), names_a_fiscal_year("this fiscal year")
    (True, False)
    """
    return _NAMED.search(horizon) is not None
