"""Who said it: the name by a verb of saying, precise before complete."""

import re

from outlook.extract.lexicon import lexicon
from outlook.extract.subjects import begins_clause, is_somebody, may_be_house, may_end_name, near_end, whole_subject
from outlook.extract.unspoken import is_no_speaker, is_thing, says_nothing
from outlook.extract.voices import Pronoun, Voice
from outlook.extract.whole_speakers import behind, whole

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Capt|Cdr|Prof|Sgt|Hon|Rev|St|Mme|Cllr|Maj|Adm|Brig|Supt|Insp)\."
_WORD = r"[A-Z][\w’'&-]*(?:\.(?=[A-Z]\.?))*"
_NAME = re.compile(
    rf"(?:{_TITLE}\s+|[A-Z]\.\s?)*{_WORD}(?:\s+(?:(?:of|for|the|and|al|bin|ibn|de|von|van|du|da"
    rf"|&)\s+)*(?:{_TITLE}|[A-Z]\.(?=\s?[A-Z])|{_WORD}))*"
    r"(?:\s+(?:et al\.?|& Co\.?|Inc\.?|Ltd\.?))?"
)
# What may stand between a subject and its verb.
_PARENTHESIS = re.compile(r"\s*\([^()]{1,60}\)")
_ADVERBS = re.compile(r"\s(?:(?:has|have|had|also|then|again|later|recently|repeatedly|already|now|[a-z]{3,}ly)\s+)*$")
_FILLERS = re.compile(
    r"has|have|had|also|then|again|later|now|further|however|meanwhile|already|yesterday|today|still|always|often"
    r"|sometimes|just|once"
)
_AGED = re.compile(r",\s\d{1,3}$")
_ON_A_DAY = re.compile(r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
_PROGRESSIVE = re.compile(r"\b(?:(?:has|have|had)\s+been|is|are|was|were)\s+(?:[a-z]+ly\s+)?$", re.IGNORECASE)
_DETERMINER = re.compile(
    r"\b(?:any|the|an?|no|every|each|this|that|such|its|his|her|their|our|of|to|in|by|what|which)\s+$", re.IGNORECASE
)
_AS_EXPECTED = re.compile(
    r"\b(?:as|than)\s+(?:(?:the|many|most|some|few)\s+)?[\w’-]+(?:\s+had)?\s*$"
    r"|\bas [a-z]+ as (?:[\w’-]+ ){0,2}[\w’-]+\s*$"
)
_AS_AS = re.compile(r"\bas [a-z]+ as [\w’-]+\s*$")
_APPOSITION = re.compile(r",\s+((?:the\s+)?[^,]{3,60}),\s*$")
_OURS = re.compile(r"(?:its|our|his|her|their|my|your)\s", re.IGNORECASE)
_NAMED_NEXT = re.compile(rf",\s+({_NAME.pattern})(?=[,.;]|$)")
_DESCRIBED = re.compile(
    r"\b((?:the|a|an|(?-i:[A-Z])[\w-]+[’']s|one|another|one of (?:the|their|its|his|her|my|our)|his|her|their|its"
    r"|my|our|your"
    r"|some|many|most|several|two"
    r"|three|both|a number of|a couple of)\s"
    r"(?:[\w’'-]+\s){0,4}[\w’'-]+)\s*$",
    re.IGNORECASE,
)
_DESCRIBED_LAST = re.compile(r"^.*\band\s(?=(?:the|an?|his|her|their|our|my)\s)", re.IGNORECASE)
# Several people without a name, who open the sentence: `Economists at Harrow & Co.`, `Landlords’ groups`.
_PEOPLE = re.compile(
    r"^[“\"]?((?!(?:Reports?|Signs|Results|Findings|Figures|Indicators|Records|Rumou?rs|Prices|Images|Studies|Polls)\b)"
    r"[A-Z][a-z]+s(?:[’'])?(?:\s+(?:at|of|in|from|for|with|and|&|close|near|to|familiar|polled|surveyed|by|briefed|on|inside|within|behind|[a-z]+s|\d+|four|[A-Z][\w.&’'-]*)){0,6})\s*$"
)
_SAYS = re.compile(
    r"sa(?:id|ys?)|told|tells?|stated|added|warned|warns?|argue[ds]?|insisted|insists?|explained|replied|denied|denies|claimed"
    r"|noted|stressed|concluded|believe[ds]?|thinks?|thought|feared|predict(?:ed|s|ing)?|projected"
    r"|expects?|acknowledged|admitted"
    r"|conceded|cautioned|reassured|observed|remarked|declared|testified|asserted|contend(?:ed|s)?|wrote"
    r"|commented|vowed|judged"
    r"|emphasi[sz]ed|made\s+(?:it\s+)?(?:plain|clear)|puts\s.*",
    re.IGNORECASE,
)
_MAKES_CLAIM = re.compile(
    r"\s+(?:(?:us|me|them|him|her|[a-z]+)\s+)?that\b", re.IGNORECASE
)  # of `claims`, `fears` and others that are nouns as well
# Deeds as well as words: `announced a cell`, `reported a loss`. Only with a claim behind them do they say something.
_DEEDS = re.compile(
    r"argue[ds]?|announce[ds]?|announcing|report(?:ed|s|ing)?|wr(?:ote|ites?)|expresse[ds]|found|confirm(?:s|ed)?"
    r"|accept(?:s|ed)|called|calls|declare[ds]?",
    re.IGNORECASE,
)
# What somebody expected before something else happened is no claim any more: `the Bank had expected`.
_ONCE = re.compile(r"\b(?:had|(?:would|should|might|could) have)(?: (?:[a-z]+ly|once|long|always|never|also))? $")
_ON = re.compile(r"\b(?:of|on|in|at|by|for|from|with|under|over) $")  # and no subject: `rests on declared intentions`
_CLAIM = re.compile(
    r"(?:\s+(?:to|on|in|at|last|this|earlier|today|yesterday|again)\b[^.;,]{0,30})?\s+that\b"
    r"|(?:(?!\b(?:that|which|who)\b)[^.;]){0,60}?\b(?:will|would|was|were|is|are|had|could|may)\b"
    r"|[^.;]{0,20}[“\":]|[,.]|\s+plans\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:that|who|which|if|when|because|rule|treaty|treaties|display|screen|gauge"
    r"|(?:statute|act|law|clause|section|provision|contract|constitution|sign|label)s?)\b"
)
# An institution speaks of itself so in its own paper: `the Department expects`.
_ITSELF = re.compile(
    r"\bthe (?:board|group|company|department|agency|office|authority|mission|directors|fund|secretariat"
    r"|executive|committee|council)(?: (?:now|also|still))? $",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"expect(?:s|ed)?|assess(?:es|ed)?|anticipates?|believe[ds]?|estimate[ds]?|projects?|forecasts?"
    r"|considers?|judge[ds]"
)
_THOUGHT = re.compile(
    r"expected|anticipated|believed|thought|hoped|feared|forecast|projected|predicted|estimated|planned"
)
_PROMISES, _TO = re.compile(r"pledged|promised|vowed|threatened"), re.compile(r"\s+(?:not\s+)?to\b")
_OF_SOMETHING = re.compile(
    r"\s+(?:of|as|about|highly|well|little|again|twice|hard)\b|\s+to\s+(?:be|have|do|see|get|find|make|ship|reach)\b"
)
# Before what looks like a verb these make it a noun: `the Fund's April forecast`.
_NOUNS_TOO = re.compile(
    r"forecasts?|estimates?|reports?|claims?|states?|projects?|fears?|hopes?|doubts?|reminds?|answers?|warns?|notes?",
    re.IGNORECASE,
)
# Nobody stands behind these: the plain form of an order, a noun (`, expect rain`), or what always has an object.
_NOT_BEHIND = re.compile(
    r"expect|fear|hope|think|believe|report|forecast|warn|gives?|sees?(?: .*)?|puts?(?: .*)?|describe[ds]?"
    r"|attribute[ds]"
)
# What ends so is no subject: `was thought`, `the witnesses and declared`.
_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been|be|being|and|or|but|not|to|that|which|who|as|has|have|had|we|us|i|he|she|they|you"
    r"|would|will|may|might|could|should|can|must|shall|do|does|did|cannot|won[’']t|don[’']t|didn[’']t)$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|both|all)\s+$", re.IGNORECASE)
