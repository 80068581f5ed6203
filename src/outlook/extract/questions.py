"""The question that a statement answers, from its own subject and verb; a proposal that a person keeps or changes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from outlook.extract.amounts import amount_of, counted_in, how_much, is_in_passing, is_range, is_reached, unit_of
from outlook.extract.asked_clause import (
    FIRST_PLACE,
    HAS_A_VERB,
    NO_VERB,
    SOURCE,
    clause_asked,
    clauses_before,
    ends_well,
    is_beside,
    is_list,
    is_plain,
    is_relative,
    without_tail,
)
from outlook.extract.asked_conditions import in_the_future
from outlook.extract.asked_forms import FORMS, manner, verb_of
from outlook.extract.asked_times import as_asked, without_time
from outlook.extract.classify import LONGEST
from outlook.extract.first_words import small
from outlook.extract.found import Found
from outlook.extract.marks import shown
from outlook.extract.stated import NUMBER, number_of
from outlook.extract.tables import as_sentence
from outlook.model.emphasis import without_emphasis
from outlook.model.quotes import quoted

_SAYING = re.compile(
    r"^.*?\b(?:said|says|warned|warns|told [a-z ]{2,30}|stated|added|argued|argues|predicted|predicts"
    r"|believes?|thinks?|noted|insisted|estimates?|reported"
    r"|projects|projected|fears?|concluded)(?: (?:on )?[A-Z][a-z]+day)?(?: that)? (?=\S)"
)
_SAID_AFTER = re.compile(
    r",[”\"]? (?:said|says|according to|[A-Z][\w.’' -]{2,50} (?:said|says|warned|told|added))\b.*$"
)
_LEADING = re.compile(
    r"^(?:(?:But|And|So|Yet|Then|Still|Also|However|Meanwhile|Moreover|Overall|Thus|Indeed|Finally|Now"
    r"|Nevertheless|In addition|As a result"
    r"|On balance|Even so|In our view|In short),? )+"
    r"|^(?:[A-Z][a-z]+ly|Further|Furthermore|Likewise|Therefore|Hence|As such|All else (?:being )?equal|Besides|First"
    r"|Second|Third|Next|Again|[Tt]hen), |^then (?=\S)"
    r"|^(?:In|On|At|By|For|With|Under|After|Before|Since|During|Over|Following|Despite|Given|Beyond"
    r"|Without|From|Because of|Like|Unlike|Similar to)\b[^,]{2,110}, "
    r"|^According to [^,]{2,60}, |^(?:[Ww]e|I|[Tt]hey|Analysts|Economists) (?:(?:still|now|also) )?(?:think|believe"
    r"|assess|judge|fear|estimate|expect(?! .{2,100} to [a-z]))(?: with (?:low|moderate|medium|high) confidence)?"
    r" (?:that )?"
)
_LEADING_WORD = re.compile(
    r"^(?:(?:But|And|So|Yet|Also|However|Meanwhile|Moreover|Thus|Indeed|[A-Z][a-z]+ly|Furthermore|Likewise),? )+"
)
_EITHER = re.compile(r"Either .+? or ")  # asks which, and not whether
_QUOTE_MARK = re.compile(r"[“”]|(?<!\d)\"")  # not that of inches
_ASIDE = re.compile(
    r", (?:which|who|whose|where|rather than|as well as|like|unlike|such as|including|especially|particularly|notably)"
    r" (?:[^,;]|,(?=\d)){2,120}(?=, )"
)
_CONFIDENCE = re.compile(
    r" ?\((?:with )?(?:very )?(?:low|moderate|medium|high)(?:[- ]to[- ](?:moderate|medium|high))? confidence\)",
    re.IGNORECASE,
)
_WITH_CHANCE = re.compile(rf" with (?:an?|the) (?:probability|likelihood|chance) of .{{0,20}}?{NUMBER}")
_ARRANGED = re.compile(r"\b(?:scheduled|planned|due|set|called|fixed|pencilled in) $")
# A clause behind *as the*, and no noun: `as the economy slows`, but `as a source of energy`.
_CLAUSE = (
    r"(?:(?!(?:of|for|in|to|on|with|by|from|at|and|or)\b)[\w’'-]+ ){1,6}?(?:is|are|was|were|has|have|had|will|would|may"
    r"|could|can|[a-z]{3,}(?:s|ed))\b"
)
_CUT = re.compile(
    r",? (?:but|although|though|while|whereas|because|given that"
    rf"|(?<!remain )(?<!serve )(?<!act )as (?:(?:the|an?) (?={_CLAUSE})|it|they|we|he|she|you|use|\d{{4}}|a result"
    r"|a consequence)|even though|so that|before it|until)\b.*$"
    r"|, (?:which|who|where|when|given|for (?:a number|several|various|many|some|two|three) )\b.*$"
    r"|(?<! for)(?<! in)(?<! on)(?<! of)(?<! to)(?<! by)(?<! with)(?<! at)(?<! from)(?<! under)(?<! upon) which\b.*$"
    r"|,? (?:however|though|too|as well|no doubt|for (?:example|instance))$"
    r"|,? (?:before|following) [a-z]+ing\b.*$| compared (?:to|with)\b.*$"
    r"|, (?:with|after|as|up from|down from|from"
    r"|compared)\b.*$|[;:—].*$| – .*$|,? (?:give or take|plus or minus)\b.*$"
    r"| (?:or|and)(?:, [^,]{2,40},)? (?:by|in|on|before|until|within) [^,;]*\d[^,;]*$"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|say|thought|expected|expects?|anticipate|forecast that"
    r"|estimate|reckons?|reported|saw|continued|closes?"
    r"|expires?|cannot|can|includes?|that|turned|starts?|ends?|depends?|suggests?)\b"
    r"|\bshows? (?=the\b|an?\b|that\b|over\b|more\b|[a-z]+s\b)"
)
_MEMBER = re.compile(r", (?:and|or) .*$")
_SAYS = re.compile(
    r"^.*\b(?:say|says|said|believes?|thinks?|fears?|argues?|warns?|predicts?|announced|confirmed|suggests?|reckons?"
    r"|assumes?|acknowledges?)(?: with (?:\w+ )?confidence)? (?:that )?(?=\S+ ?)"
)
_COMPARED = re.compile(r",? compared (?:to|with) .*$")
_CLAUSE_BEFORE = re.compile(
    r"^.*\b(?:does|do|did|is|are|was|were|has|have|had)\b.*,? (?:and|but|while) (?=(?:the|an?|its) )"
)
_JOINED = re.compile(
    r"\b(?:say|says|said|believes?|thinks?|fears?|argues?|warns?|predicts?|announced|confirmed|shows?|suggests?"
    r"|acknowledges?|reckons?|assumes?) (?:that )?|\bthat |,? (?:and|but|while|after which|so) |; |, "
)
_LOOSE_END = re.compile(r"(?: (?:on|or|in|at|for|between|from|by|until|the|and|about|to|during|within))+$")
_TIMED = re.compile(
    r"(?:by|in|on|before|after|within|until|till|during|through|throughout|at|over|from|no later than|not before|this"
    r"|next|later|early)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"(?:to|that|than|as|in|on|by|for|of|and|or)\b|[^\w“]", re.IGNORECASE)
# Somebody's doing something is nothing that there will be: `a chance of losing the port`, but `of flooding in May`.
_DOING = re.compile(r"[a-z]+ing (?:the|an?|its|their|his|her|any|more|less|some|all|no|[a-z]+(?:ed|ly|ge|al|ic))\b")
_DENYING = re.compile(
    r"(not (?=(?:all|every|both|everybody|everyone|everything)\b)|no one\b|nobody\b|nothing\b|none (?=of\b)|no )",
    re.IGNORECASE,
)
_ANY = {"not ": "", "no one": "anyone", "nobody": "anybody", "nothing": "anything", "none ": "any ", "no ": "any "}
_NEEDY = frozenset(
    ("take", "last", "be", "become", "have", "need", "see", "get", "make", "put", "continue", "continue to")
)
_PRONOUNS = frozenset(
    (
        "it",
        "they",
        "he",
        "she",
        "this",
        "that",
        "these",
        "those",
        "which",
        "who",
        "there",
        "i",
        "we",
        "you",
        "what",
        "one",
        "neither",
        "both",
        "some",
    )
)
# As a whole subject, one of these stands for what another sentence names.
_STANDING_FOR = re.compile(
    r"some|others|many|most|few|all|several|both|each|either|neither|none|ours|theirs|mine|yours"
    r"|the (?:former|latter|same|rest|others)|(?:some|any|every)thing(?: less| more| else)?",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"(?:i|we|you|they|he|she|some (?:say|think|believe|predict|expect|fear|argue)) [a-z]", re.IGNORECASE
)
_OF_ANOTHER = re.compile(  # what is done to *them* was named before
    r"(?:(?:[a-z]+ly|only|just) )*[a-z]+(?: to [a-z]+)?(?: up| down| out| off)? (?:them|him)\b"
    r"|.*\b(?:them|this|that|these|those)$"
)
# What has been, or would have been: only *will* says so of what is to come.
_HAS_BEEN = re.compile(r"have (?:been|had|gone|come|become|done|made|taken|seen|[a-z]+(?:ed|en))\b")
_UNREAL = ("would", "could", "might", "may", "should")
_HAPPENS = re.compile(r" (?:occur|happen|take place|emerge|unfold)$")
_POINTED_AT = re.compile(r"that(?: [\w’'-]+){1,4}", re.IGNORECASE)
DEPTH = 2  # clauses within one another that are looked at
LONGEST_HEAD = 30  # a comma so near the start of a subject parts something else from it


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with the kind of its answer; `event` is what the title says, `amount` what the report forecast.

    `subject` is `there`, and `verb` begins with `be `, where something is to happen or to be.
    """

    question: str
    event: str
    subject: str
    verb: str
    kind: str = "binary"
    unit: str | None = None
    amount: str | None = None


