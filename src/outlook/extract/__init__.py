"""A document's outlook statements, found by rules that give their reasons; a person decides.

`sentences` splits, `registers` tells what kind of text it is, `cues` finds words that look ahead and `vetoes` what
takes them back, `conditions`, `horizons` and `speakers` find these, `classify` joins them. The words are in
`lexicon.toml`. The rules are English.
"""

from functools import partial
from typing import NamedTuple

from outlook.extract.classify import classify_all
from outlook.extract.cues import Register
from outlook.extract.found import Found
from outlook.extract.halves import PASSED_OVER, read_whole
from outlook.extract.registers import is_english, register_of
from outlook.extract.sentences import Sentence, sentences
from outlook.words import DEFAULT

__all__ = ["Found", "Reading", "Register", "Sentence", "extract", "is_english", "read", "register_of", "sentences"]


class Reading(NamedTuple):
    """What was found in a document, and the kind of text it was read as; empty where it is none in particular."""

    found: list[Found]
    kind: str

    @property
    def foreign(self) -> list[Found]:
        """The sentences that were passed over since their paragraph is in another language."""
        return [one for one in self.found if one.reasons and one.reasons[0].startswith(PASSED_OVER)]


def extract(document: str, scale: str = DEFAULT) -> list[Found]:
    """Every sentence of the document with its classes, in order; offsets are characters of the document.

    `scale` is the estimative scale whose bands the hedges get.
    """
    return read(document, scale).found


def read(document: str, scale: str = DEFAULT) -> Reading:
    """Every sentence as `extract` gives it, with the kind of the document, which decides what its modals mean."""
    whole = read_whole(document, partial(classify_all, scale=scale), scale)
    return Reading(whole.found, whole.register.kind)
