"""Which statement a person means, of whose forecast something is to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.book.select import Name, matches, only
from outlook.cli.numbering import by_number
from outlook.errors import Refused

if TYPE_CHECKING:
    from outlook.book import Book, CaseFolder
    from outlook.model.case import Document, Statement
    from outlook.model.forecast import Forecast

CONDITION = "condition"  # the tag of a draft that asks whether a condition comes true


class Quoted(NamedTuple):
    """A statement with its document and its case; `draft` is one that is drawn from it, where that was named."""

    folder: CaseFolder
    document: Document
    statement: Statement
    draft: Forecast | None = None

    @property
    def full_id(self) -> str:
        """The statement's id with its case."""
        return f"{self.folder.id}/{self.statement.id}"


def statement_of(book: Book, text: str) -> Quoted:
    """The statement that an id, a part of one, the number that `extract` prints for it or the id of a draft selects.

    Raises:
        NoMatch: none does, or several do.
    """
    everything = [
        Quoted(folder, document, statement)
        for folder in book.cases.values()
        for document in (folder.case.documents if folder.case else ())
        for statement in document.statements
    ]
    if (numbered := by_number(book, text)) is not None:
        folder, document, statement = numbered
        return Quoted(folder, document, statement)
    known = {one.full_id: one for one in everything}
    names = {one.full_id: Name(one.full_id, one.statement.id) for one in everything}
    for one in everything:
        for draft in drafts_from(one):
            known.setdefault(draft.full_id, one._replace(draft=draft))
            names.setdefault(draft.full_id, Name(draft.full_id, draft.id))
    begun = [names[name] for name, one in known.items() if name == one.full_id and drafts_from(one)]
    if len(found := matches(text, list(names.values()))) > 1 and len(found := matches(text, begun)) == 1:
        return known[found[0].full_id]  # the others have nothing to finish
    _refuse_finished(book, text, list(names.values()))
    return known[only(text, list(names.values()), "statement").full_id]


def _refuse_finished(book: Book, text: str, names: list[Name]) -> None:
    """Where no statement answers to a text, and a forecast that is drawn from one does, it is no draft any more."""
    drawn = [one for folder in book.cases.values() for one in folder.forecasts.values() if one.statements]
    if not matches(text, names) and len(found := matches(text, drawn)) == 1:
        raise Refused(f"{found[0].full_id} is finished already: `outlook edit {found[0].full_id}` changes it")


def drafts_from(quoted: Quoted) -> list[Forecast]:
    """The drafts that are drawn from a statement, the one of its condition last."""
    mine = [one for one in quoted.folder.forecasts.values() if quoted.statement.id in one.statements and one.missing]
    return sorted(mine, key=lambda one: (CONDITION in one.tags, one.id != quoted.statement.id))
