"""Forecasts of which entries speak, and whose record is gone or cannot be read: they have no score, and are not silent.

A page that lacks them shows somebody's scores as better or worse than they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import History, histories

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from outlook.book import Book, CaseFolder


class Missing(NamedTuple):
    """One such forecast: its full id, whether its file is there, who stated something, and what it was resolved to."""

    full_id: str
    is_there: bool
    forecasters: tuple[str, ...]
    outcome: str | None

    @property
    def state(self) -> str:
        """In place of a forecast's state."""
        return "unreadable" if self.is_there else "missing"


def missing(book: Book, at: datetime, cases: Collection[str] | None = None) -> tuple[Missing, ...]:
    """Those of some cases, or of all, as known by a moment, in the order of the book."""
    folders = (folder for name, folder in book.cases.items() if cases is None or name in cases)
    return tuple(one for folder in folders for one in _of(folder, at))


def _of(folder: CaseFolder, at: datetime) -> Iterator[Missing]:
    gone = [one.name for one in folder.orphans if not one.is_undone]
    names = [*gone, *sorted(folder.unread)]
    known = histories(folder.entries, at) if names else {}
    for name in names:
        history = known.get(name, History())
        resolution = history.resolution
        if history != History():  # a file that no entry speaks of is a problem of the book, and no forecast yet
            outcome = None if resolution is None else str(resolution.outcome)
            yield Missing(f"{folder.id}/{name}", name not in gone, history.forecasters, outcome)
