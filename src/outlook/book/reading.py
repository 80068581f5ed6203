"""Reading a case from its records and its ledger: what the index could not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outlook.book.case_folder import CASE_FILE, CaseFolder, is_record, misnamed
from outlook.book.known import NOTHING_KNOWN, Known
from outlook.errors import Problem
from outlook.files import RECORD_LIMIT, Folder
from outlook.model.case import Case
from outlook.model.kind_of import is_rename
from outlook.records.read import parse_case, parse_forecast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def read_folder(
    opened: Folder,
    names: Sequence[str],
    seen: Callable[[str, bytes], None] | None = None,
    known: Known = NOTHING_KNOWN,
) -> CaseFolder:
    """The case in an opened folder with these names in it; `seen` is handed the bytes of every record that is read.

    Raises:
        NotUsable: a record or the ledger cannot be read.
    """
    folder = CaseFolder(opened.path)
    for name in names:
        file = opened.path / name
        if not is_record(name):
            continue
        if name in known.records:
            _keep(folder, file, known.records[name])
            continue
        raw = opened.read(name, RECORD_LIMIT)
        if seen is not None:
            seen(name, raw)
        if problem := misnamed(file, file.stem):
            folder.problems.append(problem)
            folder.unread.add(file.stem)
        else:
            _take(folder, file, raw)
    if CASE_FILE not in names:
        hint = "write one with at least `title: …`"
        folder.problems.append(
            Problem(opened.path / CASE_FILE, 1, 1, "no-case", f"the case {folder.id} has no {CASE_FILE}", hint)
        )
    if known.entries is None or any(is_rename(one) for one in known.entries):  # the names there are those of before
        folder.refresh()
        folder.problems.extend(folder.ledger.problems())
    else:
        folder.entries = folder.today(known.entries)
    folder.name_records()
    return folder


def _keep(folder: CaseFolder, file: Path, record: Any) -> None:
    if file.name == CASE_FILE:
        folder.case = record
    else:
        folder.forecasts[record.id] = record


def _take(folder: CaseFolder, file: Path, raw: bytes) -> None:
    read = parse_case(file, raw) if file.name == CASE_FILE else parse_forecast(file, raw, folder.id)
    folder.texts[file] = read.text
    folder.problems.extend(read.problems)
    if isinstance(read.record, Case):
        folder.case = read.record
    elif read.record is not None:
        folder.forecasts[read.record.id] = read.record
    else:
        folder.unread.add(file.stem)
