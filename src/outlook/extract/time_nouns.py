"""Times by their structure alone: any preposition of time before a phrase whose head is a noun of time.

They are looked for only where the grammar of times, which knows what its words say of the calendar, has found none.
"""

import re
from collections.abc import Iterator

from outlook.extract.lexicon import lexicon
from outlook.extract.span import Span
from outlook.extract.times_of_another import is_of_another

NEAR = 60
_PREPOSITION = (
    r"(?:by|before|until|till|through|throughout|in|on|at|during|over|within|after|from|around|towards?|beyond"
    r"|(?:no|not) (?:later|earlier) than|not before|ahead of|prior to|into|as (?:early|late) as|for|following|across"
    r"|inside)"
)
_MONTH = (
    r"(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_YEAR = r"(?:19|20|21)\d\d(?:[/–-]\d\d(?:\d\d)?)?"
_NOUN = (
    r"(?:(?:second|minute|min|hour|hr|day|morning|afternoon|evening|week|fortnight|month|quarter|year|decade|generation"
    r"|lifetime|season|winter|summer|autumn|term|half-?term)s?|spring|nights|nightfall|noon|midnight|dawn|dusk|sunrise"
    r"|sunset|weekend|centur(?:y|ies)|holidays|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{_YEAR}|{_MONTH}|christmas|easter|ramadan|thanksgiving|whitsun|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}[:.]\d\d"
    r"|year[- ]?end|(?:mid-)?(?:year|month|week)|deadline|half[- ]time|shift|birthday|anniversary)\b"
)
# Neither may stand within a time: what begins another part of the sentence, what repeats, what is an action.
_OTHER = (
    r"(?!(?:a|one|three) quarters?\b)"
    r"(?!(?:and|but|if|unless|which|that|who|when|while|because|will|would|may|might|could|should|shall|can|is|are|was"
    r"|were|be|to|by|before|until|at|on|in|into|from|after|for|with|well|since|last|ago|it|they|we|he|she|you|i|not"
    r"|every|each|than|as|per|any|this|next|of)\b)"
    r"(?![a-z]+(?<!com)(?<!follow)(?<!even)(?<!morn)(?<!spr)(?<!remain)(?<!open)(?<!clos)ing\b)"
)
_WORD = rf"{_OTHER}[\w’'%-]+"
_NEXT = rf"(?!(?:the|these|those|one|some|a|an)\b){_WORD}"  # behind a noun a second time begins: from the board one day
_OF = rf"(?: of (?:{_WORD} ){{0,3}}?{_WORD})"
_FURTHER = rf"(?: (?:or|and|to|until) (?:{_WORD} ){{0,2}}?{_NOUN}|[–-] ?\d+|,? {_YEAR}\b| {_MONTH}(?: {_YEAR}\b)?)*"
_STOPS = re.compile(
    r"\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:and|but|or|nor|if|unless|while|when|because|which|who|that|where|with|without"
    r"|by|for"
    r"|from|after|before|until|under|said|says|the|than|so|then|though|although|in|into|on|at|as|even|given|despite"
    r"|will"
    r"|would|may|might|could|should|shall|can|is|are|was|were|has|have|had|it|they|he|she|we|you|there|to)\b"
)
_FOUND = re.compile(
    (
        rf"\b(?<![\w’'-]){_PREPOSITION} (?:(?:this|next|about|around) )?(?:{_WORD} (?:{_NEXT} ){{0,2}}?)??"
        rf"{_NOUN}{_FURTHER}{_OF}?{_FURTHER}(?![\w-]|['’]s\b)(?={_STOPS.pattern})"
    )
    .replace(" ?", r"\s*")
    .replace(" ", r"\s+")
)
_PAST = re.compile(r"\b(?:last|since|ago|earlier|previous|past|recent|1[0-9]\d\ds?$)\b")
# How much, and not when: `falls by two years`; a comparison, or what was: `than in 2025`.
MEASURE = re.compile(
    r"by (?:(?:about|around|roughly|nearly|almost|some|at least|up to) )*"
    r"(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|half)\b)(?!.*\d(?:th|st|nd|rd)\b)"
)
REPEATED = re.compile(r"s an? \w+$|^(?:on|in|under) (?:.*\b)?terms\b")  # two nights a week, on acceptable terms
# What has not been so for long is no time to come: `the tightest in two decades`, `the first rise in ten years`.
RECORD = re.compile(
    r"\b(?:[a-z]{3,}est|the (?:most|least|first|second|third|worst|best|only))(?: [a-z’'-]+){0,4} (?:in )?$"
)
RECORDED = re.compile(
    r"(?:in|for) (?:[a-z]+ ){0,4}(?!the\b)[a-z\d-]+ (?:[a-z]+s$|(?:day|week|month|quarter|year|decade|season"
    r"|centurie)s\b)"
    r"|(?:in )?(?:over|more than|nearly|almost|at least) (?:an? (?:decade|year|century|generation|month|week)"
    r"|[a-z\d-]+ (?:year|decade|month|week|quarter|season|generation)s)\b"
    r"|in living memory"
)
_COMPARED = re.compile(r"\b(?:than|as|since|was|were|had)(?: \w+)?\s$")


def times_by_noun(text: str, low: str, outside: Span | None = None) -> Iterator[Span]:
    """The times of a sentence by their structure, in order; those in `outside`, the condition, are the condition's."""
    for match in _FOUND.finditer(low):
        start, end = match.span()
        before = low[max(start - NEAR, 0) : start]
        is_outside = outside is None or not outside.start <= start < outside.end
        is_record = RECORDED.match(match[0]) and RECORD.search(before)
        is_past = (
            is_record
            or is_of_another(low, start)
            or _PAST.search(match[0])
            or _COMPARED.search(before)
            or lexicon().past_horizon.search(before)
        )
        if is_outside and not is_past and not MEASURE.match(match[0]) and not REPEATED.search(match[0]):
            yield Span(text[start:end], start, end)
