"""What `status`, `score` and `calibration` answer about a book at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isclose, isinf
from typing import TYPE_CHECKING, Any

from .entries import estimates_of, evidence_in_force, people, taken_back
from .measures import is_ordered
from .reading import chance
from .rows import Row, by_day, question_of, rows_of
from .standing import admitted, is_withdrawal, standing_at
from .states import State, end_of, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .measures import Measure
    from .reading import Case, Entry, Forecast


def forecasts_of(book: list[Case]) -> list[tuple[Case, Forecast]]:
    """Every forecast with its case, by case and id."""
    return [(case, case.forecasts[name]) for case in book for name in sorted(case.forecasts)]


@dataclass(frozen=True)
class Asked:
    """What a command was asked for: the moment, whose estimates, and what its options add."""

    at: int
    by: str | None = None
    late: bool = False
    lead: int | None = None
    daily: bool = False
    take: str = "last"
    everything: bool = False
    bins: int = 10


# ── status ──


@dataclass(frozen=True)
class Standing:
    """One line of `status`."""

    case: Case
    forecast: Forecast
    state: State
    stated: Entry | None
    evidence: int
    estimates: int
    brier: float | None


def status(book: list[Case], asked: Asked) -> dict[str, Standing]:
    """Every forecast's line, by its name."""
    return {forecast.name: _standing(case, forecast, asked) for case, forecast in forecasts_of(book)}


def _standing(case: Case, forecast: Forecast, asked: Asked) -> Standing:
    stated = newest(case, forecast, asked)
    return Standing(
        case,
        forecast,
        state_of(case, forecast, asked.at),
        stated,
        len(evidence_in_force(case, forecast.id, asked.at)),
        len(standing_entries(case, forecast, asked.at)),
        _brier(case, forecast, asked, asked.by or (stated.by if stated else None)),
    )


def standing_entries(case: Case, forecast: Forecast, at: int) -> list[Entry]:
    """The estimates that are known and not taken back; withdrawals are none."""
    known = [one for one in estimates_of(case, forecast.id) if one.known <= at and not is_withdrawal(one)]
    return [one for one in known if not taken_back(case, one, at)]


def newest(case: Case, forecast: Forecast, asked: Asked) -> Entry | None:
    """The newest that stands at the moment; of several people's, that of whose name comes first.

    Of a resolved forecast it is what stood just before the end, as it is scored; of several people's, what somebody has
    taken back since comes after what nobody has.
    """
    entries, moment = estimates_of(case, forecast.id), asked.at
    state = state_of(case, forecast, asked.at)
    if state.name == "resolved":
        entries = admitted(case, entries, asked.at, late=asked.late)
        moment = (end_of(forecast, state) or asked.at) - 1
    everybody = people(entries) if asked.by is None else [asked.by]
    standing = [standing_at(case, [one for one in entries if one.by == person], moment) for person in everybody]
    found = [one for one in standing if one is not None]
    if asked.by is None:
        found = [one for one in found if not taken_back(case, one, asked.at)] or found
    return min(found, key=lambda one: (-one.known, -one.recorded, one.by), default=None)


def _brier(case: Case, forecast: Forecast, asked: Asked, person: str | None) -> float | None:
    question = question_of(case, forecast, asked.at, late=asked.late)
    if question is None or forecast.kind not in ("binary", "choice"):
        return None
    return next((row.mean for row in rows_of(question) if row.by == person), None)


# ── score ──


def scorecard(book: list[Case], asked: Asked) -> list[Row]:
    """A row for each forecast and forecaster."""
    questions = (question_of(case, forecast, asked.at, late=asked.late) for case, forecast in forecasts_of(book))
    return [row for one in questions if one is not None for row in rows_of(one) if asked.by in (None, row.by)]


def not_scored(book: list[Case], asked: Asked) -> dict[str, str]:
    """The state of each forecast that has no row, and of none of whose forecasters it is said why they have none."""
    scored = {row.name for row in scorecard(book, asked)}
    return {
        forecast.name: state_of(case, forecast, asked.at).name
        for case, forecast in forecasts_of(book)
        if forecast.name not in scored and not _unfit(case, forecast, asked)
    }


def not_scored_alone(book: list[Case], asked: Asked) -> set[tuple[str, str]]:
    """Who has no row on a scored question though their estimate was in force: the measure cannot score it."""
    return {
        (forecast.name, person) for case, forecast in forecasts_of(book) for person in _unfit(case, forecast, asked)
    }


def _unfit(case: Case, forecast: Forecast, asked: Asked) -> list[str]:
    question = question_of(case, forecast, asked.at, late=asked.late)
    if question is None:
        return []
    scored = {row.by for row in rows_of(question)}
    return [one for one in question.timelines if one not in scored and asked.by in (None, one)]


@dataclass(frozen=True)
class Total:
    """The means over one forecaster's rows of one kind that have a mean over time; n counts them."""

    n: int
    mean: float | None
    first: float | None
    last: float | None
    coverage: float | None
    log_score: float | None
    log_score_finite: float | None
    log_score_infinite: int
    daily: float | None
    daily_days: int
    daily_whole: int


def total_of(rows: list[Row]) -> Total:
    """Scores of unlike kinds, units, measures or levels have no mean."""
    alike, timed = are_alike(rows), [row for row in rows if row.mean is not None]
    logs = [row.log for row in timed if row.log is not None] if rows[0].question.forecast.kind in CHANCES else []
    finite = [one for one in logs if not isinf(one)]
    return Total(
        len(timed),
        mean_of(row.mean for row in timed) if alike else None,
        mean_of(row.first for row in timed) if alike else None,
        mean_of(row.last for row in timed) if alike else None,
        mean_of(row.coverage for row in timed),
        inf if len(finite) < len(logs) else mean_of(logs),
        mean_of(finite),
        len(logs) - len(finite),
        *_days(rows, alike),
    )


