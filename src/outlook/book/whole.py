"""New records with their entries: records first, then the entries, and nothing of it if a part cannot be written.

Records are only ever new files, and the entries of a case are acknowledged by one fsync. A process that is killed
leaves records without all of their entries. There may be millions of entries, so neither they nor the records are held.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path

from outlook.book import CASE_FILE, Book, CaseFolder
from outlook.book.create import create_case, make_book
from outlook.errors import OutlookError, Refused, Unreadable
from outlook.files import LEDGER_LIMIT, Folder
from outlook.files.several import add
from outlook.ledger import FILE_NAME, open_ledger
from outlook.locking import locked
from outlook.model.case import Case
from outlook.model.entries import Entry
from outlook.model.forecast import Forecast
from outlook.records.write import render


def write_whole(
    book: Book,
    title: str,
    records: Mapping[str, Iterable[Forecast]],
    entries: Mapping[str, Iterable[Entry]],
    digests: dict[str, str] | None = None,
) -> int:
    """Write new records by case, with that title for a case that is new, and entries by case; how many entries.

    Entries that are there by now are passed over. `digests` takes the SHA-256 of each record by its full id.

    Raises:
        Refused: somebody else has made one of the records, or the case, meanwhile.
        Unreadable: the disk did not allow it; nothing of it is left, or the message names what is.
    """
    made: dict[str, list[str]] = {}
    written = 0
    try:
        for case, own_records in records.items():
            made[case] = _write_records(book, case, title, _noted(own_records, digests))
        for name, own in entries.items():
            written += _append(book.cases.get(name), book.root / name, own)
    except OutlookError:
        for case, names in made.items() if not written else ():
            if names:
                _take_back(book.root / case, names)
        raise
    return written


def _noted(records: Iterable[Forecast], digests: dict[str, str] | None) -> Iterator[tuple[str, bytes]]:
    """Records as files, each noted."""
    for record in records:
        raw = render(record).encode()
        if digests is not None:
            digests[record.full_id] = sha256(raw).hexdigest()
        yield f"{record.id}.yaml", raw


def _write_records(book: Book, case: str, title: str, texts: Iterator[tuple[str, bytes]]) -> list[str]:
    """Write the records; the names of the files that were made."""
    first = next(texts, None)
    if first is None:
        return []
    if case in book.left_out:
        raise Unreadable(f"the case {case} cannot be read: {book.left_out[case].message}; nothing was written")
    if case not in book.cases:
        made_of = (CASE_FILE, render(Case(id=case, title=title)).encode())
        try:
            return create_case(book.root, case, chain([made_of, first], texts))
        except Refused as error:
            raise Refused(f"{error}; the same command again goes on from what somebody else has made") from None
    make_book(book.root)
    return _add_records(book.root / case, chain([first], texts))


def _add_records(path: Path, texts: Iterator[tuple[str, bytes]]) -> list[str]:
    with Folder.open(path) as folder, locked(folder):
        return add(folder, texts)


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


def _append(folder: CaseFolder | None, path: Path, entries: Iterable[Entry]) -> int:
    """Append entries, all or none, but those that somebody else has written since the book was read."""
    ledger = open_ledger(path) if folder is None else folder.ledger
    return ledger.extend(entries)
