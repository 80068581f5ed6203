"""A sentence without a word that looks ahead, but with a condition or a time: only the weights can say what it is.

`If he pulls that hamstring again, they are down by March`, `the gap widens to 22bn in 2031`: what comes of a condition,
and what is so at a time to come, may lie ahead without a modal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from outlook.extract.features import Verdict
from outlook.extract.span import Cue, Span
from outlook.extract.triggers import trigger

if TYPE_CHECKING:
    from outlook.extract.around import Around

RULE = "condition"
_BEGINS = re.compile(r"(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)[^\W\d]", re.IGNORECASE)


def may_look_ahead(tried: int) -> bool:
    """Whether a sentence may name a time to come, and has no verb that always is of the past; by its words alone."""
    bits = trigger().bits
    return tried & bits["coming"] > 0 and not tried & bits["gone"]


def may_be_weighed(around: Around) -> bool:
    """Whether it has a condition, or its main clause a time to come."""
    return around.has_condition or _time(around) is not None


def main_clause(around: Around) -> Cue:
    """The place of the clause that the condition is of: a cue without words."""
    span = around.condition
    place = span.end if span and not around.low[: span.start].strip(" “\"'(–-") else 0
    return Cue(RULE, "", place, place)


def verdict_of(around: Around) -> Verdict:
    """What the rules say of such a sentence: whether it has a condition, and with what word the time begins."""
    time = _time(around)
    named = ("horizon", time.text.split()[0].lower()) if time else ()
    return Verdict(spans=("condition", *named) if around.has_condition else named)


def _time(around: Around) -> Span | None:
    """The time of the main clause; without a condition none that is a bare date, as above a notice."""
    if not around.has_condition and not may_look_ahead(around.tried):
        return None
    time = around.horizon_of(main_clause(around).start)
    return time if around.has_condition or (time and _BEGINS.match(time.text)) else None
