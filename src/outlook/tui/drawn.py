"""Blocks as text that textual can show: what the terminal would print, in its own colours, and never as markup."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import cut, safe
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from outlook.show.describe.blocks import Block
    from outlook.tui.desk import Walk

LIST_WIDTH = 38


def drawn(blocks: Iterable[Block], columns: int, *, color: bool) -> Text:
    """The blocks in so many columns.

    Every control of theirs was made visible, so that the only ones in the text are the colours that we put there.
    """
    from rich.text import Text

    stream = StringIO()
    show(Screen(max(columns, 1), color, stream), blocks)
    return Text.from_ansi(stream.getvalue().rstrip("\n"), no_wrap=True, overflow="crop")


def lines(texts: Iterable[str], columns: int) -> Text:
    """Sentences, each wrapped."""
    from outlook.show.describe.blocks import Line

    return drawn((Line(text) for text in texts), columns, color=False)


def listed(walk: Walk, rows: int, columns: int = LIST_WIDTH) -> Text:
    """The forecasts around the one that is looked at, with a mark at those that something was done about."""
    from rich.text import Text

    first = max(min(walk.at - rows // 2, len(walk.waiting) - rows), 0)
    text = Text(no_wrap=True, overflow="crop")
    for number, one in enumerate(walk.waiting[first : first + rows], first):
        word = walk.done.get(one.name, one.reason)
        mark = "●" if one.name in walk.done else "○"
        here = "▸" if number == walk.at else " "
        room = columns - len(word) - 5
        name = cut(safe(one.name.partition("/")[2]), room).ljust(room)
        style = "bold" if number == walk.at else "dim" if one.name in walk.done else ""
        text.append(f"{here}{mark} {name} {word} ", style)
        text.append("\n")
    return text
