"""Blocks as HTML, under headings of some level; who draws the pictures is given, and so is which pages there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, singledispatchmethod
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from outlook.show.describe.blocks import (
    Beside,
    Bullets,
    Cell,
    Chart,
    Course,
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
    pieces,
)
from outlook.show.describe.chart import legend
from outlook.show.html.strip import strip
from outlook.show.markup import NOTHING, Html, joined, link, prose, tag
from outlook.show.markup import text as escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outlook.show.describe.blocks import Block, Column, Piece, Text, Tone
    from outlook.show.describe.chart import Key

CLASSES: Mapping[Tone, str] = {"soft": "detail", "lead": "lead", "warning": "caution"}
COLORS = ("one", "two", "three", "four", "five")
ELEMENTS = {"strong": "strong", "code": "code", "mark": "mark", "page": "code", "gloss": "small", "soft": "small"}
GIVEN = ("By", "Forecaster", "First", "Second", "Outcome")  # names that people gave, whose words may be of any length
SIGNS = ("●", "■", "◆", "▲", "✚")
KEYS = {
    "implied": ("implied", "┅"),
    "band": ("one", "▒"),
    "truth": ("truth", "◎"),
    "ends": ("", "┊"),
    "reports": ("", "▴"),
    "absent": ("", "+"),
    "warning": ("", "!"),
}
DIAGRAM = (
    "Upwards the share that happened, with Wilson's 90% interval, across what was stated. "
    "On the dotted line the two are equal."
)


Draw: TypeAlias = Callable[[Chart | Reliability], Html]


@dataclass(frozen=True, slots=True)
class Printer:
    """Makes HTML of blocks; a link leads to one of `pages`, and a heading of level 1 is an h`top`."""

    pages: frozenset[str]
    draw: Draw
    top: int = 2

    def all(self, blocks: Iterable[Block]) -> Html:
        """Blocks one after the other."""
        return joined(*map(self.one, blocks))

    @singledispatchmethod
    def one(self, block: Block) -> Html:
        """One block."""
        raise TypeError(f"{type(block).__name__} is no block of a page")

    @one.register(Heading)
    def _(self, block: Heading) -> Html:
        return tag(f"h{self.top + block.level - 1}", self.text(block.text))

    @one.register(Prose)
    def _(self, block: Prose) -> Html:
        return prose(block.text)

    @one.register(Gap)
    def _(self, _block: Gap) -> Html:
        return NOTHING

    @one.register(Bullets)
    def _(self, block: Bullets) -> Html:
        return tag("ul", *(tag("li", text) for text in block.texts))

    @one.register(Quote)
    def _(self, block: Quote) -> Html:
        quote = tag("p", self.text(block.text))
        return tag("blockquote", quote, tag("footer", self.text(block.about)))

    @one.register(Beside)
    def _(self, block: Beside) -> Html:
        return tag("div", self.one(block.left), self.one(block.right), class_="pair")

    @one.register(Folded)
    def _(self, block: Folded) -> Html:
        return tag("details", tag("summary", block.summary), self.all(block.blocks))

    @one.register(Reliability)
    def _(self, block: Reliability) -> Html:
        drawn = _figure(self.draw(block), tag("figcaption", DIAGRAM), "plot square")
        return tag("div", drawn, self.one(block.numbers), class_="pair")

    @one.register(Chart)
    def _(self, block: Chart) -> Html:
        return _figure(self.draw(block), _caption(block), "plot")

    def text(self, text: Text) -> Html:
        """A text with its pieces marked."""
        if isinstance(text, str):
            return escaped(text)
        return joined(*map(self._piece, pieces(text)))

    def _piece(self, piece: str | Piece) -> Html:
        if isinstance(piece, str):
            return joined(piece)
        if piece.role in ("terse", "typed") or not piece.text:
            return NOTHING
        if piece.role == "time":
            return tag("time", piece.text, datetime=piece.target)
        if piece.role == "web":
            return link(piece.text, piece.target)
        if piece.role == "page" and piece.target in self.pages:
            return tag("a", piece.text, href=f"#{piece.target}")
        return tag(ELEMENTS[piece.role], piece.text)

    @one.register(Line)
    def _(self, line: Line) -> Html:
        sign = tag("strong", "Warning. ") if line.tone == "warning" else None
        body = self.text(line.text)
        if not body:
            return NOTHING
        shown = tag("strong", body) if line.tone == "strong" else body
        return tag("p", sign, shown, class_=CLASSES.get(line.tone))

    @one.register(Facts)
    def _(self, block: Facts) -> Html:
        found = []
        for fact in block.facts:
            note = tag("small", self.text(fact.note), class_="by") if fact.note else None
            found.append(tag("div", tag("dt", fact.name), tag("dd", self.text(fact.value), note)))
        return tag("dl", *found, class_="facts")

    @one.register(Items)
    def _(self, block: Items) -> Html:
        found = []
        for item in block.items:
            head = joined(*(joined(self.text(part), " ") for part in item.head))
            detail = tag("p", self.text(item.detail)) if item.detail else None
            found.append(tag("li", tag("div", head), tag("div", tag("p", self.text(item.text)), detail)))
        return tag("ol", *found, class_="entries")

    # ── tables ──

    @one.register(Table)
    def _(self, table: Table) -> Html:
        """The table in a box that scrolls by itself where the window is narrow, and that the script then names.

        The first cell of a row heads it.
        """
        heading = tag(f"h{self.top + 1}", table.title) if table.title else None
        caption = table.caption or table.title
        head = _head(table.columns)
        states: Sequence[str | None] = table.states or [None] * len(table.rows)
        rows = (self._row(table, row, state) for row, state in zip(table.rows, states, strict=True))
        title = tag("caption", tag("span", f"{caption[:1].upper()}{caption[1:]}"))
        whole = tag("table", title, head, tag("tbody", *rows), data_sort=table.sortable or None)
        return joined(heading, tag("div", whole, class_="scroll"))

    def _row(self, table: Table, row: Sequence[Cell | Text], state: str | None) -> Html:
        cells: list[list[Cell]] = []
        for column, item in zip(table.columns, row, strict=True):
            cell = item if isinstance(item, Cell) else Cell(item)
            if column.below:
                cells[-1].append(cell)
            else:
                cells.append([cell])
        columns = [column for column in table.columns if not column.below]
        shown = (
            self._cell(*pair, first=not at, is_named=table.sortable)
            for at, pair in enumerate(zip(columns, cells, strict=True))
        )
        return tag("tr", *shown, data_state=state)

    def _cell(self, column: Column, cells: Sequence[Cell], *, first: bool, is_named: bool) -> Html:
        main, *others = cells
        key = "Infinity" if main.key == inf else main.key
        below = [tag("small", self._content(cell), class_="below") for cell in others]
        css = "n" if column.kind == "number" else "given" if column.name in GIVEN else None
        if first:
            return tag("th", self._content(main), *below, scope="row", data_key=key, class_=css)
        name = column.name if is_named else None
        return tag("td", self._content(main), *below, data_key=key, data_name=name, class_=css)

    def _content(self, cell: Cell) -> Html:
        if isinstance(cell.text, Course):
            return strip(cell.text)
        text = self.text(cell.text)
        if text.startswith("  "):
            return tag("span", Html(text.strip()), class_="sub")
        return tag("strong", text) if cell.tone == "strong" and text else text


@lru_cache(maxsize=64)
def _head(columns: tuple[Column, ...]) -> Html:
    """The head of a table, of which all forecasts of a report have the same few."""
    return tag("thead", tag("tr", *(_heading(column) for column in columns if not column.below)))


def _heading(column: Column) -> Html:
    css = "n" if column.kind == "number" else None
    return tag("th", column.name, scope="col", class_=css, title=column.about or None)


def _figure(drawn: Html, caption: Html, css: str) -> Html:
    return tag("figure", drawn, caption, class_=f"outlook-picture {css}")


def _caption(block: Chart) -> Html:
    """What is drawn, and the legend."""
    drawn = block.picture.drawn
    keys = (
        tag("li", tag("span", sign, class_=css or None), f" {words}")
        for css, sign, words in map(_key, legend(block.picture))
    )
    return tag("figcaption", f"{drawn[:1].upper()}{drawn[1:]}", tag("ul", *keys))


def _key(key: Key) -> tuple[str, str, str]:
    """The colour, the sign and the words of a row of the legend."""
    css, sign = (COLORS[key.number], SIGNS[key.number]) if key.role == "stated" else KEYS[key.role]
    return css, sign, key.words
