"""What is drawn of one forecast over time: panels with stated and implied lines, and the marks beside them.

Nothing is drawn that was not stated or implied: a line has a gap where a belief does not say the number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.answers.pools import Asked, asked
from outlook.belief.course import Step, course
from outlook.errors import Refused
from outlook.evidence.series import end_of
from outlook.model.belief import Points, Quantiles, Shares
from outlook.model.kind_of import is_binary, is_choice
from outlook.scoring.measures import happened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.standing import Standing
    from outlook.belief.timeline import Situation
    from outlook.evidence.implied_curve import Sloped
    from outlook.evidence.over_time import Implied
    from outlook.model.belief import Belief
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast
    from outlook.model.kinds import ChoiceForecast
    from outlook.model.outcomes import Outcome

    Read = Callable[[Belief], float | None]

Role = Literal["stated", "implied"]
MOST_LINES = 5
MOST_PANELS = 4
CENTRAL = ((0.05, 0.95), (0.1, 0.9), (0.25, 0.75))
SHORTEST = timedelta(minutes=1)
MEDIAN = 0.5
# Half a pixel of a picture in a report, which is as many wide, and of whose height 150 are a panel's.
NEAR = 1 / 300
COLUMNS = 500
ROOM = 0.05


# Named tuples, where others are frozen dataclasses: a report draws very many of both.


class Stroke(NamedTuple):
    """A value from one moment to another, where it is `last`: it held, or it moved as good as straight."""

    starts_at: datetime
    ends_at: datetime
    value: float
    last: float


@dataclass(frozen=True, slots=True)
class Line:
    """One course of values: of a forecaster (`name`), or what the evidence implied."""

    name: str
    role: Role
    strokes: tuple[Stroke, ...]


class Band(NamedTuple):
    """An interval for a while: of the forecaster whose belief is drawn, or of what the evidence implied.

    It ends as `last_low` to `last_high`, to which it moved straight if it did not hold.
    """

    starts_at: datetime
    ends_at: datetime
    low: float
    high: float
    last_low: float
    last_high: float


# As quick as a tuple: to make one by its name takes three times as long.
_STROKE: Callable[[tuple[datetime, datetime, float, float]], Stroke] = partial(tuple.__new__, Stroke)
_BAND: Callable[[tuple[datetime, datetime, float, float, float, float]], Band] = partial(tuple.__new__, Band)


class Interval(NamedTuple):
    """Which interval bands are, where somebody stated it: the forecaster's, and how likely it is to hold the value."""

    by: str
    share: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture over the common time: a probability (`unit` is `probability`), a quantity, or a day (`day`).

    Values run from `low` to `high`, days as ordinal numbers. `interval` says what the bands are, where they are not of
    what the evidence implied. `truth` is the value that the outcome has on this scale.
    """

    title: str
    unit: str
    low: float
    high: float
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = ()
    truth: float | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One forecast as it is drawn at a moment; `drawn` says in words what the panels show.

    The axis runs from the opening to the close, or to the resolution once there is one. `evidence` is what became
    known in between; how much came before and after is counted. `people_left_out` counts forecasters for whom there
    was no room. `pool` is there where a pool is drawn.
    """

    situation: Situation
    at: datetime
    starts_at: datetime
    ends_at: datetime
    panels: tuple[Panel, ...]
    evidence: tuple[Evidence, ...]
    evidence_before: int
    evidence_after: int
    drawn: str
    people_left_out: int
    pool: Asked | None = None

    @property
    def resolved_at(self) -> datetime | None:
        """When the outcome became known; None while it is not, or where there will be none."""
        resolution = self.situation.history.resolution
        return resolution.known_at if resolution else None

    @property
    def is_empty(self) -> bool:
        """Whether no line has anything to draw."""
        return not any(line.strokes for panel in self.panels for line in panel.lines)


class _Probability(NamedTuple):
    """A probability that a panel shows: how it is read from a belief, and what it would have been in hindsight."""

    title: str
    read: Read
    truth: float | None


def picture(standing: Standing, by: str | None = None, me: str | None = None, *, as_curve: bool = False) -> Picture:
    """What there is to draw of a forecast at its moment, of every forecaster, of one or of a pool.

    The line of who looks (`me`) is always the first, and the others follow by name: on every page they look the same.
    What the evidence implied is one value a day, or `as_curve` as few straight pieces as look like it.

    Raises:
        Refused: the forecast has no window yet, or it opens after the moment.
    """
    situation, at = standing.situation_of(by), standing.at
    starts_at, closes_at = _window(situation.forecast, at)
    resolution, end = situation.history.resolution, end_of(situation, at)
    ends_at = max(resolution.known_at if resolution else max(closes_at, end), starts_at + SHORTEST)
    people = [person for person in situation.history.forecasters if by in (None, person)]
    courses = {person: steps for person in people if (steps := _steps(situation, person, end))}
    # Who looks is never left out: theirs counts as the newest there is room for.
    kept = sorted(courses, key=lambda person: (person == me, courses[person][-1].starts_at))[-MOST_LINES:]
    shown = {person: courses[person] for person in sorted(kept, key=lambda person: (person != me, person))}
    newest = max((steps[-1] for steps in shown.values()), key=lambda step: step.starts_at).belief if shown else None
    curve = standing.curve(NEAR, (ends_at - starts_at) / COLUMNS) if as_curve else None
    if curve is None:
        panels, drawn = _over_days(standing, shown, newest, min(end, closes_at))
    else:
        panels, drawn = _panels(situation, shown, (), newest)
        panels = tuple([_with_curve(panel, curve) for panel in panels])
    known = situation.history.evidence
    return Picture(
        situation=situation,
        at=at,
        starts_at=starts_at,
        ends_at=ends_at,
        panels=panels,
        drawn=drawn,
        evidence=tuple(entry for entry in known if starts_at <= entry.known_at <= end),
        evidence_before=sum(entry.known_at < starts_at for entry in known),
        evidence_after=sum(entry.known_at > end for entry in known),
        people_left_out=len(courses) - len(shown),
        pool=asked([standing.situation], by, late=standing.late),
    )


