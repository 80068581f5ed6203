"""What entries change: the forecasts that they speak of before and after, as of the moment from which they count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outlook.answers.lateness import hindsight_of, outcome_now, why_late
from outlook.answers.standing import Standings
from outlook.belief.timeline import order, retracted
from outlook.book.index.narrowing import conditional_on
from outlook.model.counting import counts_from
from outlook.model.kind_of import is_estimate, is_evidence, is_resolution, is_retraction
from outlook.moments import end_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.lateness import Recorded
    from outlook.answers.standing import Standing
    from outlook.answers.status_row import StatusRow
    from outlook.belief.timeline import History
    from outlook.book import Book
    from outlook.book.enter import Written
    from outlook.model.entries import Entry, Estimate, Evidence, Resolution
    from outlook.model.forecast import Forecast
    from outlook.scoring.measures import Measure


@dataclass(frozen=True, slots=True)
class ForecastChange:
    """One forecast before and after an entry.

    For an estimate `earlier` is its author's newest one until then, and `newest` the one that stays their newest where
    the entry was known before it. Where an estimate is taken back or brought back, `aimed` is that one, `earlier` its
    author's newest before and `newest` after. `scores` are those in `measure` once it is resolved, the author's first,
    and `scores_before` those that it had.
    `is_watched` is false for a report none of whose signs the forecast watches; `is_outcome` says that an outcome is
    taken back or brought back.
    `resolved_at` and `closed_at` are there where the entry came too late to count: known after the resolution, or at
    the close or later. `ended_at` is there where it takes back or withdraws what was in force when the window ended.
    `late` is the outcome, recorded before, that keeps an estimate out of every score, or all that is stated after it.
    `hindsight_of` is the outcome that was entered before a report that is dated before it, `opens_at` the opening of a
    question before which an estimate lies. `cut` are the estimates that are known at the moment of an outcome that is
    entered, or later on its day: they do not count.
    """

    forecast: Forecast
    before: StatusRow
    after: StatusRow
    entry: Entry
    earlier: Estimate | None = None
    newest: Estimate | None = None
    aimed: Estimate | None = None
    scores: tuple[tuple[str, float], ...] = ()
    scores_before: tuple[tuple[str, float], ...] = ()
    measure: Measure | None = None
    is_watched: bool = True
    is_outcome: bool = False
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    late: Recorded | None = None
    hindsight_of: Resolution | None = None
    opens_at: datetime | None = None
    cut: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionalChange:
    """A forecast that is asked only if another came about, before and after that one's outcome, with all scores."""

    before: StatusRow
    after: StatusRow
    scores_before: tuple[tuple[str, float], ...]
    scores: tuple[tuple[str, float], ...]
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class ThroughChange:
    """The value of a forecast through its scenario set, before and after, 0 to 1."""

    forecast: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Change:
    """All that entries change, as of `at`; `is_now` says whether that is the moment at which they were written."""

    at: datetime
    is_now: bool
    forecasts: tuple[ForecastChange, ...]
    through: tuple[ThroughChange, ...]
    conditional: tuple[ConditionalChange, ...] = ()


