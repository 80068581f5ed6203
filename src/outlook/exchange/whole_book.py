"""Cases as one archive that brings them back as they are: records byte for byte, and the ledger's lines."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from outlook.book import CASE_FILE, Book, CaseFolder
from outlook.book.case_folder import RECORDS
from outlook.book.create import create_case
from outlook.book.newest import STEP
from outlook.book.undone_import import undone
from outlook.errors import InvalidValue, OutlookError, Problem
from outlook.exchange.given import members_of
from outlook.exchange.renamed import renamed
from outlook.exchange.said_twice import WHY, said_twice
from outlook.exchange.source import Source
from outlook.exchange.table import Draft, Place
from outlook.files import DOCUMENT_LIMIT, LEDGER_LIMIT, Folder
from outlook.ledger import FILE_NAME, lines_of, problem_at
from outlook.ledger.chain import version_hash
from outlook.ledger.lines import parsed_lines
from outlook.locking import LOCK_FILE, locked
from outlook.model.entries import Entry
from outlook.model.values import SLUG, SLUG_LIMIT

MANIFEST = "outlook.json"
SCHEMA = 1
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold: the same book makes the same bytes


def packed(cases: Sequence[CaseFolder], draft: Draft) -> bytes:
    """The cases as an archive; what is in their folders beside plain files is counted as lost."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        _add(archive, MANIFEST, json.dumps({"schema": SCHEMA, "cases": [case.id for case in cases]}).encode())
        for case in cases:
            for name, raw in _files(case, draft):
                _add(archive, f"{case.id}/{name}", raw)
    return made.getvalue()


def _add(archive: ZipFile, name: str, raw: bytes) -> None:
    one = ZipInfo(name, _FIRST_DAY)
    one.compress_type = ZIP_DEFLATED
    archive.writestr(one, raw)


def _files(case: CaseFolder, draft: Draft) -> Iterator[tuple[str, bytes]]:
    with Folder.open(case.path) as folder:
        for name in folder.names():
            if name == LOCK_FILE or name.startswith("."):
                continue
            if folder.kind(name) == "file":
                yield name, folder.read(name, LEDGER_LIMIT if name == FILE_NAME else DOCUMENT_LIMIT)
            else:
                draft.lose(f"a {folder.kind(name)} in the folder of a case", Place(f"{case.id}/{name}"))


def is_ours(path: Path) -> bool:
    """Whether the file is an archive that `packed` made."""
    if path.is_dir():
        return False
    source = Source.read(path)
    return source.is_zip and any(member.filename == MANIFEST for member, _ in members_of(source, ("",)))


