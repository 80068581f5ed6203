"""A few shapes, and the documents that hold them: nothing fetched, readable on light and dark.

Colours are names of classes, which `style.css` sets twice, for light and for dark. Contrast on their paper is 4.5 or
more for text and 3 or more for lines, in both.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.markup import Html, element, joined, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

COLORS = ("one", "two", "three", "four", "five")
DASHES = ("", "10 4", "5 3", "12 3 3 3", "3 3")
DOTTED = "2 3"
# Circle, square, diamond, triangle and cross, each from its centre: lines are told apart by their marks too.
MARKS = (
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "m-4-4h8v8h-8z",
    "m0-5l5 5-5 5-5-5z",
    "m0-5l5 9h-10z",
    "m-5-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",
)
RING = "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0m4 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0"
TICK = "l4 8h-8z"

Coordinates = tuple[float, float]


class Drawn(NamedTuple):
    """Shapes on a paper of some width and height."""

    shapes: list[Html]
    width: float
    height: float


def document(name: str, size: Coordinates, title: str, description: str, body: Iterable[Html]) -> str:
    """A whole picture, to be kept as a file or set into a page; `name` begins its ids."""
    wide, high = (number(value) for value in size)
    parts = [
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-description"),
        tag("style", Html(style())),
        tag("rect", class_="paper", width=wide, height=high),
        *body,
    ]
    drawn = tag(
        "svg",
        *(joined(part, Html("\n")) for part in parts),
        xmlns="http://www.w3.org/2000/svg",
        class_="outlook-picture",
        role="img",
        aria_labelledby=f"{name}-title {name}-description",
        viewBox=f"0 0 {wide} {high}",
        width=wide,
        height=high,
    )
    return f"{drawn}\n"


def inline(drawn: Drawn, title: str) -> Html:
    """A picture within a page, which has the style."""
    box = f"0 0 {number(drawn.width)} {number(drawn.height)}"
    return tag("svg", tag("title", title), *drawn.shapes, class_="outlook-picture", role="img", viewBox=box)


def style() -> str:
    """What all pictures look like."""
    return files("outlook.show.svg").joinpath("style.css").read_text(encoding="utf-8")


def number(value: float) -> str:
    """A coordinate with at most one decimal, in the fewest characters.

    >>> number(12.0), number(0.16), number(-0.04)
    ('12', '.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


class _Tenths(dict[int, str]):
    """So many tenths as a coordinate; as many as fit on a paper, so that all of them may be kept."""

    def __missing__(self, count: int) -> str:
        self[count] = found = number(count / 10)
        return found


TENTHS = _Tenths()


@lru_cache(1024, typed=True)  # what is beside an axis comes again in picture after picture
def text(x: float, y: float, content: str, css: str = "", anchor: str = "") -> Html:
    """A line of text that begins at a place; with an anchor it is centred there (`middle`), or ends (`end`)."""
    return _texts(css, anchor)(number(x), number(y), content)


@cache
def _texts(css: str, anchor: str) -> Callable[..., Html]:
    return element("text", x=..., y=..., class_=css or None, text_anchor=anchor or None)


@lru_cache(1024)
def line(start: Coordinates, end: Coordinates, css: str, dash: str = "") -> Html:
    """A straight line."""
    return path([(start, end)], css, dash)


def path(pieces: Iterable[Sequence[Coordinates]], css: str, dash: str = "") -> Html:
    """A line through places, in one or more pieces."""
    return shape("".join(map(_drawn, pieces)), css, dash)


def shape(drawn: str, css: str, dash: str = "", label: str = "") -> Html:
    """A path as it is drawn; with a label, what a reader sees who points at it."""
    return _paths(css, dash)(drawn, tag("title", label) if label else None)


@cache
def _paths(css: str, dash: str) -> Callable[..., Html]:
    return element("path", d=..., class_=css, stroke_dasharray=dash or None)


def _drawn(piece: Sequence[Coordinates]) -> str:
    """A piece from its first place on; in tenths and relative to the place before, which keeps long courses short."""
    places = [(round(10 * x), round(10 * y)) for x, y in piece]
    parts = [f"M{TENTHS[x]} {TENTHS[y]}" for x, y in places[:1]]
    along = 0  # to the right, in one stroke
    for (x, y), (next_x, next_y) in pairwise(places):
        right, down = next_x - x, next_y - y
        if not down and along * right >= 0:
            along += right
            continue
        if along:
            parts.append(f"h{TENTHS[along]}")
        along = 0 if down else right
        if down:
            parts.append(f"l{TENTHS[right]} {TENTHS[down]}" if right else f"v{TENTHS[down]}")
    return "".join([*parts, f"h{TENTHS[along]}"] if along else parts)


def box(corner: Coordinates, size: Coordinates, css: str, label: str = "") -> Html:
    """A rectangle from its upper left corner; with a label, what a reader sees who points at it."""
    (x, y), (wide, high) = corner, size
    title = tag("title", label) if label else None
    return tag("rect", title, x=number(x), y=number(y), width=number(wide), height=number(high), class_=css)


def symbol(shape: str, places: Sequence[Coordinates], css: str, label: str = "") -> Html:
    """A shape of MARKS, RING or TICK at each place; with a label, what a reader sees who points at it."""
    drawn = "".join([f"M{number(x)} {number(y)}{shape}" for x, y in places])
    return _paths(css, "")(drawn, tag("title", label) if label else None)


def turned(x: float, y: float, content: str, css: str) -> Html:
    """A line of text that is read from below, centred at a place."""
    return tag("g", text(x, y, content, css, "middle"), transform=f"rotate(-90 {number(x)} {number(y)})")
