"""`outlook export`."""

from typing import Annotated, Literal

import typer

from outlook.cli.options import AtOption, AuthorOption, BookOption, ColorOption, JsonOption
from outlook.cli.output_file import ForceOption, expect
from outlook.cli.selecting import Wanted, chosen, selecting

Format = Literal["outlook", "csv", "jsonl", "parquet", "fatebook", "hubverse", "forecastbench", "misp", "stix"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("export", short_help="Write what other systems read")(export)


@selecting
def export(
    form: Annotated[
        Format,
        typer.Argument(
            metavar="FORMAT",
            help="outlook (imports back whole), csv, jsonl, parquet, fatebook, hubverse, forecastbench, misp or stix",
        ),
    ],
    wanted: Wanted,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - is standard output")
    ] = "-",
    by: AuthorOption = None,
    book: BookOption = None,
    at: AtOption = None,
    force: ForceOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook export csv -o forecasts.csv       every forecast of the book
    outlook export outlook syria-2024-12 -o syria.zip

    Write forecasts for other systems, and say what the format cannot hold. fatebook,
    forecastbench, misp and stix hold one person's: --by's. In the others --by leaves out the rest.
    """
    from outlook.answers.standing import Standings
    from outlook.cli.exporting import write
    from outlook.cli.session import open_session

    expect(output, book, force=force)
    session = open_session(book, at, color, whole=True)
    selected = [one.forecast for one in chosen(session, wanted, Standings(session.book, session.at))]
    write(session, form, selected, output, by, force=force, as_json=as_json)
