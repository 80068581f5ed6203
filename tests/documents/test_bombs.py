"""Small documents that ask for far too much: each ends in a sentence, within the limits of memory and time."""

from __future__ import annotations

import resource
import sys
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from outlook.documents.limits import PARTS, Limits
from outlook.documents.supervisor import read_apart
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.in_turn

MEMORY = 500_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = "Prices may rise."
DAMAGED_WORD, DAMAGED_PDF = "x.docx is a damaged Word document: open it and save it again", "x.pdf is a damaged PDF"
SHORT_OF_MEMORY = "needs more than 0.5 GB of memory, which is the limit: split it, or save its text as plain text"


def read(raw: bytes, name: str, seconds: int = 20) -> str:
    """The text of a document or what is said of it, and never more memory than the limit."""
    limits = Limits(memory=MEMORY, processor=seconds)
    try:
        text = read_apart(name.partition(".")[2], raw, name, lambda *_: None, limits).text
    except InvalidValue as error:
        text = str(error)
    ours, theirs = (resource.getrusage(whose).ru_maxrss for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # A process that is about to become another one counts with the memory of the one it comes from.
    assert theirs <= max(ours, MEMORY * 1.05 / (1 if sys.platform == "darwin" else 1024))
    return text


# ── Word ──


def word(*body: tuple[str, int], before: str = "", parts: int = 0) -> bytes:
    """A Word document whose body is each text so many times, made without holding it in memory."""
    plain, out = BytesIO(), BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w") as file:
            file.write(f"<?xml version='1.0'?>{before}<w:document xmlns:w='{W}'><w:body>".encode())
            for text, times in body:
                for start in range(0, times, 10_000):
                    file.write(text.encode() * min(10_000, times - start))
            file.write(b"</w:body></w:document>")
        for number in range(parts):
            new.writestr(f"word/{number}.bin", b"")
    return out.getvalue()


def entities(depth: int = 12) -> str:
    """The billion laughs: each entity is ten of the one before it."""
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else 'laugh'}'>" for n in range(depth))
    return f"<!DOCTYPE x [{laughs}]>"


RUN, END = ("<w:p><w:r><w:t>", 1), ("</w:t></w:r></w:p>", 1)


@pytest.mark.alike
@pytest.mark.parametrize(
    ("made", "saying"),
    [
        (lambda: word(("<w:p/>", 20_000_000)), f"x.docx {SHORT_OF_MEMORY}"),
        (lambda: word(("<w:p/>", 40_000_000)), "x.docx would unpack to 241 MB, and at most 200 MB are read: split it"),
        (lambda: word(RUN, ("a ", 50_000_000), END), DAMAGED_WORD),
        (lambda: word(("<w:p>", 100_000), ("</w:p>", 100_000)), DAMAGED_WORD),
        (lambda: word(RUN, ("&a11;", 1), END, before=entities()), DAMAGED_WORD),
        (lambda: word(RUN, END, parts=PARTS), "x.docx has more than 5,000 parts, which is the limit: split it"),
    ],
    ids=["elements", "unpacked", "one-long-text", "deep", "laughs", "parts"],
)
def test_a_word_document_that_asks_for_too_much_is_refused(made: Callable[[], bytes], saying: str) -> None:
    raw = made()
    assert len(raw) < 1_000_000
    assert read(raw, "x.docx").startswith(saying)


def test_nested_paragraphs_and_changes_are_read_once() -> None:
    changed = f"<w:ins><w:r><w:t>{SAID} </w:t></w:r></w:ins>"
    assert read(word(("<w:p>", 100), (changed, 20_000), ("</w:p>", 100)), "x.docx").count(SAID) == 20_000


# ── web pages ──


@pytest.mark.alike
@pytest.mark.parametrize(
    ("body", "seconds", "saying"),
    [
        ("<div>" * 100_001 + SAID, 3, "x.html has more than 100,000 elements, which is the limit: split it"),
        (f"<p>{SAID}" * 1_000_000, 3, "x.html has more than 100,000 elements, which is the limit: split it"),
        ("<p>" + "<span>a</span> " * 99_000, 1, "x.html needs more than 1 s of processor time, which is the limit"),
        ("<div>" * 99_000 + SAID, 3, "x.html is a web page without an article"),
        (f"<article><p>{SAID} &a11;", 3, SAID),
    ],
    ids=["deep", "many", "slow", "nearly-too-deep", "laughs"],
)
def test_a_web_page_that_asks_for_too_much_ends_soon(body: str, seconds: int, saying: str) -> None:
    raw = f"<!doctype html {entities().partition(' x ')[2]}<html><body>{body}".encode()
    assert saying in read(raw, "x.html", seconds)


# ── PDF ──

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F1 9 Tf 40 800 Td (%s) Tj ET " % SAID.encode()
RESOURCES = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents 4 0 R >>" % RESOURCES


def stream(data: bytes, fields: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), fields, data)


def pdf(kids: bytes = b"5 0 R ", content: bytes = stream(SHOWN), more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of the objects 1, the catalogue; 2, the pages; 3, a font; 4, what a page shows; 5, a page; and more."""
    pages = b"<< /Type /Pages /Kids [%s] /Count 1 >>" % kids
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", pages, FONT, content, PAGE, *more]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (len(bodies) + 1, table, len(bodies) + 1, len(made))


def branch(kids: bytes) -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count 1 >>" % kids


def branches(leaf: bytes) -> tuple[bytes, ...]:
    """Twelve objects, each of which names the next ten times."""
    return (*(branch(b"%d 0 R " % number * 10) for number in range(7, 18)), branch(leaf))


def form(content: bytes, last: int) -> bytes:
    fields = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>"
    )
    return stream(content, fields % last)


def inflating() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(700)) + packer.flush()
    return stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")


@pytest.mark.alike
@pytest.mark.parametrize(
    ("made", "saying"),
    [
        (pdf, SAID),
        (lambda: pdf(b"5 0 R " * 5_001), "x.pdf has more than 5,000 pages, which is the limit: split it"),
        (lambda: pdf(b"6 0 R", more=branches(b"5 0 R " * 10)), "x.pdf has more than 5,000 pages, which is the limit"),
        (lambda: pdf(b"6 0 R", more=branches(b"")), DAMAGED_PDF),
        (lambda: pdf(b"2 0 R"), DAMAGED_PDF),
        (lambda: pdf(b"5 0 R " + b"[" * 200_000 + b"]" * 200_000), DAMAGED_PDF),
        (lambda: pdf(content=inflating()), DAMAGED_PDF),
        (lambda: pdf(content=b"<< /Length 4 0 R >>\nstream\n%s\nendstream" % SHOWN), DAMAGED_PDF),
        (lambda: pdf(content=stream(b"/X Do " * 9 + SHOWN), more=(form(b"/X Do " + SHOWN, 6),)), SAID),
    ],
    ids=["none", "pages", "branches", "bare-branches", "loop", "deep", "inflates", "own-length", "own-form"],
)
def test_a_pdf_that_asks_for_too_much_ends_soon(made: Callable[[], bytes], saying: str) -> None:
    raw = made()
    assert len(raw) < 1_000_000
    assert read(raw, "x.pdf", seconds=5).startswith(saying)


def test_a_page_that_is_too_long_ends_at_the_limit() -> None:
    raw = pdf(content=stream(zlib.compress(SHOWN * 500_000, 9), b"/Filter /FlateDecode"))
    assert len(raw) < 1_000_000
    assert read(raw, "x.pdf", seconds=1).startswith("x.pdf needs more than 1 s of processor time, which is the limit")
