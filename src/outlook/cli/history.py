"""`outlook history`."""

from typing import TYPE_CHECKING, Any

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, TargetsArgument, WriterOption
from outlook.cli.printing import put_answer
from outlook.cli.session import open_session, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.answers.history import LedgerHistory


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("history", short_help="The ledger, newest last")(history)


def history(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: WriterOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook history                           every entry, newest last
    outlook history hama-by-december --at 2024-12-04

    Ledger entries: evidence, estimates, resolutions and retractions, by the time they became known.
    """
    from outlook.answers.history import history as entries_of
    from outlook.show.describe import ledger
    from outlook.show.terminal.printed import ROWS_SHOWN

    session = open_session(book, at, color)
    found = entries_of(session.book, targets or [], session.at, writer(session.book, by))
    newest = ROWS_SHOWN if session.screen.is_terminal else None
    put_answer(
        session,
        lambda: ledger.history(found.entries, found.taken_back, newest),
        lambda: {"entries": [entry for _, entry in _entries(found)]},
        lambda: [{"case": case, **entry} for case, entry in _entries(found)],
        as_json=as_json,
        as_csv=as_csv,
    )


def _entries(found: "LedgerHistory") -> "Iterator[tuple[str, dict[str, Any]]]":
    from outlook.show.data import payload

    return ((case, payload.entries([entry])[0]) for case, entry in found.entries)
