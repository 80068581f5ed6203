"""Who said it: the name by a verb of saying, precise before complete."""

import re
from functools import lru_cache

from outlook.extract.before_verbs import what_is_near
from outlook.extract.behind_verbs import QUOTES, after_quote
from outlook.extract.deeds import is_deed, is_noun_too
from outlook.extract.lexicon import lexicon
from outlook.extract.main_subjects import SAYING, main_subject
from outlook.extract.people import people
from outlook.extract.person_names import NAME, person
from outlook.extract.sources import as_somebody_says, holder, per_somebody, source, view_of_somebody
from outlook.extract.subjects import begins_clause, is_somebody, may_be_house, may_end_name, whole_subject
from outlook.extract.text_ends import from_last, near_end
from outlook.extract.unspoken import is_no_speaker, is_thing, says_nothing
from outlook.extract.voices import Pronoun, Voice, Whole
from outlook.extract.whole_speakers import whole

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# What may stand between a subject and its verb.
_PARENTHESIS = re.compile(r"\s*\([^()]{1,60}\)")
_ADVERBS = re.compile(
    r"\s(?:(?:has|have|had|also|then|therefore|thus|hence|again|later|recently|repeatedly|already|now|[a-z]{3,}ly)\s+)*$"
)
# What a stray comma, or one behind an apposition, ends with: these, or the comma itself.
_BEFORE_STRAY = (",", "also", "has", "have", "had", "now")
_BEFORE_VERBS = (*_BEFORE_STRAY, "ly", "then", "therefore", "thus", "hence", "again", "later", "already")
_PROGRESSIVE = re.compile(r"\b(?:(?:has|have|had)\s+been|is|are|was|were)\s+(?:[a-z]+ly\s+)?$", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+((?:the\s+)?[^,]{3,60}),\s*$")
_OURS = re.compile(r"(?:its|our|his|her|their|my|your)\s", re.IGNORECASE)
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
    r"[A-Z][a-z]+s(?:[’'])?(?:\s+(?:at|of|in|from|for|with|and|&|close|near|to|familiar|polled|surveyed|by|briefed"
    r"|on|inside|within|behind|[a-z]+s|\d+|four|[A-Z][\w.&’'-]*)){0,6})\s*$"
)
_SAYS = re.compile(
    r"sa(?:id|ys?)|told|tells?|stated|added|warned|warns?|argue[ds]?|insisted|insists?|explained|replied|denied"
    r"|denies|claimed"
    r"|noted|stressed|concluded|believe[ds]?|thinks?|thought|feared|predict(?:ed|s|ing)?|projected"
    r"|expects?|acknowledged|admitted"
    r"|conceded|cautioned|reassured|observed|remarked|declared|testified|asserted|contend(?:ed|s)?|wrote"
    r"|commented|vowed|judged"
    r"|emphasi[sz]ed|made\s+(?:it\s+)?(?:plain|clear)|puts\s.*|insist|agrees?|disagree[sd]?|reckon(?:s|ed)?|hopes?"
    r"|hoped|anticipate[sd]?"
    r"|speculate[sd]?|accuse[sd]?|critici[sz]e[sd]|blame[sd]|suspect(?:s|ed)?|(?:is|are|was|were|remain(?:s|ed)?|do"
    r"|does|did|don|continue[sd]?)\b.*"
    r"|write|conclude[ds]?|say|view(?:s|ed)|regard(?:s|ed)|expressed|expresses|suggest(?:s|ed)",
    re.IGNORECASE,
)
_MAKES_CLAIM = re.compile(
    r"\s+(?:(?:us|me|them|him|her|[a-z]+)\s+)?that\b", re.IGNORECASE
)  # of `claims`, `fears` and others that are nouns as well
_CLAUSE = re.compile(
    r"\b(?:that|who|which|if|when|because|rule|treaty|treaties|display|screen|gauge"
    r"|(?:statute|act|law|clause|section|provision|contract|constitution|sign|label)s?)\b"
)
# What ends so is no subject: `was thought`, `the witnesses and declared`.
_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been|be|being|and|or|but|not|to|that|which|who|as|has|have|had|we|us|i|he|she|they|you"
    r"|would|will|may|might|could|should|can|must|shall|do|does|did|cannot|won[’']t|don[’']t|didn[’']t)$",
    re.IGNORECASE,
)
# A pronoun; or what is no subject, or the author: one search for both.
_PRONOUN = re.compile(
    r"\b(?:(he|she|they|it|both|all)|(?:i|we|us|you|i[’']d|we[’']d|as|than|who|which|that|what)(?:[’'](?:ve|d))?)\s+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|at|in|from|to|for|with|by|on|like|near|against|over|under|between|into|since|until|during"
    r"|and)\s+(?:the\s+)?$"
)
# Somebody described with a clause, or several: `a lad who works in the club shop told me`.
_WITH_WHO = re.compile(
    r"(?:^|[,;:–—“\"]\s*|\b(?:and|but|that)\s)"
    r"((?i:the|an?|one|two|three|four|some|many|most|several|another)\s(?:[\w’'-]+\s){1,4}"
    r"|[A-Z][a-z]+s\s)who\s(?:[\w’'-]+\s){1,8}\Z"
)
# People without a name of their own who belong somewhere: `experts at the Kennedy Space Center`.
_MEMBERS = re.compile(r"\b((?:[a-z-]+\s){0,2}([a-z]+s))\s(?:at|of|from|with|in)\s(?:the\s)?$")
# `The National Weather Service in Key West`: who it is, with the place.
_OWNER = re.compile(rf"(?:^|[.;:,“\"(]\s*)((?:The|the)\s{NAME.pattern})\s*$")
# An apposition that no comma closes: `Lena Moss, chief economist at Kell Bank said`.
_UNCLOSED = re.compile(
    rf"(?:^|[.;:”\"] |, )({NAME.pattern}),\s(?:(?:a|an|the)\s)?(?:[a-z][\w’'-]*\s){{1,6}}(?:at|of|for|with"
    rf"|in)\s(?:the\s)?\Z"
)
# A body with its abbreviation, before what it is of: `Kell Barge Union (KBU) officials`.
_ABBREVIATED = re.compile(rf"(?:^|[\s“\"])({NAME.pattern}\s\([A-Z][\w.-]{{1,10}}\)\s)\Z")
_AS_A = re.compile(rf"({NAME.pattern}),\san?\s\Z")
_OF_BODY = re.compile(r"\s(?:of|for|and)\s")
_PLACE = re.compile(r"\s+(?:of|at|from|with|for)\s+(?:the\s+)?$")
# The subject of a clause that hangs on it: `the regulator, which expects a rise`.
_WHO_SAYS = re.compile(r",\s(?:who|which)\s\Z")
_PLACE_IN = re.compile(r"\s(?:of|at|from|in|for)\s|\)\Z")
_STRAY = re.compile(
    rf"({NAME.pattern}(?:\s(?:at|from|in)\s(?:the\s)?{NAME.pattern})*(?:\s\([^()]{{1,30}}\))?)\s?,\s(?:(?:also|has"
    rf"|have|had|now)\s)*"
)
_PLURAL = frozenset(["forecast", "project", "estimate"])
_MANY = re.compile(r"s\Z|people\Z|s\s(?:at|of|in|from|with)\s|\b(?i:many|some|others|several)\b")
_RELAYS = re.compile(r"reported|reports|wrote|writes")
_THAT = re.compile(r"(?:\s[^,.;:“”]{1,30}?)??\sthat\s(?:[a-z]{3,}ly\s)?")
# `with Lee saying that it would rain`
_WITH = re.compile(
    rf"\bwith ((?:[A-Za-z’'-]+ ){{0,4}}{NAME.pattern}"
    r"|(?:the|its|their|his|her|several|some|many|most|more|few|fewer|other|all) [a-z ’'-]{3,40})\Z"
)
_TOGETHER = re.compile(r"[A-Z][\w’'.)-]*\s(both\s|all\s)\Z")  # Lee and Moss both expect
_PLACED = re.compile(r"\b(?:in|at|near|on)\s(?:the\s)?\Z")
_SECOND = re.compile(r"\s(?:and|but)\s(?:(?:now|also|then|later|again|still|has|have|had|[a-z]{3,}ly)\s)*\Z")
_AS_SOME = re.compile(r"\bas\s(?=(?:some|many|several|most|others|a few)\s)")  # is it a treaty, as some in Brenn say
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October)\Z")
_OF_A_NOUN = frozenset(("a", "an", "the", "its", "their", "our", "my", "your", "his", "each", "every", "of", "no"))
_AUTHORS = re.compile(r"(?:the )?(?:staff[’']s|officers[’'])")  # of a paper of their own: in officers’ opinion
NEXT_TO = 48  # one without a name, even closer
MOST_DESCRIBED = 8  # words
PARTING = 2  # commas around an apposition


