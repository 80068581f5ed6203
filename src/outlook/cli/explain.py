"""`outlook explain`."""

import sys

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, ForecastArgument, JsonOption
from outlook.cli.session import open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("explain", short_help="The arithmetic from prior to implied")(explain)


def explain(
    forecast: ForecastArgument,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook explain hama-by-december --at 2024-12-04
    outlook explain deepest-city --json            the lines as data

    The walk from the prior to the implied probability, line by line; the sum of the lines is the result.
    """
    from outlook.overview import weighed
    from outlook.show import payload
    from outlook.show.explain import show_walk
    from outlook.walk import walk

    session = open_session(book, at, color)
    selected = session.book.forecast(forecast)
    situation = session.book.situations(session.at)[selected.full_id]
    result = weighed(situation, session.book.folder_of(selected).case, session.at)
    resolution = situation.history.resolution
    lines = walk(selected, result, min(session.at, resolution.known_at) if resolution else session.at)
    if as_json:
        sys.stdout.write(payload.document(**payload.walk(selected, result, lines, session.at)) + "\n")
    else:
        show_walk(session.screen, selected, result, lines, session.at)
