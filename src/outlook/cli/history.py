"""`outlook history`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, WriterOption
from outlook.cli.printing import put_answer
from outlook.cli.selecting import Wanted, chosen, selecting, time_of
from outlook.cli.session import Session, open_session, writer
from outlook.errors import InvalidValue, NoMatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.answers.history import LedgerHistory


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("history", short_help="The ledger, newest last")(history)


@selecting
def history(
    wanted: Wanted,
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
    from outlook.show.describe import ledger
    from outlook.show.terminal.printed import ROWS_SHOWN

    session = open_session(book, at, color)
    found = _found(session, wanted, by)
    newest = ROWS_SHOWN if session.screen.is_terminal else None
    put_answer(
        session,
        lambda: ledger.history(found.entries, found.taken_back, newest, late=found.late),
        lambda: {"entries": [entry for _, entry in _entries(found)]},
        lambda: [{"case": case, **entry} for case, entry in _entries(found)],
        as_json=as_json,
        as_csv=as_csv,
    )


def _found(session: Session, wanted: Wanted, by: str | None) -> "LedgerHistory":
    from outlook.answers.history import history as entries_of

    if wanted.sort is not None:
        raise InvalidValue("--sort means nothing to a ledger, which is in the order of time: leave it out")
    since, until = time_of(session, wanted)
    person = writer(session.book, by)
    found = entries_of(session.book, _names(session, wanted), session.at, person, since=since, until=until)
    if not found.entries and (since or until):
        raise NoMatch("no entry became known in that time: `outlook history` lists every entry")
    return found if wanted.limit is None else replace(found, entries=found.entries[-wanted.limit :])


def _names(session: Session, wanted: Wanted) -> set[str] | None:
    """The forecasts of which entries are wanted; None for all there is, seals too."""
    of_forecasts = wanted._replace(since=None, until=None, limit=None)  # these are about the entries
    if not of_forecasts.is_anything:
        return None
    from outlook.answers.standing import Standings

    return {one.forecast.full_id for one in chosen(session, of_forecasts, Standings(session.book, session.at))}


def _entries(found: "LedgerHistory") -> "Iterator[tuple[str, dict[str, Any]]]":
    from outlook.show.data import payload

    return ((case, payload.entries([entry])[0]) for case, entry in found.entries)
