"""A text as sentences, each with its place: abbreviations, initials, decimals and quotes do not end one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outlook.extract.lexicon import Lexicon, lexicon

_LIST_ITEM = r"\n(?=\s*(?:[-*•‣▪#>|]|\d{1,2}[.)]\s))"
_BREAK = re.compile(rf"\n\s*\n|{_LIST_ITEM}")
_HEADING = r"^ {0,3}#{1,6}[ \t][^\n]*(?:\n|\Z)"
_END = re.compile(rf"[.!?…]+[\"”’')\]]*(?=\s|$)|\n\s*\n|{_LIST_ITEM}|{_HEADING}", re.MULTILINE)
_WORD_BEFORE = re.compile(r"([\w.&’'-]+)$")
_LEAD = re.compile(r"\s*(?:(?:[-*•‣▪>|]|#{1,6}|\d{1,2}[.)]|\((?:\d{1,2}|[a-z])\))\s+){0,3}")
LONGEST_WORD = 24
HOURS = ("a.m", "p.m")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands: `text == document[start:end]`."""

    start: int
    end: int
    text: str


def sentences(document: str) -> Iterator[Sentence]:
    """The sentences of a document, in order; white space and list markers around them are left out."""
    words, start = lexicon(), 0
    for match in _END.finditer(document):
        if match.start() >= start and (_stands_alone(match[0]) or _ends(words, document, match)):
            yield from _trimmed(document, start, match.end())
            start = match.end()
    yield from _trimmed(document, start, len(document))


def _stands_alone(end: str) -> bool:
    """Whether what ends a sentence is a break between paragraphs, before an item, or a whole heading."""
    return end.lstrip(" ").startswith("#") or _BREAK.match(end + " ") is not None


def _ends(words: Lexicon, document: str, match: re.Match[str]) -> bool:
    """Whether the mark ends a sentence, by the word before it and what follows."""
    if match[0][0] == "\n":
        return True
    follows = document[match.end() : match.end() + LONGEST_WORD].lstrip()
    if follows and follows[0].islower():
        return False
    word = _WORD_BEFORE.search(document, max(match.start() - LONGEST_WORD, 0), match.start())
    return match[0][0] != "." or word is None or _full_stop_ends(words, document, word, follows)


def _full_stop_ends(words: Lexicon, document: str, word: re.Match[str], follows: str) -> bool:
    bare = word[1].lower().strip("'’")
    if bare.isdigit() and not document[document.rfind("\n", 0, word.start()) + 1 : word.start()].strip():
        return False  # the number of a list's item
    if len(bare) == 1 and bare.isalpha() and word[1].isupper():
        return not follows  # an initial: J. Smith
    if bare in words.numbered:
        return not follows[:1].isdigit()
    if bare in words.abbreviations:
        return bare in words.may_end and bool(follows) and _opens(words, bare, follows)
    return True


def _opens(words: Lexicon, bare: str, follows: str) -> bool:
    """Whether what follows an abbreviation begins a sentence: a capital after a time of day, else a usual word."""
    return (bare in HOURS and follows[0].isupper()) or follows.split(maxsplit=1)[0] in words.opening


def _trimmed(document: str, start: int, end: int) -> Iterator[Sentence]:
    lead = _LEAD.match(document, start, end)
    first = lead.end() if lead else start
    text = document[first:end].rstrip()
    if any(character.isalnum() for character in text):
        yield Sentence(first, first + len(text), text)
