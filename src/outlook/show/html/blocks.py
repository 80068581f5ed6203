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
from outlook.show.markup import ESCAPED, HOLE, NOTHING, Html, element, ends, joined, link, prose, tag

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
P, LI, UL, CODE, SPAN = (element(name) for name in ("p", "li", "ul", "code", "span"))
BLOCKQUOTE, DETAILS, SUMMARY, CAPTION, TBODY = (
    element(name) for name in ("blockquote", "details", "summary", "caption", "tbody")
)
PAIR, SCROLL = element("div", class_="pair"), element("div", class_="scroll")
FACTS, ENTRIES = element("dl", class_="facts"), element("ol", class_="entries")
FIGCAPTION = element("figcaption")
# What is around the texts of which a report has most: it is joined as plain text, and markup is made of the whole.
PARAGRAPH, STRONG, SUB = (ends(one) for one in (P(HOLE), tag("strong", HOLE), tag("span", HOLE, class_="sub")))
BY, BELOW = (ends(tag("small", HOLE, class_=name)) for name in ("by", "below"))
FACT, ITEM = ends(tag("div", tag("dt", HOLE), tag("dd", HOLE))), ends(LI(tag("div", HOLE), tag("div", HOLE)))
OF_ROLES = {"strong": "strong", "code": "code", "mark": "mark", "page": "code", "gloss": "small", "soft": "small"}
MARKED = {role: ends(tag(name, HOLE)) for role, name in OF_ROLES.items()}
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
# A column's place, its cells' ends and what makes one with a key, and what goes below.
_Printed: TypeAlias = tuple[int, tuple[str, ...], Callable[..., Html], tuple[int, ...]]


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
        return Html(self._inner(text))

    # What follows is finished markup as plain text, for who makes markup of more of it: `Html` copies each text.

    def _inner(self, text: Text) -> str:
        if isinstance(text, str):
            return ESCAPED[text]
        if isinstance(text, tuple):
            return "".join([ESCAPED[piece] if isinstance(piece, str) else self._piece(piece) for piece in text])
        return self._piece(text)

    def _piece(self, piece: Piece) -> str:
        role = piece.role
        if role == "time":
            return _time(piece.text, piece.target)
        if not piece.text or role in ("terse", "typed"):
            return ""
        if role == "web":
            return link(piece.text, piece.target)
        if role == "page" and piece.target in self.pages:
            return A(f"#{piece.target}", piece.text)
        before, after = MARKED[role]
        return before + ESCAPED[piece.text] + after

    def _line(self, line: Line) -> Html:
        body = self._inner(line.text)
        if not body:
            return NOTHING
        before, after = _paragraphs(line.tone)
        return Html(before + body + after)

    def _facts(self, block: Facts) -> Html:
        found: list[str] = []
        (before, between, after), (opened, closed) = FACT, BY
        for name, value, note in block.facts:
            found += before, ESCAPED[name], between, self._inner(value)
            if note:
                found += opened, self._inner(note), closed
            found.append(after)
        return FACTS(_one_after_another(found))

    def _items(self, block: Items) -> Html:
        found, inner = list[str](), self._inner
        (before, between, after), (opened, closed) = ITEM, PARAGRAPH
        for item in block.items:
            found.append(before)
            for text in item.head:
                found += inner(text), " "
            found += between, opened, inner(item.text), closed
            if item.detail:
                found += opened, inner(item.detail), closed
            found.append(after)
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
        found: list[str] = []
        for place, (before, after), made, below in columns:
            main, key = row[place], None
            if isinstance(main, Cell):
                key = main.key
                if key == inf:
                    key = "Infinity"
                content = self._content(main.text, main.tone)
            else:
                content = self._content(main)
            for other in below:
                content += BELOW[0] + self._cell(row[other]) + BELOW[1]
            found.append(before + content + after if key is None else made(key, Html(content)))
        return _one_after_another(found)

    def _cell(self, cell: Cell | Text) -> str:
        return self._content(cell.text, cell.tone) if isinstance(cell, Cell) else self._content(cell)

    def _content(self, said: Text | Course, tone: str = "") -> str:
        if isinstance(said, Course):
            return strip(said)
        text = ESCAPED[said] if isinstance(said, str) else self._inner(said)
        if text.startswith("  "):
            return SUB[0] + text.strip() + SUB[1]
        return STRONG[0] + text + STRONG[1] if tone == "strong" and text else text


def _one_after_another(parts: Sequence[str]) -> Html:
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
    made = [(place, _cell(columns[place], place, is_named=is_named), tuple(below)) for place, below in found]
    return tuple([(place, ends(cell(None, HOLE)), cell, below) for place, cell, below in made])


def _cell(column: Column, place: int, *, is_named: bool) -> Callable[..., Html]:
    css = "n" if column.kind == "number" else "given" if column.name in GIVEN else None
    if place == 0:
        return element("th", scope="row", data_key=..., class_=css)
    return element("td", data_key=..., data_name=column.name if is_named else None, class_=css)


@cache
def _headings(level: int) -> Callable[..., Html]:
    return element(f"h{level}")


@cache
def _paragraphs(tone: Tone) -> tuple[str, ...]:
    """What is around a line of ours."""
    if tone == "strong":
        return ends(P(tag("strong", HOLE)))
    warning = tag("strong", "Warning. ") if tone == "warning" else None
    return ends(tag("p", warning, HOLE, class_=CLASSES.get(tone)))


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
    keys = [LI(_sign(css, sign), f" {words}") for css, sign, words in map(_key, legend(block.picture))]
    return FIGCAPTION(f"{drawn[:1].upper()}{drawn[1:]}", UL(*keys))


@cache
def _sign(css: str, sign: str) -> Html:
    return tag("span", sign, class_=css or None)


def _key(key: Key) -> tuple[str, str, str]:
    """The colour, the sign and the words of a row of the legend."""
    css, sign = (COLORS[key.number], SIGNS[key.number]) if key.role == "stated" else KEYS[key.role]
    return css, sign, key.words
