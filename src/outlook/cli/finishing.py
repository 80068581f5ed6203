"""The end of every command that writes: write, then print what was written, what it changed and the way back."""

import sys

from outlook.answers.change import Change, Compared
from outlook.book.doubts import doubts
from outlook.book.enter import Build, Written, suppose, write
from outlook.cli import on_disk
from outlook.cli.asking import make_sure
from outlook.cli.session import Session, mention_newcomer, talk
from outlook.cli.wrong_clock import warn_before_writing


def finish(session: Session, build: Build, *, dry_run: bool, as_json: bool, sure: bool = False) -> list[Written]:
    """Write the entries, or only suppose them; show them with the forecasts they change, and how to take them back.

    What looks like a slip is asked about before, unless the person is `sure`.
    """
    items = _entered(session, build, dry_run=dry_run, sure=sure)
    warn_before_writing(session, {item.folder.id: item.folder for item in items}.values())
    compared = Compared(session.book, items)
    suppose(items)
    _show(session, items, compared.with_them(), as_json=as_json)
    sys.stdout.flush()
    if dry_run:
        talk("dry run: nothing was written")
    for item in () if dry_run else items:
        talk(f'to take it back: outlook retract {item.entry.id} --why "…"')
    return items


def _entered(session: Session, build: Build, *, dry_run: bool, sure: bool) -> list[Written]:
    """The entries as they are in the ledgers, or as they would be."""
    items = build()
    asked = doubts(items)
    make_sure(asked, sure=sure, dry_run=dry_run)
    mention_newcomer(session.book, items[0].entry.by)
    fresh = [] if asked else [items]

    def announced() -> list[Written]:
        # Who was asked has taken some time: the entries are dated anew.
        found = fresh.pop() if fresh else build()
        make_sure([doubt for doubt in doubts(found) if doubt not in asked], sure=sure, dry_run=dry_run)
        on_disk.expect_entries(found)
        return found

    return items if dry_run else write(announced)


def _show(session: Session, items: list[Written], change: Change, *, as_json: bool) -> None:
    entries = [item.entry for item in items]
    if as_json:
        from outlook.show.data import forms, payload

        sys.stdout.write(forms.document(entries=payload.entries(entries), changes=payload.changes(change)) + "\n")
        return
    from outlook.show.describe.change import change_lines
    from outlook.show.describe.ledger import written
    from outlook.show.terminal.printed import show

    show(session.screen, written([item.folder.id for item in items], entries, change_lines(change)))
