"""Several records changed as one: all of them, or none, in whichever cases they are.

The files of a case are replaced in one step that a crash cannot split. Where they lie in several cases and a disk fails
between two of these steps, those that came first are put back.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from outlook.errors import OutlookError, Refused
from outlook.files import RECORD_LIMIT, Folder, NotThere
from outlook.files.together import put_together
from outlook.locking import locked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Rewritten(NamedTuple):
    """A record's file: what it was when it was read, and what it becomes."""

    path: Path
    before: bytes
    after: bytes


class ChangedMeanwhile(Refused):
    """Somebody wrote one of the files after it was read."""


def rewrite(changes: Sequence[Rewritten]) -> None:
    """Put every new text in its place, if all files are as they were read.

    Raises:
        ChangedMeanwhile: one of them is not; nothing was written.
        NotUsable: the disk did not allow it.
    """
    cases = sorted({one.path.parent for one in changes})
    with ExitStack() as stack:
        folders = {path: stack.enter_context(Folder.open(path)) for path in cases}
        for path in cases:  # always in one order, so that two commands cannot wait for each other
            stack.enter_context(locked(folders[path]))
        for one in changes:
            _check_same(folders[one.path.parent], one)
        done: list[Path] = []
        try:
            for path in cases:
                put_together(folders[path], {}, {one.path.name: one[1:] for one in changes if one.path.parent == path})
                done.append(path)
        except OutlookError:
            for path in done:
                own = {one.path.name: (one.after, one.before) for one in changes if one.path.parent == path}
                put_together(folders[path], {}, own)
            raise


def _check_same(folder: Folder, one: Rewritten) -> None:
    try:
        is_same = folder.read(one.path.name, RECORD_LIMIT) == one.before
    except NotThere:
        is_same = False
    if not is_same:
        raise ChangedMeanwhile(f"{one.path} was changed by someone else meanwhile: nothing was written; ask again")
