"""Whether the sentences of a brief keep to what ICD 203 asks of how likely and how sure is written.

Our reading of the directive's analytic standards (ODNI, ICD 203, 2015): a word of likelihood has its number beside it;
likelihood and confidence are in sentences of their own; no word is used that has no number; what a judgement rests on
has a source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from outlook.words import known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FIRST_STAND_IN, _STAND_INS = 0xE000, 6000  # characters of no meaning, one for each repeated heading
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\ue000-\uf8ff])")
_NUMBER = re.compile(r"\d")
_CONFIDENCE = re.compile(r"\bconfiden(?:t|ce)\b", re.IGNORECASE)
# In small letters or at the beginning of a sentence: May is a month too.
_UNNUMBERED = re.compile(r"\b(may|[Mm]ight|[Cc]ould|[Pp]ossibly|[Pp]erhaps)\b")
_NO_SOURCE = "no source named"
SHOWN = 80


class Broken(NamedTuple):
    """A sentence, what it does, and what is asked for."""

    sentence: str
    rule: str


def broken(texts: Iterable[str], headings: Iterable[str] = ()) -> Iterator[Broken]:
    """Every sentence that breaks a rule, with the rule.

    Titles and questions that the page repeats are passed over: a *confidence vote* says nothing of how sure anybody is.
    """
    likely = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(known_words(), key=len, reverse=True)))})\b", re.IGNORECASE
    )
    stand_ins = _stand_ins(headings)
    sentences = (one for text in texts for one in _SENTENCE.split(_replaced(text, stand_ins)))
    for masked in sentences:
        sentence = _replaced(masked, {mark: heading for heading, mark in stand_ins.items()})
        says_how_likely = likely.search(masked)
        if says_how_likely and not _NUMBER.search(masked):
            yield Broken(sentence, f"{says_how_likely[0]!r} has no number beside it")
        if says_how_likely and _CONFIDENCE.search(masked):
            yield Broken(sentence, "how likely and how sure are in one sentence")
        if found := _UNNUMBERED.search(masked):
            yield Broken(sentence, f"{found[0]!r} says no likelihood that could be checked")
        if _NO_SOURCE in sentence:
            yield Broken(sentence, "a report names no source")


def _stand_ins(headings: Iterable[str]) -> dict[str, str]:
    """A character for each heading, the longest first: one may hold another."""
    found = sorted(filter(None, headings), key=len, reverse=True)[:_STAND_INS]
    return {heading: chr(_FIRST_STAND_IN + place) for place, heading in enumerate(found)}


def _replaced(text: str, by: Mapping[str, str]) -> str:
    for one, other in by.items():
        text = text.replace(one, other)
    return text
