"""`outlook estimate`, `outlook resolve` and `outlook retract`."""

from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    ForecastArgument,
    HappenedOption,
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

NOT_AN_OUTCOME = ("ambiguous", "annulled")  # written out: `--help` loads no model
ACCEPTED = "the implied probability, accepted"


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("estimate", cls=SignedCommand, short_help="State a probability")(estimate)
    app.command("resolve", short_help="Say what happened; scores it")(resolve)
    app.command("retract", short_help="Take back a ledger entry")(retract)


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
    from outlook.cli.session import open_session, stamp

    if (probability is None) is not accept:
        raise InvalidValue("give the probability, or --accept for the implied one: one of the two")
    session = open_session(book, None, color)
    selected = forecast_before(session.book, forecast, probability)

    def build() -> "list[Written]":
        return [_estimated(session.book, selected, stamp(by, known_at), probability, why)]

    # Who accepts a certainty has typed none: it is no slip.
    finish(session, build, sure=sure or accept, dry_run=dry_run, as_json=as_json)


def _estimated(
    book: "Book", forecast: "Forecast", marked: "Stamp", probability: str | None, why: str | None
) -> "Written":
    """The entry of a probability, of a step from one's own, of a withdrawal, or of what is implied (None)."""
    from outlook.book.enter import estimate as enter
    from outlook.book.steps import is_step, stepped
    from outlook.cli.accepting import implied_now

    situation = book.situations(marked.recorded_at)[forecast.full_id]
    if probability is None:
        return enter(book, situation, marked, implied_now(book, forecast, marked), why or ACCEPTED)
    if probability.strip().lower() == "withdraw":
        return enter(book, situation, marked, None, why)
    stated = stepped(book, forecast, marked, probability) if is_step(probability) else probability
    item = enter(book, situation, marked, stated, why)
    if not why:
        raise InvalidValue('an estimate needs its reason: add --why "…" (one sentence is enough)')
    return item


def resolve(
    forecast: ForecastArgument,
    outcome: Annotated[
        str,
        typer.Argument(
            metavar="OUTCOME", help="yes, no, an option, a value, a day, later, earlier, ambiguous or annulled"
        ),
    ],
    why: WhyOption = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="ENTRY", help="An evidence entry that shows it (repeatable)"),
    ] = None,
    lesson: Annotated[str | None, typer.Option(help="What you learn from it for the next forecast")] = None,
    happened_on: HappenedOption = None,
    known_at: KnownOption = None,
    sure: SureOption = False,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook resolve hama-by yes --happened-on 2024-12-05 --why "The army withdrew"
    outlook resolve attacks-on-us-forces annulled --why "No agreed count exists"

    Say what happened, and score it. A resolution is changed by retracting it first.
    """
    from outlook.book.enter import resolution as enter
    from outlook.cli.finishing import finish
    from outlook.cli.session import day_of, open_session, stamp

    if outcome.strip().lower() in NOT_AN_OUTCOME and not why:
        raise InvalidValue(f'{outcome} needs its reason: add --why "…"')
    session = open_session(book, None, color)
    selected = session.book.forecast(forecast)
    shown, day = _shown(session.book, evidence), day_of("--happened-on", happened_on, session)
    fields = {"why": why, "evidence": shown, "happened_on": day, "lesson": lesson}

    def build() -> "list[Written]":
        marked = stamp(by, known_at)
        situation = session.book.situations(marked.recorded_at)[selected.full_id]
        return [enter(session.book, situation, marked, outcome, fields)]

    finish(session, build, sure=sure, dry_run=dry_run, as_json=as_json)


def _shown(book: "Book", texts: list[str] | None) -> list[str]:
    """The ids of the entries that show an outcome."""
    return [book.entry(text)[1].id for text in texts or []]


def retract(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="An entry's id, or its beginning")],
    why: WhyOption = None,
    known_at: KnownOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook retract hz6k2q7a --why "The report was withdrawn"
    outlook retract hz6k --why "Wrong forecast" --dry-run

    Take back an entry by a new one. Nothing is deleted: `history` shows both.
    """
    from outlook.book.enter import retraction as enter
    from outlook.cli.finishing import finish
    from outlook.cli.session import open_session, stamp

    if not why:
        raise InvalidValue('a retraction needs its reason: add --why "…"')
    session = open_session(book, None, color)
    finish(
        session,
        lambda: [enter(session.book, entry, stamp(by, known_at), why)],
        dry_run=dry_run,
        as_json=as_json,
    )
