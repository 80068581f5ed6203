"""`outlook show` and `outlook history`."""

import sys

import typer

from outlook.cli.options import (
    AtOption,
    BookOption,
    ByOption,
    ColorOption,
    CsvOption,
    ForecastArgument,
    JsonOption,
    TargetsArgument,
)
from outlook.cli.session import forecaster, open_session


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("show", short_help="Everything about one forecast")(show)
    app.command("history", short_help="The ledger, newest last")(history)


def show(
    forecast: ForecastArgument,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook show hama-by-december
    outlook show homs-given --at "5 Dec 2024"   as known at the end of that day

    The question, its criteria, the statement it comes from, indicators, evidence, estimates and scores.
    """
    from outlook.answers.page import page
    from outlook.answers.standing import Standings
    from outlook.show.data import payload
    from outlook.show.describe.forecast import forecast_page
    from outlook.show.terminal.printed import show as show_blocks

    session = open_session(book, at, color)
    standings = Standings(session.book, session.at)
    found = page(standings, session.book.forecast(forecast), forecaster(session.book, by))
    if as_json:
        sys.stdout.write(payload.document(**payload.page(found)) + "\n")
    else:
        show_blocks(session.screen, forecast_page(found))


def history(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
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
    from outlook.show.data import payload
    from outlook.show.describe import ledger
    from outlook.show.terminal.printed import ROWS_SHOWN
    from outlook.show.terminal.printed import show as show_blocks

    session = open_session(book, at, color)
    found = entries_of(session.book, targets or [], session.at, forecaster(session.book, by))
    if as_json:
        sys.stdout.write(payload.document(entries=payload.entries(entry for _, entry in found.entries)) + "\n")
    elif as_csv:
        rows = [{"case": case, **payload.entries([entry])[0]} for case, entry in found.entries]
        sys.stdout.write(payload.table(rows))
    else:
        newest = ROWS_SHOWN if session.screen.is_terminal else None
        show_blocks(session.screen, ledger.history(found.entries, found.taken_back, newest))
