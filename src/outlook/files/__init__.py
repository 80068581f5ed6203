"""The one door to the disk for every path that a book names, or that we derive from one.

A book may come from a stranger. Its files are reached from the descriptor of an opened folder, and no part of the way
may be a link: whoever made the book cannot lead us out of it. Only plain files are opened, and none beyond a size: a
pipe or a device could let us wait for ever, or do something by being opened. What is new gets a name that was free.

Not defended: bind mounts, and another user of this machine who swaps folders while we run.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from outlook.errors import Refused
from outlook.files.troubles import Kind, NotThere, NotUsable, kind_of, misfit, not_written, too_large, trouble

__all__ = ["Folder", "Kind", "NotThere", "NotUsable"]

RECORD_LIMIT = 16_000_000  # what is opened; the reader of records says more about those beyond 1 MB
DOCUMENT_LIMIT = 50_000_000
LEDGER_LIMIT = 2_000_000_000
READ_SIZE = 1 << 24
NAME_TRIES = 1000
UNFINISHED = ".unfinished"  # what a step of several files is called that was decided and not yet carried out

_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_ENTER = os.O_RDONLY | os.O_DIRECTORY | os.O_NONBLOCK
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class Folder:
    """An opened folder. Names in it are relative paths with `/`; close it, or use it in a `with`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor

    @classmethod
    def open(cls, path: Path, *, follow: bool = False) -> Self:
        """Open a folder by its path; its last part may be a link only with `follow`, which is for what a person named.

        Raises:
            NotThere: there is nothing.
            NotUsable: it is a link, or no folder, or may not be entered.
        """
        try:
            return cls(path, os.open(path, _ENTER if follow else _ENTER | os.O_NOFOLLOW))
        except OSError as error:
            raise trouble(path, error, "folder") from error

    def folder(self, name: str) -> "Folder":
        """Open a folder in this one, by a single name.

        Raises:
            NotThere, NotUsable: as `open`.
        """
        path = self.path / name
        try:
            return Folder(path, os.open(name, _ENTER | os.O_NOFOLLOW, dir_fd=self.descriptor))
        except (OSError, ValueError) as error:
            raise trouble(path, error, "folder") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self.descriptor)

    def names(self) -> list[str]:
        """What is in the folder, sorted.

        Raises:
            NotUsable: it may not be listed.
        """
        try:
            return sorted(os.listdir(self.descriptor))  # noqa: PTH208 - a descriptor is no path
        except OSError as error:
            raise trouble(self.path, error, "folder") from error

    def kind(self, name: str) -> Kind | None:
        """What has that single name, without following a link; None for nothing."""
        try:
            mode = os.stat(name, dir_fd=self.descriptor, follow_symlinks=False).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise trouble(self.path / name, error) from error
        return kind_of(mode)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a plain file of at most `limit` bytes.

        Raises:
            NotThere: nothing has that name.
            NotUsable: it is a link or no plain file, leads out of the folder, is too large or cannot be read.
        """
        if "/" not in name and self._parts(name):  # nothing to enter: a book has very many such files
            return self._read_here(name, limit)
        with self.parent(name) as (folder, last):
            return folder.read(last, limit)

    def _read_here(self, name: str, limit: int) -> bytes:
        descriptor = self.descriptor_of(name)
        try:
            return _read_within(descriptor, limit)
        except OSError as error:
            raise trouble(self.path / name, error) from error
        except _TooLarge as error:
            raise too_large(self.path / name, error.size, limit) from None
        finally:
            os.close(descriptor)

    def descriptor_of(self, name: str, flags: int = _READ) -> int:
        """A descriptor of the plain file with that single name; whoever asks closes it.

        Raises:
            NotThere, NotUsable: as `read`.
        """
        try:
            # Looking first keeps us from opening a device, which may do something by being opened.
            self._refuse_what_is_no_file(name, os.stat(name, dir_fd=self.descriptor, follow_symlinks=False))
            descriptor = os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self.descriptor)
        except (OSError, ValueError) as error:
            raise trouble(self.path / name, error) from error
        try:
            self._refuse_what_is_no_file(name, os.fstat(descriptor))
        except NotUsable:
            os.close(descriptor)
            raise
        return descriptor

    def _refuse_what_is_no_file(self, name: str, status: os.stat_result) -> None:
        kind = kind_of(status.st_mode)
        if kind != "file":
            raise misfit(self.path / name, kind)

    @contextmanager
    def parent(self, name: str) -> Iterator[tuple["Folder", str]]:
        """The folder that holds the named thing, and its last name; every folder on the way is entered, none followed.

        Raises:
            NotUsable: the name is empty, absolute, leads upward, or a folder on the way is a link or none.
        """
        *way, last = self._parts(name)
        opened: list[Folder] = []
        try:
            folder = self
            for part in way:
                folder = folder.folder(part)
                opened.append(folder)
            yield folder, last
        finally:
            for one in opened:
                one.close()

    def _parts(self, name: str) -> list[str]:
        parts = name.split("/")
        if not name or name.startswith("/") or "\0" in name or any(part in ("", ".", "..") for part in parts):
            raise NotUsable(
                self.path, f"{name[:80]!a} leads out of it or is no name", code="outside", hint="name a file in it"
            )
        return parts

    def create(self, name: str, data: bytes, mode: int = 0o644) -> None:
        """Put a new file in the folder: whole and on the disk, or not at all; a crash leaves all of it or nothing.

        Raises:
            Refused: something has that name; it is left as it is.
            NotUsable: the disk did not allow it.
        """
        path = self.path / name
        try:
            with self.draft(name, data, mode & ~umask()) as beside:
                os.link(beside, name, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor, follow_symlinks=False)
            self.sync()
        except FileExistsError:
            raise Refused(f"{path} exists already and is left as it is") from None
        except (OSError, ValueError) as error:
            raise not_written(path, error) from error

    def create_or_leave(self, name: str, data: bytes) -> None:
        """Put a new file in the folder, unless something has that name by then."""
        try:
            self.create(name, data)
        except Refused:
            return

    def replace(self, name: str, data: bytes) -> None:
        """Put the data in the place of a plain file, with its rights; a crash leaves the old or the new.

        Raises:
            NotThere, NotUsable: there is no plain file of that name, or the disk did not allow it; it is as it was.
        """
        path = self.path / name
        descriptor = self.descriptor_of(name)
        try:
            mode = os.fstat(descriptor).st_mode & 0o777
        finally:
            os.close(descriptor)
        try:
            with self.draft(name, data, mode) as beside:
                os.rename(beside, name, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)
            self.sync()
        except OSError as error:
            raise not_written(path, error, "it is as it was") from error

    @contextmanager
    def draft(self, name: str, data: bytes, mode: int) -> Iterator[str]:
        """The name of a file beside the named one that holds the data, on the disk; it is gone afterwards."""
        beside = draft_name(name)
        descriptor = os.open(beside, _CREATE, 0o600, dir_fd=self.descriptor)
        try:
            try:
                os.fchmod(descriptor, mode)
                write_all(descriptor, data)
                sync(descriptor)
            finally:
                os.close(descriptor)
            yield beside
        finally:
            self.forget(beside)

    def set_aside(self, name: str, data: bytes) -> Path:
        """Keep the data in a new file of that name, or of the next free one (`name-2`, `name-3` …), on the disk.

        Raises:
            OSError: the disk did not allow it.
        """
        for number in range(1, NAME_TRIES):
            free = name if number == 1 else f"{name}-{number}"
            try:
                descriptor = os.open(free, _CREATE, 0o600, dir_fd=self.descriptor)
            except FileExistsError:
                continue
            try:
                write_all(descriptor, data)
                sync(descriptor)
            finally:
                os.close(descriptor)
            self.sync()
            return self.path / free
        raise FileExistsError(errno.EEXIST, f"{NAME_TRIES} files of this kind are here already", str(self.path / name))

    def make_folder(self, name: str) -> "Folder":
        """Make a folder with that single name, on the disk, and open it.

        Raises:
            Refused: something has that name.
            NotUsable: the disk did not allow it.
        """
        try:
            os.mkdir(name, dir_fd=self.descriptor)
            self.sync()
        except FileExistsError:
            raise Refused(f"{self.path / name} exists already and is left as it is") from None
        except (OSError, ValueError) as error:
            raise not_written(self.path / name, error) from error
        return self.folder(name)

    def rename(self, name: str, new: str) -> None:
        """Give what has one single name another, on the disk.

        Raises:
            NotUsable: the disk did not allow it.
        """
        try:
            os.rename(name, new, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)
            self.sync()
        except OSError as error:
            raise not_written(self.path / new, error) from error

    def rename_file(self, name: str, new: str) -> None:
        """Give a file another single name that nothing has, on the disk.

        Raises:
            Refused: something has that name.
            NotUsable: the disk did not allow it.
        """
        if self.kind(new) is not None:
            raise Refused(f"{self.path / new} exists already and is left as it is")
        self.rename(name, new)

    def forget_folder(self, name: str) -> None:
        """Remove a folder of our own making with the files in it; folders in it, which we never make, keep it there."""
        try:
            with self.folder(name) as folder:
                for inside in folder.names():
                    folder.forget(inside)
            os.rmdir(name, dir_fd=self.descriptor)
        except OSError as error:
            raise not_written(self.path / name, error) from error

    def forget(self, name: str) -> None:
        """Remove a file of our own making; that it is gone already is fine."""
        try:
            os.unlink(name, dir_fd=self.descriptor)
        except FileNotFoundError:
            return

    def sync(self) -> None:
        """Put the folder's own list of names on the disk."""
        sync(self.descriptor)


