"""What kind of text a document is, as far as it decides what a modal means there, and whether it is English at all."""

import re
from collections.abc import Sequence

from outlook.extract.cues import Register
from outlook.extract.lexicon import english, lexicon, lowered, rule_of
from outlook.extract.sentences import Sentence

# A witness's "he said that" makes no story.
_TOLD = re.compile(
    r"\b(?:he|she|his|her|him|i|my|me)\b(?!\s+(?:also\s+|then\s+)?(?:said|says|told|added|replied|noted|thought|expected|believed|"
    r"warned|stressed|argued|explained|agreed|asked|insisted|denied|predicted|emphasi[sz]ed|reassured)\b)"
)
_OLD_YEAR = re.compile(r"\b1[0-9]\d\d\b(?! [a-z]*(?:tonnes|people|households|dollars|crowns|jobs|km))")
_WORD = re.compile(r"[^\W\d_]+")
DATED_SHARE = 0.15
LEGAL_SHARE, BOUND_SHARE, NARRATIVE_SHARE, ENGLISH_SHARE = 0.3, 0.4, 0.05, 0.12
ENOUGH_WORDS, PROBED = 40, 200_000


def registers_of(split: Sequence[Sentence]) -> list[Register]:
    """What each sentence is: legal by itself or by its document, and a story if the document is one."""
    if not split:
        return []
    words = lexicon()
    low = [lowered(sentence.text) for sentence in split]
    marked = [{rule_of(match) for match in words.legal.finditer(text)} for text in low]
    legal, bound = ["legal" in found for found in marked], sum(map(bool, marked))
    text = " ".join(low)
    told = len(_TOLD.findall(text)) / max(len(text.split()), 1)
    statute = sum(legal) / len(split) >= LEGAL_SHARE or bound / len(split) >= BOUND_SHARE
    dated = sum(_OLD_YEAR.search(text) is not None for text in low) / len(split)
    story = dated >= DATED_SHARE or told >= NARRATIVE_SHARE
    return [Register(legal=statute or itself, narrative=story) for itself in legal]


def is_english(document: str) -> bool:
    """Whether enough of the words are the commonest English ones; a text too short to tell passes."""
    found = [word.lower() for word in _WORD.findall(document[:PROBED])]
    if len(found) < ENOUGH_WORDS:
        return True
    common = english()
    return sum(word in common for word in found) / len(found) >= ENGLISH_SHARE
