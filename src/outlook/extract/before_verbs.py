"""What stands near before a verb of saying, without what may stand between a subject and its verb."""

import re

_FILLERS = re.compile(
    r"has|have|had|also|then|therefore|thus|hence|again|later|now|further|however|meanwhile|already|yesterday|today|still"
    r"|always|often|sometimes|just|once|almost|even|ever|long"
)
# No adverb: the poll’s `tally`; `Kelly` is none either.
_ADVERB = re.compile(
    r"(?!(?:tally|family|reply|supply|ally|rally|assembly|monopoly|anomaly|bully|belly|jelly|fly)\Z)[a-z]+ly"
)
_AGED = re.compile(r",\s\d{1,3}$")
_ON_A_DAY = re.compile(r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
NEAR = 160  # a speaker stands this close before the verb
LONGEST_ASIDE, SHORT, MOST_FILLERS = 92, 4, 6


def what_is_near(before: str) -> str:
    """What stands near before a verb, without what may stand between a subject and its verb."""
    near = before[-NEAR:].rstrip()
    for _ in range(MOST_FILLERS):
        shorter = _without_one(near)
        if shorter == near:
            break
        near = shorter
    return near + " "


def _without_one(near: str) -> str:
    """Without the adverb, the day, the parenthesis or the words between commas that it ends with."""
    if near.endswith(","):
        start = near.rfind(",", 0, -1)
        return near[:start].rstrip() if 0 <= len(near) - start <= LONGEST_ASIDE and start >= 0 else near
    if near.endswith(")"):
        start = near.rfind("(")
        return near[:start].rstrip() if start >= 0 else near
    word = near.rsplit(maxsplit=1)[-1] if near else ""
    last = word.lower()
    if _FILLERS.fullmatch(last) or (word == last and len(last) > SHORT and _ADVERB.fullmatch(last)):
        return near[: len(near) - len(last)].rstrip()
    if last.isdigit():
        return _AGED.sub("", near)
    return _ON_A_DAY.sub("", near).rstrip() if last.endswith("day") else near