class Compared:
    """The forecasts that entries speak of, looked at before they are taken in; `with_them` looks again."""

    def __init__(self, book: Book, items: Sequence[Written]) -> None:
        self._book = book
        self._items = items
        self._at = max(map(_shown_at, items))
        self._names = {name: item.entry for item in items for name in named(item)}
        before = Standings(book, self._at)
        self._rows = {name: before[name].row() for name in self._names}
        self._histories = {name: before[name].situation.history for name in self._names}
        self._through = dict(self._throughs(before))
        self._scored = {
            name: (_scores(before[name], entry), _measure(before[name])) for name, entry in self._names.items()
        }
        self._conditional = {
            name: ((one := before[name]).row(), _scores(one), _measure(one))
            for name in _conditional(items)
            if name not in self._names
        }

    def with_them(self) -> Change:
        """The change, once the book holds the entries."""
        after = Standings(self._book, self._at)
        through = dict(self._throughs(after))
        return Change(
            at=self._at,
            is_now=all(item.entry.recorded_at == counts_from(item.entry) for item in self._items),
            forecasts=tuple(self._changed(after, forecast) for forecast in self._in_order()),
            through=tuple(
                ThroughChange(name, self._through[name], value)
                for name, value in through.items()
                if name in self._through
            ),
            conditional=tuple(self._conditionals(after)),
        )

    def _conditionals(self, after: Standings) -> Iterator[ConditionalChange]:
        """What became of the forecasts that are asked only if one came about whose outcome is entered or taken back."""
        for name, (row, scores, measure) in self._conditional.items():
            now = after[name]
            change = ConditionalChange(row, now.row(), scores, _scores(now), measure or _measure(now))
            if (row.state, row.outcome, scores) != (change.after.state, change.after.outcome, change.scores):
                yield change

    def _in_order(self) -> Iterator[Forecast]:
        """The forecasts that are named, in the order of the book."""
        named = (name for name in self._book.names if name.full_id in self._names)
        return (self._book.cases[name.case].forecast(name.id) for name in named)

    def _changed(self, after: Standings, forecast: Forecast) -> ForecastChange:
        name = forecast.full_id
        entry, earlier, now = self._names[name], self._histories[name], after[name]
        aimed = aimed_at(entry, self._book.cases[forecast.case].entries)
        is_outcome = is_retraction(entry) and is_resolution(aimed)
        if is_retraction(entry) and is_estimate(aimed):
            left = now.situation.history.newest(aimed.by)
            mine, ended_at = earlier.newest(aimed.by), _ended_before(entry, aimed, now)
            change = ForecastChange(forecast, self._rows[name], now.row(), entry, mine, left, aimed, ended_at=ended_at)
            scores_before, measure = self._scored[name]
            return replace(
                change, scores=_scores(now, entry), scores_before=scores_before, measure=measure or _measure(now)
            )
        scores_before, measure = self._scored[name]
        return ForecastChange(
            forecast=forecast,
            before=self._rows[name],
            after=now.row(),
            entry=entry,
            earlier=earlier.newest(entry.by) if is_estimate(entry) else None,
            newest=self._newer(entry, forecast),
            scores=_scores(now, entry),
            scores_before=scores_before,
            measure=measure or _measure(now),
            is_watched=not is_evidence(entry) or is_watched(entry, forecast),
            is_outcome=is_outcome,
            resolved_at=_resolved_before(entry, now.situation.history),
            closed_at=_closed_before(entry, forecast),
            hindsight_of=hindsight_of(entry, outcome_now(self._book.cases[forecast.case].entries, forecast.id)),
            opens_at=forecast.opens_at if is_early(entry, forecast) else None,
            cut=_cut(entry, self._book.cases[forecast.case].entries),
            late=self._why_late(entry, forecast, is_outcome=is_outcome),
            ended_at=_ended_before(entry, earlier.newest(entry.by), now) if _is_withdrawal(entry) else None,
        )

    def _why_late(self, entry: Entry, forecast: Forecast, *, is_outcome: bool) -> Recorded | None:
        """The outcome that was recorded before; a retraction is told of it that takes back an outcome."""
        if is_retraction(entry) and not is_outcome:
            return None
        return why_late(entry, self._book.cases[forecast.case].entries, forecast.id)

    def _newer(self, entry: Entry, forecast: Forecast) -> Estimate | None:
        """The author's newest estimate, where it is known after the one that was entered."""
        if not is_estimate(entry):
            return None
        entries = self._book.cases[forecast.case].entries
        gone = retracted(entries)
        mine = [one for one in entries if is_estimate(one) and one.by == entry.by and one.id not in gone]
        newest = max((one for one in mine if one.forecast == forecast.id), key=order, default=entry)
        return None if newest.id == entry.id else newest

    def _throughs(self, standings: Standings) -> Iterable[tuple[str, float]]:
        """What is implied through a scenario set that the entries speak of, for the forecasts that depend on it."""
        for name in dict.fromkeys(name.partition("/")[0] for name in self._names):
            for forecast in self._book.cases[name].forecasts.values():
                if forecast.scenarios and f"{forecast.case}/{forecast.scenarios.set}" in self._names:
                    found = standings.through(forecast)
                    if found is not None:
                        yield forecast.full_id, found.implied


def _conditional(items: Iterable[Written]) -> Iterator[str]:
    """The full ids of what is asked only if a forecast came about whose outcome is entered, or taken back."""
    for item in items:
        aimed = aimed_at(item.entry, item.folder.entries)
        if is_resolution(aimed):
            names = conditional_on(item.folder, [aimed.forecast])
            yield from (f"{item.folder.id}/{name}" for name in names if name in item.folder.forecasts)


