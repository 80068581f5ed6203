"""A document's outlook statements, found by rules that give their reasons; a person accepts or refuses them.

`sentences` splits, `registers` tells what kind of text it is, `cues` finds words that look ahead and `vetoes` what
takes them back, `conditions`, `horizons` and `speakers` find these, `classify` joins them. The words are in
`lexicon.toml`. The rules are English.
"""

from outlook.extract.classify import Found, classify
from outlook.extract.cues import Register
from outlook.extract.registers import is_english, register_of
from outlook.extract.sentences import Sentence, sentences
from outlook.extract.speakers import Speakers
from outlook.words import DEFAULT

__all__ = ["Found", "Register", "Sentence", "extract", "is_english", "register_of", "sentences"]


def extract(document: str, scale: str = DEFAULT) -> list[Found]:
    """Every sentence of the document with its classes, in order; offsets are characters of the document.

    `scale` is the estimative scale whose bands the hedges get.
    """
    split = list(sentences(document))
    speakers = Speakers()
    register = register_of(split)
    return [classify(sentence, register, speakers, scale) for sentence in split]
