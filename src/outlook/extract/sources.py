"""Who says it where no subject stands before a verb: `according to Lee`, `as Lee puts it`, `per Lee`."""

from __future__ import annotations

import re

from outlook.extract.lexicon import lexicon
from outlook.extract.people import is_speaking_noun, people
from outlook.extract.person_names import NAME, name_in, person
from outlook.extract.subjects import is_somebody
from outlook.extract.things_said import head_of, is_thing_said
from outlook.extract.voices import Voice
from outlook.extract.whole_speakers import behind


def _after_verbs(verbs: str) -> str:
    """A pattern of nothing, behind one of the verbs and *by*: what is rare is so looked for by its letters."""
    return "|".join(rf"(?<=\b{verb} by )" for verb in verbs.split())


_RELATIVE = re.compile(r"\s(?:that|which|who|whose)\s")
_NAMED_NEXT = re.compile(rf",\s+({NAME.pattern})(?=[,.;]|$)")
# What figures or a forecast are of or by; a report or a letter says things itself.
_MADE_BY = re.compile(
    r"\s(?:(?:that was|which was|just|recently|newly|first)\s)?(?:published|released|issued|compiled|conducted"
    r"|carried out|collected"
    r"|prepared|produced|gathered|put out|unveiled|provided|circulated|cited|run)\s(?:[a-z]+\s)?by\s",
    re.IGNORECASE,
)
_THING_OF = re.compile(r"\s(?:by|from|of)\s(?=(?:the\s|its\s|a\s|an\s)?[A-Z]|the\s[a-z-]+(?:\s[a-z-]+)?$)")
_OWNER = re.compile(r"((?:[Tt]he\s)?[^,;()]{2,60}?)(?:[’']s|(?<=s)[’'])\s")
# What only says when: `a survey published on Friday`.
_WHEN = re.compile(
    r"\s(?:(?:published|released|issued|out|dated|posted|sent|made|given|seen)\s)?(?:(?:on|in|for|at|from|since"
    r"|earlier|late|early|last|this|next)\s)+"
    r"(?:the\s)?(?:mon|tues|wednes|thurs|fri|satur|sun|january|february|march|april|may\b|june|july|august"
    r"|september|october"
    r"|november|december|week|month|year|day|morning|afternoon|evening|weekend|summer|winter|spring|autumn|quarter"
    r"|(?:19|20)\d\d|\d{1,2}\s)"
    r"[^,;]*$|\s(?:yesterday|today|earlier)$",
    re.IGNORECASE,
)
# According to these nobody says anything.
_NO_SOURCE = re.compile(
    r"(?:the |a |an |its |his |her |their |this |that |our )?(?:[a-z-]+ ){0,3}?(?:plans?|schedules?|timetables?"
    r"|need|needs|size|age|type|custom|customs|tradition"
    r"|weights?|ability|rank|law|laws|rules?|procedures?|terms|provisions|formula|method|instructions|recipes?"
    r"|criteria|convention"
    r"|merit|taste|circumstances|conditions|seniority|sex|gender|income|kind|species|season|location|severity"
    r"|whether|how|what"
    r"|where|which)(?: .*)?",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"(?:[Tt]he )?(?:(?i:article|section|clause|table|figure|annex|rule|paragraph|chapter|regulation|schedule|part"
    r"|item)s?) (?:\d|[A-Z]\b|[ivx]+\b).*"
)
_SAYS = (
    r"(?:has |have |had )?(?:puts? it|says?|said|notes|noted|warn(?:s|ed)?|argue[sd]?|observe[sd]?|explain(?:s"
    r"|ed)?|told [a-z]+|points? out|pointed out"
    r"|mention(?:s|ed)?|state[sd]|conclude[sd]?|stress(?:es|ed)|suggest(?:s|ed)?|acknowledge[sd]?|report(?:s|ed)?"
    r"|wr(?:ites|ote|ite)|remark(?:s|ed)|recogni[sz]e[sd]|found|held|emphasi[sz]e[sd]?)"
)
# It begins with letters, for which a text is searched many times as quickly as for a mark.
_AS = re.compile(
    rf"as (?:(?<=^as )|(?<=[,;(–—]as )|(?<=[,;(–—]\sas ))((?:[\w’'.&-]+ ){{1,7}}?(?:\(\d{{4}}[a-z]?\) )?){_SAYS}"
    r"(?=[,.;:]|\s(?:in|on|at|last|this|earlier|above|before)\b)"
)
_QUOTED_AS = re.compile(
    r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)) (?!by )([^;:“”\"]{3,120}?),? as (?:saying|stating|telling|warning"
    r"|predicting|arguing)\b"
)
_VIEW = re.compile(
    r"(?:^|[,;:—–] |\bbut |\band )((?:[\w’'.&-]+ ){0,6}?[\w.&-]+)(?:[’']s|(?<=s)[’']) (?:(?!own )[a-z]+ ){0,2}?"
    r"(?:view|opinion|hunch|verdict|fear|hope|position|guess|bet|belief|contention|argument|prediction|expectation"
    r"|assessment|judge?ment|advice|stance)"
    r"(?:, [^,;]{3,60},)? (?:is|was|remains) (?:still |now )?that\b"
)
_PER = re.compile(r"per ((?:the |a |an )?[^,;:]{3,80}),")
_OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\s[\w ’'-]{3,60}\Z")
# A passive that names somebody: `is expected by analysts to rise`.
_DONE = "expected forecast predicted projected estimated anticipated foreseen"
_TOLD = "informed told advised warned assured notified"
_BY = re.compile(
    rf" by (?:(?:{_after_verbs(_DONE)})((?:[\w’'.&-]+ ){{0,6}}?[\w’'.&-]+)"
    r"(?=,? (?:to|as|at|for|in|that|will|would)\b|[,;:]|\.?\Z)"
    rf"|(?:{_after_verbs(_TOLD)})((?:[\w’'.&-]+ ){{0,6}}?[\w’'.&-]+)(?= that\b))"
)
_BESIDE = ((_AS, "as "), (_QUOTED_AS, " as "), (_BY, " by "))  # each with what it has to have
_SUBJECTS = {"his": "he", "her": "she", "their": "they", "its": "it"}
_FORETOLD = ("forecast", "estimate", "projection", "analysis")


def source(text: str, start: int, end: int, *, is_first: bool) -> Voice | None:
    """Whoever stands behind *according to*: the name, in the whole phrase; None for figures, rules and plans."""
    latest = start + len(_RELATIVE.split(text[start:end])[0])
    made = _maker(text, start, latest)
    if made is None:
        return None
    made = (made[0], end) if made[1] == latest else made
    named = _NAMED_NEXT.match(text, end) if made[1] == end else None
    start, end = made
    if named and (name := person(named[1])):
        end = named.end(1)
    else:
        when = _WHEN.search(text, start, end)
        end = when.start() if when else end
        name, bracket = name_in(_RELATIVE.split(text[start:end])[0]), text.find(" (", start, end)
        end = bracket if bracket >= 0 else end
    found = text[start:end]
    end = behind(text, start + len(found.rstrip()), is_first=is_first)
    return Voice(name or found.strip(), whole=text[start:end])


def _maker(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the phrase stands, or whoever made the figures that it is of; None for figures of nobody, and rules."""
    phrase = text[start:end]
    if _NO_SOURCE.fullmatch(phrase) or _PARTS.fullmatch(phrase):
        return None
    if made := _MADE_BY.search(phrase):
        return start + made.end(), end
    if not is_thing_said(phrase) and head_of(phrase) not in _FORETOLD:
        return start, end
    if of := _THING_OF.search(phrase):
        return start + of.end(), end
    if phrase[:1].isupper() and phrase.endswith((" data", " figures")):
        return start, end  # Reuters data
    owner = _OWNER.match(phrase)
    return (start, start + owner.end(1)) if owner and is_somebody(owner[1]) else None


def holder(text: str, start: int, end: int, *, is_of: bool) -> Voice:
    """Whose view it is: a name, or whoever spoke last behind `his` or `her`.

    `is_of`: whether the name stands behind *in the view of*, where more of it may follow.
    """
    words = text[start:end]
    name = words.removesuffix("’s").removesuffix("'s").rstrip("’'")
    if pronoun := _SUBJECTS.get(name.lower()):
        return Voice(pronoun, "words", is_pronoun=True)
    phrase = text[start : behind(text, end, is_first=text[:start].count(",") == 0)] if is_of else ""
    return Voice(person(name) or name, whole=phrase) if name[0].isupper() else Voice(name, "words", whole=phrase)


def as_somebody_says(text: str, low: str) -> tuple[int, Voice] | None:
    """`As Lee puts it, rents will rise`; whoever is quoted, `the paper quoted Lee as saying`; and where that stands."""
    for pattern, word in _BESIDE:
        match = pattern.search(low) if word in low else None
        if match and (found := _somebody(text, *match.span(match.lastindex or 1))):
            return match.start(), found
    return None


def view_of_somebody(text: str, low: str) -> Voice | None:
    """`The union’s fear is that the plant will close`."""
    may_be = ("s that" in low or " still that" in low or " now that" in low) and ("’" in low or "'" in low)
    match = _VIEW.search(low) if may_be else None
    return _somebody(text, *match.span(1)) if match else None


def per_somebody(text: str, low: str) -> Voice | None:
    """`Per the harbour master, the dock will reopen`, at the start of a sentence."""
    match = _PER.match(low)
    voice = _somebody(text, *match.span(1)) if match else None
    named = _NAMED_NEXT.match(text, match.end(1)) if match else None
    end = named.end(1) if named else behind(text, match.end(1), is_first=True) if match else 0
    return voice._replace(whole=text[len("per ") : end]) if voice else None


def _is_owned(phrase: str) -> bool:
    """`Kell Steel’s chief executive`."""
    return _OWNED.search(phrase) is not None and is_speaking_noun(phrase.rsplit(maxsplit=1)[-1].lower())


def _somebody(text: str, start: int, end: int) -> Voice | None:
    """Whoever the words name or describe; None where they do neither."""
    phrase = text[start:end].strip()
    name = NAME.search(phrase)
    is_named = name is not None and name.end() == len(phrase) and not is_thing_said(phrase)
    if phrase.lower().startswith(("many ", "expected", "usual")) or not (
        is_named or people(phrase) == phrase or "(" in phrase or _is_owned(phrase)
    ):
        return None
    if (
        not is_somebody(phrase)
        or not lexicon().never_people.isdisjoint(phrase.lower().split())
        or phrase.endswith(" Day")
    ):
        return None
    return Voice((is_named and name and person(name[0])) or phrase, "verb", whole=phrase)
