"""Blocks on a screen. Every text is made harmless here, so that no page has to think of it."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.blocks import (
    Beside,
    Bullets,
    Chart,
    Facts,
    Folded,
    Gap,
    Heading,
    Items,
    Line,
    Prose,
    Quote,
    Reliability,
    Table,
)
from outlook.show.describe.phrasing import cut_at_word, paragraphs, safe, width
from outlook.show.terminal.layout import LONGEST, wrapped
from outlook.show.terminal.plain import STYLES, lines_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.show.describe.blocks import Block
    from outlook.show.terminal.screen import Screen

ROWS_SHOWN = 50
LABEL = 13
INDENT = 2
NARROWEST = 30  # a text beside its head has at least so many columns, or goes under it
WIDE = 120


class Laid(NamedTuple):
    """Lines that are laid out for the screen already."""

    text: str


def laid(screen: Screen, table: Table) -> str:
    """The lines of a whole table, as they are written on a screen that never cuts them."""
    return "".join([screen.written(line) for line in lines_of(table.columns, table.rows, screen.columns)])


def show(screen: Screen, blocks: Iterable[Block | Laid]) -> None:
    """Write the blocks one after the other, an empty line before each part of the page but under a warning."""
    before: Block | Laid | None = None
    for block in blocks:
        if before is not None and _opens_a_part(block) and not _is_warning(before):
            screen.line()
        _show(block, screen)
        before = block


def _is_warning(block: Block | Laid) -> bool:
    return isinstance(block, Line) and block.tone == "warning"


def _opens_a_part(block: Block | Laid) -> bool:
    if isinstance(block, Table):
        return bool(block.title)
    return isinstance(block, Folded) or (isinstance(block, Heading) and block.level > 1)


@singledispatch
def _show(block: Block | Laid, _screen: Screen) -> None:
    raise TypeError(f"{type(block).__name__} is no block that can be written")


@_show.register(Laid)
def _(block: Laid, screen: Screen) -> None:
    screen.stream.write(block.text)


@_show.register(Line)
def _(block: Line, screen: Screen) -> None:
    mark = "! " * (block.tone in ("warning", "bad"))
    screen.line(mark + plain(block.text), STYLES[block.tone], block.indent)


@_show.register(Heading)
def _(block: Heading, screen: Screen) -> None:
    screen.line(plain(block.text), "bold")


@_show.register(Gap)
def _(_block: Gap, screen: Screen) -> None:
    screen.line()


@_show.register(Prose)
def _(block: Prose, screen: Screen) -> None:
    for paragraph in paragraphs(block.text):
        for line in paragraph:
            screen.line(line, indent=INDENT)


@_show.register(Bullets)
def _(block: Bullets, screen: Screen) -> None:
    for text in block.texts:
        _hanging(screen, "·  ", safe(text))


@_show.register(Quote)
def _(block: Quote, screen: Screen) -> None:
    screen.line(f"“{plain(block.text)}”", indent=INDENT)
    screen.line(plain(block.about), "dim", indent=INDENT)


@_show.register(Beside)
def _(block: Beside, screen: Screen) -> None:
    show(screen, (block.left, block.right))


@_show.register(Folded)
def _(block: Folded, screen: Screen) -> None:
    screen.line(block.summary, "bold")
    show(screen, block.blocks)


@_show.register(Chart)
@_show.register(Reliability)
def _(block: Chart | Reliability, screen: Screen) -> None:
    from outlook.show.terminal.pictures import show_picture

    show_picture(screen, block)


@_show.register(Table)
def _(table: Table, screen: Screen) -> None:
    """A terminal shows the first rows and says how to see the rest, a pipe gets all of them."""
    if table.title:
        screen.line(safe(f"{table.title} · {table.caption}" if table.caption else table.title), "bold")
    shown = table.rows[:ROWS_SHOWN] if screen.is_terminal and table.more else table.rows
    for line in lines_of(table.columns, shown, screen.columns):
        screen.spans(line)
    if len(table.rows) > len(shown):
        screen.line(f"… {len(table.rows) - len(shown)} more: {table.more}", "dim")


@_show.register(Facts)
def _(block: Facts, screen: Screen) -> None:
    for fact in block.facts:
        text = " ".join(part for part in (plain(fact.value), plain(fact.note)) if part)
        _hanging(screen, f"{fact.name.lower():<{LABEL}}", text, indent=0)


@_show.register(Items)
def _(block: Items, screen: Screen) -> None:
    """Each head with its text beside it, and the detail under the text."""
    heads = [[plain(part) for part in item.head] for item in block.items]
    sizes = [max(map(width, parts)) for parts in zip(*heads, strict=True)]
    for item, parts in zip(block.items, heads, strict=True):
        head = "".join(part + " " * (size - width(part) + 2) for part, size in zip(parts, sizes, strict=True))
        _hanging(screen, head, plain(item.text), plain(item.detail))


def _hanging(screen: Screen, head: str, text: str, detail: str = "", indent: int = INDENT) -> None:
    """A text beside its head, its further lines under the first; under the head where there is no room beside it."""
    beside = indent + width(head)
    if screen.columns is not None and screen.columns - beside < min(NARROWEST, width(text)):
        screen.line(head.rstrip(), indent=indent)
        head, beside = " " * INDENT, indent + INDENT
    room = None if screen.columns is None else max(screen.columns - beside, 1)
    for at, line in enumerate(wrapped(_shortened(screen, text), room)):
        screen.spans([((" " * indent + head if not at else " " * beside) + line, "")])
    if detail:
        screen.line(_shortened(screen, detail), "dim", indent=beside)


def _shortened(screen: Screen, text: str) -> str:
    return cut_at_word(text, LONGEST) if screen.is_terminal else text


def is_narrow(screen: Screen) -> bool:
    """Whether there is room for fewer columns than a table of forecasts would like."""
    return screen.columns is not None and screen.columns < WIDE
