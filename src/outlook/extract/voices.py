"""Who has spoken in a text so far: a surname or a pronoun stands for a person whom an earlier sentence named.

What one sentence says of its speaker is found by itself (`speakers`); only here does one sentence depend on another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from re import compile as pattern
from typing import Literal, NamedTuple

_GROUPED = pattern(r"\s(?:at|of|from|in|with|close|near)\s")  # people of somewhere: no name ends theirs
REACH = 2  # a pronoun finds whoever spoke so many sentences ago, and nobody further away


class Voice(NamedTuple):
    """Whoever speaks in a sentence, in its own words, and how these say who it is.

    `by` is `name` for one who is heard from here on, `verb` for the subject of a verb of saying, and `words` for one
    who stays as the words have it. `whole` is the name with what belongs to it: office, party, apposition.
    `is_elsewhere` if what decides about the sentence is said in another clause, by nobody else. Whoever is `unsure`
    speaks, and is not named.
    """

    name: str
    by: Literal["name", "verb", "words"] = "name"
    is_pronoun: bool = False
    whole: str = ""
    is_elsewhere: bool = False
    unsure: bool = False

    @property
    def shown(self) -> str:
        """Who speaks, in the words of the sentence; empty where that is not sure."""
        return "" if self.unsure else self.phrase

    @property
    def phrase(self) -> str:
        """The words that may say who speaks."""
        return self.whole or self.name


class Whole(str):
    """A phrase that is whole: nothing before or behind it belongs to it."""

    __slots__ = ()


class Pronoun(str):
    """A pronoun in the place of a name."""

    __slots__ = ()


@dataclass(slots=True)
class Speakers:
    """Who has spoken so far, so that a surname or a pronoun finds its person."""

    last: str | None = None  # whoever spoke last for the first time
    at: int = 0  # the number of the sentence
    _spoke: int = -REACH - 1
    _heard: set[str] = field(default_factory=set)
    _by_surname: dict[str, str] = field(default_factory=dict)

    def named(self, voice: Voice | None) -> str | None:
        """Who speaks in the next sentence."""
        self.at += 1
        if voice is None:
            return None
        if voice.unsure:  # no pronoun after it is one who spoke before
            self._spoke = self.at - REACH - 1
            return None
        full = self.behind(voice.name) if voice.is_pronoun else voice.name
        name = full if voice.by == "words" or (voice.by == "verb" and full == self.last) else self.resolve(full)
        return voice.shown if name == voice.name else name

    def resolve(self, name: str) -> str:
        """The full name that ends as the given one does, if it was heard before; of several, the one heard last."""
        full = self._by_surname.get(name, name) if name[:1].isupper() else name
        self._spoke = self.at
        if full not in self._heard:
            self._heard.add(full)
            self.last = full
            words = full.split()
            if len(words) > 1 and words[-1][:1].isupper() and not _GROUPED.search(full):
                self._by_surname[words[-1]] = full
        return full

    def behind(self, pronoun: str) -> str:
        """Whoever spoke just now; the pronoun itself where that was too long ago, or it may stand for anybody."""
        near = (
            self.last is not None and self.at - self._spoke <= REACH and pronoun.lower() in ("he", "she", "his", "her")
        )
        if near:
            self._spoke = self.at
        return self.last if near and self.last else pronoun
