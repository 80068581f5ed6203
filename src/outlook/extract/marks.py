"""What stands in a text without belonging to its sentences: reference marks, page numbers, running heads, code.

It is blanked out and nothing moves, so that the places in the text stay true: `[3]` becomes three blanks.
"""

import re
from collections import Counter
from functools import cache

_LIST = r"(?:\s?[,;–-]\s?\d{1,3})*"
# Each with the characters with one of which it begins: few places of a text have one, and it looks back from there,
# which is many times as quick; what it keeps, such as the full stop before the mark, is its group.
_MARKS = (
    (
        "[",
        (
            rf"(?:\[(?:\^[\w-]{{1,20}}|\d{{1,3}}{_LIST}|[a-z]|[ivx]{{1,4}}|(?:note|n|fn)\.? ?\d{{1,3}}"
            r"|citation needed)\])(?![a-z])"
        ),
    ),
    ("(", r"\((?<=[.!?”\"’)]\()\d{1,3}\)(?=\s|$)"),  # The end.(3)
    (
        ".",
        (
            rf"(\.(?:(?<=[a-z]{{3}}\.)|(?<=[)\]%”\"’]\.)|(?<=(?:19|20)\d\d\.)|[”\"’)]))\d{{1,3}}{_LIST}"
            r"(?=\s+[A-Z“\"(]|\s*$)"
        ),
    ),  # The end.3 Then
    # The word12 and the next. A digit, also of another script: no other character of ASCII.
    ("", r"[^\x00-/:-\x7f](?<=[a-z]{4}\d)\d?(?=[,;:.]?\s)"),
    # Not of m², and not of 10⁶.
    ("⁰¹²³⁴⁵⁶⁷⁸⁹", r"[⁰¹²³⁴⁵⁶⁷⁸⁹](?<![\dmft].)[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}(?:[,˒ ][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*(?=\W|$)"),
    # By itself, since a text is searched for one character many times as quickly as for one of several.
    ("*", r"\*(?<=[a-z.,;”’\"].)[*†‡§]{0,2}(?=\s|$)"),
    ("†‡§", r"[†‡§](?<=[a-z.,;”’\"].)[*†‡§]{0,2}(?=\s|$)"),
)
_PAGE = re.compile(r"\n[ \t]*(?:[-–—] ?)?(?:[Pp]age )?\d{1,4}(?: of \d{1,4})?(?: ?[-–—])?[ \t]*\n\n?(?=[a-z])")
_LINE = re.compile(r"\n(?<=[a-z,;]\n)\n?([^\n]{8,80})\n\n?(?=[a-z])")
_FENCES = ("```", "~~~")
_BEFORE_STOP = re.compile(r" ([.,;:!?])(?=\s|$)")  # where a mark stood: `unlikely[1].`
_HYPHEN = re.compile(r"([^\W\d_]+)-([ \t]*\n[ \t]*)([a-z]+)")
# Before these words' hyphens a line may end: the word keeps its hyphen.
_PREFIXES = frozenset(
    ("long", "short", "medium", "mid", "well", "non", "self", "high", "low", "half", "year", "one", "near")
)
SHORTEST, HEAD, OFTEN = 8, 80, 3  # a line of such a length that stands there so often heads or closes pages


def without_marks(document: str) -> str:
    """The document with blanks in place of marks, of page numbers inside a sentence, and of running heads there.

    >>> without_marks("It rose.[1] It may fall.2 Then?")
    'It rose.    It may fall.  Then?'
    """
    plain = _without_code(document) if any(fence in document for fence in _FENCES) else document
    for begins, pattern in _MARKS:
        if not begins or any(one in plain for one in begins):
            plain = _compiled(pattern).sub(_blank, plain)
    plain = _PAGE.sub(_blank, plain)
    heads = _running_heads(plain)
    return (
        _LINE.sub(lambda match: " " * len(match[0]) if match[1].strip() in heads else match[0], plain)
        if heads
        else plain
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def rejoined(sentence: str) -> str:
    r"""The sentence with words that were broken at the end of a line made whole, and nothing else moved.

    >>> rejoined("It is proba-\nbly so.")
    'It is probably\n  so.'
    """
    return _HYPHEN.sub(_whole, sentence) if "-" in sentence and "\n" in sentence else sentence


def shown(text: str) -> str:
    """The text as a reader wants it: on one line, without marks and broken words."""
    plain = without_marks(text)
    whole = " ".join(rejoined(plain).split())
    return whole if plain == text else _BEFORE_STOP.sub(r"\1", whole)


def _without_code(document: str) -> str:
    """The document with blanks in place of what two fences of Markdown enclose; a last one alone hides nothing."""
    lines = document.split("\n")
    fences = [place for place, line in enumerate(lines) if line.startswith(_FENCES)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
    return "\n".join(lines)


def _blank(match: re.Match[str]) -> str:
    kept = match[1] if match.re.groups else ""
    return kept + " " * (len(match[0]) - len(kept))


def _whole(match: re.Match[str]) -> str:
    hyphen = "-" if match[1].lower() in _PREFIXES else ""
    return f"{match[1]}{hyphen}{match[3]}{match[2]}{'' if hyphen else ' '}"


def _running_heads(document: str) -> frozenset[str]:
    """Lines that stand there often, as the title at the top of each page does."""
    lines = Counter(line.strip() for line in document.split("\n") if len(line) <= HEAD)
    return frozenset(
        line for line, count in lines.items() if count >= OFTEN and len(line) >= SHORTEST and line[-1] not in ".!?:"
    )
