"""Why a path cannot be used, in words that a person can act on."""

import errno
import stat
from pathlib import Path
from typing import Literal

from outlook.errors import Unreadable

Kind = Literal["file", "folder", "link", "pipe", "socket", "device"]
_KINDS: tuple[tuple[int, Kind], ...] = (
    (stat.S_IFREG, "file"),
    (stat.S_IFDIR, "folder"),
    (stat.S_IFLNK, "link"),
    (stat.S_IFIFO, "pipe"),
    (stat.S_IFSOCK, "socket"),
)


class NotUsable(Unreadable):
    """What a path leads to cannot be used: `path`, the reason, the way out, and the code of the Problem it makes."""

    def __init__(self, path: Path, reason: str, *, code: str = "unreadable", hint: str = "") -> None:
        super().__init__(f"{path} cannot be used: {reason}" + (f"; {hint}" if hint else ""))
        self.path, self.reason, self.code, self.hint = path, reason, code, hint


class NotThere(NotUsable):
    """Nothing has that name."""


def kind_of(mode: int) -> Kind:
    """What a file's mode says that it is.

    >>> kind_of(0o100644)
    'file'
    """
    return next((kind for bits, kind in _KINDS if stat.S_IFMT(mode) == bits), "device")


def too_large(path: Path, size: int, limit: int) -> NotUsable:
    """A file beyond the size that is read."""
    reason = f"it has {size / 1e6:,.1f} MB, and at most {limit / 1e6:,.0f} MB are read"
    return NotUsable(path, reason, code="too-large", hint="split it, or move it out of the book")


def misfit(path: Path, kind: Kind, due: str = "file") -> NotUsable:
    """Something else than what is due."""
    if kind == "link":
        hint = f"put the {due} itself here"
        return NotUsable(path, "it is a link, and links are not followed", code="outside", hint=hint)
    article = "a folder" if kind == "folder" else f"a {kind}"
    hint = f"remove it, or put a {due} here"
    return NotUsable(path, f"it is {article}, where a {due} is due", code="not-a-file", hint=hint)


def trouble(path: Path, error: OSError | ValueError, due: Literal["file", "folder"] = "file") -> NotUsable:
    """What the system said, as what a person can act on; it depends on the system how a link is refused."""
    if isinstance(error, NotUsable):
        return error
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    if number == errno.ENOENT:
        return NotThere(path, "it is not there", code="missing")
    if number in (errno.ELOOP, errno.EMLINK) or (number == errno.ENOTDIR and path.is_symlink()):
        return misfit(path, "link", due)
    if number == errno.ENOTDIR:
        return NotUsable(path, "it is no folder", code="not-a-file", hint="name a folder")
    if number in (errno.ENXIO, errno.ENODEV):
        return misfit(path, "device", due)
    reason = error.strerror if isinstance(error, OSError) else "its name holds a character that no name can have"
    return NotUsable(path, str(reason))


def not_written(path: Path, error: OSError | ValueError, left: str = "nothing was kept of it") -> Unreadable:
    """A write that the system did not allow, and what is there now."""
    if isinstance(error, Unreadable):
        return error
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Unreadable(f"{path} cannot be written: {reason}; {left}")
