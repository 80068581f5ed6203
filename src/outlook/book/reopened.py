"""Openings that an import moved to an earlier day, put back as they were when the import is taken back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import retracted
from outlook.book.case_folder import names_in
from outlook.book.records_together import Rewritten
from outlook.files import RECORD_LIMIT, Folder, NotThere

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from outlook.book import CaseFolder
    from outlook.book.imports import LastImport
    from outlook.model.entries import Entry


class Stays(NamedTuple):
    """A record that is left as it is, and why."""

    path: Path
    why: str


def reopened(folder: CaseFolder, imported: LastImport, own: Collection[Entry]) -> Iterator[Rewritten | Stays]:
    """Each record of a case that an import let open earlier: as it becomes again, or why it stays.

    `own` are the entries that are taken back with it. What is as it was before already is left out. Whoever has entered
    something about the forecast since knew of the earlier opening, which is therefore theirs too.
    """
    moved = {name: one for name, one in imported.opened.items() if name.partition("/")[0] == folder.id}
    if not moved:
        return
    speaking = _speaking_since(folder.entries, imported, {one.id for one in own})
    with Folder.open(folder.path) as opened:
        for name, (before, after) in moved.items():
            short = name.partition("/")[2]
            path = folder.path / f"{short}.yaml"
            try:
                text = opened.read(path.name, RECORD_LIMIT)
            except NotThere:
                yield Stays(path, "it was renamed or deleted since")
                continue
            if text == before.encode():
                continue
            if sha256(text).hexdigest() != after:
                yield Stays(path, "it was changed since")
            elif short in speaking:
                yield Stays(path, f"{speaking[short]} has entered something about it since")
            else:
                yield Rewritten(path, text, before.encode())


def _speaking_since(entries: Iterable[Entry], imported: LastImport, own: Collection[str]) -> dict[str, str]:
    """Who has entered something about each forecast since an import."""
    others = [one for one in entries if one.id not in own]
    gone = retracted(others)
    since = [one for one in others if one.recorded_at > imported.first and one.id not in gone]
    return {name: one.by for one in since for name in names_in(one)}
