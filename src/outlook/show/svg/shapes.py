"""SVG as text: a few shapes, everything escaped, nothing fetched, readable on light and dark.

Every function gives one element as text. Colours are names of classes, which the document's own style sets twice,
for light and for dark; it asks for nothing from outside, so that a picture can stand in any page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from outlook.show.describe.phrasing import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Contrast on their paper is 4.5 or more for text and 3 or more for lines, in both.
STYLE = """
.outlook-picture{--ink:#1b1f24;--soft:#57606a;--grid:#d0d7de;--paper:#ffffff;--implied:#57606a;--truth:#b3123c;
--one:#0a5bb5;--two:#a3400b;--three:#0b6e4f;--four:#7a3aa8;--five:#8a5a00}
@media (prefers-color-scheme:dark){
.outlook-picture{--ink:#e6edf3;--soft:#9aa4af;--grid:#333b45;--paper:#0d1117;--implied:#9aa4af;--truth:#ff7b93;
--one:#6cb0ff;--two:#ff9c66;--three:#4fc796;--four:#c99bf0;--five:#e0b34d}}
.outlook-picture text{font:12px system-ui,sans-serif;fill:var(--ink)}
.outlook-picture text.soft{fill:var(--soft)}
.outlook-picture text.title{font-weight:600;font-size:14px}
.outlook-picture .paper{fill:var(--paper)}
.outlook-picture .grid{stroke:var(--grid);stroke-width:1;fill:none}
.outlook-picture .edge{stroke:var(--soft);stroke-width:1;fill:none}
.outlook-picture .line{fill:none;stroke-width:2;stroke-linejoin:round}
.outlook-picture .one{stroke:var(--one)}
.outlook-picture .two{stroke:var(--two)}
.outlook-picture .three{stroke:var(--three)}
.outlook-picture .four{stroke:var(--four)}
.outlook-picture .five{stroke:var(--five)}
.outlook-picture .implied{stroke:var(--implied)}
.outlook-picture .truth{stroke:var(--truth);stroke-width:2;fill:none}
.outlook-picture .mark{stroke-width:1.5;fill:var(--paper)}
.outlook-picture .tick{fill:var(--soft);stroke:none}
.outlook-picture .band{fill:var(--one);fill-opacity:.14;stroke:none}
.outlook-picture .bar{fill:var(--soft);fill-opacity:.45;stroke:none}
"""
COLORS = ("one", "two", "three", "four", "five")
# Circle, square, diamond, triangle and cross: lines are told apart by their marks, not by colour alone.
MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    "M-4 -4L4 -4L4 4L-4 4Z",
    "M0 -5L5 0L0 5L-5 0Z",
    "M0 -5L5 4L-5 4Z",
    "M-5 -2L-2 -2L-2 -5L2 -5L2 -2L5 -2L5 2L2 2L2 5L-2 5L-2 2L-5 2Z",
)
RING = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0"
TICK = "M0 0L4 8L-4 8Z"

Place = tuple[float, float]


def document(name: str, size: tuple[float, float], title: str, description: str, body: Iterable[str]) -> str:
    """A whole picture; `name` makes its ids its own where several stand on one page."""
    width, height = (number(value) for value in size)
    own = plain(name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="outlook-picture" role="img" '
        f'aria-labelledby="{own}-title {own}-description" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" style="max-width:100%;height:auto">\n'
        f'<title id="{own}-title">{plain(title)}</title>\n'
        f'<desc id="{own}-description">{plain(description)}</desc>\n'
        f"<style>{STYLE}</style>\n"
        f'<rect class="paper" width="{width}" height="{height}"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def plain(content: object) -> str:
    """Text that can be nothing but text, in an element or an attribute.

    >>> plain('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(safe(content))


def number(value: float) -> str:
    """A coordinate with at most two decimals.

    >>> number(12.0), number(0.126)
    ('12', '0.13')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(x: float, y: float, content: object, css: str = "", anchor: str = "start") -> str:
    """A line of text that begins, ends or is centred (`middle`) at a place."""
    placed = f'x="{number(x)}" y="{number(y)}"'
    return f'<text {placed} class="{css}" text-anchor="{anchor}">{plain(content)}</text>'


def line(start: Place, end: Place, css: str, dash: str = "") -> str:
    """A straight line."""
    return path([(start, end)], css, dash)


def path(pieces: Iterable[Sequence[Place]], css: str, dash: str = "") -> str:
    """A line through places, in one or more pieces; nothing where there are none."""
    drawn = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in piece) for piece in pieces if piece)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{drawn}" class="{css}"{dashes}/>' if drawn else ""


def box(corner: Place, size: Place, css: str, label: str = "") -> str:
    """A rectangle from its upper left corner; with a label, what a reader sees who points at it."""
    (x, y), (wide, high) = corner, size
    shape = f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" class="{css}"'
    return f"{shape}><title>{plain(label)}</title></rect>" if label else f"{shape}/>"


def symbol(shape: str, place: Place, css: str, label: str = "") -> str:
    """A shape of MARKS, RING or TICK at a place; with a label, what a reader sees who points at it."""
    title = f"<title>{plain(label)}</title>" if label else ""
    x, y = place
    return f'<path transform="translate({number(x)} {number(y)})" d="{shape}" class="{css}">{title}</path>'
