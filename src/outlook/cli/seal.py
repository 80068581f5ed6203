"""`outlook seal`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.completing import complete_target
from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption

if TYPE_CHECKING:
    pass

PROBLEMS_FOUND = 1

CasesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CASE]...", help="Cases, by id or any part of it", autocompletion=complete_target),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("seal", short_help="One line to publish, which proves later what was here")(seal)


def seal(
    cases: CasesArgument = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook seal                              all cases
    outlook seal syria-2024-12 --dry-run

    Append a seal to each case, and print one line for all. Publish the line, or have it timestamped: it proves later
    that these entries existed then.
    """
    from outlook.cli import keeping
    from outlook.cli.session import open_session, talk
    from outlook.show.data import forms, payload

    session = open_session(book, None, color, whole=True)
    line, sealed = keeping.seal(session, cases or [], by, dry_run=dry_run)
    if as_json:
        said = None if dry_run else line
        sys.stdout.write(forms.document(seal=said, entries=payload.entries(sealed), written=not dry_run) + "\n")
    elif not dry_run:  # a line that no seal in a ledger leads to would never verify
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    names = ", ".join(one.case for one in sealed)
    talk(f"dry run: would seal {names}, and print a line to publish" if dry_run else f"sealed {names}")
