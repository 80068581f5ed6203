"""What this machine acknowledged, kept outside the book: the lines that its commands wrote, whole and in order.

A ledger alone cannot show that its last lines were removed. This journal can, on the machine that wrote them. It is
tied to a ledger by the hash of its first line, so a moved or renamed book is still known. Copies of a book share it:
before the lines of each write it has one that names the folder in which they were written. It is kept as well as it can
be, and is never a reason for a command to fail.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from outlook.errors import OutlookError
from outlook.files import Folder, NotThere, make_private
from outlook.ledger.chain import HASH
from outlook.locate import state_folder

FOLDER = "journal"
LIMIT = 16_000_000
PRIVATE = 0o600
WRITTEN_IN = "written_in"
_MARK = b'{"' + WRITTEN_IN.encode()
_APPEND = os.O_WRONLY | os.O_APPEND


class Acknowledged(NamedTuple):
    """A line that a command of this machine wrote, and in which folder; empty where an older version wrote it."""

    raw: bytes
    folder: str


def remember(first_line: str, lines: Iterable[bytes], written_in: Path) -> None:
    """Add lines that were acknowledged to the journal of the ledger that begins with the line of that hash."""
    mark = json.dumps({WRITTEN_IN: os.path.realpath(written_in)}, separators=(",", ":")).encode() + b"\n"
    try:
        with _folder(make=True) as folder:
            _append(folder, _name(first_line), mark + b"".join(lines))
    except (OSError, OutlookError):
        return


def remembered(first_lines: Sequence[str]) -> list[Acknowledged]:
    """The lines that this machine acknowledged for a ledger that begins with one of these lines."""
    found: dict[bytes, Acknowledged] = {}
    for first in first_lines:
        try:
            with _folder() as folder:
                raw = folder.read(_name(first), 2 * LIMIT)
        except (OSError, OutlookError):
            continue
        for line in _placed(raw.split(b"\n")):
            found.setdefault(line.raw, line)
    return list(found.values())


def _placed(lines: Iterable[bytes]) -> Iterator[Acknowledged]:
    written_in = ""
    for raw in lines:
        if raw.startswith(_MARK):
            written_in = _folder_named(raw)
        elif raw.strip():
            yield Acknowledged(raw, written_in)


def _folder_named(mark: bytes) -> str:
    try:
        return str(json.loads(mark)[WRITTEN_IN])
    except (ValueError, KeyError, TypeError):
        return ""


def forget() -> int:
    """Empty the journal of every ledger; how many there were.

    Raises:
        NotUsable: it may not be emptied.
    """
    try:
        with _folder() as folder:
            names = [name for name in folder.names() if HASH.fullmatch(name.removesuffix(".jsonl"))]
            for name in names:
                folder.forget(name)
            return len(names)
    except NotThere:
        return 0


@contextmanager
def _folder(*, make: bool = False) -> Iterator[Folder]:
    root = state_folder()
    if make:
        make_private(root / FOLDER)
    with Folder.open(root, follow=True) as state, state.folder(FOLDER) as folder:
        yield folder


def _append(folder: Folder, name: str, payload: bytes) -> None:
    try:
        descriptor = folder.descriptor_of(name, _APPEND)
    except NotThere:
        flags = _APPEND | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(name, flags, PRIVATE, dir_fd=folder.descriptor)
    try:
        os.write(descriptor, payload)
        size = os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
    if size > LIMIT:
        _halve(folder, name)


def _halve(folder: Folder, name: str) -> None:
    """Keep the newer half: what is older is in git, or named by a later line's hash."""
    raw = folder.read(name, 2 * LIMIT)
    folder.replace(name, raw[raw.index(b"\n", len(raw) // 2) + 1 :])


def _name(first_line: str) -> str:
    return f"{first_line}.jsonl"


def where() -> Path:
    """The folder of the journals."""
    return state_folder() / FOLDER
