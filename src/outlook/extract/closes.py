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
# A time behind one of these is that of a noun, or of another clause than that of the hedge.
_OF_A_NOUN = re.compile(
    r"(?<!likely)(?<!expect)(?<!think)(?<!forecast)(?<!believe)(?<!sure)(?<!certain)"
    r" (?:that|which|who) (?:can|could|is|are|was|were|will|would|has|have|had|may|might)\b"
)
_ANOTHER_CLAUSE = re.compile(r",\s+(?:but|while|although|though|whereas|yet|which|who|whose|where)\s|;\s")
_NAMES_A_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")


class Calendar(NamedTuple):
    """The day from which a document looks ahead, and whether it says that its quarters and years are fiscal."""

    as_of: date
    is_fiscal: bool = False

    def of(self, text: str) -> "Calendar":
        """The same for a sentence, which may say so itself."""
        return self if self.is_fiscal else Calendar(self.as_of, counts_in_fiscal_years(text))

    def is_over(self, words: str) -> bool:
        """Whether a time that names its year was over when the document was written."""
        if not _NAMES_A_YEAR.search(words):
            return False
        found = last_day(words, date.min)
        return found is not None and found < self.as_of

    def last_day(self, words: str) -> date | None:
        """The last day of a time; None where it is open, or part of a fiscal year, which ends on no known day."""
        is_unknown = self.is_fiscal and is_a_part_of_a_year(words)
        return None if is_unknown else last_day(words, self.as_of)


def closing_day(item: Found, calendar: Calendar) -> date | None:
    """The last day of the statement's time.

    None where the words were not read to their end, where a length of time begins when a condition is met, and where
    they may be of something else than what the hedge is about.
    """
    if item.horizon is None or (item.condition and _SO_LONG.fullmatch(item.horizon)) or is_of_something_else(item):
        return None
    behind = item.text[item.text.find(item.horizon) + len(item.horizon) :]
    words = whole_words(period_of(shown(item.horizon).lower()), calendar.as_of)
    return None if _READ_ON.match(behind) else calendar.of(item.text).last_day(words)


def still_ahead(item: Found, calendar: Calendar) -> Found:
    """The statement without a time that was over when it was written: that is part of what it says."""
    is_past = item.horizon is not None and calendar.is_over(shown(item.horizon).lower())
    return item._replace(horizon=None) if is_past else item


def is_of_something_else(item: Found) -> bool:
    """Whether between the hedge and the time another clause begins: *a plan that is to end in 2030*."""
    hedge, horizon, text = (lowered(shown(one or "")) for one in (item.hedge, item.horizon, item.text))
    start = text.find(hedge) if hedge else -1
    end = text.find(horizon, start + len(hedge)) if horizon and start >= 0 else -1
    between = text[start + len(hedge) : end] if end > 0 else ""
    found = _OF_A_NOUN.search(f"{hedge[-9:]}{between}") or _ANOTHER_CLAUSE.search(between)
    return found is not None and not (item.condition and found[0] in shown(item.condition))


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
