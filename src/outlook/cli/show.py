"""`outlook show` and `outlook history`."""

from typing import TYPE_CHECKING, Any

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
from outlook.cli.printing import put_answer
from outlook.cli.session import forecaster, open_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.answers.history import LedgerHistory
    from outlook.answers.page import Page
    from outlook.answers.standing import Standing


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
    from outlook.show.describe.forecast import forecast_page

    session = open_session(book, at, color)
    standings = Standings(session.book, session.at)
    selected, person = session.book.forecast(forecast), forecaster(session.book, by)
    found = page(standings, selected, person)
    put_answer(
        session, lambda: forecast_page(found), lambda: _data(found, standings.of([selected]), person), as_json=as_json
    )


def _data(found: "Page", chosen: "Sequence[Standing]", person: str | None) -> dict[str, Any]:
    from outlook.answers.score import Ask, review
    from outlook.show.data import payload, scorecard

    return payload.page(found, scorecard.scored(review(chosen, Ask(forecaster=person))))


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
    from outlook.show.describe import ledger
    from outlook.show.terminal.printed import ROWS_SHOWN

    session = open_session(book, at, color)
    found = entries_of(session.book, targets or [], session.at, forecaster(session.book, by))
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