def propose(item: Found, closes_on: date | None, lower: frozenset[str]) -> Proposal | None:
    """The question of a statement; None where its subject or its verb is not plain.

    `lower` holds words that the document has in lower case: such a word is no name where it opens the sentence.
    """
    item = as_sentence(item)
    if len(item.plain) > LONGEST:  # no sentence of prose, and it would take these patterns long
        return None
    plain = bare(item)
    around = _Around(lower, _end_of_all(item), item.hedge or "")
    tried = [] if _EITHER.match(plain) else [plain, *clauses_before(plain, around.hedge)]
    parts = next(filter(None, (_parts(clause, around) for clause in tried)), None)
    if parts is None or _has_its_hedge(" ".join(parts), item):
        return None
    subject, verb = parts
    said_already = item.horizon is not None and _is_of_a_noun(item.plain, _plain(item.horizon))
    place = _place(item.plain, subject, verb)
    until = place + ("" if said_already else as_asked(item, closes_on))
    event = f"{subject} to {verb}{place}" if subject != "there" else f"{verb.removeprefix('be ')}{place}"
    event = event[:1].upper() + event[1:]
    if counted := counted_in(subject):
        asked = f"How many {counted[1]} will {verb}{until}?"
        return Proposal(asked, event, counted[1], verb, "numeric", counted[1], counted[0])
    amount = amount_of(verb)
    amount = None if amount and is_in_passing(verb, amount) else amount
    # A range that the report calls likely is an event that it gives a chance.
    if amount is None or (item.band is not None and is_range(amount)) or not is_reached(verb, amount):
        return Proposal(f"Will {subject} {verb}{until}?", event, subject, verb)
    unit = unit_of(amount)
    return Proposal(how_much(subject, verb, amount, unit, until), event, subject, verb, "numeric", unit, amount)


