"""`outlook status`, and bare `outlook`."""

import sys
from pathlib import Path

import typer

from outlook.cli.options import (
    AtOption,
    BookOption,
    ByOption,
    ColorOption,
    CsvOption,
    JsonOption,
    LateOption,
    PoolOption,
    TargetsArgument,
)
from outlook.cli.session import forecaster, open_session
from outlook.errors import InvalidValue
from outlook.locate import find_book


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("status", short_help="The table of all forecasts")(status)


def status(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    pool: PoolOption = None,
    late: LateOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook status                                 every case of the book
    outlook status syria --at 2024-12-06           one case, as it was known then

    The table: what is stated and implied, the trend, the evidence count, when it closes, its state and Brier score.
    """
    from outlook import moments
    from outlook.answers.standing import Standings
    from outlook.cli.clock import mention_the_future
    from outlook.show.describe.status import status as described
    from outlook.show.terminal.printed import is_narrow, show

    session = open_session(book, at, color)
    mention_the_future(session)
    standings = Standings(session.book, session.at, late=late)
    chosen = standings.of(session.book.selected(targets or []))
    cases = {name: folder.case for name, folder in session.book.cases.items()}
    if by is not None and pool is not None:
        raise InvalidValue("--pool shows all forecasters together, --by one of them: give one of the two")
    person = forecaster(session.book, by)
    rows = [standing.row(person, with_pool=pool is not None) for standing in chosen]
    if not as_json and not as_csv:
        show(session.screen, described(cases, rows, session.at, pool, person, narrow=is_narrow(session.screen)))
        return
    from outlook.show.data import payload  # it knows every result there is: not for the table, which must be quick

    shown = [payload.status(row) for row in rows]
    data = payload.document(at=moments.iso(session.at), forecasts=shown) + "\n" if as_json else payload.table(shown)
    sys.stdout.write(data)


def short(book: Path | None, at: str | None, color: str) -> None:
    """A short status and the next useful step."""
    from outlook.answers.standing import Standings
    from outlook.cli.clock import mention_the_future
    from outlook.show.describe.status import short_status
    from outlook.show.terminal.printed import is_narrow, show

    if find_book(book) is None:
        sys.stdout.write(WELCOME)
        return
    session = open_session(book, at, color)
    mention_the_future(session)
    cases = {name: folder.case for name, folder in session.book.cases.items()}
    rows = [standing.row() for standing in Standings(session.book, session.at).values()]
    show(session.screen, short_status(cases, rows, session.at, narrow=is_narrow(session.screen)))


WELCOME = """\
There is no forecasts/ folder here yet. Start one with a question that can be proved wrong:

  outlook new personal/ship-by-june --question "Will we ship by 30 June 2027?" \\
    --closes 2027-06-30 --prior 60% --criteria "YES if the release is public by the close"

`outlook --help` lists every command.
"""
