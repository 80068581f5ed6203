"""A part of a sentence, by its place in it."""

from typing import NamedTuple


class Span(NamedTuple):
    """`text` is the sentence from `start` to `end`."""

    text: str
    start: int
    end: int
