"""What takes a cue back: each veto with the name under which a reader sees it, the most telling first."""

import re
from collections.abc import Iterator

from outlook.extract.around import Around
from outlook.extract.firm import firm
from outlook.extract.kinds import is_open, of_kinds
from outlook.extract.lexicon import Lexicon, lexicon
from outlook.extract.marked_clause import clause_around, from_boundary
from outlook.extract.modals import of_modals
from outlook.extract.not_ahead import not_ahead
from outlook.extract.span import Cue

_ADVERB_LOOKS_AHEAD = re.compile(
    r"(?:['’]ll|\b(?:will|would|(?:wo|would)n['’]t|going to|be able|to be"
    r"|to (?!(?:the|this|that|our|their|his|her|its|any|all|some)\b)[a-z]{3,}))\b"
)
_ADVERBS = re.compile(r"(?:very |most |quite )?probably|possibly|perhaps|maybe|almost certainly|conceivably")
_LIKELY_LOOKS_AHEAD = re.compile(
    r"^\s*(?:(?:to|that|in|by|before|within|over|this|next|at|if|unless|as|given|on|from|through|until"
    r"|across|along|above|below|near|inland|north|south|east|west|again|later|soon|after|during|late|early|today"
    r"|tomorrow|tonight|[a-z]+day"
    r"|around|about|so|while|between|beyond|because|since|throughout|under|outcome|result|scenario|path|course"
    r"|winner|candidate|effect|case|but|and|or|for|when|once|with)\b|[,.;()–—]|$)",
    re.IGNORECASE,
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|projected|expected|to (?:increase|decrease|rise|fall|decline|double"
    r"|occur|continue))\b"
)
_PAST_TENSE = re.compile(r"(?:ed|foresaw)$")
_THAT_PAST = re.compile(
    r"^\s+that\b(?:(?!\b(?:will|would|could|may|might)\b)[^,;]){0,60}\b(?:was|were|had|did|has been"
    r"|have been|thought|knew|meant|made|took|came|went|explains?|reflects?|accounts? for"
    r"|[a-z]{2,}(?:[^e\W]ed|(?:agr|fr|guarant|decr)eed)(?! (?:to|for|on|in)\b))\b"
)
_IS_DONE = re.compile(r"^\s+that\b[^,;]{0,60}? (?:is|are|be) [a-z]+ed\b")
_NOT_POSSIBLE = re.compile(r"^\s+(?:to|for)\b")
_TO_OR_WHEN = re.compile(r"\s+(?:to|at|in|by|for)\b")
# A whole answer of a pronoun and a modal looks ahead: `It could.`
_SAID_OF = re.compile(r"\b(?:is|was|are|were|be|remains?) [“\"‘']$")  # a hedge in quotes, and no word that is mentioned
_HEADING = re.compile(r"(?:[a-z0-9]{1,2}[.)] )?(?:what|how|why|where|when|who)\b[^.!?;:,]{0,60}$")  # What may follow
_PASSIVE_CHANCE = re.compile(r"\b(?:was|were)\b")
_IS = re.compile(r"(?:is|are|was|were) $")
_ARTICLE = re.compile(r"\b(?:the|its|their|two|both|of) $")
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
_THAT_IS_SO = re.compile(r"^\s+that\b[^,;]{2,60} (?:is|are),? (?:at present|currently|now|already)\b")
_AS_A_NOUN = re.compile(r"(?:^|\b(?:of|for|in|by|from|about|on|at|when|while) )$")  # the art of forecasting
_THAN_WE = re.compile(r"\bthan (?:what )?(?:[a-z]+ ){1,2}$")
_OPENS, _CLOSES = re.compile(r"[“\"‘']"), re.compile(r"[,;.]?[”\"’']")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ASKED = re.compile(r"\?[’']?[”\"]$")
LONGEST = 2_000  # of a sentence
REACH = 140  # what is said of the document itself holds its modal within so many characters
NEAR = 80  # what stands right before a cue lies within so many characters
IS_TO = ("is to", "are to")
DOING = ("predicting", "forecasting", "projecting")
BOTH = ("forecast", "forecasts", "forecasting")  # nouns and verbs


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
        and words.vetoes["embedded"].search(from_boundary(low[: cue.start]))
    ):
        yield "an open question: whether, how"
    yield from of_kinds(words, cue, around)
    if not around.has_condition and around.may_match("judged") and words.vetoes["judged"].search(low):
        yield "a forecast that time has judged"
    if around.register.narrative and not around.has_horizon and _covers(_QUOTED, low, cue):
        yield "speech in a story"


# The pattern of each holds the cue, and can take back those of these rules.
ANYWHERE = (
    ("self", "the document about itself", {"modal"}, "own_paper"),
    ("self_we", "the document about itself", {"modal"}, "itself"),
    ("idiom", "a manner of speaking", {"modal"}, "idiom"),
)


def _of_estimates(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    word, after = cue.word, around.low[cue.end :]
    clause = clause_around(around.low, cue)
    yield from firm(around.low, cue)
    if _is_of_the_past(words, cue, around) and "chance" not in word and not _is_reported(words, cue, around):
        yield "an estimate of the past"
    is_aside = around.low.endswith("(", 0, cue.start) and after.startswith(")")
    if _THAT_IS_SO.match(after) or (is_aside and not _LOOKS_AHEAD.search(around.low)):
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
    word, before, after = cue.word, around.low[: cue.start], around.low[cue.end :]
    looks_ahead = _TO_OR_WHEN.match(after) or _stands_before(words, "participle", cue, around)
    is_of_now = is_open(around) and not before.endswith("had ")
    if " " not in word and _PAST_TENSE.search(word) and not (looks_ahead or is_of_now):
        yield "an expectation of the past"
    still_open = is_open(around) and _stands_before(words, "was_to", cue, around) and _TO.match(after)
    if word in DOING and _AS_A_NOUN.search(before):
        yield "a noun"
    if _PRESENT.fullmatch(word) and _THAN_WE.search(before):
        yield "an expectation of the past"
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
    if words.vetoes["risk_past"].search(clause_around(around.low, cue)) and not (
        cue.text.endswith(" had") and is_open(around)
    ):
        yield "a risk of the past"
    if cue.word in IS_TO and (not around.has_horizon or _stands_before(words, "aim", cue, around)):
        yield "a duty or an aim"


def _of_hinges(_words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    if cue.word.startswith("hinge") and _ARTICLE.search(around.low[: cue.start]):
        yield "a noun"


def _of_others(_words: Lexicon, _cue: Cue, _around: Around) -> Iterator[str]:
    return iter(())


OF_RULES = {
    "modal": of_modals,
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
