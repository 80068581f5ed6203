"""One forecast over time as SVG: the same panels, lines and marks as in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.show.describe.axis import days, times, values
from outlook.show.describe.phrasing import cut, day, plural, safe
from outlook.show.svg import shapes as svg
from outlook.show.terminal.plot import across, counted, edges, ending, height, last_band, last_values, standing, upright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outlook.answers.chart import Line, Panel, Picture

WIDTH = 780
RIGHT = 24
TOP = 96
TALL, LOW = 260, 96
BETWEEN = 36
AXIS = 58
ROW = 20
LETTER = 6.6
LONGEST, SMALL = 92, 112
MOST_TICKS = 6
LABELS_TALL, LABELS_LOW = 5, 3
DASHES = ("", "10 4", "5 3", "12 3 3 3", "3 3")
DOTTED = "2 3"
QUARTERS = ((0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%"))


def plot_svg(picture: Picture, name: str = "plot") -> str:
    """A whole SVG document, to be kept as a file or set into a page; `name` begins its ids.

    Time runs to the right over the window, to the resolution once there is one; probabilities stand on a fixed scale
    from 0 to 100 %, quantities and days on one that holds all that is drawn.
    """
    forecast = picture.situation.forecast
    frame = _Frame(picture)
    head = [
        svg.text(24, 26, cut(safe(forecast.heading), LONGEST), "title"),
        svg.text(24, 44, cut(f"{forecast.full_id} · {standing(picture)}", SMALL), "soft"),
        svg.text(24, 60, cut(f"drawn: {safe(picture.drawn)}", SMALL), "soft"),
    ]
    if picture.is_empty:
        said = "Nothing was stated or implied by then."
        return svg.document(name, (WIDTH, TOP + ROW), forecast.heading, said, [*head, svg.text(24, TOP, said)])
    body = [*head]
    for at, panel in enumerate(picture.panels):
        body += frame.panel(panel, TOP + at * (frame.tall + BETWEEN))
    rows = _legend(picture)
    body += [*frame.time_axis(), *_legend_lines(rows, frame.bottom + AXIS + ROW)]
    size = (WIDTH, frame.bottom + AXIS + ROW * (len(rows) + 1))
    return svg.document(name, size, forecast.heading, f"{standing(picture)}. {_told(picture)}", body)


class _Frame:
    """Where the panels of one picture lie, and their drawing."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        several = len(picture.panels) > 1
        self.tall = LOW if several else TALL
        self.labels = [_labels(panel, several=several) for panel in picture.panels]
        self.left = 24 + LETTER * max((len(text) for found in self.labels for _, text in found), default=0) + 10
        self.bottom = TOP + len(picture.panels) * (self.tall + BETWEEN) - BETWEEN

    def x(self, at: datetime) -> float:
        """Where a moment lies across the picture, in pixels from its left edge."""
        return self.left + (WIDTH - RIGHT - self.left) * across(self.picture, at)

    def panel(self, panel: Panel, top: float) -> Iterator[str]:
        """One panel with its grid, its bands, its lines and its marks."""

        def y(value: float) -> float:
            return top + self.tall * (1.0 - height(panel, value))

        for value, label in _labels(panel, several=len(self.picture.panels) > 1):
            yield svg.line((self.left, y(value)), (WIDTH - RIGHT, y(value)), "grid")
            yield svg.text(self.left - 8, y(value) + 4, label, "soft", "end")
        yield svg.text(self.left, top - 8, cut(safe(panel.title), LONGEST))
        for band in panel.bands:
            corner = (self.x(band.starts_at), y(band.high))
            size = (max(self.x(band.ends_at) - corner[0], 1.0), max(y(band.low) - corner[1], 1.0))
            yield svg.box(corner, size, "band", "central interval")
        for at in edges(self.picture):
            yield svg.line((self.x(at), top), (self.x(at), top + self.tall), "edge", "2 3")
        for line, css, dash in _styled(panel):
            places = [
                [(self.x(stroke.starts_at), y(stroke.value)), (self.x(stroke.ends_at), y(stroke.value))]
                for stroke in line.strokes
            ]
            yield svg.path(_joined(places), f"line {css}", dash)
        stated = [(line, css) for line, css, _ in _styled(panel) if line.role == "stated"]
        for number, (line, css) in enumerate(stated):
            for stroke in line.strokes:
                label = f"{line.name}, {day(stroke.starts_at)}"
                yield svg.symbol(svg.MARKS[number], (self.x(stroke.starts_at), y(stroke.value)), f"mark {css}", label)
        if panel.truth is not None and self.picture.resolved_at is not None:
            place = (self.x(self.picture.resolved_at), y(panel.truth))
            yield svg.symbol(svg.RING, place, "truth", f"what happened:{ending(self.picture)}")

    def time_axis(self) -> Iterator[str]:
        """The axis under the last panel, the evidence on it, and the dates."""
        picture, floor = self.picture, self.bottom + 8
        yield svg.line((self.left, floor), (WIDTH - RIGHT, floor), "edge")
        for entry in picture.evidence:
            label = f"{day(entry.known_at)} {entry.grade or ''}: {entry.summary}"
            yield svg.symbol(svg.TICK, (self.x(entry.known_at), floor + 2), "tick", label)
        for at, text in times(picture.starts_at, picture.ends_at, MOST_TICKS):
            yield svg.line((self.x(at), floor), (self.x(at), floor + 6), "edge")
            close = self.x(at) > WIDTH - RIGHT - LETTER * len(text) / 2
            yield svg.text(self.x(at), floor + 28, text, "soft", "end" if close else "middle")


