"""What the child process answers: lines of JSON, written there, and checked here as the data of a stranger.

A document may have taken the child over. So no line is long, all of them together are bounded, and what is not of
these forms ends the reading:

    {"pages": [3, 300]}           so many pages of so many are read
    {"text": "…"}                 the next piece of the text
    {"place": [120, 2, null]}     from this character on: page 2, no heading
    {"author": "…"}               whose it is, where it says so beside its text
    {"note": ""}                  the end, with what a reader should know
    {"limit": "memory"}           the document needs more than it may
    {"invalid": "…"}              why the document cannot be read; {"refused": "…"}: why nothing of its kind can
"""

import json
from collections.abc import Iterator
from typing import Any

from outlook.documents.author import is_author
from outlook.documents.limits import LONGEST_HEADING, PAGES, PLACES, Limits
from outlook.documents.parts import Read, Watch, clean
from outlook.errors import InvalidValue, OutlookError, Refused
from outlook.model.place import Place

PIECE = 10_000
LONGEST_LINE = 100_000
LONGEST_SENTENCE = 5_000


class Improper(ValueError):
    """The child wrote what no child of ours writes."""


def line(**fields: Any) -> bytes:
    """One line; half a character, as a file's name may hold it, is escaped."""
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def lines(read: Read, limits: Limits) -> Iterator[bytes]:
    """The lines that say what was read, or which limit it exceeds."""
    if len(read.text.encode()) > limits.text:
        yield line(limit="text")
    elif len(read.places) > PLACES:
        yield line(limit="places")
    else:
        for start in range(0, len(read.text), PIECE):
            yield line(text=read.text[start : start + PIECE])
        for place in read.places:
            yield line(place=place)
        if read.author:
            yield line(author=read.author)
        yield line(note=read.note)


class Answer:
    """What a child has said so far of the document `name`."""

    def __init__(self, name: str, watch: Watch, limits: Limits) -> None:
        self.is_complete = False
        self._name, self._watch, self._limits = name, watch, limits
        self._rest, self._size, self._page = b"", 0, 0
        self._pieces: list[str] = []
        self._places: list[Place] = []
        self._note = self._author = ""
        self._error: OutlookError | None = None

    def take(self, piece: bytes) -> None:
        """The next bytes, however they are cut.

        Raises:
            Improper: they are not of the form that is agreed, or more than that form can need.
        """
        *whole, self._rest = (self._rest + piece).split(b"\n")
        if max(map(len, (*whole, self._rest))) > LONGEST_LINE:
            raise Improper("a line is too long")
        for one in whole:
            if not self.is_complete:
                self._line(one)

    def read(self) -> Read:
        """What the document holds.

        Raises:
            InvalidValue, Refused: what the child said instead.
            Improper: the places are not those of the text.
        """
        if self._error is not None:
            raise self._error
        text, starts = "".join(self._pieces), [place.start for place in self._places]
        if starts != sorted(starts) or (starts and not 0 <= starts[0] <= starts[-1] <= len(text)):
            raise Improper("a place is outside the text")
        return Read(text, tuple(self._places), self._note, self._author)

    def _line(self, raw: bytes) -> None:
        match _parsed(raw):
            case {"pages": [int(read), int(of)]} if self._page < read <= of <= PAGES:
                self._page = read
                self._watch(read, of)
            case {"text": str(text)}:
                self._add(text)
            case {"place": [int(start), int() | None as page, str() | None as heading]}:
                self._mark(Place(start, page, heading))
            case {"author": str(author)} if not self._author and is_author(author):
                self._author = author
            case {"note": str(note)} if len(note) <= LONGEST_SENTENCE:
                self._note, self.is_complete = note, True
            case other:
                self._end(other)

    def _end(self, fields: Any) -> None:
        """The child gave up, and says why."""
        match fields:
            case {"limit": "memory" | "text" | "places" as limit}:
                self._error = InvalidValue(self._limits.exceeded(self._name, limit))
            case {"invalid": str(sentence)} if 0 < len(sentence) <= LONGEST_SENTENCE:
                self._error = InvalidValue(sentence)
            case {"refused": str(sentence)} if 0 < len(sentence) <= LONGEST_SENTENCE:
                self._error = Refused(sentence)
            case _:
                raise Improper("a line is none of those agreed")
        self.is_complete = True

    def _add(self, text: str) -> None:
        self._size += len(text.encode("utf-8", "replace"))
        is_too_much = self._size > self._limits.text or len(self._pieces) > self._limits.text // PIECE
        if is_too_much or clean(text) != text:
            raise Improper("the text is too long, in too many pieces, or not cleaned")
        self._pieces.append(text)

    def _mark(self, place: Place) -> None:
        is_page = place.page is None or 1 <= place.page <= PAGES
        heading = place.heading or ""
        if not is_page or len(self._places) >= PLACES or len(heading) > LONGEST_HEADING or clean(heading) != heading:
            raise Improper("a place is none")
        self._places.append(place)


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Improper("a line is not JSON") from error
