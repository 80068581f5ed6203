"""A document as text: what it is and what encoding it has is found out and said; what holds no text is refused."""

import hashlib
import os
import re
import stat
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import BinaryIO, NamedTuple

from outlook.documents.formats import format_of
from outlook.documents.headings import NAMES as MARKDOWN
from outlook.documents.headings import headings
from outlook.documents.parts import Watch
from outlook.documents.supervisor import read_apart
from outlook.errors import InvalidValue, NoMatch, Unreadable
from outlook.model.place import Place

LARGEST = 50_000_000
STANDARD_INPUT, FROM_STANDARD_INPUT = "-", "standard input"
PROBED = 4096
ODD = bytes(set(range(32)) - set(b"\t\n\r\f"))
MOST_ODD = 0.02
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


class Text(NamedTuple):
    """A document: its text, how its bytes were read where that is not plain UTF-8, and the bytes themselves.

    `places` says on which page or under which heading a character of the text stands; `ending` is that of its format;
    `author` is whose it is, as a web page says beside its text.
    """

    text: str
    note: str = ""
    raw: bytes = b""
    places: tuple[Place, ...] = ()
    ending: str = "txt"
    name: str = ""
    author: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def text_sha256(self) -> str:
        """The SHA-256 of the text, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """What a case calls it: its name without its ending, as an id."""
        from outlook.model.values import SLUG_LIMIT  # loads pydantic, which only a new case needs

        stem = _NOT_IN_A_NAME.sub("-", Path(self.name).stem.lower()).strip("-")[:SLUG_LIMIT].strip("-")
        return stem if stem and self.name != FROM_STANDARD_INPUT else "report"

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are the text itself, in UTF-8."""
        return self.ending in ("txt", "md") and self.raw.removeprefix(BOM_UTF8) == self.text.encode()


def _unwatched(_read: int, _of: int) -> None: ...


def read_document(path: Path, watch: Watch = _unwatched) -> Text:
    """The text of a file, or of standard input for `-`; `watch` is told how many pages of how many are read.

    Raises:
        NoMatch: there is no such file.
        Unreadable: it cannot be read.
        InvalidValue: it is empty, too large, or holds no text.
        Refused: it takes an extra package to read it.
    """
    if str(path) == STANDARD_INPUT:
        raw, name = sys.stdin.buffer.read(LARGEST + 1), FROM_STANDARD_INPUT
    else:
        raw, name = _bytes_of(path), path.name
    if len(raw) > LARGEST:
        raise InvalidValue(f"{name} has more than the {LARGEST / 1e6:.0f} MB that are read: split it")
    return decoded(raw, name, watch)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file, at most one more than are read."""
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST:
                raise InvalidValue(
                    f"{path} has {size / 1e6:,.0f} MB, and at most {LARGEST / 1e6:.0f} MB are read: split it"
                )
            return file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoMatch(f"{path} is not there: name a document") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error


def _opened(path: Path) -> BinaryIO:
    """A file, where a link leads to it too, since the person named it; never a pipe, whose writer we would wait for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    what = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device"
    raise NoMatch(f"{path} is {what}: name a document" + ("" if stat.S_ISDIR(mode) else ", or give its text to `-`"))


def decoded(raw: bytes, name: str, watch: Watch = _unwatched) -> Text:
    """Bytes as text: PDF, DOCX and HTML by their readers, else UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises:
        InvalidValue, Refused: as `read_document`.
    """
    ending = format_of(raw, name)
    if ending is not None:
        read = read_apart(ending, raw, name, watch)
        return Text(read.text, read.note, raw, read.places, ending, name, read.author)
    found = _decoded(raw, name)
    if "\0" in found.text:
        raise InvalidValue(f"{name} holds no text: it is binary")
    if not found.text.strip():
        raise InvalidValue(f"{name} is empty: there is nothing to find in it")
    is_markdown = name.lower().endswith(MARKDOWN)
    places = headings(found.text) if is_markdown else ()
    return found._replace(raw=raw, places=places, ending="md" if is_markdown else "txt", name=name)


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
