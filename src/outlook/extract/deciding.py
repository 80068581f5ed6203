"""Which of several words that look ahead decides what a sentence says, and of which of them the time counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outlook.extract.span import Cue

_OPENED_WITH = re.compile(r"with [^,;]{5,120}, ")  # with talks set to resume in May, the bank will …
_OUR_OWN = re.compile(
    r"[“\"(]?(?:we|i)(?: (?:now|still|also|therefore|currently|continue to|have come to))* "
    r"(?:expect|anticipate|forecast|project|predict|foresee|judge|assess|estimate|believe|think)\b"
)
_CONCEDED = re.compile(r",\s+(?:although|though|even though|while|whereas|but)\s")


def ours(live: list[Cue], low: str) -> list[Cue]:
    """The cues that may decide: all, or those of what the document expects itself.

    Where it begins by that, what is conceded behind it does not decide: *we expect it to reopen in May, though the
    owner says that it probably will not*.
    """
    conceded = _CONCEDED.search(low) if _OUR_OWN.match(low) else None
    return ([cue for cue in live if cue.start < conceded.start()] if conceded else []) or live


def deciding(among: list[Cue]) -> Cue:
    """Of one or more cues the one that decides: an estimative word before a bare modal, else the first."""
    return next((cue for cue in among if cue.rule == "estimative"), among[0])


def main_place(live: list[Cue], low: str, first: int) -> int:
    """Whose time counts: of what looks ahead in an opening clause with `with` and behind it, the latter."""
    opened = _OPENED_WITH.match(low)
    if opened is None or first >= opened.end():
        return first
    return next((cue.start for cue in live if cue.start >= opened.end()), first)
