"""What kind of text a document is, as far as it decides what a modal means there, and whether it is English at all."""

import re
from collections.abc import Sequence

from outlook.extract.cues import Register
from outlook.extract.lexicon import lexicon
from outlook.extract.sentences import Sentence

_TOLD = re.compile(r"\b(?:he|she|his|her|him|i|my|me)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
LEGAL_SHARE, NARRATIVE_SHARE, ENGLISH_SHARE = 0.3, 0.05, 0.12
ENOUGH_WORDS, PROBED = 40, 200_000


def registers_of(split: Sequence[Sentence]) -> list[Register]:
    """What each sentence is: legal by itself or by its document, and a story if the document is one."""
    if not split:
        return []
    legal = [lexicon().legal.search(sentence.text) is not None for sentence in split]
    text = " ".join(sentence.text for sentence in split)
    told = len(_TOLD.findall(text)) / max(len(text.split()), 1)
    statute, story = sum(legal) / len(split) >= LEGAL_SHARE, told >= NARRATIVE_SHARE
    return [Register(legal=statute or itself, narrative=story) for itself in legal]


def is_english(document: str) -> bool:
    """Whether enough of the words are the commonest English ones; a text too short to tell passes."""
    found = [word.lower() for word in _WORD.findall(document[:PROBED])]
    if len(found) < ENOUGH_WORDS:
        return True
    return sum(word in lexicon().english for word in found) / len(found) >= ENGLISH_SHARE
