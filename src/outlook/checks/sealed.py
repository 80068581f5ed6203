"""Seals: what a case holds now, as a seal says it, and what has come since one was made."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from outlook.book import CaseFolder
from outlook.checks.line_ends import as_stored
from outlook.checks.torn import Missing, torn
from outlook.errors import Problem
from outlook.files import DOCUMENT_LIMIT, RECORD_LIMIT, Folder, NotUsable
from outlook.ledger import lines_of, problem_at
from outlook.ledger.chain import Examined, Line, moment_of, written_order
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


class Dated(NamedTuple):
    """A line that came after a seal and is dated before it: what it is, and when it says that it was known."""

    id: str
    kind: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class SealedCase:
    """What has become of a case since a seal: whether its lines are whole, its files, and what came since.

    Of its lines `missing` are not here, at the places `missing_at`; `instead` may be one of them that was changed, and
    is nothing that was sealed. Of the `changed` files those of `same_question` are
    records that ask what estimates before the seal were made on, and those of `line_ends` have other line ends and are
    in no other way changed. `dated_before` are lines that were recorded after the seal and date themselves before it,
    `earlier` those that follow the seal and claim that they were recorded before it, `beside` those that claim so and
    were written in another copy, as far as the chain shows.
    """

    case: str
    seal: str
    sealed_at: datetime
    entries: int
    is_whole: bool
    missing: int
    missing_at: tuple[Missing, ...]
    instead: tuple[str, ...]
    changed: tuple[str, ...]
    same_question: tuple[str, ...]
    line_ends: tuple[str, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[Moved, ...]
    since: Mapping[str, int]
    second_versions: tuple[str, ...]
    earlier: tuple[str, ...]
    beside: tuple[str, ...]
    dated_before: tuple[Dated, ...]

    @property
    def is_unchanged(self) -> bool:
        """Whether all that was sealed is here, as it was; more may have come."""
        return self.is_whole and not self.changed and not self.gone and not self.second_versions


def sealed(folder: CaseFolder, root: str) -> SealedCase | None:
    """What the seal that leads to the root says of a case; None where no seal of the case does."""
    seals = [one for one in folder.entries if is_seal(one) and root_of(leaf(one), one.path) == root]
    return _compared(folder, seals[0]) if seals else None


def lacking(folders: Iterable[CaseFolder], root: str) -> int:
    """At least how many cases were sealed with a line and are not here with their seals; of none nothing is known."""
    seals = [one for folder in folders for one in folder.entries if is_seal(one)]
    leaves = {hashed: one.path for one in seals if root_of(hashed := leaf(one), one.path) == root}
    return len(strangers(leaves))


def _compared(folder: CaseFolder, seal: Seal) -> SealedCase:
    examined, files = lines_of(folder.ledger).examined(), files_of(folder)
    moved = _moved(folder, seal, files)
    files = _under_sealed_names(files, moved)
    names = covered(examined, seal.heads, seal.entries)
    left = torn(examined, seal) if names is None else None
    before = set(names) if names is not None else set(left.here if left else ())
    instead = [name for name in left.instead if name not in before] if left else []
    since = {
        name: line for name, line in examined.lines.items() if name not in {*before, *instead} and not _is(line, seal)
    }
    ids = {_id(examined.lines[name]) for name in before}
    claim = {name: _follows(examined, name, seal) for name in since if _is_earlier(since[name], "recorded_at", seal)}
    other = [name for name in seal.files if files.get(name, seal.files[name]) != seal.files[name]]
    line_ends = _of_other_line_ends(folder, seal, other, moved)
    changed = tuple(name for name in other if name not in line_ends)
    return SealedCase(
        case=folder.id,
        seal=seal.id,
        sealed_at=seal.recorded_at,
        entries=seal.entries,
        is_whole=is_whole(seal, examined),
        missing=left.missing if left else 0,
        missing_at=left.places if left else (),
        instead=tuple(_id(examined.lines[name]) for name in instead),
        changed=changed,
        same_question=_asking_the_same(folder, [examined.lines[name] for name in before], changed, moved),
        line_ends=line_ends,
        gone=tuple(name for name in seal.files if name not in files),
        new=tuple(name for name in files if name not in seal.files),
        moved=moved,
        since=Counter(str(line.document.get("kind")) for line in since.values()),
        second_versions=tuple(dict.fromkeys(_id(line) for line in since.values() if _id(line) in ids)),
        earlier=tuple(_id(since[name]) for name, follows in claim.items() if follows),
        beside=tuple(_id(since[name]) for name, follows in claim.items() if not follows),
        dated_before=tuple(_dated(since[name]) for name in since if _is_dated_before(since[name], name in claim, seal)),
    )


def _follows(examined: Examined, name: str, seal: Seal) -> bool:
    """Whether a line comes after the seal's own in the chain; of a line without a chain nothing else is known."""
    after = (examined.lines[one] for one in examined.before([name]))
    return not examined.lines[name].is_chained or any(_is(line, seal) for line in after)


def _of_other_line_ends(
    folder: CaseFolder, seal: Seal, names: Iterable[str], moved: Iterable[Moved]
) -> tuple[str, ...]:
    """Those of the sealed files whose bytes are others and whose lines are the same."""
    today = {one.was: one.name for one in moved}
    with Folder.open(folder.path) as opened:
        return tuple(
            name
            for name in names
            if as_stored(opened.read(today.get(name, name), DOCUMENT_LIMIT), seal.files[name]) is not None
        )


def _asking_the_same(
    folder: CaseFolder, before: Iterable[Line], names: Iterable[str], moved: Iterable[Moved]
) -> tuple[str, ...]:
    """Those of the changed records that ask what the newest estimate of before the seal was made on."""
    today = {one.was: one.name for one in moved}
    asked: dict[str, Mapping[str, Any]] = {}
    for document in (line.document for line in before):
        if document.get("record_sha256") and document.get("kind") == "estimate" and moment_of(document, "recorded_at"):
            name = str(document.get("forecast"))
            name = folder.former.get(name, name)
            asked[name] = max(asked.get(name, document), document, key=written_order)
    records = {name: today.get(name, name).removesuffix(RECORD) for name in names}
    return tuple(
        name
        for name, record in records.items()
        if record in asked
        and record in folder.forecasts
        and asked[record]["record_sha256"] == folder.forecasts[record].record_sha256
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
    return _id(line) == seal.id


def _id(line: Line) -> str:
    return str(line.document["id"])


def _is_earlier(line: Line, clock: str, seal: Seal) -> bool:
    """Whether one of the times of a line that came after the seal is before it."""
    at = moment_of(line.document, clock)
    return at is not None and at < seal.recorded_at


def _is_dated_before(line: Line, is_recorded_before: bool, seal: Seal) -> bool:
    return not is_recorded_before and _is_earlier(line, "known_at", seal)


def _dated(line: Line) -> Dated:
    at = moment_of(line.document, "known_at")
    assert at is not None  # those without one are not dated
    return Dated(_id(line), str(line.document.get("kind")), at)
