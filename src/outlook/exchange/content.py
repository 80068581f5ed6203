"""The bytes of a foreign file: held in memory, or read from the disk piece by piece where there are many of them."""

import io
import os
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from outlook.errors import InvalidValue
from outlook.files import READ_SIZE, Folder
from outlook.files.troubles import too_large

LIMIT = 200_000_000  # what is held in memory, and what of an archive is unpacked
HELD = 8_000_000  # smaller files are read at once
PIECE = 1 << 20

# Called while a large file is read: its name, how far it is read, and its size.
Watch = Callable[[str, int, int], None]


class Held:
    """Bytes in memory."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    @property
    def is_large(self) -> bool:
        """Whether it is better read piece by piece."""
        return False

    def head(self, size: int) -> bytes:
        """Its beginning."""
        return self.raw[:size]

    def open(self) -> BinaryIO:
        """Read it from its beginning."""
        return io.BytesIO(self.raw)


class OnDisk:
    """A file that is read from its beginning as often as it is opened, and must not change meanwhile."""

    def __init__(self, path: Path, descriptor: int, watch: Watch | None = None) -> None:
        self.path, self.descriptor, self.watch = path, descriptor, watch
        weakref.finalize(self, os.close, descriptor)
        self._state = self._now()

    @property
    def is_large(self) -> bool:
        """Whether it is better read piece by piece."""
        return True

    @property
    def size(self) -> int:
        """How many bytes it had when it was opened."""
        return self._state[0]

    @property
    def raw(self) -> bytes:
        """All of it.

        Raises:
            NotUsable: that is too much to hold.
        """
        if self.size > LIMIT:
            raise too_large(self.path, self.size, LIMIT)
        with self.open() as opened:
            return opened.read()

    def head(self, size: int) -> bytes:
        """Its beginning."""
        return os.pread(self.descriptor, size, 0)

    def open(self) -> BinaryIO:
        """Read it from its beginning."""
        return io.BufferedReader(_Reading(self), PIECE)

    def check_unchanged(self) -> None:
        """Refuse a file that was written to since it was opened.

        Raises:
            InvalidValue: it was.
        """
        if self._now() != self._state:
            raise InvalidValue(f"{self.path}: it changed while it was read; import it when it is whole")

    def _now(self) -> tuple[int, int]:
        status = os.fstat(self.descriptor)
        return status.st_size, status.st_mtime_ns


class _Reading(io.RawIOBase):
    """One way through a file; several may be under way."""

    def __init__(self, file: OnDisk) -> None:
        self._file, self._offset = file, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._offset, io.SEEK_END: self._file.size}[whence]
        self._offset = max(0, base + offset)
        return self._offset

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # its annotation is wider
        piece = os.pread(self._file.descriptor, min(len(buffer), READ_SIZE), self._offset)
        buffer[: len(piece)] = piece
        self._offset += len(piece)
        if not piece:
            self._file.check_unchanged()
        if self._file.watch is not None:
            self._file.watch(self._file.path.name, self._offset, self._file.size)
        return len(piece)


Content = Held | OnDisk


def content_of(path: Path, watch: Watch | None = None) -> Content:
    """The content of a file that a person named.

    Raises:
        NotThere, NotUsable: there is none, or it is no plain file.
    """
    target = path.resolve()
    with Folder.open(target.parent, follow=True) as folder:
        descriptor = folder.descriptor_of(target.name)
    if os.fstat(descriptor).st_size > HELD:
        return OnDisk(path, descriptor, watch)
    os.close(descriptor)
    with Folder.open(target.parent, follow=True) as folder:
        return Held(folder.read(target.name, LIMIT))
