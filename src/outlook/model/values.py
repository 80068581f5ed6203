"""What a person writes read as values (`60%`, `2024-12-31`, `q05`), and the rest refused in a sentence.

Nothing here needs pydantic, so that what only reads and shows a book starts quickly.
"""

import re
from datetime import date, datetime
from math import inf, isfinite
from typing import Any

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 80
DOCUMENT_PREFIX = "document:"  # a document that speaks for itself is the forecaster document:ID
POOL_PREFIX = "pool:"  # all forecasters together are the forecaster pool:RULE
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MATCHES = ("full", "partial", "pending", "refutes", "none")  # what a report says of a sign
QUANTILE = re.compile(r"q(\d{2}(?:\.\d+)?)")
SURROGATE = re.compile("[\ud800-\udfff]")
GRADE = re.compile(r"[A-F][1-6]")
SAFE = 10**300  # whole numbers beyond it fit no float

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNTS = {word: float(count) for count, word in enumerate(_WORDS, 1)} | {
    "twenty": 20.0,
    "fifty": 50.0,
    "hundred": 100.0,
    "thousand": 1000.0,
}
_COUNT = rf"(?:\d+\.?\d*|\.\d+|(?:a\s+)?(?:hundred|thousand)|{'|'.join(_COUNTS)})"
_SHARE = re.compile(rf"({_COUNT})(?:\s*/\s*|\s+(?:in|out\s+of)\s+)({_COUNT})", re.IGNORECASE)
_PERCENT = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*%")
_ODDS = re.compile(r"(\d+\.?\d*|\.\d+)\s*:\s*(\d+\.?\d*|\.\d+)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def claims_to_be_a_pool(name: str) -> bool:
    """Whether a name begins as only a pool's may, in whatever letters: nobody can write under it.

    >>> claims_to_be_a_pool("pool:mine"), claims_to_be_a_pool("Pool:median"), claims_to_be_a_pool("poolside")
    (True, True, False)
    """
    return name.lstrip()[: len(POOL_PREFIX)].casefold() == POOL_PREFIX


def parse_probability(value: Any) -> float:
    """Read a probability as people write it: `0.65`, `65%`, `~65%`, `1/3`, `1 in 3`, or odds for against `2:1`.

    Raises:
        ValueError: for anything outside [0, 1], and for a bare number above 1, which is likely a
            percentage without its sign.

    >>> parse_probability("65%"), parse_probability(".65"), parse_probability("2:1")
    (0.65, 0.65, 0.6666666666666666)
    >>> parse_probability("1/4"), parse_probability("one in twenty"), parse_probability("~30%")
    (0.25, 0.05, 0.3)
    """
    if type(value) is float and 0 <= value <= 1:  # nearly all of them
        return value
    number = _as_number(value)
    if isinstance(value, str) and "%" in value and 0 <= number <= 1:
        return number
    if not isfinite(number) or not 0 <= number <= 1:
        is_number = _NUMBER.fullmatch(_without_about(str(value)))
        bare = is_number and 1 < number <= 100  # noqa: PLR2004 - a percentage without its sign
        way_out = f"write {number:g}% or {number / 100:g}" if bare else "a probability lies between 0 and 1"
        raise ValueError(f"{shown(value)} is not a probability: {way_out}")
    return number


def _as_number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{shown(value)} is not a probability: write 0.65, 65% or odds such as 2:1")
    if isinstance(value, int | float):
        return float(min(max(value, -SAFE), SAFE)) if isinstance(value, int) else value
    text = _without_about(value)
    if match := _PERCENT.fullmatch(text):
        return _faithful(text, match[1]) / 100
    if match := _ODDS.fullmatch(text):
        ahead, behind = _faithful(text, match[1]), _faithful(text, match[2])
        if 0 < ahead + behind < inf:
            return ahead / (ahead + behind)
    if (match := _SHARE.fullmatch(text)) and 0 < (whole := _count(text, match[2])) < inf:
        return _count(text, match[1]) / whole
    if _NUMBER.fullmatch(text):
        return _faithful(text, text)
    raise ValueError(f"{shown(value)} is not a probability: write 0.65, 65% or odds such as 2:1")


def _without_about(text: str) -> str:
    """The text without the `~` that says "about": a probability is an estimate anyway."""
    return text.strip().removeprefix("~").lstrip()


def _count(text: str, count: str) -> float:
    word = count.lower().split()[-1]
    return _COUNTS[word] if word in _COUNTS else _faithful(text, count)


def _faithful(text: str, number: str) -> float:
    """The number as a float, unless it is so small that it would become 0 behind the writer's back."""
    value = float(number)
    if value == 0 and re.search(r"[1-9]", number.lower().partition("e")[0]):
        raise ValueError(f"{shown(text)} is too small to be distinguished from 0: write 0 if that is what you mean")
    return value


def shown(value: Any, limit: int = 60) -> str:
    """A value as a message may show it: on one line, harmless to a terminal, and not longer than the limit."""
    text = value if isinstance(value, str) else repr(value)
    escaped = text.encode("unicode_escape").decode("ascii") if not text.isprintable() else text
    return repr(escaped[:limit] + "…") if len(escaped) > limit else (escaped or "an empty value")


def quantile_level(name: str) -> float:
    """The level of a quantile's name, between 0 and 1.

    Raises:
        ValueError: for a name that is not `q05` … `q95`, with decimals as in `q97.5`.

    >>> quantile_level("q05"), quantile_level("q97.5")
    (0.05, 0.975)
    """
    match = QUANTILE.fullmatch(name)
    level = float(match[1]) / 100 if match else 0.0
    if not 0 < level < 1:
        raise ValueError(f"{shown(name)} is not a quantile: write q05, q50 or q97.5")
    return level


def read_day(value: Any) -> date:
    """A day of the calendar from `2024-12-31`; raises ValueError for anything else.

    >>> read_day("2024-12-31")
    datetime.date(2024, 12, 31)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f"{shown(value)} is not a day: write it as 2024-12-31")
