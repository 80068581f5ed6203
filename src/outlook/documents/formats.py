"""Documents that are no plain text: what they are, by their bytes, and their text with the place of each part.

Each format is a file of its own, over one library that the extra `ingest` brings; none is imported before it is needed.
"""

import zipfile
from io import BytesIO

from outlook.documents.parts import DAMAGE, Read, Watch
from outlook.errors import InvalidValue

LARGEST_UNPACKED = 200_000_000
HTML_NAMES = (".html", ".htm", ".xhtml")
HTML_STARTS = (b"<!doctype html", b"<html")
ARCHIVES = (
    ("xl/workbook.xml", "an Excel workbook"), ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"), ("META-INF/container.xml", "an e-book"),
)  # fmt: skip
WAY_OUT = "save it as PDF, DOCX, HTML or plain text"


def ingest(raw: bytes, name: str, watch: Watch) -> tuple[str, Read] | None:
    """The format's ending and what was read, or None for bytes that are to be read as plain text.

    `watch` is told how many pages of how many are read.

    Raises:
        InvalidValue: it is of a format that is not read, damaged, locked, or holds no text.
        Refused: the extra `ingest` is not installed.
    """
    if raw.startswith(b"%PDF"):
        from outlook.documents.pdf import read_pdf

        return "pdf", read_pdf(raw, name, watch)
    if raw.startswith(b"PK\x03\x04"):
        _check_archive(raw, name)
        from outlook.documents.word import read_word

        return "docx", read_word(raw, name)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidValue(
            f"{name} is an old Office document, or one with a password: save it as DOCX without a password"
        )
    if raw.startswith(b"{\\rtf"):
        raise InvalidValue(f"{name} is rich text (RTF), which is not read: {WAY_OUT}")
    if name.lower().endswith(HTML_NAMES) or raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS):
        from outlook.documents.html import read_html

        return "html", read_html(raw, name)
    return None


def _check_archive(raw: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except DAMAGE as error:
        raise InvalidValue(f"{name} is a damaged archive, and no Word document: {error}") from error
    names = {member.filename for member in members}
    if "word/document.xml" not in names:
        what = next((what for inside, what in ARCHIVES if inside in names), "an archive, and no Word document")
        raise InvalidValue(f"{name} is {what}, which is not read: {WAY_OUT}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_UNPACKED:
        raise InvalidValue(
            f"{name} would unpack to {unpacked / 1e6:,.0f} MB, and at most {LARGEST_UNPACKED / 1e6:.0f} MB are read"
        )
