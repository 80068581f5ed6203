"""PDF: the text of each page, put back into paragraphs."""

import logging
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from outlook.documents.columns import text_of
from outlook.documents.limits import PAGES, SPLIT
from outlook.documents.pages import reflowed
from outlook.documents.parts import DAMAGE, Read, Watch
from outlook.errors import InvalidValue

NAMED = 10  # pages without text that are named one by one


def read_pdf(raw: bytes, name: str, watch: Watch) -> Read:
    """The text of a PDF.

    Raises:
        InvalidValue: it is damaged, too long, locked with a password, or holds pictures of pages only.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is not for our reader's screen
    try:
        opened = _opened(raw, name)
        _check_pages(opened, name)
        pages = _pages(opened, watch)
    except (PyPdfError, *DAMAGE) as error:
        raise InvalidValue(f"{name} is a damaged PDF: open it and print it to a new one, or save its text") from error
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise InvalidValue(
            f"{name} holds no text in its {len(pages)} pages: it is scanned. Run a text recognition over it"
        )
    read, left_out = reflowed(pages)
    notes = [_without_text(empty, name)] if empty else []
    notes += [f"{name}: {left_out} running heads, feet and page numbers are left out"] if left_out else []
    return read._replace(note="; ".join(notes))


def _opened(raw: bytes, name: str) -> PdfReader:
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        locked = f"{name} is locked with a password: save an open copy of it (qpdf --decrypt)"
        try:
            if not reader.decrypt(""):
                raise InvalidValue(locked)
        except DependencyError as error:
            raise InvalidValue(locked) from error
    return reader


def _check_pages(reader: PdfReader, name: str) -> None:
    """Count by hand: a small file can name one page, or a branch without any, a million times."""
    waiting, pages, branches = [reader.root_object["/Pages"]], 0, 0
    while waiting:
        node: Any = waiting.pop().get_object()
        if "/Kids" in node:
            branches += 1
            waiting.extend(node["/Kids"].get_object())
        else:
            pages += 1
        if pages > PAGES:
            raise InvalidValue(f"{name} has more than {PAGES:,} pages, which is the limit: {SPLIT}")
        if branches > PAGES:
            raise ValueError("more branches than pages can have")


def _pages(reader: PdfReader, watch: Watch) -> list[str]:
    count, found = len(reader.pages), list[str]()
    for number, page in enumerate(reader.pages, 1):
        found.append(text_of(page))
        watch(number, count)
    return found


def _without_text(empty: list[int], name: str) -> str:
    if len(empty) == 1:
        return f"page {empty[0]} of {name} holds no text"
    shown = ", ".join(map(str, empty[:NAMED])) + (", …" if len(empty) > NAMED else "")
    return f"{len(empty)} pages of {name} hold no text ({shown})"
