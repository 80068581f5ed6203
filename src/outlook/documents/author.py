"""Who wrote a document, where its heading says so."""

import re
from collections.abc import Iterable

LINES, LENGTH = 12, 2_000  # how far a heading reaches
LONGEST = 200  # of a byline
_LABEL = re.compile(
    r"(?:(?:authors?|analysts?|from)\s*:|(?:written|prepared|compiled|issued|published|produced) by\s*:?|by\s*:"
    r"|(?P<bare>by(?=\s)))\s*(?:the )?",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w.’'&-]*"
_SMALL = r"(?:of|the|and|for|de|da|di|del|la|van|von|der|den|bin|al|ibn|&)"
_NAME = re.compile(rf"(?!{_SMALL}\b)[^\W\d_][\w.’'&-]*(?: (?:{_SMALL}|{_WORD})){{0,7}}")
# Names of which `for` is a part: an *Institute for Peace*. Behind any other word it says for whom it was written.
_FOR_SOMETHING = frozenset(
    (
        "academy",
        "agency",
        "alliance",
        "association",
        "authority",
        "board",
        "bureau",
        "campaign",
        "center",
        "centre",
        "coalition",
        "commission",
        "committee",
        "council",
        "department",
        "directorate",
        "forum",
        "foundation",
        "fund",
        "group",
        "initiative",
        "institute",
        "ministry",
        "movement",
        "network",
        "office",
        "party",
        "program",
        "programme",
        "project",
        "school",
        "society",
        "trust",
        "union",
    )
)
_BEHIND = re.compile(r"\s*(?:[,|·•–—(/-]\s*[^.!?]{0,80}\.?)?")
_NO_NAME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|mon|tues|wednes|thurs"
    r"|fri|satur|sun|spring|summer|autumn|winter|this|next|then|will|is|are|was|has|have)(?:day)?\b",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[a-z][.!?]$")
_MARKS = str.maketrans("", "", "#*_>")


def author_of(text: str) -> str | None:
    r"""The author that a line of a document's heading names; None where none does, or more than a name is there.

    >>> author_of("# Week 2\n\n*By Ana Berg, 8 November 2026*\n\nRain will fall.")
    'Ana Berg'
    >>> author_of("Prepared by Centre for Peace for the Board, 8 November 2026")
    'Centre for Peace'
    >>> author_of("By March, rain will fall.")
    """
    head = [line for line in text[:LENGTH].splitlines() if line.strip()][:LINES]
    return next((name for line in head if (name := _named(line.translate(_MARKS).strip(" \t|")))), None)


def author_in(bylines: Iterable[str]) -> str | None:
    """The author that the bylines of a web page name; None where they name none, or several.

    >>> author_in(["By Ana Berg | 8 November 2026", "Ana Berg"]), author_in(["Ana Berg", "Tom Lee"])
    ('Ana Berg', None)
    """
    found = {_of_byline(" ".join(one.split())) for one in bylines}
    names = {name for name in found if name is not None and is_author(name)}
    return names.pop() if len(names) == 1 else None


def _of_byline(line: str) -> str | None:
    """The name in a byline, which needs no `By` before it."""
    if len(line) > LONGEST:
        return None
    line = line.translate(_MARKS).strip(" \t|")
    return _named(line) if _LABEL.match(line) else _named(f"By: {line}")


def is_author(text: str) -> bool:
    """Whether it is a name as it is found here, and nothing else."""
    return _of_byline(text) == text


def _named(line: str) -> str | None:
    label = _LABEL.match(line)
    name = _NAME.match(line, label.end()) if label else None
    if label is None or name is None or not _BEHIND.fullmatch(line, name.end()) or _NO_NAME.search(name[0]):
        return None
    if label["bare"] and line[name.end() :].strip(" .") and _ENDS_A_SENTENCE.search(line):
        return None
    whose = _without_reader(name[0])
    words = [word for word in whose.split() if not re.fullmatch(_SMALL, word)]
    return whose.rstrip(".,") if name[0].isprintable() and all(word[0].isupper() for word in words) else None


def _without_reader(name: str) -> str:
    words = name.split()
    for place, word in enumerate(words):
        if place and word.lower() == "for" and words[place - 1].lower() not in _FOR_SOMETHING:
            return " ".join(words[:place])
    return name
