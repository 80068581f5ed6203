"""The picture of a forecast over time, small enough for a telephone; lines are told apart by their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.axis import days, times, values
from outlook.show.describe.phrasing import cut, day, percent, plural, quantity
from outlook.show.html.markup import Child, Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from outlook.answers.chart import Line, Panel, Picture

WIDTH, RIGHT, TOP = 440, 14, 8
TALL, LOW, BETWEEN, ABOVE, BELOW = 130, 56, 14, 16, 30
LETTER, BESIDE = 8, 7
MOST_DATES, MOST_LABELS = 4, 3
LONGEST = 56
HALVES = ((0.0, "0%"), (0.5, "50%"), (1.0, "100%"))
# A disc, a square, a diamond, a triangle and a cross, each drawn from its centre.
SHAPES = (
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "m-3-3h6v6h-6z",
    "m0-4.5l4.5 4.5-4.5 4.5-4.5-4.5z",
    "m0-4l4 7h-8z",
    "m-1.5-4h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5v-3h2.5z",
)
SIGNS = ("●", "■", "◆", "▲", "✚")
RING = "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0m4 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0"
TICK = "l3.5 7h-7z"


class _Frame(NamedTuple):
    """Where things lie: the left end of the axis, and the height of a panel with what stands above it."""

    picture: Picture
    left: float
    tall: float
    above: float

    def x(self, at: datetime) -> float:
        """Time runs to the right, from the start of the picture to its end."""
        whole = (self.picture.ends_at - self.picture.starts_at).total_seconds()
        share = (at - self.picture.starts_at).total_seconds() / whole
        return self.left + (WIDTH - RIGHT - self.left) * min(max(share, 0.0), 1.0)

    def top(self, number: int) -> float:
        """The upper edge of a panel."""
        return TOP + self.above + number * (self.tall + self.above + BETWEEN)

    def y(self, panel: Panel, top: float, value: float) -> float:
        """Values rise from the lower edge of a panel to its upper one."""
        share = (value - panel.low) / (panel.high - panel.low) if panel.high > panel.low else 0.5
        return top + self.tall * (1 - min(max(share, 0.0), 1.0))

    @property
    def bottom(self) -> float:
        """The lower edge of the last panel."""
        return self.top(len(self.picture.panels) - 1) + self.tall


def plot(picture: Picture) -> Html | None:
    """The figure with its legend; None where there is nothing to draw."""
    if picture.is_empty:
        return None
    several = len(picture.panels) > 1
    widest = max(len(text) for panel in picture.panels for _, text in _labels(panel))
    frame = _Frame(picture, LETTER * widest + BESIDE + 2, LOW if several else TALL, ABOVE if several else 0)
    rows = _legend(picture)
    span = f"{day(picture.starts_at)} to {day(picture.ends_at)}"
    told = f"{_capital(picture.drawn)}, {span}. {'. '.join(text for _, _, text in rows)}."
    body: list[Child] = [tag("title", told)]
    for number, panel in enumerate(picture.panels):
        body += _panel(frame, panel, number, several=several)
    drawn = tag("svg", *body, *_axis(frame), viewBox=f"0 0 {WIDTH} {frame.bottom + BELOW:g}", role="img")
    keys = [tag("li", tag("span", sign, class_=css), f" {text}") for css, sign, text in rows]
    return tag("figure", drawn, tag("figcaption", _capital(picture.drawn), tag("ul", *keys)), class_="plot")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _labels(panel: Panel) -> Sequence[tuple[float, str]]:
    if panel.unit == "probability":
        return HALVES
    return (
        days(panel.low, panel.high, MOST_LABELS) if panel.unit == "day" else values(panel.low, panel.high, MOST_LABELS)
    )


def _panel(frame: _Frame, panel: Panel, number: int, *, several: bool) -> Iterator[Html]:
    top = frame.top(number)
    right = WIDTH - RIGHT
    levels = [(frame.y(panel, top, value), text) for value, text in _labels(panel)]
    yield tag("path", class_="g", d="".join(f"M{_n(frame.left)} {_n(y)}H{right}" for y, _ in levels))
    for y, text in levels:
        yield tag("text", text, class_="e", x=_n(frame.left - BESIDE), y=_n(y + 4))
    if several:
        yield tag("text", cut(panel.title, LONGEST), x=_n(frame.left), y=_n(top - 5))
    for band in panel.bands:
        x, y = frame.x(band.starts_at), frame.y(panel, top, band.high)
        wide, high = frame.x(band.ends_at) - x, frame.y(panel, top, band.low) - y
        yield tag("rect", class_="b", x=_n(x), y=_n(y), width=_n(max(wide, 1)), height=_n(max(high, 1)))
    for at in _ends(frame.picture):
        yield tag("path", class_="c", d=f"M{_n(frame.x(at))} {_n(top)}v{_n(frame.tall)}")
    yield from _lines(frame, panel, top)


def _ends(picture: Picture) -> list[datetime]:
    """The moments that end the window: its close, and the resolution."""
    ends = (picture.situation.forecast.closes_at, picture.resolved_at)
    return [at for at in dict.fromkeys(ends) if at is not None and picture.starts_at < at <= picture.ends_at]


def _lines(frame: _Frame, panel: Panel, top: float) -> Iterator[Html]:
    """The implied line first, so that the stated ones lie over it; then what happened."""
    for line, css, shape in _styled(panel):
        if not line.strokes:
            continue
        yield tag("path", class_=css, d=_steps(frame, panel, line, top))
        if shape:
            places = [(frame.x(one.starts_at), frame.y(panel, top, one.value)) for one in line.strokes]
            yield tag("path", class_=f"{css} k", d="".join(f"M{_n(x)} {_n(y)}{shape}" for x, y in places))
    if panel.truth is not None and frame.picture.resolved_at is not None:
        x, y = frame.x(frame.picture.resolved_at), frame.y(panel, top, panel.truth)
        yield tag("path", class_="t", d=f"M{_n(x)} {_n(y)}{RING}")


def _styled(panel: Panel) -> list[tuple[Line, str, str]]:
    implied = [(line, "i", "") for line in panel.lines if line.role == "implied"]
    stated = [line for line in panel.lines if line.role == "stated"]
    return [
        *implied,
        *((line, f"s{number}", shape) for number, (line, shape) in enumerate(zip(stated, SHAPES, strict=False))),
    ]


def _steps(frame: _Frame, panel: Panel, line: Line, top: float) -> str:
    """Values that held for a while, joined by upright lines where one follows the other.

    In tenths and relative to the last place, which keeps a path of many days short and adds no rounding up.
    """
    parts, until, y = list[str](), None, 0
    for stroke in line.strokes:
        start, end = (round(10 * frame.x(at)) for at in (stroke.starts_at, stroke.ends_at))
        height = round(10 * frame.y(panel, top, stroke.value))
        if until != stroke.starts_at:
            parts.append(f"M{_n(start / 10)} {_n(height / 10)}")
        elif height != y:
            parts.append(f"v{_n((height - y) / 10)}")
        parts.append(f"h{_n((end - start) / 10)}")
        until, y = stroke.ends_at, height
    return "".join(parts)


def _axis(frame: _Frame) -> Iterator[Html]:
    """The dates, and a mark for each report."""
    picture, floor = frame.picture, frame.bottom + 4
    if picture.evidence:
        places = dict.fromkeys(_n(frame.x(entry.known_at)) for entry in picture.evidence)
        yield tag("path", class_="r", d="".join(f"M{x} {_n(floor)}{TICK}" for x in places))
    for at, text in times(picture.starts_at, picture.ends_at, MOST_DATES):
        x = frame.x(at)
        close = x > WIDTH - RIGHT - LETTER * len(text) / 2
        yield tag("text", text, class_="e" if close else "m", x=_n(x), y=_n(floor + 22))


def _legend(picture: Picture) -> list[tuple[str, str, str]]:
    """The rows of the legend: a class for the colour, a sign, and words."""
    first = picture.panels[0]
    rows = []
    for line, css, _ in _styled(first):
        name = "implied by the evidence" if line.role == "implied" else f"stated by {line.name}"
        rows.append((css, "┅" if line.role == "implied" else SIGNS[int(css[1:])], f"{name}{_last(picture, line)}"))
    if first.bands:
        rows.append(("b", "▒", "the central interval"))
    if picture.resolved_at is not None and first.truth is not None:
        rows.append(("t", "◎", f"what happened, known {day(picture.resolved_at)}"))
    if picture.evidence:
        rows.append(("r", "▴", plural(len(picture.evidence), "report")))
    if picture.people_left_out:
        rows.append(("", "+", f"{plural(picture.people_left_out, 'forecaster')} not drawn"))
    return rows


def _last(picture: Picture, line: Line) -> str:
    """The value at the end of a line; nothing where it would be one of several panels'."""
    if len(picture.panels) > 1 or not line.strokes:
        return ""
    panel, value = picture.panels[0], line.strokes[-1].value
    if panel.unit == "day":
        return ""
    return f": {percent(value) if panel.unit == 'probability' else quantity(value)}"


def _n(value: float) -> str:
    """A coordinate with at most one decimal, in the fewest characters."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