def _place(plain: str, subject: str, verb: str) -> str:
    """Where a sentence says at its head that all of it happens: `In Norland, …`; nothing where it is asked anyway."""
    plain = _LEADING_WORD.sub("", plain)
    match = FIRST_PLACE.match(plain)
    first = (verb.removeprefix("be ") if subject == "there" else subject).partition(" ")[0].lower()
    if match is None or first not in plain[match.end() :].lower():
        return ""
    where = match["where"]
    return "" if where.partition(" ")[2] in f"{subject} {verb}" else f" {where[:1].lower()}{where[1:]}"


class _Around(NamedTuple):
    """What is known beside a clause: words in lower case, how what came before its time ends, and the hedge."""

    lower: frozenset[str]
    end: str
    hedge: str


def _asked_of(subject: str) -> str:
    """The subject without what denies: what is asked is whether *all* or *any* of them do."""
    match = _DENYING.match(subject)
    return f"{_ANY[match[1].lower()]}{subject[match.end() :]}" if match else subject


def _end_of_all(item: Found) -> str:
    """The last words before a time that has a preposition of its own: one before it belongs to the verb.

    *The levy that it has applied for by May*: what is applied for is no time.
    """
    horizon = _plain(item.horizon or "")
    before = item.plain.partition(horizon)[0].rstrip(" ,") if horizon else ""
    return " ".join(before.split()[-2:]) if _TIMED.match(horizon) else ""


