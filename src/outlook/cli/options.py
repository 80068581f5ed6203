"""The options that several commands share, each written once."""

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from outlook.cli.completing import complete_forecast, complete_person, complete_target

Color = Literal["auto", "always", "never"]


class Output(NamedTuple):
    """How a command that writes was asked to end: `sure` of what looks like a slip."""

    dry_run: bool
    as_json: bool
    color: str
    sure: bool


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
        "--by",
        metavar="NAME",
        help="Only this forecaster's estimates, or those of pool:median and other pools",
        autocompletion=complete_person,
    ),
]
Pool = Literal["median", "geometric", "extremised"]
WriterOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Only what this person entered", autocompletion=complete_person),
]
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
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who says so [default: OUTLOOK_BY, else the login name]",
        autocompletion=complete_person,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print rows as CSV")]
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Draw with plain characters")]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colour")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing")]
SureOption = Annotated[bool, typer.Option("--sure", help="Insist on what looks like a slip")]
SureOfOption = Annotated[
    str | None,
    typer.Option("--sure-of", metavar="LINE,…", help="With -: insist on what looks like a slip in these lines alone"),
]
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
