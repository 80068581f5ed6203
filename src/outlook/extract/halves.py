"""A long document is read by two processes, each of which splits one half of it and looks at one half of its sentences.

In between they tell each other what they split: what kind of text a document is follows from all of it. All that one
sentence leaves to the next is who spoke, and so the second process listens to the first half too.
"""

from __future__ import annotations

from dataclasses import astuple
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

from outlook.extract.classify import Found, hear
from outlook.extract.registers import Register
from outlook.extract.sentences import Sentence, Splitting
from outlook.extract.speakers import Speakers
from outlook.second_process import Gone, Line, are_two, second_process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONG = 200_000  # characters; to begin a process takes as long as to read a few thousand
SPLIT_SHARE = 0.5  # of the document is split by the first process
SHARE = 0.56  # of its sentences are looked at by the first process: the second one listens to these too


class Look(Protocol):
    """What is found in one sentence, by all that is asked of a document."""

    def __call__(self, sentence: Sentence, *, register: Register, speakers: Speakers) -> Found:
        """What is found, in a text of this kind, with those who spoke before."""


class Told(NamedTuple):
    """What a whole document tells of its sentences: their languages where these are not English, and its kind."""

    languages: list[str]
    register: Register


class Whole(NamedTuple):
    """The sentences of a document, what these tell together, and what is found in each, in order."""

    split: list[Sentence]
    told: Told
    found: list[Found]


def read_whole(document: str, tell: Callable[[Sequence[Sentence]], Told], look: Look) -> Whole:
    """A document, by two processes where it is long and there are two processors."""
    splitting = Splitting(document)
    middle = splitting.paragraph_from(int(len(document) * SPLIT_SHARE))
    if len(document) >= LONG and middle < len(document) and are_two():
        return _by_two(splitting, middle, len(document), tell, look)
    split = list(splitting.between(0, len(document)))
    told = tell(split)
    return Whole(split, told, _looked_at(split, 0, partial(look, register=told.register)))


def _looked_at(split: Sequence[Sentence], first: int, look: Callable[..., Found]) -> list[Found]:
    """What is found in each sentence from the first on; of those before, only who speaks is noted."""
    speakers = Speakers()
    for sentence in split[:first]:
        hear(sentence, speakers)
    return [look(sentence, speakers=speakers) for sentence in split[first:]]


def _by_two(
    splitting: Splitting, middle: int, end: int, tell: Callable[[Sequence[Sentence]], Told], look: Look
) -> Whole:
    with second_process(partial(_second, splitting, middle, end, look)) as line:
        split = list(splitting.between(0, middle))
        mine = len(split)
        try:
            split += [Sentence(*one) for one in line.hear()]
        except Gone:
            split += splitting.between(middle, end)
        told = tell(split)
        half, seen = _half_of(split), partial(look, register=told.register)
        try:
            line.say((half, astuple(told.register), [tuple(one) for one in split[:mine]]))
            found = _looked_at(split[:half], 0, seen) + [Found(*one) for one in line.hear()]
        except Gone:  # somebody killed it
            found = _looked_at(split, 0, seen)
    return Whole(split, told, found)


def _second(splitting: Splitting, middle: int, end: int, look: Look, line: Line) -> None:
    """What the second process does."""
    mine = list(splitting.between(middle, end))
    line.say([tuple(one) for one in mine])
    half, register, others = line.hear()
    split = [*(Sentence(*one) for one in others), *mine]
    found = _looked_at(split, half, partial(look, register=Register(*register)))
    line.say([tuple(one) for one in found])


def _half_of(split: Sequence[Sentence]) -> int:
    """How many sentences the first process looks at."""
    ends = list(accumulate(len(sentence.text) for sentence in split))
    return sum(end < ends[-1] * SHARE for end in ends) if ends else 0
