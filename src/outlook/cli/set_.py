"""`outlook set`."""

from typing import Annotated

import typer

from outlook.cli.completing import complete_change, complete_forecast
from outlook.cli.options import BookOption, ColorOption, DryRunOption, JsonOption, SureOption
from outlook.cli.selecting import Wanted, narrowing


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("set", short_help="Change fields of forecasts, and nothing else in their files")(set_)


@narrowing
def set_(
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="A forecast, by id or any unique part of it; or several, by a part, a case or tag:TAG",
            autocompletion=complete_forecast,
        ),
    ],
    wanted: Wanted,
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TARGET...] FIELD=VALUE...",
            help="closes=2027-06-30, tag+=energy, tag-=oil, title=, indicator+=ID:.6/.05",
            autocompletion=complete_change,
        ),
    ] = None,
    sure: SureOption = False,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook set hama-by prior=.3 tag+=energy indicator+=army-withdraws:.6/.05
    outlook set thailand closes=2027-06-30 --dry-run    all that match

    Change fields of a record: = puts a value in place of another, += and -= add to a list or take away, FIELD= removes
    the field. Comments, order and layout of the file stay as they are. What changes in several is shown first.
    """
    from outlook.cli.session import open_session
    from outlook.cli.setting_several import change_selected

    session = open_session(book, None, color, quiet=True)
    change_selected(session, [target, *(changes or ())], wanted, sure=sure, dry_run=dry_run, as_json=as_json)
