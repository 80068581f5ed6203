"""Times as people type them, read by a closed grammar; everything else is refused with a way out.

A forecast is judged by its times, so a guess here would spoil a score in silence. What can be read in two
ways (`05/12/2024`, `friday`) is therefore refused rather than guessed. All reckoning is in UTC: `today` is the
day it now is in UTC, and a time without a zone is a time in UTC.

    2024-12-05, 5.12.2024 (the day first)         5 Dec 2024, 5th December 2024, Dec 5, 2024
    5 Dec, December 5                             the next one for a close, the last one for what is past
    today, yesterday, tomorrow                    last friday, next fri (never today itself); since friday: the last
    3 days ago, a week ago, in 2 months           any of these and 14:30, at 14:30:05, 14:30 UTC, 14:30 +03:00
    now, 2 hours ago, in 30 min                   2024-12-05T14:30Z, 2024-W49-4 (ISO 8601: Monday is 1)

`24:00` is the end of its day. Months and years keep the day of the month, or take the last day of a shorter
month: on 31 March `a month ago` is the last day of February. Nothing here reads the clock: `now` is an argument.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from outlook.lengths import AMOUNT, DAYS, MINUTES, MONTHS, length, length_of_month, months_on
from outlook.weeks import day_of_week, why_no_day

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}

# The patterns are strings: `re` compiles and keeps them at their first use, and importing stays quick.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WRITTEN = (
    rf"(?P<day>{_DAY}) (?P<month>{_MONTH}) (?P<year>\d{{4}})",
    rf"(?P<month>{_MONTH}) (?P<day>{_DAY})(?:, ?| )(?P<year>\d{{4}})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
)
_RELATIVE = rf"(?P<ahead>in )?{AMOUNT}(?(ahead)| ago)"
_OFFSET = r"[+-](?:[01]\d|2[0-3]):?[0-5]\d"
_WITH_CLOCK = (
    r"(?P<day>.+?)(?:(?<=\d\d-\d\d)t| at | )"
    r"(?P<hour>[01]?\d|2[0-3]|24(?=:00(?!\d|:(?!00)|:00\.))):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.(?P<fraction>\d{1,6}))?)?"
    rf"(?: ?(?P<zone>z|utc|{_OFFSET}))?"
)
_ISO = (
    r"\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
    rf"(?P<zone>Z|{_OFFSET})?"
)
# As `iso` writes it: nearly all that is ever read.
_IN_FULL = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3}(?:\d{3})?)?Z", re.ASCII).fullmatch

_EXAMPLES = "2024-12-05, 2024-12-05 14:30, 5 Dec 2024, yesterday, 3 days ago, in 2 weeks or last friday"
_OUT_OF_RANGE = "lies outside the years 1 to 9999; name a nearer time, such as 2024-12-05 or 3 days ago."
_IMPOSSIBLE = "is not a day of the calendar; check the day and the month, as in 2024-02-29 or 29 Feb 2024."
# The first pattern that fits says why; they are tried only on what no reading took.
_REFUSALS = (
    (r"", f"names no time; write one such as {_EXAMPLES}."),
    (
        r".*[^\x00-\x7f].*",
        "holds a character that is not plain ASCII; type plain letters and digits, as in 2024-12-05.",
    ),
    (
        r"(?:at )?\d{1,2}:\d\d.*",
        "does not begin with a day; write the day first, as in today 14:30 or 2024-12-05 14:30.",
    ),
    (rf"{_DAY} {_MONTH}|{_MONTH} {_DAY}", "names a day without a year; add the year, as in 5 Dec 2024."),
    (
        rf"{_DAY} {_MONTH},? '?\d\d|{_MONTH} {_DAY},? '?\d\d|\d\d-\d\d-\d\d",
        "has a year of two digits; write all four, as in 5 Dec 2024 or 2024-12-05.",
    ),
    (
        rf"{_MONTH}(?: \d{{4}})?|\d{{4}}-\d\d",
        "names a month without a day; add the day, as in 5 Dec 2024 or 2024-12-05.",
    ),
    (r"[+-]?\d+(?:\.\d+)?", f"is a number alone, not a time; write one such as {_EXAMPLES}."),
    (
        rf"\d{{4}}-\d\d-\d\d|\d\d?\.\d\d?\.\d{{4}}|{_DAY} {_MONTH} \d{{4}}|{_MONTH} {_DAY}(?:, ?| )\d{{4}}",
        _IMPOSSIBLE,
    ),
    (
        r"\d{1,4}([/.])\d{1,2}(?:\1\d{1,4})?|\d{1,2}-\d{1,2}(?:-\d{4})?",
        "could have its day and month swapped; write the year first, as in 2024-12-05, or 5 Dec 2024.",
    ),
    (r"\d{4}-\d{1,2}-\d{1,2}", "needs two digits for the month and two for the day, as in 2024-12-05."),
    (rf"(?:this |on )?{_WEEKDAY}", "could be past or to come; write last friday or next friday."),
    (rf"now|{_RELATIVE}", "names a time of day already; leave out the second one, as in 2 hours ago."),
    (r"(?:in )?\d{10,}.*", _OUT_OF_RANGE),
    (rf"(?:in |[+-] ?)?{AMOUNT}", "counts neither back nor ahead; write 3 days ago or in 3 days."),
    (
        r"in .*|.* ago",
        "is not a count of minutes, hours, days, weeks, months or years; write 3 days ago or in 2 weeks.",
    ),
    (r".*\d ?[ap]\.?m\.?", "uses the 12-hour clock; write hours from 0 to 23, as in 2024-12-05 14:30."),
    (r".*\d:\d\d ?[a-z]+", "has a zone that is not known here; write UTC or an offset, as in 2024-12-05 14:30 +01:00."),
    (r".*\d:\d.*", "has no time of day known here; hours run from 0 to 23, minutes from 00 to 59, as in today 14:30."),
    (r".*", f"is not a time known here; write one such as {_EXAMPLES}."),
)
_SHOWN = 60
LAST, NEXT = -1, 1


def parse(text: str, now: datetime, side: int = 0) -> date | datetime:
    """Read a time as people type it: a `date` if only a day was named, else a datetime in UTC.

    A day without a year is the next one (today included) where `side` is 1, the last one where it is -1.

    Raises:
        ValueError: for whatever the grammar does not know, with the value and what to write instead.

    >>> now = datetime(2024, 12, 5, 9, 30, tzinfo=UTC)
    >>> parse("3 days ago", now)
    datetime.date(2024, 12, 2)
    >>> iso(parse("5 Dec 2024 at 14:30 +03:00", now))
    '2024-12-05T11:30:00Z'
    >>> parse("5 Dec", now)
    Traceback (most recent call last):
    ValueError: '5 Dec' names a day without a year; add the year, as in 5 Dec 2024.
    """
    words = _plain(text)
    try:
        found = _read(words, _utc(now), side)
    except OverflowError:
        raise ValueError(f"{_shown(text)} {_OUT_OF_RANGE}") from None
    if found is None:
        raise ValueError(f"{_shown(text)} {_reason(words, now)}")
    return found


def as_of(text: str, now: datetime) -> datetime:
    """Read the moment as of which a book is replayed; a bare day is taken to its end, 23:59:59 UTC."""
    return _moment(text, now, end_of_day, LAST)


def opening(text: str, now: datetime) -> datetime:
    """Read when a forecast opens; a bare day opens at its start, 00:00:00 UTC."""
    return _moment(text, now, start_of_day)


def since(text: str, now: datetime) -> datetime:
    """Read from when something is wanted: a moment, the start of a day, or so long ago.

    >>> iso(since("friday", datetime(2024, 12, 5, 9, 30, tzinfo=UTC)))  # no day to come can be meant
    '2024-11-29T00:00:00Z'
    """
    words = _plain(text)
    if _match(r"(?:the )?(?:last|past|this) week", words):
        back = timedelta(days=_utc(now).weekday() + (0 if "this" in words else DAYS["week"]))
        monday = max(_utc(now).date(), date.min + back) - back
        raise ValueError(f"{_shown(text)} may begin on its Monday or 7 days ago; write {monday} for the Monday, or 7d.")
    try:
        ago = length(text)
    except ValueError:
        return _moment(f"last {words}" if _match(_WEEKDAY, words) else text, now, start_of_day, LAST)
    return ago.before(now)


def ahead(text: str, now: datetime) -> datetime:
    """Read until when something can wait: so long from now, or until a day begins.

    >>> iso(ahead("2w", datetime(2024, 12, 5, 9, 30, tzinfo=UTC)))
    '2024-12-19T09:30:00Z'
    """
    try:
        so_long = length(text)
    except ValueError:
        return _moment(text, now, start_of_day, NEXT)
    return so_long.after(now)


def closing(text: str, now: datetime) -> datetime:
    """Read when a forecast closes; a bare day closes at its end, 23:59:59 UTC."""
    return _moment(text, now, end_of_day, NEXT)


def known(text: str, now: datetime) -> datetime:
    """Read when something became known; a bare day is known at its noon.

    Until its noon has come, today means `now`: what is known cannot have become known later.

    >>> iso(known("today", datetime(2024, 12, 5, 9, 30, tzinfo=UTC)))
    '2024-12-05T09:30:00Z'
    >>> iso(known("today", datetime(2024, 12, 5, 15, 0, tzinfo=UTC)))
    '2024-12-05T12:00:00Z'
    """
    now = _utc(now)
    return _moment(text, now, lambda named: min(noon(named), now) if named == now.date() else noon(named), LAST)


def day(text: str, now: datetime) -> date:
    """Read a day; a time of day is dropped, and the day is the one it falls on in UTC."""
    found = parse(text, now, LAST)
    return found.date() if isinstance(found, datetime) else found


def start_of_day(named: date) -> datetime:
    """Give 00:00:00 UTC of a day."""
    return datetime.combine(named, time(0, 0, 0), UTC)


def noon(named: date) -> datetime:
    """Give 12:00:00 UTC of a day."""
    return datetime.combine(named, time(12, 0, 0), UTC)


def end_of_day(named: date) -> datetime:
    """Give 23:59:59 UTC of a day, the last whole second of it."""
    return datetime.combine(named, time(23, 59, 59), UTC)


def iso(moment: datetime) -> str:
    """Write a moment in UTC as ISO 8601; a fraction of a second appears only where there is one.

    Raises:
        ValueError: for a moment without a zone, or one that UTC puts outside the years 1 to 9999.

    >>> iso(datetime(2024, 12, 5, 15, 0, tzinfo=timezone(timedelta(hours=3))))
    '2024-12-05T12:00:00Z'
    >>> iso(datetime(2024, 12, 5, 12, 0, 0, 250_000, tzinfo=UTC))
    '2024-12-05T12:00:00.250Z'
    """
    return _written(moment if moment.tzinfo is UTC else _utc(moment))


@lru_cache(maxsize=4096)  # a command writes most of them several times
def _written(plain: datetime) -> str:
    if not (fraction := plain.microsecond):
        return plain.isoformat()[:-6] + "Z"  # in place of +00:00
    return plain.isoformat(timespec="microseconds" if fraction % 1000 else "milliseconds")[:-6] + "Z"


def from_iso(text: str) -> datetime:
    """Read a moment as records and ledgers hold it: ISO 8601 with a zone. The reverse of `iso`.

    Seconds may be left out and a blank may stand for the `T`; the zone is `Z`, `+03:00` or `+0300`.

    Raises:
        ValueError: for anything else, with the value and what to write instead.

    >>> iso(from_iso("2024-12-05 15:00+03:00"))
    '2024-12-05T12:00:00Z'
    """
    if not _IN_FULL(text):
        form = re.fullmatch(_ISO, text, re.ASCII)
        if form is None:
            raise ValueError(f"{_shown(text)} is not a time in ISO 8601; write it as in 2024-12-05T12:00:00Z.")
        if form["zone"] is None:
            raise ValueError(f"{_shown(text)} has no zone; add Z for UTC, as in 2024-12-05T12:00:00Z.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{_shown(text)} {_IMPOSSIBLE}") from None
    return moment if moment.tzinfo is UTC else _utc(moment)


def _moment(text: str, now: datetime, of_day: Callable[[date], datetime], side: int = 0) -> datetime:
    found = parse(text, now, side)
    return found if isinstance(found, datetime) else of_day(found)


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no zone; add one, as in 2024-12-05T12:00:00Z.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{moment.isoformat()} in UTC {_OUT_OF_RANGE}") from None


def _plain(text: str) -> str:
    words = " ".join(text.split())
    # Lower case turns a few foreign letters into ASCII ones (the Kelvin sign into k), so it waits.
    return words.lower() if words.isascii() else words


def _shown(text: str) -> str:
    """Quote a value so that no character of it can act on a terminal, and cut it."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")


