"""Times as reports write them: the patterns that find them, and what each says of the calendar.

Days are read by the grammar of the command line (`outlook.moments`); what reports write besides is read here: quarters,
halves, months, years, ranges, and what is counted from the day of the document.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from outlook import moments
from outlook.extract.beginnings import BEGINNING, FOLLOWING
from outlook.extract.hours import CLOCK, HOUR, OF_24, ONE_TO_TWELVE, PART_OF_DAY, SPOKEN_HOUR
from outlook.weeks import NUMBERED, days_named

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "fifty": 50}

# The verb, and not the month: `transponders 7–12 may lose`. Where it stands, it is made another word before a time is
# looked for: to look behind each month that a time may have would make the pattern half as long again.
_MAY = re.compile(
    r"\bmay(?=\s+(?!(?:and|or|to|in|at|for|on|the|if|unless|but|when|with|from|until|as|because|will|would|is|are|was"
    r"|were|through|after|before|by|while|this|next|of|than|then|that|it|onwards?|each|every|night|morning|afternoon"
    r"|evening|bank|elections?|vote|meeting|summit|deadline|budget|review|day|weekend|data|figures|poll|local)\b)[a-z])"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_ORDINALS, _LENGTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4}, {"q": 3, "h": 6}
MONTHS, CENTURY = 12, 100

_DAY, _YEAR = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:19|20|21)\d\d"
_DASH, _SLASHED = r" ?[-–] ?", r"[0-3]?\d/[01]?\d(?:/\d\d)?"
_MOVED = (
    r"(?:(?<=forward\s)|(?<=back\s)|(?<=moved\s)|(?<=delayed\s)|(?<=postponed\s)|(?<=extended\s)|(?<=deferred\s))to"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)\b\.?(?=,? \d))"
_DATE = (
    rf"{_YEAR}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/{_YEAR}|(?:{_DAY}(?:{_DASH}| to | and "
    rf"| or ))?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH} {_DAY}(?:{_DASH}(?:{_MONTH} )?{_DAY})?(?!\d|[%,.]\d| percent| per cent)(?:,? {_YEAR})?"
)
_CALENDAR_MONTH = rf"(?:(?:this|next) )?{_MONTH}(?:,? (?:of )?{_YEAR})?(?! \d{{1,2}}\b)"
_YEARS = rf"{_YEAR}(?:[-–/](?:{_YEAR}|\d\d))?(?!\d|-\d|s\b)"
_FISCAL = rf"(?:fiscal(?: year)?|financial year|fy) ?(?:{_YEARS}|\d\d)"
_OF_YEAR = rf"(?:{_FISCAL}|{_YEAR}|(?:this|next|the|the coming|the following) (?:fiscal |financial )?year)"
_QUARTER = (
    rf"(?:q[1-4]|h[12])(?:(?: of | ?/ ?|-| )?(?:{_OF_YEAR}|['’]?\d\d\b))?|(?:[1-4]q|[12]h) ?(?:{_YEAR}|['’]?\d\d)"
)
_ORDINAL = "(?:first|second|third|fourth|last|final|opening|closing|back|latter)"
_PART_OF = (
    rf"(?:the )?{_ORDINAL}(?:(?: or | and | to |{_DASH}){_ORDINAL})?"
    rf"[ -](?:quarters?|half|halves|third|weeks?|days?|months?|fortnight)"
    rf"(?: of (?:the )?(?:{_OF_YEAR}|{_CALENDAR_MONTH}|month|decade|century|season))?"
)
_UNIT = (
    r"(?:minute|min|hour|hr|h\b|day|week|weekend|fortnight|month|quarter|(?:fiscal |financial |calendar |school "
    r"|crop )?year|decade"
    r"|century|centurie|generation|season|winter|spring|summer|autumn|fall|harvest|session|term|budget|parliament)"
)
_COUNT = (
    r"(?:\d{1,3}(?:\.\d)?|(?:twenty-)?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|eighteen|twenty-four|twenty|thirty|forty-eight|forty|fifty|sixty|ninety|half an?|an?)"
)
_SOME = r"(?:few|several|couple(?: of)?|coming|following|a few|a couple(?: of)?|a matter of|a number of|many|some)"
_AT_LEAST = (
    r"(?:at least|at most|about|around|roughly|approximately|approx\.?|circa|c\.|~|nearly|almost|some|up to"
    r"|only|another|a further|as (?:little|long|much|many) as"
    r"|(?:no )?(?:less|more|longer|fewer|later) than|under|just|well (?:under|over)) "
)
_COUNTED = rf"(?:{_COUNT}(?:(?: to | or |{_DASH}){_COUNT})?|{_SOME})"
_NEAR = rf"(?:the )?(?:this|next|coming|following|current|present)(?: {_COUNTED})?(?: [a-z]+)?? {_UNIT}s?\b"
_AHEAD = (
    rf"(?:the )?{_COUNTED} (?:more )?{_UNIT}s?(?:['’]s?)?(?: time| ahead| from now| to come| to (?:{_YEAR}"
    rf"|{_CALENDAR_MONTH})| of [a-z]+| or (?:two|so|more|less))?"
)
_FEAST = (
    r"(?:(?:the|this|next) )?(?:christmas(?: (?:day|eve))?|boxing day"
    r"|(?:lunar |chinese )?new year(?:['’]s (?:day|eve))?|good friday"
    r"|easter(?: (?:monday|sunday))?|ramadan|eid|diwali|hanukkah|passover|thanksgiving|halloween|whitsun|pentecost"
    r"|(?:palm|whit|mothering|remembrance|trinity) sunday|(?:ash|shrove) (?:wednesday|tuesday)"
    r"|(?:memorial|may|columbus) day"
    r"|candlemas|bonfire night|michaelmas|lent|advent|carnival|midsummer|labou?r day|bank holiday"
    r"|(?:election|polling|race|match|results"
    r"|deadline|transfer deadline|budget|opening|market) day|half[- ]term|kick[- ]?off|half[- ]time|full[- ]time"
    r"|close of (?:play|business|trading)|mid-?week"
    r"|(?:winter|summer|spring|autumn|christmas|easter|international) break)"
)
_SEASON = (
    rf"(?:the )?(?:winter|spring|summer|autumn|fall(?= of| 2)|harvest|monsoon|wet season"
    rf"|dry season)(?:,? (?:of )?{_YEAR}| months)?"
)
_LONG = (
    rf"(?:the )?(?:(?:{_YEAR})s|(?:this|21st|twenty-first|next|22nd) century|century"
    rf"|{_YEARS} (?:season|(?:financial|fiscal|school|academic|tax|crop|marketing) year|budget|harvest|campaign)"
    rf"|(?:full|whole) year|year as a whole|(?:year|(?:{_COUNTED}) months) to {_CALENDAR_MONTH}"
    rf"|(?:year|month|quarter|week)[- ]?end(?:,? (?:of )?{_YEAR})?|{_FEAST}(?:,? (?:of )?{_YEAR})?|the year {_YEAR})"
)
_CURRENT = (
    r"(?:the|this|next) (?:calendar |fiscal |financial |school )?(?:day|week|month|quarter|year|decade"
    r"|century|season|period|winter|summer)"
)
_OF_WEEK = (
    rf"(?:(?:this|next) )?{_WEEKDAY}(?: (?:week\b|noon|midday|midnight|{PART_OF_DAY}))?(?:,? (?:{_DATE}))?"
    rf"(?: at (?:about |around )?{CLOCK})?"
)
_NAMED = (
    rf"(?:(?:today|tomorrow|the weekend)(?: {PART_OF_DAY})?|tonight|this {PART_OF_DAY}"
    rf"|overnight(?: (?:on )?(?:{_OF_WEEK}|{_DATE}))?"
    rf"|the small hours(?: of (?:{_DATE}|the {_DAY}|{_WEEKDAY}))?)(?: at (?:about |around )?{HOUR})?"
)
# A day of the month without its month: the 14th, but not the 14th round.
_ORDINAL_DAY = (
    r"(?:the )\d{1,2}(?:st|nd|rd|th)"
    r"(?= ?(?:$|[,.;:)]|(?:likely|and|or|to|if|unless|at|in|for|when|but|as|because|while|with|followed)\b))"
)
_WEEK_OF = rf"(?:the )?week (?:of|beginning|commencing|starting|ending) (?:{_WEEKDAY},? )?(?:{_DATE}|the {_DAY})"
_PIECE = (
    r"(?:(?:the )?(?:very )?(?:end|start|beginning|middle|close|turn|course|rest|remainder|first|second|weekend"
    r"|morning|afternoon|evening|night|eve) of (?:the )?"
    r"|(?:the )?(?:early|late|mid)(?: in|[- ]to[- ]late)?(?: |-)|mid|end-(?:of-)?|later |some time |sometime )"
)
_POINT = (
    rf"(?:{_PIECE})?(?:{NUMBERED}|{_DATE}|{_WEEK_OF}|{_ORDINAL_DAY}|{_OF_WEEK}|{_CALENDAR_MONTH}|{_FISCAL}|{_QUARTER}|{_PART_OF}|{_LONG}|{_YEARS}|{_SEASON}"
    rf"|{_NEAR}|{_NAMED})"
    rf"|(?:(?:the )?(?:very )?(?:end|start|beginning|middle|close|turn|course|rest|remainder) of |later "
    rf"|late |early |mid-){_CURRENT}"
    r"|mid-?century|(?:the )?(?:day|week|month|quarter|season|year|decade|century)['’]s end"
)
_ABOUT = r"(?:at least|at most|about|around|roughly|as early as|as late as|the|some ?time|early|late|or about)"
_PREPOSITION = (
    r"(?:by|before|until|till|up to|through|throughout|in|on|at|during|over|within|after|from|around|about"
    r"|towards?|beyond|past"
    r"|no later than|not later than|no earlier than|not before|ahead of|prior to|into|as (?:early|soon"
    r"|late) as|starting(?: in| on)?"
    r"|beginning(?: in| on)?|effective|for|following|across|through to|up to and including|as of|with effect from"
    r"|in time for"
    r"|on or (?:after|before|about|around)|at the (?:earliest|latest) (?:in|on|by)|in either|this side of"
    r"|until well into"
    r"|well (?:before|into)|(?:shortly|just|immediately) (?:before|after)|(?:early|late|midway|later) (?:in|on)"
    r"|(?:at some point|some ?time)(?: in| on| during)?)"
)
_UNTIL = (
    r"(?:by|until|till|(?:(?:shortly|just|soon|well) )?(?:before|after)|from|no later than|not later than|not before"
    r"|around|between)"
)
_AT_HOUR = (
    rf"(?:(?:from|between) (?:{CLOCK}|\d{{1,2}}) (?:to|and|until|till|{_DASH}) (?:about |around )?{CLOCK}"
    rf"|{_UNTIL} (?:about |around )?{CLOCK}(?! ?(?:percent|per cent|points?|million|billion|%))"
    rf"|(?:at|{_UNTIL}) (?:about |around )?{OF_24}"
    rf"|at (?:about |around )?(?:{HOUR}|nightfall|first light|dawn|daybreak|sunrise|dusk|sunset|{SPOKEN_HOUR}))"
)
_BETWEEN = rf"between (?:now|{CLOCK}|\d{{1,2}}|{ONE_TO_TWELVE}) and "
_MOST_OF = r"(?:(?:for|through|throughout|over|during) )?(?:much|most|all|the (?:best|better|greater) part|part) of "
_PARTS_OF_DAY = rf"in the (?:early |late )?(?:{PART_OF_DAY}|(?:early|small) hours)"
# What comes before a point of time. The pattern of a point is long, and to write it once for all of these, and not
# once for each, makes the whole several times as quick to compile and to match.
_BEFORE_POINT = (
    rf"(?:(?P<both>between )|{_BETWEEN}(?:{CLOCK},? on )?"
    rf"|{_PREPOSITION} (?=(?:the )?(?:{FOLLOWING}|[12]?\d|fy))(?:{_ABOUT} )?(?:{CLOCK} on )?"
    rf"|(?P<alone>{_AT_HOUR},? (?:on )?|{_MOST_OF}|{_PARTS_OF_DAY} of |{_MOVED} |from now (?:until|to|through) ))"
)
# Behind `between` a second one must follow, behind what is alone none can. It is a second round of the same pattern, in
# which only this can stand before the point, as no other begins with a blank or a mark.
_BEFORE_SECOND = rf"(?(alone)(?!))(?P<second> and |(?(both)(?!)|(?: or | to | until | through |{_DASH}|, or )))"
_AT_LATEST = r"(?: at the (?:latest|earliest)| or later| onwards?)?"
_FOUND = re.compile(
    rf"\b(?<![\w'’-])(?={BEGINNING}|[12]?\d)(?:{_MOST_OF}(?:the|this|next) {_UNIT}"
    rf"|(?:(?:{_BEFORE_POINT}|{_BEFORE_SECOND})(?:{_POINT})){{1,2}}(?(both)(?(second)|(?!))){_AT_LATEST}|{_BETWEEN}{CLOCK}"
    rf"|(?:within|in|over|during|for|after|at least|another) (?:{_AT_LEAST}|the next |the coming |the past )*{_AHEAD}"
    rf"|{_PARTS_OF_DAY}(?: of the {_DAY})?|(?:by|on|from|until|before|after) {_SLASHED}"
    rf"|all (?:day|night|week|weekend|month|year|winter|summer|spring|autumn|season)(?: long| (?:on )?{_OF_WEEK})?"
    rf"|(?:for )?another {_UNIT}|within the {_UNIT}|later (?:today|tonight)|{_AT_HOUR}{_AT_LATEST}|from now on"
    rf"|(?:in|for|within) (?:the )?(?:minutes|hours|days|weeks|months|years|decades|centuries|generations)"
    rf"(?: to come| ahead)?"
    rf"|(?:{_DATE}|{_ORDINAL_DAY}|(?:(?:early|late)(?: on)? )?{_OF_WEEK}|{_NAMED}|{_QUARTER}|(?:later |early "
    rf"|late )?(?:this|next|the (?:following|next)) {_UNIT}"
    rf"|later (?:in )?(?:{_CURRENT}|{_YEAR}))"
    rf")(?![\w-]|['’]s\b)".replace(" ?", r"\s*").replace(" ", r"\s+")
)


def found_in(low: str) -> Iterator[re.Match[str]]:
    """Each time of the calendar or of the clock that a sentence in lower case names, in order."""
    return _FOUND.finditer(_MAY.sub("m_y", low) if "may" in low else low)


@dataclass(frozen=True, slots=True)
class Interval:
    """What words say of the calendar, both days included."""

    first: date
    last: date


def interval(words: str, as_of: date) -> Interval | None:
    """The days that a point of time covers, seen from `as_of`; None where the words leave them open.

    >>> interval("q3 2027", date(2026, 11, 25))
    Interval(first=datetime.date(2027, 7, 1), last=datetime.date(2027, 9, 30))
    """
    for read in (_day, _days_of_a_month, _week, _month, _quarter, _part_of_a_year, _year, _named, _counted):
        found = read(words, as_of)
        if found is not None:
            return found
    return None


def _day(words: str, as_of: date) -> Interval | None:
    """A day as the command line reads it: the next one, where no year is named."""
    plain = re.sub(rf"^{_WEEKDAY}(?: [a-z]+)?,? (?=\d|{_MONTH})| of(?= [a-z])", "", words).replace(".", "")
    plain = re.sub(r"\bsept\b", "sep", plain)
    try:
        found = moments.parse(plain, datetime.combine(as_of, time(12), UTC), moments.NEXT)
    except ValueError:
        return None
    named = found if not isinstance(found, datetime) else None
    return Interval(named, named) if named else None


def _days_of_a_month(words: str, as_of: date) -> Interval | None:
    """`April 29–30, 2027`, `22–24 November`: from the first day named to the last."""
    first, last, year = rf"(?P<first>{_DAY})", rf"(?P<last>{_DAY})", rf"(?:,? (?P<year>{_YEAR}))?"
    form = rf"(?P<month>{_MONTH}) {first}{_DASH}(?:(?P<other>{_MONTH}) )?{last}{year}"
    turned = rf"{first}(?:{_DASH}| to | and | or ){last}(?: of)? (?P<month>{_MONTH}){year}"
    match = re.fullmatch(form, words) or re.fullmatch(turned, words)
    if match is None:
        return None
    other = match.groupdict().get("other") or match["month"]
    begins = _day(f"{match['first']} {match['month']} {match['year'] or ''}".strip(), as_of)
    ends = _day(f"{match['last']} {other} {match['year'] or ''}".strip(), as_of)
    return Interval(begins.first, ends.last) if begins and ends else None


def _week(words: str, _as_of: date) -> Interval | None:
    days = days_named(words)
    return Interval(*days) if days else None


def _month(words: str, as_of: date) -> Interval | None:
    match = re.fullmatch(rf"({_MONTH})(?:,? (?:of )?({_YEAR}))?", words)
    if match is None:
        return None
    number = _MONTHS.index(match[1][:3]) + 1
    year = int(match[2] or 0) or (as_of.year if number >= as_of.month else as_of.year + 1)
    return months(year, number, 1)


def _quarter(words: str, as_of: date) -> Interval | None:
    """`Q3 2027`, `2Q27`, `H1`, `the second half of next year`."""
    found = _named_part(words) or _written_part(words)
    if found is None:
        return None
    number, length, of = found
    year = _year_of(of, as_of, after=number * length)
    return months(year, (number - 1) * length + 1, length) if year and number * length <= MONTHS else None


def _named_part(words: str) -> tuple[int, int, str | None] | None:
    """Which part of a year, of how many months, and the words for the year: `the last quarter of 2027`."""
    match = re.fullmatch(r"(?:the )?(first|second|third|fourth|last|final)[ -](quarter|half)(?: of (.+))?", words)
    if match is None:
        return None
    length = _LENGTHS[match[2][0]]
    return _ORDINALS.get(match[1], MONTHS // length), length, match[3]


def _written_part(words: str) -> tuple[int, int, str | None] | None:
    form = r"(?:(?P<q>[qh])(?P<n>[1-4])|(?P<m>[1-4])(?P<p>[qh]))(?: of | ?/ ?|-| )?['’]?(?P<of>.*)"
    match = re.fullmatch(form, words)
    if match is None:
        return None
    return int(match["n"] or match["m"]), _LENGTHS[match["q"] or match["p"]], match["of"] or None


def _year_of(words: str | None, as_of: date, after: int) -> int | None:
    """The year that is named; without one, this year, or the next where the part that ends with that month is over."""
    if words is None:
        return as_of.year + (as_of.month > after)
    if re.fullmatch(rf"{_YEAR}|\d\d", words):
        return _full_year(words, 2000)
    return {"this year": as_of.year, "the year": as_of.year, "next year": as_of.year + 1}.get(words)


def _full_year(digits: str, century: int) -> int:
    """A year from four digits, or from two and the century."""
    return int(digits) if int(digits) > CENTURY else century // CENTURY * CENTURY + int(digits)


def _part_of_a_year(words: str, as_of: date) -> Interval | None:
    """`the end of March 2027` ends as March does; where else a part ends, nobody can say."""
    match = re.fullmatch(
        r"(?:the )?(?:very )?(?:end|close|rest|remainder|course) of (.+)|end-(?:of-)?(.+)|(.+)['’]s end"
        r"|(year)-?end|year-?end,? (?:of )?(\d{4})",
        words,
    )
    if match is None:
        return None
    whole = next(filter(None, match.groups()))
    return interval(f"this {whole}" if whole in ("year", "month", "week", "quarter") else whole, as_of)


def _year(words: str, _as_of: date) -> Interval | None:
    match = re.fullmatch(rf"(?:calendar )?({_YEAR})(?:[-–]({_YEAR}|\d\d))?", words)
    if match is None:
        return None
    first = int(match[1])
    last = _full_year(match[2] or match[1], first)
    return Interval(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _named(words: str, as_of: date) -> Interval | None:
    """`this week`, `next month`, `later this year`, `Tuesday`, `tomorrow`, `this century`."""
    if match := re.fullmatch(
        r"(?:later )?(?:the )?(this|the|current|next|coming|following) (?:calendar )?(week|month|quarter|year|century)",
        words,
    ):
        return _period(match[2], as_of, later=match[1] in ("next", "coming", "following"))
    if match := re.fullmatch(rf"(this |next )?({_WEEKDAY})(?: (?!week\b)[a-z]+)?(?: at .+)?", words):
        return _weekday(match[2], as_of) if match[1] != "next " else None
    days = {"today": 0, "tonight": 0, "tomorrow": 1}
    if (first := words.partition(" ")[0]) in days:
        named = as_of + timedelta(days=days[first])
        return Interval(named, named)
    if words == "christmas":
        year = as_of.year + (as_of > date(as_of.year, 12, 25))
        return Interval(date(year, 12, 25), date(year, 12, 25))
    return (
        _period("century", as_of, later=False)
        if re.fullmatch(r"the (?:21st |twenty-first )?century|century", words)
        else None
    )


def _weekday(name: str, as_of: date) -> Interval | None:
    """The next such day; on such a day itself nobody can say which is meant."""
    away = (("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name[:3]) - as_of.weekday()) % 7
    named = as_of + timedelta(days=away)
    return Interval(named, named) if away else None


def _period(unit: str, as_of: date, *, later: bool) -> Interval:
    if unit == "week":
        last = as_of + timedelta(days=6 - as_of.weekday() + 7 * later)
        return Interval(last - timedelta(days=6), last)
    if unit == "century":
        first = as_of.year // CENTURY * CENTURY + 1 + CENTURY * later
        return Interval(date(first, 1, 1), date(first + 99, 12, 31))
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    count = (as_of.year * 12 + as_of.month - 1) // length * length + length * later
    return months(count // 12, count % 12 + 1, length)


def _counted(words: str, as_of: date) -> Interval | None:
    """`two weeks`, `the next 12 months`, `30 to 60 days`, `the three years to 2031`: until the last of them is over."""
    form = (
        rf"(?:the )?(?:next |coming |following )?({_COUNT})?(?:(?: to | or "
        rf"|{_DASH})({_COUNT}))? ?(?:calendar )?(day|week|fortnight|month|quarter|year|decade)s?['’]?(?: time"
        rf"| ahead| from now)?"
    )
    if (match := re.fullmatch(rf".*s to ({_YEAR}|{_CALENDAR_MONTH})", words)) and (end := interval(match[1], as_of)):
        return Interval(as_of, end.last)
    match = re.fullmatch(form, words)
    spelled = (match[2] or match[1] or ("a" if "next" in words else "")) if match else ""
    count = int(spelled) if spelled.isdigit() else _NUMBERS.get(spelled)
    if match is None or count is None:
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}
    if match[3] in days:
        return Interval(as_of, as_of + timedelta(days=count * days[match[3]]))
    return Interval(as_of, _months_on(as_of, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[match[3]]))


def months(year: int, month: int, count: int) -> Interval:
    """That many whole months from the first day of one."""
    over, last = divmod(month + count - 2, 12)
    return Interval(date(year, month, 1), date(year + over, last + 1, monthrange(year + over, last + 1)[1]))


def _months_on(start: date, count: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
