"""The options that several commands share, each written once; completion of ids reads file names only."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from outlook.errors import OutlookError
from outlook.locate import find_book

Color = Literal["auto", "always", "never"]


class Output(NamedTuple):
    """How a command that writes was asked to end: `sure` of what looks like a slip."""

    dry_run: bool
    as_json: bool
    color: str
    sure: bool


def complete_forecast(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of forecasts for the shell, from the file names of the book on the command line, else the nearest."""
    for file in _files(context, "*.yaml"):
        if file.name != "case.yaml":
            full_id = f"{file.parent.name}/{file.stem}"
            if incomplete in full_id:
                yield full_id if full_id.startswith(incomplete) else file.stem


def complete_target(context: typer.Context, incomplete: str) -> Iterator[str]:
    """Ids of cases and forecasts for the shell."""
    yield from (file.parent.name for file in _files(context, "case.yaml") if incomplete in file.parent.name)
    yield from complete_forecast(context, incomplete)


def _files(context: typer.Context, pattern: str) -> list[Path]:
    above = context.parent.params if context.parent else {}
    named = context.params.get("book") or above.get("book")
    try:
        root = find_book(Path(named) if named else None)
    except OutlookError:  # a shell that completes has no place for a sentence
        return []
    found = sorted(root.glob(f"*/{pattern}")) if root else []
    return [file for file in found if not file.is_symlink() and not file.parent.is_symlink()]


BookOption = Annotated[
    Path | None,
    typer.Option(
        "--book",
        metavar="DIR",
        help="The forecasts folder [default: the nearest one upward, or OUTLOOK_BOOK]",
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help="Show the book as it was known then; a bare day means its end"),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help="Only this forecaster's estimates, or those of pool:median and other pools"
    ),
]
Pool = Literal["median", "geometric", "extremised"]
WriterOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this person entered")]
PoolOption = Annotated[
    Pool | None,
    typer.Option(
        "--pool",
        help="Show what all forecasters say together: median, geometric mean of odds, or extremised from the base rate",
    ),
]
LateOption = Annotated[
    bool, typer.Option("--late", help="Also score estimates that were recorded after the outcome was")
]
AuthorOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who says so [default: OUTLOOK_BY, else the login name]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print rows as CSV")]
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Draw with plain characters")]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colour")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing")]
SureOption = Annotated[bool, typer.Option("--sure", help="Insist on what looks like a slip")]
KnownOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="WHEN", help="When it became known [default: now]; a bare day means its noon"),
]
HappenedOption = Annotated[str | None, typer.Option("--happened-on", metavar="DAY", help="The day it happened")]
WhyOption = Annotated[str | None, typer.Option("--why", "-w", metavar="TEXT", help="The reason, kept in the ledger")]
TargetsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TARGET]...",
        help="Cases or forecasts, by id or any part of it",
        autocompletion=complete_target,
    ),
]
ForecastArgument = Annotated[
    str,
    typer.Argument(
        metavar="FORECAST",
        help="A forecast, by id or any unique part of it",
        autocompletion=complete_forecast,
    ),
]
