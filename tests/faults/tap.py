"""Between the program and the system: every call on a watched folder is seen, and may be made to fail.

The calls really happen. What would pass by unseen (a file opened by other means, a data base, a map of memory) is
found by the interpreter's own audit events, where a process of its own asks for them.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# By what a call names its file: a path (and perhaps a folder's descriptor), two paths, or a descriptor.
BY_PATH = ("open", "mkdir", "unlink", "remove", "rmdir", "truncate", "chmod")
BY_TWO = ("rename", "replace", "link", "symlink")
BY_DESCRIPTOR = ("write", "writev", "pwrite", "fsync", "fdatasync", "ftruncate", "fchmod")
AUDITED = {
    "open", "os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod",
    "sqlite3.connect", "mmap.__new__", "os.posix_spawn",
}  # fmt: skip


class Call(NamedTuple):
    """A call on a file or folder that is watched; what was read by number is shown as its path."""

    name: str
    path: str
    other: str = ""
    writes: bool = False

    def __str__(self) -> str:
        return f"{self.name} {self.path} {self.other}".strip()


@dataclass
class Tap:
    """The watched folder, and what to do before and after each call."""

    root: Path
    before: Callable[[Call, Any], int | None] = lambda _call, _data: None  # how many bytes a write may take, if not all
    after: Callable[[Call], None] = lambda _call: None
    bypassed: list[str] = field(default_factory=list)
    _is_inside: bool = False

    @contextmanager
    def open(self) -> Iterator[None]:
        """Put the tap on; take it off at the end."""
        real = {(os, name): getattr(os, name) for name in (*BY_PATH, *BY_TWO, *BY_DESCRIPTOR)}
        real[fcntl, "flock"] = fcntl.flock
        opens = [(module, "open") for module in (builtins, io, sys.modules["_io"])]
        for (module, name), function in real.items():
            setattr(module, name, partial(self._call, name, function))
        for module, name in opens:
            setattr(module, name, self._open)
        try:
            yield
        finally:
            for (module, name), function in real.items():
                setattr(module, name, function)
            for module, name in opens:
                setattr(module, name, REAL_OPEN)

    def audit(self) -> None:
        """Watch for what passes by, until this process ends: such a hook cannot be taken off."""
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._is_inside or event not in AUDITED:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITES):
            return
        where = arguments[0] if event != "mmap.__new__" else arguments[0] if arguments[0] != -1 else "/"
        if event == "os.posix_spawn" or not isinstance(where, str | bytes | int):
            return
        if self._is_ours(self._path_of(where, None)):
            self.bypassed.append(f"{event} {where!r}")

    def _call(self, name: str, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        call = self._named(name, arguments, named)
        if self._is_inside:
            return function(*arguments, **named)
        if call is not None:
            taken = self.before(call, arguments[1] if name == "write" else None)
            if taken is not None:
                arguments = (arguments[0], bytes(arguments[1])[:taken])
        self._is_inside = True
        try:
            result = function(*arguments, **named)
        finally:
            self._is_inside = False
        if call is not None:
            self.after(call)
        return result

    def _named(self, name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Call | None:
        if name in BY_TWO:
            first = self._path_of(arguments[0], named.get("src_dir_fd"))
            other = self._path_of(arguments[1], named.get("dst_dir_fd", named.get("dir_fd")))
            return Call(name, first, other, writes=True) if self._is_ours(first) or self._is_ours(other) else None
        path = self._path_of(arguments[0] if arguments else named["path"], named.get("dir_fd"))
        flags = named.get("flags", arguments[1] if len(arguments) > 1 else 0) if name == "open" else WRITES
        return Call(name, path, writes=bool(flags & WRITES) and name != "flock") if self._is_ours(path) else None

    def _path_of(self, path: Any, folder: int | None) -> str:
        """Where a path or a descriptor leads; the last part of a path is not followed."""
        if hasattr(path, "fileno"):
            path = path.fileno()
        if isinstance(path, int):
            try:
                return os.readlink(f"/proc/self/fd/{path}").removesuffix(" (deleted)")
            except OSError:
                return ""
        text = os.fsdecode(path)
        start = os.readlink(f"/proc/self/fd/{folder}") if folder is not None else os.getcwd()
        head, tail = os.path.split(os.path.join(start, text.rstrip("/") or "/"))
        return os.path.normpath(os.path.join(os.path.realpath(head), tail)) if tail else os.path.realpath(head)

    def _is_ours(self, path: str) -> bool:
        return path == str(self.root) or path.startswith(f"{self.root}/")

    def _open(self, file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
              newline: str | None = None, closefd: bool = True, opener: Any = None) -> Any:  # fmt: skip
        """The built-in open; for writing, one that goes through the calls above."""
        is_ours = self._is_ours(self._path_of(file, None))
        if self._is_inside or not is_ours:
            return REAL_OPEN(file, mode, buffering, encoding, errors, newline, closefd, opener)
        descriptor = (
            file
            if isinstance(file, int)
            else (opener or os.open)(file, FLAGS[mode.replace("b", "").replace("t", "")] | os.O_CLOEXEC)
        )
        if not set(mode) & set("wax+"):
            return REAL_OPEN(
                descriptor, mode, buffering, encoding, errors, newline, closefd if isinstance(file, int) else True
            )
        raw = _Through(descriptor, closefd)
        binary: Any = raw if buffering == 0 else io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return (
            binary
            if "b" in mode
            else io.TextIOWrapper(binary, encoding, errors, newline, line_buffering=buffering == 1)
        )


REAL_OPEN = io.open
FLAGS = {
    "r": os.O_RDONLY, "r+": os.O_RDWR,
    "w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC, "w+": os.O_RDWR | os.O_CREAT | os.O_TRUNC,
    "a": os.O_WRONLY | os.O_CREAT | os.O_APPEND, "a+": os.O_RDWR | os.O_CREAT | os.O_APPEND,
    "x": os.O_WRONLY | os.O_CREAT | os.O_EXCL, "x+": os.O_RDWR | os.O_CREAT | os.O_EXCL,
}  # fmt: skip


class _Through(io.RawIOBase):
    """An open file whose every write is a call of `os`."""

    def __init__(self, descriptor: int, closes: bool) -> None:
        self._descriptor, self._closes = descriptor, closes

    def fileno(self) -> int:
        return self._descriptor

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return os.lseek(self._descriptor, offset, whence)

    def readinto(self, buffer: Any) -> int:
        return os.readv(self._descriptor, [buffer])

    def write(self, data: Any) -> int:
        return os.write(self._descriptor, bytes(data))

    def truncate(self, size: int | None = None) -> int:
        size = self.tell() if size is None else size
        os.ftruncate(self._descriptor, size)
        return size

    def close(self) -> None:
        if not self.closed:
            super().close()
            if self._closes:
                os.close(self._descriptor)
