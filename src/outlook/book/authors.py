"""An author's name → the forecaster as whom the author's documents speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.belief.documents import forecaster_of
from outlook.errors import NoMatch

if TYPE_CHECKING:
    from outlook.book import Book


def documents_of(book: Book, author: str) -> str | None:
    """The forecaster as whom the documents of an author speak in this book; None where no document is by that author.

    Raises:
        NoMatch: in several cases they speak in several names.
    """
    wanted = author.casefold().split()
    cases = [folder.case for folder in book.cases.values() if folder.case is not None]
    found = sorted(
        {
            forecaster_of(case, document)
            for case in cases
            for document in case.documents
            if document.author and document.author.casefold().split() == wanted
        }
        & {*book.forecasters}
    )
    if len(found) > 1:
        raise NoMatch(f"the documents of {author[:60]!a} speak in several names: {', '.join(found)}; name one of them")
    return found[0] if found else None
