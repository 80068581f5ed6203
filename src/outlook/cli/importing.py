"""What `import` does: read the files, plan, show the plan, ask, and carry it out."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from outlook.book import Book
from outlook.cli import on_disk
from outlook.cli.asking import agreed, can_ask
from outlook.cli.opening import open_book_or_new
from outlook.cli.progress import Step, counted, progress
from outlook.cli.restoring import put_cases_back
from outlook.cli.session import Session, author, said, talk
from outlook.errors import InvalidValue, NoMatch, Refused
from outlook.exchange import into_book
from outlook.exchange.as_entries import Clock, Writer
from outlook.exchange.given import given
from outlook.exchange.plan import Plan, planned
from outlook.exchange.preview import Preview, preview
from outlook.exchange.spool import Spool
from outlook.exchange.systems import named, recognised
from outlook.exchange.table import OWN, Draft, Forecast, Table
from outlook.exchange.whole_book import is_ours
from outlook.exchange.wishes import Wishes
from outlook.model.values import SLUG, SLUG_LIMIT

PROBLEMS_FOUND = 1
TABLE = "table"
# The options that say something about files of some systems only.
MEANT_FOR = {
    "columns": ("--columns", (TABLE,)),
    "wide": ("--wide", (TABLE,)),
    "percent": ("--percent", (TABLE,)),
    "at": ("--at", (TABLE,)),
    "dates": ("--dates", (TABLE, "fatebook")),
    "normalise": ("--normalise", (TABLE, "fatebook")),
    "crowd": ("--crowd", ("metaculus",)),
    "mean_is_mine": ("--assume-mean-is-mine", ("predictionbook",)),
    "unresolved_at_price": ("--unresolved-at-price", ("forecastbench",)),
}
OTHERS = "a forecast of somebody else"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of the files."""

    files: Sequence[Path]
    system: str | None
    case: str | None
    me: str | None
    only_me: bool
    table: Mapping[str, Any]
    flags: Mapping[str, bool]


def bring_in(
    asked: Asked, by: str | None, book: Path | None, color: str, *, sure: bool, dry_run: bool, as_json: bool
) -> None:
    """Show what the import would do, do it unless it is a dry run or is not agreed to, and say what was done.

    Raises:
        InvalidValue, NoMatch, Refused, Unreadable: the files or the book do not allow it; nothing was written.
        Exit: what is in the book does not agree with the files; the rest was imported.
    """
    opened = open_book_or_new(book, color)
    if asked.system in (None, "outlook") and len(asked.files) == 1 and is_ours(asked.files[0]):
        put_cases_back(opened, asked.files[0], sure=sure, dry_run=dry_run, as_json=as_json)
        return
    writer = Writer("", author(by), asked.me, Clock(opened.now))
    with progress() as step:
        plan, found = _planned(asked, opened, writer, step)
    asks = not (dry_run or sure or as_json or found.is_empty) and can_ask()
    if asks:
        _show(opened, found, written=False, as_json=False)
        _agree()
    if not dry_run and not found.is_empty:
        _carry_out(plan, opened.book)
    # What is printed is printed when it is true: where nobody is asked, after the writing.
    if not asks:
        _show(opened, found, written=not dry_run, as_json=as_json)
    talk(_said(plan, found, opened.book, dry_run=dry_run))
    if found.problems:
        raise typer.Exit(PROBLEMS_FOUND)


def _planned(asked: Asked, opened: Session, writer: Writer, step: Step) -> tuple[Plan, Preview]:
    name, table = _read(asked, _wishes(asked, opened, writer.by), step)
    if asked.only_me:
        table = _only_mine(table, asked.me)
    case = asked.case or name
    if not SLUG.fullmatch(case) or len(case) > SLUG_LIMIT:
        raise InvalidValue(f"--case {case[:60]!r} is not an id: use lower-case letters and digits joined by hyphens")
    writer.system, writer.judge = table.system, table.judged_by
    plan = planned(table, opened.book, case, writer, lambda items, total: counted(items, total, "comparing", step))
    return plan, preview(plan, writer, [str(path) for path in asked.files])


def _read(asked: Asked, wishes: Wishes, step: Step) -> tuple[str, Table]:
    """The system and its table; what was read of the files is let go."""
    sources = given(asked.files, step)
    name = asked.system or (TABLE if wishes.columns else recognised(sources))
    system = named(name)
    _check_options({**asked.table, **asked.flags}, name)
    return name, system.read(sources, wishes)


def _check_options(options: Mapping[str, Any], system: str) -> None:
    """Refuse an option that says nothing about files of this system, so that none is ignored."""
    for option, value in options.items():
        if value and system not in MEANT_FOR[option][1]:
            raise InvalidValue(f"{MEANT_FOR[option][0]} means nothing for files from {system}: leave it out")


def _wishes(asked: Asked, opened: Session, by: str) -> Wishes:
    from outlook import moments

    table = asked.table
    at = None if table["at"] is None else said("--at", moments.known, table["at"], opened.now)
    return Wishes(
        columns=_pairs(table["columns"]),
        wide=tuple(filter(None, (name.strip() for name in (table["wide"] or "").split(",")))),
        is_percent=table["percent"],
        at=at,
        dates=table["dates"],
        me=asked.me,
        by=by,
        **asked.flags,
    )


def _pairs(text: str | None) -> dict[str, str]:
    """`question=Title,probability=Chance` as a mapping; raises InvalidValue for anything else."""
    pairs = [part.partition("=") for part in (text or "").split(",") if part.strip()]
    if any(not equals or not name.strip() or not column.strip() for name, equals, column in pairs):
        raise InvalidValue(f"--columns {text!r} is no list of NAME=COLUMN: write question=Title,probability=Chance")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _only_mine(table: Table, me: str | None) -> Table:
    mine, others = Spool[Forecast](), Counter[str]()
    draft = Draft(table.system, table.judged_by)
    for one in table.forecasts:
        if one.by in (OWN, me):
            mine.append(one)
        else:
            others[one.by] += 1
            draft.lose(OTHERS, one.place, one.by)
    if others and not len(mine):
        names = ", ".join(sorted(others)[:8])
        raise NoMatch(f"--only-me: no forecast is by {me!r}; the files have {names}: say with --me which you are")
    return replace(table, forecasts=mine, losses=(*table.losses, *draft.lost.values()))


def _show(opened: Session, found: Preview, *, written: bool, as_json: bool) -> None:
    from outlook.show.describe.importing import import_preview
    from outlook.show.terminal.printed import show

    if as_json:
        from outlook.show.data import forms
        from outlook.show.data.importing import as_fields

        sys.stdout.write(forms.document(**as_fields(found), written=written and not found.is_empty) + "\n")
    else:
        show(opened.screen, import_preview(found))
    sys.stdout.flush()


def _agree() -> None:
    if not agreed("import it?"):
        raise Refused("nothing was written")


def _carry_out(plan: Plan, book: Book) -> None:
    on_disk.expect(book.root / plan.case)
    with progress() as step:
        into_book.carry_out(plan, book, lambda items, total: counted(items, total, "writing", step))


def _said(plan: Plan, found: Preview, book: Book, *, dry_run: bool) -> str:
    from outlook.show.describe.phrasing import plural

    if dry_run:
        return "dry run: nothing was written"
    if found.is_empty:
        return "nothing new: the book has all of it"
    written = f"{plural(found.new_questions, 'question')} and {plural(plan.kinds.total(), 'entry')}"
    return f"imported {written} into {book.root}; `outlook status {found.case}` shows them"
