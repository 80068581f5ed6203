"""What `undo` does where somebody did nothing since they imported something: it takes the import back as one."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from outlook import moments
from outlook.book.imports import LastImport, forget_import, last_import
from outlook.book.last_change import LastChange, last_change, note_change
from outlook.book.undone_import import Undoing, is_newest, take_back, undoing
from outlook.cli import on_disk
from outlook.cli.asking import agreed, can_ask
from outlook.cli.session import Session, talk
from outlook.errors import Refused
from outlook.show.describe.phrasing import moment, plural, safe

if TYPE_CHECKING:
    from pathlib import Path

SHOWN = 8  # files that are named one by one


def import_to_undo(session: Session, person: str) -> LastImport | None:
    """What a person imported, where they did nothing since that could be taken back, or has to be."""
    imported = last_import(session.book.root, person)
    if imported is None or imported.first > session.now:
        return None
    change = last_change(session.book.root, person)
    if change is not None and imported.first < change.at <= session.now:
        return None
    return imported if is_newest(session.book, imported, session.now) else None


def take_import_back(session: Session, imported: LastImport, *, dry_run: bool, as_json: bool) -> None:
    """Say what is taken back, ask where a person can answer, do it, and say what was done.

    Raises:
        Refused: nothing is left of the import, or it is not agreed to.
        Unreadable: a case cannot be read, or the disk does not allow it.
    """
    plan = undoing(session.book, imported)
    if plan.is_empty:
        if not dry_run:
            forget_import(session.book.root, imported.by)
        raise Refused(f"nothing is left of your last import ({safe(imported.command)}): undo again for what was before")
    for line in _announced(plan):
        talk(line)
    if not plan.changes_something:
        raise Refused("nothing of the import can be taken back")
    if not dry_run and can_ask() and not agreed("take it back?"):
        raise Refused("nothing was taken back")
    done = plan if dry_run else _carry_out(session, plan)
    _show(session, done, dry_run=dry_run, as_json=as_json)


def _announced(plan: Undoing) -> Iterator[str]:
    yield f"taking back your import of {moment(plan.imported.first)}: {safe(plan.imported.command)}"
    for case, own in plan.entries.items():
        yield f"  {plural(len(own), 'entry')} of {case} by retractions"
    if plan.deleted:
        yield f"  deleting {plural(len(plan.deleted), 'record')}: {_named(plan.deleted)}"
    if plan.reopened:
        paths = [one.path for one in plan.reopened]
        yield f"  {plural(len(paths), 'record')} open as before the import: {_named(paths)}"
    for one in plan.unmoved[:SHOWN]:
        yield f"  {one.path} keeps its earlier opening: {safe(one.why)}"
    if len(plan.unmoved) > SHOWN:
        yield f"  and {len(plan.unmoved) - SHOWN} more records keep theirs"
    for one in plan.stays[:SHOWN]:
        yield f"  {one.path} stays: {safe(one.why)}"
    if len(plan.stays) > SHOWN:
        yield f"  and {len(plan.stays) - SHOWN} more records stay"


def _named(paths: "Sequence[Path]") -> str:
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(map(str, paths[:SHOWN])) + more


def _carry_out(session: Session, plan: Undoing) -> Undoing:
    for one in plan.reopened:
        on_disk.expect(one.path, one.after)
    done = take_back(session.book, plan, session.now, on_disk.expect_entries)
    change = LastChange(
        plan.imported.by, session.now, "undo", str(session.book.root.absolute()), safe(plan.imported.command)
    )
    note_change(session.book.root, change)
    return done


def _show(session: Session, done: Undoing, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        from outlook.show.data import forms

        sys.stdout.write(forms.document(**_fields(done), written=not dry_run) + "\n")
    else:
        kinds = ", ".join(plural(count, kind) for kind, count in sorted(done.kinds.items()))
        entries = f"{plural(done.kinds.total(), 'entry')} taken back{f' ({kinds})' if kinds else ''}"
        opened = f", {plural(len(done.reopened), 'opening')} moved back" if done.reopened or done.unmoved else ""
        left = len(done.stays) + len(done.unmoved)
        session.screen.line(f"{entries}, {plural(len(done.deleted), 'record')} deleted{opened}, {left} left")
    sys.stdout.flush()
    if dry_run:
        talk("dry run: nothing was written")
        return
    talk(f"to have it back: {safe(done.imported.command)}")
    for case in _emptied(session, done):
        talk(f"{session.book.root / case} has no forecast any more: delete it, and its ledger goes too")


def _fields(done: Undoing) -> dict[str, Any]:
    return {
        "import": done.imported.command,
        "imported_at": moments.iso(done.imported.first),
        "entries": {case: len(own) for case, own in done.entries.items()},
        "deleted": [str(path) for path in done.deleted],
        "reopened": [str(one.path) for one in done.reopened],
        "left": [{"path": str(one.path), "why": one.why} for one in (*done.stays, *done.unmoved)],
    }


def _emptied(session: Session, done: Undoing) -> Iterator[str]:
    """The cases that hold no forecast any more."""
    gone = {(path.parent.name, path.stem) for path in done.deleted}
    for case in sorted({case for case, _ in gone}):
        folder = session.book.cases[case]
        if all((case, name) in gone for name in (*folder.names, *folder.unread)):
            yield case
