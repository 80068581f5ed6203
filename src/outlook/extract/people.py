"""Speakers without a name of their own, as whole subjects: `some respondents`, `firms that bid for the lots`, `others`.

The subject of a verb of saying begins where its clause does, and its noun is one of people or of a body.
"""

from __future__ import annotations

import re
from functools import lru_cache

from outlook.extract.lexicon import lexicon
from outlook.extract.things_said import THING
from outlook.extract.unspoken import is_person

_MARK = re.compile(r"[,;:!?“”\"()–—]")  # none of which stands within a subject
_CLAUSE = re.compile(r"\b(?:but|while|whereas|because|although|though|so|yet|and)\s", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:(?:the|these|those|a|an|our|their|his|her|its|my|some|many|most|several|all|both|certain|numerous|various"
    r"|other"
    r"|others|another|one|two|three|four|five|six|few|a few|a number of|a majority of|a couple of|a handful of"
    r"|one of the"
    r"|some of the|many of the|most of the|several of the|two of the|\d+(?:\.\d+)? ?(?:per ?cent|%) of(?: the)?"
    r"|[a-z]+(?:-[a-z]+)? per ?cent of(?: the)?|(?:a |two |three )?(?:half|third|thirds|quarter|quarters"
    r"|fifth) of(?: the)?|\d+)\s)+",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:[A-Z][\w’'.-]*\s){0,5}[A-Z][\w-]*(?:[’']s|s[’'])\s")  # `Prime Minister Lee’s` adviser
_ALONE = re.compile(
    r"(?:some|many|others|several|everybody|everyone|both sides|the (?:poor|rich|old|young))", re.IGNORECASE
)
_MANY = re.compile(r"[a-z’-]+s|people|police|staff|folk|media|[a-z]*men|clergy|counsel|management")
# What stands behind the noun and says which people they are.
_BEHIND = re.compile(
    r"(?:at|from|in|of|with|for|on|near|outside|inside|within|behind|across|along|such|not|around|close|familiar|under|against"
    r"|among|like"
    r"|who|there|here|alike|that|[a-z]{2,}(?:ing|ed)|known|led|run|held|built|born)"
)
_VERB = re.compile(
    r"is|are|was|were|be|been|has|have|had|will|would|may|might|could|should|can|must|do|does|did|said|says|say"
    r"|it|they"
    r"|he|she|we|you|i"
)
_UNFINISHED = re.compile(
    r"\b(?:beyond|without|no|little|any|under|over|that|who|a|an|the|of|at|in|on|with|for|to|its|their|his|her|and)\Z"
)
# Ends as a word for somebody does, and is for nobody.
_NO_PERSON = re.compile(
    r"(?!(?:govern|parlia|depart|regi|establish)ments?\Z)[a-z-]+ments?|layers?|clusters?|fib(?:er|re)s?"
    r"|barriers?|borders?|corridors?"
    r"|errors?|mirrors?|vectors?|reactors?|tractors?|detectors?|boosters?|containers?|trailers?|tankers?|trackers?"
    r"|offers?|dinners?"
    r"|chambers|quarters?|semesters?|disasters?|shelters?|filters?|posters?|registers?|careers?|frontiers?|tiers?"
    r"|lists?|mists?|plants?"
    r"|grants?|variants?|constants?|pollutants?|warrants?|restaurants?|coolants?|moments?|cents?|tents?|rents?"
    r"|components?"
    r"|ingredients?|contents?|currents?|accidents?|incidents?|precedents?|continents?|patents?|talents?|extents?|trees?"
    r"|fees?|degrees?|guarantees?|bees?|knees?|summers?|numbers?|corners?|flowers?|colou?rs?|doors?|floors?|hours?"
    r"|years?|labou?r"
    r"|favou?rs?|humou?rs?|rumou?rs?|harbou?rs?|answers?|transfers?|headers?|charters?|fights?|nights?|scanners?"
    r"|printers?"
)
_WORD = re.compile(r"[\w’'&./-]+")
_ADVERB = re.compile(r"[A-Za-z]+ly|[Ss]till|[Nn]ow|[Tt]hen|[Yy]et|[Bb]ut|[Aa]nd|[Ss]o|[Tt]oday|[Yy]esterday|[Hh]owever")
BEFORE, BEHIND = 4, 9  # words of an office before the noun, and of what belongs to it behind


def people(before: str) -> str | None:
    """The subject without a name with which the text ends, if its clause begins with it; None where there is none."""
    plain = before.rstrip()
    mark = _MARK.search(plain[::-1])  # the last one: what begins before it has it within
    edge = len(plain) - mark.start() if mark else 0
    begins = [match.end() for match in _CLAUSE.finditer(plain, edge)]
    if not plain.startswith(",", edge - 1) or plain[edge : edge + 1].isspace():  # no clause begins within 1,000
        begins.insert(0, edge)
    for place in reversed(begins):
        subject = plain[place:].lstrip()
        first = subject.split(maxsplit=1)
        while len(first) > 1 and _ADVERB.fullmatch(first[0]):
            subject = first[1]
            first = subject.split(maxsplit=1)
        if subject and _is_people(subject) and not _UNFINISHED.search(subject):
            return subject
    return None


def _is_people(subject: str) -> bool:
    if _ALONE.fullmatch(subject):
        return True
    if not any(map(is_speaking_noun, subject.lower().split())):
        return False
    counted = _COUNTED.match(subject) or _OWNED.match(subject)
    words = _WORD.findall(subject[counted.end() :] if counted else subject)
    if not words or len(words) > BEFORE + BEHIND + 1 or " ".join(words) != subject[counted.end() if counted else 0 :]:
        return False
    known = lexicon()
    for place, word in enumerate(words[: BEFORE + 1]):
        low = word.lower()
        if place and _BEHIND.fullmatch(low):
            break
        if low in known.beside["outside"] or low in known.never_people or _VERB.fullmatch(low):
            return False
        following = words[place + 1 : place + 2]
        ends = not following or (_BEHIND.fullmatch(following[0].lower()) is not None and following[0].islower())
        if ends and is_speaking_noun(low) and (counted or _MANY.fullmatch(low)):
            return not any(_VERB.fullmatch(one.lower()) for one in _outside_who(words[place + 1 :]))
    return False


def _outside_who(words: list[str]) -> list[str]:
    """What stands behind the noun, without a clause that begins with *who* or *that*."""
    return [] if words[:1] in (["who"], ["that"]) else words


@lru_cache(maxsize=4096)
def is_speaking_noun(low: str) -> bool:
    """Whether a noun is of people or a body, and of no thing that ends alike: `factors`."""
    known = lexicon()
    return (
        not _NO_PERSON.fullmatch(low)
        and THING.fullmatch(low) is None
        and (is_person(low) or low in known.speaker_nouns or bool(known.role.fullmatch(low)))
    )
