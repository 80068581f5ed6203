"""`outlook show`."""

from typing import TYPE_CHECKING, Any

import typer

from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, ForecastArgument, JsonOption
from outlook.cli.printing import put_answer
from outlook.cli.session import forecaster, open_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.answers.page import Page
    from outlook.answers.standing import Standing


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("show", short_help="Everything about one forecast")(show)


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
