"""What somebody believes, with the word for it beside the number where there is room for both."""

from outlook.model.belief import Belief, Chance
from outlook.model.case import Case
from outlook.show.describe.blocks import Piece, Text
from outlook.show.describe.phrasing import NOTHING, leading, whole
from outlook.words import BETWEEN, DEFAULT, OUTSIDE, Scale, scale, word_for


def scale_of(case: Case | None) -> Scale:
    """The estimative words that stand beside the numbers of a case."""
    return scale((case.scale if case else None) or DEFAULT)


def short(belief: Belief | None, words: Scale) -> Text:
    """The number that stands for a belief, and what it is the number of, or its word."""
    if belief is None:
        return NOTHING
    number, of_what = leading(belief)
    gloss = of_what or _word(belief, words)
    return (number, Piece(f" {gloss}", "gloss")) if gloss else number


def full(belief: Belief | None, words: Scale) -> Text:
    """A belief in full, a probability with its word."""
    gloss = _word(belief, words)
    text = whole(belief)
    return (text, Piece(f" {gloss}", "gloss")) if gloss else text


def _word(belief: Belief | None, words: Scale) -> str:
    """The word for a probability, or that it has none; nothing for what is no single probability."""
    if not isinstance(belief, Chance):
        return ""
    word = word_for(belief, words)
    return "no word" if word in (BETWEEN, OUTSIDE) else word


def chance(belief: Belief | None, option: str = "") -> float | None:
    """The probability of yes, or of the named option; None for everything else."""
    return None if belief is None else belief.number(option)
