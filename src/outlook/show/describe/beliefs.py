"""What somebody believes, with the word for it beside the number where there is room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.model.belief import Belief, Chance, Points
from outlook.show.describe.blocks import Piece, Text
from outlook.show.describe.phrasing import NOTHING, leading, reading, whole
from outlook.words import BETWEEN, DEFAULT, OUTSIDE, Scale, scale, word_for

if TYPE_CHECKING:
    from outlook.model.case import Case


def scale_of(case: Case | None) -> Scale:
    """The estimative words that stand beside the numbers of a case."""
    return scale((case.scale if case else None) or DEFAULT)


def short(belief: Belief | None, words: Scale | None) -> Text:
    """The number that stands for a belief, with what it is the number of or its word where there are `words`."""
    if belief is None:
        return NOTHING
    number, of_what = leading(belief)
    if words is None:
        return number
    gloss = of_what or _word(belief, words)
    return (number, Piece(f" {gloss}", "gloss")) if gloss else number


def full(belief: Belief | None, words: Scale) -> Text:
    """A belief in full, a probability with its word."""
    gloss = _word(belief, words)
    text = whole(belief)
    return (text, Piece(f" {gloss}", "gloss")) if gloss else text


def spread(belief: Points) -> tuple[str, str]:
    """The median of a distribution and its central 80 %, in words; of what lies beyond the points, on which side."""
    low, median, high = (reading(belief, level) for level in (0.1, 0.5, 0.9))
    return median, f"{low} to {high}"


def implied_text(belief: Belief | None) -> str:
    """What is implied on one line: of a distribution its median and central 80 %, else all of it."""
    if not isinstance(belief, Points):
        return whole(belief)
    median, central = spread(belief)
    return f"median {median} (80%: {central})"


def _word(belief: Belief | None, words: Scale) -> str:
    """The word for a probability, or that it has none; nothing for what is no single probability."""
    if not isinstance(belief, Chance):
        return ""
    word = word_for(belief, words)
    return "no word" if word in (BETWEEN, OUTSIDE) else word


def chance(belief: Belief | None, option: str = "") -> float | None:
    """The probability of yes, or of the named option; None for everything else."""
    return None if belief is None else belief.number(option)
