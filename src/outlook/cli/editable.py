"""Which file a person means who wants to edit a record: also one that cannot be read, which is what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.book import CASE_FILE
from outlook.book.select import Name, matches, only
from outlook.cli.aiming import aimed
from outlook.errors import NoMatch

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from outlook.book import Book


def editable(book: Book, target: str, *, broken_by_part: bool = False, to_write_at: datetime | None = None) -> Path:
    """The file that a forecast's or a case's id, or any unambiguous part of it, selects.

    One that cannot be read is selected by its whole id and, `broken_by_part`, by a part: only an editor can mend it.
    Who writes without a look at the file says when, `to_write_at`.

    Raises:
        NoMatch: nothing, or more than one thing, answers to it.
    """
    if target in book.cases:
        return book.cases[target].path / CASE_FILE
    if (unread := _unread(book, target, by_part=broken_by_part)) is not None:
        return unread
    try:
        forecast = book.forecast(target) if to_write_at is None else aimed(book, target, to_write_at)
    except NoMatch:
        folders = list(book.cases.values())
        if any(target in folder.id for folder in folders):
            return only(target, folders, "case").path / CASE_FILE
        raise
    return book.folder_of(forecast).path_of(forecast)


def _unread(book: Book, target: str, *, by_part: bool) -> Path | None:
    """The record that cannot be read, where the target means that one and no other; a former name means another.

    Raises:
        NoMatch: it means several, one of them such a record.
    """
    unread = [
        Name(f"{folder.id}/{name}", name)
        for folder in book.cases.values()
        for name in sorted(folder.unread)
        if f"{name}.yaml" != CASE_FILE
    ]
    if not by_part:
        exact = [one for one in unread if target in (one.id, one.full_id)]
        return _path(book, exact[0]) if len(exact) == 1 else None
    is_former = any(target in (name, f"{one.id}/{name}") for one in book.cases.values() for name in one.former)
    everything = [*book.names, *unread]
    if is_former or not any(one in unread for one in matches(target, everything)):
        return None
    found = only(target, everything, "forecast")
    return _path(book, found) if found in unread else None


def _path(book: Book, name: Name) -> Path:
    return book.cases[name.case].path / f"{name.id}.yaml"


def former_files(book: Book, path: Path) -> list[Path]:
    """The files under whose names a record was kept before it was renamed."""
    folder = book.cases.get(path.parent.name)
    former = folder.former if folder is not None else {}
    return [path.with_name(f"{name}.yaml") for name, today in former.items() if today == path.stem]
