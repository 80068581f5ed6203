"""The whole subject of a verb of saying, where what was found is only its last part: `two of the five on the panel`.

What stands right behind a preposition is no subject by itself, nor is the second of two that *and* joins.
"""

from __future__ import annotations

import re

from outlook.extract.lexicon import lexicon
from outlook.extract.unspoken import is_person

_PREPOSITION = re.compile(
    r"\b(?:of|at|in|from|with|for|by|near|outside|inside|on|to|under|behind|against|around|over)\s*\Z", re.IGNORECASE
)
_AND = re.compile(r"(?<![,;:])\sand\s*\Z")
_CLAUSE = re.compile(
    r"[;:!?“”\"()–—]\s*|,\s+|\b(?:that|but|while|because|although|though|so|where|as)\s", re.IGNORECASE
)
_WORD = re.compile(r"[\w’'&.-]+")
_HEAD_ENDS = re.compile(
    r"\s(?:of|at|in|from|with|for|by|near|outside|inside|on|to|under|who|polled|briefed|familiar|close|behind)\s"
)
_NAME_BEFORE = re.compile(r"(?:^|[\s“\"(])((?:[A-Z][\w’'.-]*\s){1,3}[A-Z][\w’'.-]*),\s\Z")
_LISTED = re.compile(
    r"(?i:the\s)(?:Ministry|Department|Office|Committee|Institute|Secretary|Ministers?|Commissioner)"
    r"\s(?:[a-z]+\s)?(?:of|for)\s[A-Z][\w’-]+,\s\Z"
)
_DAYS = re.compile(r"(?i:in|on|at|by|since|until|after|before|during|for|from|of)\Z")
_COUNTED = re.compile(
    r"(?:an? (?:couple|number|handful|dozen|few|majority)|one|two|three|four|both|some|many|most|all|several|few) of ",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"that|after|since|once|as|now|then|and|but|or|yet|so|too|though|however|meanwhile|ago|when|if|[a-z]+ly"
)
_FORETELLS = re.compile(
    r"expects|projects|forecasts|anticipates|assesses|advises|recommends|sees\b.*|(?:does not|doesn[’']t"
    r"|continue[sd]? to) (?:expect|anticipate|project|forecast|see)"
    r"|(?:is|remains) (?:[a-z]+ )?(?:confident|hopeful|optimistic)"
)
_CALCULATE = re.compile(
    r"(?:calculate|estimate|consider|expect|project|forecast|anticipate|assess|advise|recommend|believe|intend|think).*"
)
_OWN_PEOPLE = re.compile(r"(?:[A-Z]\w+ )?(?:[Oo]fficers|[Oo]fficials|[Ss]taff|[Mm]anagement|[Dd]irectors)")
_ARTICLE = re.compile(r"[Tt]he\s")
_LIST = re.compile(r"(?:^|[.;:“\"] )((?:[A-Z]?[a-z-]+s, )+)\Z")  # `Farmers, millers and` bakers
_TOLD = re.compile(r"\b(?:said|told|thought|knew|felt|swore|wrote|[a-z]+ed)\b")
_SOME = frozenset(["some", "many", "others", "several"])  # who they are is not said
MOST_WORDS, MOST_JOINED = 10, 6


def whole_subject(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the subject begins and ends of which `text[start:end]` is the last part; None where no one can tell."""
    before = text[:start]
    if match := _LISTED.search(before):
        return match.start(), end
    if _PREPOSITION.search(before):
        begins = _clause(before)
        if not _is_group(before[begins:], MOST_WORDS):
            return None
        named = _NAME_BEFORE.search(before[:begins])
        return (named.start(1) if named else begins), end
    if match := _AND.search(before):
        begins = _clause(before[: match.start()])
        if not _is_group(before[begins : match.start()], MOST_JOINED):
            return start, end
        listed = _LIST.search(before[:begins])
        is_all = listed and all(is_person(one.strip().lower()) for one in listed[1].split(",")[:-1])
        return (listed.start(1) if listed and is_all else begins), end
    return start, end


def begins_clause(before: str) -> bool:
    """Whether a subject may begin here: at the start, behind a mark, a conjunction, an adverb or a time."""
    plain = before.rstrip()
    if not plain or not (plain[-1].isalpha() or plain[-1] == "’"):
        return True
    last = plain.rpartition(" ")[2].lower().lstrip('“"(')
    beside, known = lexicon().beside, lexicon()
    return (
        last in beside["conjunctions"]
        or last in beside["adverbs"]
        or last in beside["no_person"]
        or last in known.never_people
        or _OPENS.fullmatch(last) is not None
    )


def is_somebody(phrase: str) -> bool:
    """Whether the phrase has a name, or its noun is one of people, of a body or of a paper that says things."""
    known, (first, *others) = lexicon(), phrase.split()
    if not others and first.lower() in _SOME:
        return False
    if first in ("No", "No.") and others and others[0].isdigit():
        return True  # No 10
    if (
        " who " in phrase
        or any(word[:1].isupper() for word in others)
        or (first[:1].isupper() and first not in known.not_names)
    ):
        return True
    head = _WORD.findall(_HEAD_ENDS.split(f"{_COUNTED.sub('', phrase).split(',')[0]} ", maxsplit=1)[0])
    last = head[-1].lower().removesuffix("’s").removesuffix("'s") if head else ""
    return is_person(last) or last in known.speaker_nouns or known.role.search(last) is not None


def may_be_house(phrase: str, verb: str) -> bool:
    """Whether it may well be the document's own house that expects something: it calls itself by one word.

    So are its own people, `Officers calculate`.
    """
    if _CALCULATE.fullmatch(verb) and _OWN_PEOPLE.fullmatch(phrase):
        return True
    return _FORETELLS.fullmatch(verb) is not None and len(_ARTICLE.sub("", phrase, count=1).split()) == 1


def may_be_of_story(phrase: str, low: str) -> bool:
    """Whether it is a bare name, and spoke in the past: in a story that is one of its people as often as not."""
    return " " not in phrase and _TOLD.search(low) is not None


def _clause(before: str) -> int:
    """Where the clause begins that ends here."""
    begins = 0
    for match in _CLAUSE.finditer(before):
        begins = match.end()
    if begins == 0:
        begins = len(before) - len(before.lstrip())
    return begins


def _is_group(words: str, most: int) -> bool:
    """Whether the words are those of somebody, or of a body, and of nothing else: no verb, no time before it."""
    every = _WORD.findall(words)
    if not 0 < len(every) <= most or _DAYS.match(every[0]):
        return False
    known = lexicon()
    first = every[0]
    determined = first.lower() in known.beside["determiners"] or first.lower() in ("both", "few", "those", "all")
    if first in known.not_names and not determined:
        return False
    head = _WORD.findall(_HEAD_ENDS.split(f"{words} ", maxsplit=1)[0])
    stays = {one.lower() for one in every[1:]} & (known.beside["outside"] - known.beside["prepositions"])
    if stays - {"other", "and", "next", "last", "those", "them"} or not head:
        return False
    last = head[-1].lower().removesuffix("’s").removesuffix("'s")
    return (
        is_person(last)
        or known.role.search(last) is not None
        or last in known.speaker_nouns
        or (head[-1][:1].isupper() and head[-1] not in known.not_names and last not in known.never_people)
    )


def may_end_name(before: str) -> bool:
    """Whether the last word may be of a name: it has a capital, or is the end of `et al.`, of a firm, or of No 10."""
    last = before.rstrip().rpartition(" ")[2]
    return last != last.lower() or last.endswith(("al", "al.", "plc", "llp", "10", "11"))
