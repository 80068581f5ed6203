"""An exclusive lock on a file beside the ledger, released by the kernel even when its holder is killed."""

import errno
import fcntl
import os
import time
from pathlib import Path

POLL_SECONDS = 0.01
_HELD_ELSEWHERE = (errno.EAGAIN, errno.EACCES)


def acquire(path: Path, timeout: float) -> int:
    """Take the lock; the file is made if need be and stays. Closing the descriptor that is returned releases it.

    Raises:
        TimeoutError: somebody else held it for all of `timeout` seconds.
        OSError: the folder or the file system does not allow it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        _wait(descriptor, timeout)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


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


def holder(path: Path) -> str:
    """Who holds the lock, where the kernel tells (Linux lists file locks by inode)."""
    try:
        inode = str(path.stat().st_ino)
        rows = [row.split() for row in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    except OSError:
        return "another process"
    pids = [row[4] for row in rows if "->" not in row and row[5].rpartition(":")[2] == inode]
    return f"process {pids[0]}" if pids and int(pids[0]) > 0 else "another process"
