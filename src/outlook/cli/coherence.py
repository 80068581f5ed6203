"""`outlook coherence`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from outlook.cli.completing import complete_target
from outlook.cli.options import AtOption, BookOption, ColorOption, JsonOption
from outlook.cli.printing import moment, put_answer
from outlook.cli.session import open_session

if TYPE_CHECKING:
    from outlook.coherence.assess import CaseCoherence


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
    from outlook.answers.coherence import coherence_of
    from outlook.book.select import only
    from outlook.show.describe.coherence import coherence as described

    session = open_session(book, at, color, whole=True)
    folders = list(session.book.cases.values())
    found = [coherence_of(folder, session.at) for folder in ([only(case, folders, "case")] if case else folders)]
    put_answer(
        session,
        lambda: described(found, with_claims=with_claims),
        lambda: {"at": moment(session.at), "cases": [_data(item) for item in found]},
        as_json=as_json,
    )


def _data(found: "CaseCoherence") -> dict[str, Any]:
    from outlook.show.data import payload

    return payload.coherence(found)
