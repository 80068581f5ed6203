"""Giving a forecast another name: the entry first, then the file, so that it has a name at every moment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from outlook.book import CASE_FILE
from outlook.book.called import name_today
from outlook.book.enter import rename, renamed_by_hand, write
from outlook.book.stated_elsewhere import between
from outlook.cli import on_disk
from outlook.cli.aiming import aimed
from outlook.cli.session import talk
from outlook.errors import InvalidValue
from outlook.files import Folder
from outlook.locking import locked
from outlook.model.kind_of import is_rename
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.show.data import forms, payload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from outlook.book.enter import Stamp, Written
    from outlook.book.stated_elsewhere import Elsewhere
    from outlook.cli.session import Session
    from outlook.model.forecast import Forecast


def give_name(
    session: Session,
    text: str,
    wanted: str,
    stamps: Callable[[], Stamp],
    why: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Rename the forecast that the text selects, or enter that a person has moved its file already."""
    by_hand = _moved_by_hand(session, text, wanted)
    old = by_hand or aimed(session.book, text, session.now)
    folder = session.book.folder_of(old)
    name = _name(wanted, old)
    moved = () if by_hand or name not in folder.names else between(folder, old.id, name)

    def build() -> list[Written]:
        if moved:
            return [renamed_by_hand(folder, old.id, name, stamps(), why, apart=True)]
        if by_hand:
            return [renamed_by_hand(folder, _id_of(text), name, stamps(), why)]
        return [rename(session.book, old, name, stamps(), why)]

    def announced() -> list[Written]:
        items = build()
        on_disk.expect_entries(items)
        return items

    [item] = build() if dry_run else write(announced)
    if not dry_run and not by_hand and not moved:
        with Folder.open(folder.path) as opened, locked(opened):
            now = name_today(opened, old.id)  # somebody else may have renamed it between the entry and this
            if now != name:
                opened.rename_file(f"{now}.yaml", f"{name}.yaml")
    _say(session, item, moved, written=not dry_run, as_json=as_json)


def _moved_by_hand(session: Session, text: str, wanted: str) -> Forecast | None:
    """The record under its new name, where the old one has entries and no record."""
    old, new = _id_of(text), _id_of(wanted)
    for folder in session.book.cases.values():
        if new in folder.names and any(one.name == old for one in folder.orphans):
            return folder.forecast(new)
    return None


def _id_of(text: str) -> str:
    return text.rpartition("/")[2]


def _name(wanted: str, old: Forecast) -> str:
    """The new id of a forecast, without its case.

    Raises:
        InvalidValue: it is no id, or names another case.
    """
    other, slash, name = wanted.rpartition("/")
    if slash and other != old.case:
        raise InvalidValue(_other_case(old, other[:SLUG_LIMIT], name[:SLUG_LIMIT]))
    if name == Path(CASE_FILE).stem:
        raise InvalidValue("a forecast cannot be called `case`: case.yaml holds what its forecasts share")
    if len(name) > SLUG_LIMIT:
        raise InvalidValue(f"{name[:60]!r}… has {len(name):,} characters, and an id at most {SLUG_LIMIT}: shorten it")
    if not SLUG.fullmatch(name):
        raise InvalidValue(
            f"{name[:100]!r} is not an id: write lower-case letters and digits joined by hyphens, such as coup-by-june"
        )
    return name


def _other_case(old: Forecast, case: str, name: str) -> str:
    """Why a forecast cannot go to another case, and how what it holds is taken there all the same."""
    there = f"{case}/{name}"
    return (
        f"{there!r} lies in another case: a forecast stays where its ledger is; write {old.case}/{name}. To go on with "
        f"it there: `outlook export csv {old.full_id} -o {name}.csv`, copy {old.id}.yaml into the folder of {case} as "
        f"{name}.yaml, put {there} into the column `id` of {name}.csv, `outlook import {name}.csv`, enter its reports "
        f'again, and `outlook resolve {old.full_id} annulled --why "goes on as {there}"`'
    )


def _say(session: Session, item: Written, moved: Sequence[Elsewhere], *, written: bool, as_json: bool) -> None:
    folder, entry = item
    assert is_rename(entry)
    now, was = f"{folder.id}/{entry.forecast}", f"{folder.id}/{entry.was}"
    if as_json:
        sys.stdout.write(forms.document(entries=payload.entries([entry]), id=now, was=was, written=written) + "\n")
    else:
        from outlook.show.describe.ledger import written as as_written
        from outlook.show.terminal.printed import show

        lines = [f"{one.entry.id} of {one.entry.by} counts for {now}, and not for {was}" for one in moved]
        show(session.screen, as_written([folder.id], [entry], lines or [f"{was} → {now}; both names select it"]))
    sys.stdout.flush()
    back = f'outlook retract {entry.id} --why "…"' if moved else f"outlook rename {now} {entry.was}"
    talk(f"to take it back: {back}" if written else "dry run: nothing was written")
