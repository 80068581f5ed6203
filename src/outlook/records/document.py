"""A document as text: what encoding it has is found out and said, and what holds no text is refused in a sentence."""

import hashlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import NamedTuple

from outlook.errors import InvalidValue, NoMatch, Unreadable

LARGEST = 50_000_000
KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
)
PROBED = 4096
ODD = bytes(set(range(32)) - set(b"\t\n\r\f"))
MOST_ODD = 0.02


class Text(NamedTuple):
    """The text of a document, how its bytes were read where that is not plain UTF-8, and the SHA-256 of the bytes."""

    text: str
    note: str = ""
    sha256: str = ""


def read_document(path: Path) -> Text:
    """The text of a file.

    Raises:
        NoMatch: there is no such file.
        Unreadable: it cannot be read.
        InvalidValue: it is empty, too large, or holds no text.
    """
    if not path.is_file():
        raise NoMatch(f"{path} is {'a folder' if path.is_dir() else 'not there'}: name a text file")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InvalidValue(
                f"{path} has {size / 1e6:,.0f} MB, and at most {LARGEST / 1e6:.0f} MB are read: split it"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    return decoded(raw, path.name)._replace(sha256=hashlib.sha256(raw).hexdigest())


def decoded(raw: bytes, name: str) -> Text:
    """Bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252, which is then said; raises InvalidValue."""
    kind = next((kind for start, kind in KINDS if raw.startswith(start)), None)
    if kind is not None:
        raise InvalidValue(f"{name} is {kind}, which is not read yet: save it as plain text")
    found = _decoded(raw, name)
    if "\0" in found.text:
        raise InvalidValue(f"{name} holds no text: it is binary")
    if not found.text.strip():
        raise InvalidValue(f"{name} is empty: there is nothing to find in it")
    return found


def _decoded(raw: bytes, name: str) -> Text:
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _from_utf16(raw, name)
    try:
        text = raw.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        return _from_windows(raw, name, error.start)
    return Text(text)


def _from_utf16(raw: bytes, name: str) -> Text:
    try:
        return Text(raw.decode("utf-16"), f"{name} is read as UTF-16")
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"{name} begins as UTF-16 and is not (byte {error.start}: {error.reason}): save it as UTF-8"
        ) from error


def _from_windows(raw: bytes, name: str, first: int) -> Text:
    probe = raw[:PROBED]
    odd = len(probe) - len(probe.translate(None, ODD))
    if b"\0" in probe or odd > MOST_ODD * len(probe):
        raise InvalidValue(f"{name} holds no text: it is binary")
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InvalidValue(
            f"{name} is neither UTF-8 (byte {first}) nor Windows-1252 (byte {error.start}): save it as UTF-8"
        ) from error
    return Text(text, f"{name} is not UTF-8; it is read as Windows-1252")
