"""An import taken back as one: its entries by retractions, its records by deleting those that are as it wrote them.

A retraction of an imported entry says that its source had no such thing, so it counts from when the entry did, as all
that is imported counts by `known_at`: nobody had said what a wrong column said. It is an imported one itself, which is
how the book tells it from a number that a person takes back, and how the next import knows what it may bring again.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import retracted
from outlook.book.case_folder import is_record, names_in
from outlook.book.enter import Written
from outlook.book.imports import forget_import
from outlook.book.newest import STEP, newest_entry
from outlook.book.records_together import Rewritten, rewrite
from outlook.book.reopened import Stays, reopened
from outlook.errors import Unreadable
from outlook.files import RECORD_LIMIT, Folder
from outlook.ledger import new_id
from outlook.locking import locked
from outlook.model.kind_of import is_retraction

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from outlook.book import Book, CaseFolder
    from outlook.book.imports import LastImport
    from outlook.model.entries import Entry, Retraction

WHY = "import undone"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Undoing(NamedTuple):
    """What taking an import back does: its entries that count still, by case; the records to delete, and the others.

    `reopened` are records that open again when they did before the import; `unmoved` keep its opening.
    """

    imported: LastImport
    entries: Mapping[str, Sequence[Entry]]
    deleted: Sequence[Path]
    stays: Sequence[Stays]
    reopened: Sequence[Rewritten] = ()
    unmoved: Sequence[Stays] = ()

    @property
    def kinds(self) -> Counter[str]:
        """How many entries of each kind are taken back."""
        from collections import Counter

        return Counter(entry.kind for own in self.entries.values() for entry in own)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of the import."""
        return not (self.changes_something or self.stays or self.unmoved)

    @property
    def changes_something(self) -> bool:
        """Whether there is something that can be taken back."""
        return bool(self.entries or self.deleted or self.reopened)


def is_undone(entry: Entry) -> bool:
    """Whether an entry takes back an imported one with its whole import."""
    return is_retraction(entry) and entry.imported is not None


def is_newest(book: Book, imported: LastImport, now: datetime) -> bool:
    """Whether a person has entered nothing since they imported something.

    What an undo of it wrote that was ended in the middle is nothing: the same step again goes on with it.
    """
    last = newest_entry(book, now, lambda one: imported.has(one) or (one.by == imported.by and not is_undone(one)))
    return last is None or imported.has(last) or last.recorded_at < imported.first


def undoing(book: Book, imported: LastImport) -> Undoing:
    """What taking back an import would do.

    Raises:
        Unreadable: a case cannot be read, and may hold some of it.
    """
    if book.left_out:
        raise Unreadable(f"what was imported is not known while {', '.join(book.left_out)} cannot be read")
    entries: dict[str, Sequence[Entry]] = {}
    deleted: list[Path] = []
    stays: list[Stays] = []
    openings: list[Rewritten | Stays] = []
    for folder in book.cases.values():
        own = _counting(folder.entries, imported)
        if own:
            entries[folder.id] = own
        openings += reopened(folder, imported, own)
        records = _records_of(imported, folder.id)
        if records:
            with Folder.open(folder.path) as opened:
                found = list(_each(folder, opened, folder.entries, own, records))
            deleted += [one.path for one in found if not one.why]
            stays += [one for one in found if one.why]
    back = [one for one in openings if isinstance(one, Rewritten)]
    return Undoing(imported, entries, deleted, stays, back, [one for one in openings if isinstance(one, Stays)])


def take_back(book: Book, plan: Undoing, now: datetime, announce: Callable[[Sequence[Written]], None]) -> Undoing:
    """Write the retractions and delete the records; what was done.

    The first retraction of each case is announced before they are written, all at once.

    A record is looked at once more while nobody else can write. A process that is killed leaves records, which the same
    step again deletes.

    Raises:
        Refused, Unreadable: the disk did not allow it; the message names what is written.
    """
    deleted: list[Path] = []
    stays = [*plan.stays]
    at = now
    for case, own in plan.entries.items():
        written = _retractions(own, plan.imported.by, at)
        first = next(written)
        announce([Written(book.cases[case], first)])
        book.cases[case].ledger.extend(chain([first], written))
        at += STEP * len(own)
    rewrite(plan.reopened)
    for case, paths in groupby(plan.deleted, key=lambda path: path.parent.name):
        records = {path.stem: plan.imported.records[f"{case}/{path.stem}"] for path in paths}
        for one in _delete(book.cases[case], records):
            (stays.append(one) if one.why else deleted.append(one.path))
    forget_import(book.root, plan.imported.by)
    return plan._replace(deleted=deleted, stays=stays)


