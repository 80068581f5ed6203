"""`outlook add`."""

from typing import Annotated, Literal

import typer

from outlook.cli.completing import complete_case, complete_tag
from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption, SureOption, WhyOption


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("add", short_help="Ask a question in one line")(add)


def add(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question; - reads lines, one a question")],
    probability: Annotated[
        str | None,
        typer.Argument(
            metavar="[P]", help="65%, 2:1 or '1 in 3'; options A=.3,B=.7; an amount or a day by q05=…,q50=…,q95=…"
        ),
    ] = None,
    closes: Annotated[
        str | None, typer.Argument(metavar="[WHEN]", help="When it closes; a bare day means its end (UTC)")
    ] = None,
    case: Annotated[
        str, typer.Option("--case", metavar="CASE", help="Where it goes", autocompletion=complete_case)
    ] = "inbox",
    name: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="What it is called [default: made of its words]")
    ] = None,
    kind: Annotated[
        Literal["binary", "choice", "numeric", "date"] | None,
        typer.Option(help="What kind of answer it has [default: as P says]"),
    ] = None,
    unit: Annotated[str | None, typer.Option(help="The unit of an amount")] = None,
    criteria: Annotated[
        str | None, typer.Option(help="How it is decided, and by what source [default: by your word]")
    ] = None,
    opens: Annotated[
        str | None, typer.Option(metavar="WHEN", help="When it opened, for a question of the past [default: now]")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag (repeatable)", autocompletion=complete_tag)] = None,
    why: WhyOption = None,
    sure: SureOption = False,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook add "Will it rain on 30 June?" 40% "30 June" --id rain
    outlook add "Rain in June?" q05=20,q50=60,q95=120 "30 June" --unit mm
    outlook add - < questions.tsv    QUESTION ⇥ P ⇥ WHEN ⇥ TAGS ⇥ WHY, or JSON

    Make a forecast of it and state what you believe. P is its prior and your estimate, and says what kind it is.
    """
    from outlook.cli.adding import Shared, asked, keep

    shared = Shared(case, criteria, tuple(tag or ()), why, opens, name, kind, unit)
    keep(asked(question, probability, closes), shared, by, book, color, sure=sure, dry_run=dry_run, as_json=as_json)
