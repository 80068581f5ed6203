"""A planned import carried out: records first, then the entries, and nothing of it if a part cannot be written.

Records are only ever new files, and entries are added in one write. A process that is killed between the two leaves
records without entries; the same import again adds the entries.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from outlook.book import CASE_FILE, Book, CaseFolder
from outlook.book.create import create_case, make_book
from outlook.errors import OutlookError, Refused
from outlook.exchange.plan import Plan
from outlook.files import LEDGER_LIMIT, Folder
from outlook.ledger import FILE_NAME, open_ledger
from outlook.locking import locked
from outlook.model.case import Case
from outlook.model.entries import Entry
from outlook.records.write import render


def carry_out(plan: Plan, book: Book) -> int:
    """Write what is planned; how many entries were written.

    Raises:
        Refused: somebody else has written the same meanwhile.
        Unreadable: the disk did not allow it; nothing of it is left, or the message names what is.
    """
    made = _write_records(plan, book)
    written = 0
    try:
        for case, entries in plan.entries.items():
            written += _append(book.cases.get(case), book.root / case, entries)
    except OutlookError:
        if not written:
            _take_back(book.root / plan.case, made)
        raise
    return written


def _write_records(plan: Plan, book: Book) -> list[str]:
    """Write the new records; the names of the files where the case was there before."""
    texts = {f"{record.id}.yaml": render(record).encode() for record in plan.new_records}
    if not texts:
        return []
    if plan.is_new_case:
        case = Case(id=plan.case, title=f"Imported from {plan.table.judged_by}")
        try:
            create_case(book.root, plan.case, {CASE_FILE: render(case).encode(), **texts})
        except Refused as error:
            raise Refused(f"{error}; the same import again goes on from what somebody else has made") from None
        return [CASE_FILE, *texts]
    make_book(book.root)
    _add_records(book.root / plan.case, texts)
    return list(texts)


def _add_records(path: Path, texts: Mapping[str, bytes]) -> None:
    made = list[str]()
    try:
        with Folder.open(path) as folder, locked(folder):
            for name, text in texts.items():
                folder.create(name, text)
                made.append(name)
    except OutlookError:
        _take_back(path, made)
        raise


def _take_back(path: Path, names: Sequence[str]) -> None:
    """Remove the files that this import has just made, and a case that holds nothing else."""
    with Folder.open(path) as folder:
        for name in names:
            folder.forget(name)
        if CASE_FILE in names and folder.kind(FILE_NAME) == "file" and not folder.read(FILE_NAME, LEDGER_LIMIT):
            folder.forget(FILE_NAME)
        is_empty = not folder.names()
    if is_empty:
        with Folder.open(path.parent, follow=True) as top:
            top.forget_folder(path.name)


def _append(folder: CaseFolder | None, path: Path, entries: Sequence[Entry]) -> int:
    """Append entries in one write, but those that somebody else has written since the book was read."""
    ledger = open_ledger(path) if folder is None else folder.ledger

    def lacking() -> list[Entry]:
        known = {entry.id for entry in ledger.entries()}
        return [entry for entry in entries if entry.id not in known]

    return len(ledger.append(lacking))