def find_speaker(text: str, low: str, *, saying: bool = True, holding: bool = True) -> Voice | None:
    """Who said it, by the words around a verb of saying, as the sentence has it.

    `saying` and `holding`: whether the sentence has a verb of saying, or a word such as `view`, at all.
    """
    words = lexicon()
    if match := words.according.search(low) if "according" in low else None:
        is_first = not low[: match.start()].strip(' “"(…')
        # Of two who speak the first counts, if it is the one of the main clause.
        spoke = _by_verbs(text, _without_quotes(low), match.start()) if saying and not is_first else None
        if found := (spoke and spoke[1]) or source(text, *match.span(1), is_first=is_first):
            return found
    if low.startswith("per ") and (found := per_somebody(text, low)):
        return found
    if holding and (match := words.opinion.search(low)) and not low[match.start() - 1 : match.start()].isalnum():
        group = 1 if match[1] else 2
        if not _AUTHORS.match(low, match.start(group)):
            return holder(text, *match.span(group), is_of=group == 1)
    held = view_of_somebody(text, low) if holding else None
    return held or (_saying(text, low) if saying else None)


def _saying(text: str, low: str) -> Voice | None:
    """Whoever stands beside a verb of saying, or is quoted as saying it; of two the first."""
    seen = _without_quotes(low)
    spoke, quoted = _by_verbs(text, seen, len(low)), as_somebody_says(text, seen)
    if quoted and (spoke is None or quoted[0] < spoke[0]):
        return quoted[1]
    return spoke[1] if spoke else None


