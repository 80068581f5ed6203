"""A finished page on the disk: written whole, then put in its place; what stands there is kept unless forced."""

import os
import stat
from pathlib import Path

from outlook.errors import Refused, Unreadable
from outlook.records.write import draft, sync


def publish(path: Path, text: str, *, force: bool = False) -> int:
    """Write the text and return its size in bytes; a crash leaves the old file or the new one, never a part.

    Raises:
        Refused: something stands there already, and `force` is not set or it is not a file.
        Unreadable: the folder or the disk did not allow it.
    """
    _check_place(path, force=force)
    try:
        with draft(path, text) as written:
            if force:
                written.replace(path)
            else:
                os.link(written, path)
            size = path.stat().st_size
        sync(path.parent)
    except FileExistsError:
        raise Refused(_kept(path)) from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}; nothing was kept of it") from error
    return size


def _check_place(path: Path, *, force: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise Unreadable(f"{path} cannot be written: there is no folder {path.parent}; make it first") from None
        return
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}") from error
    if stat.S_ISDIR(mode):
        raise Refused(f"{path} is a folder: name a file in it")
    if not stat.S_ISREG(mode):
        raise Refused(f"{path} is not a plain file and is never replaced: name another file")
    if not force:
        raise Refused(_kept(path))


def _kept(path: Path) -> str:
    return f"{path} exists already and is left as it is: name another file, or add --force"
