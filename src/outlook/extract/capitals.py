"""Paragraphs all in capitals, as old weather bulletins and notices of terms have them, read as what they say."""

import re

_OPENING = re.compile(r"(?:^|[.!?…:]\s+)[^\w\n]*[a-z]|\bi\b")
_DAYS_AND_MONTHS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|febr)uary\b|\bmarch(?= \d)|\bapril\b|\bmay(?= \d)"
    r"|\bju(?:ne|ly)\b|\baugust\b|\b(?:sept|nov|dec)ember\b|\boctober\b"
)
_BREAK = re.compile(r"(\n[ \t]*\n)")
FEWEST = 8  # words of a paragraph; a heading has fewer, and no full stop


def calmed(document: str) -> str:
    r"""The document with its paragraphs in capitals in lower case, each character in its place.

    A paragraph is left as it is where it ends without a stop, as a heading does.

    >>> calmed("OUTLOOK\n\nRAIN WILL BEGIN TO SPREAD TO THE COAST BY MONDAY. I EXPECT SNOW.")
    'OUTLOOK\n\nRain will begin to spread to the coast by Monday. I expect snow.'
    """
    if not any(map(str.isupper, document.split("\n\n"))):
        return document  # nearly every one, and this is quickly seen
    return "".join(_lowered(part) if _is_loud(part) else part for part in _BREAK.split(document))


def _is_loud(paragraph: str) -> bool:
    return (
        paragraph.isupper()
        and paragraph.rstrip(" \n\t\"”’')]")[-1:] in (".", "!", "?", "…")
        and len(paragraph.split()) >= FEWEST
        and len(paragraph.lower()) == len(paragraph)
    )


def _lowered(paragraph: str) -> str:
    return _DAYS_AND_MONTHS.sub(_raised, _OPENING.sub(_raised, paragraph.lower()))


def _raised(match: re.Match[str]) -> str:
    # Only the last letter of an opening, and the first of a name, are to be capitals.
    word = match[0]
    return word.capitalize() if word.isalpha() and len(word) > 1 else word[:-1] + word[-1].upper()
