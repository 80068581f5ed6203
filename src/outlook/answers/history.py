"""The entries of a book's ledgers, and which of them were taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.answers.lateness import late_ids
from outlook.belief.timeline import order, retracted
from outlook.model.counting import counts_from
from outlook.model.kind_of import is_estimate, is_evidence, is_rename, is_retraction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from outlook.book import Book
    from outlook.model.entries import Entry


@dataclass(frozen=True, slots=True)
class LedgerHistory:
    """Entries with the case whose ledger holds each, in order.

    `taken_back` are the ids of those that were, `late` those of estimates that enter no score.
    """

    entries: tuple[tuple[str, Entry], ...]
    taken_back: frozenset[str]
    late: frozenset[str] = frozenset()


def history(
    book: Book,
    wanted: AbstractSet[str] | None,
    at: datetime,
    by: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> LedgerHistory:
    """The entries known by `at` that speak of some forecasts (None: all entries), of everybody or of one person.

    `wanted` are full ids; of a span of time, those that became known in it.
    """
    by_id = {name: {entry.id: entry for entry in folder.entries} for name, folder in book.cases.items()}
    found = [
        (folder.id, entry)
        for folder, entry in book.all_entries()
        if entry.known_at <= (at if until is None else min(at, until))
        and (since is None or since <= entry.known_at)
        and by in (None, entry.by)
        and (wanted is None or _speaks_of(by_id[folder.id], folder.id, entry, wanted))
    ]
    written = {name: book.cases[name].renames_as_written() for name in {case for case, one in found if is_rename(one)}}
    found = [(case, written.get(case, {}).get(one.id, one)) for case, one in found]
    return LedgerHistory(
        tuple(sorted(found, key=lambda item: order(item[1]))), _taken_back(book, at), _late(book, found, at)
    )


def _speaks_of(by_id: Mapping[str, Entry], case: str, entry: Entry, wanted: AbstractSet[str]) -> bool:
    """Whether the entry, or what it takes back in the end, names a wanted forecast."""
    seen: set[str] = set()
    found: Entry | None = entry
    while is_retraction(found) and found.id not in seen:
        seen.add(found.id)
        found = by_id.get(found.entry)
    names = found.forecasts if is_evidence(found) else (getattr(found, "forecast", ""),)
    return any(f"{case}/{name}" in wanted for name in names)


def _taken_back(book: Book, at: datetime) -> frozenset[str]:
    return frozenset(
        name
        for folder in book.cases.values()
        for name in retracted(entry for entry in folder.entries if counts_from(entry) <= at)
    )


def _late(book: Book, found: Sequence[tuple[str, Entry]], at: datetime) -> frozenset[str]:
    cases = dict.fromkeys(case for case, entry in found if is_estimate(entry))
    return frozenset(name for case in cases for name in late_ids(book.cases[case], at))
