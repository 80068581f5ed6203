"""What `show`, `explain` and `history` need from the book, brought together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from outlook.answers.explained import Explained
from outlook.answers.page import Page
from outlook.answers.standing import through_scenarios
from outlook.belief.pool import pool
from outlook.belief.timeline import Situation, order, retracted
from outlook.book import Book, CaseFolder
from outlook.evidence.arithmetic import walk
from outlook.evidence.over_time import weighed
from outlook.model.entries import Entry, Evidence, Retraction, counts_from
from outlook.model.forecast import Forecast
from outlook.scoring.scorecard import score


def page_of(book: Book, forecast: Forecast, at: datetime, by: str | None) -> Page:
    """All that the page of a forecast shows, as known at a moment."""
    (page,) = pages_of(book.folder_of(forecast), [forecast], at, by)
    return page


def pages_of(folder: CaseFolder, forecasts: Sequence[Forecast], at: datetime, by: str | None = None) -> list[Page]:
    """The pages of forecasts of one case, its ledger folded once."""
    situations = {situation.forecast.id: situation for situation in folder.situations(at)}
    return [_page(folder, forecast, situations, at, by) for forecast in forecasts]


def _page(
    folder: CaseFolder, forecast: Forecast, situations: Mapping[str, Situation], at: datetime, by: str | None
) -> Page:
    situation = situations[forecast.id]
    condition = situations.get(forecast.given.forecast) if forecast.given else None
    resolution = situation.history.resolution
    result, found = weighed(situation, folder.case, at), score(situation, by)
    late = {item.id for item in situation.history.evidence if resolution and item.known_at > resolution.known_at}
    return Page(
        situation=situation,
        case=folder.case,
        at=at,
        scores=found.rows or found.left_out[0],
        hanging=tuple(
            other.id for other in folder.forecasts.values() if other.given and other.given.forecast == forecast.id
        ),
        weighed=result,
        condition_state=(condition.outcome or condition.state) if condition else "unknown",
        after=frozenset(late),
        by=by,
        through=through_scenarios(forecast, situations, folder.case, at),
        pooled=pool(forecast, situation.history, result.base),
    )


def explained(book: Book, forecast: Forecast, at: datetime) -> Explained:
    """The walk of a forecast's implied value as it was at a moment; after its resolution, at that."""
    folder = book.folder_of(forecast)
    situations = {situation.forecast.id: situation for situation in folder.situations(at)}
    situation = situations[forecast.id]
    result, resolution = weighed(situation, folder.case, at), situation.history.resolution
    return Explained(
        forecast,
        at,
        result,
        walk(forecast, result, min(at, resolution.known_at) if resolution else at),
        through_scenarios(forecast, situations, folder.case, at),
        folder.case.grades if folder.case else {},
    )


def chosen_entries(book: Book, targets: Sequence[str], at: datetime, by: str | None) -> list[tuple[str, Entry]]:
    """Entries known by `at` that speak of the targets (all entries for none), in the ledger's order."""
    wanted = {forecast.full_id for forecast in book.selected(targets)} if targets else None
    by_id = {name: {entry.id: entry for entry in folder.entries} for name, folder in book.cases.items()}
    found = [
        (folder.id, entry)
        for folder, entry in book.all_entries()
        if entry.known_at <= at
        and by in (None, entry.by)
        and (wanted is None or _speaks_of(by_id[folder.id], folder.id, entry, wanted))
    ]
    return sorted(found, key=lambda item: order(item[1]))


def _speaks_of(by_id: Mapping[str, Entry], case: str, entry: Entry, wanted: set[str]) -> bool:
    """Whether the entry, or what it takes back in the end, names a wanted forecast."""
    seen: set[str] = set()
    found: Entry | None = entry
    while isinstance(found, Retraction) and found.id not in seen:
        seen.add(found.id)
        found = by_id.get(found.entry)
    names = found.forecasts if isinstance(found, Evidence) else (getattr(found, "forecast", ""),)
    return any(f"{case}/{name}" in wanted for name in names)


def taken_back(book: Book, at: datetime) -> frozenset[str]:
    """The ids of entries that were taken back by then."""
    return frozenset(
        name
        for folder in book.cases.values()
        for name in retracted(entry for entry in folder.entries if counts_from(entry) <= at)
    )
