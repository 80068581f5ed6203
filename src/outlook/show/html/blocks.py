"""Blocks as HTML, under headings of some level; who draws the pictures is given, and so is which pages there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias

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
)
from outlook.show.describe.chart import legend
from outlook.show.html.strip import strip
from outlook.show.markup import HOLE, NOTHING, Html, element, joined, link, prose, tag, with_two
from outlook.show.markup import text as escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outlook.show.describe.blocks import Block, Column, Piece, Text, Tone
    from outlook.show.describe.chart import Key

CLASSES: Mapping[Tone, str] = {"soft": "detail", "lead": "lead", "warning": "caution"}
COLORS = ("one", "two", "three", "four", "five")
A, TIME, ROW, TABLE = (
    element("a", href=...),
    element("time", datetime=...),
    element("tr", data_state=...),
    element("table", data_sort=...),
)
P, LI, UL, DIV, DT, DD = (element(name) for name in ("p", "li", "ul", "div", "dt", "dd"))
STRONG, CODE, MARK, SMALL, SPAN = (element(name) for name in ("strong", "code", "mark", "small", "span"))
BLOCKQUOTE, DETAILS, SUMMARY, CAPTION, TBODY = (
    element(name) for name in ("blockquote", "details", "summary", "caption", "tbody")
)
PAIR, SCROLL = element("div", class_="pair"), element("div", class_="scroll")
FACTS, ENTRIES = element("dl", class_="facts"), element("ol", class_="entries")
BY, BELOW, SUB = element("small", class_="by"), element("small", class_="below"), element("span", class_="sub")
FACT, ITEM = with_two(DIV(DT(HOLE), DD(HOLE))), with_two(LI(DIV(HOLE), DIV(HOLE)))
FIGCAPTION, BLANK = element("figcaption"), escaped(" ")
WARNING = STRONG("Warning. ")
ELEMENTS = {"strong": STRONG, "code": CODE, "mark": MARK, "page": CODE, "gloss": SMALL, "soft": SMALL}
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
_Printed: TypeAlias = tuple[int, Callable[..., Html], tuple[int, ...]]  # its place, what makes a cell, what goes below


@dataclass(frozen=True, slots=True)
class Printer:
    """Makes HTML of blocks; a link leads to one of `pages`, and a heading of level 1 is an h`top`."""

    pages: frozenset[str]
    draw: Draw
    top: int = 2

    def all(self, blocks: Iterable[Block]) -> Html:
        """Blocks one after the other."""
        return _one_after_another([self.one(block) for block in blocks])

    def one(self, block: Block) -> Html:
        """One block."""
        made = MADE.get(type(block))
        if made is None:
            raise TypeError(f"{type(block).__name__} is no block of a page")
        return made(self, block)

    def _heading_of(self, block: Heading) -> Html:
        return _headings(self.top + block.level - 1)(self.text(block.text))

    def _prose(self, block: Prose) -> Html:
        return prose(block.text)

    def _gap(self, _block: Gap) -> Html:
        return NOTHING

    def _bullets(self, block: Bullets) -> Html:
        return UL(*map(LI, block.texts))

    def _quote(self, block: Quote) -> Html:
        return BLOCKQUOTE(P(self.text(block.text)), tag("footer", self.text(block.about)))

    def _beside(self, block: Beside) -> Html:
        return PAIR(self.one(block.left), self.one(block.right))

    def _folded(self, block: Folded) -> Html:
        return DETAILS(SUMMARY(block.summary), self.all(block.blocks))

    def _reliability(self, block: Reliability) -> Html:
        drawn = _figure(self.draw(block), FIGCAPTION(DIAGRAM), "plot square")
        return PAIR(drawn, self.one(block.numbers))

    def _chart(self, block: Chart) -> Html:
        return _figure(self.draw(block), _caption(block), "plot")

    def text(self, text: Text) -> Html:
        """A text with its pieces marked."""
        if isinstance(text, str):
            return escaped(text)
        if isinstance(text, tuple):
            return _one_after_another(
                [escaped(piece) if isinstance(piece, str) else self._piece(piece) for piece in text]
            )
        return self._piece(text)

    def _piece(self, piece: Piece) -> Html:
        role = piece.role
        if role == "time":
            return _time(piece.text, piece.target)
        if not piece.text or role in ("terse", "typed"):
            return NOTHING
        if role == "web":
            return link(piece.text, piece.target)
        if role == "page" and piece.target in self.pages:
            return A(f"#{piece.target}", piece.text)
        return ELEMENTS[role](piece.text)

    def _line(self, line: Line) -> Html:
        body, tone = self.text(line.text), line.tone
        if not body:
            return NOTHING
        if tone == "strong":
            return P(STRONG(body))
        return _paragraphs(tone)(joined(WARNING, body) if tone == "warning" else body)

    def _facts(self, block: Facts) -> Html:
        found = []
        for name, value, note in block.facts:
            said = self.text(value)
            if note:
                said = _one_after_another([said, BY(self.text(note))])
            found.append(FACT(name, said))
        return FACTS(_one_after_another(found))

    def _items(self, block: Items) -> Html:
        found, text = [], self.text
        for item in block.items:
            said = P(text(item.text))
            if item.detail:
                said = _one_after_another([said, P(text(item.detail))])
            head = _one_after_another([part for text_of in item.head for part in (text(text_of), BLANK)])
            found.append(ITEM(head, said))
        return ENTRIES(_one_after_another(found))

    # ── tables ──

    def _table(self, table: Table) -> Html:
        """The table in a box that scrolls by itself where the window is narrow, and that the script then names.

        The first cell of a row heads it.
        """
        heading = tag(f"h{self.top + 1}", table.title) if table.title else None
        caption = table.caption or table.title
        head = _head(table.columns)
        states: Sequence[str | None] = table.states or [None] * len(table.rows)
        printed = _columns(table.columns, is_named=table.sortable)
        cells = self._cells
        rows = [ROW(state, cells(printed, row)) for row, state in zip(table.rows, states, strict=True)]
        title = CAPTION(SPAN(f"{caption[:1].upper()}{caption[1:]}"))
        whole = TABLE(table.sortable or None, title, head, TBODY(_one_after_another(rows)))
        return joined(heading, SCROLL(whole))

    def _cells(self, columns: Sequence[_Printed], row: Sequence[Cell | Text]) -> Html:
        """The cells of a row, in each what goes below it."""
        found = []
        for place, made, below in columns:
            main, key = row[place], None
            if isinstance(main, Cell):
                key = main.key
                if key == inf:
                    key = "Infinity"
                content = self._content(main.text, main.tone)
            else:
                content = self._content(main)
            if below:
                content = _one_after_another([content, *[BELOW(self._cell(row[other])) for other in below]])
            found.append(made(key, content))
        return _one_after_another(found)

    def _cell(self, cell: Cell | Text) -> Html:
        return self._content(cell.text, cell.tone) if isinstance(cell, Cell) else self._content(cell)

    def _content(self, said: Text | Course, tone: str = "") -> Html:
        if isinstance(said, Course):
            return strip(said)
        text = escaped(said) if isinstance(said, str) else self.text(said)
        if text.startswith("  "):
            return SUB(Html(text.strip()))
        return STRONG(text) if tone == "strong" and text else text


def _one_after_another(parts: list[Html]) -> Html:
    """Markup that is finished, which `joined` would look at piece by piece."""
    return Html("".join(parts))


MADE: Mapping[type, Callable[[Printer, Any], Html]] = {
    Heading: Printer._heading_of,  # noqa: SLF001 - its own
    Prose: Printer._prose,  # noqa: SLF001 - its own
    Gap: Printer._gap,  # noqa: SLF001 - its own
    Bullets: Printer._bullets,  # noqa: SLF001 - its own
    Quote: Printer._quote,  # noqa: SLF001 - its own
    Beside: Printer._beside,  # noqa: SLF001 - its own
    Folded: Printer._folded,  # noqa: SLF001 - its own
    Reliability: Printer._reliability,  # noqa: SLF001 - its own
    Chart: Printer._chart,  # noqa: SLF001 - its own
    Line: Printer._line,  # noqa: SLF001 - its own
    Facts: Printer._facts,  # noqa: SLF001 - its own
    Items: Printer._items,  # noqa: SLF001 - its own
    Table: Printer._table,  # noqa: SLF001 - its own
}


@lru_cache(maxsize=64)
def _head(columns: tuple[Column, ...]) -> Html:
    """The head of a table, of which all forecasts of a report have the same few."""
    return tag("thead", tag("tr", *(_heading(column) for column in columns if not column.below)))


@lru_cache(maxsize=64)
def _columns(columns: tuple[Column, ...], *, is_named: bool) -> tuple[_Printed, ...]:
    """How the cells of each column are made that is none below another; the first cell of a row heads it."""
    found: list[tuple[int, list[int]]] = []
    for place, column in enumerate(columns):
        if column.below:
            found[-1][1].append(place)
        else:
            found.append((place, []))
    return tuple([(place, _cell(columns[place], place, is_named=is_named), tuple(below)) for place, below in found])


def _cell(column: Column, place: int, *, is_named: bool) -> Callable[..., Html]:
    css = "n" if column.kind == "number" else "given" if column.name in GIVEN else None
    if place == 0:
        return element("th", scope="row", data_key=..., class_=css)
    return element("td", data_key=..., data_name=column.name if is_named else None, class_=css)


@cache
def _headings(level: int) -> Callable[..., Html]:
    return element(f"h{level}")


@cache
def _paragraphs(tone: Tone) -> Callable[..., Html]:
    return element("p", class_=CLASSES.get(tone))


@lru_cache(maxsize=1024, typed=True)  # markup and the same text are two
def _time(said: str, moment: str) -> Html:
    """A moment, which most pages of a report name again."""
    return TIME(moment, said)


def _heading(column: Column) -> Html:
    css = "n" if column.kind == "number" else None
    return tag("th", column.name, scope="col", class_=css, title=column.about or None)


def _figure(drawn: Html, caption: Html, css: str) -> Html:
    return tag("figure", drawn, caption, class_=f"outlook-picture {css}")


def _caption(block: Chart) -> Html:
    """What is drawn, and the legend."""
    drawn = block.picture.drawn
    keys = (LI(_sign(css, sign), f" {words}") for css, sign, words in map(_key, legend(block.picture)))
    return FIGCAPTION(f"{drawn[:1].upper()}{drawn[1:]}", UL(*keys))


@cache
def _sign(css: str, sign: str) -> Html:
    return tag("span", sign, class_=css or None)


def _key(key: Key) -> tuple[str, str, str]:
    """The colour, the sign and the words of a row of the legend."""
    css, sign = (COLORS[key.number], SIGNS[key.number]) if key.role == "stated" else KEYS[key.role]
    return css, sign, key.words
