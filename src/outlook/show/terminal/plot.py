"""One forecast over time, drawn in characters: stated and implied lines, evidence, and the ends of its window."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from outlook.show.describe.axis import days, times, values
from outlook.show.describe.phrasing import NOTHING, cut, day, moment, percent, plural, quantity, safe, width
from outlook.show.terminal.canvas import Canvas, Pen
from outlook.show.terminal.screen import Cell, Column, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from outlook.answers.chart import Line, Panel, Picture

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
IMPLIED = Pen("cyan", on=1, off=2, plain=".", plain_mark=".")
BAND = Pen("blue", on=2, off=2, plain=":")
TRUTH = Pen("bold red", mark="◎", plain_mark="X")
EDGE = Pen("dim", on=1, off=3, plain="|")
QUARTERS = ((0.0, "0%"), (0.5, "50%"), (1.0, "100%"))
Parts = list[tuple[str, str]]


def show_plot(screen: Screen, picture: Picture) -> None:
    """Print the picture: what is drawn, the panels over one time axis, what the lines are, and the evidence."""
    forecast = picture.situation.forecast
    screen.line(f"{forecast.full_id} · {standing(picture)}", "bold")
    screen.line(safe(forecast.question or forecast.heading))
    screen.line(f"drawn: {safe(picture.drawn)}", "dim")
    if picture.is_empty:
        screen.line()
        screen.line("nothing to draw: nothing was stated or implied by then")
        return
    labels = [_labels(panel, several=len(picture.panels) > 1) for panel in picture.panels]
    margin = max((width(text) for found in labels for _, text in found), default=0) + MARGIN
    columns = max((screen.columns or PIPED) - margin - 1, LEAST)
    for panel, found in zip(picture.panels, labels, strict=True):
        _panel(screen, picture, panel, found, margin, columns)
    _time_axis(screen, picture, margin, columns)
    screen.line()
    for text in legend(picture, ascii_only=screen.ascii):
        screen.line(text)
    _evidence(screen, picture)


def standing(picture: Picture) -> str:
    """The window, and where the forecast stands in it."""
    situation = picture.situation
    closes_at, resolved_at = situation.forecast.closes_at, picture.resolved_at
    opened = f"opened {day(picture.starts_at)}"
    closes = f"closes {day(closes_at)}" if closes_at else "no close"
    if resolved_at is None:
        return f"{opened}, {closes} · {situation.state} · as of {moment(picture.at)}"
    return f"{opened}, {closes} · {situation.state}{ending(picture)} {day(resolved_at)}"


def ending(picture: Picture) -> str:
    """The outcome in words, behind `resolved`; empty for every other state."""
    situation = picture.situation
    if situation.state != "resolved" or situation.outcome is None:
        return ""
    is_number = situation.forecast.kind == "numeric"
    return f" {quantity(float(situation.outcome)) if is_number else safe(situation.outcome)}"


# ── panels ──


def _labels(panel: Panel, *, several: bool) -> list[tuple[float, str]]:
    """What stands at the left of a panel, and at which value."""
    if panel.unit == "probability":
        return [(value, text) for value, text in QUARTERS if not several or value != QUARTERS[1][0]]
    most = LABELS_LOW if several else LABELS_TALL
    return days(panel.low, panel.high, most) if panel.unit == "day" else values(panel.low, panel.high, most)


def _panel(
    screen: Screen, picture: Picture, panel: Panel, labels: Sequence[tuple[float, str]], margin: int, columns: int
) -> None:
    rows = LOW if len(picture.panels) > 1 else TALL
    canvas = drawn(picture, panel, columns, rows, ascii_only=screen.ascii)
    beside = {rows - 1 - round(height(panel, value) * (rows - 1)): text for value, text in labels}
    screen.line()
    screen.spans([(f"{' ' * margin} {cut(safe(panel.title), columns)}", "bold")])
    for at, parts in enumerate(canvas.lines()):
        screen.spans([(f"{beside.get(at, ''):>{margin}}│", "dim"), *parts])


def drawn(picture: Picture, panel: Panel, columns: int, rows: int, *, ascii_only: bool) -> Canvas:
    """A panel on a canvas: the ends of bands first, lines over them, marks over all."""
    canvas = Canvas(columns, rows, ascii_only=ascii_only)
    for end in ("low", "high"):
        _steps(
            canvas, picture, panel, [(band.starts_at, band.ends_at, getattr(band, end)) for band in panel.bands], BAND
        )
    for at in edges(picture):
        canvas.line((across(picture, at), 0.0), (across(picture, at), 1.0), EDGE)
    for line, pen in penned(panel):
        _steps(canvas, picture, panel, [(one.starts_at, one.ends_at, one.value) for one in line.strokes], pen)
    for line, pen in penned(panel):
        if line.role == "stated":
            for stroke in line.strokes:
                canvas.mark((across(picture, stroke.starts_at), height(panel, stroke.value)), pen)
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


def penned(panel: Panel) -> list[tuple[Line, Pen]]:
    """The lines with their pens, the implied one first so that the stated lie over it."""
    stated = [line for line in panel.lines if line.role == "stated"]
    implied = [line for line in panel.lines if line.role == "implied"]
    return [*((line, IMPLIED) for line in implied), *zip(stated, STATED, strict=False)]


def across(picture: Picture, at: datetime) -> float:
    """Where a moment lies between the left and the right edge, 0 to 1."""
    return (at - picture.starts_at) / (picture.ends_at - picture.starts_at)


def height(panel: Panel, value: float) -> float:
    """Where a value lies between the lower and the upper edge, 0 to 1."""
    return (value - panel.low) / (panel.high - panel.low)


def edges(picture: Picture) -> list[datetime]:
    """The upright lines: now, the close and the resolution, where they lie on the axis."""
    closes_at = picture.situation.forecast.closes_at
    found = [picture.at if picture.resolved_at is None else picture.resolved_at, closes_at]
    return [at for at in found if at is not None and picture.starts_at <= at <= picture.ends_at]


# ── under the panels ──


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


def legend(picture: Picture, *, ascii_only: bool) -> list[str]:
    """What each line is, with what it says last; then what the other marks are."""
    first = picture.panels[0]
    found = []
    for line, pen in sorted(penned(first), key=lambda pair: pair[0].role == "implied"):
        sign = (pen.plain_mark if ascii_only else pen.mark) if line.role == "stated" else ("." if ascii_only else "⠂")
        found.append(f"{sign}  {_named(line)}: {last_values(picture, line)}")
    if first.bands:
        found.append(f"╌  the central interval: {last_band(picture)}")
    if first.truth is not None:
        found.append(f"{TRUTH.plain_mark if ascii_only else TRUTH.mark}  what happened:{ending(picture)}")
    if ends := upright(picture):
        found.append(f"┊  {ends}")
    return [*found, *(f"   {words}" if words.startswith("not drawn") else f"▲  {words}" for words in counted(picture))]


def counted(picture: Picture) -> Iterator[str]:
    """The evidence on the axis, and what is not drawn."""
    if picture.evidence:
        yield f"evidence, or how many reports came at once ({len(picture.evidence)})"
    before, after = (plural(n, "report") for n in (picture.evidence_before, picture.evidence_after))
    if picture.evidence_before:
        yield f"not drawn: {before} known before the opening, which the prior holds"
    if picture.evidence_after:
        yield f"not drawn: {after} known after the end"
    if picture.people_left_out:
        yield f"not drawn: {plural(picture.people_left_out, 'forecaster')}; name one with --by"


def upright(picture: Picture) -> str:
    """What the upright lines are, with their days."""
    closes_at, resolved_at = picture.situation.forecast.closes_at, picture.resolved_at
    names = [("now", picture.at if resolved_at is None else None), ("close", closes_at), ("resolution", resolved_at)]
    return ", ".join(f"{name} {day(at)}" for name, at in names if at is not None and at in edges(picture))


def _named(line: Line) -> str:
    return f"stated by {safe(line.name)}" if line.role == "stated" else "implied by the evidence"


def last_values(picture: Picture, line: Line) -> str:
    """What a line says last, in every panel."""
    parts = []
    for panel in picture.panels:
        same = next((other for other in panel.lines if (other.name, other.role) == (line.name, line.role)), line)
        value = valued(panel, same.strokes[-1].value) if same.strokes else NOTHING
        parts.append(value if len(picture.panels) == 1 else f"{safe(panel.title)} {value}")
    return ", ".join(parts)


def last_band(picture: Picture) -> str:
    """The newest central interval, in words."""
    panel = picture.panels[0]
    band = panel.bands[-1]
    low = valued(panel, band.low).removesuffix(f" {safe(panel.unit)}")
    return f"{low} to {valued(panel, band.high)}"


def valued(panel: Panel, value: float) -> str:
    """A value of a panel as text, with its unit."""
    if panel.unit == "probability":
        return percent(value)
    if panel.unit == "day":
        return days(value, value + 1, 1)[0][1]
    return f"{quantity(value)} {safe(panel.unit)}".rstrip()


def _evidence(screen: Screen, picture: Picture) -> None:
    if not picture.evidence:
        return
    screen.line()
    rows = [
        [Cell(entry.id, "cyan"), Cell(day(entry.known_at)), Cell(entry.grade or ""), Cell(safe(entry.summary))]
        for entry in picture.evidence
    ]
    columns = [Column("ENTRY"), Column("KNOWN", right=True), Column("GRADE"), Column("EVIDENCE", flexible=True)]
    screen.table(columns, rows, more="pipe the plot")
