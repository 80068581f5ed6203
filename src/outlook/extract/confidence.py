"""How sure the rules are of an outlook: `high` for the kinds that are nearly always one, `low` for the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outlook.extract.around import Around
    from outlook.extract.span import Cue, Span

FIRM = frozenset({"estimative", "forecast_verb", "set_to", "depends"})
CERTAIN = frozenset({"will", "shall", "going to"})
REFUSING = frozenset({"won't", "won’t"})  # alone it may be a refusal: `they won't sell`
ADVISING = frozenset({"should", "ought to"})
HEDGING = frozenset({"may", "might", "could"})
_FOLLOWS = re.compile(r"(?:would|wouldn['’]t|[a-z]+['’]d)$")
_ANNOUNCED = re.compile(r"(?:scheduled|planned|slated) (?:for|on|in)$")  # a date, and no claim of what will be
_STATE = re.compile(r" to (?:be|have|need|require|mean)\b")  # likely to be blocked: perhaps it is
_LASTING = re.compile(
    r"(?:for|in|within|over|during|at least|another)\s[^0-9]*(?:\d+\s)?(?:[\w-]+\s)*?"
    r"(?:minute|hour|day|night|week|month|year)s?$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:next|coming|this|following)\b", re.IGNORECASE)
_ON_A_DAY = re.compile(r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_TERMS = re.compile(r"(?:without|provided|subject to|only)\b", re.IGNORECASE)


def confidence(live: list[Cue], around: Around, horizon: Span | None, *, is_said: bool) -> str:
    """`high` or `low` for an outlook; `is_said`: whether it is the claim of somebody who is named."""
    if around.register.kind == "instructions" and not around.is_dated:
        return "low"  # of what comes of a step the guide says nothing for sure
    return "high" if any(_is_sure(cue, around, horizon, is_said=is_said) for cue in live) else "low"


def _is_sure(cue: Cue, around: Around, horizon: Span | None, *, is_said: bool) -> bool:
    """Whether words of this kind, in such a sentence, were nearly always an outlook where they were looked at."""
    word = cue.text.lower()
    anchored = horizon is not None or around.has_condition
    if cue.rule in FIRM:
        is_state = cue.rule == "estimative" and not anchored and _STATE.match(around.low, cue.end)
        return not (is_state or _ANNOUNCED.search(word))
    if _FOLLOWS.match(word):
        return is_said or around.has_condition
    if word in ADVISING:
        return around.has_condition
    if word in HEDGING:
        return _anchors(word, around, horizon)
    return word in CERTAIN or anchored or (word not in REFUSING and word.endswith("ll"))


def _anchors(word: str, around: Around, horizon: Span | None) -> bool:
    """Whether a condition or a time makes an outlook of what may be, and no leave or ability."""
    if around.condition is not None:
        return word != "may" or _TERMS.match(around.condition.text) is None or horizon is not None
    if horizon is None or word != "could":
        return horizon is not None
    lasts = _LASTING.match(horizon.text) is not None and not _NEXT.search(horizon.text)
    return not lasts and not (horizon.start < 1 and _ON_A_DAY.match(horizon.text))