@dataclass
class Restored:
    """What an archive would bring: whole new cases, new files and new lines of known ones, and what does not agree.

    `moved` are files that it renames, each with its new name. `twice` are entries that a table brought before, and that
    new lines say again.
    """

    cases: dict[str, dict[str, bytes]] = field(default_factory=dict)
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    lines: dict[str, list[bytes]] = field(default_factory=dict)
    moved: dict[str, dict[str, str]] = field(default_factory=dict)
    twice: dict[str, list[Entry]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    known: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the book has all of it."""
        return not (self.cases or self.files or self.lines or self.moved)


def restored(path: Path, book: Book) -> Restored:
    """What the archive would bring into the book.

    Raises:
        InvalidValue: it is no such archive, or holds something that no case holds.
    """
    found = Restored()
    for case, files in _by_case(Source.read(path)).items():
        if case in book.left_out:
            raise InvalidValue(f"the case {case} cannot be read: {book.left_out[case].message}; nothing was written")
        if case not in book.cases:
            found.cases[case] = files
        else:
            _compare(found, book.cases[case], files)
    return found


def _by_case(source: Source) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for member, raw in members_of(source, ("",)):
        if member.filename == MANIFEST:
            _check_schema(source, raw)
            continue
        case, slash, name = member.filename.partition("/")
        is_case = SLUG.fullmatch(case) and len(case) <= SLUG_LIMIT
        if not (slash and is_case and name and "/" not in name and not name.startswith(".") and name.isprintable()):
            raise InvalidValue(f"{source.name}: {member.filename[:80]!a} is no file of a case. Nothing was imported")
        found.setdefault(case, {})[name] = raw
    return found


def _check_schema(source: Source, raw: bytes) -> None:
    try:
        schema = json.loads(raw)["schema"]
    except (ValueError, KeyError, TypeError):
        schema = None
    if schema != SCHEMA:
        raise InvalidValue(f"{source.name}: its {MANIFEST} has schema {schema!r}, and this outlook reads {SCHEMA}")


def _compare(found: Restored, folder: CaseFolder, files: Mapping[str, bytes]) -> None:
    with Folder.open(folder.path) as opened:
        names = renamed(folder, opened.names(), files)
        if names.moved:
            found.moved[folder.id] = names.moved
        were = {name: was for was, name in names.moved.items()}
        for name, raw in files.items():
            here = were.get(name) or names.here.get(name, name)
            if name == FILE_NAME:
                _compare_ledger(found, folder, raw)
            elif name in names.contested:
                _disagrees(found, folder, name, "its name was given to two forecasts by renames, so it stays out")
            elif opened.kind(here) is None:
                found.files.setdefault(folder.id, {})[name] = raw
            elif opened.read(here, DOCUMENT_LIMIT) == raw:
                found.known += 1
            else:
                called = "" if here == name else f", as {name}"
                _disagrees(found, folder, here, f"it is otherwise in the archive{called}")


def _disagrees(found: Restored, folder: CaseFolder, name: str, message: str) -> None:
    found.problems.append(Problem(folder.path / name, 1, 1, "disagrees", message, "the book stays as it is"))


def _compare_ledger(found: Restored, folder: CaseFolder, raw: bytes) -> None:
    """Lines whose entry is not here; one that is here and says something else is named and stays out."""
    here: dict[str, set[str]] = {}
    new = list[Mapping[str, Any]]()
    for line in lines_of(folder.ledger).examined().lines.values():
        here.setdefault(str(line.document["id"]), set()).add(version_hash(line.document))
    for line in parsed_lines(raw):
        name = str(line.document["id"])
        if name not in here:
            found.lines.setdefault(folder.id, []).append(line.raw)
            new.append(line.document)
            continue
        found.known += 1
        if version_hash(line.document) not in here[name]:
            what = f"the entry {name} is otherwise in the archive"
            found.problems.append(problem_at(folder.ledger, name, "disagrees", what, "the book stays as it is"))
    if twice := said_twice(folder, new):
        found.twice[folder.id] = twice


def put_back(found: Restored, book: Book, by: str, now: datetime) -> int:
    """Write what is new; how many lines of ledgers of known cases were. `by` takes back what a table said before.

    Raises:
        Refused, Unreadable: somebody else wrote the same meanwhile, or the disk did not allow it.
    """
    written = 0
    for case, files in found.cases.items():
        create_case(book.root, case, files.items())
    for case, files in found.files.items():
        _add_files(book.cases[case].path, files)
    for case, lines in found.lines.items():
        written += lines_of(book.cases[case].ledger).restore(lines)
    for case, twice in found.twice.items():
        book.cases[case].ledger.extend(undone(one, by, now + number * STEP, WHY) for number, one in enumerate(twice))
    for case, moved in found.moved.items():
        with Folder.open(book.cases[case].path) as folder, locked(folder):
            for was, name in moved.items():
                folder.rename_file(was, name)
    return written


def _add_files(path: Path, files: Mapping[str, bytes]) -> None:
    made = list[str]()
    with Folder.open(path) as folder, locked(folder):
        try:
            for name, raw in files.items():
                folder.create(name, raw)
                made.append(name)
        except OutlookError:
            for name in made:
                folder.forget(name)
            raise


def records_in(files: Mapping[str, bytes]) -> int:
    """How many records are among files."""
    return sum(name.endswith(RECORDS) and name != CASE_FILE for name in files)
