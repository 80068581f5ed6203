"""What a modal is that does not look ahead: leave, advice, ability, a guess at the present, the future of a past."""

import re
from collections.abc import Iterator

from outlook.extract.around import Around
from outlook.extract.kinds import HEDGING, LEGAL_WORDS
from outlook.extract.lexicon import Lexicon
from outlook.extract.marked_clause import clause_around
from outlook.extract.span import Cue, spaced

_PRONOUN = re.compile(r"\b(?:he|she|i|you|one|we|they)(?:\s+(?:never|always|still|only|just))?\s+$")
_ANSWER = re.compile(
    r"[“\"]?(?:(?:yes|no|well|indeed),? )?(?:it|they|we|he|she|that|this) (?:well |very well )?[a-z]+(?: well)?[.!”\"]*"
)
_SAID = re.compile(
    r"\b(?:said|told|promised|assured|rang|wrote|thought|heard|hoped|was|were|[a-z]{2,}(?:[^e\W]ed|(?:agr|fr|guarant"
    r"|decr)eed))\b"
)
_SHOULD_AND = re.compile(r"\b(?:should|must|can|may) [^;.]{2,60} (?:and|or|but) $")
_KIN = re.compile(r"\b(?:my|his|her|our|their) (?:[a-z]+,? ){1,3}(?:an? [a-z ]{2,20}, )?$")
_DIGIT = re.compile(r"\s+\d")
_YEAR = re.compile(r"\b(?:by|before|until|in|after) (?:the end of )?20\d\d\b")
_WHO_COULD = re.compile(r"\b(?:we|he|she|i|you|crew)(?: [a-z]+ly)? $")
_NOT = re.compile(r"\s+not\b|n[’']t")
# `You will see further steps to close the gap`: what is to come, and not what a screen shows.
FORETOLD = spaced(
    r" (?:also )?see(?:,? (?:one|also|then),?)? (?:[a-z]+,? ){0,4}(?:efforts?|commitments?|steps?|announcements?"
    r"|progress"
    r"|growth|improvements?|changes?|actions?|measures?|increases?|declines?|activity|momentum|investments?)\b"
)
# `Rule 12` alone makes no duty of will.
_BINDS = re.compile(
    r"\b(?:shall|hereby|notwithstanding|thereof|hereinafter)\b"
    r"|^under\s+(?:sections?|articles?|rules?|by-?laws?|paragraphs?|clauses?|regulations?)\s"
)
_FIRST_PERSON = re.compile(r"\b(?:we|i)\s+$")
_OPENS_QUOTE = (".", "“", '"', "‘", "'", "(", ":")
NARRATED = frozenset({"would", "could", "might"})
UNDATED = frozenset({"stative", "later", "refusal", "needs_doing"})  # these hold only where no horizon is named
UNCONDITIONED = frozenset({"ability", "capacity", "refusal"})
GUESSING = frozenset({"may", "might", "could"})
ADVISING = frozenset({"should", "ought to"})
NEAR = 80  # what stands right before a cue lies within so many characters

MODAL = (  # which words each of them can take back; the pattern begins with the word
    ("inability", "what could not be done", {"could"}),
    ("perfect", "a possibility in the past", {"may", "might", "could", "would", "should"}),
    ("ability", "an ability", {"could"}),
    ("present_guess", "a guess at the present", {"may", "might", "could"}),
    ("permission", "a permission", {"may"}),
    ("permission_terms", "a permission", {"may"}),
    ("capacity", "an ability", {"could"}),
    ("refusal", "a refusal", {"will", "would", "won't", "won’t", "wouldn't", "wouldn’t"}),
    ("needs_doing", "a guess at the present", {"may", "might", "could"}),
    ("human_duty", "advice", {"should", "ought to"}),
    ("general", "a general rule", {"will", "would", "may"}),
    ("stative", "a guess at the present", {"may", "might", "could"}),
    ("polite", "a manner of speaking", {"would", "should"}),
    ("later", "the future of a past", {"would"}),
    ("no_verb", "going somewhere", {"going to"}),
    ("elliptic", "a modal without its verb", {"may", "might", "could", "would", "will", "should", "shall"}),
)
OF_MODAL = {word: [one[:2] for one in MODAL if word in one[2]] for word in set[str]().union(*(one[2] for one in MODAL))}


