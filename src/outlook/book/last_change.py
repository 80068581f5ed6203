"""What a person changed last in a record, which is no entry: `undo` must not take it for something that it takes back.

It is noted in their state folder. What cannot be noted or read is not known, and nothing fails by it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from outlook import moments
from outlook.book.own_files import name_of, put, writable
from outlook.errors import OutlookError
from outlook.files import Folder, NotThere
from outlook.locate import state_folder
from outlook.locking import locked

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FOLDER = "changed"
LIMIT = 1_000_000


class LastChange(NamedTuple):
    """Who changed which file when, by which command that made no entry, and how that is taken back."""

    by: str
    at: datetime
    command: str
    path: str
    back: str


def note_change(root: Path, new: LastChange) -> None:
    """Note what a person changed last in the book of a folder."""
    with suppress(OutlookError, OSError), writable(FOLDER, "it is not noted") as folder, locked(folder):
        try:
            kept = _read(folder, root)
        except NotThere:
            kept = {}
        rows = [{**one._asdict(), "at": moments.iso(one.at)} for one in {**kept, new.by: new}.values()]
        put(
            folder, name_of(root), json.dumps({"book": str(root.resolve()), "changed": rows}, indent=1).encode() + b"\n"
        )


def last_change(root: Path, person: str) -> LastChange | None:
    """What a person changed last in the book of a folder; None where nothing is known, or the file is gone by now."""
    with suppress(OutlookError), Folder.open(state_folder(), follow=True) as state, state.folder(FOLDER) as folder:
        found = _read(folder, root).get(person)
        return found if found is not None and os.path.lexists(found.path) else None
    return None


def _read(folder: Folder, root: Path) -> dict[str, LastChange]:
    """What is noted of everybody; nothing where that is damaged, as the next note replaces it."""
    raw = folder.read(name_of(root), LIMIT)
    try:
        rows = json.loads(raw)["changed"]
        found = [LastChange(**{**row, "at": moments.from_iso(row["at"])}) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {one.by: one for one in found}
