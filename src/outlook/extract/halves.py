"""A long document is read by two processes, each of which splits one half of it and looks at its sentences.

In between they tell each other what tells the kind of the text: that follows from all of it. All else that one
sentence leaves to the next is who spoke, which is noted once everything is found.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from outlook.extract.classify import Found, Heard
from outlook.extract.languages import languages_of
from outlook.extract.registers import Register, is_spoken, register_by, register_of, telling
from outlook.extract.sentences import Sentence, Splitting
from outlook.extract.voices import Speakers, Voice
from outlook.second_process import Gone, Line, are_two, second_process

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONG = 200_000  # characters; to begin a process takes as long as to read a few thousand
SHARE = 0.5  # of the document is read by the first process


class Look(Protocol):
    """What is found in one sentence, by all that is asked of a document."""

    def __call__(self, sentence: Sentence, *, register: Register) -> Heard:
        """What is found, in a text of this kind."""


class Whole(NamedTuple):
    """What is found in each sentence of a document, their languages where these are not English, and its kind."""

    found: list[Found]
    languages: list[str]
    register: Register


class _Part(NamedTuple):
    """The sentences of one half of a document, and their languages."""

    split: list[Sentence]
    languages: list[str]

    def english(self) -> list[Sentence]:
        """Those in English: the others do not say what kind of text it is."""
        return [one for one, language in zip(self.split, self.languages, strict=True) if not language]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A document that is ready to be split, and what is asked of each sentence."""

    document: str
    splitting: Splitting
    look: Look

    def part(self, start: int, stop: int) -> _Part:
        split = list(self.splitting.between(start, stop))
        return _Part(split, languages_of(self.document, split))

    def heard(self, split: Iterable[Sentence], register: Register) -> list[Heard]:
        return [self.look(sentence, register=register) for sentence in split]


def read_whole(document: str, look: Look) -> Whole:
    """A document, by two processes where it is long and there are two processors."""
    reader = _Reader(document, Splitting(document), look)
    middle = reader.splitting.paragraph_from(int(len(document) * SHARE))
    if len(document) >= LONG and middle < len(document) and are_two():
        try:
            return _by_two(reader, middle)
        except Gone:  # somebody killed the second process
            pass
    part = reader.part(0, len(document))
    register = register_of(part.english())
    return Whole(_named(reader.heard(part.split, register)), part.languages, register)


def _named(heard: Iterable[Heard]) -> list[Found]:
    """What was found, with whoever speaks by the name that a sentence before had for them."""
    speakers = Speakers()
    named = ((found, voice, speakers.named(voice)) for found, voice in heard)
    return [
        found._replace(attributed_to=name) if voice and not voice.is_elsewhere and name != voice.shown else found
        for found, voice, name in named
    ]


def _by_two(reader: _Reader, middle: int) -> Whole:
    """Both halves.

    Raises:
        Gone: the second process ended too early.
    """
    with second_process(partial(_second, reader, middle)) as line:
        part = reader.part(0, middle)
        register = _agreed(part.english(), line)
        heard = reader.heard(part.split, register)
        languages, others = line.hear()
    heard += [Heard(Found(*found), Voice(*voice) if voice else None) for found, voice in others]
    return Whole(_named(heard), [*part.languages, *languages], register)


def _agreed(mine: Sequence[Sentence], line: Line) -> Register:
    """The kind of the text, by sentences of both halves."""
    count, are_spoken = line.hear()
    places = telling(len(mine) + count)
    line.say([place - len(mine) for place in places if place >= len(mine)])
    texts = [mine[place].read for place in places if place < len(mine)]
    register = register_by([*texts, *line.hear()], is_spoken=are_spoken or is_spoken(mine))
    line.say(astuple(register))
    return register


def _second(reader: _Reader, middle: int, line: Line) -> None:
    """What the second process does."""
    part = reader.part(middle, len(reader.document))
    english = part.english()
    line.say((len(english), is_spoken(english)))
    line.say([english[place].read for place in line.hear()])
    heard = reader.heard(part.split, Register(*line.hear()))
    line.say((part.languages, [(tuple(found), voice and tuple(voice)) for found, voice in heard]))
