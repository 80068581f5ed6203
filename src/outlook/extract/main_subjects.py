"""Who the main clause of a sentence is of, where the verb of saying stands further on and has no subject beside it.

`The Kremlin blamed Kyiv and said …`, `Lee cast doubt on the deal, saying that …`.
"""

from __future__ import annotations

import re

from outlook.extract.lexicon import lexicon
from outlook.extract.people import people
from outlook.extract.person_names import NAME, person
from outlook.extract.things_said import is_thing_said
from outlook.extract.whole_speakers import whole

SAYING = re.compile(
    r"\s(?:saying|stating|adding|noting|arguing|warning|insisting|claiming|predicting|explaining|confirming|conceding"
    r"|acknowledging|admitting|stressing|cautioning|telling (?:[a-z]+ ){1,3}?)(?: [a-z]+ly)?(?=(?: that\b|,? [“\"]"
    r"|:\s?[“\"]"
    r"| [^.;,]{1,40}\b(?:will|would|may|might|could)\b"
    r"| (?:it|they|he|she|there|the) (?:[a-z-]+ )?(?:will|would|may|might|could|was|is|are|were|had|has)\b))"
)
_VERB = re.compile(
    r"(?:has|have|had|is|are|was|were|did|does|do|told|gave|made|took|met|spoke|wrote|cast|casts|held|set|put|left"
    r"|came|went|won"
    r"|lost|said|says|cut|hit|sold|bought|found|kept|led|sees|saw|ran|rose|fell|stood|began|sent|fought|brought"
    r"|drew|[a-z]{2,}ed|[a-z]{3,}[^s\W]s)"
    r"(?=\s)"
)
_BETWEEN = re.compile(
    r"(?:\s\([^()]{1,40}\))?(?:,\s[^,;:“”\"]{3,80},)?\s(?:(?:also|now|then|later|earlier|again|still|already"
    r"|on [A-Z][a-z]+day"
    r"|(?:earlier )?(?:this|last) (?:week|month|year)|[a-z]{3,}ly)\s)*"
)
_PASSIVE = re.compile(r"(?:is|are|was|were|has been|have been|had been)\s(?:[a-z]+ly\s)?[a-z]+(?:ed|en)\b")
_LED_BY = re.compile(r"[a-z]+\sby\b")
_OPENS = re.compile(
    r"(?:(?:in|on|at|after|before|during|since|by|with|for|from|under|speaking|reacting|asked|meanwhile|however"
    r"|earlier|later"
    r"|yesterday|today|still|but|yet|and|then|also)\b[^,;:“”\"]{0,100}(?:,\s|(?<=\b(?:but|yet|and))\s))",
    re.IGNORECASE,
)
_MANY = re.compile(r"s\Z|s\s(?:at|of|in|from)\s")  # and of them a verb may have any letters
_PLAIN = re.compile(
    r"(?!(?:of|at|in|from|to|with|for|on|by|who|that|which|and|or|there|here|as|than)\b)[a-z]{2,}(?=\s)"
)
_WORDS = re.compile(r"\S+")
_OFFICE = re.compile(
    r"\s(?:officials|analysts|economists|ministers|officers|leaders|lawmakers|spokes(?:man|woman|person|people)"
    r"|staff|managers|researchers|executives)\b"
)
_OF = re.compile(rf"\s(?:of|at|from|with)\s(?:the\s)?{NAME.pattern}")
MOST_WORDS = 7


def main_subject(text: str, upto: int) -> str | None:
    """Whoever the main clause is of, in the text before a place; None where that is not sure, or is a thing.

    >>> text = "On Friday, Ann Lee of Kell Bank cut her forecast and now"
    >>> main_subject(text, len(text))
    'Ann Lee of Kell Bank'
    """
    opening = _OPENS.match(text, 0, upto)
    begins = opening.end() if opening else 0
    match = NAME.match(text, begins, upto)
    if match and match[0] not in lexicon().not_names:
        return _named(text, begins, match, upto)
    words = [*_WORDS.finditer(text, begins, upto)][: MOST_WORDS + 1]
    for word in words[1:]:
        phrase = text[begins : word.start()].rstrip(" ,")
        if people(phrase) != phrase:
            continue
        verb = _verb_behind(text, word.start() - 1, upto, is_many=_MANY.search(phrase) is not None)
        if verb and not word[0].endswith(","):
            return text[slice(*whole(text, begins, begins + len(phrase), (begins, verb)))]
    return None


def _named(text: str, begins: int, name: re.Match[str], upto: int) -> str | None:
    """The name with its office, if a verb follows it."""
    known, end = lexicon(), name.end()
    found = person(name[0])
    if found is None or is_thing_said(name[0]) or name[0] in known.not_names:
        return None
    if office := _OFFICE.match(text, end, upto):  # Bank of Kell officials
        end = office.end()
        found = name[0] + office[0]
    elif belongs := _OF.match(text, end, upto):
        end = belongs.end()
    verb = _verb_behind(text, end, upto, is_many=people(name[0]) is not None)
    if verb is None:
        return None
    start = text.find(found, begins)
    return text[slice(*whole(text, start, start + len(found), (begins, verb)))]


def _verb_behind(text: str, end: int, upto: int, *, is_many: bool = False) -> int | None:
    """Where the verb begins that follows a subject, and is in no passive."""
    between = _BETWEEN.match(text, end, upto)
    if between is None or _LED_BY.match(text, between.end(), upto) or _PASSIVE.match(text, between.end(), upto):
        return None
    is_verb = _VERB.match(text, between.end(), upto) or (is_many and _PLAIN.match(text, between.end(), upto))
    return between.end() if is_verb else None
