"""Which patterns a sentence can match at all, by its words: most sentences are passed over by most patterns so.

Each pattern named under `[triggers]` of the lexicon needs one of its words there. A word is looked at once and then
remembered, so that a sentence costs a look-up for each of its words, many times less than a search.
"""

import re
from functools import cache

from outlook.extract.lexicon import triggers

_SPACES = str.maketrans(dict.fromkeys("'’‘.,;:()[]{}“”\"-–—/…?!|<>*•", " "))
MOST_WORDS = 100_000  # remembered at a time


class Trigger:
    """The bits of the patterns that words can trigger."""

    def __init__(self) -> None:
        self._patterns = [(1 << place, name, re.compile(words)) for place, (name, words) in enumerate(triggers().items())]
        self.bits = {name: bit for bit, name, _ in self._patterns}
        self._known: dict[str, int] = {}

    def of(self, low: str) -> int:
        """The bits of every pattern that the sentence may match."""
        known, bits = self._known, 0
        for word in set(low.translate(_SPACES).split()):
            found = known.get(word)
            bits |= self._look(word) if found is None else found
        return bits

    def _look(self, word: str) -> int:
        if len(self._known) > MOST_WORDS:
            self._known.clear()
        self._known[word] = found = sum(bit for bit, _, pattern in self._patterns if pattern.fullmatch(word))
        return found


@cache
def trigger() -> Trigger:
    """The triggers of the lexicon."""
    return Trigger()