def _labels(panel: Panel, *, several: bool) -> list[tuple[float, str]]:
    if panel.unit == "probability":
        return [(value, text) for value, text in QUARTERS if not several or value in (0.0, 0.5, 1.0)]
    most = LABELS_LOW if several else LABELS_TALL
    return days(panel.low, panel.high, most) if panel.unit == "day" else values(panel.low, panel.high, most)


def _joined(places: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    """Pieces that touch in time, joined to one line of steps."""
    joined: list[list[tuple[float, float]]] = []
    for piece in places:
        if joined and joined[-1][-1][0] == piece[0][0]:
            joined[-1] += piece
        else:
            joined.append(list(piece))
    return joined


def _styled(panel: Panel) -> list[tuple[Line, str, str]]:
    """The lines with their colour and dashes, the implied one first so that the stated lie over it."""
    implied = [(line, "implied", DOTTED) for line in panel.lines if line.role == "implied"]
    stated = [line for line in panel.lines if line.role == "stated"]
    return [*implied, *zip(stated, svg.COLORS, DASHES, strict=False)]


def _legend(picture: Picture) -> list[tuple[str, str, str, str]]:
    """The rows of the legend: colour, dashes, mark and words."""
    first, found = picture.panels[0], []
    for number, (line, css, dash) in enumerate(sorted(_styled(first), key=lambda one: one[0].role == "implied")):
        is_implied = line.role == "implied"
        whose = "implied by the evidence" if is_implied else f"stated by {line.name}"
        shape = "" if is_implied else svg.MARKS[number]
        found.append((f"line {css}", dash, shape, f"{whose}: {last_values(picture, line)}"))
    if first.bands:
        found.append(("band", "", "", f"the central interval: {last_band(picture)}"))
    if first.truth is not None:
        found.append(("truth", "", svg.RING, f"what happened:{ending(picture)}"))
    if ends := upright(picture):
        found.append(("line edge", "2 3", "", ends))
    if picture.evidence:
        found.append(("tick", "", svg.TICK, plural(len(picture.evidence), "report")))
    return [*found, *(("", "", "", words) for words in counted(picture) if words.startswith("not drawn"))]


def _legend_lines(rows: list[tuple[str, str, str, str]], top: float) -> Iterator[str]:
    for at, (css, dash, shape, words) in enumerate(rows):
        y = top + at * ROW
        color = css.removeprefix("line ")
        if css.startswith("line "):
            yield svg.line((24, y - 4), (56, y - 4), css, dash)
        if css == "band":
            yield svg.box((24, y - 11), (32, 14), css)
        if shape:
            yield svg.symbol(
                shape, (40, y - 4 - 4 * (css == "tick")), f"mark {color}" if css.startswith("line ") else css
            )
        yield svg.text(66, y, cut(safe(words), SMALL))


def _told(picture: Picture) -> str:
    return ". ".join(words for _, _, _, words in _legend(picture)) + "."
