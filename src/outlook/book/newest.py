"""What a person entered last: the entries of their newest command.

Clocks can be wrong, and lines of merged ledgers are in no order of time. So an entry that follows another in the chain
of its ledger was entered after it, whatever its time says. Among those that do not follow each other, which are in
other cases or came by a merge, the one that was recorded last counts, and one from the future before all others.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from outlook.belief.timeline import retracted
from outlook.book.enter import Written
from outlook.book.future import TOLERANCE
from outlook.errors import Refused, Unreadable
from outlook.ledger import lines_of
from outlook.ledger.chain import previous
from outlook.model.kind_of import is_repair, is_retraction, is_seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from outlook.book import Book, CaseFolder
    from outlook.book.enter import Stamp
    from outlook.model.entries import Entry

STEP = timedelta(microseconds=1)  # between the entries of one command


def in_one(stamp: Stamp) -> Iterator[Stamp]:
    """Stamps of the entries of one command, one after the other."""
    while True:
        yield stamp
        stamp = stamp._replace(recorded_at=stamp.recorded_at + STEP)


def newest_of(book: Book, person: str, now: datetime) -> list[Written]:
    """The entries of a person's newest command that were not taken back, newest first.

    Raises:
        Refused: there is none, or it was an import, which is taken back as a whole or not at all.
        Unreadable: a case cannot be read, so that nobody can know what was entered last.
    """
    if book.left_out:
        raise Unreadable(f"what was entered last is not known while {', '.join(book.left_out)} cannot be read")
    mine = list(_entered_last(book, now, lambda entry: entry.by == person))
    if not mine:
        raise Refused(f"{person[:60]!r} has entered nothing that could be taken back")
    if mine[0].entry.imported is not None:
        raise Refused(_why_not(mine[0].entry, person))
    found = mine[:1]
    for one in mine[1:]:
        if found[-1].entry.recorded_at - one.entry.recorded_at > STEP or one.entry.kind != found[0].entry.kind:
            break
        found.append(one)
    return found


def newest_entry(book: Book, now: datetime, is_theirs: Callable[[Entry], bool]) -> Entry | None:
    """What was entered last of the entries that are theirs and count still; None where there are none."""
    last = next(_entered_last(book, now, is_theirs), None)
    return None if last is None else last.entry


def _why_not(entry: Entry, person: str) -> str:
    """Why what was imported is not taken back here."""
    if is_retraction(entry):
        return f"what {person[:60]!r} did last was to take back an import: importing the same again brings it back"
    return (
        f"what {person[:60]!r} entered last was imported, and what that import wrote is not noted on this machine: "
        f"`outlook retract {entry.id}` takes back one entry"
    )


def _entered_last(book: Book, now: datetime, theirs: Callable[[Entry], bool]) -> Iterator[Written]:
    """What a person entered last, and then, the newest first, what was recorded before that."""
    entries = sorted(_entries(book, theirs), key=_recorded, reverse=True)
    by_case = {one.folder.id: one.folder for one in entries}
    ends = [
        one for folder in by_case.values() for one in _ends(folder, [one for one in entries if one.folder is folder])
    ]
    limit = now + TOLERANCE
    last = max(ends, key=lambda one: (one.entry.recorded_at <= limit, *_recorded(one)), default=None)
    if last is not None:
        yield last
        yield from (one for one in entries if _recorded(one) < _recorded(last))


def _recorded(one: Written) -> tuple[datetime, str]:
    return one.entry.recorded_at, one.entry.id


def _ends(folder: CaseFolder, mine: list[Written]) -> list[Written]:
    """Those of some entries of a case that none of them follows in the chain of its ledger."""
    examined, ids = lines_of(folder.ledger).examined(), {one.entry.id for one in mine}
    heads = [name for line in examined.lines.values() if line.document["id"] in ids for name in previous(line.document)]
    followed = {examined.lines[name].document["id"] for name in examined.before(heads)}
    return [one for one in mine if one.entry.id not in followed]


def _entries(book: Book, theirs: Callable[[Entry], bool]) -> Iterator[Written]:
    for folder in book.cases.values():
        entries = folder.entries
        gone = retracted(entries)
        for entry in entries:
            if theirs(entry) and entry.id not in gone and not is_seal(entry) and not is_repair(entry):
                yield Written(folder, entry)
