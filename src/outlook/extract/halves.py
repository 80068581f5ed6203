"""A long document is read by two processes, each of which splits one half of it and looks at its sentences.

In between they tell each other what tells the kind of the text: that follows from all of it. All else that one
sentence leaves to the next is who spoke, which is noted once everything is found.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from outlook.extract.found import Found, Heard, passed_over, unsaid
from outlook.extract.house import house_of
from outlook.extract.languages import languages_of
from outlook.extract.registers import Register, is_spoken, register_by, register_of, telling
from outlook.extract.sentences import Sentence, Splitting
from outlook.extract.tables import with_heads
from outlook.extract.voices import Speakers, Voice
from outlook.second_process import Gone, Line, are_two, second_process

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONG = 200_000  # characters; to begin a process takes as long as to read a few thousand
# Of the document that is read by the first process, which has the more to do: it also notes who speaks.
SHARE = 0.49
PASSED_OVER = "passed over: in"  # and the language


class Look(Protocol):
    """What is found in sentences, each by itself, by all that is asked of a document."""

    def __call__(self, sentences: Sequence[Sentence], *, register: Register) -> Iterable[Heard]:
        """What is found in each, in a text of this kind."""


class Whole(NamedTuple):
    """What is found in each sentence of a document, and its kind."""

    found: list[Found]
    register: Register


class _Part(NamedTuple):
    """The sentences of one half of a document, and their languages."""

    split: list[Sentence]
    languages: list[str]

    def english(self) -> list[Sentence]:
        """Those in English: the others do not say what kind of text it is."""
        if not any(self.languages):
            return self.split
        return [one for one, language in zip(self.split, self.languages, strict=True) if not language]


class _Spoken(NamedTuple):
    """Whoever may speak in a sentence, and its place among the sentences; `is_foreign`: it is passed over."""

    place: int
    voice: Voice
    is_foreign: bool


class _Half(NamedTuple):
    """What is found in one half. Where somebody speaks in English, the heads of a table are still missing."""

    found: list[Found]
    spoken: list[_Spoken]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A document that is ready to be split, and what is asked of each sentence."""

    document: str
    splitting: Splitting
    look: Look
    scale: str

    def part(self, start: int, stop: int) -> _Part:
        split = list(self.splitting.between(start, stop))
        return _Part(split, languages_of(self.document, split))

    def half(self, part: _Part, register: Register) -> _Half:
        """What is found in it, with all that follows from one half alone."""
        heard = list(self.look(part.split, register=register))
        found = [one for one, _ in heard]
        for place, language in enumerate(part.languages) if any(part.languages) else ():
            if language:
                found[place] = passed_over(found[place], f"{PASSED_OVER} {language}")
        languages = part.languages
        spoken = [
            _Spoken(place, voice, bool(languages[place])) for place, (_, voice) in enumerate(heard) if voice is not None
        ]
        is_done = [True] * len(found)
        for place, _, is_foreign in spoken:
            is_done[place] = is_foreign
        return _Half(self.headed(found, is_done), spoken)

    def headed(self, found: list[Found], are_meant: Sequence[bool]) -> list[Found]:
        """What was found, some of it with the heads of its table."""
        headed = iter(with_heads(self.document, list(compress(found, are_meant)), self.scale))
        return [next(headed) if is_meant else one for one, is_meant in zip(found, are_meant, strict=True)]

    def named(self, half: _Half) -> list[Found]:
        """What was found, with whoever speaks by the name that a sentence before had for them.

        The document's own house is nobody who speaks.
        """
        found, speakers = half.found, Speakers()
        house = house_of(self.document, ((voice.phrase, found[place].text) for place, voice, _ in half.spoken))
        is_left = [False] * len(found)
        for place, voice, is_foreign in half.spoken:
            one = found[place]
            is_left[place] = not is_foreign
            if house.speaks(voice.phrase, one.text):
                found[place] = one if is_foreign else unsaid(one)
                continue
            speakers.at = place
            name = speakers.named(voice)
            if name and not (is_foreign or voice.is_elsewhere) and name != voice.shown:
                found[place] = one._replace(attributed_to=name)
        return self.headed(found, is_left)


def read_whole(document: str, look: Look, scale: str) -> Whole:
    """A document, by two processes where it is long and there are two processors."""
    reader = _Reader(document, Splitting(document), look, scale)
    middle = reader.splitting.paragraph_from(int(len(document) * SHARE))
    if len(document) >= LONG and middle < len(document) and are_two():
        try:
            return _by_two(reader, middle)
        except Gone:  # somebody killed the second process
            pass
    part = reader.part(0, len(document))
    register = register_of(part.english())
    return Whole(reader.named(reader.half(part, register)), register)


def _by_two(reader: _Reader, middle: int) -> Whole:
    """Both halves.

    Raises:
        Gone: the second process ended too early.
    """
    with second_process(partial(_second, reader, middle)) as line:
        part = reader.part(0, middle)
        register = _agreed(part.english(), line)
        first = reader.half(part, register)
        found, spoken = line.hear()
    before = len(first.found)
    others = [_Spoken(before + place, Voice(*voice), is_foreign) for place, voice, is_foreign in spoken]
    whole = _Half([*first.found, *map(Found._make, found)], [*first.spoken, *others])
    return Whole(reader.named(whole), register)


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
    found, spoken = reader.half(part, Register(*line.hear()))
    line.say((list(map(tuple, found)), [(place, tuple(voice), is_foreign) for place, voice, is_foreign in spoken]))