def _window(forecast: Forecast, at: datetime) -> tuple[datetime, datetime]:
    if forecast.opens_at is None or forecast.closes_at is None:
        raise Refused(
            f"{forecast.full_id} has no window to draw over: {', '.join(forecast.missing)} missing; "
            f"`outlook edit {forecast.id}` opens the record"
        )
    if at < forecast.opens_at:
        raise Refused(
            f"{forecast.full_id} opens on {forecast.opens_at:%Y-%m-%d}: on {at:%Y-%m-%d} there is nothing to draw yet"
        )
    return forecast.opens_at, forecast.closes_at


def _steps(situation: Situation, person: str, end: datetime) -> tuple[Step, ...]:
    """What a person stated until the end of the scored window; a belief that no longer fits the record is left out."""
    forecast, history = situation.forecast, situation.history
    until = min(end, forecast.closes_at) if forecast.closes_at and history.resolution else end
    # Once the outcome is known, what is late is no part of what was in force.
    mine = [entry for entry in history.said(late=history.resolution is None) if entry.by == person]
    readable = [entry for entry in mine if entry.stated is None or entry.believed(forecast) is not None]
    return course(forecast, readable, until, history.absent, still_open=history.resolution is None).steps


def _over_days(
    standing: Standing, shown: Mapping[str, Sequence[Step]], newest: Belief | None, until: datetime
) -> tuple[tuple[Panel, ...], str]:
    """The panels with what was implied day by day."""
    situation, series = standing.situation, standing.series
    implied = _held([(one.at, one.belief) for one in series], until)
    panels, drawn = _panels(situation, shown, implied, newest)
    if is_binary(situation.forecast):
        panels = tuple(replace(panel, bands=_how_sure(series, implied)) for panel in panels)
    return panels, drawn


def _with_curve(panel: Panel, curve: Sequence[Sloped]) -> Panel:
    """The panel of a yes/no question with what was implied, and where that lies nine times in ten."""
    strokes = [_STROKE((since, until, value, last)) for since, until, (value, _, _), (last, _, _) in curve]
    bands = [
        _BAND((since, until, low, high, last_low, last_high))
        for since, until, (_, low, high), (_, last_low, last_high) in curve
        if low < high or last_low < last_high
    ]
    implied = (Line("implied", "implied", tuple(strokes)),) if strokes else ()
    return replace(panel, lines=(*panel.lines, *implied), bands=tuple(bands))


def _held(series: Sequence[tuple[datetime, Belief]], end: datetime) -> tuple[Step, ...]:
    """A series as steps: each belief holds until the next moment, the last one until the end."""
    moments = [moment for moment, _ in series] + [end]
    return tuple(
        [
            Step(belief, starts_at, ends_at)
            for (_, belief), (starts_at, ends_at) in zip(series, pairwise(moments), strict=True)
        ]
    )


def _how_sure(series: Sequence[Implied], steps: Sequence[Step]) -> tuple[Band, ...]:
    """Where the implied value lies nine times in ten, for as long as it holds."""
    found = zip(series, steps, strict=True)
    return tuple(
        [
            Band(starts_at, ends_at, own[0], own[1], own[0], own[1])
            for (_, _, own), (_, starts_at, ends_at) in found
            if own
        ]
    )


# ── which panels ──


def _panels(
    situation: Situation, shown: Mapping[str, Sequence[Step]], implied: Sequence[Step], newest: Belief | None
) -> tuple[tuple[Panel, ...], str]:
    """The panels that fit the kind of forecast and its newest belief, and what they show in words."""
    forecast, outcome = situation.forecast, _outcome(situation)
    belief = newest if newest is not None else forecast.prior
    if forecast.kind == "binary":
        truth = None if outcome is None else happened(outcome)
        chances, of = [_Probability("probability of yes", _number(""), truth)], "of yes"
    elif is_choice(forecast):
        names = _leading(forecast, belief, outcome)
        chances = [
            _Probability(name, _number(name), None if outcome is None else float(name == outcome)) for name in names
        ]
        every = len(names) == len(forecast.names)
        of = "of each option" if every else f"of the {len(names)} leading of {len(forecast.names)} options"
    elif forecast.kind == "date" and isinstance(belief, Points):
        days = _spread([value for value, _ in belief if isinstance(value, date)])
        chances = [_Probability(f"by {day.isoformat()}", _share_by(day), _happened(outcome, day)) for day in days]
        of = "that it happens by each day"
    else:
        return _quantity(forecast, outcome, shown, belief)
    return _chances(chances, shown, implied), f"the probability {of}, 0–100%"


