"""`outlook retract`."""

from typing import TYPE_CHECKING, Annotated

import typer

from outlook.cli.completing import complete_entry
from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption, KnownOption, WhyOption
from outlook.errors import InvalidValue, Refused

if TYPE_CHECKING:
    from outlook.cli.session import Session
    from outlook.model.entries import Entry


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("retract", short_help="Take back a ledger entry")(retract)


def retract(
    entry: Annotated[
        str, typer.Argument(metavar="ENTRY", help="An entry's id, or its beginning", autocompletion=complete_entry)
    ],
    why: WhyOption = None,
    known_at: KnownOption = None,
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook retract hz6k2q7a --why "The report was withdrawn"
    outlook retract hz6k --why "Wrong forecast" --dry-run

    Take back an entry by a new one. Nothing is deleted: `history` shows both.
    """
    from outlook.book.enter import retraction as enter
    from outlook.cli.finishing import finish
    from outlook.cli.session import author, open_session, stamp

    if not why:
        raise InvalidValue('a retraction needs its reason: add --why "…"')
    session, name = _on(open_session(book, None, color), entry, author(by), dry_run=dry_run)
    finish(session, lambda: [enter(session.book, name, stamp(by, known_at), why)], dry_run=dry_run, as_json=as_json)


def _on(session: "Session", text: str, person: str, *, dry_run: bool) -> "tuple[Session, str]":
    """The session on what taking back an entry needs, and the entry's whole id."""
    from outlook.book.case_folder import names_in
    from outlook.cli.narrowing import narrowed_to_settle

    folder, entry = session.book.entry(text)
    if entry.by != person:
        _make_sure_of_anothers(entry, person, dry_run=dry_run)
    named = [folder.forecast(name) for name in names_in(entry) if name in folder.names]
    return narrowed_to_settle(session, named) if named else session, entry.id


def _make_sure_of_anothers(entry: "Entry", person: str, *, dry_run: bool) -> None:
    """Say whose entry it is; where a person can answer, ask.

    Raises:
        Refused: it is not meant.
    """
    from outlook.cli.asking import agreed, can_ask
    from outlook.cli.session import talk

    talk(f"{entry.kind} {entry.id} is {entry.by}'s, and {person} takes it back")
    if can_ask() and not dry_run and not agreed("is that meant?"):
        raise Refused("nothing was taken back")
