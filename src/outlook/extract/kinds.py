"""What the kind of the whole document, and the time of which it speaks, make of a word that looks ahead elsewhere."""

import re
from collections.abc import Iterator

from outlook.extract.around import Around
from outlook.extract.lexicon import Lexicon
from outlook.extract.span import Cue

_LAST_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_NEXT = re.compile(r"\b(?:next|coming|following|quarter|(?:forecast|projection) (?:horizon|period))\b")
_LOOKED_AHEAD = re.compile(r"\b(?:was|were|had|predicted|forecasted|expected|said|warned|promised|told)\b")
_NOW = re.compile(
    r"\b(?:is|are|remains?) (?:now |still |also |currently |widely )?(?:expected|projected|forecast|likely|set"
    r"|predicted|anticipated) to\b"
)
_OTHERWISE = re.compile(r"^otherwise\b|, (?:otherwise|or else)\b|\botherwise,? [a-z ]{2,30} will\b")
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+")
# `when the drum is full, the pump will start`; what only will be, as `the lamps will go out`, is foretold.
_AT_ANY_TIME = re.compile(r"^(?:when|once|whenever|each time|every time) |(?<!,) (?:when|once) ")
# We will pay for theft; stir it, or it will burn.
_OF_A_RULE = re.compile(r"\bwe(?:['’]re| are)? (?:also |now )?$|\bor (?:the |it |they |you )(?:[a-z]+ )?$")
LEAVING = frozenset({"may", "should", "would"})
FOLLOWING = frozenset(
    {"will", "may", "won't", "won’t", "would", "might", "could", "you'll", "you’ll", "we'll", "we’ll"}
)
HEDGING = frozenset({"may", "might", "could", "would", "should"})
GUESSED = frozenset({"may", "might", "could"})
LEGAL_WORDS = frozenset({"may", "shall", "will", "should", "would", "might", "could"})


def of_kinds(words: Lexicon, cue: Cue, around: Around) -> Iterator[str]:
    """What the kind of the whole document makes of a word that looks ahead elsewhere."""
    low, word, register = around.low, cue.word, around.register
    if around.horizon and register.year and not around.has_condition and _LOOKED_AHEAD.search(low, 0, cue.end):
        years = [int(year) for year in _LAST_YEAR.findall(around.horizon)]
        if years and max(years) < register.year and not _is_later(low, register.year):
            yield "a forecast whose time is over"
    if (
        register.kind == "instructions"
        and cue.rule == "modal"
        and _is_of_a_rule(word, cue, around)
        and not (_is_of_one_case(word, around) or words.reporting.search(low, 0, cue.start))
    ):
        yield "a general rule, in a text of instructions"
    if register.kind == "instructions" and not around.is_dated and _is_inferred(words, cue, around):
        yield "a guess at the present"
    if not around.is_dated and "whenever" in low:
        yield "a general rule"
    if word in GUESSED and not around.is_anchored and words.vetoes["generic"].search(low, 0, cue.start):
        yield "a general rule"


def _is_later(low: str, year: int) -> bool:
    """Whether the sentence also names a year that is still to come, or says what is expected now."""
    return _NOW.search(low) is not None or any(int(one) > year for one in _LAST_YEAR.findall(low))


def _is_of_a_rule(word: str, cue: Cue, around: Around) -> bool:
    """Whether a modal of a text of instructions is of leave, of a rule or of what the reader can do."""
    low = around.low
    if word in LEAVING or _AT_ANY_TIME.search(low) or _OF_A_RULE.search(low, 0, cue.start):
        return True
    return word == "could" and low.endswith("you ", 0, cue.start)


def _is_of_one_case(word: str, around: Around) -> bool:
    """Whether a sentence of a manual or a leaflet speaks of one time or one person, and not of all times."""
    would_follow = (around.has_condition or _OTHERWISE.search(around.low)) and word in FOLLOWING
    return (
        around.is_dated
        or would_follow
        or around.has_horizon
        or (word == "will" and _NAMED.search(around.text) is not None)
    )


def _is_inferred(words: Lexicon, cue: Cue, around: Around) -> bool:
    """Whether a text of instructions infers from a sign what is the matter, or says what handling something does."""
    if cue.rule == "estimative":
        return words.vetoes["diagnosis"].match(around.low, cue.end) is not None
    handled = around.condition and words.vetoes["handled"].match(around.condition.text.lower())
    return handled is not None and cue.word in GUESSED


def is_open(around: Around) -> bool:
    """Whether the time named is a year that the document does not speak of as past."""
    years = [int(year) for year in _LAST_YEAR.findall(around.horizon or "")]
    return max(years) >= around.register.year if years else _NEXT.search((around.horizon or "").lower()) is not None
