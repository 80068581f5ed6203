"""Marks of Markdown around words, which a quoted sentence has and a page of a terminal leaves out."""

import re

_EMPHASIS = (
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.{1,600}?)(?<=\S)\1(?![\w])", re.DOTALL),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{1,600}?)(?<=[^\s_])\1(?!\w)", re.DOTALL),
)
_HALF = re.compile(r"^\s*(?:\*{2,3}|__)(?=[^\s*_])|(?<=[^\s*_])(?:\*{2,3}|__)\s*$")
DEEPEST = 2  # bold in italic


def without_emphasis(text: str) -> str:
    """The text without the marks by which Markdown makes words bold or italic, as a page of a terminal shows it.

    A sentence may begin or end in the middle of what is bold: then it has the mark of one side only. Marks inside a
    word, alone or beside a blank are no emphasis.

    >>> without_emphasis("It is **very *likely***, says `api_key_name` of 2*3*4 * 5.")
    'It is very likely, says `api_key_name` of 2*3*4 * 5.'
    >>> without_emphasis("**It will rain."), without_emphasis("The _scheduled_ vote will be held.**")
    ('It will rain.', 'The scheduled vote will be held.')
    """
    if "*" not in text and "_" not in text:
        return text
    for _ in range(DEEPEST):
        for pair in _EMPHASIS:
            text = pair.sub(r"\2", text)
    return _HALF.sub("", text)
