"""The part of a sentence between the marks around a word."""

import re

from outlook.extract.span import Cue

# Begins with the few marks that can part clauses: most of a sentence is passed over at once so.
_BOUNDARY = re.compile(
    r"[;:—(),–](?:(?<=[^,–])|(?<=,)\s+(?:but|and|while|although|though|whereas|yet|so)\b|(?<=\s–)\s)"
)


def clause_around(low: str, cue: Cue) -> str:
    """The part of the sentence between the marks around the cue."""
    start = max((match.end() for match in _BOUNDARY.finditer(low, 0, cue.start)), default=0)
    after = _BOUNDARY.search(low, cue.end)
    return low[start : after.start() if after else len(low)]


def from_boundary(before: str) -> str:
    """What follows the last mark that may part clauses."""
    return before[max((match.end() for match in _BOUNDARY.finditer(before)), default=0) :]