def _match(pattern: str, words: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, words, re.ASCII)


def _reason(words: str, now: datetime) -> str:
    clock = _match(_WITH_CLOCK, words)
    named = clock["day"] if clock else words
    if of_week := why_no_day(named, now.year):
        return of_week
    if either := _swapped(named):
        return f"could have its day and month swapped; write {either}."
    return next(why for form, why in _REFUSALS if _match(form, words) or _match(form, named))


def _swapped(words: str) -> str:
    """What to write for each day of the calendar that `3/4/2026` can mean."""
    found = _match(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", words)
    if found is None:
        return ""
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    readings = dict.fromkeys(filter(None, (_calendar(year, other, one), _calendar(year, one, other))))
    return " or ".join(f"{reading} for {reading.day} {reading:%b %Y}" for reading in readings)


def _read(words: str, now: datetime, side: int) -> date | datetime | None:
    clock = _match(_WITH_CLOCK, words)
    if clock is None:
        return _day(words, now.date(), side) or _instant(words, now)
    named = _day(clock["day"], now.date(), side)
    return named and _at(named, clock)


def _at(named: date, clock: re.Match[str]) -> datetime:
    if clock["hour"] == "24":
        return datetime.combine(named, time(23, 59, 59), _zone(clock["zone"] or "z")).astimezone(UTC)
    fraction = int((clock["fraction"] or "0").ljust(6, "0"))
    of_day = time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0), fraction)
    return datetime.combine(named, of_day, _zone(clock["zone"] or "z")).astimezone(UTC)


