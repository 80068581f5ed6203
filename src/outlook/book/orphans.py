"""Entries that speak of a forecast without a record: its file was renamed, or deleted."""

from collections.abc import Iterator
from dataclasses import dataclass

from outlook.book import Book, CaseFolder
from outlook.model.entries import Entry
from outlook.model.kind_of import is_estimate, is_evidence


@dataclass(frozen=True, slots=True)
class Orphaned:
    """A name that entries of a case speak of and no record has; `renamed` is the one record that they fit, if any."""

    case: str
    name: str
    entries: int
    renamed: str | None


def orphaned(book: Book) -> Iterator[Orphaned]:
    """Every such name, by case; a record that could not be read is not missing."""
    for folder in book.cases.values():
        known = {*folder.forecasts, *folder.unread}
        named = [(name, entry) for entry in folder.entries for name in _names(entry) if name not in known]
        for name in dict.fromkeys(name for name, _ in named):
            mine = [entry for other, entry in named if other == name]
            yield Orphaned(folder.id, name, len(mine), _renamed(folder, mine))


def _names(entry: Entry) -> tuple[str, ...]:
    if is_evidence(entry):
        return entry.forecasts
    name = getattr(entry, "forecast", None)
    return () if name is None else (name,)


def _renamed(folder: CaseFolder, entries: list[Entry]) -> str | None:
    """The one record without entries of its own whose question the estimates were made on."""
    hashes = {entry.record_sha256 for entry in entries if is_estimate(entry)}
    spoken_of = {name for entry in folder.entries for name in _names(entry)}
    found = [
        name
        for name, forecast in folder.forecasts.items()
        if name not in spoken_of and forecast.record_sha256 in hashes
    ]
    return found[0] if len(found) == 1 else None