def draft_name(name: str) -> str:
    """A name that nobody has for a file beside the named one; `check` knows such names as left over by their shape."""
    return f".{name[:200]}.{os.urandom(4).hex()}"


def umask() -> int:
    """What new files are not allowed; it can be asked for only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def sync(descriptor: int) -> None:
    """Put what was written on the disk itself, where the system tells the disk's cache from the disk."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(descriptor)
        return
    try:
        fcntl.fcntl(descriptor, full)
    except OSError:  # some file systems know only the plain way
        os.fsync(descriptor)


def make_private(path: Path) -> None:
    """Make a folder for the user alone, with the folders above it that are missing.

    Raises:
        OSError: the system did not allow it.
    """
    if not path.parent.exists():
        make_private(path.parent)
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)


def sync_parent(path: Path) -> None:
    """Put the name of a folder that was just made on the disk."""
    with Folder.open(path.parent, follow=True) as parent:
        parent.sync()


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data, in as many calls as it takes.

    Raises:
        OSError: the disk is full, or failed.
    """
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


class _TooLarge(Exception):
    def __init__(self, size: int) -> None:
        self.size = size


def _read_within(descriptor: int, limit: int) -> bytes:
    size = os.fstat(descriptor).st_size
    if size > limit:
        raise _TooLarge(size)
    parts, offset = list[bytes](), 0
    while part := os.pread(descriptor, READ_SIZE, offset):
        parts.append(part)
        offset += len(part)
        if offset > limit:  # it grew while we read
            raise _TooLarge(offset)
    return b"".join(parts)
