"""`outlook rename`."""

from typing import Annotated

import typer

from outlook.cli.completing import complete_name
from outlook.cli.options import (
    AuthorOption,
    BookOption,
    ColorOption,
    DryRunOption,
    ForecastArgument,
    JsonOption,
    WhyOption,
)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("rename", short_help="Give a forecast another name")(rename)


def rename(
    forecast: ForecastArgument,
    name: Annotated[
        str, typer.Argument(metavar="[CASE/]NEW", help="Its new id, in the same case", autocompletion=complete_name)
    ],
    why: WhyOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook rename hama-by-december syria-2024-12/hama-falls
    outlook rename unsc-resolution council-acts --why "The name others use"

    Give a forecast another id. An entry in the ledger says so, the file is moved, and the old name still selects it.
    """
    from outlook.cli.renaming import give_name
    from outlook.cli.session import open_session, stamp

    session = open_session(book, None, color)
    give_name(session, forecast, name, lambda: stamp(by, None), why, dry_run=dry_run, as_json=as_json)
