"""`outlook plot`."""

import os
import sys
from typing import TYPE_CHECKING

import typer

from outlook.cli.options import AsciiOption, AtOption, BookOption, ByOption, ColorOption, ForecastArgument, JsonOption
from outlook.cli.output_file import ForceOption, SvgOption, put, settle
from outlook.cli.session import Session, forecaster, open_session, who_asks

if TYPE_CHECKING:
    from outlook.answers.chart import Picture


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

    settle(svg, force=force, json=as_json)
    session = open_session(book, at, color)
    selected = Standings(session.book, session.at)[session.book.forecast(forecast).full_id]
    found = picture(selected, forecaster(session.book, by), who_asks(), as_curve=svg is not None)
    if svg is not None:
        put(svg, _drawn(found), force=force)
    elif as_json:
        sys.stdout.write(_data(found))
    else:
        _show(session, found, plain=plain)


def _drawn(found: "Picture") -> str:
    from outlook.show.svg.plot import plot_document

    return plot_document(found)


def _data(found: "Picture") -> str:
    from outlook.show.data import charts

    return charts.plot(found)


def _show(session: Session, found: "Picture", *, plain: bool) -> None:
    from outlook.show.describe.chart import chart_page
    from outlook.show.terminal.canvas import fitted
    from outlook.show.terminal.printed import show

    show(fitted(session.screen, os.environ, ascii_only=plain), chart_page(found))
