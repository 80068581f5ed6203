"""`outlook verify`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.completing import complete_entry, complete_target
from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption, WhyOption
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from outlook.cli.session import Session

PROBLEMS_FOUND = 1

CasesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CASE]...", help="Cases, by id or any part of it", autocompletion=complete_target),
]


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("verify", short_help="Is anything missing or changed")(verify)


def verify(
    cases: CasesArgument = None,
    seal_line: Annotated[
        str | None, typer.Option("--seal", metavar="LINE", help="What has become of what this published line seals")
    ] = None,
    settle: Annotated[
        str | None,
        typer.Option(
            "--settle",
            metavar="ENTRY[:HASH]",
            help="Accept what was found about an entry, or one version",
            autocompletion=complete_entry,
        ),
    ] = None,
    restore: Annotated[
        bool,
        typer.Option("--restore", help="List the lines that this machine wrote and that are gone, and write them back"),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, for --restore")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Empty this machine's memory of the lines that it wrote")
    ] = False,
    why: WhyOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook verify                            0 when nothing is missing or changed
    outlook verify syria-2024-12 --json

    What is missing or was changed, as far as the book and this machine can know. Exit code 1 if there is anything.
    """
    from outlook.cli import keeping, writing_back
    from outlook.cli.session import open_session

    _one_of(seal=seal_line is not None, settle=settle is not None, restore=restore, forget=forget)
    if forget:
        keeping.forget(dry_run=dry_run)
        return
    session = open_session(book, None, color, quiet=True)
    if settle is not None:
        keeping.settle(session, settle, why, by, dry_run=dry_run, as_json=as_json)
    elif restore:
        writing_back.restore(session, cases or [], yes=yes, dry_run=dry_run)
    else:
        _report(session, cases or [], seal_line, as_json=as_json)


def _one_of(**given: bool) -> None:
    named = [f"--{name}" for name, is_given in given.items() if is_given]
    if len(named) > 1:
        raise InvalidValue(f"{' and '.join(named)} are different things to do: ask for one of them")


def _report(session: "Session", cases: list[str], seal_line: str | None, *, as_json: bool) -> None:
    from outlook.cli import keeping
    from outlook.show.data import forms
    from outlook.show.data.keeping import kept_fields, sealed_fields
    from outlook.show.describe import keeping as described
    from outlook.show.terminal.printed import show

    if seal_line is None:
        kept = keeping.kept_cases(session, cases)
        is_sound = not any(one.findings for one in kept)
        fields = {"ok": is_sound, "cases": [kept_fields(one) for one in kept]}
    else:
        found = keeping.sealed_cases(session, cases, seal_line)
        is_sound = found.is_sound
        fields = {"ok": is_sound, "sealed": [sealed_fields(one) for one in found.sealed], "not_covered": found.others}
        fields["all_here"], fields["lacking"] = not found.lacking, found.lacking
    if as_json:
        sys.stdout.write(forms.document(**fields) + "\n")
    elif seal_line is None:
        show(session.screen, described.kept(kept))
    else:
        show(session.screen, described.sealed(found.sealed, found.others, lacking=found.lacking))
    if not is_sound:
        raise typer.Exit(PROBLEMS_FOUND)
