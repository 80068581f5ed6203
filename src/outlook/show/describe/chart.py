"""What a picture of one forecast over time says in words, and where things lie in it; each medium draws it itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.belief.documents import author_of
from outlook.show.describe.axis import days, values
from outlook.show.describe.blocks import Block, Cell, Chart, Column, Gap, Heading, Line, Row, Table
from outlook.show.describe.phrasing import NOTHING, between, day, moment, outcome, percent, plural, quantity, state_word
from outlook.show.describe.pools import pool_warnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from outlook.answers.chart import Line as Course
    from outlook.answers.chart import Panel, Picture
    from outlook.model.case import Case

NOTHING_DRAWN = "nothing to draw: nothing was stated or implied by then"
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
HALVES = (0.0, 0.5, 1.0)


class Key(NamedTuple):
    """A row of the legend: what it is of (the how manieth stated line), and its words."""

    role: Literal["stated", "implied", "band", "truth", "ends", "reports", "absent", "warning"]
    words: str
    number: int = 0


def chart_page(picture: Picture) -> Iterator[Block]:
    """The picture with its heading, and the evidence on it."""
    forecast = picture.situation.forecast
    yield Heading(f"{forecast.full_id} · {standing(picture)}", 1)
    yield Line(forecast.question or forecast.heading)
    yield Line(f"drawn: {picture.drawn}", "soft")
    if picture.is_empty:
        yield Gap()
        yield Line(NOTHING_DRAWN)
        return
    yield Chart(picture)
    if picture.evidence:
        yield Gap()
        columns = (
            Column("Entry", "name"),
            Column("Known", "number"),
            Column("Grade", "name", 1),
            Column("Evidence", "prose"),
        )
        rows: list[Row] = [
            [Cell(entry.id, tone="name"), day(entry.known_at), entry.grade or "", entry.summary]
            for entry in picture.evidence
        ]
        yield Table(columns, rows, "The evidence on the time axis", more="pipe the plot")


def standing(picture: Picture) -> str:
    """The window, and where the forecast is in it."""
    situation = picture.situation
    closes_at, resolved_at = situation.forecast.closes_at, picture.resolved_at
    opened = f"opened {day(picture.starts_at)}"
    closes = f"closes {day(closes_at)}" if closes_at else "no close"
    if resolved_at is None:
        return f"{opened}, {closes} · {state_word(situation.state)} · as of {moment(picture.at)}"
    return f"{opened}, {closes} · {situation.state}{ending(picture)} {day(resolved_at)}"


def ending(picture: Picture) -> str:
    """The outcome in words, behind `resolved`; empty for every other state."""
    situation = picture.situation
    if situation.state != "resolved" or situation.outcome is None:
        return ""
    return f" {outcome(situation.forecast.kind, situation.outcome)}"


# ── where things lie ──


def across(picture: Picture, at: datetime) -> float:
    """Where a moment lies between the left and the right edge, 0 to 1."""
    return (at - picture.starts_at) / (picture.ends_at - picture.starts_at)


def height(panel: Panel, value: float) -> float:
    """Where a value lies between the lower and the upper edge, 0 to 1."""
    return (value - panel.low) / (panel.high - panel.low)


def edges(picture: Picture) -> list[datetime]:
    """The upright lines: now or the resolution, and the close, where they lie on the axis."""
    return list(dict.fromkeys(at for _, at in _ends(picture)))


def _ends(picture: Picture) -> list[tuple[str, datetime]]:
    closes_at, resolved_at = picture.situation.forecast.closes_at, picture.resolved_at
    names = [("now", picture.at if resolved_at is None else None), ("close", closes_at), ("resolution", resolved_at)]
    return [(name, at) for name, at in names if at is not None and picture.starts_at <= at <= picture.ends_at]


def levels(panel: Panel, most: int, shares: Sequence[float]) -> list[tuple[float, str]]:
    """At most so many values that an axis names, with their labels; of probabilities the `shares`."""
    if panel.unit == "probability":
        return [(value, f"{value:.0%}") for value in shares]
    return days(panel.low, panel.high, most) if panel.unit == "day" else values(panel.low, panel.high, most)


def lines(panel: Panel) -> list[tuple[Course, int]]:
    """The lines in the order they are drawn, the implied one under the stated, which are numbered; its number is -1."""
    implied = [(line, -1) for line in panel.lines if line.role == "implied"]
    stated = [line for line in panel.lines if line.role == "stated"]
    return [*implied, *((line, number) for number, line in enumerate(stated))]


def with_authors(picture: Picture, case: Case | None) -> Picture:
    """The picture with each document that speaks called by its author, for who knows no ids."""
    if case is None or not any(author_of(case, line.name) for panel in picture.panels for line in panel.lines):
        return picture
    return replace(picture, panels=tuple(_with_authors(panel, case) for panel in picture.panels))


def _with_authors(panel: Panel, case: Case) -> Panel:
    lines = tuple(replace(line, name=author_of(case, line.name) or line.name) for line in panel.lines)
    of = panel.interval
    return replace(panel, lines=lines, interval=of and of._replace(by=author_of(case, of.by) or of.by))


# ── the legend ──


def legend(picture: Picture) -> tuple[Key, ...]:
    """What each line is, with what it says last; then what the other marks are, what is not drawn, and what to mind."""
    last = _LAST.get(0)
    if last is None or last[0] is not picture:
        last = _LAST[0] = picture, tuple(_legend(picture))
    return last[1]


# The legend that was asked for last, since it is printed twice: below a picture, and for those who cannot see it.
_LAST: dict[int, tuple[Picture, tuple[Key, ...]]] = {}


def _legend(picture: Picture) -> Iterator[Key]:
    first = picture.panels[0]
    for line, number in sorted(lines(first), key=lambda pair: pair[0].role == "implied"):
        whose = f"stated by {line.name}" if line.role == "stated" else "implied by the evidence"
        yield Key(line.role, f"{whose}: {_last_values(picture, line)}", number)
    if first.bands:
        yield Key("band", f"{band_name(first)}: {_last_band(first)}")
    if first.truth is not None:
        yield Key("truth", f"what happened:{ending(picture)}")
    if ends := _ends(picture):
        yield Key("ends", ", ".join(f"{name} {day(at)}" for name, at in ends))
    if picture.evidence:
        yield Key("reports", plural(len(picture.evidence), "report"))
    yield from (Key("absent", f"not drawn: {words}") for words in _absent(picture))
    yield from (Key("warning", words) for words in pool_warnings(picture.pool))


def band_name(panel: Panel) -> str:
    """What the band of a panel is: of a probability how sure what is implied is, else whose interval was stated."""
    if panel.interval is None:
        return "where what is implied lies nine times in ten"
    return f"the central {panel.interval.share:.0%} interval of {panel.interval.by}"


def _absent(picture: Picture) -> Iterator[str]:
    before, after = (plural(n, "report") for n in (picture.evidence_before, picture.evidence_after))
    if picture.evidence_before:
        yield f"{before} known before the opening, which the prior holds"
    if picture.evidence_after:
        yield f"{after} known after the end"
    if picture.people_left_out:
        yield f"{plural(picture.people_left_out, 'forecaster')}; name one with --by"


def _last_values(picture: Picture, line: Course) -> str:
    """What a line says last, in every panel."""
    parts = []
    for panel in picture.panels:
        same = next((other for other in panel.lines if (other.name, other.role) == (line.name, line.role)), line)
        value = _valued(panel, same.strokes[-1].last) if same.strokes else NOTHING
        parts.append(value if len(picture.panels) == 1 else f"{panel.title} {value}")
    return ", ".join(parts)


def _last_band(panel: Panel) -> str:
    """The newest interval, in words."""
    band = panel.bands[-1]
    if panel.unit == "probability":
        return between(band.last_low, band.last_high)
    low = _valued(panel, band.last_low).removesuffix(f" {panel.unit}")
    return f"{low} to {_valued(panel, band.last_high)}"


def _valued(panel: Panel, value: float) -> str:
    """A value of a panel as text, with its unit."""
    if panel.unit == "probability":
        return percent(value)
    if panel.unit == "day":
        return days(value, value + 1, 1)[0][1]
    return f"{quantity(value)} {panel.unit}".rstrip()