def _outcome(situation: Situation) -> Outcome | None:
    resolution = situation.history.resolution
    if situation.state != "resolved" or resolution is None:
        return None
    return situation.forecast.read_outcome(resolution.outcome)


def _happened(outcome: Outcome | None, day: date) -> float | None:
    return None if outcome is None else float(isinstance(outcome, date) and outcome <= day)


def _chances(
    chances: Iterable[_Probability], shown: Mapping[str, Sequence[Step]], implied: Sequence[Step]
) -> tuple[Panel, ...]:
    """A panel on the fixed scale from 0 to 1 for each probability."""
    panels = []
    for title, read, truth in chances:
        lines = [_line(person, "stated", steps, read) for person, steps in shown.items()]
        lines += [_line("implied", "implied", implied, read)] if implied else []
        panels.append(Panel(title, "probability", 0.0, 1.0, tuple(lines), truth=truth))
    return tuple(panels)


def _line(name: str, role: Role, steps: Sequence[Step], read: Read) -> Line:
    strokes = [
        Stroke(starts_at, ends_at, value, value)
        for belief, starts_at, ends_at in steps
        if (value := read(belief)) is not None
    ]
    return Line(name, role, tuple(strokes))


def _leading(forecast: ChoiceForecast, belief: Belief | None, outcome: Outcome | None) -> list[str]:
    """The most likely options by the newest belief, and always the one that came true, in the record's order."""
    shares = belief.shares if isinstance(belief, Shares) else {}
    ranked = sorted(forecast.names, key=lambda name: (name != outcome, -shares.get(name, 0.0)))
    return [name for name in forecast.names if name in ranked[:MOST_PANELS]]


def _spread(days: Sequence[date]) -> list[date]:
    """At most so many days, evenly among those that are stated, the first and the last among them."""
    if len(days) <= MOST_PANELS:
        return list(days)
    return [days[round(k * (len(days) - 1) / (MOST_PANELS - 1))] for k in range(MOST_PANELS)]


def _quantity(
    forecast: Forecast, outcome: Outcome | None, shown: Mapping[str, Sequence[Step]], belief: Belief | None
) -> tuple[tuple[Panel, ...], str]:
    """One panel of medians, with the widest central interval that the newest belief states."""
    lines = tuple(_line(person, "stated", steps, _reading(MEDIAN)) for person, steps in shown.items())
    person, steps = next(((name, steps) for name, steps in shown.items() if steps[-1].belief is belief), ("", ()))
    ends = next((ends for ends in CENTRAL if steps and _interval(steps[-1], ends)), None)
    bands = tuple(band for step in steps if ends and (band := _interval(step, ends)))
    truth = None if outcome is None or isinstance(outcome, str) else _ordinal(outcome)
    unit = "day" if forecast.kind == "date" else str(getattr(forecast, "unit", None) or "")
    low, high = _reach(lines, bands, truth)
    interval = Interval(person, round(ends[1] - ends[0], 2)) if ends else None
    panel = Panel(f"median, {unit}" if unit else "median", unit, low, high, lines, bands, truth, interval)
    share = f" and the central {interval.share:.0%} interval" if interval else ""
    return (panel,), f"the median{share}{f' ({unit})' if unit else ''}"


def _interval(step: Step, ends: tuple[float, float]) -> Band | None:
    low, high = (_reading(level)(step.belief) for level in ends)
    return None if low is None or high is None else Band(step.starts_at, step.ends_at, low, high, low, high)


def _reach(lines: Iterable[Line], bands: Iterable[Band], truth: float | None) -> tuple[float, float]:
    """From the lowest to the highest value that is drawn, and a little beyond."""
    values = [stroke.value for line in lines for stroke in line.strokes]
    values += [end for band in bands for end in (band.low, band.high)] + ([truth] if truth is not None else [])
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * ROOM or 1.0
    return low - room, high + room


def _number(option: str) -> Read:
    """P(yes), or the probability of an option."""
    return lambda belief: belief.number(option)


def _share_by(day: date) -> Read:
    """P(by that day), from the first to the last day that is stated."""
    return lambda belief: (
        belief.share_by(day) if isinstance(belief, Points) and belief[0][0] <= day <= belief[-1][0] else None
    )


def _reading(level: float) -> Read:
    """The value at a level, days as ordinal numbers."""
    return lambda belief: belief.reading(level) if isinstance(belief, Points | Quantiles) else None


def _ordinal(value: float | date) -> float:
    return float(value.toordinal()) if isinstance(value, date) else float(value)