def _by_verbs(text: str, seen: str, upto: int) -> tuple[int, Voice] | None:
    """The first verb of saying with somebody beside it: its place, and who that is."""
    for verb in lexicon().reporting.finditer(seen, 0, upto):
        if found := _of_verb(text, verb):
            if _RELAYS.fullmatch(verb[0]) and (other := _relayed(text, seen, verb)):
                return other
            return verb.start(), _voice(text, found, verb)
    said = SAYING.search(seen, 0, upto) if "ing" in seen else None
    beside = _WITH.search(text, 0, said.start()) if said else None
    subject = beside[1] if beside else main_subject(text, said.start()) if said else None
    return (said.start(), Voice(subject, "verb", whole=subject)) if said and subject else None


def _relayed(text: str, seen: str, relay: re.Match[str]) -> tuple[int, Voice] | None:
    """Whoever is said to have said it: `Reuters reported that Lee said …`."""
    begins = _THAT.match(text, relay.end())
    verb = lexicon().reporting.search(seen, begins.start()) if begins else None
    found = _of_verb(text, verb) if verb else None
    voice = _voice(text, found, verb) if found and verb else None
    is_next = begins and voice and text.startswith(voice.phrase, begins.end())
    return (verb.start(), voice) if is_next and verb and voice else None


def _voice(text: str, found: str, verb: re.Match[str]) -> Voice:
    """Whoever is found by a verb, by the whole phrase; without a name where it is not sure who that is."""
    if isinstance(found, Pronoun):
        return Voice(str(found), "verb", is_pronoun=True)
    if isinstance(found, Whole):
        return Voice(
            str(found), "verb", whole=str(found), unsure=may_be_house(found, verb[0]) or may_be_house(found, "estimate")
        )
    phrase = _whole(text, found, verb)
    if phrase is None:
        return Voice(found, "verb", unsure=True)
    unsure = not is_somebody(phrase) or may_be_house(phrase, verb[0])
    first = NAME.match(phrase)
    if first and " " in first[0] and found not in first[0] and first[0].split()[0] not in lexicon().not_names:
        found = person(_belonging(first[0])) or found  # Lena Moss of the federation KBU: `she` is Moss
    return Voice(found if found in phrase else phrase, "verb", whole=phrase, unsure=unsure)