def _zone(name: str) -> timezone:
    if name in {"z", "utc"}:
        return UTC
    ahead = timedelta(hours=int(name[1:3]), minutes=int(name[-2:]))
    return timezone(-ahead if name.startswith("-") else ahead)


def _instant(words: str, now: datetime) -> datetime | None:
    if words == "now":
        return now
    count, unit = _count(words)
    return now + timedelta(minutes=count * MINUTES[unit]) if unit in MINUTES else None


def _day(words: str, today: date, side: int) -> date | None:
    if words in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[words])
    named = _iso_day(words) or day_of_week(words) or _written_day(words) or _yearless(words, today, side)
    return named or _weekday(words, today) or _relative_day(words, today)


def _iso_day(words: str) -> date | None:
    return _calendar(*map(int, words.split("-"))) if _match(r"\d{4}-\d\d-\d\d", words) else None


def _written_day(words: str) -> date | None:
    found = next(filter(None, (_match(form, words) for form in _WRITTEN)), None)
    if found is None:
        return None
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    return _calendar(int(found["year"]), number, int(found["day"].rstrip("stndrh")))


def _yearless(words: str, today: date, side: int) -> date | None:
    """The nearest such day on the side that the caller looks to; today is on both."""
    # Nine years hold a 29 February wherever they begin.
    years = range(today.year, today.year + 9 * side, side) if side else ()
    days = (_written_day(f"{words} {year:04}") for year in years if MINYEAR <= year <= MAXYEAR)
    return next((named for named in days if named and (named - today).days * side >= 0), None)


