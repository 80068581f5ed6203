"""`outlook panel`."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from outlook.cli.completing import complete_target
from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, LateOption
from outlook.cli.output_file import ForceOption, put, settle
from outlook.cli.ranking import of_book, of_tables, tables_of
from outlook.cli.selecting import Wanted, selecting_from
from outlook.cli.session import length_of, open_session, talk
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from datetime import timedelta

    from outlook.panel.ask import Ask
    from outlook.panel.scored import PanelScores

Kind = Literal["binary", "choice", "quantiles"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("panel", short_help="Who was better in a table of forecasts")(panel)


TablesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TABLE|TARGET]...",
        help="CSV, TSV, JSONL or Parquet files, folders or patterns, or tables by URL; else forecasts or cases of the "
        "book [default: the book]",
        autocompletion=complete_target,
    ),
]


@selecting_from(TablesArgument)
def panel(
    wanted: Wanted,
    outcomes: Annotated[
        str | None,
        typer.Option("--outcomes", metavar="TABLE", help="Of a table: another one, of questions with their outcomes"),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="URL", help="Of a table: postgres://…, spark://… [default: DuckDB, here]"),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", metavar="NAME=COLUMN,…", help="Of a table: what its columns mean, if their names do not say it"
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help="Also a ranking for each value of this column; of the book: case or tag",
        ),
    ] = None,
    take: Annotated[
        Literal["time", "last", "first"] | None,
        typer.Option("--take", help="Of a table: which forecasts count [default: time, where there are times]"),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option("--lead", metavar="LENGTH", help="Of a table: the forecast in force so long before the close"),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Which questions, where the table has several kinds")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="NAME", help="Of a table: only quantities in this unit; if it names none, that of all"
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="NAME", help="Only this forecaster (again for each): no other pair is looked at"
        ),
    ] = None,
    pairs: Annotated[
        bool,
        typer.Option("--pairs", help="Also the difference of any two on common questions; with --csv these alone"),
    ] = False,
    no_pools: Annotated[bool, typer.Option("--no-pools", help="Leave out what all forecasters say together")] = False,
    no_compare: Annotated[
        bool, typer.Option("--no-compare", help="Of a table: each forecaster by itself; quicker, and for any size")
    ] = False,
    drop: Annotated[
        bool, typer.Option("--drop", help="Of a table: leave out rows that are wrong, and count them")
    ] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Of a table: skip the checks, it was checked before")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Of a table: show the SQL that the engine was sent")
    ] = False,
    late: LateOption = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write an HTML page; - is standard output")
    ] = None,
    force: ForceOption = False,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook panel forecasts.csv               a ranking with intervals
    outlook panel 'data/*.parquet' --outcomes ends.csv --pairs -o ranking.html

    Who was better, by how much, and is that luck: a table of anybody's forecasts, or without one the book's own, as
    selected for score.
    """
    from outlook.panel.ask import Ask, meanings

    settle(output, force=force, named="output", json=as_json, csv=_one_table(as_csv, pairs, topic), explain=explain)
    tables = tables_of(wanted, outcomes or engine, {"--at": at, "--book": book})
    one = Ask(tables, outcomes, engine, meanings(columns), topic, take, _length(lead), kind, pairs, not no_pools, drop)
    ask = replace(one, trust=trust, explain=explain, compare=not no_compare, late=late, unit=unit, only=only or ())
    found = of_tables(ask) if ask.tables else of_book(ask, open_session(book, at), wanted, late=late)
    if explain:
        sys.stdout.write("".join(f"{asked};\n\n" for asked in found.asked))
    elif output is not None:
        put(output, _page(found, pairs=pairs), force=force)
    elif as_json or as_csv:
        sys.stdout.write(_data(found, ask, as_csv=as_csv))
    else:
        _show(found, color, pairs=pairs)


def _one_table(csv: bool, pairs: bool, topic: str | None) -> bool:
    """Whether CSV is wanted, which has the rows of one table."""
    if csv and pairs and topic:
        raise InvalidValue("--csv has one table: with --pairs any two, with --by each topic; leave one of the two out")
    return csv


def _length(text: str | None) -> "timedelta | None":
    try:
        return None if text is None else length_of("--lead", text).fixed
    except ValueError as error:
        raise InvalidValue(f"--lead: {error}") from error


def _page(found: "PanelScores", *, pairs: bool) -> str:
    from outlook.show.html.panel import render
    from outlook.show.svg.shapes import style
    from outlook.show.svg.small import small

    return render(found, small, style(), pairs=pairs)


def _data(found: "PanelScores", ask: "Ask", *, as_csv: bool) -> str:
    from outlook.show.data import forms, panel
    from outlook.show.describe.panel import left_out
    from outlook.show.describe.verdict import verdict

    if not as_csv:
        return forms.document(**panel.panel(found, verdict(found.ranking))) + "\n"
    for text in left_out(found):
        talk(text)
    return forms.table(panel.rows(found, pairs=ask.pairs, topics=ask.topic is not None))


def _show(found: "PanelScores", color: Literal["auto", "always", "never"], *, pairs: bool) -> None:
    from outlook.show.describe.panel import panel_page
    from outlook.show.terminal.printed import show
    from outlook.show.terminal.screen import standard_output

    show(standard_output(color, os.environ), panel_page(found, pairs=pairs))
