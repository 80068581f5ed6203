"""What somebody believes, with the word for it beside the number where there is room for both."""

from outlook.model.case import Case
from outlook.model.entries import Estimate
from outlook.model.forecast import Belief, Forecast
from outlook.show.describe.blocks import Piece, Text
from outlook.show.describe.phrasing import NOTHING, leading, whole
from outlook.words import BETWEEN, DEFAULT, OUTSIDE, Scale, scale, word_for


def scale_of(case: Case | None) -> Scale:
    """The estimative words that stand beside the numbers of a case."""
    return scale((case.scale if case else None) or DEFAULT)


def short(forecast: Forecast, belief: Belief | None, words: Scale) -> Text:
    """The number that stands for a belief, and what it is the number of, or its word."""
    if belief is None:
        return NOTHING
    number, of_what = leading(forecast.kind, belief)
    gloss = of_what or _word(belief, words)
    return (number, Piece(f" {gloss}", "gloss")) if gloss else number


def full(forecast: Forecast, belief: Belief | None, words: Scale) -> Text:
    """A belief in full, a probability with its word."""
    gloss = _word(belief, words)
    text = whole(forecast.kind, belief)
    return (text, Piece(f" {gloss}", "gloss")) if gloss else text


def _word(belief: Belief | None, words: Scale) -> str:
    """The word for a probability, or that it has none; nothing for what is no single probability."""
    if not isinstance(belief, float):
        return ""
    word = word_for(belief, words)
    return "no word" if word in (BETWEEN, OUTSIDE) else word


def read(forecast: Forecast, estimate: Estimate) -> Belief | None:
    """What an estimate states; None where it no longer fits the record (`check` names it)."""
    try:
        return forecast.read_belief(estimate.stated)
    except ValueError:
        return None


def chance(belief: Belief | None, of_what: str = "") -> float | None:
    """The probability of yes, or of the named option; None for everything else."""
    share = belief.get(of_what) if isinstance(belief, dict) and of_what else belief
    return share if isinstance(share, float) else None
