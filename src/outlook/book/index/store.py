"""Files that may be lost: named parts with checksums, put into place whole, for this version of the program only.

A file is a line that names the format, the length and the checksum of a table, the table, and the parts. A reader gets
a part or nothing: what is damaged, cut short, from another version or another user is nothing.
"""

from __future__ import annotations

import marshal
import os
import stat
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from outlook.errors import OutlookError
from outlook.files import Folder, draft_name, make_private, write_all
from outlook.locate import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAGIC = b"outlook index 2\n"
HEAD = struct.Struct("<16sII")
OTHERS = 0o077
PRIVATE = 0o600
FOLDER = "index"
AT_ONCE = 1 << 23  # bytes
MANY_FILES = 4_000
HALF_A_YEAR = 183 * 86_400  # seconds

Table = dict[str, tuple[int, int, int]]


class _Opened:
    """A file's descriptor, given back when nobody has it any more."""

    descriptor = -1  # also of one that an interrupt came to before its descriptor did

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __del__(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)


class Parts:
    """The parts of one file, each read and checked when it is asked for."""

    def __init__(self, opened: _Opened, table: Table, start: int, at_once: int = AT_ONCE) -> None:
        self._opened: _Opened | None = opened
        self._table, self._start = table, start
        self._raw = b""
        if sum(length for _, length, _ in table.values()) <= at_once:
            self._raw = _all_of(opened, start, at_once)
            self._opened = None  # a book of very many cases must not keep as many files open

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __getitem__(self, name: str) -> bytes | None:
        if name not in self._table:
            return None
        at, length, checksum = self._table[name]
        opened = self._opened
        part = self._raw[at : at + length] if opened is None else _all_of(opened, self._start + at, length)
        return part if len(part) == length and crc32(part) == checksum else None


class Store:
    """The folder of such files, which is the user's alone."""

    def __init__(self, root: Path, program: str) -> None:
        self._root, self._program = root, program

    @classmethod
    def usual(cls) -> Store | None:
        """The one in the user's cache folder; None where that is nobody's or others may write there."""
        root = cache_folder() / FOLDER
        try:
            make_private(root)
            for folder in (root.parent, root):
                if not _is_ours(os.lstat(folder), stat.S_IFDIR):
                    return None
            return cls(root, program())
        except OSError:
            return None

    def read(self, name: str, *, at_once: int = AT_ONCE) -> Parts | None:
        """The parts of a file; None where it is not there or not as it was written.

        Of one that is larger than `at_once` each part is read when it is asked for, and its file is open until then.
        """
        try:
            opened = _Opened(os.open(self._root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK))
            if not _is_ours(os.fstat(opened.descriptor), stat.S_IFREG):
                return None
            magic, length, checksum = HEAD.unpack(_all_of(opened, 0, HEAD.size))
            said = _all_of(opened, HEAD.size, length)
            if magic != MAGIC or crc32(said) != checksum:
                return None
            of_program, table = marshal.loads(said)  # noqa: S302 - only what we wrote has our checksum in our folder
            return Parts(opened, table, HEAD.size + length, at_once) if of_program == self._program else None
        except (OSError, OutlookError, ValueError, EOFError, TypeError, struct.error):
            return None

    def write(self, name: str, parts: Mapping[str, bytes]) -> None:
        """Put a file of these parts into place; nobody sees a part of it, and nobody waits for it."""
        table, at = dict[str, tuple[int, int, int]](), 0
        for part, content in parts.items():
            table[part] = (at, len(content), crc32(content))
            at += len(content)
        said = marshal.dumps((self._program, table))
        content = b"".join((HEAD.pack(MAGIC, len(said), crc32(said)), said, *parts.values()))
        with suppress(OSError, OutlookError), Folder.open(self._root) as folder:
            _put(folder, name, content)

    def tidy(self) -> None:
        """Where there are very many files, remove those of half a year ago: they are of books that are gone."""
        with suppress(OSError):
            names = os.listdir(self._root)  # noqa: PTH208 - names are all that is wanted
            oldest = time.time() - HALF_A_YEAR
            for name in names if len(names) > MANY_FILES else ():
                if os.lstat(self._root / name).st_mtime < oldest:
                    self.forget(name)

    def forget(self, name: str) -> None:
        """Remove a file that is of no use."""
        with suppress(OSError, OutlookError), Folder.open(self._root) as folder:
            folder.forget(name)


def _put(folder: Folder, name: str, content: bytes) -> None:
    beside, flags = draft_name(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(beside, flags, PRIVATE, dir_fd=folder.descriptor)
    try:
        try:
            write_all(descriptor, content)
        finally:
            os.close(descriptor)
        os.rename(beside, name, src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor)
    except OSError:
        folder.forget(beside)
        raise


def _all_of(opened: _Opened, at: int, size: int) -> bytes:
    parts = list[bytes]()
    while size > 0 and (part := os.pread(opened.descriptor, size, at)):
        parts.append(part)
        size, at = size - len(part), at + len(part)
    return b"".join(parts)


def _is_ours(status: os.stat_result, kind: int) -> bool:
    return stat.S_IFMT(status.st_mode) == kind and status.st_uid == os.geteuid() and not status.st_mode & OTHERS & 0o022


def program() -> str:
    """What names this state of the program: its files with their sizes and times, and the Python that runs them."""
    found = crc32(sys.version.encode())
    for folder, names, files in os.walk(Path(__file__).parents[2]):
        names[:] = sorted(one for one in names if one != "__pycache__")
        for file in sorted(files):
            if file.endswith(".py"):
                status = os.stat(os.path.join(folder, file))  # noqa: PTH116, PTH118 - 300 files at each start
                found = crc32(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode(), found)
    return f"{found:08x}"
