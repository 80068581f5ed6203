"""Whether a sentence says that a state lasts: `the port remains shut`, and not `to remain`, `may remain`, `Stay in`."""

import re

from outlook.extract.lexicon import lexicon

# Behind one of these a verb names what is wanted, possible or foreseen.
_OF_ANOTHER = re.compile(
    r"\b(?:to|can|cannot|could|may|might|will|would|should|shall|must|rather than|help|let|please)"
    r"(?:\s+(?:not|also|then|still|only|[a-z]+ly))?\s+$|(?:n['’]t|['’]ll)\s+$"
)
_BARE = re.compile(r"(?:remain|continue|stay|keep|maintain|retain|enjoy|lack|rely|command|control)\b")
_ENDS = re.compile(r"[.!?…:;”\"’')\]]\s*$")
_NAMED = re.compile(r"(?:[A-Z][\w’'-]*|\d+|of|in|and|the|to|for|on|as|at|by|with|a|an|from)\b")
HEADING, FEWEST = 0.8, 3  # of the words of a heading begin with a capital, of so many at least


def says_lasting(low: str, text: str) -> bool:
    """Whether a sentence, given in lower case and as it is, holds a claim of the present that may change.

    >>> says_lasting("the port remains shut.", "The port remains shut.")
    True
    >>> says_lasting("we hope to remain here.", "We hope to remain here.")
    False
    """
    found = [match for match in lexicon().assumption.finditer(low) if not _is_of_another(low, match)]
    return bool(found) and not _is_heading(text)


def _is_of_another(low: str, match: re.Match[str]) -> bool:
    """Whether the verb only says what is wanted, may be or is ordered."""
    if not _BARE.fullmatch(match[0].split()[0]):
        return False
    return not low[: match.start()].strip(" “\"'‘(-–•*") or _OF_ANOTHER.search(low, 0, match.start()) is not None


def _is_heading(text: str) -> bool:
    """Whether a line without a stop has nearly all its words with a capital."""
    words = re.findall(r"[\w’'-]+", text)
    if _ENDS.search(text) or len(words) < FEWEST or text.isupper():
        return False
    return sum(_NAMED.fullmatch(word) is not None for word in words) >= HEADING * len(words)
