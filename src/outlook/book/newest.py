"""What a person entered last: the entries of their newest command."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outlook.belief.timeline import retracted
from outlook.book.enter import Written
from outlook.errors import Refused, Unreadable
from outlook.model.kind_of import is_repair, is_seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.book import Book
    from outlook.book.enter import Stamp

STEP = timedelta(microseconds=1)  # between the entries of one command


def in_one(stamp: Stamp) -> Iterator[Stamp]:
    """Stamps of the entries of one command, one after the other."""
    while True:
        yield stamp
        stamp = stamp._replace(recorded_at=stamp.recorded_at + STEP)


def newest_of(book: Book, person: str) -> list[Written]:
    """The entries of a person's newest command that were not taken back, newest first.

    Raises:
        Refused: there is none, or it was an import, which is taken back as a whole or not at all.
        Unreadable: a case cannot be read, so that nobody can know what was entered last.
    """
    if book.left_out:
        raise Unreadable(f"what was entered last is not known while {', '.join(book.left_out)} cannot be read")
    mine = sorted(_entries(book, person), key=lambda one: (one.entry.recorded_at, one.entry.id), reverse=True)
    if not mine:
        raise Refused(f"{person[:60]!r} has entered nothing that could be taken back")
    if mine[0].entry.imported is not None:
        raise Refused(
            f"what {person[:60]!r} entered last was imported: `outlook retract {mine[0].entry.id}` takes back one entry"
        )
    found = mine[:1]
    for one in mine[1:]:
        if found[-1].entry.recorded_at - one.entry.recorded_at > STEP or one.entry.kind != found[0].entry.kind:
            break
        found.append(one)
    return found


def _entries(book: Book, person: str) -> Iterator[Written]:
    for folder in book.cases.values():
        entries = folder.entries
        gone = retracted(entries)
        for entry in entries:
            if entry.by == person and entry.id not in gone and not is_seal(entry) and not is_repair(entry):
                yield Written(folder, entry)
