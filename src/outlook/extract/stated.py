"""The number that an author gives with a hedge or in place of one: `unlikely (10 to 15%)`, `the chance is 40%`."""

from __future__ import annotations

import re

_DIGITS = r"\d{1,3}(?:\.\d+)?"
_SIGN = r" ?(?:%|per ?cent\b|pct\b)"
_PERCENT = rf"(?:between )?{_DIGITS}(?:{_SIGN})?(?: ?(?:[-–—]|to|and) ?{_DIGITS})?{_SIGN}"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|\\d{1,3}"
_SHARE = rf"(?:a )?(?:{_SMALL})[- ](?:in|out of)[- ](?:{_SMALL}|a hundred)\b"
_CHANCE = r"(?: (?:chance|probability))?"
_ABOUT = r"(?:perhaps |maybe |say |about |around |roughly |some |only |just |p ?[=≈] ?|[≈~] ?)*"
_NOT_EXACTLY = r"(?:(?:less|more|fewer) than |under |below |over |above |at (?:least|most) |up to |p ?[<>] ?|[<>≤≥] ?)?"
_ENDS = r"(?=\s*(?:[,.;:)–—]|$)|\s+(?:by|before|within|that|until|this|next)\b)"
# Right behind an estimative word: in brackets, between dashes, or a share behind a comma, since `growth is likely,
# perhaps 3% in 2027` gives an amount.
_BESIDE = re.compile(
    rf"\s\({_ABOUT}{_NOT_EXACTLY}{_ABOUT}(?:{_PERCENT}|{_SHARE}|{_DIGITS}){_CHANCE}\)"
    rf"|\s?(?:[–—]|-{{2}}| - )\s?{_ABOUT}(?:{_PERCENT}|{_SHARE}){_CHANCE}(?=\s?(?:[–—,.;)]|-{{2}}| - )|$)"
    rf"|, {_ABOUT}(?:{_SHARE}){_CHANCE}{_ENDS}"
)
NUMBER = rf"(?P<number>{_PERCENT}|{_SHARE})"
_NOUNS = ("chance", "probabilit", "likelihood", "odds", "risk")
_NOUN = r"(?:chances?|probabilit(?:y|ies)|likelihoods?|odds|risks?)"
_INSTEAD = re.compile(
    rf"\b{_NOUN} (?:of|that|for)\b[^.;]{{1,200}}? (?:is|are|stands? at|remains? at) (?:now |still )?"
    rf"{_ABOUT}{NUMBER}{_ENDS}"
    rf"|\b(?:puts?|sees?|estimates?|assess(?:es)?|judges?|rates?|reckons?) (?:the|its|that) {_NOUN}\b[^.;]{{0,200}}?"
    rf" at {_ABOUT}(?P<put>{_PERCENT}|{_SHARE}){_ENDS}"
    rf"|\bwith (?:an?|the) (?:probability|likelihood|chance) of {_ABOUT}(?P<held>{_PERCENT}|{_SHARE}){_ENDS}"
)


def end_of_number(low: str, end: int) -> int:
    """Where the number ends that stands right behind an estimative word; `end`, where the word does, if none does.

    >>> low = "default is unlikely (10 to 15 per cent) by may."
    >>> low[11 : end_of_number(low, 19)]
    'unlikely (10 to 15 per cent)'
    """
    match = _BESIDE.match(low, end)
    return match.end() if match else end


def stated_instead(low: str) -> str | None:
    """The number of a sentence that gives the chance itself; None where none does.

    >>> stated_instead("the chance of a coup by may is one in ten."), stated_instead("we put the risk at 15%.")
    ('one in ten', '15%')
    >>> stated_instead("the risk of default is 15% higher than in may.")
    """
    match = _INSTEAD.search(low) if any(noun in low for noun in _NOUNS) else None
    return next(filter(None, match.groups())) if match else None


def number_of(hedge: str) -> str:
    """What of a hedge is its number, with what sets it off; an empty text where it has none beside its words.

    >>> number_of("probably (60%)"), number_of("unlikely, perhaps one in four"), number_of("likely")
    (' (60%)', ', perhaps one in four', '')
    """
    match = _BESIDE.search(hedge)
    return match[0] if match and match.end() == len(hedge) and match.start() else ""
