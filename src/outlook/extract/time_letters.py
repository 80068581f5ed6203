"""Each word of a sentence as one letter that says what it can be in a time: `by early to mid-August` is `PATARM`.

A pattern of such letters (`time_structure`) is short where one of words is long, and needs no list of all that may
come together. `X` is any other word, and a stop is itself.
"""

import re
from functools import cache
from typing import NamedTuple

from outlook.extract.lexicon import letters_of_words, letters_together
from outlook.extract.triggers import words_of

_TOKEN = re.compile(
    r"(?P<H>\d{1,2}(?:[:.]\d\d)?\s?[ap](?:\.\s?m\.|m\b)|\d{1,2}:\d\d(?!\d)|\d{2,4}z\b|(?:noon|midday|midnight)\b)"
    r"|(?P<Y>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|(?:19|20|21)\d\ds?(?![\d%]|[.,]\d)(?:[-–/]\d\d(?:\d\d)?(?!\d))?)"
    r"|(?P<I>(?:q[1-4]|h[12]|[1-4]q|[12]h|fy)(?=\d|\b))|(?P<O>\d{1,2}(?:st|nd|rd|th)\b)|(?P<N>\d+(?:[.,]\d+)*)"
    r"|(?P<M>(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.)"
    r"|(?P<word>[^\W\d_](?:[\w’']*\w)?[’']?)|(?P<R>[-–‑])|(?P<stop>\S)"
)
_AMBIGUOUS = frozenset(["may", "march", "mar", "sat", "sun", "wed", "dec", "sep"])
_BEFORE_MONTH = frozenset("PLAFBTONR,CW")

OTHER, OF_IT = "X", "'"  # any other word; Friday's
HEADS = "UMWEHVG"  # of words that a time is of
_DIGIT = re.compile(r"\d")
RANGES, JOINING = "-–‑", "PLBCTFQD"  # letters of words that begin a part and are none


_Token = tuple[str, str, int, int]  # the kind, the word, and its place


class Letters(NamedTuple):
    """A sentence as letters, and where each of its words begins and ends."""

    letters: str
    starts: list[int]
    ends: list[int]


def letters_of(low: str) -> Letters:
    """The letters of a sentence, which is in lower case."""
    tokens: list[_Token] = [(match.lastgroup or "", match[0], *match.span()) for match in _TOKEN.finditer(low)]
    together, known = _together(), letters_of_words()
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    skipped = 0
    for at, (kind, word, start, end) in enumerate(tokens):
        if skipped:
            skipped -= 1
            continue
        letter, last = kind, end
        if word in together and (several := _several(together[word], tokens, at)):
            count, letter = several
            skipped, last = count - 1, tokens[at + count - 1][3]
        elif kind == "word":
            letter = _of_word(known, tokens, at, letters)
        elif kind == "stop":
            letter = word if word in ",/" else "."
        elif kind == "R" and low[start - 1 : start].isspace() != low[end : end + 1].isspace():
            letter = "."
        letters.append(letter)
        starts.append(start)
        ends.append(last)
    return Letters("".join(letters), starts, ends)


def letter_of(word: str) -> str:
    """The letter of a word by itself, with the marks around it; no text where it belongs to no time."""
    plain = word.strip(".,;:()”“\"’'")
    if not plain or plain[0].isdigit() or plain[0] in RANGES:
        return "N" if plain else ""
    return letters_of_words().get(plain.partition("-")[0].removesuffix("’s").removesuffix("'s"), "")


def may_end_part(word: str) -> bool:
    """Whether a word by itself, or the last of several that count as one, may be of a time."""
    return bool(letter_of(word)) or word in _last_words()


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in letters_together())


def has_head(low: str) -> bool:
    """Whether a sentence in lower case has a number or a word that a time can be of, as nearly all times have."""
    return _DIGIT.search(low) is not None or not _heads().isdisjoint(words_of(low))


@cache
def _heads() -> frozenset[str]:
    phrases = [phrase for phrase, letter in letters_together().items() if letter == "E"]
    alone = [word for word, letter in letters_of_words().items() if letter in HEADS]
    return frozenset([*alone, *(word for phrase in phrases for word in words_of(phrase)[-1:])])


@cache
def _together() -> dict[str, list[tuple[list[str], str]]]:
    """By their first word, the words that count as one, and their letter; the longest first."""
    by_first: dict[str, list[tuple[list[str], str]]] = {}
    for phrase, letter in sorted(letters_together().items(), key=lambda one: -len(one[0])):
        words = [match[0] for match in _TOKEN.finditer(phrase)]
        by_first.setdefault(words[0], []).append((words, letter))
    return by_first


def _several(phrases: list[tuple[list[str], str]], tokens: list[_Token], at: int) -> tuple[int, str] | None:
    follows = tokens[at + 1][1] if at + 1 < len(tokens) else ""
    for words, letter in phrases:
        if follows == words[1] and [token[1] for token in tokens[at : at + len(words)]] == words:
            return len(words), letter
    return None


def _of_word(known: dict[str, str], tokens: list[_Token], at: int, letters: list[str]) -> str:
    word = tokens[at][1]
    if word in _AMBIGUOUS:
        follows = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        is_time = follows in ("Y", "N", "O") or (letters and letters[-1] in _BEFORE_MONTH)
        is_time = is_time and not (
            letters and letters[-1] == "N" and tokens[at - 1][0] == "word"
        )  # World War Two march
        return known[word] if is_time else OTHER
    if letter := known.get(word):
        return letter
    if word.endswith(("’s", "'s")):
        return OF_IT if known.get(word[:-2], OTHER) in "WEUMY" else OTHER
    return known.get(word.rstrip("’'"), OTHER)
