"""`outlook coherence`."""

from typing import Annotated

import typer

from outlook.cli.completing import complete_target
from outlook.cli.options import AtOption, BookOption, ByOption, ColorOption, JsonOption
from outlook.cli.printing import moment, put_answer
from outlook.cli.session import forecaster, open_session


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("coherence", short_help="Do linked forecasts contradict each other")(coherence)


def coherence(
    case: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="A case, by id", autocompletion=complete_target)
    ] = None,
    with_claims: Annotated[bool, typer.Option("--claims", help="List every claim of every set")] = False,
    by: ByOption = None,
    book: BookOption = None,
    at: AtOption = None,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook coherence                              every case of the book
    outlook coherence syria-2024-12 --at 2024-12-01

    Check what is stated (else the priors) of linked open forecasts: what fails, the bet that would exploit it
    with its guaranteed gain, and the nearest coherent set. Numbers of different people that do not fit together are
    named as such; --by takes those of one person, or of pool:median and other pools.
    """
    from outlook.answers.coherence import coherence_of
    from outlook.book.select import only
    from outlook.show.data.coherence import coherence as data
    from outlook.show.describe.coherence import coherence as described

    session = open_session(book, at, color, whole=True)
    by = forecaster(session.book, by)
    folders = list(session.book.cases.values())
    found = [coherence_of(one, session.at, by) for one in ([only(case, folders, "case")] if case else folders)]
    put_answer(
        session,
        lambda: described(found, with_claims=with_claims),
        lambda: {"at": moment(session.at), "cases": [data(item) for item in found]},
        as_json=as_json,
    )
