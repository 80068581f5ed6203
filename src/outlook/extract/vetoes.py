"""What takes a cue back: each veto with the name under which a reader sees it, the most telling first."""

import re
from collections.abc import Iterator

from outlook.extract.around import Around
from outlook.extract.firm import firm
from outlook.extract.kinds import HEDGING, LEGAL_WORDS, is_open, of_kinds
from outlook.extract.lexicon import Lexicon, lexicon
from outlook.extract.not_ahead import not_ahead
from outlook.extract.span import Cue

# Begins with the few marks that can part clauses: most of a sentence is passed over at once so.
_BOUNDARY = re.compile(
    r"[;:—(),–](?:(?<=[^,–])|(?<=,)\s+(?:but|and|while|although|though|whereas|yet|so)\b|(?<=\s–)\s)"
)
_ADVERB_LOOKS_AHEAD = re.compile(
    r"(?:['’]ll|\b(?:will|would|(?:wo|would)n['’]t|going to|be able|to be"
    r"|to (?!(?:the|this|that|our|their|his|her|its|any|all|some)\b)[a-z]{3,}))\b"
)
_ADVERBS = re.compile(r"(?:very |most |quite )?probably|possibly|perhaps|maybe|almost certainly|conceivably")
_LIKELY_LOOKS_AHEAD = re.compile(
    r"^\s*(?:(?:to|that|in|by|before|within|over|this|next|at|if|unless|as|given|on|from|through|until"
    r"|across|along|above|below|near|inland|north|south|east|west|again|later|soon|after|during|late|early|today|tomorrow|tonight|[a-z]+day"
    r"|around|about|so|while|between|beyond|because|since|throughout|under|outcome|result|scenario|path|course|winner|candidate|effect|case|but|and|or|for|when|once|with)\b|[,.;()–—]|$)",
    re.IGNORECASE,
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|projected|expected|to (?:increase|decrease|rise|fall|decline|double"
    r"|occur|continue))\b"
)
_OPENS_QUOTE = (".", "“", '"', "‘", "'", "(", ":")
_PAST_TENSE = re.compile(r"(?:ed|foresaw)$")
_THAT_PAST = re.compile(
    r"^\s+that\b(?:(?!\b(?:will|would|could|may|might)\b)[^,;]){0,60}\b(?:was|were|had|did|has been"
    r"|have been|thought|knew|meant|made|took|came|went|explains?|reflects?|accounts? for"
    r"|[a-z]{2,}(?:[^e\W]ed|(?:agr|fr|guarant|decr)eed)(?! (?:to|for|on|in)\b))\b"
)
_IS_DONE = re.compile(r"^\s+that\b[^,;]{0,60}? (?:is|are|be) [a-z]+ed\b")
_NOT_POSSIBLE = re.compile(r"^\s+(?:to|for)\b")
_PRONOUN = re.compile(r"\b(?:he|she|i|you|one|we|they)(?:\s+(?:never|always|still|only|just))?\s+$")
_TO_OR_WHEN = re.compile(r"\s+(?:to|at|in|by|for)\b")
# A whole answer of a pronoun and a modal looks ahead: `It could.`
_SAID_OF = re.compile(r"\b(?:is|was|are|were|be|remains?) [“\"‘']$")  # a hedge in quotes, and no word that is mentioned
_ANSWER = re.compile(
    r"[“\"]?(?:(?:yes|no|well|indeed),? )?(?:it|they|we|he|she|that|this) (?:well |very well )?[a-z]+(?: well)?[.!”\"]*"
)
_SAID = re.compile(
    r"\b(?:said|told|promised|assured|rang|wrote|thought|heard|hoped|was|were|[a-z]{2,}(?:[^e\W]ed|(?:agr|fr|guarant|decr)eed))\b"
)
_HEADING = re.compile(r"(?:[a-z0-9]{1,2}[.)] )?(?:what|how|why|where|when|who)\b[^.!?;:,]{0,60}$")  # What may follow
_SHOULD_AND = re.compile(r"\b(?:should|must|can|may) [^;.]{2,60} (?:and|or|but) $")
_KIN = re.compile(r"\b(?:my|his|her|our|their) (?:[a-z]+,? ){1,3}(?:an? [a-z ]{2,20}, )?$")
_PASSIVE_CHANCE = re.compile(r"\b(?:was|were)\b")
_DIGIT = re.compile(r"\s+\d")
_IS = re.compile(r"(?:is|are|was|were) $")
_YEAR = re.compile(r"\b(?:by|before|until|in|after) (?:the end of )?20\d\d\b")
_ARTICLE = re.compile(r"\b(?:the|its|their|two|both|of) $")
_WHO_COULD = re.compile(r"\b(?:we|he|she|i|you|crew)(?: [a-z]+ly)? $")
_HAVE = re.compile(r"^\s+have [a-z]+")
_WILL = ("will ", "shall ", "'ll ", "’ll ")  # it will probably have risen by then
_TO_HAVE = re.compile(
    r"^\s+to have (?!(?:an?|the|no|some|any|more|less|little|much|few|to)\b)"
    r"[a-z]*(?:ed|en|wn|ne|ft|st|me|ught)\b"
)
_PRESENT = re.compile(r"(?:expect|anticipate|predict|foresee|envisage)s?")
_OF_A_NOUN = re.compile(r"\s+[a-z]+ (?:was|were|had|has been)\b")  # the likely winner was
_TO = re.compile(r"\s+to\b")
_HANGS = re.compile(r"(?:depend|condition|contingent)", re.IGNORECASE)
_NOT = re.compile(r"\s+not\b|n[’']t")
_FIRST_PERSON = re.compile(r"\b(?:we|i)\s+$")
_OPENS, _CLOSES = re.compile(r"[“\"‘']"), re.compile(r"[,;.]?[”\"’']")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ASKED = re.compile(r"\?[’']?[”\"]$")
LONGEST = 2_000  # of a sentence
REACH = 140  # what is said of the document itself holds its modal within so many characters
NEAR = 80  # what stands right before a cue lies within so many characters
NARRATED = frozenset({"would", "could", "might"})
BOTH = ("forecast", "forecasts", "forecasting")  # nouns and verbs
UNDATED = frozenset({"stative", "later", "refusal", "needs_doing"})  # these hold only where no horizon is named
UNCONDITIONED = frozenset({"ability", "capacity", "refusal"})
GUESSING = frozenset({"may", "might", "could"})
ADVISING = frozenset({"should", "ought to"})


def veto(cue: Cue, around: Around) -> str:
    """The first veto that holds, or an empty text."""
    return next(_vetoes(lexicon(), cue, around), "")


def _vetoes(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    low = around.low
    is_quoted = cue.start and _OPENS.match(low, cue.start - 1) and _CLOSES.match(low, cue.end)
    if is_quoted and not _SAID_OF.search(low, 0, cue.start):
        yield "a word that is mentioned"
    if _HEADING.match(low):
        yield "a question"
    if "?" in low and (words.vetoes["question"].search(low) or _in_a_question(low, cue)):
        yield "a question"
    for name, reason, its_rules, needs in ANYWHERE:
        if (
            cue.rule in its_rules
            and around.may_match(needs)
            and _covers(words.vetoes[name], low, cue, REACH)
            and not (name == "self" and words.reporting.search(low, 0, cue.start))
        ):
            yield reason
    around.look(cue)
    yield from not_ahead(cue, around)
    yield from OF_RULES[cue.rule](words, cue, around)
    if "where" in low and around.is_legal and words.vetoes["rule"].search(low, 0, cue.start):
        yield "a statute: permission or duty"
    if (
        around.may_match("embedded")
        and not around.text.startswith("WHO")
        and words.vetoes["embedded"].search(_from_boundary(low[: cue.start]))
    ):
        yield "an open question: whether, how"
    yield from of_kinds(words, cue, around)
    if not around.has_condition and around.may_match("judged") and words.vetoes["judged"].search(low):
        yield "a forecast that time has judged"
    if around.register.narrative and not around.has_horizon and _covers(_QUOTED, low, cue):
        yield "speech in a story"


# The pattern of each holds the cue, and can take back those of these rules.
ANYWHERE = (
    ("self", "the document about itself", {"modal"}, "itself"),
    ("self_we", "the document about itself", {"modal"}, "itself"),
    ("idiom", "a manner of speaking", {"modal"}, "idiom"),
)
MODAL = (  # which words each of them can take back; the pattern begins with the word
    ("inability", "what could not be done", {"could"}),
    ("perfect", "a possibility in the past", {"may", "might", "could", "would", "should"}),
    ("ability", "an ability", {"could"}),
    ("present_guess", "a guess at the present", {"may", "might", "could"}),
    ("permission", "a permission", {"may"}),
    ("permission_terms", "a permission", {"may"}),
    ("capacity", "an ability", {"could"}),
    ("refusal", "a refusal", {"will", "won't", "won’t", "wouldn't", "wouldn’t"}),
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


def _of_modals(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    low, word = around.low, cue.text.lower()
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
    if around.may_match("cost") and words.vetoes["cost"].search(_clause(low, cue)):
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
    if before.endswith("you ") and (vetoes["instruction"].match(rest) or vetoes["you_may"].match(rest)):
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
    low, word, vetoes = around.low, cue.text.lower(), words.vetoes
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
    low, word, before = around.low, cue.text.lower(), around.low[: cue.start]
    if (
        word in NARRATED
        and not around.is_anchored
        and around.may_match("past_adverb")
        and words.vetoes["past_adverb"].search(_clause(low, cue))
    ):
        yield "the past"
    dated = word == "will" and (_YEAR.search(low) or around.is_dated)
    if word in LEGAL_WORDS and around.is_legal and not dated and not _FIRST_PERSON.search(before):
        yield "a statute: permission or duty"
    if word in NARRATED and not around.is_anchored and "used to" in low[: cue.start]:
        yield "a narrative"
    if word in NARRATED and (
        around.register.narrative
        or ((_PRONOUN.search(before) or _KIN.search(before)) and words.vetoes["habit"].search(low))
    ):
        yield "a narrative"


def _of_estimates(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    word, after = cue.text.lower(), around.low[cue.end :]
    clause = _clause(around.low, cue)
    yield from firm(around.low, cue)
    if _is_of_the_past(words, cue, around) and "chance" not in word and not _is_reported(words, cue, around):
        yield "an estimate of the past"
    if around.low[: cue.start].endswith("(") and after.startswith(")") and not _LOOKS_AHEAD.search(around.low):
        yield "an estimate of the present"
    if _ADVERBS.fullmatch(word) and not _ADVERB_LOOKS_AHEAD.search(clause):
        yield "an estimate of the present"
    if word.endswith("likely") and not _LIKELY_LOOKS_AHEAD.match(after) and not _ADVERB_LOOKS_AHEAD.search(clause):
        yield "an estimate of the present"
    if around.may_match("true_number") and words.vetoes["true_number"].search(
        f"{_IS.sub('', around.low[max(cue.start - NEAR, 0) : cue.start])}"
    ):
        yield "a guess at the present"
    if words.vetoes["needs_doing"].match(after.lstrip()) and not around.has_horizon:
        yield "a guess at the present"
    if word.endswith("possible") and _NOT_POSSIBLE.match(after):
        yield "an ability"
    if around.may_match("given_year") and words.vetoes["given_year"].search(around.low):
        yield "a general rule"
    was = _THAT_PAST.match(after) and not (around.has_horizon and _IS_DONE.match(after))
    had = _OF_A_NOUN.match(after) or (_HAVE.match(after) and not around.low[: cue.start].endswith(_WILL))
    if was or had or _PASSIVE_CHANCE.search(word) or (_TO_HAVE.match(after) and not around.has_horizon):
        yield "an estimate of the past"


def _of_forecasts(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    word, before, after = cue.text.lower(), around.low[: cue.start], around.low[cue.end :]
    looks_ahead = _TO_OR_WHEN.match(after) or _stands_before(words, "participle", cue, around)
    if " " not in word and _PAST_TENSE.search(word) and not looks_ahead:
        yield "an expectation of the past"
    still_open = is_open(around) and _stands_before(words, "was_to", cue, around) and _TO.match(after)
    if words.vetoes["did_expect"].search(before):
        yield "an expectation of the past"
    if word == "expect" and before.endswith(("should ", "must ", "ought to ")) and not around.has_horizon:
        yield "advice"
    is_past = not _PRESENT.fullmatch(word) and _stands_before(words, "expected", cue, around)
    if is_past and not still_open and not _is_reported(words, cue, around):
        yield "an expectation of the past"
    if " " not in word and _stands_before(words, "noun_forecast", cue, around):
        yield "a noun"
    is_bare = word in BOTH and not words.vetoes["be_before"].search(before)
    if is_bare and words.vetoes["noun_after"].match(after):
        yield "a noun"


def _of_plans(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    if _stands_before(words, "past_plan", cue, around) and not _is_reported(words, cue, around):
        yield "a plan of the past"


def _of_nouns(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    """Nouns of risk and other weak cues look ahead only beside a condition or a horizon."""
    if not around.is_anchored:
        yield "no condition and no horizon"
    to_come = words.vetoes["still_to_come"].search(around.low, cue.end)
    if _HANGS.search(cue.text) and not around.has_horizon and not to_come:
        yield "what hangs on something at any time"
    if words.vetoes["risk_past"].search(_clause(around.low, cue)) and not (
        cue.text.endswith(" had") and is_open(around)
    ):
        yield "a risk of the past"
    if cue.text.lower().endswith(" to") and (not around.has_horizon or _stands_before(words, "aim", cue, around)):
        yield "a duty or an aim"


def _of_hinges(_words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    if cue.text.lower().startswith("hinge") and _ARTICLE.search(around.low[: cue.start]):
        yield "a noun"


def _of_others(_words: Lexicon, _cue: Cue, _around: Around) -> Iterator[str]:
    return iter(())


OF_RULES = {
    "modal": _of_modals,
    "estimative": _of_estimates,
    "forecast_verb": _of_forecasts,
    "set_to": _of_plans,
    "risk_noun": _of_nouns,
    "risk_verb": _of_others,
    "depends": _of_hinges,
}


def _is_reported(words: Lexicon, cue: Cue, around: Around) -> bool:
    """Whether a past tense may only follow that of a verb of saying, and the time spoken of lies ahead."""
    return around.is_anchored and words.reporting.search(around.low, 0, cue.start) is not None


def _stands_before(words: Lexicon, name: str, cue: Cue, around: Around) -> bool:
    return words.vetoes[name].search(around.low, max(cue.start - NEAR, 0), cue.start) is not None


def _is_of_the_past(words: Lexicon, cue: Cue, around: Around) -> bool:
    """Whether a past tense stands right before or behind an estimate: `was probably`, `probably meant`."""
    before = words.vetoes["estimate_before"].search(around.low, max(cue.start - NEAR, 0), cue.start)
    return before is not None or words.vetoes["estimate_after"].match(around.low, cue.end) is not None


def _in_a_question(low: str, cue: Cue) -> bool:
    quotes = _QUOTED.finditer(low)
    return any(quote.start() <= cue.start < quote.end() and _ASKED.search(quote[0]) for quote in quotes)


def _covers(pattern: re.Pattern[str], low: str, cue: Cue, reach: int = LONGEST) -> bool:
    """Whether a match of the pattern holds the cue."""
    found = pattern.finditer(low, max(cue.start - reach, 0), cue.end + reach)
    return any(match.start() <= cue.start < match.end() for match in found)


def _clause(low: str, cue: Cue) -> str:
    """The part of the sentence between the marks around the cue."""
    start = max((match.end() for match in _BOUNDARY.finditer(low, 0, cue.start)), default=0)
    after = _BOUNDARY.search(low, cue.end)
    return low[start : after.start() if after else len(low)]


def _from_boundary(before: str) -> str:
    return before[max((match.end() for match in _BOUNDARY.finditer(before)), default=0) :]
