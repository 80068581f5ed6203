"""Which patterns a sentence can match at all, by its words: most sentences are passed over by most patterns so.

Each pattern named under `[triggers]` of the lexicon needs one of its words there. A word is looked at once and then
remembered, so that a sentence costs a look-up for each of its words, many times less than a search.
"""

import re
from functools import cache, reduce
from operator import or_

from outlook.extract.lexicon import triggers

_SPACES = str.maketrans(dict.fromkeys("'’‘.,;:()[]{}“”\"-–—/…?!|<>*•", " "))
MOST_WORDS = 100_000  # remembered at a time


class _Known(dict[str, int]):
    """The bits of each word seen so far."""

    def __init__(self, patterns: dict[int, re.Pattern[str]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, word: str) -> int:
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = found = sum(bit for bit, pattern in self._patterns.items() if pattern.fullmatch(word))
        return found


class Trigger:
    """The bits of the patterns that words can trigger."""

    def __init__(self) -> None:
        self.bits = {name: 1 << place for place, name in enumerate(triggers())}
        self._known = _Known({self.bits[name]: re.compile(words) for name, words in triggers().items()})

    def of(self, low: str) -> int:
        """The bits of every pattern that the sentence may match."""
        return reduce(or_, map(self._known.__getitem__, low.translate(_SPACES).split()), 0)


@cache
def trigger() -> Trigger:
    """The triggers of the lexicon."""
    return Trigger()
