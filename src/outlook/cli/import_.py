"""`outlook import`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from outlook.cli.completing import complete_case, complete_system
from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption, SureOption


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("import", short_help="Bring in what another system holds")(import_)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files of one system, a zip archive, or a folder with its files"),
    ],
    system: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SYSTEM",
            help="The system, where the files do not show it",
            autocompletion=complete_system,
        ),
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(
            "--case",
            metavar="CASE",
            help="Where new questions go [default: the system's name]",
            autocompletion=complete_case,
        ),
    ] = None,
    me: Annotated[
        str | None, typer.Option("--me", metavar="NAME", help="Your name in the files: those forecasts become --by's")
    ] = None,
    only_me: Annotated[bool, typer.Option("--only-me", help="Leave out the forecasts of others")] = False,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="NAME=COLUMN,…", help="What the columns of a table mean")
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Keep what is said of the columns, for tables with the same header")
    ] = False,
    wide: Annotated[
        str | None, typer.Option("--wide", metavar="COLUMN,…", help="Columns of a table that are forecasters")
    ] = None,
    percent: Annotated[bool, typer.Option("--percent", help="The numbers of a table are per cent")] = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="WHEN", help="When the forecasts were made, if no column says so")
    ] = None,
    dates: Annotated[
        Literal["dmy", "mdy"] | None, typer.Option("--dates", help="How days with slashes are written")
    ] = None,
    normalise: Annotated[
        bool, typer.Option("--normalise", help="Make options whose numbers do not sum to 1 one question all the same")
    ] = False,
    crowd: Annotated[
        bool, typer.Option("--crowd", help="Metaculus: forecasts of all together too; Manifold: prices of the market")
    ] = False,
    as_new: Annotated[
        bool, typer.Option("--as-new", help="New forecasts also of questions that the book asks in the same words")
    ] = False,
    open_earlier: Annotated[
        bool,
        typer.Option("--open-earlier", help="Let forecasts of the book open with their first estimate in the files"),
    ] = False,
    mean_is_mine: Annotated[
        bool, typer.Option("--assume-mean-is-mine", help="PredictionBook CSV: take mean_confidence as your forecast")
    ] = False,
    at_price: Annotated[
        bool, typer.Option("--unresolved-at-price", help="ForecastBench: take a market's price as its outcome")
    ] = False,
    directions: Annotated[
        bool, typer.Option("--directions", help="Metaculus: let key factors speak for or against, with ratio 3")
    ] = False,
    over_options: Annotated[
        bool, typer.Option("--over-options", help="GJP: yes/no questions as choices, scored over both options, 0 to 2")
    ] = False,
    sure: SureOption = False,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook import fatebook-forecasts.csv --me "Ann Ex" --dry-run
    outlook import table.csv --columns question=Title,probability=Chance

    Say what an import would bring and what it would lose, then do it. The same import again adds nothing.
    """
    from outlook.cli.import_again import Asked
    from outlook.cli.importing import bring_in

    table = {"columns": columns, "wide": wide, "percent": percent, "at": at, "dates": dates}
    flags = {"normalise": normalise, "crowd": crowd, "mean_is_mine": mean_is_mine, "as_new": as_new}
    flags |= {"unresolved_at_price": at_price, "directions": directions, "over_options": over_options}
    how = {"only_me": only_me, "remember": remember, "open_earlier": open_earlier, "is_trial": dry_run}
    asked = Asked(files, system, case, me, **how, table=table, flags=flags)
    bring_in(asked, by, book, color, sure=sure, dry_run=dry_run, as_json=as_json)