def _weekday(words: str, today: date) -> date | None:
    found = _match(rf"(?P<side>last|next) (?P<name>{_WEEKDAY})", words)
    if found is None:
        return None
    ahead = _WEEKDAYS.index(found["name"][:3]) - today.weekday()
    # Between 1 and 7 days away on either side, so that it is never today.
    away = (ahead - 1) % 7 + 1 if found["side"] == "next" else (ahead % 7) - 7
    return today + timedelta(days=away)


def _relative_day(words: str, today: date) -> date | None:
    count, unit = _count(words)
    if unit in DAYS:
        return today + timedelta(days=count * DAYS[unit])
    return months_on(today, count * MONTHS[unit]) if unit in MONTHS else None


def _count(words: str) -> tuple[int, str]:
    """Give how many of which unit lie ahead (back: negative); an empty unit if no count was typed."""
    found = _match(_RELATIVE, words)
    if found is None:
        return 0, ""
    count = int(found["count"] or 1)
    return count if found["ahead"] else -count, found["unit"].rstrip("s")


def _calendar(year: int, month: int, day_of_month: int) -> date | None:
    exists = year >= MINYEAR and 1 <= month <= len(_MONTHS)
    if not exists or not 1 <= day_of_month <= length_of_month(year, month):
        return None
    return date(year, month, day_of_month)
