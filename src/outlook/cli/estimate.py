"""`outlook estimate`."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    ForecastArgument,
    JsonOption,
    KnownOption,
    SureOption,
    WhyOption,
)
from outlook.cli.signed_numbers import SignedCommand
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from outlook.book import Book
    from outlook.book.enter import Stamp, Written
    from outlook.model.forecast import Forecast

ACCEPTED = "the implied probability, accepted"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("estimate", cls=SignedCommand, short_help="State a probability")(estimate)


def estimate(
    forecast: ForecastArgument,
    probability: Annotated[
        str | None,
        typer.Argument(
            metavar="[P]",
            help="65%, 0.65, 2:1, 1/3, '1 in 3', +5 or -5 points, Hama=.3,Homs=.7, q05=…,q50=…,q95=…, DAY=P,…, "
            "or withdraw",
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Adopt the implied probability, in place of P")] = False,
    sure: SureOption = False,
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
    outlook estimate hama-by +5 -w "Supplies cut"   five points above your last

    State a probability or a distribution (none=.2,Hama=.5,Homs=.3); it stands until your next one. `withdraw` ends it.
    """
    from outlook.cli.finishing import finish
    from outlook.cli.hints import forecast_before
    from outlook.cli.narrowing import narrowed
    from outlook.cli.session import open_session, stamp

    if (probability is None) is not accept:
        raise InvalidValue("give the probability, or --accept for the implied one: one of the two")
    session = open_session(book, None, color)
    selected = forecast_before(session.book, forecast, probability)
    part = narrowed(session, [selected])
    build = partial(_estimated, part.book, selected, probability=probability, why=why)
    # Who accepts a certainty has typed none: it is no slip.
    finish(part, lambda: [build(stamp(by, known_at))], sure=sure or accept, dry_run=dry_run, as_json=as_json)


def _estimated(
    book: "Book", forecast: "Forecast", marked: "Stamp", probability: str | None, why: str | None
) -> "Written":
    """The entry of a probability, of a step from one's own, of a withdrawal, or of what is implied (None)."""
    from outlook.book.enter import estimate as enter
    from outlook.book.steps import is_step, stepped
    from outlook.cli.accepting import implied_now

    situation = book.situation(forecast, marked.recorded_at)
    if probability is None:
        return enter(book, situation, marked, implied_now(book, forecast, marked), why or ACCEPTED)
    if probability.strip().lower() == "withdraw":
        return enter(book, situation, marked, None, why)
    stated = stepped(book, forecast, marked, probability) if is_step(probability) else probability
    item = enter(book, situation, marked, stated, why)
    if not why:
        raise InvalidValue('an estimate needs its reason: add --why "…" (one sentence is enough)')
    return item
