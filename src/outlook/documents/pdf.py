"""PDF: the text of each page, put back into paragraphs."""

import logging
import math
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import PdfObject

from outlook.documents.columns import text_of
from outlook.documents.limits import PAGES, SPLIT
from outlook.documents.pages import reflowed
from outlook.documents.parts import DAMAGE, Read, Watch
from outlook.errors import InvalidValue

NAMED = 10  # pages without text that are named one by one
STAMP = 10  # words that a scanned page may have beside its picture
SMALLEST_SCAN = 250_000  # points of a picture of a page: A4 at 42 to the inch; a logo has fewer


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
        scanned = _scanned(opened, pages)
    except (PyPdfError, *DAMAGE) as error:
        raise InvalidValue(f"{name} is a damaged PDF: open it and print it to a new one, or save its text") from error
    empty = [number for number, page in enumerate(pages, 1) if not page.strip() and number not in scanned]
    if not any(page.strip() for page in pages):
        raise InvalidValue(
            f"{name} holds no text in its {len(pages)} pages: it is scanned. Run a text recognition over it"
        )
    read, left_out = reflowed(pages)
    notes = [_of_pages(empty, name, "holds no text", "hold no text")] if empty else []
    notes += (
        [_of_pages(scanned, name, "is scanned and was not read", "are scanned and were not read")] if scanned else []
    )
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


def _scanned(reader: PdfReader, pages: list[str]) -> list[int]:
    """The numbers of the pages that are pictures, with no more text than a stamp or a page number."""
    return [
        number
        for number, (page, text) in enumerate(zip(reader.pages, pages, strict=True), 1)
        if len(text.split()) <= STAMP and any(map(_is_large, _pictures(page)))
    ]


def _pictures(page: Any) -> list[Any]:
    named = _inner(_inner(page, "/Resources"), "/XObject")
    found = [_inner(named, name) for name in named]
    return [one for one in found if one.get("/Subtype") == "/Image"]


def _inner(holder: Any, name: str) -> Any:
    """What stands under a name, if it is a dictionary or a reference to one."""
    found: Any = holder.get(name)
    found = found.get_object() if isinstance(found, PdfObject) else None
    return found if isinstance(found, dict) else {}


def _is_large(picture: Any) -> bool:
    sides = [picture.get("/Width"), picture.get("/Height")]
    return all(isinstance(side, int) for side in sides) and math.prod(sides) >= SMALLEST_SCAN


def _of_pages(numbers: list[int], name: str, one: str, several: str) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]} of {name} {one}"
    shown = ", ".join(map(str, numbers[:NAMED])) + (", …" if len(numbers) > NAMED else "")
    return f"{len(numbers)} pages of {name} {several} ({shown})"
