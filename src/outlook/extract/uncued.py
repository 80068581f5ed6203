"""A sentence with a condition and no word that looks ahead, of which only the fitted weights can say what it is.

`If he pulls that hamstring again, they are down by March`: what comes of a condition may lie ahead without a modal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.extract.features import Verdict
from outlook.extract.span import Cue

if TYPE_CHECKING:
    from outlook.extract.around import Around

RULE = "condition"


def main_clause(around: Around) -> Cue:
    """The place of the clause that the condition is of: a cue without words."""
    span = around.condition
    place = span.end if span and not around.low[: span.start].strip(" “\"'(–-") else 0
    return Cue(RULE, "", place, place)


def verdict_of(around: Around) -> Verdict:
    """What the rules say of such a sentence: that it has a condition, and whether its main clause has a time."""
    timed = around.horizon_of(main_clause(around).start) is not None
    return Verdict(spans=("condition", "horizon") if timed else ("condition",))
