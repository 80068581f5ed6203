"""`outlook calibration`."""

import os
import sys
from typing import Annotated, Literal

import typer

from outlook.cli.options import (
    AsciiOption,
    AtOption,
    BookOption,
    ByOption,
    ColorOption,
    CsvOption,
    JsonOption,
    LateOption,
    TargetsArgument,
)
from outlook.cli.output_file import ForceOption, SvgOption, put, settle
from outlook.cli.session import forecaster, open_session
from outlook.errors import InvalidValue


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("calibration", short_help="Whether 30% happened 3 times in 10")(calibration)


def calibration(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    take: Annotated[
        Literal["last", "first", "prior"], typer.Option("--take", help="Which probability represents a forecast")
    ] = "last",
    bins: Annotated[int, typer.Option("--bins", metavar="N", min=1, max=100, help="How many bins of equal width")] = 10,
    show_all: Annotated[
        bool, typer.Option("--all", help="Also what was resolved before a close that has not passed")
    ] = False,
    late: LateOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    svg: SvgOption = None,
    force: ForceOption = False,
    plain: AsciiOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook calibration                       every yes/no forecast that resolved
    outlook calibration syria --by case-author --svg curve.svg

    The reliability diagram with its numbers, and the Brier score taken apart: calibration, resolution, ranking.
    """
    from outlook.answers.calibration import calibration as calibrated
    from outlook.answers.standing import Standings
    from outlook.show.data import charts
    from outlook.show.describe.calibration import calibration_page
    from outlook.show.svg.calibration import calibration_document
    from outlook.show.terminal.canvas import fitted
    from outlook.show.terminal.printed import show

    settle(svg, force=force, json=as_json, csv=as_csv)
    if take == "prior" and by is not None:
        raise InvalidValue("--by means nothing with --take prior: a prior is nobody's estimate; leave one of them out")
    session = open_session(book, at, color)
    chosen = Standings(session.book, session.at, late=late).of(session.book.selected(targets or []))
    found = calibrated(chosen, forecaster(session.book, by), take, bins=bins, unclosed=show_all)
    if svg is not None:
        put(svg, calibration_document(found.curve, found.assessed, found.warnings), force=force)
    elif as_json:
        sys.stdout.write(charts.calibration(found.curve, found.assessed, session.at, bins))
    elif as_csv:
        sys.stdout.write(charts.bins_table(found.assessed))
    else:
        screen = fitted(session.screen, os.environ, ascii_only=plain)
        show(screen, calibration_page(found))
