"""`outlook set`."""

from typing import Annotated

import typer

from outlook.cli.completing import complete_change
from outlook.cli.options import BookOption, ColorOption, DryRunOption, ForecastArgument, JsonOption, SureOption


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("set", short_help="Change fields of a forecast, and nothing else in its file")(set_)


def set_(
    forecast: ForecastArgument,
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="closes=2027-06-30, tag+=energy, tag-=oil, title=, indicator+=ID:.6/.05",
            autocompletion=complete_change,
        ),
    ],
    sure: SureOption = False,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook set hama-by closes=2027-06-30 tag+=energy
    outlook set hama-by prior=.3 indicator+=army-withdraws:.6/.05 --dry-run

    Change fields of a record: = puts a value in place of another, += and -= add to a list or take away, FIELD= removes
    the field. Comments, order and layout of the file stay as they are.
    """
    from outlook.cli.session import open_session
    from outlook.cli.setting import change

    session = open_session(book, None, color, quiet=True)
    change(session, forecast, changes, sure=sure, dry_run=dry_run, as_json=as_json)
