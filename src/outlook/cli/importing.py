"""What `import` does: read the files, plan, show the plan, ask, and carry it out."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from outlook.book import Book
from outlook.cli import column_names, on_disk, opening_earlier
from outlook.cli.asking import agreed, can_ask
from outlook.cli.import_again import Asked, command_of, note_what_was_imported
from outlook.cli.opening import open_book_or_new
from outlook.cli.progress import Step, counted, progress
from outlook.cli.restoring import put_cases_back
from outlook.cli.session import Session, author, said, talk
from outlook.errors import InvalidValue, NoMatch, Refused
from outlook.exchange import into_book, our_own
from outlook.exchange.as_entries import Clock, Writer
from outlook.exchange.asked_before import Asking
from outlook.exchange.forecaster_names import joined
from outlook.exchange.given import given
from outlook.exchange.plan import Plan
from outlook.exchange.planning import planned
from outlook.exchange.preview import Preview, preview
from outlook.exchange.source import Source
from outlook.exchange.spool import Spool
from outlook.exchange.systems import named, recognised
from outlook.exchange.table import OWN, Draft, Forecast, Table
from outlook.exchange.whole_book import is_ours
from outlook.exchange.wishes import Wishes
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.show.describe.phrasing import plural, safe

PROBLEMS_FOUND = 1
MOST_CASES = 8  # named in the command that shows them
TABLE = "table"
# The options that say something about files of some systems only.
MEANT_FOR = {
    "columns": ("--columns", (TABLE,)),
    "wide": ("--wide", (TABLE,)),
    "percent": ("--percent", (TABLE,)),
    "at": ("--at", (TABLE,)),
    "dates": ("--dates", (TABLE, "fatebook")),
    "normalise": ("--normalise", (TABLE, "fatebook", "gjp")),
    "crowd": ("--crowd", ("metaculus", "manifold")),
    "as_new": ("--as-new", (TABLE,)),
    "mean_is_mine": ("--assume-mean-is-mine", ("predictionbook",)),
    "unresolved_at_price": ("--unresolved-at-price", ("forecastbench",)),
    "directions": ("--directions", ("metaculus",)),
    "over_options": ("--over-options", ("gjp",)),
}
OTHERS = "a forecast of somebody else"
ALL_THERE = "nothing new: the book has all of it"


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
        _check_archive(asked)
        put_cases_back(opened, asked.files[0], by, sure=sure, dry_run=dry_run, as_json=as_json)
        return
    writer = Writer("", author(by), asked.me, Clock(opened.now))
    with progress() as step:
        plan, found = _planned(asked, opened, writer, step)
    asks = not (dry_run or sure or as_json or found.is_empty) and can_ask()
    if asks:
        _show(opened, found, written=False, as_json=False)
        _agree()
    moves = asked.open_earlier or (asks and opening_earlier.is_agreed(found.early))
    changes = opening_earlier.opened_earlier(opened.book, found.early) if moves else []
    if not dry_run and not found.is_empty:
        records = _carry_out(plan, opened.book)
        note_what_was_imported(
            opened.book.root, writer, command_of(replace(asked, open_earlier=moves), by), records, changes
        )
    if not dry_run:
        opening_earlier.move(changes)
    if changes and not dry_run and found.is_empty:  # no entry, so that `undo` takes back nothing, and names the way
        opening_earlier.note(opened.book.root, found.early, changes)
    # What is printed is printed when it is true: where nobody is asked, after the writing.
    if not asks:
        is_written = not dry_run and (bool(changes) or not found.is_empty)
        _show(opened, found, written=is_written, as_json=as_json)
    talk(_said(plan, found, opened.book, dry_run=dry_run))
    opening_earlier.say(found.early, moved=moves, dry_run=dry_run)
    if not (dry_run or found.is_empty):
        talk(f"to take it back: {_way_back(plan, found, opened.book)}")
    if found.problems:
        raise typer.Exit(PROBLEMS_FOUND)


def _planned(asked: Asked, opened: Session, writer: Writer, step: Step) -> tuple[Plan, Preview]:
    name, table = _read(asked, opened, writer.by, step)
    if asked.only_me:
        table = _only_mine(table, asked.me)
    case = asked.case or name
    if not SLUG.fullmatch(case) or len(case) > SLUG_LIMIT:
        raise InvalidValue(f"--case {case[:60]!r} is not an id: use lower-case letters and digits joined by hyphens")
    table = our_own.adopted(table, opened.book)
    writer.system, writer.judge = table.system, table.judged_by
    if asked.renamed:
        people = {one.by for one in table.forecasts} | {one.by for one in table.notes}
        writer.called = joined(asked.renamed, people)
    homes = our_own.homes(table, asked.case)
    as_new = asked.flags["as_new"]
    plan = planned(
        table,
        opened.book,
        case,
        writer,
        lambda items, total: counted(items, total, "comparing", step),
        homes,
        as_new=as_new,
    )
    return plan, preview(plan, writer, [str(path) for path in asked.files], opened.book.cases)


def _read(asked: Asked, opened: Session, by: str, step: Step) -> tuple[str, Table]:
    """The system and its table; what was read of the files is let go."""
    sources = given(asked.files, step)
    said = _said_of_columns(asked, sources)
    wishes = _wishes(asked, said, opened, by)
    name = asked.system or (TABLE if wishes.columns else recognised(sources))
    system = named(name)
    _check_options({**said, **asked.flags}, name)
    table = system.read(sources, wishes)
    if asked.remember and not asked.is_trial:
        column_names.remember(sources, said)
    return name, table


def _said_of_columns(asked: Asked, sources: Sequence[Source]) -> Mapping[str, Any]:
    """What the command line says of the columns; where it says nothing, what was remembered of a table like this."""
    if any(asked.table.values()) or asked.system not in (None, TABLE) or any(one.looks_like_json for one in sources):
        return asked.table
    known = column_names.remembered(sources)
    if known:
        talk(f"the columns mean what you said of such a table before: {_listed(known)}")
    return {**asked.table, **known}


def _listed(known: Mapping[str, Any]) -> str:
    said = [f"--{name}" if value is True else f"--{name} {value}" for name, value in known.items()]
    return safe(" ".join(said))


def _check_options(options: Mapping[str, Any], system: str) -> None:
    """Refuse an option that says nothing about files of this system, so that none is ignored."""
    for option, value in options.items():
        if value and system not in MEANT_FOR[option][1]:
            raise InvalidValue(f"{MEANT_FOR[option][0]} means nothing for files from {system}: leave it out")


def _check_archive(asked: Asked) -> None:
    """Refuse what means nothing for an archive of ours, whose cases and lines come back as they were."""
    said = {"--case": asked.case, "--me": asked.me, "--rename-forecaster": asked.renamed, "--only-me": asked.only_me}
    said |= {"--remember": asked.remember, "--open-earlier": asked.open_earlier}
    said |= {MEANT_FOR[name][0]: value for name, value in {**asked.table, **asked.flags}.items()}
    if named := [option for option, value in said.items() if value]:
        raise InvalidValue(
            f"{', '.join(named)} means nothing for an archive of `export outlook`: its cases and entries come back "
            f"under their own names, as they were; leave it out"
        )


def _wishes(asked: Asked, table: Mapping[str, Any], opened: Session, by: str) -> Wishes:
    from outlook import moments

    at = None if table["at"] is None else said("--at", moments.known, table["at"], opened.now)
    return Wishes(
        columns=column_names.pairs(table["columns"]),
        wide=column_names.names(table["wide"]),
        is_percent=table["percent"],
        at=at,
        dates=table["dates"],
        me=asked.me,
        by=by,
        asking=Asking(opened.book),
        **asked.flags,
    )


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

        sys.stdout.write(forms.document(**as_fields(found), written=written) + "\n")
    else:
        show(opened.screen, import_preview(found))
    sys.stdout.flush()


def _agree() -> None:
    if not agreed("import it?"):
        raise Refused("nothing was written")


def _carry_out(plan: Plan, book: Book) -> dict[str, str]:
    for case in plan.cases:
        on_disk.expect(book.root / case)
    with progress() as step:
        return into_book.carry_out(plan, book, lambda items, total: counted(items, total, "writing", step))


def _way_back(plan: Plan, found: Preview, book: Book) -> str:
    """How it is taken back: where all of it is in new cases, these can be deleted too, and nothing is left of it."""
    if not found.new_cases.issuperset(plan.changed_cases):
        return "outlook undo"
    return f"outlook undo, or delete {', '.join(str(book.root / case) for case in plan.changed_cases)}"


def _said(plan: Plan, found: Preview, book: Book, *, dry_run: bool) -> str:
    if dry_run:
        return "dry run: nothing was written"
    if found.is_empty:
        return f"nothing new. {_differing(found)}" if found.problems else ALL_THERE
    entries = plan.kinds.total() + found.brought_back
    written = f"{plural(found.new_questions, 'question')} and {plural(entries, 'entry')}"
    named = f" {' '.join(found.cases)}" if len(found.cases) <= MOST_CASES else ""
    done = f"imported {written} into {book.root}; `outlook status{named}` shows them"
    return f"{done}. {_differing(found)}" if found.problems else done


def _differing(found: Preview) -> str:
    count = len(found.problems)
    return f"{plural(count, 'difference')} named above {'is' if count == 1 else 'are'} left out: the book keeps its own"
