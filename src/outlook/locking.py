"""One writer at a time in a case: an exclusive lock on the folder itself, which nobody deletes by accident.

The kernel releases it when its holder dies. A lock file would do the same until a tidy person deletes it: then two
processes hold a lock on two files of one name. So a file is used only where the system cannot lock a folder.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outlook.errors import Unreadable
from outlook.files import Folder, NotThere

LOCK_FILE = "ledger.jsonl.lock"
TIMEOUT = 10.0
POLL_SECONDS = 0.005
_HELD_ELSEWHERE = (errno.EAGAIN, errno.EACCES)
_NO_FOLDERS = (errno.EBADF, errno.EINVAL, errno.EISDIR, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP)


@contextmanager
def locked(folder: Folder, timeout: float = TIMEOUT) -> Iterator[None]:
    """Hold the folder's lock; every command that writes in the folder takes it first.

    Raises:
        Unreadable: somebody else held it for all of `timeout` seconds, or the system does not allow it.
    """
    try:
        descriptor = _acquired(folder, timeout)
    except TimeoutError as error:
        raise Unreadable(
            f"{folder.path} is locked by {holder(folder.descriptor)}; waited {timeout:g} s for it and gave up, nothing "
            f"was written. Try again when it is done"
        ) from error
    except OSError as error:
        raise Unreadable(f"{folder.path} cannot be locked: {error.strerror}; nothing was written") from error
    try:
        yield
    finally:
        os.close(descriptor)


def _acquired(folder: Folder, timeout: float) -> int:
    try:
        # A description of its own: the lock belongs to it, and two in one process exclude each other as well.
        return _held(os.open(".", os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder.descriptor), timeout)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    return _held(_lock_file(folder), timeout)


def _held(descriptor: int, timeout: float) -> int:
    try:
        _wait(descriptor, timeout)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _lock_file(folder: Folder) -> int:
    try:
        return folder.descriptor_of(LOCK_FILE, os.O_RDWR)
    except NotThere:
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        return os.open(LOCK_FILE, flags, 0o644, dir_fd=folder.descriptor)


def _wait(descriptor: int, timeout: float) -> None:
    left = max(round(timeout / POLL_SECONDS), 1)
    while not _taken(descriptor):
        left -= 1
        if left <= 0:
            raise TimeoutError
        time.sleep(POLL_SECONDS)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_ELSEWHERE:
            return False
        raise
    return True


def holder(descriptor: int) -> str:
    """Who holds the lock on an opened folder or file, where the kernel tells (Linux lists locks by inode)."""
    try:
        inode = str(os.fstat(descriptor).st_ino)
        rows = [row.split() for row in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    except OSError:
        return "another process"
    pids = [row[4] for row in rows if "->" not in row and row[5].rpartition(":")[2] == inode]
    return f"process {pids[0]}" if pids and int(pids[0]) > 0 else "another process"
