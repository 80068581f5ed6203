"""What may lie where a plain file of a book is due."""

from __future__ import annotations

import os
import socket
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hostile.sandbox import Sandbox

Thing = "Callable[[Path, Sandbox], None]"


def _twin(path: Path, sandbox: Sandbox) -> Path:
    """The file outside that has the form of this one, so that following a link to it would show."""
    place = path.relative_to(sandbox.book)
    if len(place.parts) == 1:
        return sandbox.canary
    twin = sandbox.canary.joinpath(*place.parts[1:])
    return twin if twin.exists() else sandbox.canary / "below" / "config"


def relative_link(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to(os.path.relpath(_twin(path, sandbox), path.parent))


def absolute_link(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to(_twin(path, sandbox))


def link_inside(path: Path, sandbox: Sandbox) -> None:
    """A link to a good file of the same book is a link all the same."""
    if path.parent == sandbox.book:
        path.symlink_to("well")
        return
    twin = sandbox.book.joinpath("well", *path.relative_to(sandbox.book).parts[1:])
    path.symlink_to(os.path.relpath(twin if twin.exists() else sandbox.book / "well" / "report.txt", path.parent))


def dangling_link(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to(sandbox.canary / "below" / "absent")


def loop(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to(path.name)


def link_to_folder(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to(sandbox.canary / "below")


def link_to_process(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to("/proc/self/environ")


def link_to_endless(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to("/dev/zero")


def link_to_terminal(path: Path, sandbox: Sandbox) -> None:
    path.symlink_to("/proc/self/fd/0")


def pipe(path: Path, sandbox: Sandbox) -> None:
    os.mkfifo(path)


def plug(path: Path, sandbox: Sandbox) -> None:
    here = os.open(path.parent, os.O_RDONLY)
    try:  # the path of a socket may not be long
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(f"/proc/self/fd/{here}/{path.name}" if len(os.fsencode(path)) > 100 else str(path))
    finally:
        os.close(here)


def device(path: Path, sandbox: Sandbox) -> None:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # zeros without end


def folder(path: Path, sandbox: Sandbox) -> None:
    path.mkdir()
    (path / "inside").write_text("x")


def huge(path: Path, sandbox: Sandbox) -> None:
    path.touch()
    os.truncate(path, 60 << 30)


THINGS: dict[str, Callable[[Path, Sandbox], None]] = {
    "relative-link": relative_link,
    "absolute-link": absolute_link,
    "link-inside": link_inside,
    "dangling-link": dangling_link,
    "loop": loop,
    "link-to-folder": link_to_folder,
    "link-to-process": link_to_process,
    "link-to-endless": link_to_endless,
    "link-to-terminal": link_to_terminal,
    "pipe": pipe,
    "socket": plug,
    "device": device,
    "folder": folder,
    "huge": huge,
}
# One of each kind, where each costs several commands.
FEW = ("relative-link", "link-inside", "dangling-link", "loop", "link-to-endless", "pipe", "socket", "folder", "huge")
LINKS = tuple(name for name in THINGS if "link" in name or name == "loop")


def plant(thing: str, path: Path, sandbox: Sandbox) -> bool:
    """Put the thing in the place of what is there; False where this user may not make such a thing."""
    path.unlink(missing_ok=True)
    try:
        THINGS[thing](path, sandbox)
    except PermissionError:
        return False
    return True
