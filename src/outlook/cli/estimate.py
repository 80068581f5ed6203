"""`outlook estimate`."""

from typing import Annotated

import typer

from outlook.cli.completing import complete_chance
from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    ForecastArgument,
    JsonOption,
    KnownOption,
    SureOfOption,
    SureOption,
    WhyOption,
)
from outlook.cli.signed_numbers import SignedCommand


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("estimate", cls=SignedCommand, short_help="State a probability")(estimate)


def estimate(
    forecast: ForecastArgument,
    probability: Annotated[
        str | None,
        typer.Argument(
            metavar="[P]",
            help="65%, 0.65, 2:1, 1/3, '1 in 3', +5 or -5 points, Hama=.3,Homs=.7, Hama+10, q05=…,q50=…,q95=…, "
            "DAY=P,…, or withdraw",
            autocompletion=complete_chance,
        ),
    ] = None,
    reason: Annotated[
        list[str] | None, typer.Argument(metavar="[WHY]...", help="The reason, as --why gives it; quotes are optional")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Adopt the implied probability, in place of P")] = False,
    sure: SureOption = False,
    sure_of: SureOfOption = None,
    why: WhyOption = None,
    known_at: KnownOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook estimate hama-by 55% --why "The army has left the northern line"
    outlook estimate hama-by +5 supplies cut        five points above your last

    State a probability or a distribution (none=.2,Hama=.5,Homs=.3); it stands until your next one. `withdraw` ends it.
    With - in place of the forecast, lines of standard input say FORECAST, P, WHY and the day on which
    that was known, separated by tabs.
    """
    from outlook.cli.by_lines import LINES, refuse_without_lines
    from outlook.cli.estimating import of_lines, of_words, reason_of
    from outlook.cli.finishing import finish
    from outlook.cli.session import open_session, stamp

    session, why = open_session(book, None, color), reason_of(probability, reason, why)
    if forecast == LINES:
        build, lines = of_lines(session, lambda: stamp(by, known_at), [probability, why], sure_of, accept=accept)
        finish(session, build, sure=sure, lines=lines, dry_run=dry_run, as_json=as_json)
        return
    refuse_without_lines(sure_of)
    session, build = of_words(session, lambda: stamp(by, known_at), forecast, probability, why, accept=accept)
    # Who accepts a certainty has typed none: it is no slip.
    finish(session, build, sure=sure or accept, dry_run=dry_run, as_json=as_json)
