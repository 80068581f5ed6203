"""A part of a sentence by its place in it, and a word that looks ahead."""

import re
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """`text` is the sentence from `start` to `end`."""

    text: str
    start: int
    end: int


class Cue(NamedTuple):
    """A word that looks ahead, its place in the sentence, the rule that found it, and the veto that takes it back."""

    rule: str
    text: str
    start: int
    end: int
    veto: str = ""

    @property
    def word(self) -> str:
        """Its text in lower case and on one line."""
        return _on_one_line(self.text)


@lru_cache(maxsize=1024)
def _on_one_line(text: str) -> str:
    # Few words look ahead, and each is asked for this many times.
    return " ".join(text.lower().split())


def spaced(pattern: str) -> re.Pattern[str]:
    r"""A pattern in which a blank stands for any white space: a line of a document may end anywhere.

    >>> spaced("going to ?$").search("it is going\nto")[0]
    'going\nto'
    """
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"))


def begins(words: str) -> str:
    r"""A pattern of any of the words, by their first letters, so that most other words fail at once.

    >>> begins("by before in")
    'b(?:y|efore)\\b|i(?:n)\\b'
    """
    by_letter: dict[str, list[str]] = {}
    for word in words.split():
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(rf"{letter}(?:{'|'.join(rests)})\b" for letter, rests in by_letter.items())