def of_modals(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    """Each reason why a modal does not look ahead."""
    low, word = around.low, cue.word
    before = low[max(cue.start - NEAR, 0) : cue.start]
    yield from _of_names(words, cue, around)
    if (
        word == "will"
        and words.vetoes["noun_will"].search(before)
        and words.vetoes["noun_will_after"].match(low, cue.end)
    ):
        yield "will as a noun"
    for name, reason in OF_MODAL.get(word, ()):
        if (
            words.vetoes[name].match(low, cue.start)
            and not (name in UNDATED and around.has_horizon)
            and not (name in UNCONDITIONED and around.has_condition)
            and not (name == "elliptic" and _ANSWER.fullmatch(low))
        ):
            yield reason
    yield from _of_people(words, word, before, low[cue.start :], dated=around.is_dated, timed=around.has_horizon)
    yield from _of_clauses(words, word, around, before)
    yield from _of_abilities(words, cue, around, before)
    yield from _of_registers(words, cue, around)
    if around.may_match("cost") and words.vetoes["cost"].search(clause_around(low, cue)):
        yield "a cost estimate"


def _of_clauses(words: Lexicon, word: str, around: Around, before: str) -> Iterator[str]:
    """What a modal is in a clause that only describes, or says what something is for."""
    vetoes, timeless = words.vetoes, not around.has_horizon
    if around.may_match("which") and word in (*HEDGING, "will") and timeless and vetoes["by_which"].search(before):
        yield "a description"
    if around.may_match("clause"):
        if word in HEDGING and timeless and vetoes["relative"].search(before):
            yield "a description"
        if vetoes["purpose"].search(before):
            yield "a purpose"
    if around.may_match("assumed") and vetoes["assumed"].search(before):
        yield "an assumption"
    if (word in NARRATED or word.endswith("d")) and vetoes["own_past"].search(
        around.low[: around.low.find(before) + len(before)]
    ):
        yield "the future of a past"
    if word in NARRATED and _is_of_witness(vetoes, around.low[: around.low.find(before) + len(before)]):
        yield "the future of a past"
    if word in NARRATED and around.may_match("year"):
        told = vetoes["past_year"].match(around.low) or vetoes["said_in"].search(around.low)
        is_only_time = timeless or (told is not None and told[1] in str(around.horizon))
        if told and is_only_time and int(told[1]) < around.register.year:
            yield "the future of a past"


def _is_of_witness(vetoes: dict[str, re.Pattern[str]], before: str) -> bool:
    """Whether somebody tells of a day gone by: `on the Monday she told me it would`, `when he ran it he would`."""
    told = vetoes["on_the_day"].search(before) is not None and _SAID.search(before) is not None
    return told or vetoes["when_past"].match(before) is not None


def _of_people(words: Lexicon, word: str, before: str, rest: str, *, dated: bool, timed: bool) -> Iterator[str]:
    """What a modal means when it is said to people: instruction, leave and advice."""
    vetoes = words.vetoes
    if (
        before.endswith("you ")
        and not FORETOLD.match(rest, len(word))
        and (vetoes["instruction"].match(rest) or vetoes["you_may"].match(rest))
    ):
        yield "an instruction"
    if word == "may" and _SHOULD_AND.search(before):
        yield "a permission"
    if word == "may" and not timed and vetoes["leave_undated"].match(rest) and vetoes["people_any"].search(before):
        yield "a permission"
    if word == "may" and not timed and vetoes["leave_terms"].match(rest) and vetoes["people_suffix"].search(before):
        yield "a permission"
    needs = dated and rest.startswith("may need")
    if word == "may" and vetoes["leave"].match(rest) and vetoes["people"].search(before) and not needs:
        yield "a permission"
    foreseen = vetoes["change"].match(rest) or dated or (timed and before.endswith("there "))
    if word in ADVISING and vetoes["human_act"].match(rest) and vetoes["people_suffix"].search(before):
        yield "advice"
    if word in ADVISING and (not foreseen or vetoes["people"].search(before) or vetoes["mandative"].search(before)):
        yield "advice"


def _of_abilities(words: Lexicon, cue: Cue, around: Around, before: str) -> Iterator[str]:
    """What could or could not be done, is said of nothing, or is a guess at a number that is there already."""
    low, word, vetoes = around.low, cue.word, words.vetoes
    if word in NARRATED and around.may_match("clause") and vetoes["nothing_that"].search(before):
        yield "said of nothing"
    if word in GUESSING and around.may_match("true_number") and vetoes["true_number"].search(before):
        yield "a guess at the present"
    if before.endswith("nor ") and not around.is_anchored and vetoes["nor"].match(low, cue.start):
        yield "what could not be done"
    if word == "could" and not around.is_anchored:
        nobody = around.may_match("nobody") and vetoes["nobody"].search(before)
        looks_back = _WHO_COULD.search(before) and vetoes["past_verb"].search(low, 0, cue.start)
        if looks_back or nobody or _NOT.match(low, cue.end):
            yield "what could not be done"


def _of_names(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    before = around.low[: cue.start]
    if cue.text == "May" and (not before or words.vetoes["month"].search(before) or _DIGIT.match(around.low, cue.end)):
        yield "May, the month"
    if cue.text[0].isupper() and cue.start and not before.rstrip().endswith(_OPENS_QUOTE):
        yield "a name"


def _of_registers(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    """What a modal means in a statute, in a story and of the past."""
    low, word, before = around.low, cue.word, around.low[: cue.start]
    if (
        word in NARRATED
        and not around.is_anchored
        and around.may_match("past_adverb")
        and words.vetoes["past_adverb"].search(clause_around(low, cue))
    ):
        yield "the past"
    dated = word == "will" and (_YEAR.search(low) or around.is_dated)
    binds = around.register.legal or (around.is_legal and (word != "will" or _BINDS.search(low)))
    # In terms of use *we* are who binds himself; elsewhere whoever writes about the law.
    is_bound = around.register.kind == "terms" or not _FIRST_PERSON.search(before)
    if word in LEGAL_WORDS and binds and not dated and is_bound:
        yield "a statute: permission or duty"
    if word in NARRATED and not around.is_anchored and "used to" in low[: cue.start]:
        yield "a narrative"
    if word in NARRATED and (
        around.register.narrative
        or ((_PRONOUN.search(before) or _KIN.search(before)) and words.vetoes["habit"].search(low))
    ):
        yield "a narrative"
