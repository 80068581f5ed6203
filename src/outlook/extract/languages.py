"""Paragraphs of another language among English ones: their words are not those that the rules look for."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from outlook.extract.lexicon import english, foreign
from outlook.extract.sentences import Sentence
from outlook.extract.span import begins

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _SHARE = 3, 0.2  # of the small words of a language, and of all words, in a paragraph of that language
TELLING = 4  # words of each language that English texts do not have


def languages_of(document: str, split: Sequence[Sentence]) -> list[str]:
    """For each sentence, the language of its paragraph; an empty text where that is English, or too short to tell."""
    names = [""] * len(split)
    telling = _telling()
    if not telling.search(document):
        return names
    breaks = _paragraphs(document, split)
    for _, places in groupby(range(len(split)), key=breaks.__getitem__):
        paragraph = list(places)
        text = document[split[paragraph[0]].start : split[paragraph[-1]].end]
        name = _language(text) if telling.search(text) else ""
        for place in paragraph if name else ():
            names[place] = name
    return names


@cache
def _telling() -> re.Pattern[str]:
    """A small word that no English text has, within a sentence."""
    words = " ".join(word for small in foreign().values() for word in small[:TELLING])
    return re.compile(rf"\s(?:{begins(words)})\s")


def _paragraphs(document: str, split: Sequence[Sentence]) -> list[int]:
    """The number of the paragraph of each sentence: an empty line, or what is no text, begins another."""
    number, numbers, end = 0, [], 0
    for sentence in split:
        number += document.find("\n\n", end, sentence.start) >= 0
        numbers.append(number)
        end = sentence.end
    return numbers


def _language(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {name: sum(word in small for word in words) for name, small in foreign().items()}
    name, count = max(counts.items(), key=lambda one: one[1])
    is_other = count >= _FEWEST and count >= _SHARE * len(words)
    return name if is_other and count > sum(word in english() for word in words) else ""
