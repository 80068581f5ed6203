"""What is written to the end of a ledger file: all of it is on the disk, or the file is as long as it was."""

import os
from collections.abc import Iterable
from pathlib import Path

from outlook.errors import Refused, Unreadable
from outlook.files import LEDGER_LIMIT, sync, write_all


def write_pieces(path: Path, descriptor: int, pieces: Iterable[bytes]) -> None:
    """Write pieces one after the other, with one fsync.

    Raises:
        Refused: the file would be larger than what is read of one.
        Unreadable: the disk did not allow it.
    """
    start, is_whole = os.fstat(descriptor).st_size, False
    size = start
    try:
        for piece in pieces:
            size += len(piece)
            if size > LEDGER_LIMIT:
                reason = f"a ledger has at most {LEDGER_LIMIT / 1e9:,.0f} GB, which is all that is read of one"
                raise Refused(f"{path} would be too large ({reason}): nothing was kept of it. Use several cases")
            write_all(descriptor, piece)
        sync(descriptor)
        is_whole = True
    except OSError as error:
        raise not_written(path, str(error.strerror)) from error
    finally:
        if not is_whole:
            cut(path, descriptor, start)


def not_written(path: Path, reason: str) -> Unreadable:
    """Why a write failed, after it was taken back."""
    return Unreadable(f"{path} could not be written: {reason}; nothing was kept of it. Make room and try again")


def cut(path: Path, descriptor: int, size: int) -> None:
    """Take back what is beyond a size.

    Raises:
        Unreadable: the disk did not allow it.
    """
    try:
        os.ftruncate(descriptor, size)
    except OSError as error:
        message = f"{path} cannot be cut back to {size} bytes: {error.strerror}; `outlook check` shows what is in it"
        raise Unreadable(message) from error


def check_in_place(path: Path, descriptor: int) -> None:
    """What was written must be in the file that the path names; a checkout or a move may have replaced it.

    Raises:
        Unreadable: it is not.
    """
    try:
        is_same = os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        is_same = False
    if not is_same:
        raise Unreadable(f"{path} was replaced while it was written to; nothing is in the new one. Try again")
