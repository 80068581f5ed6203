"""What stands in a text without belonging to its sentences: reference marks, page numbers, running heads.

It is blanked out and nothing moves, so that the places in the text stay true: `[3]` becomes three blanks.
"""

import re
from collections import Counter

_LIST = r"(?:\s?[,;–-]\s?\d{1,3})*"
_MARK = re.compile(
    rf"(?:\s?\[(?:\d{{1,3}}{_LIST}|[a-z]|[ivx]{{1,4}}|(?:note|n|fn)\.? ?\d{{1,3}}|citation needed)\](?![a-z]))+"
    r"|(?<=[.!?”\"’)])\(\d{1,3}\)(?=\s|$)"  # The end.(3)
    rf"|(?:(?<=[a-z]{{3}}\.)|(?<=[)\]%”\"’]\.)|(?<=\.[”\"’)])|(?<=(?:19|20)\d\d\.))\d{{1,3}}{_LIST}(?=\s+[A-Z“\"(]|\s*$)"
    r"|(?<=[a-z]{4})\d{1,2}(?=[,;:.]?\s)"  # the word12 and the next
    r"|(?<![\dmft])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,˒ ][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*(?=\W|$)"  # not of m², and not of 10⁶
    r"|(?<=[a-z.,;”’\"])[*†‡§]{1,3}(?=\s|$)"
)
_MAY_MARK = re.compile(r"[\[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]|\(\d{1,3}\)|(?<![ \n\d])\d")
_PAGE = re.compile(r"\n[ \t]*(?:[-–—] ?)?(?:[Pp]age )?\d{1,4}(?: of \d{1,4})?(?: ?[-–—])?[ \t]*\n\n?(?=[a-z])")
_HYPHEN = re.compile(r"([^\W\d_]+)-([ \t]*\n[ \t]*)([a-z]+)")
# Before these words' hyphens a line may end: the word keeps its hyphen.
_PREFIXES = frozenset(("long", "short", "medium", "mid", "well", "non", "self", "high", "low", "half", "year", "one", "near"))
HEAD, OFTEN = 80, 3  # a line that stands there so often, and is no longer, heads or closes pages


def without_marks(document: str) -> str:
    """The document with blanks in place of marks, of page numbers inside a sentence, and of running heads there.

    >>> without_marks("It rose.[1] It may fall.2 Then?")
    'It rose.    It may fall.  Then?'
    """
    plain = _MARK.sub(_blank, document) if _MAY_MARK.search(document) else document
    plain = _PAGE.sub(_blank, plain)
    for head in _running_heads(plain):
        plain = re.sub(rf"(?<=[a-z,;])\n\n?[ \t]*{re.escape(head)}[ \t]*\n\n?(?=[a-z])", _blank, plain)
    return plain


def rejoined(sentence: str) -> str:
    """The sentence with words that were broken at the end of a line made whole, and nothing else moved.

    >>> rejoined("It is proba-\\nbly so.")
    'It is probably\\n  so.'
    """
    return _HYPHEN.sub(_whole, sentence) if "-" in sentence and "\n" in sentence else sentence


def shown(text: str) -> str:
    """The text as a reader wants it: on one line, without marks and broken words."""
    return " ".join(rejoined(without_marks(text)).split())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _whole(match: re.Match[str]) -> str:
    hyphen = "-" if match[1].lower() in _PREFIXES else ""
    return f"{match[1]}{hyphen}{match[3]}{match[2]}{'' if hyphen else ' '}"


def _running_heads(document: str) -> list[str]:
    lines = Counter(line.strip() for line in document.split("\n"))
    return [line for line, count in lines.items() if count >= OFTEN and 8 <= len(line) <= HEAD and line[-1] not in ".!?:"]
