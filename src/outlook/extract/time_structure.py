"""Whole times by their structure: what preposition, count, part, point and further parts belong together.

They are only shown. Which of them an outlook is shown with, `shown_times` says.
"""

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from outlook.extract.time_letters import letters_of

_NUMBER = r"NN?(?:[CTR]+Q*NN?)*"
_UNITS = r"U(?:[CTR,]Q*A?U)*"
_COUNT = (
    rf"(?:Q*D?A*{_NUMBER}[RA]*X?{_UNITS}"  # the next five to seven working days
    r"|DA+NV|Q*D?A*UN(?:[RTCPL]N)*(?!U))"  # the next three games, weeks 10–14
)
_PERIOD = rf"(?:Q*D?Q*A+X?|D[XV]?|[EM'](?=U)){_UNITS}"  # the coming breeding season, this evening
_DATE = (
    r"(?:W,?)?(?:D?[NO](?:[CTR]D?[NO])*F?DM|D?[NO](?:[CTR]D?[NO])*F?M|MD?[NO](?:[CTR]M?[NO])*(?!X)|DO(?!X))(?:,?F?Y)?"
    r"(?:,?W)?"
)
_MONTH = r"D?A*(?:[CTR]A+)?R?M(?:(?:[CTR/]|CQ)A*R?M)*(?:,?F?A?Y)?"
_PART = r"D?A*I(?:[CTR]I)*(?:F|[R/])?(?:D?A*U|[YN])?"  # Q3 of this year, 2Q27, FY 2027
_YEAR = r"D?A*R?Y(?:[CTR]+A*Y)*(?:X?[UV])?"
_WEEKDAY = r"D?A*W(?:[CT,R/]A?W)*U?(?:A?U)?(?:,?M?N(?!U))?"
_CLOCK = r"Q*(?:H|NZ|(?<=[PL])N(?=E|PW))(?:[CTR]Q*HZ?)*Z?"
_POINT = r"D?A*R?E(?!X)(?:[CT]D?A*E)*(?:U|A?F?Y)?"
_EVENT = r"(?:D(?!X[AN])(?:[AXOEMY']{0,2})V|(?<=L)E?V|'X{1,2}(?![X']))(?!X)"
_HEAD = rf"(?:{_DATE}|{_MONTH}|{_PART}|{_CLOCK}|{_COUNT}|{_PERIOD}|{_WEEKDAY}|{_YEAR}|{_POINT}|{_UNITS})"
_OF = r"(?:Q*D?A*[XS]?(?:S|U|E)[FT])"  # the very end of, the first weeks of, the run-up to
_NOUN = rf"(?:{_OF}?{_HEAD}(?:,?J{_HEAD}|,S{_HEAD})?|{_OF}D?[AXO]{{0,2}}[VG])"
_FURTHER = (
    rf"(?:(?:,?[PLT]Q*|,?CQ*[PLT]?Q*|,?C?Q*BQ*(?=.{{1,4}}[CR])|[RF]|,(?=[WEY])|){_NOUN}|[LT]{_EVENT}"
    r"|FD?[AX]?[VX](?![X'])|(?<=U)[LT]D?[AX]?[VGX](?![X'])|(?<=U)C(?:A|N)(?![XU]))"
)
_PREPOSED = rf"Q*[LP]{{1,2}}Q*(?:{_NOUN}|{_OF}?{_EVENT}){_FURTHER}{{0,4}}(?:,?K)?"
_BETWEEN = rf"Q*B(?:{_NOUN}|N|H){_FURTHER}{{1,4}}"
_BARE = rf"(?:{_NOUN}){_FURTHER}{{0,4}}(?:,?K)?"
_EVERY = rf"(?P<between>{_BETWEEN})|(?P<preposed>{_PREPOSED})|(?P<bare>{_BARE})"
# None begins with a stop, nor with any other word but before `week of`, `start of` and the like.
# Bounded, so that no sentence made for it takes long: no time has more than four words of a kind in a row.
_FOUND = re.compile(rf"(?=[^X.,/]|X[SUE][FT])(?:{_EVERY})".replace("*", "{0,4}").replace("+", "{1,4}"))
# What may stand without a preposition: a day, what is counted from another time, this and next.
_MAY_BE_BARE = re.compile(r"A*W|(?:W,?)?[NO]M|M[NO]|.*U(?:,?K$|L)")
_SAYS_WHEN = re.compile(
    r"(?:this (?!time)|next |later |early |late |the (?:next|coming|following) |(?:to(?:day|morrow|night)|overnight)\b"
    r"|(?:each|every|any|all) (?=.* (?:this|next|in|until|from|for|over|through|on|of) ))"
)
_HAS_DAY = re.compile(r"[UMWYEHO]")
_NO_TIME = re.compile(r"[LP]+U")
_NO_TIME_WORDS = re.compile(r"(?:in|on|under|by|at) (?:\w+ )?terms\b(?! \d)")  # in terms of cost, on better terms
# Only the second of these is one of time: `will be around for months`.
_NOT_FIRST = re.compile(
    r"(?:around|over|through|across|inside|past|about)\s+(?=(?:for|in|on|at|by|until|before|after|within)\b)"
)
# Not before something that happens, unless it is said which one: `in the election`.
_OF_PLACE = re.compile(
    r"(?:in|for|on|over|into|across|past|around|inside|towards?)\s+"
    r"(?!.*\b(?:next|coming|following|first|second|third|final|opening|last|new)\b)"
)


class Whole(NamedTuple):
    """A time by its structure: where it begins and ends, and what letters stand before each preposition within it."""

    start: int
    end: int
    joints: dict[int, str]


def whole_times(low: str, upto: int = sys.maxsize) -> Iterator[Whole]:
    """Each time of a sentence that begins at a place or before it."""
    letters, starts, ends = letters_of(low)
    at = 0
    while (match := _FOUND.search(letters, at)) and starts[match.start()] <= upto:
        first, last = match.span()
        joints = {starts[n]: letters[first:n] for n in range(first, last) if letters[n] in "LP"}
        loose = _NOT_FIRST.match(low, starts[first])
        found = Whole(loose.end() if loose else starts[first], ends[last - 1], joints)
        is_part = low.startswith(("-", "–"), found.end)  # of `six-year-old`
        if not is_part and _is_time(match, low[found.start : found.end]):
            yield found
            at = last
        else:
            at = first + 1


def _is_time(match: re.Match[str], words: str) -> bool:
    if match.lastgroup == "bare" and not (_MAY_BE_BARE.match(match[0]) or _SAYS_WHEN.match(words)):
        return False
    if _NO_TIME_WORDS.match(words):
        return False
    if (_NO_TIME.fullmatch(match[0]) and not words.endswith("s")) or (words.startswith("at ") and match[0] == "PU"):
        return False
    return "V" not in match[0] or _HAS_DAY.search(match[0]) is not None or _OF_PLACE.match(words) is None
