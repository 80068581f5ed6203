"""`outlook coherence`."""

import sys
from typing import Annotated

import typer

from outlook.cli.options import AtOption, BookOption, ColorOption, JsonOption, complete_target
from outlook.cli.session import open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("coherence", short_help="Do linked forecasts contradict each other")(coherence)


def coherence(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A case, by id", autocompletion=complete_target)
    ] = None,
    with_claims: Annotated[bool, typer.Option("--claims", help="List every claim of every set")] = False,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook coherence                              every case of the book
    outlook coherence syria-2024-12 --at 2024-12-01

    Check what is stated (else the priors) of linked open forecasts: what fails, the bet that would exploit it
    with its guaranteed gain, and the nearest coherent set.
    """
    from outlook import moments
    from outlook.answers.coherence import coherence_of
    from outlook.book.select import only
    from outlook.show.data import payload
    from outlook.show.describe.coherence import coherence as described
    from outlook.show.terminal.printed import show

    session = open_session(book, at, color)
    folders = list(session.book.cases.values())
    chosen = [only(case, folders, "case")] if case else folders
    found = [coherence_of(folder, session.at) for folder in chosen]
    if as_json:
        shown = [payload.coherence(item) for item in found]
        sys.stdout.write(payload.document(at=moments.iso(session.at), cases=shown) + "\n")
    else:
        show(session.screen, described(found, with_claims=with_claims))
