"""The time that a statement speaks of: its words in the clause of the cue, and the last day that they allow."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import compress, pairwise

from outlook.extract import occasions, times
from outlook.extract.lexicon import lexicon
from outlook.extract.span import Span
from outlook.extract.time_nouns import RECORD
from outlook.extract.times_of_another import is_of_another

# Begins with the few marks that can part clauses: most of a sentence is passed over at once so.
_BOUNDARY = re.compile(
    r"[;:—()”\",–](?:(?<=[^,–])|(?<=,)\s+(?:but|and|with|while|although|though|whereas|yet|so|which|who|whose|where|when"
    r"|after which)\b|(?<=\s–)\s)"
)
_PREPOSITION = re.compile(
    r"(?:(?P<open>after|from|around|about|towards?|not before|no earlier than|beyond|past|following"
    r"|as (?:early|soon) as|effective"
    r"|starting(?: in| on)?|beginning(?: in| on)?|for at least|at least|another)|(?P<before>before|ahead of|prior to)"
    r"|by|until|till|up to|through|throughout|in|on|at|during|over|within|no later than|not later than"
    r"|as late as|into|for|across)\s+"
)
_LOOSE = re.compile(
    r"\b(?:at least|about|around|roughly|at the earliest|or later|onwards?|as early as|some ?time|past|of [a-z]+ing)\b"
)
_HOUR = re.compile(r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| utc| gmt)?|noon|midnight) on (?=[a-z\d])")
_JOINED = re.compile(r"(.+?)(?: and | or | to | until | through |, or | ?[–-] ?)(.+)")
# Behind these a time is that of the saying: `said on Monday that …`.
_OF_SAYING = re.compile(
    r"\b(?:said|told|announced|reported|warned|stated|declared|voted|met|wrote|added|confirmed|cut|raised"
    r"|published|issued|updated|denied|insisted|predicted|claimed|replied|testified|tweeted|asked|agreed|signed)\b"
    r"(?:\s+(?!that\b)[\w’'-]+){0,5}\s*$"
)
_ENDS = re.compile(r"(?:the )?(?:very )?(?:end|close)\b|year-?end|.*['’]s end$")  # before the end of May: in May
_LASTING = re.compile(
    r"(?:for|after|another|at least)\s"
    r"(?:(?!early|late|the (?:first|second|third|fourth|last|rest|remainder))[\w’'-]+\s)*"
    r"(?:minute|min|hour|hr|h|day|week|fortnight|month|quarter|year|decade)s?$",
    re.IGNORECASE,
)
_TODAY = re.compile(r"(?:today|now)$", re.IGNORECASE)  # where something begins: from 4% today to 17% by 2060
_COUNTED = re.compile(
    r"(?:in|for) (?:(?:about|around|nearly|almost|over|more than|at least) )*(?!the\b)[a-z\d-]+ [a-z]+s$"
)
# Behind a quote or a claim: `…, he told the radio this morning`.
_SAID_BEHIND = re.compile(
    r"[”\"’',]\s+(?:[\w.’'-]+\s){0,4}?(?:said|told|added|warned|wrote|stated|announced|predicted|insisted)"
    r"(?:\s+(?!that\b)[\w’'-]+){0,5}\s*$"
)
_LONG_GONE = re.compile(r"\b1[0-9]\d\ds?$")  # no text of today looks ahead to 1931
_OWN_CLAUSE = re.compile(
    r";|,\s+(?:but|and|while|although|though|whereas|yet|so|which|who|whose|where|when|after which)\b"
)
_DAY = re.compile(
    r"\d|(?:day|january|february|march|april|may|june|july|august|(?:sept|nov|dec)ember|october)\b", re.IGNORECASE
)
_BY_DAY = re.compile(rf"by\s+.*(?:{_DAY.pattern})", re.IGNORECASE)
_FROM, _TO = (
    re.compile(r"\bfrom (?:[^,;]|,\d){1,40}$"),
    re.compile(r" to (?:[^,;]|,\d){1,40} "),
)  # from a number in a year to another
# When nobody can have said it yet: `said the next two weeks will`, `by then, he said, it will`.
_NOT_OF_SAYING = re.compile(
    r"(?:(?:in|over|within|during|for) )?(?:the )?(?:next|coming) (?!day\b|morning\b|evening\b|night\b)"
    r"|by (?:then|that)\b|(?<!the )next (?:week|month|year|quarter|spring|summer|autumn|winter)\b|tomorrow\b"
)
_LENGTHS = ("over ", "during ", "within ", "throughout ")
NEAR = 60


def find_horizon(found: list[Span], low: str, around: int) -> Span | None:
    """The time that lies ahead in the clause of the cue at `around`: behind it, else before it, else the nearest.

    `found` are the times of the sentence, in order.
    """
    if not found:
        return None
    start = max((match.end() for match in _BOUNDARY.finditer(low, 0, around)), default=0)
    boundary = _BOUNDARY.search(low, around)
    end = boundary.start() if boundary else len(low)
    behind = [span for span in found if around <= span.start < end and not _SAID_BEHIND.search(low, around, span.start)]
    before = [span for span in found if start <= span.start < around and not _is_of_saying(low, span, around)]
    further = [span for span in found if span.start >= around and not _SAID_BEHIND.search(low, around, span.start)]
    same = [*behind, *reversed(before)] or [*further, *_earlier(found, low, around)]
    same = _by_last(same, low)
    # How long something lasts says less of the time spoken of than when it begins or ends.
    sure = [span for span in same if not _LASTING.match(span.text) and not _TODAY.match(span.text)] or same[:1]
    if len(sure) > 1 and not _DAY.search(sure[0].text):
        # In which part of each day, or at which occasion, says less than by when.
        return next((span for span in sure if _BY_DAY.match(span.text) and span.start > sure[0].start), sure[0])
    return sure[0] if sure else None


def _by_last(found: list[Span], low: str) -> list[Span]:
    """The times with that of the end before that of the beginning: `from 2.3m in 2024 to 2.4m by 2034`."""
    for first, second in pairwise(found):
        if _FROM.search(low, 0, first.start) and _TO.fullmatch(low, first.end, second.start):
            return [one for one in found if one is not first]
    return found


def _earlier(found: list[Span], low: str, around: int) -> Iterator[Span]:
    """The times before the clause: that at the head of the sentence, which counts for all of it, then the nearest.

    What is joined by `and` or a semicolon says something of its own, and its time is its own.
    """
    before = [span for span in found if span.start < around and not _is_of_saying(low, span, around)]
    yield from (span for span in before if not low[: span.start].strip(' “"('))
    yield from (span for span in reversed(before) if not _OWN_CLAUSE.search(low, span.end, around))


def _is_of_saying(low: str, span: Span, around: int) -> bool:
    words = lexicon()
    if _NOT_OF_SAYING.match(low, span.start, span.end):
        return False
    if _OF_SAYING.search(low[max(span.start - NEAR, 0) : span.start]):
        return True
    return words.reporting.search(low, span.end, around) is not None


def find_times(
    text: str, low: str, outside: Span | None = None, which: tuple[bool, bool, bool] = (True, True, True)
) -> list[Span]:
    """The times of a sentence that lie ahead, in order.

    Those in `outside`, the condition, are the condition's; what a word such as `last` or `since` makes past is none.
    `which` says whether the sentence has a word of a time of the calendar, of a phrase and of an occasion at all.
    """
    words = lexicon()
    finding: Iterator[Callable[[str], Iterator[re.Match[str]]]] = compress(
        (times.found_in, words.horizon.finditer, occasions.FOUND.finditer), which
    )
    matches = [match for find in finding for match in find(low)]
    if len(matches) > 1:
        matches.sort(key=lambda match: (match.start(), -match.end()))
    found: list[Span] = []
    for match in matches:
        start, end = match.span()
        if (found and start < found[-1].end) or (outside is not None and outside.start <= start < outside.end):
            continue
        before = low[max(start - NEAR, 0) : start]
        is_record = _COUNTED.match(match[0]) is not None and RECORD.search(before) is not None
        if not (
            is_record or is_of_another(low, start) or words.past_horizon.search(before) or _LONG_GONE.search(match[0])
        ):
            found.append(Span(text[start:end], start, end))
    return found


def last_day(horizon: str, as_of: date) -> date | None:
    """The last day of the horizon as seen from `as_of`.

    None where the words leave it open (`soon`, `within weeks`, `early 2027`) or say only when it begins (`from
    1 August`), where they were only read in part, and where the calendar, which ends with 9999, has no such day.
    A month or a year after `by` is taken to its end.

    >>> last_day("by the end of March 2027", date(2026, 11, 25)), last_day("soon", date(2026, 11, 25))
    (datetime.date(2027, 3, 31), None)
    """
    words = " ".join(horizon.lower().split())
    try:
        found = _last(words, as_of)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found >= as_of else None


def _last(words: str, as_of: date) -> date | None:
    if ends := re.fullmatch(r"(?:between|from) (.+?) (?:and|to|until|through) (.+)", words):
        return _end_of_two(ends[1], ends[2], as_of)
    match = _PREPOSITION.match(words)
    rest = words[match.end() :] if match else words
    if (match and match["open"]) or _LOOSE.search(words):
        return None
    rest = _HOUR.sub("", re.sub(r"^the (?=\d)", "", rest)).removesuffix(" at the latest")
    rest = re.sub(r"^(?:the )?following (?=\d)", "", rest)
    if match and match[0].startswith(_LENGTHS):  # over the next year: twelve months from now
        rest = re.sub(r"^the (?:next|coming) (?=(?:month|quarter|year)$)", "the next 1 ", rest)
    found = times.interval(rest, as_of)
    if found is None:
        joined = _JOINED.fullmatch(rest)
        return _end_of_two(joined[1], joined[2], as_of) if joined and not (match and match["before"]) else None
    before = match and match["before"] and not _ENDS.match(rest)
    return found.first - timedelta(days=1) if before else found.last


def _end_of_two(first: str, second: str, as_of: date) -> date | None:
    """The end of the later of two, where both can be read: `March or April 2028`; the year stands behind the second."""
    last = times.interval(second, as_of)
    year = re.search(r"\b(?:19|20|21)\d\d$", second)
    shared = second.partition(" ")[2] if re.fullmatch(r"\d\d?", first) else year[0] if year else ""
    begins = times.interval(f"{first} {shared}".strip(), as_of) or times.interval(first, as_of)
    if last is None or begins is None:
        return None
    return last.last if begins.first <= last.last or not year else None
