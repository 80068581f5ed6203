"""Several files of one folder changed as one: after a crash all of them are new, or all are as they were.

What is to be put there is first written beside its place. Then a list of it gets its name, which is the moment at which
everything is decided: whoever opens the folder next completes what the writer no longer could. Both hold the folder's
lock.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from outlook.errors import Refused
from outlook.files import DOCUMENT_LIMIT, RECORD_LIMIT, UNFINISHED, Folder, NotThere, NotUsable, draft_name, umask
from outlook.files.several import sync_all, write_new
from outlook.files.troubles import not_written

NAME = re.compile(r"[a-z0-9][^/\0]{0,250}(?<!\.jsonl)", re.IGNORECASE)  # ledgers only grow
DRAFT = re.compile(r"\.[a-z0-9][^/\0]{0,240}\.[0-9a-f]{8}", re.IGNORECASE)


class Change(NamedTuple):
    """One file of the step: where it is prepared, and the SHA-256 of what it was (None: nothing) and becomes."""

    name: str
    draft: str
    before: str | None
    after: str


def put_together(folder: Folder, new: Mapping[str, bytes], replaced: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Put new files in the folder, and others in the place of those that are as they were read: all or none.

    `replaced` holds of each what it was and what it becomes.

    Raises:
        Refused: something has the name of a new file, or a file is no longer as it was read; nothing is written.
        NotUsable: the disk did not allow it: nothing is written, or the next command completes it.
    """
    complete(folder)
    for name in new:
        if folder.kind(name) is not None:
            raise Refused(f"{folder.path / name} exists already and is left as it is")
    for name, (before, _) in replaced.items():
        if folder.read(name, DOCUMENT_LIMIT) != before:
            raise Refused(f"{folder.path / name} was changed by someone else meanwhile: nothing was written; ask again")
    with _prepared(folder, new, replaced) as changes:
        _decide(folder, changes)
        _carry_out(folder, changes)


def complete(folder: Folder) -> bool:
    """Finish what a command that was ended had decided; whether there was anything to finish.

    Raises:
        NotUsable: it cannot be finished; everything is as it was found.
    """
    try:
        raw = folder.read(UNFINISHED, RECORD_LIMIT)
    except NotThere:
        return False
    changes = _read(folder, raw)
    for change in changes:
        _look(folder, change)
    _carry_out(folder, changes)
    return True


@contextmanager
def _prepared(
    folder: Folder, new: Mapping[str, bytes], replaced: Mapping[str, tuple[bytes, bytes]]
) -> Iterator[list[Change]]:
    """Everything beside its place and on the disk; it is removed again unless the step was decided."""
    plain = 0o644 & ~umask()
    changes: list[Change] = []
    try:
        for name, before, after in (
            *((name, None, data) for name, data in new.items()),
            *((name, before, after) for name, (before, after) in replaced.items()),
        ):
            changes.append(Change(name, draft_name(name), None if before is None else _sha256(before), _sha256(after)))
            write_new(folder, changes[-1].draft, name, after, plain if before is None else _mode(folder, name))
        sync_all(folder, [change.draft for change in changes])
        yield changes
    finally:
        # An interrupt may come between the call that decides and the line after it: the disk knows.
        if folder.kind(UNFINISHED) is None:
            for change in changes:
                with suppress(OSError):
                    folder.forget(change.draft)


def _decide(folder: Folder, changes: Sequence[Change]) -> None:
    text = json.dumps({"files": [change._asdict() for change in changes]}, ensure_ascii=False, indent=1) + "\n"
    try:
        with folder.draft(UNFINISHED.removeprefix("."), text.encode(), 0o644 & ~umask()) as draft:
            _link(folder, draft, UNFINISHED)
        try:
            folder.sync()
        except OSError:
            folder.forget(UNFINISHED)
            raise
    except OSError as error:
        raise not_written(folder.path, error) from error


def _carry_out(folder: Folder, changes: Sequence[Change]) -> None:
    try:
        for change in changes:
            if _hash(folder, change.name) != change.after:
                if change.before is None:
                    _link(folder, change.draft, change.name)
                else:
                    os.rename(change.draft, change.name, src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor)
            folder.forget(change.draft)
        folder.sync()
        folder.forget(UNFINISHED)
        folder.sync()
    except OSError as error:
        raise not_written(folder.path, error, "what was begun there is completed by the next command") from error


def _link(folder: Folder, name: str, new: str) -> None:
    os.link(name, new, src_dir_fd=folder.descriptor, dst_dir_fd=folder.descriptor, follow_symlinks=False)


def _look(folder: Folder, change: Change) -> None:
    """Refuse a step that somebody came between: what they wrote is not overwritten."""
    now = _hash(folder, change.name)
    if now == change.after:
        return
    if now != change.before or _hash(folder, change.draft) != change.after:
        raise _misfit(folder, change.name)


def _hash(folder: Folder, name: str) -> str | None:
    try:
        return _sha256(folder.read(name, DOCUMENT_LIMIT))
    except NotThere:
        return None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _mode(folder: Folder, name: str) -> int:
    descriptor = folder.descriptor_of(name)
    try:
        return os.fstat(descriptor).st_mode & 0o777
    finally:
        os.close(descriptor)


def _read(folder: Folder, raw: bytes) -> list[Change]:
    """The files of a step; it may have been written by a stranger, and names nothing outside the folder."""
    try:
        items: Any = json.loads(raw)["files"]
        changes = [Change(item["name"], item["draft"], item["before"], item["after"]) for item in items]
        is_sound = all(NAME.fullmatch(change.name) and DRAFT.fullmatch(change.draft) for change in changes)
    except (ValueError, TypeError, KeyError, RecursionError):
        is_sound = False
    if not is_sound:
        raise NotUsable(
            folder.path / UNFINISHED, "it is no list of files of this folder", code="unfinished", hint=REMOVE
        )
    return changes


REMOVE = f"remove {UNFINISHED}: the files stay as they are"


def _misfit(folder: Folder, name: str) -> NotUsable:
    reason = f"a command was ended in the middle, and {name} was changed since, so that it cannot be completed"
    return NotUsable(folder.path / UNFINISHED, reason, code="unfinished", hint=REMOVE)
