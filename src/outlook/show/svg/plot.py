"""One forecast over time, in two sizes: on a paper of its own with its heading and legend, and small within a page."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from outlook.show.describe.axis import times
from outlook.show.describe.chart import (
    HALVES,
    NOTHING_DRAWN,
    QUARTERS,
    band_name,
    edges,
    ending,
    legend,
    levels,
    lines,
    standing,
)
from outlook.show.describe.phrasing import cut, day, safe
from outlook.show.svg import shapes, steps
from outlook.show.svg.shapes import COLORS, DASHES, DOTTED, MARKS, RING, TICK, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from outlook.answers.chart import Band, Panel, Picture, Stroke
    from outlook.show.describe.chart import Key
    from outlook.show.markup import Html

LETTER = 6.6
LONGEST, SMALL_PRINT = 92, 112
ROW = 20
TITLE_ABOVE = 16


class Size(NamedTuple):
    """How large a picture is: the paper, its margins, one panel and several, and how much is written on it."""

    width: int
    left: int
    right: int
    top: int
    tall: int
    low: int
    between: int
    most_dates: int
    most_levels: int
    longest: int
    labelled: bool


LARGE = Size(780, 24, 24, 96, 260, 96, 36, 6, 5, LONGEST, labelled=True)
SMALL = Size(440, 8, 14, 8, 130, 56, 30, 4, 3, 56, labelled=False)


def plot_document(picture: Picture, name: str = "plot") -> str:
    """A whole SVG document; `name` begins its ids.

    Time runs to the right over the window, to the resolution once there is one; probabilities lie on a fixed scale
    from 0 to 100 %, quantities and days on one that holds all that is drawn.
    """
    forecast = picture.situation.forecast
    head = [
        shapes.text(24, 26, cut(safe(forecast.heading), LONGEST), "title"),
        shapes.text(24, 44, cut(f"{forecast.full_id} · {safe(standing(picture))}", SMALL_PRINT), "soft"),
        shapes.text(24, 60, cut(f"drawn: {safe(picture.drawn)}", SMALL_PRINT), "soft"),
    ]
    if picture.is_empty:
        empty = shapes.text(24, LARGE.top, NOTHING_DRAWN)
        return shapes.document(name, (LARGE.width, LARGE.top + ROW), forecast.heading, NOTHING_DRAWN, [*head, empty])
    drawn, keys = draw(picture, LARGE), [line for key in legend(picture) for line in _lines(key)]
    told = f"{standing(picture)}. {'. '.join(key.words for key in legend(picture))}."
    body = [*head, *drawn.shapes, *_legend(keys, drawn.height + ROW)]
    return shapes.document(name, (LARGE.width, drawn.height + ROW * (len(keys) + 1)), forecast.heading, told, body)


def draw(picture: Picture, size: Size) -> Drawn:
    """The panels over one time axis."""
    frame = _Frame(picture, size)
    found = [shape for number, panel in enumerate(picture.panels) for shape in frame.panel(panel, number)]
    return Drawn([*found, *frame.time_axis()], size.width, frame.bottom + 38 + ROW * size.labelled)


class _Frame:
    """Where the panels of one picture lie, and their drawing."""

    def __init__(self, picture: Picture, size: Size) -> None:
        self.picture, self.size = picture, size
        self.several = len(picture.panels) > 1
        self.tall = size.low if self.several else size.tall
        self.top = size.top + TITLE_ABOVE * (self.several and not size.labelled)
        self.most = 3 if self.several else size.most_levels
        self.shares = HALVES if self.most < len(QUARTERS) else QUARTERS
        widest = max(
            (len(text) for panel in picture.panels for _, text in levels(panel, self.most, self.shares)), default=0
        )
        self.left = size.left + LETTER * widest + 10
        self.right = size.width - size.right
        self.places = steps.Places(picture, self.left, self.right)
        self.bottom = self.top + len(picture.panels) * (self.tall + size.between) - size.between

    def x(self, at: datetime) -> float:
        """Where a moment lies across the picture."""
        return self.places[at].x

    def panel(self, panel: Panel, number: int) -> Iterator[Html]:
        """One panel with its grid, its bands, its lines and its marks."""
        scale = _Scale(panel, self.top + number * (self.tall + self.size.between), self.tall)
        top = scale.top
        named = [(scale.y(value), label) for value, label in levels(panel, self.most, self.shares)]
        yield _grid(self.left, self.right, tuple([at for at, _ in named]))
        yield from (shapes.text(self.left - 8, at + 4, label, "soft", "end") for at, label in named)
        if self.several or self.size.labelled:
            yield shapes.text(self.left, top - 8, cut(safe(panel.title), self.size.longest))
        if panel.bands:
            held = steps.band(scale.boxes(panel.bands, self.places))
            yield shapes.shape(held, "band", label=band_name(panel) if self.size.labelled else "")
        ends = [((self.x(at), top), (self.x(at), top + self.tall)) for at in edges(self.picture)]
        yield shapes.path(ends, "edge", DOTTED)
        for line, pen in lines(panel):
            drawn = steps.line(scale.spans(line.strokes, self.places))
            yield shapes.shape(drawn, f"line {_color(pen)}", _dash(pen))
        yield from self._stated(panel, scale)
        if panel.truth is not None and self.picture.resolved_at is not None:
            place = (self.x(self.picture.resolved_at), scale.y(panel.truth))
            yield from self._symbols(RING, [place], [f"what happened:{ending(self.picture)}"], "truth")

    def _stated(self, panel: Panel, scale: _Scale) -> Iterator[Html]:
        for line, pen in lines(panel):
            if line.role == "stated":
                places = [(self.x(one.starts_at), scale.y(one.value)) for one in line.strokes]
                labels = (f"{line.name}, {day(one.starts_at)}" for one in line.strokes)
                yield from self._symbols(MARKS[pen], places, labels, f"mark {COLORS[pen]}")

    def _symbols(
        self, shape: str, places: Sequence[shapes.Coordinates], labels: Iterable[str], css: str
    ) -> Iterator[Html]:
        """Marks, each with what a reader sees who points at it; a small picture leaves that to its legend."""
        if self.size.labelled:
            yield from (shapes.symbol(shape, [place], css, label) for place, label in zip(places, labels, strict=True))
        elif places:
            yield shapes.symbol(shape, list(dict.fromkeys(places)), css)

    def time_axis(self) -> Iterator[Html]:
        """The axis under the last panel, the evidence on it, and the dates."""
        picture, floor = self.picture, self.bottom + 8
        yield shapes.line((self.left, floor), (self.right, floor), "edge")
        places = [(self.x(entry.known_at), floor + 2) for entry in picture.evidence]
        labels = (f"{day(entry.known_at)} {entry.grade or ''}: {entry.summary}" for entry in picture.evidence)
        yield from self._symbols(TICK, places, labels, "tick")
        for at, text in times(picture.starts_at, picture.ends_at, self.size.most_dates):
            yield shapes.line((self.x(at), floor), (self.x(at), floor + 6), "edge")
            close = self.x(at) > self.right - LETTER * len(text) / 2
            yield shapes.text(self.x(at), floor + 28, text, "soft", "end" if close else "middle")


@lru_cache(64)
def _grid(left: float, right: float, levels: tuple[float, ...]) -> Html:
    return shapes.path([((left, at), (right, at)) for at in levels], "grid")


class _Scale:
    """The upright axis of a panel: the higher a value, the nearer to the top."""

    def __init__(self, panel: Panel, top: float, tall: float) -> None:
        self.top, self._per = top, tall / (panel.high - panel.low)
        self._floor = top + tall + self._per * panel.low

    def y(self, value: float) -> float:
        """How far down a value lies."""
        return self._floor - self._per * value

    def spans(self, strokes: Iterable[Stroke], places: steps.Places) -> list[steps.Span]:
        """Values with the times for which they held."""
        floor, per = self._floor, self._per
        return [
            (places[since], places[until], floor - per * value, floor - per * last)
            for since, until, value, last in strokes
        ]

    def boxes(self, bands: Iterable[Band], places: steps.Places) -> list[steps.Box]:
        """Intervals with the times for which they held."""
        floor, per = self._floor, self._per
        return [
            (
                places[since],
                places[until],
                floor - per * high,
                floor - per * low,
                floor - per * last_high,
                floor - per * last_low,
            )
            for since, until, low, high, last_low, last_high in bands
        ]


def _color(number: int) -> str:
    return COLORS[number] if number >= 0 else "implied"


def _dash(number: int) -> str:
    return DASHES[number] if number >= 0 else DOTTED


def _lines(key: Key) -> list[Key]:
    """A warning is never cut: it takes as many rows as it needs."""
    if key.role != "warning":
        return [key]
    return [key._replace(words=line) for line in wrap(safe(key.words), SMALL_PRINT)]


def _legend(keys: Sequence[Key], top: float) -> Iterator[Html]:
    """A row for each key: its line, box or mark, and the words."""
    for at, key in enumerate(keys):
        y = top + at * ROW
        if key.role in ("stated", "implied"):
            yield shapes.line((24, y - 4), (56, y - 4), f"line {_color(key.number)}", _dash(key.number))
        if key.role == "stated":
            yield shapes.symbol(MARKS[key.number], [(40, y - 4)], f"mark {_color(key.number)}")
        if key.role == "band":
            yield shapes.box((24, y - 11), (32, 14), "band")
        if key.role == "truth":
            yield shapes.symbol(RING, [(40, y - 4)], "truth")
        if key.role == "ends":
            yield shapes.line((24, y - 4), (56, y - 4), "edge", DOTTED)
        if key.role == "reports":
            yield shapes.symbol(TICK, [(40, y - 8)], "tick")
        yield shapes.text(66, y, cut(safe(key.words), SMALL_PRINT))
