"""The documents that cases hold, as they are on the disk, and the numbers that `extract` prints for their sentences."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from outlook.errors import NoMatch, OutlookError, Refused
from outlook.locate import find_book

if TYPE_CHECKING:
    from outlook.book import CaseFolder
    from outlook.model.case import Document


class Stored(NamedTuple):
    """A document of a case, with its bytes."""

    folder: CaseFolder
    document: Document
    raw: bytes


def stored_document(named: Path, book: Path | None) -> Stored | None:
    """The document that `CASE/DOCUMENT` names; None where a file has that name, or no case.

    Raises:
        NoMatch: the case has no such document, or the document is not there.
        Refused: it is not what it was when it came.
    """
    case, slash, name = str(named).partition("/")
    root = find_book(book) if slash and name and not os.path.lexists(named) else None
    if root is None or not (root / case).is_dir():
        return None
    from outlook.book import Book

    folder = Book.open(root).cases.get(case)
    if folder is None or folder.case is None:
        return None
    found = document_of(folder, name)
    raw = bytes_of(folder, found)
    if hashlib.sha256(raw).hexdigest() != found.sha256:
        raise Refused(
            f"{folder.path / found.file} is not what it was when it came, as `outlook check` says: restore it"
        )
    return Stored(folder, found, raw)


def document_of(folder: CaseFolder, name: str) -> Document:
    """The document of a case that an id, or any part that tells it apart, selects.

    Raises:
        NoMatch: none does, or several do.
    """
    from outlook.book.select import Name, only

    documents = {f"{folder.id}/{one.id}": one for one in (folder.case.documents if folder.case else ())}
    if not documents:
        raise NoMatch(f"{folder.id} has no document: `outlook extract FILE --case {folder.id}` puts one there")
    return documents[only(name, [Name(full, one.id) for full, one in documents.items()], "document").full_id]


def bytes_of(folder: CaseFolder, document: Document, file: str | None = None) -> bytes:
    """What a file of a document holds: the document itself, or the text that was read from it.

    Raises:
        NoMatch: it is not there.
        NotUsable: it cannot be read.
    """
    from outlook.files import DOCUMENT_LIMIT, Folder, NotThere

    with Folder.open(folder.path) as opened:
        try:
            return opened.read(file or document.file, DOCUMENT_LIMIT)
        except NotThere as error:
            raise NoMatch(f"{folder.path / (file or document.file)} is not there: `outlook check` names it") from error


def text_of(folder: CaseFolder, document: Document) -> str:
    """What a document says, roughly: the text that is kept of it, or else its quoted statements."""
    quotes = " ".join(statement.quote for statement in document.statements)
    try:
        return bytes_of(folder, document, document.text).decode(errors="replace")
    except OutlookError:
        return quotes  # `check` names what is not there
