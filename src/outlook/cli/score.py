"""`outlook score`."""

import sys

import typer

from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, CsvOption, JsonOption, TargetsArgument
from outlook.cli.session import open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("score", short_help="The scorecard of what resolved")(score)


def score(
    targets: TargetsArgument = None,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook score                             everything that resolved
    outlook score syria --by alice --json     one case, one forecaster, as data

    Brier, log score, RPS and CRPS over time with coverage and skill, and everything that was not scored and why.
    """
    from outlook import moments
    from outlook.scoring.scorecard import scorecard
    from outlook.show import payload
    from outlook.show.score import show_scorecard

    session = open_session(book, at, color)
    situations = session.book.situations(session.at)
    card = scorecard((situations[forecast.full_id] for forecast in session.book.selected(targets or [])), by)
    if as_json:
        sys.stdout.write(payload.document(at=moments.iso(session.at), **payload.scorecard(card)) + "\n")
    elif as_csv:
        sys.stdout.write(payload.table([payload.score_row(row) for row in card.rows]))
    else:
        show_scorecard(session.screen, card)
