"""A part of a sentence, by its place in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`text` is the sentence from `start` to `end`."""

    text: str
    start: int
    end: int