def _has_its_hedge(asked: str, item: Found) -> bool:
    """Whether the words that have a number are part of what would be asked: it would be asked how likely it is."""
    hedge = quoted(item.hedge, asked) if item.band is not None and item.hedge else None
    return hedge is not None and re.search(rf"\b{re.escape(hedge)}\b", asked) is not None


def bare(item: Found) -> str:
    """The sentence without its condition, its time, its number, who said it, an aside and what joins it to others."""
    plain = SOURCE.sub("", item.plain)
    horizon = item.horizon if item.horizon and not _is_of_a_noun(plain, _plain(item.horizon)) else None
    plain = without_time(plain, _plain(horizon)) if horizon else plain
    for part in filter(None, (item.condition, quoted(number_of(item.hedge or "") or "\0", plain))):
        plain = plain.replace(_plain(part), " ", 1)
    plain = _CONFIDENCE.sub("", _WITH_CHANCE.sub("", _ASIDE.sub("", plain)))
    plain = " ".join(plain.split()).strip(' ,.“”"').replace(" ,", ",")
    plain = re.sub(r"^([A-Z][a-z]+),, ", r"\1, ", plain)  # where the condition was: `Similarly, if …, trade would`
    plain = _without_leading_hedge(_QUOTE_MARK.sub("", plain), item)
    if item.attributed_to:
        plain = _SAID_AFTER.sub("", _SAYING.sub("", plain))
    for _ in range(3):
        plain = _LEADING.sub("", plain.lstrip(" ,"))
    return clause_asked(plain, item.hedge or "")


def _without_leading_hedge(plain: str, item: Found) -> str:
    """A sentence without the adverb that opens it: `Very probably, the bank will cut rates`."""
    hedge = item.hedge or ""
    is_adverb = hedge.lower().endswith(("ly", "likely")) and plain.lower().startswith(hedge.lower())
    rest = plain[len(hedge) :].lstrip(" ,") if is_adverb else ""
    return rest if rest and not _HANGING.match(rest) else plain


def _plain(part: str) -> str:
    return shown(without_emphasis(part))


def _is_of_a_noun(plain: str, horizon: str) -> bool:
    """Whether a time belongs to a noun: `the vote scheduled for 24 November`."""
    return _ARRANGED.search(plain[: plain.find(horizon)]) is not None


def _parts(plain: str, around: _Around, depth: int = DEPTH) -> tuple[str, str] | None:
    """The subject and the verb with what belongs to it."""
    begun = (
        plain[:1].lower() + plain[1:]
        if plain.split(maxsplit=1)[:1] and plain.split(maxsplit=1)[0].lower() in _PRONOUNS
        else plain
    )
    for form in FORMS:
        match = form.match(begun)
        if match is None or (depth == DEPTH and not is_beside(around.hedge, match)):
            continue
        found = match.groupdict()
        found.pop("number", None)
        if found.get("rest"):
            return (_parts(found["rest"], around, depth - 1) or _now(found["rest"], around)) if depth else None
        if found.get("thing"):
            return _thing(f"{found['thing']}{found.get('where') or ''}", around.lower)
        verb = f"be {found['amount']}" if found.get("amount") else verb_of(found) or found["verb"]
        verb = f"{manner(found.pop('manner', None) or '')}{verb}"
        subject = f"the {found['subject']}" if found.get("article") else found["subject"]
        if (usable := _usable(subject, verb, around)) is not None:
            return usable  # else a form further down may find the subject where it is
    return None


