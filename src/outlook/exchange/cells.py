"""What stands in the cells of foreign files as values: numbers, probabilities, times, outcomes.

Everything here raises ValueError with the value and the way out; whoever calls it adds the place.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Literal

from outlook import moments
from outlook.model.values import shown

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d{1,2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_SHORT_SECOND = re.compile(r"(:\d\d:)(\d)(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?")

Dates = Literal["dmy", "mdy"] | None


def number(raw: Any) -> float:
    """A finite number, from JSON or from text, also with a decimal comma.

    >>> number("0,35"), number("1E-07"), number(0.4)
    (0.35, 1e-07, 0.4)
    """
    text = raw.strip() if isinstance(raw, str) else raw
    if isinstance(text, str) and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    try:
        value = float("nan") if isinstance(text, bool) else float(text)
    except (TypeError, ValueError, OverflowError):
        value = float("nan")
    if not isfinite(value):
        raise ValueError(f"{shown(raw)} is not a number")
    return value


def chance(raw: Any, scale: float = 1) -> float:
    """A probability, from a number of that scale (1 or 100) or from a text that may end in `%`.

    >>> chance("70 %"), chance(55, 100), chance("0,2")
    (0.7, 0.55, 0.2)
    """
    text = raw.strip() if isinstance(raw, str) else ""
    is_percent = text.endswith("%")
    value = _divided(text.removesuffix("%").rstrip() if is_percent else raw, 100 if is_percent else scale)
    if not 0 <= value <= 1:
        way_out = "a probability lies between 0 and 1, or is written with %"
        raise ValueError(f"{shown(raw)} is not a probability: {way_out}")
    return value


def _divided(raw: Any, scale: float) -> float:
    """The quotient as decimals have it: 12.34567% is 0.1234567, and nothing beside it."""
    value = number(raw)
    if scale == 1:
        return value
    written = raw.strip().replace(",", ".") if isinstance(raw, str) else repr(value)
    return float(Decimal(written) / Decimal(scale))


def moment(raw: Any, dates: Dates = None) -> datetime | date:
    """A time in UTC, or a day where only a day is written; a time without a zone is one in UTC.

    >>> moment("2026-01-15 03:50:5")
    datetime.datetime(2026, 1, 15, 3, 50, 5, tzinfo=datetime.timezone.utc)
    >>> moment("12.01.2026"), moment("5/6/2026", "dmy")
    (datetime.date(2026, 1, 12), datetime.date(2026, 6, 5))
    """
    text = _SHORT_SECOND.sub(r"\g<1>0\2", raw.strip()) if isinstance(raw, str) else ""
    if _ISO.fullmatch(text):
        return _from_iso(text)
    if slashed := _SLASHED.fullmatch(text):
        return moments.parse(_ordered(slashed, dates), _EPOCH)
    if not _HAS_YEAR.search(text):
        raise ValueError(f"{shown(raw)} is not a time: write it as in 2026-01-15 or 2026-01-15T03:50:05Z")
    return moments.parse(text, _EPOCH)


def _from_iso(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{shown(text)} is not a time of the calendar") from None


def _ordered(found: re.Match[str], dates: Dates) -> str:
    """A day with slashes as one with points; where it can be read in two ways, somebody must have said which."""
    first, second = int(found[1]), int(found[2])
    months = 12
    if dates is None and first <= months and second <= months and first != second:
        raise ValueError(
            f"{shown(found[0])} could have its day and month swapped: say --dates dmy for {first}.{second}.{found[3]}, "
            f"--dates mdy for {second}.{first}.{found[3]}"
        )
    is_month_first = dates == "mdy" or (dates is None and second > months)
    day, month = (second, first) if is_month_first else (first, second)
    return f"{day}.{month}.{found[3]}{found[4]}"


def known(raw: Any, dates: Dates = None) -> datetime:
    """When something was known: a bare day means its noon."""
    found = moment(raw, dates)
    return found if isinstance(found, datetime) else moments.noon(found)


def opening(raw: Any, dates: Dates = None) -> datetime:
    """When something opens: a bare day means its start."""
    found = moment(raw, dates)
    return found if isinstance(found, datetime) else moments.start_of_day(found)


def closing(raw: Any, dates: Dates = None) -> datetime:
    """When something closes: a bare day means its end."""
    found = moment(raw, dates)
    return found if isinstance(found, datetime) else moments.end_of_day(found)


def since_1970(raw: Any, unit: float = 1) -> datetime:
    """A time from so many seconds, or thousandths with `unit` 1000, since 1970.

    >>> since_1970(1767398400000, 1000).isoformat()
    '2026-01-03T00:00:00+00:00'
    """
    try:
        return datetime.fromtimestamp(number(raw) / unit, UTC)
    except (OverflowError, OSError, ValueError):
        raise ValueError(f"{shown(raw)} is not a time: it counts seconds or thousandths since 1970") from None


def to_the_second(at: datetime) -> str:
    """The moment as an id holds it where one form of a file has fractions of a second and another has none."""
    return moments.iso(at.replace(microsecond=0))
