"""Making the rows of a case: all of them, or those that new entries may have changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from outlook.answers.kept_rows import Made, Span
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.book.case_folder import names_in
from outlook.book.index.kept_case import KeptFolder
from outlook.book.index.narrowing import part_for
from outlook.evidence.passing import last_at
from outlook.model.counting import counts_from, times_of
from outlook.model.kind_of import is_evidence, is_retraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from outlook.answers.standing import Standing
    from outlook.answers.status_row import StatusRow
    from outlook.book import CaseFolder
    from outlook.book.index.kept_case import Links
    from outlook.evidence.weigh import Reading
    from outlook.model.entries import Entry
    from outlook.model.forecast import Forecast

BEGINNING, END = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
AFTER = timedelta(microseconds=1)


def rows_of(folder: CaseFolder, at: datetime) -> list[StatusRow]:
    """The row of every forecast of a case at a moment."""
    return [standing.row() for standing in _of_one(folder, at).values()]


def made(folder: CaseFolder, at: datetime, render: Callable[[StatusRow], str]) -> Made:
    """The same with all that is kept of them."""
    nothing = Made({}, {}, {}, Span(BEGINNING, BEGINNING))
    return _with(nothing, folder, set(folder.names), at, render)


def caught_up(
    folder: CaseFolder,
    kept: Made,
    changed: AbstractSet[str],
    fresh: Sequence[Entry],
    at: datetime,
    render: Callable[[StatusRow], str],
) -> Made:
    """Kept rows, with those made anew whose records have changed, or that entries may have changed which came since."""
    narrowed = _narrowed(folder, changed, fresh)
    if narrowed is None:
        return _with(kept, folder, _affected(folder, changed, fresh), at, render)
    part, names = narrowed
    moments = {*map(counts_from, fresh), *(turn for one in part.forecasts.values() for turn in _turns(one))}
    return _remade(kept, folder, names, _of_one(part, at), at, render)._replace(span=_within(kept.span, moments, at))


def _narrowed(
    folder: CaseFolder, changed: AbstractSet[str], fresh: Sequence[Entry]
) -> tuple[CaseFolder, AbstractSet[str]] | None:
    """The part of a case in which rows may have changed, and which these are; None where the whole case is needed."""
    if not isinstance(folder, KeptFolder) or folder.about.said_by:
        return None
    if any(is_retraction(entry) or (is_evidence(entry) and entry.revises) for entry in fresh):
        return None  # what they take back may be on any line
    names = _reached(folder.links, changed, fresh)
    part = part_for(folder, names)
    return None if part is None else (part, names)


def _reached(links: Mapping[str, Links], changed: AbstractSet[str], fresh: Sequence[Entry]) -> set[str]:
    """As `_affected`, of entries that take nothing back."""
    names, since = set(changed), dict[str, datetime]()
    for entry in fresh:
        names |= set(names_in(entry))
        for sign in entry.indicators if is_evidence(entry) else ():
            since[sign] = min(since.get(sign, END), counts_from(entry))
    if since:
        names |= {
            name
            for name, one in links.items()
            if any(since.get(sign, END) < (one.closes_at or END) for sign in one.signs)
        }
    while more := {name for name, one in links.items() if one.given in names} - names:
        names |= more
    return names & set(links)


def _within(span: Span, moments: AbstractSet[datetime], at: datetime) -> Span:
    """The span in which none of some more moments lies."""
    since = max((one for one in moments if one <= at), default=BEGINNING)
    return Span(max(span.since, since), min([span.until, *(one for one in moments if one > at)]))


def _with(
    kept: Made, folder: CaseFolder, names: AbstractSet[str], at: datetime, render: Callable[[StatusRow], str]
) -> Made:
    """The rows of a case in order, those of some forecasts made anew."""
    return _remade(kept, folder, names, _of_one(folder, at), at, render)._replace(span=_span(folder, at))


def _remade(
    kept: Made,
    folder: CaseFolder,
    names: AbstractSet[str],
    standings: Standings,
    at: datetime,
    render: Callable[[StatusRow], str],
) -> Made:
    found = Made({}, {}, {}, kept.span)
    for name in folder.names:
        if name not in names:
            found.rows[name], found.texts[name] = kept.rows[name], kept.texts[name]
            reading = kept.moving.get(name)
        else:
            standing = standings[f"{folder.id}/{name}"]
            found.rows[name] = standing.row()
            found.texts[name] = render(found.rows[name])
            reading = _moving(standing, at)
        if reading is not None:
            found.moving[name] = reading
    return found


def _of_one(folder: CaseFolder, at: datetime) -> Standings:
    return Standings(Book(folder.path.parent, {folder.id: folder}, []), at)


def _span(folder: CaseFolder, at: datetime) -> Span:
    """The time around a moment in which no entry of the case begins to count, and no forecast opens or closes."""
    turns = chain.from_iterable(map(_turns, folder.forecasts.values()))
    moments = [*times_of([*folder.said, *folder.entries]), *turns]
    since = max([one for one in moments if one <= at], default=BEGINNING)
    return Span(since, min([one for one in moments if one > at], default=END))


def _turns(forecast: Forecast) -> Iterator[datetime]:
    if forecast.opens_at is not None:
        yield forecast.opens_at
    if (last := last_at(forecast)) is not None:
        yield last
    if forecast.closes_at is not None:
        yield from (forecast.closes_at, forecast.closes_at + AFTER)


def _moving(standing: Standing, at: datetime) -> Reading | None:
    """What its implied value is made of, where time alone moves that."""
    reading, last = standing.weighed.reading, last_at(standing.forecast)
    if reading is None or standing.situation.history.resolution is not None or (last is not None and at >= last):
        return None
    return reading.without_reports() if reading.moves_with_time else None


def _affected(folder: CaseFolder, changed: AbstractSet[str], fresh: Sequence[Entry]) -> set[str]:
    """The forecasts that entries may have changed: named, watching a sign that was reported, or conditional.

    What counts from a forecast's close on changes nothing of one that is only watching. With them are those whose
    records have changed, and what is conditional on these.
    """
    by_id = {entry.id: entry for entry in folder.entries}
    names, since = set(changed), dict[str, datetime]()
    for entry in fresh:
        for one in _with_what_it_takes_back(entry, by_id):
            names |= set(names_in(one))
            for sign in one.indicators if is_evidence(one) else ():
                since[sign] = min(since.get(sign, END), counts_from(entry))
    forecasts = folder.forecasts.values()
    names |= {one.id for one in forecasts if any(since.get(link.id, END) < _end(one) for link in one.indicators)}
    while more := {one.id for one in forecasts if one.given and one.given.forecast in names} - names:
        names |= more
    return names & set(folder.names)


def _end(forecast: Forecast) -> datetime:
    return forecast.closes_at or END


def _with_what_it_takes_back(entry: Entry, by_id: Mapping[str, Entry]) -> Iterator[Entry]:
    seen = set[str]()
    found: Entry | None = entry
    while found is not None and found.id not in seen:
        yield found
        seen.add(found.id)
        target = found.entry if is_retraction(found) else found.revises if is_evidence(found) else None
        found = by_id.get(target) if target else None
