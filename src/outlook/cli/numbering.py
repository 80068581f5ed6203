"""`CASE/DOCUMENT/4`: a statement by the number that `extract` prints for it, which is its place in its document."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from outlook.book.select import only
from outlook.cli.stored import bytes_of, document_of
from outlook.cli.taking_more import ids_there
from outlook.errors import NoMatch
from outlook.model.emphasis import without_emphasis
from outlook.model.quotes import with_its_heads
from outlook.show.describe.phrasing import safe
from outlook.words import DEFAULT

if TYPE_CHECKING:
    from outlook.book import Book, CaseFolder
    from outlook.model.case import Document, Statement

SHOWN = 40


class Numbered(NamedTuple):
    """A statement that a number names, with its document and its case."""

    folder: CaseFolder
    document: Document
    statement: Statement


def by_number(book: Book, text: str) -> Numbered | None:
    """The statement that `CASE/DOCUMENT/NUMBER` names, or a shorter form where that is plain; None for an id.

    Raises:
        NoMatch: no statement was taken under that number, or documents of several cases or of one have such numbers.
    """
    *names, last = text.strip().split("/")
    if not (last.isascii() and last.isdigit()):
        return None
    number = int(last[:9])
    folder = _folder(book, names, number)
    document = document_of(folder, names[1]) if len(names) > 1 else _only_document(folder, number)
    known = numbers(folder, document)
    if number not in known:
        raise NoMatch(_not_taken(folder, document, number, known))
    return Numbered(folder, document, known[number])


def numbers(folder: CaseFolder, document: Document) -> dict[int, Statement]:
    """The statements of a document that its case has, by the numbers that `extract` prints for them."""
    from outlook.documents.read import decoded
    from outlook.extract import extract

    raw = bytes_of(folder, document, document.text)
    name = document.text or document.file
    scale = (folder.case.scale if folder.case else None) or DEFAULT
    found = extract(decoded(raw, name).text, scale)
    there = ids_there(document, found)
    by_id = {one.id: one for one in document.statements}
    return {number: by_id[there[item.start]] for number, item in enumerate(found, 1) if item.start in there}


def _folder(book: Book, names: list[str], number: int) -> CaseFolder:
    having = [one for one in book.cases.values() if one.case and any(doc.statements for doc in one.case.documents)]
    if names:
        return only(names[0], having, "case with statements")
    if len(having) != 1:
        listed = ", ".join(one.id for one in having) or "none"
        raise NoMatch(f"statement {number} of which case? Write CASE/{number}, with one of {listed}")
    return having[0]


def _only_document(folder: CaseFolder, number: int) -> Document:
    documents = [one for one in (folder.case.documents if folder.case else ()) if one.statements]
    if len(documents) == 1:
        return documents[0]
    ways = [f"{folder.id}/{one.id}/{number}{_said(numbers(folder, one).get(number))}" for one in documents]
    raise NoMatch(
        f"statement {number} of which document? {folder.id} has {len(documents)}, and each counts its own sentences: "
        f"write {' or '.join(ways)}"
    )


def _said(statement: Statement | None) -> str:
    return f" ({_named(statement)})" if statement else " (not taken)"


def _named(statement: Statement) -> str:
    words = shorten(safe(" ".join(without_emphasis(with_its_heads(statement)).split())), SHOWN, placeholder="…")
    return f"{statement.id}: “{words}”"


def _not_taken(folder: CaseFolder, document: Document, number: int, known: dict[int, Statement]) -> str:
    name = f"{folder.id}/{document.id}"
    listed = ", ".join(f"{one} ({statement.id})" for one, statement in known.items())
    return (
        f"of {name} no statement {number} was taken; taken are {listed or 'none that are found again'}: "
        f"`outlook extract {name} --accept {number}` takes one more"
    )
