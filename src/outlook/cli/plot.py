"""`outlook plot`."""

import os
import sys

import typer

from outlook.cli.options import AsciiOption, AtOption, BookOption, ByOption, ColorOption, ForecastArgument, JsonOption
from outlook.cli.output_file import ForceOption, SvgOption, put, settle
from outlook.cli.session import forecaster, open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("plot", short_help="Stated and implied over time")(plot)


def plot(
    forecast: ForecastArgument,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
    plain: AsciiOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook plot hama-by-december
    outlook plot un-talks --at 2025-01-15 --svg talks.svg

    What was stated and what the evidence implied over time, with the evidence, the close and the outcome marked.
    """
    from outlook.answers.chart import picture
    from outlook.answers.standing import Standings
    from outlook.show.data import charts
    from outlook.show.describe.chart import chart_page
    from outlook.show.svg.plot import plot_document
    from outlook.show.terminal.canvas import fitted
    from outlook.show.terminal.printed import show

    settle(svg, force=force, json=as_json)
    session = open_session(book, at, color)
    selected = Standings(session.book, session.at)[session.book.forecast(forecast).full_id]
    found = picture(selected, forecaster(session.book, by))
    if svg is not None:
        put(svg, plot_document(found), force=force)
    elif as_json:
        sys.stdout.write(charts.plot(found))
    else:
        show(fitted(session.screen, os.environ, ascii_only=plain), chart_page(found))
