"""The end of every command that writes: write, then print what was written, what it changed and the way back."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from outlook.answers.change import Change, Compared
from outlook.book.doubts import doubts
from outlook.book.enter import Build, Written, suppose, write
from outlook.cli import on_disk
from outlook.cli.asking import INSIST, make_sure
from outlook.cli.by_lines import Numbered
from outlook.cli.newcomers import mention_newcomer
from outlook.cli.session import Session, author, talk
from outlook.cli.wrong_clock import warn_before_writing

if TYPE_CHECKING:
    from outlook.show.describe.blocks import Block


MOST_WHOLE = 3  # entries that are shown whole
Ask = Callable[[Sequence[str]], None]


class Entered(NamedTuple):
    """Entries as they are in the ledgers, or as they would be, and what they change."""

    items: list[Written]
    change: Change

    @property
    def is_batch(self) -> bool:
        """Whether a command wrote in many forecasts, an entry in each: a line says enough of one."""
        return len(self.items) > MOST_WHOLE and len(self.items) == len(self.change.forecasts)

    @property
    def page(self) -> "Iterator[Block]":
        """What was written, and what it changed, as it is shown."""
        from outlook.show.describe.change import change_lines
        from outlook.show.describe.ledger import written, written_together

        entries = [item.entry for item in self.items]
        if self.is_batch:
            return written_together(entries, change_lines(self.change, with_ids=True))
        return written([item.folder.id for item in self.items], entries, change_lines(self.change))


def finish(
    session: Session,
    build: Build,
    *,
    dry_run: bool,
    as_json: bool,
    sure: bool = False,
    lines: Numbered | None = None,
) -> list[Written]:
    """Write the entries, or only suppose them; show them with the forecasts they change, and how to take them back.

    What looks like a slip is asked about before, unless the person is `sure`, of everything or of some of the `lines`
    of which the entries are made.
    """
    ask = partial(make_sure, sure=sure, dry_run=dry_run, way=lines.way if lines else INSIST)
    done = entered(session, build, ask, dry_run=dry_run, lines=lines)
    items = done.items
    _show(session, done, as_json=as_json)
    sys.stdout.flush()
    if dry_run:
        talk("dry run: nothing was written")
    else:
        _say_way_back(done)
    return items


def _say_way_back(done: Entered) -> None:
    """The command that takes it back: of many entries the one that takes back all of them."""
    if not done.is_batch:
        for item in done.items:
            talk(f'to take it back: outlook retract {item.entry.id} --why "…"')
        return
    by = done.items[0].entry.by
    whose = "" if by == author(None) else f" --by {shlex.quote(by)}"
    talk(f'to take all of it back: outlook undo{whose}; one of them: outlook retract ENTRY --why "…"')


def entered(
    session: Session, build: Build, ask: Ask, *, dry_run: bool = False, lines: Numbered | None = None
) -> Entered:
    """Write the entries, or only suppose them: every way to write goes through here.

    Of what looks like a slip `ask` is told before, with a sentence for each; where it is one, `ask` raises.
    """
    items = _written(session, build, ask, lines, dry_run=dry_run)
    warn_before_writing(session, {item.folder.id: item.folder for item in items}.values())
    compared = Compared(session.book, items)
    suppose(items)
    return Entered(items, compared.with_them())


def _written(session: Session, build: Build, ask: Ask, lines: Numbered | None, *, dry_run: bool) -> list[Written]:
    """The entries as they are in the ledgers, or as they would be."""
    items = build()
    asked = _doubts(items, lines)
    ask(asked)
    mention_newcomer(session.book, items[0].entry.by, asks=not dry_run)
    fresh = [] if asked else [items]

    def announced() -> list[Written]:
        # Who was asked has taken some time: the entries are dated anew.
        found = fresh.pop() if fresh else build()
        ask([doubt for doubt in _doubts(found, lines) if doubt not in asked])
        on_disk.expect_entries(found)
        return found

    return items if dry_run else write(announced)


def _doubts(items: Sequence[Written], lines: Numbered | None) -> list[str]:
    """What looks like a slip, also in what will never be scored; of lines with their numbers."""
    from outlook.cli.estimating import doubts_of_score

    if lines is None:
        return [*doubts(items), *doubts_of_score(items)]
    return [
        f"line {number}: {doubt}"
        for number, item in zip(lines.numbers, items, strict=True)
        if number not in lines.sure_of
        for doubt in (*doubts([item]), *doubts_of_score([item]))
    ]


def _show(session: Session, done: Entered, *, as_json: bool) -> None:
    if as_json:
        from outlook.show.data import forms, payload

        entries = payload.entries([item.entry for item in done.items])
        sys.stdout.write(forms.document(entries=entries, changes=payload.changes(done.change)) + "\n")
        return
    from outlook.show.terminal.printed import show

    show(session.screen, done.page)
