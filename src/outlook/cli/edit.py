"""`outlook edit`."""

from typing import Annotated, Literal

import typer

from outlook.cli.completing import complete_target
from outlook.cli.options import BookOption, ColorOption
from outlook.errors import InvalidValue

Kind = Literal["binary", "choice", "numeric", "date"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("edit", short_help="Open a record in your editor; kept only if valid")(edit)


def edit(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FORECAST", help="A forecast, or a case for its case.yaml", autocompletion=complete_target
        ),
    ],
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the text that an earlier edit left behind")
    ] = False,
    discard: Annotated[
        bool, typer.Option("--discard", help="Delete texts that earlier edits left behind, and start from the record")
    ] = False,
    book: BookOption = None,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook edit hama-by-december             the forecast's record
    outlook edit syria-2024-12                the case: documents, indicators, …

    Open a record in $VISUAL or $EDITOR. What you write is put in its place as you wrote it, if it is valid, and is
    never lost: a text that could not be put there is offered by the next edit.
    """
    from outlook.cli.drafting import edited
    from outlook.cli.editable import editable, former_files
    from outlook.cli.session import open_session
    from outlook.show.describe.phrasing import safe

    if resume and discard:
        raise InvalidValue("--resume and --discard contradict each other: give one of them")
    session = open_session(book, None, color, quiet=True)
    path = editable(session.book, target, broken_by_part=True)
    formerly = former_files(session.book, path)
    session.screen.line(safe(edited(path, resume=resume, discard=discard, formerly=formerly)))
