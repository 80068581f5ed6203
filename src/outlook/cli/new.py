"""`outlook new`."""

from typing import Annotated, Literal

import typer

from outlook.cli.completing import complete_given, complete_new, complete_statement, complete_tag
from outlook.cli.options import BookOption, ColorOption, DryRunOption, JsonOption, Output, SureOption
from outlook.errors import InvalidValue

Kind = Literal["binary", "choice", "numeric", "date"]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("new", short_help="Write a forecast, by flags or in your editor")(new)


def new(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="CASE/ID", help="Where it goes; a new case is made when named", autocompletion=complete_new
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="STATEMENT",
            autocompletion=complete_statement,
            help="Of what a statement of a case says: its id, or CASE/DOCUMENT/NUMBER; asks the rest",
        ),
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="What is asked, so that two strangers would agree on the answer")
    ] = None,
    closes: Annotated[
        str | None, typer.Option(metavar="WHEN", help="When it closes; a bare day means its end (UTC)")
    ] = None,
    prior: Annotated[
        str | None, typer.Option(metavar="P", help="60%, or Hama=.3,Homs=.7, or q05=…,q50=…,q95=…")
    ] = None,
    criteria: Annotated[str | None, typer.Option(help="How it is decided, and by what source")] = None,
    title: Annotated[str | None, typer.Option(help="A short title for the table")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What kind of answer it has [default: binary]")] = None,
    option: Annotated[list[str] | None, typer.Option(metavar="NAME", help="An option of a choice (repeatable)")] = None,
    ordered: Annotated[bool, typer.Option("--ordered", help="The options have an order")] = False,
    unit: Annotated[str | None, typer.Option(help="The unit of a numeric forecast")] = None,
    opens: Annotated[str | None, typer.Option(metavar="WHEN", help="When it opens [default: now]")] = None,
    decay: Annotated[
        Literal["deadline", "none"],
        typer.Option(help="deadline: an event by a deadline, less likely as time passes"),
    ] = "none",
    given: Annotated[
        str | None,
        typer.Option(
            metavar="FORECAST=OUTCOME",
            help="The condition of a conditional forecast",
            autocompletion=complete_given,
        ),
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="A source that decides it (repeatable)")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="A tag (repeatable)", autocompletion=complete_tag)] = None,
    as_stated: Annotated[
        bool,
        typer.Option("--as-stated", help="For --from: the report's words are its own estimate, however you put it"),
    ] = False,
    sure: SureOption = False,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook new work/ship-it --question "Shipped by June?" --closes 2027-06-30
    outlook new work/ship-it                  a commented template in $EDITOR

    Write a forecast record, validated before it is kept. What is missing makes it a draft, and is named. With
    `--from walkout --criteria Reuters --prior 40%` it asks what a statement of a report says.
    """
    asked = {"title": title, "question": question, "kind": kind, "options": option, "ordered": ordered or None}
    window = {"unit": unit, "closes_at": closes, "opens_at": opens, "prior": prior, "criteria": criteria}
    linked = {"given": given, "decay": None if decay == "none" else decay, "sources": source, "tags": tag}
    fields, output = {**asked, **window, **linked}, Output(dry_run, as_json, color, sure)
    if from_ is not None:
        from outlook.cli.from_statement import new_from

        new_from(from_, name, book, fields, output, as_stated=as_stated)
    elif as_stated:
        raise InvalidValue("--as-stated goes with --from STATEMENT, whose report states something")
    else:
        from outlook.cli.drafting import new_record

        new_record(name, book, fields, output)