def _belonging(name: str) -> str:
    """A name of two words and more without the place or body behind it."""
    before = _OF_BODY.split(name)[0]
    return before if " " in before else name


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
        body = _ABBREVIATED.search(text, 0, span[0]) if span and text[: span[0]].endswith(") ") else None
        span = (body.start(1), span[1]) if body and span else span
    return text[span[0] : span[1]] if span else None


def _of_verb(text: str, verb: re.Match[str]) -> str | None:
    before, after = text[: verb.start()], text[verb.end() :]
    if before.rpartition(" ")[0].rpartition(" ")[2].lower() in _OF_A_NOUN:
        return None  # the forecast: no verb
    if verb[0].endswith("ing") and " " not in verb[0]:
        before = _PROGRESSIVE.sub("", before)
        if before == text[: verb.start()]:
            return None
    if is_deed(verb[0], before, after) or says_nothing(text, before, verb[0], after):
        return None
    says = _only_says(verb[0]) or _MAKES_CLAIM.match(after)
    trimmed, is_quoted = what_is_near(before), before.rstrip().endswith(QUOTES)
    relative = _WHO_SAYS.search(trimmed) if trimmed.endswith(("who ", "which ")) else None
    if relative:
        trimmed = f"{trimmed[: relative.start()]} "
        names = [one for one in NAME.finditer(trimmed) if one.end() == relative.start()]
        if (
            names
            and person(names[-1][0])
            and not _PLACED.search(trimmed[: names[-1].start()])
            and not is_no_speaker(names[-1][0], trimmed, verb[0], after)
        ):
            return Whole(names[-1][0])  # I heard from Councillor Lee, who thinks
    found = (
        _subject(before, trimmed, verb[0])
        or (is_quoted and after_quote(after, before, verb[0]))
        or ((says or verb[0] in _PLURAL) and _people(trimmed, verb[0]))
        or (says and _described(trimmed, verb[0]))
        or after_quote(after, before, verb[0])
        or (_elliptical(text, before) if says else None)
    )
    return None if not found or is_no_speaker(found, trimmed, verb[0], after) else found


@lru_cache(maxsize=1024)
def _only_says(verb: str) -> bool:
    """Whether a verb has a subject for sure: it is no noun as well."""
    return _SAYS.fullmatch(verb) is not None or verb.endswith("that")


def _people(trimmed: str, verb: str) -> str | None:
    """Several people without a name: `some respondents`. `Army reports` is a noun."""
    found = people(trimmed)
    is_noun = is_noun_too(verb) and (verb.endswith("s") or not _MANY.search(found or ""))
    return None if is_noun else found


def _elliptical(text: str, before: str) -> str | None:
    """The subject of the main clause, for a second verb: `Kell cut its forecast and now sees growth of 2%`."""
    joined = _SECOND.search(before)
    found = main_subject(text, joined.start()) if joined else None
    return Whole(found) if found else None


