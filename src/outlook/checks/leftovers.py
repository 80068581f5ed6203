"""What killed commands left behind in a book: files and folders that were to get another name and never did.

They are known by their names, which only this program makes, and hold nothing that was acknowledged.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from outlook.errors import Problem
from outlook.files import Folder
from outlook.locking import locked

LEFT_OVER = re.compile(r"\.[a-z0-9][^/]*\.[0-9a-f]{8}")
YOUNG = 60.0  # seconds: a command may be at work on it


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A file or a folder of a command that did not end well."""

    path: Path
    modified_at: datetime
    is_folder: bool


def leftovers(root: Path, now: datetime) -> list[LeftOver]:
    """What is left over in the book and in its cases, older than a minute."""
    found = []
    with Folder.open(root, follow=True) as top:
        for name in top.names():
            if top.kind(name) != "folder":
                continue
            if LEFT_OVER.fullmatch(name):
                found.append(_left_over(root / name, is_folder=True))
            elif not name.startswith("."):
                with top.folder(name) as folder:
                    names = [one for one in folder.names() if LEFT_OVER.fullmatch(one) and folder.kind(one) == "file"]
                found += [_left_over(root / name / one, is_folder=False) for one in names]
    return [one for one in found if (now - one.modified_at).total_seconds() > YOUNG]


def _left_over(path: Path, *, is_folder: bool) -> LeftOver:
    return LeftOver(path, datetime.fromtimestamp(path.lstat().st_mtime, UTC), is_folder)


def as_problem(found: LeftOver, age: str) -> Problem:
    """The left-over as `check` lists it."""
    message = f"a command that was killed left this behind {age} ago; nothing that was acknowledged is in it"
    return Problem(found.path, 1, 1, "left-over", message, "`outlook check --clean` removes it", "warning")


def clean(found: LeftOver) -> None:
    """Remove a left-over, while nobody writes in its folder.

    Raises:
        Unreadable: it may not be removed, or the folder is in use.
    """
    with Folder.open(found.path.parent, follow=True) as folder, locked(folder):
        if found.is_folder:
            folder.forget_folder(found.path.name)
        else:
            folder.forget(found.path.name)