def _now(clause: str, around: _Around) -> tuple[str, str] | None:
    """Of a clause in the present tense: *a chance that the minister is dismissed* asks whether he will be."""
    parts = in_the_future(clause)
    return _usable(*parts, around) if parts else None


def _thing(name: str, lower: frozenset[str]) -> tuple[str, str] | None:
    name = _HAPPENS.sub("", _asked_of(_cut(small(name, lower)).strip(" ,.")))
    name = without_tail(name).strip(" ,.")
    is_none = (
        not name
        or not ends_well(name)
        or _OF_ANOTHER.match(f"be {name}")
        or name.split(maxsplit=1)[0].lower() in _PRONOUNS - {"some"}
        or _DOING.match(name)
    )
    return None if is_none else ("there", f"be {name}")


def _usable(subject: str, verb: str, around: _Around) -> tuple[str, str] | None:
    """The two without what hangs loose; None where the subject is a pronoun, or holds a verb of its own."""
    subject, behind = _with_relative(_COMPARED.sub("", subject))
    subject = _asked_of(subject.strip(" ,"))
    subject = small(_LEADING.sub("", subject.strip(" ,")).strip(), around.lower)
    verb = _cut(verb).strip(" ,.")
    is_whole = bool(around.end) and verb.endswith(around.end)
    verb = verb if is_whole else _LOOSE_END.sub("", verb).strip(" ,")
    verb = re.sub(r", (?:or|and|but)$", "", without_tail(verb).strip(" ,."))
    verb = verb if verb.count("(") == verb.count(")") else verb[: verb.rfind("(")].rstrip()  # cut within brackets
    whole = (
        subject
        and verb
        and is_plain(subject)
        and not NO_VERB.match(verb)
        and not _LOOSE_END.search(subject)
        and not _FINITE.search(subject)
        and ends_well(verb)
        and not subject.lower().startswith("to ")
    )
    named = (
        whole
        and subject.split()[-1].lower() not in _PRONOUNS - {"one", "both", "some"}
        and not _STANDING_FOR.fullmatch(subject)
        and not _SOMEBODY.match(subject)
        and (", " not in f"{subject} "[:LONGEST_HEAD] or is_list(subject))
    )
    is_past = around.hedge.lower() in _UNREAL and _HAS_BEEN.match(verb)
    is_clear = verb not in _NEEDY and not _OF_ANOTHER.match(verb)
    return (f"{subject}{behind}", verb) if named and is_clear and not is_past else None


def _cut(verb: str) -> str:
    """The verb without what begins another clause; what ends a list stays."""
    verb = _CUT.sub("", verb)
    member = _MEMBER.search(verb)
    if member is None or ("," in verb[: member.start()] and not HAS_A_VERB.search(member[0])):
        return verb
    return verb[: member.start()]


def _with_relative(subject: str) -> tuple[str, str]:
    """The subject without a clause around it, and the relative clause behind it: `the towns`, ` that flood`."""
    if _POINTED_AT.fullmatch(subject):  # *that plan will*, and no clause
        pointed, behind = _with_relative(subject[len("that ") :])
        return f"that {pointed}", behind
    whose, is_that, what = subject.partition(" that ")
    whose = _CLAUSE_BEFORE.sub("", whose)
    if is_that and what and not _FINITE.search(whose) and is_relative(whose):
        return whose, f" that {what.strip(' ,')}"
    if _FINITE.search(subject) or not is_plain(subject) or _SOMEBODY.match(subject):
        subject = _SAYS.sub("", subject)
    return (_JOINED.split(subject)[-1] if _FINITE.search(subject) else subject), ""
