"""The number that an author gives with a hedge or in place of one: `unlikely (10 to 15%)`, `the chance is 40%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.words import OR_OVER, OR_UNDER, OVER, SPELLED, UNDER

if TYPE_CHECKING:
    from outlook.extract.span import Cue, Span

_DIGITS = rf"(?:\d{{1,3}}(?:\.\d+)?|(?<![\w-])(?:{SPELLED}))"
_SIGN = r" ?(?:%|per ?cent\b|pct\b)"
_PERCENT = rf"(?:between )?{_DIGITS}(?:{_SIGN})?(?: ?(?:[-–—]|to|and) ?{_DIGITS})?{_SIGN}"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\\d{1,3}"
_SHARE = rf"(?:a )?(?:{_SMALL})[- ](?:in|out of)[- ](?:{_SMALL}|a hundred)\b"
_CHANCE = r"(?: (?:chance|probability))?"
_ABOUT = r"(?:perhaps |maybe |say |about |around |roughly |some |only |just |p ?[=≈] ?|[≈~] ?)*"
# With its shade, so that a number is read whole or not at all: `just under 40%` is not `under 40%`.
_BOUND = rf"(?:(?:just|well|far|slightly|somewhat|nearly|almost|close to|a little) )*(?:(?:p ?)?(?:{UNDER}|{OVER}) ?)?"
_OR = rf"(?:{OR_UNDER}|{OR_OVER})?"
_ENDS = r"(?=\s*(?:[,.;:)–—]|$)|\s+(?:by|before|within|that|until|this|next)\b)"
# Right behind an estimative word: in brackets, between dashes, or a share behind a comma, since `growth is likely,
# perhaps 3% in 2027` gives an amount.
_ANY = rf"{_ABOUT}{_BOUND}{_ABOUT}(?:{_PERCENT}|{_SHARE}){_OR}{_CHANCE}"
_BESIDE = re.compile(
    rf"\s\({_ANY}\)"
    rf"|\s?(?:[–—]|-{{2}}| - )\s?{_ANY}(?=\s?(?:[–—,.;)]|-{{2}}| - )|$)"
    rf"|, {_ABOUT}{_BOUND}{_ABOUT}(?:{_SHARE}){_OR}{_CHANCE}{_ENDS}"
)
NUMBER = rf"(?P<number>(?:{_PERCENT}|{_SHARE}){_OR})"
# Odds that do not say which way (`two to one`) are no number.
_ODDS = r"(?:\d{1,3}|[a-z]{3,6})(?: to |-to-)(?:\d{1,3}|one|two|three|four|five) (?:against|on)\b"
_LIMITED = rf"{_BOUND}{_ABOUT}(?:{_PERCENT}|{_SHARE}){_OR}"
_NOUNS = ("chance", "probabilit", "likelihood", "odds", "risk")
_NOUN = r"(?:chances?|probabilit(?:y|ies)|likelihoods?|odds|risks?)"
_INSTEAD = re.compile(
    rf"\b{_NOUN} (?:of|that|for)\b[^.;]{{1,200}}? (?:is|are|stands? at|remains? at) (?:now |still )?"
    rf"{_ABOUT}(?P<number>{_LIMITED}|{_ODDS}){_ENDS}"
    rf"|\b(?:puts?|sees?|estimates?|assess(?:es)?|judges?|rates?|reckons?) (?:the|its|that) {_NOUN}\b[^.;]{{0,200}}?"
    rf" at {_ABOUT}(?P<put>{_LIMITED}|{_ODDS}){_ENDS}"
    rf"|\bwith (?:an?|the) (?:probability|likelihood|chance) of {_ABOUT}(?P<held>{_LIMITED}){_ENDS}"
)

_CLAUSE_ENDS = re.compile(r"[,;:–—]| (?:which|who|that|and|but) ")


def end_of_number(low: str, end: int) -> int:
    """Where the number ends that stands right behind an estimative word; `end`, where the word does, if none does.

    >>> low = "default is unlikely (10 to 15 per cent) by may."
    >>> low[11 : end_of_number(low, 19)]
    'unlikely (10 to 15 per cent)'
    """
    match = _BESIDE.match(low, end)
    return match.end() if match else end


def stated_instead(low: str, cue: Cue, condition: Span | None) -> str | None:
    """The chance that a sentence gives in numbers for what its cue is about; None where it gives none.

    It is that of the cue if the cue is part of the words that give it, or stands before *with a probability of* in the
    same clause. What a condition gives, or another clause, is the chance of something else: `if the chance of rain is
    40%, roads may flood`.
    """
    if not any(noun in low for noun in _NOUNS):
        return None
    for match in _INSTEAD.finditer(low):
        if condition is not None and condition.start <= match.start() < condition.end:
            continue
        is_before = match["held"] and cue.end <= match.start()
        is_of_it = is_before and not _CLAUSE_ENDS.search(low, cue.end, match.start())
        if is_of_it or match.start() <= cue.start < match.end():
            return match["number"] or match["put"] or match["held"]
    return None


def number_of(hedge: str) -> str:
    """What of a hedge is its number, with what sets it off; an empty text where it has none beside its words.

    >>> number_of("probably (60%)"), number_of("unlikely, perhaps one in four"), number_of("likely")
    (' (60%)', ', perhaps one in four', '')
    """
    match = _BESIDE.search(hedge)
    return match[0] if match and match.end() == len(hedge) and match.start() else ""