def _scores(now: Standing, entry: Entry | None = None) -> tuple[tuple[str, float], ...]:
    """Everybody's time-weighted score of a forecast that is resolved; that of who wrote the entry first."""
    if now.situation.state != "resolved":
        return ()
    rows = sorted(now.scores.rows, key=lambda row: (entry is None or row.by != entry.by, row.by))
    return tuple((row.by, row.time_weighted) for row in rows if row.time_weighted is not None)


def _measure(now: Standing) -> Measure | None:
    """What such a score is counted in, the same for everybody."""
    return next((row.measure for row in now.scores.rows), None) if now.situation.state == "resolved" else None


def _shown_at(item: Written) -> datetime:
    """When the entry counts from; an outcome in place of one that was taken back, when it was entered.

    At the time of which it speaks the other one stood beside it.
    """
    entry, entries = item.entry, item.folder.entries
    if is_resolution(entry) and any(
        is_retraction(other) and is_resolution(aimed := aimed_at(other, entries)) and aimed.forecast == entry.forecast
        for other in entries
    ):
        return entry.recorded_at
    return counts_from(entry)


def aimed_at(entry: Entry, entries: Iterable[Entry]) -> Entry:
    """The entry that a retraction takes back or brings back in the end; any other entry is itself."""
    by_id, seen = {other.id: other for other in entries}, set[str]()
    while is_retraction(entry) and entry.entry in by_id and entry.id not in seen:
        seen.add(entry.id)
        entry = by_id[entry.entry]
    return entry


def named(item: Written) -> set[str]:
    """The full ids of the forecasts that an entry speaks of; for a retraction, those of what it takes back."""
    entry = aimed_at(item.entry, item.folder.entries)
    names = entry.forecasts if is_evidence(entry) else [getattr(entry, "forecast", "")]
    return {f"{item.folder.id}/{name}" for name in names if name in item.folder.forecasts}


def is_watched(entry: Evidence, forecast: Forecast) -> bool:
    """Whether the forecast watches a sign that the report names, or the report has a ratio of its own, or neither."""
    watched = {link.id for link in forecast.indicators}
    return not entry.indicators or entry.likelihood_ratio is not None or not watched.isdisjoint(entry.indicators)


def _resolved_before(entry: Entry, history: History) -> datetime | None:
    resolution = history.resolution
    is_late = is_evidence(entry) and resolution is not None and entry.known_at > resolution.known_at
    return resolution.known_at if is_late and resolution else None


def _cut(entry: Entry, entries: Sequence[Entry]) -> tuple[Estimate, ...]:
    """The estimates of the day of an outcome that are known when it is, or after it."""
    if not is_resolution(entry):
        return ()
    gone, end = retracted(entries), end_of_day(entry.known_at.date())
    stated = (one for one in entries if is_estimate(one) and one.forecast == entry.forecast and one.id not in gone)
    return tuple(one for one in stated if one.stated is not None and entry.known_at <= one.known_at <= end)


def is_early(entry: Entry, forecast: Forecast) -> bool:
    """Whether an estimate lies before the opening of its question."""
    return is_estimate(entry) and forecast.opens_at is not None and entry.known_at < forecast.opens_at


def _closed_before(entry: Entry, forecast: Forecast) -> datetime | None:
    is_late = is_estimate(entry) and forecast.closes_at is not None and entry.known_at >= forecast.closes_at
    return forecast.closes_at if is_late else None


def _is_withdrawal(entry: Entry) -> bool:
    return is_estimate(entry) and entry.stated is None


def _ended_before(entry: Entry, aimed: Estimate | None, now: Standing) -> datetime | None:
    """The end of the window, where an estimate of before it is taken back after it: what was said stays said."""
    resolution = now.situation.history.resolution
    known_at = resolution.known_at if resolution else None
    ends = [at for at in (now.forecast.closes_at, known_at) if at is not None]
    if aimed is None or not ends:
        return None
    return min(ends) if aimed.known_at < min(ends) <= counts_from(entry) else None


def by_name(change: Change) -> Mapping[str, ForecastChange]:
    """The changes by the forecasts' full ids."""
    return {one.after.full_id: one for one in change.forecasts}