def _without_quotes(text: str) -> str:
    """The text with what stands in quotes blanked out, so that its verbs are not taken for the reporter's."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text) if '"' in text or "“" in text else text


def _subject(before: str, trimmed: str, verb: str) -> str | None:
    who = _WITH_WHO.search(trimmed) if " who " in trimmed else None
    if named := _in_apposition(before) or (who and who[1].rstrip()):
        return named
    together = _TOGETHER.search(trimmed) if trimmed.endswith(("both ", "all ")) else None
    if together:
        trimmed = trimmed[: together.start(1)]
    if pronoun := _PRONOUN.search(trimmed, near_end(trimmed)):
        return Pronoun(pronoun[1]) if pronoun[1] else None
    begins = max(map(trimmed.rfind, ",;:")) + 1  # none of which stands within a name
    names = list(NAME.finditer(trimmed, begins)) if may_end_name(trimmed) else []
    if names and names[-1].end() >= len(trimmed.rstrip()):
        return _named(trimmed, names[-1], verb)
    return _of_stray_comma(before) or _by_noun(trimmed, verb)


def _of_stray_comma(before: str) -> str | None:
    """A name with its place, and a comma that belongs nowhere: `Dr. Ann Lee of the Centre for Moths, said`."""
    stray = _STRAY.fullmatch(before) if before.rstrip().endswith(_BEFORE_STRAY) else None
    return Whole(stray[1]) if stray and _PLACE_IN.search(stray[1]) else None


def _by_noun(trimmed: str, verb: str) -> str | None:
    """Those who are named by a noun alone: `officials`, `Economists at Harrow & Co.`."""
    near = trimmed[-NEXT_TO:]
    is_noun = near.rstrip().rpartition(" ")[2].lower() in lexicon().speaker_nouns
    common = lexicon().speaker_noun.search(near.lower()) if is_noun else None
    if common and not (is_noun_too(verb) and re.search(r"[’']s?\s", near[common.start(1) :])):
        return near[common.start(1) : common.end(1)].strip()
    many = _PEOPLE.match(trimmed)
    return many[1] if many and many[1].split()[0] not in lexicon().not_names else None


def _named(before: str, name: re.Match[str], verb: str) -> str | None:
    """The name, unless it belongs to another noun: `researchers at the University of Brenn announced`."""
    last = name[0].split()[-1]
    if is_noun_too(verb) and _MONTH.match(name[0]):
        return None  # relative to the July forecast
    place = _PREPOSITION.search(before[: name.start()].lower()) if name.start() else None
    if place:
        return _of_another(before, name, before[: place.start()])
    if described := _AS_A.search(before[: name.start()]):
        return Whole(described[1])  # Kell, a Brenn, Mass.-based mill, said
    if last.lower() in lexicon().never_people or (is_noun_too(verb) and re.search(r"[’']s?\s|[’']s?$", name[0])):
        return None
    found = person(name[0])
    return next((f"{found}{own}" for own in ("’s", "'s") if found and name[0].endswith(f"{found}{own}")), found)


def _of_another(before: str, name: re.Match[str], owning: str) -> str | None:
    """Whoever it is to whom a name behind a preposition belongs."""
    if unclosed := _UNCLOSED.search(before[: name.start()]):
        return Whole(before[unclosed.start(1) : name.end()])
    if owner := _OWNER.search(owning):
        return before[owner.start(1) : name.end()].strip()
    members = _MEMBERS.search(before[: name.start()])
    if members and members[2] in lexicon().speaker_nouns:
        return before[members.start(1) : name.end()].strip()
    many = _PEOPLE.match(before) or _DESCRIBED.search(before)
    alone = NAME.fullmatch(_PLACE.sub("", before[: name.start()]).strip())
    return _AS_SOME.split(many[1])[-1] if many else person(alone[0]) if alone else None


def _in_apposition(before: str) -> str | None:
    """`its finance chief, Lena Moss, added`: the name, where the subject before it is only described."""
    last = before.rsplit(None, 1)[-1] if before.count(",") >= PARTING else ""
    if ")" not in last and not last.endswith(_BEFORE_VERBS):
        return None
    plain = _PARENTHESIS.sub("", before)
    plain = _ADVERBS.sub("", plain) + " "
    match = _APPOSITION.search(plain)
    if match is None:
        return None
    name = NAME.fullmatch(match[1].strip())
    described = re.search(
        r"\b(?:its|the|his|her|their|a|an|our|your|my|[\w-]+[’']s?)\s[^,]{2,60}$", plain[: match.start()], re.IGNORECASE
    )
    return person(name[0]) if name and described and (len(name[0].split()) > 1 or _OURS.match(described[0])) else None


def _described(trimmed: str, verb: str) -> str | None:
    """A speaker who is only described, before a verb that is no noun as well: `one of their stewards told`."""
    match = _DESCRIBED.search(trimmed, from_last(trimmed, MOST_DESCRIBED))
    if (
        match is None
        or _NOBODY.search(match[1], from_last(match[1], 1))
        or _CLAUSE.search(match[1])
        or is_thing(match[1], trimmed, verb)
    ):
        return None
    if not begins_clause(trimmed[: match.start(1)]) and not _PREPOSITION.search(trimmed[: match.start(1)].lower()):
        return None
    if _PREPOSITION.search(trimmed[: match.start(1)].lower()):  # I rang on the Monday and the lady told me
        return _DESCRIBED_LAST.sub("", match[1])
    return match[1]
