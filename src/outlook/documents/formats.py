"""Which format a document has, by its bytes, and who reads it.

Plain text is read where we are. Each other format has a file of its own over one library that the extra `ingest`
brings; they are loaded in the child process only.
"""

from collections.abc import Callable

from outlook.documents.parts import Read, Watch
from outlook.errors import InvalidValue, Refused, installing

HTML_NAMES = (".html", ".htm", ".xhtml")
HTML_STARTS = (b"<!doctype html", b"<html")
NOUNS = {"pdf": "a PDF", "docx": "a Word document", "html": "a web page"}
INSTALL = installing("ingest")

Reader = Callable[[bytes, str, Watch], Read]


def format_of(raw: bytes, name: str) -> str | None:
    """The ending of the format, or None for bytes that are to be read as plain text.

    Raises:
        InvalidValue: it is of a format that is not read.
    """
    if raw.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx"
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidValue(
            f"{name} is an old Office document, or one with a password: save it as DOCX without a password"
        )
    if raw.startswith(b"{\\rtf"):
        raise InvalidValue(f"{name} is rich text (RTF), which is not read: save it as PDF, DOCX, HTML or plain text")
    is_html = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS)
    return "html" if is_html or name.lower().endswith(HTML_NAMES) else None


def reader(ending: str, name: str) -> Reader:
    """What reads the documents of a format, with its library.

    Raises:
        Refused: the extra `ingest` is not installed.
    """
    try:
        return READERS[ending]()
    except ImportError as error:
        raise Refused(f"{name} is {NOUNS[ending]}, and its reader is not installed: {INSTALL}") from error


def _pdf() -> Reader:
    from outlook.documents.pdf import read_pdf

    return read_pdf


def _word() -> Reader:
    from outlook.documents.word import read_word

    return read_word


def _html() -> Reader:
    from outlook.documents.html import read_html

    return read_html


READERS = {"pdf": _pdf, "docx": _word, "html": _html}
