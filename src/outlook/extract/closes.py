"""When a draft closes: the last day of the words that say when, and what is said where they name none."""

import re
from datetime import date
from typing import NamedTuple

from outlook.extract.asked_times import period_of, whole_words
from outlook.extract.fiscal import counts_in_fiscal_years, is_a_part_of_a_year
from outlook.extract.found import Found
from outlook.extract.horizons import find_times, last_day
from outlook.extract.lexicon import lowered
from outlook.extract.marks import shown

_READ_ON = re.compile(r",?\s+(?:of\s+)?(?:19|20|21)\d\d\b")  # a year behind what was read
_SO_LONG = re.compile(
    r"(?:with)?in (?:(?:about|around|some|roughly|a matter of) )?"
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|(?:a )?few|several) "
    r"(?:hour|day|week|month|quarter|year|decade)s?(?: (?:or so|of that|afterwards?))?",
    re.IGNORECASE,
)


class Calendar(NamedTuple):
    """The day from which a document looks ahead, and whether it says that its quarters and years are fiscal."""

    as_of: date
    is_fiscal: bool = False

    def of(self, text: str) -> "Calendar":
        """The same for a sentence, which may say so itself."""
        return self if self.is_fiscal else Calendar(self.as_of, counts_in_fiscal_years(text))

    def last_day(self, words: str) -> date | None:
        """The last day of a time; None where it is open, or part of a fiscal year, which ends on no known day."""
        is_unknown = self.is_fiscal and is_a_part_of_a_year(words)
        return None if is_unknown else last_day(words, self.as_of)


def closing_day(item: Found, calendar: Calendar) -> date | None:
    """The last day of the statement's time.

    None where the words were not read to their end, and where a length of time begins when a condition is met.
    """
    if item.horizon is None or (item.condition and _SO_LONG.fullmatch(item.horizon)):
        return None
    behind = item.text[item.text.find(item.horizon) + len(item.horizon) :]
    words = whole_words(period_of(shown(item.horizon).lower()), calendar.as_of)
    return None if _READ_ON.match(behind) else calendar.of(item.text).last_day(words)


def timeless(condition: str) -> str:
    """A condition without its times."""
    for time in find_times(condition, lowered(condition)):
        condition = condition.replace(time.text, " ")
    return condition


def window(as_of: date, closes_on: date | None) -> dict[str, str]:
    """The fields of a record that say when it opens and closes."""
    closes = {"closes_at": closes_on.isoformat()} if closes_on else {}
    return {"opens_at": as_of.isoformat(), **closes}


def until(closes_on: date | None) -> str:
    """The closing day as a question and its criteria name it; nothing where there is none."""
    return f" by {closes_on.day} {closes_on:%B %Y}" if closes_on else ""


def about_the_close(said: str, closes_on: date | None, calendar: Calendar) -> str:
    """What the hint for the close says, by the words of the report."""
    if not said:
        return "TODO: the report names no time"
    if closes_on:
        return f"the report says “{said}”"
    why = ", and counts in fiscal years" if calendar.is_fiscal and is_a_part_of_a_year(said) else ""
    return f"TODO: a day; the report says “{said}”{why}"
