"""`outlook explain`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, ForecastArgument, JsonOption
from outlook.cli.printing import put_answer
from outlook.cli.session import open_session

if TYPE_CHECKING:
    from outlook.answers.explained import Explained


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("explain", short_help="The arithmetic from prior to implied")(explain)


def explain(
    forecast: ForecastArgument,
    book: BookOption = None,
    at: AtOption = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Add what the number rests on: each stated number a little off")
    ] = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook explain hama-by-december --at 2024-12-04
    outlook explain hama --sensitivity      which stated numbers matter most

    The walk from the prior to the implied probability, line by line; the sum of the lines is the result.
    """
    from outlook.answers.explained import explained
    from outlook.answers.standing import Standings
    from outlook.show.describe.weighing import explanation

    session = open_session(book, at, color)
    standings = Standings(session.book, session.at)
    found = explained(standings, session.book.forecast(forecast), with_swings=sensitivity)
    put_answer(session, lambda: explanation(found), lambda: _data(found), as_json=as_json)


def _data(found: "Explained") -> dict[str, Any]:
    from outlook.show.data import payload

    return payload.walk(found)
