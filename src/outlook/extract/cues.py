"""Words that look ahead, and what takes them back: each cue with the rule that found it, each veto with its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outlook.extract.lexicon import CUE_GROUPS, Lexicon, lexicon

_BOUNDARY = re.compile(r"[;:—()]|,\s+(?:but|and|while|although|though|whereas|yet|so)\b|\s–\s")
_ADVERB_LOOKS_AHEAD = re.compile(r"\b(?:will|would|won't|going to|be able|to be|to [a-z]{3,})\b", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?:very |most |quite )?probably|possibly|perhaps|maybe|almost certainly|conceivably", re.IGNORECASE
)
_LIKELY_LOOKS_AHEAD = re.compile(
    r"^\s*(?:(?:to|that|in|by|before|within|over|this|next|at|if|unless|as|given)\b|[,.;)]|$)", re.IGNORECASE
)
_OPENS_QUOTE = (".", "“", '"', "‘", "'", "(", ":")
_PAST_TENSE = re.compile(r"(?:ed|foresaw)$", re.IGNORECASE)
_THAT_PAST = re.compile(r"^\s+that\b[^,;]{0,60}\b(?:was|were|had|did|has been|have been)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|i|you|one)(?:\s+(?:never|always|still|only|just))?\s+$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:we|i)\s+$", re.IGNORECASE)
NARRATED = frozenset({"would", "could", "might"})
LEGAL_WORDS = frozenset({"may", "shall", "will", "should", "would", "might", "could"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that looks ahead, its place in the sentence, the rule that found it, and the veto that takes it back."""

    rule: str
    text: str
    start: int
    end: int
    veto: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What kind of text a sentence is, or stands in, as far as it decides what a modal means there."""

    legal: bool = False
    narrative: bool = False


def find_cues(text: str, register: Register) -> list[Cue]:
    """Every cue of the sentence, in order, the vetoed ones with the reason."""
    words = lexicon()
    found = []
    for match in words.any_cue.finditer(text):
        rule = next(name for name in CUE_GROUPS if words.cues[name].fullmatch(match[0]))
        cue = Cue(rule, match[0], match.start(), match.end())
        found.append(Cue(rule, match[0], cue.start, cue.end, _veto(words, text, cue, register)))
    return found


def _veto(words: Lexicon, text: str, cue: Cue, register: Register) -> str:
    return next(_vetoes(words, text, cue, register), "")


def _vetoes(words: Lexicon, text: str, cue: Cue, register: Register) -> Iterator[str]:
    """The names of the vetoes that hold, the most telling first."""
    before, clause = text[: cue.start], _clause(text, cue)
    if words.vetoes["question"].search(text):
        yield "a question"
    for name, reason in SELF:
        if _covers(words.vetoes[name], text, cue):
            yield reason
    if cue.rule == "modal":
        yield from _modal_vetoes(words, text, cue, register)
    elif cue.rule == "estimative":
        yield from _estimative_vetoes(words, text, cue)
    elif cue.rule == "forecast_verb":
        yield from _forecast_vetoes(words, text, cue)
    elif cue.rule == "risk_noun" and words.vetoes["risk_past"].search(clause):
        yield "a risk of the past"
    if words.vetoes["embedded"].search(_from_boundary(before)):
        yield "an open question: whether, how"
    if words.vetoes["cost"].search(clause) and cue.rule == "modal":
        yield "a cost estimate"


SELF = (("self", "the document about itself"), ("self_we", "the document about itself"))
# Which words each of them can take back: a pattern is looked for only where it can stand.
MODAL = (
    ("inability", "what could not be done", {"could"}),
    ("perfect", "a possibility in the past", {"may", "might", "could", "would", "should"}),
    ("noun_will", "will as a noun", {"will"}),
    ("ability", "an ability", {"could"}),
    ("polite", "a manner of speaking", {"would", "should"}),
    ("elliptic", "a modal without its verb", {"may", "might", "could", "would", "will", "should", "shall"}),
)


def _modal_vetoes(words: Lexicon, text: str, cue: Cue, register: Register) -> Iterator[str]:
    before, word = text[: cue.start], cue.text.lower()
    if cue.text == "May" and (words.vetoes["month"].search(before) or re.match(r"\s+\d", text[cue.end :])):
        yield "May, the month"
    if cue.text[0].isupper() and cue.start and not before.rstrip().endswith(_OPENS_QUOTE):
        yield "a name"
    for name, reason, its_words in MODAL:
        if word in its_words and _covers(words.vetoes[name], text, cue):
            yield reason
    if register.legal and word in LEGAL_WORDS and not _FIRST_PERSON.search(before):
        yield "a statute: permission or duty"
    if word in NARRATED and (register.narrative or (words.vetoes["habit"].search(text) and _PRONOUN.search(before))):
        yield "a narrative"


def _estimative_vetoes(words: Lexicon, text: str, cue: Cue) -> Iterator[str]:
    clause, after = _clause(text, cue), text[cue.end :]
    if re.search(words.past_estimate.replace("{cue}", re.escape(cue.text)), clause, re.IGNORECASE):
        yield "an estimate of the past"
    if _ADVERBS.fullmatch(cue.text) and not _ADVERB_LOOKS_AHEAD.search(clause):
        yield "an estimate of the present"
    if (
        cue.text.lower().endswith("likely")
        and not _LIKELY_LOOKS_AHEAD.match(after)
        and not _ADVERB_LOOKS_AHEAD.search(clause)
    ):
        yield "an estimate of the present"
    if _THAT_PAST.match(after):
        yield "an estimate of the past"


def _forecast_vetoes(words: Lexicon, text: str, cue: Cue) -> Iterator[str]:
    before = text[: cue.start]
    beside = before + cue.text
    participle = words.vetoes["participle"].pattern.replace("{cue}", re.escape(cue.text))
    looks_ahead = re.match(r"\s+(?:to|at|in|by|for)\b", text[cue.end :]) or re.search(participle, beside, re.IGNORECASE)
    if _PAST_TENSE.search(cue.text) and not looks_ahead:
        yield "an expectation of the past"
    for name, reason in (("expected", "an expectation of the past"), ("noun_forecast", "a noun")):
        pattern = words.vetoes[name].pattern.replace("{cue}", re.escape(cue.text))
        if re.search(rf"\b{pattern}", beside, re.IGNORECASE):
            yield reason


def _covers(pattern: re.Pattern[str], text: str, cue: Cue) -> bool:
    """Whether a match of the pattern holds the cue."""
    return any(match.start() <= cue.start < match.end() for match in pattern.finditer(text))


def _clause(text: str, cue: Cue) -> str:
    """The part of the sentence between the marks around the cue."""
    start = max((match.end() for match in _BOUNDARY.finditer(text, 0, cue.start)), default=0)
    after = _BOUNDARY.search(text, cue.end)
    return text[start : after.start() if after else len(text)]


def _from_boundary(before: str) -> str:
    return before[max((match.end() for match in _BOUNDARY.finditer(before)), default=0) :]
