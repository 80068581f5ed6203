"""Whether a sentence says that a state lasts: `the port remains shut`, and not `to remain`, `may remain`, `Stay in`."""

import re

from outlook.extract.lexicon import lexicon

# Behind one of these a verb names what is wanted, possible or foreseen.
_OF_ANOTHER = re.compile(
    r"\b(?:to|can|cannot|could|may|might|will|would|should|shall|must|rather than|help|let|please)"
    r"(?:\s+(?:not|also|then|still|only|[a-z]+ly))?\s+$|(?:n['’]t|['’]ll)\s+$"
)
# What a clause tells apart or asks, and a stay that is a noun: `the firms that remain`, `a short stay in`.
_WITHIN = re.compile(
    r"\b(?:that|whoever|what|how|if|when|while|as (?:we|you|they|it)|(?:when|while|how|if|until|because"
    r"|whether) (?:we|you|they|it|he|she|i|people))\s+$"
)
_STAY = re.compile(r"stay\b")
_ITS_STAY = re.compile(r"\b(?:an?|the|month|week|day|night|hotel|hospital|long|short|your|their|his|her|my|our)\s+$")
# `Inflation continues to fall, but rates will stay`: a clause of its own, before one that looks ahead.
_OPENING = re.compile(
    r"(?!(?:if|as|when|while|although|though|because|unless|since|given|despite|should|with|after|before|until|once)\b)"
    r"[^,;]*?\b(?:remains?|continues? to|continue|(?:is|are) still|still (?:has|have|faces?))\b"
)
_PARTED = re.compile(r"(?:[,;]| [–—])\s")
_BARE = re.compile(r"(?:persist|refuse|remain|continue|stay|keep|maintain|retain|enjoy|lack|rely|command|control)\b")
_ENDS = re.compile(r"[.!?…:;”\"’')\]]\s*$")
_WORDS = re.compile(r"[\w’'-]+")
_NAMED = re.compile(r"(?:[A-Z][\w’'-]*|\d+|of|in|and|the|to|for|on|as|at|by|with|a|an|from)\b")
NEAR = 80  # what stands right before a verb lies within so many characters
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


def lasts_at_first(low: str, cue: int) -> bool:
    """Whether the first clause says that something lasts, and what looks ahead stands in a later one.

    >>> lasts_at_first("demand remains weak, but it will grow.", 27)
    True
    >>> lasts_at_first("demand remains likely to grow.", 15)
    False
    """
    opening = _OPENING.match(low, 0, cue)
    return opening is not None and _PARTED.search(low, opening.end(), cue) is not None


def _is_of_another(low: str, match: re.Match[str]) -> bool:
    """Whether the verb only says what is wanted, may be or is ordered, or tells things apart."""
    start, near = match.start(), max(match.start() - NEAR, 0)
    if _WITHIN.search(low, near, start) or (_STAY.match(match[0]) and _ITS_STAY.search(low, near, start)):
        return True
    if not _BARE.fullmatch(match[0].split()[0]):
        return False
    return not low[:start].strip(" “\"'‘(-–•*") or _OF_ANOTHER.search(low, near, start) is not None


def _is_heading(text: str) -> bool:
    """Whether a line without a stop has nearly all its words with a capital."""
    words = _WORDS.findall(text)
    if _ENDS.search(text) or len(words) < FEWEST or text.isupper():
        return False
    return sum(_NAMED.fullmatch(word) is not None for word in words) >= HEADING * len(words)
