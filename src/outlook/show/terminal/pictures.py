"""Pictures in characters: a forecast over time, and the reliability diagram."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from outlook.show.describe.axis import times
from outlook.show.describe.blocks import Chart, Reliability
from outlook.show.describe.chart import HALVES, across, edges, height, legend, levels, lines
from outlook.show.describe.phrasing import cut, safe, width
from outlook.show.terminal.canvas import Canvas, Pen, beside
from outlook.show.terminal.plain import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from outlook.answers.chart import Panel, Picture
    from outlook.scoring.calibration import Bin
    from outlook.show.terminal.layout import Span
    from outlook.show.terminal.screen import Screen

PIPED = 100
LEAST = 16
TALL, LOW = 13, 7
LABELS_TALL, LABELS_LOW = 5, 3
MARGIN = 1
TICK_WIDTH = 14
STATED = (
    Pen("bold blue", mark="●", plain="a", plain_mark="A"),
    Pen("bold magenta", on=6, off=2, mark="■", plain="b", plain_mark="B"),
    Pen("bold green", on=3, off=2, mark="◆", plain="c", plain_mark="C"),
    Pen("bold yellow", on=8, off=3, mark="▲", plain="d", plain_mark="D"),
    Pen("bold red", on=2, off=2, mark="✚", plain="e", plain_mark="E"),
)
IMPLIED = Pen("cyan", on=1, off=2, plain=".", mark="⠂", plain_mark=".")
BAND = Pen("blue", on=2, off=2, plain=":")
TRUTH = Pen("bold red", mark="◎", plain_mark="X")
EDGE = Pen("dim", on=1, off=3, plain="|")
SIGNS = {"band": "╌", "truth": "◎", "ends": "┊", "reports": "▲", "absent": " ", "warning": "!"}

GUTTER = 5
ROOM = 40
WIDE = 120
SIZES = ((34, 17), (50, 25))  # columns and rows that make a square of dots, narrow and wide
DIAGONAL = Pen("dim", on=1, off=3, plain=".")
SPAN = Pen("cyan", plain="|")
RATE = Pen("bold cyan", mark="●", plain_mark="O")


def show_picture(screen: Screen, block: Chart | Reliability) -> None:
    """Draw what a block holds."""
    if isinstance(block, Chart):
        _show_chart(screen, block.picture, is_low=block.is_low)
    else:
        _show_reliability(screen, block)


# ── a forecast over time ──


def _show_chart(screen: Screen, picture: Picture, *, is_low: bool) -> None:
    """The panels over one time axis, and what the lines are."""
    rows = LOW if is_low or len(picture.panels) > 1 else TALL
    labels = [levels(panel, LABELS_TALL if rows == TALL else LABELS_LOW, HALVES) for panel in picture.panels]
    margin = max((width(text) for found in labels for _, text in found), default=0) + MARGIN
    columns = max((screen.columns or PIPED) - margin - 1, LEAST)
    for panel, found in zip(picture.panels, labels, strict=True):
        canvas = drawn(picture, panel, columns, rows, ascii_only=screen.ascii)
        _panel(screen, panel, canvas, found, margin)
    _time_axis(screen, picture, margin, columns)
    screen.line()
    for key in legend(picture):
        sign = SIGNS.get(key.role, "")
        if key.role in ("stated", "implied", "truth"):
            pen = TRUTH if key.role == "truth" else _pen(key.number)
            sign = pen.plain_mark if screen.ascii else pen.mark
        more = ", a digit where several came at once" * (key.role == "reports")
        screen.line(f"{sign}  {safe(key.words)}{more}")


def _pen(number: int) -> Pen:
    """The pen of a stated line, or that of what is implied."""
    return IMPLIED if number < 0 else STATED[number]


def _panel(screen: Screen, panel: Panel, canvas: Canvas, labels: Sequence[tuple[float, str]], margin: int) -> None:
    last = canvas.rows - 1
    named = {last - round(height(panel, value) * last): text for value, text in labels}
    screen.line()
    screen.spans([(f"{' ' * margin} {cut(safe(panel.title), canvas.columns)}", "bold")])
    for at, parts in enumerate(canvas.lines()):
        screen.spans([(f"{named.get(at, ''):>{margin}}│", "dim"), *parts])


def drawn(picture: Picture, panel: Panel, columns: int, rows: int, *, ascii_only: bool) -> Canvas:
    """A panel on a canvas: the ends of bands first, lines over them, marks over all."""
    canvas = Canvas(columns, rows, ascii_only=ascii_only)
    for end in ("low", "high"):
        _steps(
            canvas, picture, panel, [(band.starts_at, band.ends_at, getattr(band, end)) for band in panel.bands], BAND
        )
    for at in edges(picture):
        canvas.line((across(picture, at), 0.0), (across(picture, at), 1.0), EDGE)
    for line, number in lines(panel):
        _steps(canvas, picture, panel, [(one.starts_at, one.ends_at, one.value) for one in line.strokes], _pen(number))
    for line, number in lines(panel):
        if line.role == "stated":
            for stroke in line.strokes:
                canvas.mark((across(picture, stroke.starts_at), height(panel, stroke.value)), _pen(number))
    if panel.truth is not None and picture.resolved_at is not None:
        canvas.mark((across(picture, picture.resolved_at), height(panel, panel.truth)), TRUTH)
    return canvas


def _steps(
    canvas: Canvas, picture: Picture, panel: Panel, steps: Iterable[tuple[datetime, datetime, float]], pen: Pen
) -> None:
    """Values that held for a while, joined by upright lines where one follows the other."""
    until, value = None, 0.0
    for starts_at, ends_at, held in steps:
        start, end = (across(picture, at) for at in (starts_at, ends_at))
        if until == starts_at:
            canvas.line((start, height(panel, value)), (start, height(panel, held)), pen)
        canvas.line((start, height(panel, held)), (end, height(panel, held)), pen)
        until, value = ends_at, held


def _time_axis(screen: Screen, picture: Picture, margin: int, columns: int) -> None:
    """The axis with its ticks, the evidence on it, and the dates."""
    ruler = Canvas(columns, 1, ascii_only=screen.ascii)
    ticks = [
        (ruler.column(across(picture, at)), text)
        for at, text in times(picture.starts_at, picture.ends_at, max(columns // TICK_WIDTH, 1))
    ]
    axis = ["─"] * columns
    for column, _ in ticks:
        axis[column] = "┬"
    screen.spans([(f"{' ' * margin}└{''.join(axis)}", "dim")])
    if picture.evidence:
        seen = Counter(ruler.column(across(picture, entry.known_at)) for entry in picture.evidence)
        signs = "".join(_sign(seen.get(column, 0)) for column in range(columns))
        screen.spans([(" " * (margin + 1), ""), (signs.rstrip(), "yellow")])
    screen.spans([(" " * (margin + 1) + _dates(ticks, columns), "dim")])


def _sign(count: int) -> str:
    return " " if not count else "▲" if count == 1 else str(count) if count < 10 else "+"  # noqa: PLR2004 - one digit


def _dates(ticks: Sequence[tuple[int, str]], columns: int) -> str:
    """The dates under their ticks, each left out that would touch the one before it or the edge."""
    text = ""
    for column, label in ticks:
        if (column >= len(text) + 1 or not text) and column + len(label) <= columns:
            text = text.ljust(column) + label
    return text


# ── the reliability diagram ──


def _show_reliability(screen: Screen, block: Reliability) -> None:
    """The diagram with its numbers beside it, or under it where there is no room."""
    available = screen.columns or PIPED
    columns, rows = SIZES[available >= WIDE]
    columns = max(min(columns, available - GUTTER - 1), 2)
    diagram = _diagram(block.bins, columns, rows, ascii_only=screen.ascii)
    numbers = list(lines_of(block.numbers.columns, block.numbers.rows, ROOM))
    numbers += [[], [("● happened, Wilson 90% interval", "dim")], [("dotted: perfect calibration", "dim")]]
    taken = GUTTER + columns + 3
    if taken + max(sum(width(text) for text, _ in line) - 1 for line in numbers) <= available:
        for left, right in zip_longest(diagram, numbers, fillvalue=()):
            screen.spans([*beside(left, taken), *right])
        return
    for line in (*diagram, [], *numbers):
        screen.spans(line)


def _diagram(bins: Sequence[Bin], columns: int, rows: int, *, ascii_only: bool) -> list[list[Span]]:
    canvas = Canvas(columns, rows, ascii_only=ascii_only)
    canvas.line((0.0, 0.0), (1.0, 1.0), DIAGONAL)
    for one in bins:
        canvas.line((one.mean, one.interval[0]), (one.mean, one.interval[1]), SPAN)
    for one in bins:
        canvas.mark((one.mean, one.rate), RATE)
    labels = {0: "100%", rows // 2: "50%", rows - 1: "0%"}
    found: list[list[Span]] = [[("happened", "dim")]]
    found += [[(f"{labels.get(at, ''):>{GUTTER - 1}}│", "dim"), *parts] for at, parts in enumerate(canvas.lines())]
    found.append([(" " * (GUTTER - 1) + "└" + "─" * columns, "dim")])
    inner = columns - len("0%") - len("100%")
    middle = "50%".center(inner) if inner > len("50%") else " " * max(inner, 0)
    found.append([(f"{' ' * GUTTER}0%{middle}100%", "dim")])
    found.append([(" " * GUTTER + "forecast".center(columns), "dim")])
    return found
