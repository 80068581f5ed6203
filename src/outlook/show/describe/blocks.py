"""What a page is made of. Texts stand here as people wrote them: each medium makes them harmless as it prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.chart import Picture
    from outlook.scoring.calibration import Bin

# No dataclasses: they take three times as long to make, and each command that shows something waits for that.

# `page` leads to the page of a forecast, `web` out of the page, `time` is a moment that programs can read. A `gloss` is
# said where there is room for it, and `terse` stands in its place where there is none. What is `typed` is a way on that
# only a person at a terminal can take: a page that others read leaves it out.
Role = Literal["strong", "soft", "code", "mark", "time", "page", "web", "gloss", "terse", "typed"]
# A `warning` and what is `bad` open with a sign where nothing else sets them apart.
Tone = Literal["", "strong", "soft", "lead", "name", "warning", "warned", "bad", "error", "alarm"]
# A number is never cut and never parted; a name is never cut; prose goes on in the next line; a text may be cut.
Kind = Literal["number", "name", "prose", "text"]


class _Plain:
    """Values that are equal where their fields are; not a named tuple, which would pass for a text of pieces."""

    __slots__: tuple[str, ...] = ()

    def _fields(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Plain) and type(other) is type(self) and other._fields() == self._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._fields()!r}"


class Piece(_Plain):
    """A part of a line with a role of its own; `target` is where it leads, or the moment it names."""

    __slots__ = ("role", "target", "text")

    def __init__(self, text: str, role: Role, target: str = "") -> None:
        self.text, self.role, self.target = text, role, target


Text: TypeAlias = str | Piece | tuple[str | Piece, ...]


class Heading(NamedTuple):
    """A heading: 1 is the page's own, 2 and 3 part it."""

    text: Text
    level: int = 2


class Line(NamedTuple):
    """One paragraph of ours."""

    text: Text
    tone: Tone = ""
    indent: int = 0


class Prose(NamedTuple):
    """A longer text that somebody wrote."""

    text: str
    indent: int = 2


class Gap(_Plain):
    """An empty line, where a medium parts blocks by lines."""

    __slots__ = ()


class Fact(NamedTuple):
    """A name with its value, and what is to be said of the value."""

    name: str
    value: Text
    note: Text = ""


class Facts(NamedTuple):
    """Names with their values."""

    facts: tuple[Fact, ...]


class Item(NamedTuple):
    """One of a list: what it goes by, what it says, and the details."""

    head: tuple[Text, ...]
    text: Text
    detail: Text = ""


class Items(NamedTuple):
    """A list."""

    items: tuple[Item, ...]


class Bullets(NamedTuple):
    """A list of short texts."""

    texts: tuple[str, ...]


class Quote(NamedTuple):
    """Somebody's own words, and what is to be known of them."""

    text: Text
    about: Text


EXTRA = 11


class Column(NamedTuple):
    """A column of a table; where there is no room, the one of the highest `rank` is left out first, one of 0 never.

    One of rank `EXTRA` or more is shown only where no text is cut short for it.
    `limit` is how many characters a text may take at most. `about` says what the name means. A name that somebody else
    gave is shown as it is (`verbatim`). Where cells have room for two lines, a column `below` another goes under it.
    """

    name: str
    kind: Kind = "text"
    rank: int = 0
    limit: int | None = None
    about: str = ""
    below: bool = False
    verbatim: bool = False


class Course(_Plain):
    """A probability over time, as a cell: what was stated one after the other, and what is implied now."""

    __slots__ = ("implied", "stated", "trend")

    def __init__(self, trend: tuple[float, ...], stated: float | None, implied: float | None) -> None:
        self.trend, self.stated, self.implied = trend, stated, implied


class Cell(_Plain):
    """A cell with the value that it is sorted by; None comes last."""

    __slots__ = ("detail", "key", "text", "tone")

    def __init__(self, text: Text | Course, key: float | str | None = None, tone: Tone = "", detail: str = "") -> None:
        self.text, self.key, self.tone, self.detail = text, key, tone, detail


Row: TypeAlias = Sequence[Cell | Text]


class Table(NamedTuple):
    """Rows under headings, with a title of their own or without. `states` mark the rows, for who filters them.

    `more` is how to see all rows, where only the first are shown.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    caption: str
    title: str = ""
    more: str = ""
    sortable: bool = False
    states: tuple[str, ...] = ()


class Chart(NamedTuple):
    """One forecast over time; `is_low` where it is one part of a page among others."""

    picture: Picture
    is_low: bool = False


class Reliability(NamedTuple):
    """What was stated and what share of it happened, as a picture with its numbers beside it."""

    bins: tuple[Bin, ...]
    numbers: Table


class Beside(NamedTuple):
    """Two blocks beside each other, where there is room."""

    left: Block
    right: Block


class Folded(NamedTuple):
    """Blocks that only some readers want, behind one line."""

    summary: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading | Line | Prose | Gap | Facts | Items | Bullets | Quote | Table | Chart | Reliability | Beside | Folded
)


def strong(text: object) -> Piece:
    """What the eye is to find first."""
    return Piece(str(text), "strong")


def typed(text: str) -> Piece:
    """A way on for who can type it."""
    return Piece(text, "typed")


def to_page(text: str, full_id: str) -> Piece:
    """A text that leads to the page of a forecast."""
    return Piece(text, "page", full_id)


def moment_of(text: str, at: datetime) -> Piece:
    """A day or a time as text, for which programs find the moment."""
    return Piece(text, "time", f"{at.year}-{at.month:02}-{at.day:02}T{at.hour:02}:{at.minute:02}Z")


def pieces(text: Text) -> tuple[str | Piece, ...]:
    """The parts of a text."""
    return text if isinstance(text, tuple) else (text,)


def joined(texts: Sequence[Text], mark: str) -> Text:
    """Texts with a mark between them; empty ones are left out."""
    found: list[str | Piece] = []
    for text in texts:
        if text:
            if found:
                found.append(mark)
            found += text if isinstance(text, tuple) else (text,)
    return tuple(found)
