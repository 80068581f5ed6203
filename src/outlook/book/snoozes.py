"""What a person put off until later: their own affair, kept outside the book in their state folder, a file for a book.

It is put into place whole, under a lock. What is damaged, or may not be written, is a sentence, and nothing else fails.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from outlook import moments
from outlook.book.own_files import name_of, put, writable
from outlook.errors import OutlookError, Unreadable
from outlook.files import Folder, NotThere
from outlook.locate import state_folder
from outlook.locking import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

FOLDER = "snoozed"
LIMIT = 8_000_000


class Snooze(NamedTuple):
    """One forecast, by its full id, that a person put off at a moment until another."""

    forecast: str
    by: str
    since: datetime
    until: datetime


class Snoozes(NamedTuple):
    """What was put off in a book; where that cannot be read, there is nothing, and `trouble` says why."""

    snoozes: tuple[Snooze, ...] = ()
    trouble: str = ""


def snoozes(root: Path) -> Snoozes:
    """What was put off in the book of a folder, by anybody who works from this account."""
    try:
        with Folder.open(state_folder(), follow=True) as state, state.folder(FOLDER) as folder:
            return Snoozes(tuple(_read(folder, root)))
    except NotThere:
        return Snoozes()
    except OutlookError as error:
        return Snoozes(trouble=f"nothing counts as snoozed: {error}")


def snooze(root: Path, new: Snooze) -> None:
    """Put a forecast off, in place of what the same person had put it off until.

    Raises:
        Unreadable: that cannot be kept; nothing was changed.
    """
    _change(root, lambda kept: [*(one for one in kept if not _is_same(one, new)), new], new.since)


def wake(root: Path, old: Snooze, at: datetime) -> None:
    """Put a forecast off no longer.

    Raises:
        Unreadable: that cannot be kept; nothing was changed.
    """
    _change(root, lambda kept: [one for one in kept if not _is_same(one, old)], at)


def _is_same(one: Snooze, other: Snooze) -> bool:
    return (one.forecast, one.by) == (other.forecast, other.by)


def _change(root: Path, changed: Callable[[list[Snooze]], Iterable[Snooze]], at: datetime) -> None:
    """Put what is put off into place anew; what is over by now is left out."""
    with writable(FOLDER, "nothing was snoozed") as folder, locked(folder):
        try:
            kept = list(_read(folder, root))
        except NotThere:
            kept = []
        left = [one for one in changed(kept) if one.until > at]
        put(folder, name_of(root), _text(root, left))


def _text(root: Path, left: Iterable[Snooze]) -> bytes:
    rows = [
        {"forecast": one.forecast, "by": one.by, "since": moments.iso(one.since), "until": moments.iso(one.until)}
        for one in left
    ]
    return json.dumps({"book": str(root.resolve()), "snoozed": rows}, indent=1).encode() + b"\n"


def _read(folder: Folder, root: Path) -> Iterator[Snooze]:
    name = name_of(root)
    raw = folder.read(name, LIMIT)
    try:
        for row in json.loads(raw)["snoozed"]:
            times = (moments.from_iso(row[name]) for name in ("since", "until"))
            yield Snooze(str(row["forecast"]), str(row["by"]), *times)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable(f"{folder.path / name} is damaged: remove it, and snooze again") from error
