"""Tables with a caption, headings that say what they head, and rows that a script can sort."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from outlook.show.html.markup import Child, Html, joined, tag


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, what the name means, and whether its cells are numbers."""

    name: str
    about: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the value it is sorted by; None sorts last, whichever way."""

    shown: Child
    key: float | str | None = None


def table(
    caption: str,
    headings: Sequence[Heading],
    rows: Sequence[Sequence[Cell | Child]],
    *,
    sortable: bool = False,
    states: Sequence[str] = (),
) -> Html:
    """The table in a box that scrolls by itself where the window is narrow, and that the script then names.

    The first cell of a row heads it.
    """
    head = tag("thead", tag("tr", *(_heading(item) for item in headings)))
    marks: Sequence[str | None] = states or [None] * len(rows)
    body = tag("tbody", *(_row(headings, row, mark) for row, mark in zip(rows, marks, strict=True)))
    title = tag("caption", tag("span", caption))
    whole = tag("table", title, head, body, data_sort=sortable or None)
    return tag("div", whole, class_="scroll")


def _heading(item: Heading) -> Html:
    return tag("th", item.name, scope="col", class_="n" if item.number else None, title=item.about or None)


def _row(headings: Sequence[Heading], row: Sequence[Cell | Child], state: str | None) -> Html:
    cells = [
        _cell(heading, item, first=not index) for index, (heading, item) in enumerate(zip(headings, row, strict=True))
    ]
    return tag("tr", *cells, data_state=state)


def _cell(heading: Heading, item: Cell | Child, *, first: bool) -> Html:
    cell = item if isinstance(item, Cell) else Cell(item)
    kind = "n" if heading.number else None
    if first:
        return tag("th", cell.shown, scope="row", data_key=_sorted_by(cell.key), class_=kind)
    return tag("td", cell.shown, data_key=_sorted_by(cell.key), class_=kind)


def _sorted_by(key: float | str | None) -> float | str | None:
    """The key as the script reads it: an infinite score as JavaScript spells it."""
    return "Infinity" if key == inf else key


def facts(items: Sequence[tuple[str, Child]]) -> Html:
    """Pairs of a name and a value."""
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in items), class_="facts")


def items(rows: Sequence[tuple[Child, Child, Child]], class_: str) -> Html:
    """A list whose items have a head, a text and a detail."""
    return tag("ol", *(_item(*row) for row in rows), class_=class_)


def _item(head: Child, shown: Child, detail: Child) -> Html:
    below = tag("p", detail) if detail else None
    return tag("li", tag("div", head), tag("div", tag("p", shown), below))


def titled(level: int, title: str, *children: Child) -> Html:
    """A heading with what stands under it; nothing where nothing does."""
    return joined(tag(f"h{level}", title), *children) if any(children) else Html("")
