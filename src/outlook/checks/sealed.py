"""Seals: what a case holds now, as a seal says it, and what has come since one was made."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from outlook.book import CaseFolder
from outlook.errors import Problem
from outlook.files import DOCUMENT_LIMIT, RECORD_LIMIT, Folder, NotUsable
from outlook.ledger import lines_of, problem_at
from outlook.ledger.chain import Examined, Line
from outlook.ledger.seals import covered, digest, leaf, root_of, strangers
from outlook.model.entries import Seal
from outlook.model.kind_of import is_rename, is_seal

RECORD = ".yaml"


def content(folder: CaseFolder) -> dict[str, Any]:
    """What a seal of the case says of it now: its last lines, their number, their digest, and its files."""
    examined = lines_of(folder.ledger).examined()
    return {
        "case": folder.id,
        "heads": examined.heads,
        "entries": len(examined.lines),
        "lines": digest(examined, examined.lines),
        "files": files_of(folder),
    }


def files_of(folder: CaseFolder) -> dict[str, str]:
    """The SHA-256 of each record and each document of a case, by its name in the case."""
    found: dict[str, str] = {}
    with Folder.open(folder.path) as opened:
        for path in sorted(folder.texts):
            found[path.name] = hashlib.sha256(opened.read(path.name, RECORD_LIMIT)).hexdigest()
        documents = folder.case.documents if folder.case else ()
        names = {name for document in documents for name in (document.file, document.text) if name}
        for name in sorted(names):
            try:
                found[name] = hashlib.sha256(opened.read(name, DOCUMENT_LIMIT)).hexdigest()
            except NotUsable:
                continue  # `verify` says which document cannot be read
    return found


def broken_seals(folder: CaseFolder, examined: Examined) -> Iterator[Problem]:
    """The seals of a case whose lines are not all here any more, as they were."""
    for entry in folder.entries:
        if is_seal(entry) and not is_whole(entry, examined):
            message = f"the lines that the seal {entry.id} covers are not all here as they were"
            hint = "bring them back from git or from another copy"
            yield problem_at(folder.ledger, entry.id, "broken-seal", message, hint)


def is_whole(seal: Seal, examined: Examined) -> bool:
    """Whether every line that a seal covers is here, and is as it was."""
    names = covered(examined, seal.heads, seal.entries)
    return names is not None and digest(examined, names) == seal.lines


class Moved(NamedTuple):
    """A sealed record that is here under another name, and who gave it that name, and when."""

    was: str
    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SealedCase:
    """What has become of a case since a seal: whether its lines are whole, its files, and what came since."""

    case: str
    seal: str
    sealed_at: datetime
    entries: int
    is_whole: bool
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[Moved, ...]
    since: Mapping[str, int]
    second_versions: tuple[str, ...]
    earlier: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether all that was sealed is here, as it was; more may have come."""
        return self.is_whole and not self.changed and not self.gone and not self.second_versions


def sealed(folder: CaseFolder, root: str) -> SealedCase | None:
    """What the seal that leads to the root says of a case; None where no seal of the case does."""
    seals = [one for one in folder.entries if is_seal(one) and root_of(leaf(one), one.path) == root]
    return _compared(folder, seals[0]) if seals else None


def is_all_here(folders: Iterable[CaseFolder], root: str) -> bool:
    """Whether every case that was sealed with a line is here with its seal; of none nothing is known."""
    seals = [one for folder in folders for one in folder.entries if is_seal(one)]
    leaves = {hashed: one.path for one in seals if root_of(hashed := leaf(one), one.path) == root}
    return not strangers(leaves)


def _compared(folder: CaseFolder, seal: Seal) -> SealedCase:
    examined, files = lines_of(folder.ledger).examined(), files_of(folder)
    moved = _moved(folder, seal, files)
    files = _under_sealed_names(files, moved)
    names = covered(examined, seal.heads, seal.entries)
    # Where lines are gone, what the seal covers is all that can still be reached, or has no chain.
    before = set(names) if names is not None else examined.before(seal.heads) | set(examined.unchained)
    since = [line for name, line in examined.lines.items() if name not in before and not _is(line, seal)]
    ids = {str(examined.lines[name].document["id"]) for name in before}
    kinds: dict[str, int] = {}
    for line in since:
        kind = str(line.document.get("kind"))
        kinds[kind] = kinds.get(kind, 0) + 1
    return SealedCase(
        case=folder.id,
        seal=seal.id,
        sealed_at=seal.recorded_at,
        entries=seal.entries,
        is_whole=is_whole(seal, examined),
        changed=tuple(name for name, hashed in seal.files.items() if files.get(name, hashed) != hashed),
        gone=tuple(name for name in seal.files if name not in files),
        new=tuple(name for name in files if name not in seal.files),
        moved=moved,
        since=kinds,
        second_versions=tuple(
            dict.fromkeys(str(line.document["id"]) for line in since if str(line.document["id"]) in ids)
        ),
        earlier=tuple(str(line.document["id"]) for line in since if _claims_earlier(line, seal)),
    )


def _moved(folder: CaseFolder, seal: Seal, files: Mapping[str, str]) -> tuple[Moved, ...]:
    """The sealed records that were renamed since; whether they say what they said, their hashes tell."""
    found = list[Moved]()
    for name in seal.files:
        today = folder.former.get(name.removesuffix(RECORD), "")
        renames = [one for one in folder.entries if is_rename(one) and not one.apart and one.forecast == today]
        if name not in files and f"{today}{RECORD}" in files and renames:
            last = max(renames, key=lambda one: (one.recorded_at, one.id))
            found.append(Moved(name, f"{today}{RECORD}", last.by, last.recorded_at))
    return tuple(found)


def _under_sealed_names(files: Mapping[str, str], moved: Iterable[Moved]) -> dict[str, str]:
    """The hashes of files, of a renamed record under the name that it had when it was sealed."""
    was = {one.name: one.was for one in moved}
    return {was.get(name, name): hashed for name, hashed in files.items()}


def _is(line: Line, seal: Seal) -> bool:
    return str(line.document["id"]) == seal.id


def _claims_earlier(line: Line, seal: Seal) -> bool:
    """Whether a line that came after the seal says that it was recorded before it."""
    try:
        recorded_at = datetime.fromisoformat(str(line.document.get("recorded_at")))
    except ValueError:
        return False
    return recorded_at.tzinfo is not None and recorded_at < seal.recorded_at
