"""`outlook status`, and bare `outlook`."""

from typing import Annotated, Literal

import typer

from outlook.cli.by_need import put_by_need
from outlook.cli.chosen_rows import put_chosen
from outlook.cli.daily import put_whole
from outlook.cli.options import (
    AtOption,
    BookOption,
    ByOption,
    ColorOption,
    CsvOption,
    JsonOption,
    LateOption,
    PoolOption,
)
from outlook.cli.selecting import Wanted, selecting
from outlook.cli.session import open_session, shows_mine
from outlook.errors import InvalidValue

Group = Literal["case", "attention"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("status", short_help="The table of all forecasts")(status)


@selecting
def status(
    wanted: Wanted,
    book: BookOption = None,
    at: AtOption = None,
    by: ByOption = None,
    pool: PoolOption = None,
    group: Annotated[
        Group, typer.Option("--group", help="Tables by case, or by what needs attention and why")
    ] = "case",
    late: LateOption = False,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook status --group attention               what to look at, and why
    outlook status --sort brier --limit 5          those that scored worst

    The table: what is stated and implied, the trend, the evidence count, when it closes, its state and Brier score.
    """
    if by is not None and pool is not None:
        raise InvalidValue("--pool shows all forecasters together, --by one of them: give one of the two")
    if group == "attention":
        put_by_need(open_session(book, at, color), wanted, by, pool, as_json=as_json, as_csv=as_csv)
    elif wanted.is_anything or by is not None or pool is not None or late or shows_mine():
        put_chosen(open_session(book, at, color), wanted, by, pool, late=late, as_json=as_json, as_csv=as_csv)
    else:
        put_whole(book, at, color, as_json=as_json, as_csv=as_csv)
