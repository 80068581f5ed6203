"""When a file counts as unchanged: its identity, size and times, and where these may not tell, a hash of what it holds.

A file that was changed just before it was looked at may be changed once more without its times showing it, since they
are kept in steps of up to two seconds. So what had changed that shortly before is hashed, and next time again.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

STEP = 2_000_000_000  # nanoseconds: no file system keeps times in larger steps
FINE_STEP = 20_000_000  # of those whose times have a fraction of a second
SECOND = 1_000_000_000
# Where times are those of another machine, or are not kept for us.
UNTRUSTED = {"vfat", "msdos", "exfat", "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "virtiofs"}


class Key(NamedTuple):
    """What the system says of a file."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


def key_of(status: os.stat_result) -> Key:
    """The key of a file with that status."""
    return Key(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def keys_of(descriptor: int, names: Iterable[str]) -> tuple[tuple[int, ...], ...]:
    """The keys of files in an opened folder, as bare tuples: a book may have very many, and each command compares all.

    Raises:
        OSError: one of them is gone.
    """
    stat = os.stat
    found = [stat(name, dir_fd=descriptor, follow_symlinks=False) for name in names]
    return tuple([(one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in found])


def is_settled(key: Key, looked_at: int, *, fine: bool = False) -> bool:
    """Whether a file that was looked at then, in nanoseconds since 1970, would have another key had it changed since.

    With `fine`, times with a fraction of a second are taken to be kept as finely as they look.
    """
    step = FINE_STEP if fine and key.changed % SECOND else STEP
    return looked_at - max(key.modified, key.changed) >= step and _keeps_times(key.device)


def _keeps_times(device: int) -> bool:
    kind = _mounted().get((os.major(device), os.minor(device)), "")
    return kind not in UNTRUSTED and not kind.startswith("fuse")


@cache
def _mounted() -> dict[tuple[int, int], str]:
    """The kind of file system on each device, where the kernel tells (Linux)."""
    found: dict[tuple[int, int], str] = {}
    if not sys.platform.startswith("linux"):
        return found
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return found
    for line in lines:
        before, _, after = line.partition(" - ")
        major, _, minor = before.split()[2].partition(":")
        found[int(major), int(minor)] = after.split()[0]
    return found


def digest(raw: bytes) -> bytes:
    """A hash of what a file holds."""
    from hashlib import blake2b

    return blake2b(raw, digest_size=16).digest()
