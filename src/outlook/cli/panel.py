"""`outlook panel`."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, CsvOption, JsonOption, LateOption
from outlook.cli.output_file import ForceOption, put, settle
from outlook.cli.session import length_of, open_session, talk
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from datetime import timedelta

    from outlook.panel.ask import Ask
    from outlook.panel.scored import PanelScores

SHORT = 1000  # questions that are looked at before anybody would look for a bar
Kind = Literal["binary", "choice", "quantiles"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("panel", short_help="Who was better in a table of forecasts")(panel)


def panel(
    tables: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TABLE]...",
            help="CSV, TSV, JSONL or Parquet files, folders or patterns, or tables by URL [default: the book]",
        ),
    ] = None,
    outcomes: Annotated[
        str | None, typer.Option("--outcomes", metavar="TABLE", help="A table of questions with their outcomes")
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option("--engine", metavar="URL", help="postgres://…, spark://… [default: DuckDB, in this program]"),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="NAME=COLUMN,…", help="What columns mean, where their names do not say it"),
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Also a ranking for each value of this column")
    ] = None,
    take: Annotated[
        Literal["time", "last", "first"] | None,
        typer.Option("--take", help="Which forecasts count [default: time, where there are times; else last]"),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option("--lead", metavar="LENGTH", help="The forecast in force so long before the close, such as 7d"),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Which questions, where the table has several kinds")
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="Also the difference of any two on common questions")] = False,
    no_pools: Annotated[bool, typer.Option("--no-pools", help="Leave out what all forecasters say together")] = False,
    no_compare: Annotated[
        bool, typer.Option("--no-compare", help="Each forecaster by itself: quicker, and for tables of any size")
    ] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Leave out rows that are wrong, and count them")] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Skip the checks: the table was checked before")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the SQL that the engine was sent")] = False,
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

    Who was better, by how much, and is that luck: a table of anybody's forecasts, or without one the book's own.
    """
    from outlook.panel.ask import Ask, meanings

    settle(output, force=force, named="output", json=as_json, csv=as_csv, explain=explain)
    one = Ask(tuple(tables or ()), outcomes, engine, meanings(columns), topic, take, _length(lead), kind)
    ask = replace(one, pairs=pairs, pools=not no_pools, drop=drop, trust=trust, explain=explain, compare=not no_compare)
    found = _of_tables(replace(ask, late=late)) if ask.tables else _of_book(ask, book, at, late=late)
    if explain:
        sys.stdout.write("".join(f"{asked};\n\n" for asked in found.asked))
    elif output is not None:
        put(output, _page(found, pairs=pairs), force=force)
    elif as_json or as_csv:
        sys.stdout.write(_data(found, as_csv=as_csv))
    else:
        _show(found, color, pairs=pairs)


def _length(text: str | None) -> "timedelta | None":
    try:
        return None if text is None else length_of("--lead", text).fixed
    except ValueError as error:
        raise InvalidValue(f"--lead: {error}") from error


def _of_tables(ask: "Ask") -> "PanelScores":
    from outlook.panel.ask import extra
    from outlook.show.terminal.progress import watched

    with extra(), watched("questions") as watch:
        from outlook.panel.scored import scored

        return scored(ask, lambda done, total: watch(done, total) if total > SHORT else None)


def _of_book(ask: "Ask", book: Path | None, at: str | None, *, late: bool) -> "PanelScores":
    from outlook.answers.standing import Standings
    from outlook.panel.ask import extra

    session = open_session(book, at)
    chosen = Standings(session.book, session.at, late=late).of(session.book.selected([]))
    for warning in dict.fromkeys(one.case.warning for one in chosen if one.case and one.case.warning):
        talk(f"! {' '.join(warning.split())}")
    with extra():
        from outlook.panel.from_book import scored_book

        return scored_book(ask, [row for one in chosen for row in one.scores.rows], late=late)


def _page(found: "PanelScores", *, pairs: bool) -> str:
    from outlook.show.html.panel import render
    from outlook.show.svg.shapes import style
    from outlook.show.svg.small import small

    return render(found, small, style(), pairs=pairs)


def _data(found: "PanelScores", *, as_csv: bool) -> str:
    from outlook.show.data import forms, panel
    from outlook.show.describe.panel import left_out, verdict

    if not as_csv:
        return forms.document(**panel.panel(found, verdict(found.ranking))) + "\n"
    for text in left_out(found):
        talk(text)
    return forms.table(panel.forecasters(found))


def _show(found: "PanelScores", color: Literal["auto", "always", "never"], *, pairs: bool) -> None:
    from outlook.show.describe.panel import panel_page
    from outlook.show.terminal.printed import show
    from outlook.show.terminal.screen import standard_output

    show(standard_output(color, os.environ), panel_page(found, pairs=pairs))
