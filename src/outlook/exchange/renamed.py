"""Records of an archive that the book has under another name, since one of the two was renamed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.timeline import order, retracted
from outlook.book.case_folder import RECORDS
from outlook.ledger import FILE_NAME
from outlook.ledger.lines import parsed_lines
from outlook.ledger.tiny import checked
from outlook.model.kind_of import is_rename
from outlook.model.renames import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from outlook.book import CaseFolder
    from outlook.model.entries import Entry, Rename

ENDING = RECORDS[0]
TOLD_BY = (b'"rename"', b'"retraction"')  # other lines say nothing of names


class Renamed(NamedTuple):
    """Files of an archive by the names that the book has for them.

    `here` are those that the book has under another name, `moved` the files of the book that the archive renames, each
    with its new name, and `contested` those of which nobody can tell whose they are.
    """

    here: dict[str, str]
    moved: dict[str, str]
    contested: frozenset[str]


def renamed(folder: CaseFolder, present: Collection[str], files: Mapping[str, bytes]) -> Renamed:
    """What the renames of both ledgers say of the archive's `files`, where the case's folder has those `present`."""
    known = {one.id: one for one in folder.ledger.entries()}
    told = {one.id: one for one in _told(files.get(FILE_NAME, b""))}
    renames = _counting({**known, **told})
    if not renames:
        return Renamed({}, {}, frozenset())
    ours, theirs = _records(present), _records(files)
    # A file moves by a rename that only the archive knows; one that was renamed here, unknown to it, stays.
    new = {one.forecast for one in renames if one.id not in known}
    stay = theirs | {one.forecast for one in renames if one.id not in told}
    later = names_of(renames, theirs).former
    moved = {was: later[was] for was in ours - stay if later.get(was) in (theirs - ours) & new}
    today = names_of(renames, (ours - moved.keys()) | set(moved.values()))
    here = {name: today.former[name] for name in theirs - ours if name in today.former}
    contested = frozenset(name for group in today.contested for name in group) & (theirs - ours)
    return Renamed(
        {_file(name): _file(other) for name, other in here.items()},
        {_file(was): _file(name) for was, name in moved.items()},
        frozenset(map(_file, contested)),
    )


def _records(names: Collection[str]) -> set[str]:
    return {name.removesuffix(ENDING) for name in names if name.endswith(ENDING)}


def _file(name: str) -> str:
    return f"{name}{ENDING}"


def _told(ledger: bytes) -> list[Entry]:
    """The entries of an archive's ledger that say what forecasts are called."""
    lines = [line.raw for line in parsed_lines(ledger) if any(word in line.raw for word in TOLD_BY)]
    return [entry for entry in map(checked, lines) if entry is not None]


def _counting(entries: Mapping[str, Entry]) -> list[Rename]:
    """The renames that nobody took back, in order."""
    gone = retracted(entries.values())
    found = [one for one in entries.values() if is_rename(one) and not one.apart and one.id not in gone]
    return sorted(found, key=order)