def _counting(entries: Iterable[Entry], imported: LastImport) -> list[Entry]:
    """The entries of an import that are not taken back."""
    entries = list(entries)
    gone = retracted(entries)
    return [entry for entry in entries if imported.has(entry) and entry.id not in gone]


def _records_of(imported: LastImport, case: str) -> dict[str, str]:
    """The hashes of the records that it wrote in a case, by their ids."""
    pairs = ((name.partition("/"), digest) for name, digest in imported.records.items())
    return {name: digest for (home, _, name), digest in pairs if home == case}


def _each(
    folder: CaseFolder, opened: Folder, entries: Iterable[Entry], own: Sequence[Entry], records: Mapping[str, str]
) -> Iterator[Stays]:
    """Each record that is there, and why it stays; empty where it can go."""
    speaking = _speaking(entries, {entry.id for entry in own})
    names = opened.names()
    left: dict[str, str] = {}
    for name, digest in records.items():
        if f"{name}.yaml" not in names:
            today = folder.former.get(name)
            if today is not None and today in folder.names:
                yield Stays(folder.path / f"{today}.yaml", f"{name} was renamed since")
        elif sha256(opened.read(f"{name}.yaml", RECORD_LIMIT)).hexdigest() != digest:
            yield Stays(folder.path / f"{name}.yaml", "it was changed since")
        elif name in speaking:
            yield Stays(folder.path / f"{name}.yaml", f"{speaking[name]} has entered something about it")
        else:
            left[name] = f"{name}.yaml"
    naming = _naming(opened, [one for one in names if is_record(one) and one not in left.values()], left)
    for name, file in left.items():
        yield Stays(folder.path / file, f"{naming[name]} names it" if name in naming else "")


def _speaking(entries: Iterable[Entry], own: Collection[str]) -> dict[str, str]:
    """Who has entered something about each forecast that is left when an import is gone."""
    others = [one for one in entries if one.id not in own]
    gone = retracted(others)
    return {name: one.by for one in others if one.imported is None or one.id not in gone for name in names_in(one)}


def _naming(opened: Folder, files: Iterable[str], names: Collection[str]) -> dict[str, str]:
    """The files of a case that may name some of its forecasts, by what they name: any word that is such a name."""
    found: dict[str, str] = {}
    for file in files if names else ():
        text = opened.read(file, RECORD_LIMIT).decode("utf-8", "replace")
        found.update(dict.fromkeys(set(_WORD.findall(text)).intersection(names), file))
    return found


def _retractions(entries: Iterable[Entry], by: str, at: datetime) -> Iterator[Retraction]:
    for number, entry in enumerate(entries):
        yield undone(entry, by, at + number * STEP, WHY)


def undone(entry: Entry, by: str, at: datetime, why: str) -> Retraction:
    """What takes back an imported entry as though its source had never had it."""
    from outlook.model.entries import Retraction, build

    imported = entry.imported
    assert imported is not None, "only an import is taken back so"
    source = {"system": imported.system, "id": imported.id}
    stamp = {"id": new_id(), "by": by, "known_at": entry.known_at, "recorded_at": at}
    return build(Retraction, {**stamp, "imported": source, "entry": entry.id, "why": why})


def _delete(folder: CaseFolder, records: Mapping[str, str]) -> list[Stays]:
    """Delete records of a case, but those about which somebody has entered or written something by now."""
    from outlook.ledger import open_ledger

    with Folder.open(folder.path) as opened, locked(opened):
        found = list(_each(folder, opened, open_ledger(folder.path).entries(), (), records))
        for one in found:
            if not one.why:
                opened.forget(one.path.name)
        opened.sync()
    return found
