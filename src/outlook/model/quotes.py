"""Whether some words are in a quoted sentence, which may run over several lines of its document."""

import re
from typing import Any

_BROKEN = re.compile(r"-[ \t]*\r?\n[ \t]*")  # a word at the end of a line


def on_one_line(text: str) -> tuple[str, ...]:
    r"""A text on one line, in each way in which a hyphen at the end of a line can be read.

    >>> on_one_line("very\nlikely"), on_one_line("proba-\nbly so")
    (('very likely',), ('proba- bly so', 'probably so', 'proba-bly so'))
    """
    readings = (text, _BROKEN.sub("", text), _BROKEN.sub("-", text)) if _BROKEN.search(text) else (text,)
    return tuple(" ".join(reading.split()) for reading in readings)


def quoted(words: str, text: str) -> str | None:
    r"""The words as the text has them, on one line; None where they are not in it, in whatever letters.

    >>> quoted("very likely", "It is Very\n  likely so."), quoted("likely so", "unlikely")
    ('Very likely', None)
    """
    wanted = re.compile(re.escape(" ".join(words.split())), re.IGNORECASE)
    return next((found[0] for one in on_one_line(text) if (found := wanted.search(one))), None)


def is_quoted(words: str, text: str) -> bool:
    """Whether a text has these very words, letter for letter, on one line or on several."""
    return words in text or any(" ".join(words.split()) in one for one in on_one_line(text))


def with_its_heads(statement: Any) -> str:
    """The quote as a reader needs it: what stands in a table has the heads of its row and column before it.

    `statement` is one of a record, or one that the index keeps, which has no field that is not set there.
    """
    cell = getattr(statement, "cell", None)
    return f"{cell}: {statement.quote}" if cell else str(statement.quote)
