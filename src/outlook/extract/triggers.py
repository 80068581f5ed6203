"""Which patterns a sentence can match at all, by its words: most sentences are passed over by most patterns so.

Each pattern named under `[triggers]` of the lexicon needs one of its words there. A word is looked at once and then
remembered, so that a sentence costs a look-up for each of its words, many times less than a search.
"""

import re
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_

from outlook.extract.lexicon import triggers

_SPACES = str.maketrans(dict.fromkeys("'’‘.,;:()[]{}“”\"-–—/…?!|<>*•", " "))
_AS_BYTES = bytes(ord(" ") if code in _SPACES or chr(code).isspace() else code for code in range(256))
_NOT_ASCII = "’“”–—‘…•"
_SPLIT = re.compile(r"\|(?![^()]*\))")  # between alternatives, not within a group
MOST_WORDS = 100_000  # remembered at a time
# Without a word of these patterns, and without one that looks ahead, nothing is found in a sentence.
TELLING = ("reporting", "opinion", "warning", "condition", "assumption")


class _Known(dict["str | bytes", int]):
    """The bits of each word seen so far, also as the bytes of its ASCII."""

    def __init__(self, words: dict[int, str]) -> None:
        super().__init__()
        self._plain: dict[str, int] = {}
        patterns: dict[int, str] = {}
        for bit, pattern in words.items():
            parts = [each for part in _SPLIT.split(pattern) for each in _plurals(part)]
            for part in filter(str.isalnum, parts):
                self._plain[part] = self._plain.get(part, 0) | bit
            patterns[bit] = "|".join(part for part in parts if not part.isalnum())
        self._patterns = {bit: re.compile(pattern) for bit, pattern in patterns.items() if pattern}
        self._any = _by_first_letter(part for pattern in patterns.values() for part in _SPLIT.split(pattern) if part)

    def __missing__(self, word: str | bytes) -> int:
        if len(self) > MOST_WORDS:
            self.clear()
        low = (word if isinstance(word, str) else word.decode("ascii")).lower()
        found = self._plain.get(low, 0)
        if self._any.get(low[:1], self._any[""]).fullmatch(low):
            for bit, pattern in self._patterns.items():
                found |= bit if pattern.fullmatch(low) else 0
        self[word] = found
        return found


def _by_first_letter(parts: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """For each letter one pattern of all parts that can begin with it, and for other words one of the rest."""
    sure: dict[str, list[str]] = {}
    for part in parts:
        sure.setdefault(part[0] if part[:2].isalpha() else "", []).append(part)
    rest = sure.setdefault("", [])
    return {letter: re.compile("|".join([*some, *(rest if letter else ())])) for letter, some in sure.items()}


def _plurals(part: str) -> list[str]:
    """A word whose last letter need not be there, as two words."""
    stem = part.removesuffix("?")
    return [stem, stem[:-1]] if part != stem and stem.isalnum() else [part]


class Trigger:
    """The bits of the patterns that words can trigger; `telling` is those of the patterns that tell anything alone."""

    def __init__(self) -> None:
        self.bits = {name: 1 << place for place, name in enumerate(triggers())}
        self.telling = sum(map(self.bits.__getitem__, TELLING))
        self._known = _Known({self.bits[name]: words for name, words in triggers().items()})

    def of(self, text: str) -> int:
        """The bits of every pattern that a sentence may match, by its words."""
        # To part bytes takes a fifth of the time that it takes to part the text.
        words = text.encode("ascii").translate(_AS_BYTES).split() if text.isascii() else words_of(text)
        return reduce(or_, map(self._known.__getitem__, words), 0)


def words_of(text: str) -> list[str]:
    """The words of a sentence without the marks around them.

    >>> words_of("It’ll rain in Brenn by 3.5% (or not)")
    ['It', 'll', 'rain', 'in', 'Brenn', 'by', '3', '5%', 'or', 'not']
    """
    for mark in _NOT_ASCII:
        text = text.replace(mark, " ")
    return text.translate(_SPACES).split()


@cache
def trigger() -> Trigger:
    """The triggers of the lexicon."""
    return Trigger()