_OURSELVES = re.compile(
    r"\b(?:i|we|us|you|i[’']d|we[’']d|as|than|who|which|that|what)(?:[’'](?:ve|d))?\s+$", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\b(?:of|at|in|from|to|for|with|by|on|like|near|against|over|under|between|into|since|until|during"
    r"|and)\s+(?:the\s+)?$"
)
_RELATIVE = re.compile(r"\s(?:that|which|who|whose)\s")
# Somebody described with a clause, or several: `a lad who works in the club shop told me`.
_WITH_WHO = re.compile(
    r"(?:^|[,;:–—“\"]\s*|\b(?:and|but|that)\s)"
    r"((?i:the|an?|one|two|three|four|some|many|most|several|another)\s(?:[\w’'-]+\s){1,4}|[A-Z][a-z]+s\s)who\s(?:[\w’'-]+\s){1,8}\Z"
)
# People without a name of their own who belong somewhere: `experts at the Kennedy Space Center`.
_MEMBERS = re.compile(r"\b((?:[a-z-]+\s){0,2}([a-z]+s))\s(?:at|of|from|with|in)\s(?:the\s)?$")
# A speaker named behind the name of an employer: `said NASA chief Michael Griffin`.
_EMPLOYED = re.compile(rf"(?:[’']s)?\s(?:[a-z-]+\s){{0,3}}[a-z-]+,?\s({_NAME.pattern})")
# `The National Weather Service in Key West`: who it is, with the place.
_OWNER = re.compile(rf"(?:^|[.;:,“\"(]\s*)((?:The|the)\s{_NAME.pattern})\s*$")
_PLACE = re.compile(r"\s+(?:of|at|from|with|for)\s+(?:the\s+)?$")
_TITLED = re.compile(
    rf"\s*(?!(?:the|an?|that|it|in|on|at)\b)(?:[a-z-]+\s+){{1,4}}({_NAME.pattern})(?=[,.;]|\s+(?:on|in|at"
    rf"|after|who)\b|$)"
)
_AFTER_QUOTE = re.compile(
    r"\s*((?:the|a|an|one|its|our|his|her|their|my)\s+(?:[\w-]+\s+){0,3}?[\w-]+)(?=[,.;]|\s+(?:on|in|at|after|who|for|of|from)\b|$)",
    re.IGNORECASE,
)
_SUBJECTS = {"his": "he", "her": "she", "their": "they", "its": "it"}
_AUTHORS = re.compile(r"(?:the )?(?:staff[’']s|officers[’'])")  # of a paper of their own: in officers’ opinion
NEAR = 160  # a speaker stands this close before the verb
NEXT_TO = 48  # one without a name, even closer
LONGEST_ASIDE, SHORT, MOST_FILLERS = 92, 4, 6
PARTING = 2  # commas around an apposition


def find_speaker(text: str, low: str, *, saying: bool = True, holding: bool = True) -> Voice | None:
    """Who said it, by the words around a verb of saying, as the sentence has it.

    `saying` and `holding`: whether the sentence has a verb of saying, or a word such as `view`, at all.
    """
    words = lexicon()
    if match := words.according.search(low) if "according" in low else None:
        return _source(text, *match.span(1), is_first=not low[: match.start()].strip(' “"(…'))
    if holding and (match := words.opinion.search(low)) and not low[match.start() - 1 : match.start()].isalnum():
        group = 1 if match[1] else 2
        if not _AUTHORS.match(low, match.start(group)):
            return _holder(text, *match.span(group), is_of=group == 1)
    for verb in words.reporting.finditer(_without_quotes(low)) if saying else ():
        if found := _of_verb(text, verb):
            if isinstance(found, Pronoun):
                return Voice(str(found), "verb", is_pronoun=True)
            return _voice(text, found, verb)
    return None


def _voice(text: str, found: str, verb: re.Match[str]) -> Voice:
    """Whoever is found by a verb, by the whole phrase; without a name where it is not sure who that is."""
    phrase = _whole(text, found, verb)
    if phrase is None:
        return Voice(found, "verb", unsure=True)
    unsure = not is_somebody(phrase) or may_be_house(phrase, verb[0])
    return Voice(found if found in phrase else phrase, "verb", whole=phrase, unsure=unsure)


def _source(text: str, start: int, end: int, *, is_first: bool) -> Voice:
    """Whoever stands behind *according to*: the name, in the whole phrase."""
    source, named = _RELATIVE.split(text[start:end])[0], _NAMED_NEXT.match(text, end)
    if named and (person := _person(named[1])):
        end = named.end(1)
    else:
        person, bracket = _name_in(source), text.find(" (", start, end)
        end = bracket if bracket >= 0 else end
    end = behind(text, start + len(text[start:end].rstrip()), is_first=is_first)
    return Voice(person or source.strip(), whole=text[start:end])


def _whole(text: str, found: str, verb: re.Match[str]) -> str | None:
    """The phrase around what was found before or behind the verb; None where it is a part of nobody knows what."""
    start, edges = text.rfind(found, 0, verb.start()), (0, verb.start())
    is_subject = start >= 0
    if not is_subject:
        start, edges = text.find(found, verb.end()), (verb.end(), len(text))
    if start < 0:
        return found
    span: tuple[int, int] | None = whole(text, start, start + len(found), edges)
    if is_subject and span:
        span = whole_subject(text, *span)
    return text[span[0] : span[1]] if span else None


def _of_verb(text: str, verb: re.Match[str]) -> str | None:
    before, after = text[: verb.start()], text[verb.end() :]
    if verb[0].endswith("ing"):
        before = _PROGRESSIVE.sub("", before)
        if before == text[: verb.start()]:
            return None
    if _says_nothing(verb[0], before, after) or says_nothing(text, before, verb[0], after):
        return None
    says = _SAYS.fullmatch(verb[0]) or verb[0].endswith("that") or _MAKES_CLAIM.match(after)
    found = (
        _subject(before, verb[0]) or _after(after, before, verb[0]) or (_described(before, verb[0]) if says else None)
    )
    return None if found and is_no_speaker(found, before, verb[0], after) else found


def _says_nothing(verb: str, before: str, after: str) -> bool:
    """Whether it is a deed, a promise, a noun, a thought of something, or `as expected`, and no claim of somebody."""
    thinks = verb in ("thought", "think", "believed", "expected") and not before.rstrip().endswith("”")
    only_quotes = verb in ("said", "says", "told") and not (" as " in before and _AS_AS.search(before))
    return bool(
        (_DEEDS.fullmatch(verb) and not _CLAIM.match(after))
        or (_PROMISES.fullmatch(verb) and _TO.match(after))
        or (_NOUNS_TOO.fullmatch(verb) and _DETERMINER.search(before, near_end(before)))
        or (thinks and _OF_SOMETHING.match(after))
        or (_THOUGHT.fullmatch(verb) and _ONCE.search(before))
        or _ON.search(before, near_end(before))
        or (_EXPECTS.fullmatch(verb) and _ITSELF.search(before))
        or (not only_quotes and _AS_EXPECTED.search(before))
    )


def _without_quotes(text: str) -> str:
    """The text with what stands in quotes blanked out, so that its verbs are not taken for the reporter's."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text) if '"' in text or "“" in text else text


def _trimmed(before: str) -> str:
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
    last = near.rpartition(" ")[2].lower()
    if _FILLERS.fullmatch(last) or (len(last) > SHORT and last.endswith("ly")):
        return near[: len(near) - len(last)].rstrip()
    if last.isdigit():
        return _AGED.sub("", near)
    return _ON_A_DAY.sub("", near).rstrip() if last.endswith("day") else near


def _subject(before: str, verb: str) -> str | None:
    trimmed = _trimmed(before)
    who = _WITH_WHO.search(trimmed) if " who " in trimmed else None
    if named := _in_apposition(before) or (who and who[1].rstrip()):
        return named
    if pronoun := _PRONOUN.search(trimmed, near_end(trimmed)):
        return Pronoun(pronoun[0].strip())
    if _OURSELVES.search(trimmed, near_end(trimmed)):
        return None
    names = list(_NAME.finditer(trimmed)) if may_end_name(trimmed) else []
    if names and names[-1].end() >= len(trimmed.rstrip()):
        return _named(trimmed, names[-1], verb)
    near = trimmed[-NEXT_TO:]
    is_noun = near.rstrip().rpartition(" ")[2].lower() in lexicon().speaker_nouns
    common = lexicon().speaker_noun.search(near.lower()) if is_noun else None
    if common and not (_NOUNS_TOO.fullmatch(verb) and re.search(r"[’']s?\s", near[common.start(1) :])):
        return near[common.start(1) : common.end(1)].strip()
    people = _PEOPLE.match(trimmed)
    return people[1] if people and people[1].split()[0] not in lexicon().not_names else None


def _named(before: str, name: re.Match[str], verb: str) -> str | None:
    """The name, unless it belongs to another noun: `researchers at the University of Brenn announced`."""
    if name.start() and (place := _PREPOSITION.search(before[: name.start()].lower())):
        if owner := _OWNER.search(before[: place.start()]):
            return before[owner.start(1) : name.end()].strip()
        members = _MEMBERS.search(before[: name.start()])
        if members and members[2] in lexicon().speaker_nouns:
            return before[members.start(1) : name.end()].strip()
        people = _PEOPLE.match(before) or _DESCRIBED.search(before)
        owner = _NAME.fullmatch(_PLACE.sub("", before[: name.start()]).strip())
        return people[1] if people else _person(owner[0]) if owner else None
    last = name[0].split()[-1]
    if last.lower() in lexicon().never_people or (
        _NOUNS_TOO.fullmatch(verb) and re.search(r"[’']s?\s|[’']s?$", name[0])
    ):
        return None
    return _person(name[0])


def _in_apposition(before: str) -> str | None:
    """`its finance chief, Lena Moss, added`: the name, where the subject before it is only described."""
    if before.count(",") < PARTING:
        return None
    plain = _PARENTHESIS.sub("", before)
    plain = _ADVERBS.sub("", plain) + " "
    match = _APPOSITION.search(plain)
    if match is None:
        return None
    name = _NAME.fullmatch(match[1].strip())
    described = re.search(
        r"\b(?:its|the|his|her|their|a|an|our|your|my|[\w-]+[’']s?)\s[^,]{2,60}$", plain[: match.start()], re.IGNORECASE
    )
    return _person(name[0]) if name and described and (len(name[0].split()) > 1 or _OURS.match(described[0])) else None


def _holder(text: str, start: int, end: int, *, is_of: bool) -> Voice:
    """Whose view it is: a name, or whoever spoke last behind `his` or `her`.

    `is_of`: whether the name stands behind *in the view of*, where more of it may follow.
    """
    words = text[start:end]
    name = words.removesuffix("’s").removesuffix("'s").rstrip("’'")
    if pronoun := _SUBJECTS.get(name.lower()):
        return Voice(pronoun, "words", is_pronoun=True)
    phrase = text[start : behind(text, end, is_first=text[:start].count(",") == 0)] if is_of else ""
    return Voice(_person(name) or name, whole=phrase) if name[0].isupper() else Voice(name, "words", whole=phrase)


def _described(before: str, verb: str) -> str | None:
    """A speaker who is only described, before a verb that is no noun as well: `one of their stewards told`."""
    trimmed = _trimmed(before)
    match = _DESCRIBED.search(trimmed)
    if match is None or _NOBODY.search(match[1]) or _CLAUSE.search(match[1]) or is_thing(match[1], trimmed, verb):
        return None
    if not begins_clause(trimmed[: match.start(1)]) and not _PREPOSITION.search(trimmed[: match.start(1)].lower()):
        return None
    if _PREPOSITION.search(trimmed[: match.start(1)].lower()):  # I rang on the Monday and the lady told me
        return _DESCRIBED_LAST.sub("", match[1])
    return match[1]


def _after(rest: str, before: str, verb: str) -> str | None:
    """`“…,” said X`: the subject behind the verb, where a quote stands before it."""
    if not before.rstrip().endswith(("”", '"', ",", "’")) or _NOT_BEHIND.fullmatch(verb):
        return None
    match = _NAME.match(rest.lstrip())
    if match and match[0].split()[0] not in lexicon().not_names and match[0].lower() not in lexicon().never_people:
        employed = _EMPLOYED.match(rest.lstrip(), match.end())
        if employed and lexicon().role.search(rest.lstrip()[match.end() : employed.start(1)]):
            return _person(employed[1])
        return _person(match[0])
    common = _AFTER_QUOTE.match(rest)
    titled = _TITLED.match(rest)
    if common and (named := _NAMED_NEXT.match(rest, common.end())) and (person := _person(named[1])):
        return person  # said the sporting director, Mirela Dascalu,
    return common[1] if common else _person(titled[1]) if titled else None


def _person(name: str) -> str | None:
    """The name without the titles before it; the whole phrase where no title stands in it."""
    words, tokens = lexicon(), name.split()
    while tokens and (
        tokens[0] in words.not_names or tokens[0].startswith(("I’", "I'")) or tokens[0].endswith(("n’t", "n't"))
    ):
        tokens.pop(0)
    titles = [index for index, token in enumerate(tokens) if words.role.fullmatch(token.strip("’'.,").lower())]
    after = titles[-1] + 1 if titles else 0
    kept = tokens[after:] if after < len(tokens) else tokens
    last = kept[-1].rstrip(".,").removesuffix("’s").removesuffix("'s").lower() if kept else ""
    if not kept or (len(kept) == 1 and last in words.never_people):
        return None
    return " ".join(kept).rstrip(".,").removesuffix("’s").removesuffix("'s") or None


def _name_in(phrase: str) -> str | None:
    names = (found[0] for found in _NAME.finditer(phrase))
    return next((_person(name) for name in names if name.split()[0] not in lexicon().not_names), None)
