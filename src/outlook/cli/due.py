"""`outlook due`."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, TargetsArgument
from outlook.cli.output_file import ForceOption, put, settle
from outlook.cli.session import open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("due", short_help="What closes soon, is overdue or has gone stale")(due)


def due(
    targets: TargetsArgument = None,
    within: Annotated[int, typer.Option(metavar="DAYS", min=0, help="How soon counts as soon")] = 14,
    ics: Annotated[
        str | None, typer.Option("--ics", metavar="FILE", help="Write the list as a calendar; - is standard output")
    ] = None,
    force: ForceOption = False,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook due                                    the next 14 days
    outlook due --within 365 --ics due.ics         the same list for a calendar

    What is overdue, what closes soon, and what was stated so long ago that a constant hazard would have
    moved it by more than five points.
    """
    from outlook import moments
    from outlook.answers.due import due as find
    from outlook.show.data import payload
    from outlook.show.describe.due import due as described
    from outlook.show.terminal.printed import show

    settle(ics, force=force, named="ics", json=as_json, csv=as_csv)
    session = open_session(book, at, color)
    situations = session.book.situations(session.at)
    chosen = [situations[forecast.full_id] for forecast in session.book.selected(targets or [])]
    found = find(chosen, session.at, timedelta(days=within))
    if ics is not None:
        from outlook.show.data.calendar import calendar

        put(ics, calendar(found, session.at, session.now), force=force)
    elif as_json:
        rows = [payload.due(item) for item in found]
        sys.stdout.write(payload.document(at=moments.iso(session.at), due=rows) + "\n")
    elif as_csv:
        sys.stdout.write(payload.table([payload.due(item) for item in found]))
    else:
        show(session.screen, described(found, session.at))
