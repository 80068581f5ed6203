"""`outlook calibration`."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal

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
)
from outlook.cli.output_file import ForceOption, SvgOption, put, settle
from outlook.cli.printing import mention_pool
from outlook.cli.selecting import Wanted, chosen, selecting
from outlook.cli.session import Session, forecaster, open_session
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from outlook.answers.calibration import Calibration


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("calibration", short_help="Whether 30% happened 3 times in 10")(calibration)


@selecting
def calibration(
    wanted: Wanted,
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

    settle(svg, force=force, json=as_json, csv=as_csv)
    _refuse_a_prior_of(by, take)
    session = open_session(book, at, color)
    person = forecaster(session.book, by)
    selected = chosen(session, wanted, Standings(session.book, session.at, late=late), person, by_outcome=True)
    found = calibrated(selected, person, take, bins=bins, unclosed=show_all)
    if svg is not None:
        put(svg, _drawn(found), force=force)
    elif as_json or as_csv:
        sys.stdout.write(_data(session, found, as_csv=as_csv))
    else:
        _show(session, found, plain=plain)


def _refuse_a_prior_of(by: str | None, take: str) -> None:
    if take == "prior" and by is not None:
        raise InvalidValue("--by means nothing with --take prior: a prior is nobody's estimate; leave one of them out")


def _drawn(found: "Calibration") -> str:
    from outlook.show.describe.pools import pool_warnings
    from outlook.show.svg.calibration import calibration_document

    return calibration_document(found.curve, found.assessed, (*found.warnings, *pool_warnings(found.pool)))


def _data(session: Session, found: "Calibration", *, as_csv: bool) -> str:
    from outlook.show.data import charts

    if as_csv:
        mention_pool(found.pool)
        return charts.bins_table(found.assessed)
    return charts.calibration(found, session.at)


def _show(session: Session, found: "Calibration", *, plain: bool) -> None:
    from outlook.show.describe.calibration import calibration_page
    from outlook.show.terminal.canvas import fitted
    from outlook.show.terminal.printed import show

    show(fitted(session.screen, os.environ, ascii_only=plain), calibration_page(found))
