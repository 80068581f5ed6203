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
# All that `\s` is, in a form for which a text is searched several times as quickly.
BLANK = r"[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
TELLING = 4  # words of each language that English texts do not have


def languages_of(document: str, split: Sequence[Sentence]) -> list[str]:
    """For each sentence, the language of its paragraph; an empty text where that is English, or too short to tell."""
    names = [""] * len(split)
    if not split:
        return names
    telling = [match.span() for match in _telling().finditer(document, split[0].start, split[-1].end)]
    if not telling:
        return names
    breaks, place = _paragraphs(document, split), 0
    for _, places in groupby(range(len(split)), key=breaks.__getitem__):
        paragraph = list(places)
        start, end = split[paragraph[0]].start, split[paragraph[-1]].end
        while place < len(telling) and telling[place][0] < start:
            place += 1
        # With the white space behind it, it must lie within the paragraph.
        is_told = place < len(telling) and telling[place][1] < end
        name = _language(document[start:end]) if is_told else ""
        for one in paragraph if name else ():
            names[one] = name
    return names


@cache
def _telling() -> re.Pattern[str]:
    """A small word that no English text has, within a sentence."""
    words = " ".join(word for small in foreign().values() for word in small[:TELLING])
    return re.compile(rf"{BLANK}(?:{begins(words)})(?=\s)")


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
