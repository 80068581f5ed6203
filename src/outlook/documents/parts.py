"""What the readers of all formats share: what they give back, what they clean a text of, and what damage raises."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

from outlook.documents.limits import LONGEST_HEADING
from outlook.model.place import Place

Watch = Callable[[int, int], None]
# What a damaged file makes the readers raise, besides errors of their own.
DAMAGE = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    OSError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    AssertionError,
    RuntimeError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)
# Letters that typesetting joins, and what shows nothing: soft hyphens, zero-width blanks, control characters.
_JOINED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_NOTHING = dict.fromkeys([0xAD, 0x200B, 0xFEFF, *range(9), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
_TABLE = {**_JOINED, **_NOTHING}


class Read(NamedTuple):
    """The text that was read from a document, with where its parts stand, and what a reader should know of it.

    `author` is whose it is, as the document says beside its text.
    """

    text: str
    places: tuple[Place, ...]
    note: str = ""
    author: str = ""


class Part(NamedTuple):
    """One paragraph, on one line, and whether it is a heading; or the rows of a table, each on a line of its own."""

    text: str
    is_heading: bool = False
    is_table: bool = False


def clean(text: str) -> str:
    r"""The text without what cannot be seen, with joined letters (`ﬁ`) apart, and without halves of characters.

    >>> clean("ter\xadri\ufb01c")
    'terrific'
    """
    return text.translate(_TABLE).encode("utf-8", "ignore").decode()


def joined(parts: Iterable[Part], note: str = "") -> Read:
    """The parts as one text, an empty line between them; each stands under the nearest heading before it."""
    texts, places, start = list[str](), list[Place](), 0
    for part in parts:
        rows = part.text.split("\n") if part.is_table else [part.text]
        line = "\n".join(" ".join(clean(row).split()) for row in rows)
        if not line:
            continue
        if part.is_heading and len(line) <= LONGEST_HEADING:
            places.append(Place(start, heading=line))
        texts.append(line)
        start += len(line) + 2
    return Read("\n\n".join(texts), tuple(places), note)
