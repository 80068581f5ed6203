"""What this machine acknowledged, kept outside the book: the lines that its commands wrote, whole and in order.

A ledger alone cannot show that its last lines were removed. This journal can, on the machine that wrote them. It is
tied to a ledger by the hash of its first line, so a moved or renamed book is still known. It is kept as well as it can
be, and is never a reason for a command to fail.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from outlook.errors import OutlookError
from outlook.files import Folder, NotThere, make_private
from outlook.ledger.chain import HASH
from outlook.locate import state_folder

FOLDER = "journal"
LIMIT = 16_000_000
PRIVATE = 0o600
_APPEND = os.O_WRONLY | os.O_APPEND


def remember(first_line: str, lines: Iterable[bytes]) -> None:
    """Add lines that were acknowledged to the journal of the ledger that begins with the line of that hash."""
    try:
        with _folder(make=True) as folder:
            _append(folder, _name(first_line), b"".join(lines))
    except (OSError, OutlookError):
        return


def remembered(first_lines: Sequence[str]) -> list[bytes]:
    """The lines that this machine acknowledged for a ledger that begins with one of these lines."""
    found: dict[bytes, None] = {}
    for first in first_lines:
        try:
            with _folder() as folder:
                found |= dict.fromkeys(folder.read(_name(first), 2 * LIMIT).split(b"\n"))
        except (OSError, OutlookError):
            continue
    return [line for line in found if line.strip()]


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
