"""What a person imported last into a book, so that `undo` can take it back as one.

The entries are told by the book: by their system, and by when they were recorded. Who imported them and what the
records were like when they were written is noted in that person's state folder, beside what they changed last.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from outlook import moments
from outlook.book.own_files import name_of, put, writable
from outlook.errors import OutlookError
from outlook.files import Folder, NotThere
from outlook.locate import state_folder
from outlook.locking import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from outlook.model.entries import Entry

FOLDER = "imported"
LIMIT = 256_000_000  # a line of a hundred bytes for each of two million records


class LastImport(NamedTuple):
    """Who imported what last: when the first and the last of its entries were recorded, and what was written.

    `command` does the same import again. `records` are the SHA-256 of the records by `CASE/ID`. `opened` are those that
    it let open earlier: the text of each before, and the SHA-256 of what it became.
    """

    by: str
    command: str
    system: str
    first: datetime
    last: datetime
    records: Mapping[str, str]
    opened: Mapping[str, tuple[str, str]] = {}

    def has(self, entry: Entry) -> bool:
        """Whether an entry is one of those that the import wrote."""
        imported = entry.imported
        return imported is not None and imported.system == self.system and self.first <= entry.recorded_at <= self.last


def note_import(root: Path, new: LastImport) -> None:
    """Note what a person imported last into the book of a folder. What cannot be noted is not known; nothing fails."""
    with suppress(OutlookError, OSError), writable(FOLDER, "it is not noted") as folder, locked(folder):
        _put(folder, root, [*(one for one in _read(folder, root) if one.by != new.by), new])


def last_import(root: Path, person: str) -> LastImport | None:
    """What a person imported last into the book of a folder; None where nothing is known."""
    with suppress(OutlookError), Folder.open(state_folder(), follow=True) as state, state.folder(FOLDER) as folder:
        return next((one for one in _read(folder, root) if one.by == person), None)
    return None


def forget_import(root: Path, person: str) -> None:
    """What a person imported last was taken back."""
    with suppress(OutlookError, OSError), writable(FOLDER, "it is not noted") as folder, locked(folder):
        _put(folder, root, [one for one in _read(folder, root) if one.by != person])


def _put(folder: Folder, root: Path, kept: Iterable[LastImport]) -> None:
    rows = [{**one._asdict(), "first": moments.iso(one.first), "last": moments.iso(one.last)} for one in kept]
    put(folder, name_of(root), json.dumps({"book": str(root.resolve()), "imports": rows}, indent=1).encode() + b"\n")


def _read(folder: Folder, root: Path) -> list[LastImport]:
    """What is noted of everybody; nothing where there is no note, or a damaged one, as the next replaces it."""
    try:
        rows = json.loads(folder.read(name_of(root), LIMIT))["imports"]
        return [_noted(row) for row in rows]
    except (NotThere, ValueError, TypeError, KeyError, RecursionError, AttributeError):
        return []


def _noted(row: Mapping[str, object]) -> LastImport:
    """One note; raises ValueError where it is none."""
    first, last = (moments.from_iso(str(row[name])) for name in ("first", "last"))
    by, command, system = (str(row[name]) for name in ("by", "command", "system"))
    records, opened = row["records"], row.get("opened", {})
    if not isinstance(records, dict) or not isinstance(opened, dict):
        raise ValueError("records is no list of files")
    moved = {str(name): (str(before), str(after)) for name, (before, after) in opened.items()}
    return LastImport(by, command, system, first, last, {str(name): str(one) for name, one in records.items()}, moved)
