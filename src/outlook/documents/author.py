"""Who wrote a document, where its heading says so."""

import re

LINES, LENGTH = 12, 2_000  # how far a heading reaches
_LABEL = re.compile(
    r"(?:(?:authors?|analysts?|from)\s*:|(?:written|prepared|compiled|issued|published|produced) by\s*:?|by\s*:"
    r"|(?P<bare>by(?=\s)))\s*(?:the )?",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w.’'&-]*"
_SMALL = r"(?:of|the|and|for|de|da|di|del|la|van|von|der|den|bin|al|ibn|&)"
_NAME = re.compile(rf"(?!{_SMALL}\b)[^\W\d_][\w.’'&-]*(?: (?:{_SMALL}|{_WORD})){{0,7}}")
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
    >>> author_of("By March, rain will fall.")
    """
    head = [line for line in text[:LENGTH].splitlines() if line.strip()][:LINES]
    return next((name for line in head if (name := _named(line.translate(_MARKS).strip(" \t|")))), None)


def _named(line: str) -> str | None:
    label = _LABEL.match(line)
    name = _NAME.match(line, label.end()) if label else None
    if label is None or name is None or not _BEHIND.fullmatch(line, name.end()) or _NO_NAME.search(name[0]):
        return None
    if label["bare"] and line[name.end() :].strip(" .") and _ENDS_A_SENTENCE.search(line):
        return None
    words = [word for word in name[0].split() if not re.fullmatch(_SMALL, word)]
    return name[0].rstrip(".,") if name[0].isprintable() and all(word[0].isupper() for word in words) else None