def are_alike(rows: list[Row]) -> bool:
    """Whether the scores may be averaged: in one unit that is known, by one measure, at the same levels."""
    return len({_unit(row) for row in rows}) == 1 and _unit(rows[0])[0] is not None


def running_of(rows: list[Row]) -> list[tuple[int, int, float]]:
    """The mean of everything that had resolved by then, after each resolution: when, of how many, and the mean."""
    if not are_alike(rows):
        return []
    scored = [(row.question.resolved, row.mean) for row in rows if row.mean is not None]
    upto = {at: [mean for then, mean in scored if then <= at] for at, _ in sorted(scored)}
    return [(at, len(means), sum(means) / len(means)) for at, means in upto.items()]


CHANCES = ("binary", "choice")


def _days(rows: list[Row], alike: bool) -> tuple[float | None, int, int]:
    daily = [by_day(row.question, row.pieces) for row in rows]
    ordered = {is_ordered(row.question.forecast) for row in rows}
    means = (mean_of(one.values()) for one in daily)
    return (
        mean_of(means) if alike and len(ordered) == 1 else None,
        sum(len(one) for one in daily),
        sum(len(row.question.days) for row in rows),
    )


def _unit(row: Row) -> tuple[str | None, Measure]:
    forecast = row.question.forecast
    units = {"numeric": forecast.fields.get("unit"), "date": "days"}
    return units.get(forecast.kind, "probability"), row.question.measure


def mean_of(values: Iterable[float | None]) -> float | None:
    """The mean of those that there are, or None."""
    found = [one for one in values if one is not None]
    return sum(found) / len(found) if found else None


@dataclass(frozen=True)
class Beside:
    """A reference beside the rows that have it, as pairs of what was stated and what the reference scored."""

    pairs: list[tuple[float, float]]

    @property
    def n(self) -> int:
        return len(self.pairs)

    @property
    def stated(self) -> float:
        return sum(own for own, _ in self.pairs) / self.n

    @property
    def mean(self) -> float:
        return sum(other for _, other in self.pairs) / self.n

    @property
    def skill(self) -> float | None:
        return 1 - self.stated / self.mean if self.mean else None

    @property
    def better(self) -> int:
        return sum(own < other and not _is_tie(own, other) for own, other in self.pairs)

    @property
    def worse(self) -> int:
        return sum(own > other and not _is_tie(own, other) for own, other in self.pairs)


def _is_tie(own: float, other: float) -> bool:
    """Equal but for rounding; an estimate of one microsecond in a month makes a difference of 1e-13."""
    return isclose(own, other, rel_tol=1e-14)


def references(rows: list[Row], rate: float | None) -> dict[str, Beside | None]:
    """The prior, equal chances and the base rate; none beside scores that are not alike."""
    if not are_alike(rows):
        return dict.fromkeys(("prior", "half", "base_rate"))
    scored: dict[str, list[tuple[float, Any]]] = {
        "prior": [(row.mean, row.prior) for row in rows if row.mean is not None],
        "half": [(row.mean, row.half) for row in rows if row.mean is not None],
        "base_rate": [(row.mean, _at_rate(row, rate)) for row in rows if row.mean is not None],
    }
    found = {name: [(own, other) for own, other in pairs if other is not None] for name, pairs in scored.items()}
    return {name: Beside(pairs) if pairs else None for name, pairs in found.items()}


def _at_rate(row: Row, rate: float | None) -> float | None:
    return row.question.score(rate) if row.question.forecast.kind == "binary" else None


def base_rate(rows: list[Row]) -> float | None:
    """How often the yes/no questions came true on which the forecaster of these rows has one."""
    outcomes = {row.name: row.question.outcome for row in rows if row.question.forecast.kind == "binary"}
    return mean_of(float(one == "yes") for one in outcomes.values())


# ── calibration ──


@dataclass(frozen=True)
class Stated:
    """A probability on the curve, with what happened."""

    name: str
    by: str | None
    p: float
    outcome: int


@dataclass(frozen=True)
class Entering:
    """Which forecasts are on a curve, which are withheld until their close, and the states of the rest."""

    forecasts: list[Stated]
    withheld: list[str]
    left_out: dict[str, str]


def calibration(book: list[Case], asked: Asked) -> Entering:
    """Resolved yes/no forecasts, only past their scheduled close unless all are asked for."""
    entering = Entering([], [], {})
    for case, forecast in forecasts_of(book):
        found = _stated(case, forecast, asked)
        if not found:
            entering.left_out[forecast.name] = state_of(case, forecast, asked.at).name
        elif not asked.everything and forecast.closes is not None and asked.at < forecast.closes:
            entering.withheld.append(forecast.name)
        else:
            entering.forecasts.extend(found)
    return entering


def _stated(case: Case, forecast: Forecast, asked: Asked) -> list[Stated]:
    question = question_of(case, forecast, asked.at, late=asked.late)
    if question is None or forecast.kind != "binary":
        return []
    outcome = int(question.outcome == "yes")
    if asked.take == "prior":
        prior = forecast.fields.get("prior")
        return [] if prior is None else [Stated(forecast.name, None, chance(prior), outcome)]
    place = 0 if asked.take == "first" else -1
    return [
        Stated(forecast.name, row.by, float(row.pieces[place].estimate.data["stated"]), outcome)
        for row in rows_of(question)
        if asked.by in (None, row.by)
    ]
