"""What a resolved forecast teaches: which signs and which sources pointed to what happened, and which away from it."""

from dataclasses import dataclass

from outlook.answers.standing import Standing
from outlook.evidence.indicators import Verdicts, verdicts
from outlook.scoring.information import Bits, grouped


@dataclass(frozen=True, slots=True)
class Postmortem:
    """Of one resolved forecast: the signs by what each did in the end, and the sources by what each told in turn."""

    outcome: str
    signs: Verdicts
    sources: tuple[Bits, ...]


def postmortem(standing: Standing) -> Postmortem | None:
    """None of a forecast that did not resolve to one of its outcomes, or has nothing that bears on it."""
    situation, weighed = standing.situation, standing.weighed
    outcome = situation.outcome or ""
    is_named = standing.forecast.kind in ("binary", "choice") and situation.state == "resolved"
    if not is_named or not weighed.steps:
        return None
    sources = grouped(standing.told.pieces, "source") if standing.told else ()
    moving = tuple(one for one in sources if one.bits or one.infinite)
    return Postmortem(outcome, verdicts(weighed, outcome), moving)
