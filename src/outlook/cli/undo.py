"""`outlook undo`."""

from typing import TYPE_CHECKING

import typer

from outlook.cli.options import AuthorOption, BookOption, ColorOption, DryRunOption, JsonOption
from outlook.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from outlook.book import Book
    from outlook.book.enter import Build, Stamp, Written
    from outlook.cli.session import Session
    from outlook.model.entries import Entry


UNDONE = "undone"  # why undo takes something back
UNDO = "undo"  # what undo notes of itself where it took back an import
ARCHIVE = "undo takes back no archive"  # of which only `import` notes that it changed records
SHOWN = 60  # characters of what it says


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("undo", short_help="Take back your newest entry")(undo)


def undo(
    by: AuthorOption = None,
    book: BookOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    color: ColorOption = "auto",
) -> None:
    """\b
    outlook undo                              what you entered last
    outlook undo --by bob --dry-run           what would be taken back

    Take back what you entered last, by a new entry. On a terminal you are asked first; undo again to have it back.
    An import is taken back as one. What set, edit, add, new and extract write in records is no entry: undo names the
    way to take it back.
    """
    from outlook.cli.session import author, open_session
    from outlook.cli.undoing_import import import_to_undo, take_import_back

    session = open_session(book, None, color)
    if (imported := import_to_undo(session, author(by))) is not None:
        take_import_back(session, imported, dry_run=dry_run, as_json=as_json)
        return
    found = _newest(session, author(by))
    _ask(session, found, dry_run=dry_run)
    _take_back(session, found, by, dry_run=dry_run, as_json=as_json)


def _newest(session: "Session", person: str) -> "list[Written]":
    """The entries of a person's newest command; refused where what they did after it changed a record."""
    from outlook.book.last_change import last_change
    from outlook.book.newest import newest_of

    change = last_change(session.book.root, person)
    if change is None or change.at > session.now:
        return newest_of(session.book, person, session.now)
    is_undo = change.command == UNDO
    way = f"to have it back: {change.back}" if is_undo else f"to take back your last `{change.command}`, {change.back}"
    try:
        found = newest_of(session.book, person, session.now)
    except Refused as error:
        raise Refused(f"{ARCHIVE if change.command == 'import' else error}; {way}") from error
    entry = found[0].entry
    if entry.recorded_at >= change.at:
        return found
    what = "took back an import" if is_undo else "changed a record"
    raise Refused(
        f"undo takes back entries, and your last `{change.command}` {what}: {way}; to take back what you entered "
        f'before it, outlook retract {entry.id} --why "…"'
    )


def _take_back(session: "Session", found: "Sequence[Written]", by: str | None, *, dry_run: bool, as_json: bool) -> None:
    from outlook.cli.finishing import finish
    from outlook.cli.renaming import give_name
    from outlook.cli.session import stamp
    from outlook.model.kind_of import is_rename

    if is_rename(entry := found[0].entry) and not entry.apart:
        was = (f"{found[0].folder.id}/{entry.forecast}", entry.was)
        give_name(session, *was, lambda: stamp(by, None), "undone", dry_run=dry_run, as_json=as_json)
    else:
        build = of_newest(session.book, found, lambda: stamp(by, None))
        finish(session, build, dry_run=dry_run, as_json=as_json)


def of_newest(book: "Book", found: "Sequence[Written]", marked: "Callable[[], Stamp]") -> "Build":
    """What takes some entries back, together."""
    from outlook.book.enter import retraction
    from outlook.book.newest import in_one

    ids = [one.entry.id for one in found]

    def entries() -> "list[Written]":
        stamps = in_one(marked())  # so that they are taken back together too
        return [retraction(book, name, next(stamps), UNDONE) for name in ids]

    return entries


def announced(found: "Sequence[Written]") -> list[str]:
    """What is to be taken back, or comes back by that, one line for each entry."""
    return [_announced(one) for one in found]


def _announced(one: "Written") -> str:
    from outlook.answers.change import named
    from outlook.model.kind_of import is_retraction
    from outlook.show.describe.ledger import told

    entry, verb = one.entry, "taking back"
    by_id = {other.id: other for other in one.folder.entries}
    while is_retraction(entry) and entry.entry in by_id:
        entry, verb = by_id[entry.entry], "bringing back" if verb != "bringing back" else "taking back once more"
    names = ", ".join(sorted(named(one))) or one.folder.id
    return f"{verb} {entry.kind} {entry.id} of {names}: {told(entry, SHOWN)}"


def _how_far(session: "Session", found: "Sequence[Written]") -> "Iterator[str]":
    """That an undo which follows an undo undoes that, and what takes back the entry before it."""
    from outlook.book.newest import newest_entry
    from outlook.model.kind_of import is_retraction

    last = found[0].entry
    if not is_retraction(last):
        return
    before = newest_entry(session.book, session.now, lambda one: _is_before(one, last))
    further = f'; to go further back, outlook retract {before.id} --why "…"' if before else ""
    yield f"what you did last was to take something back: this undoes that, and goes no further back{further}"


def _is_before(one: "Entry", last: "Entry") -> bool:
    from outlook.model.kind_of import is_retraction

    return one.by == last.by and not (is_retraction(one) and one.why == UNDONE)


def _came_with_its_question(one: "Written") -> bool:
    """Whether `add` made both: an estimate in the very second in which its question opened."""
    from outlook.model.kind_of import is_estimate

    entry = one.entry
    forecast = one.folder.forecasts.get(entry.forecast) if is_estimate(entry) else None
    opens_at = forecast.opens_at if forecast else None  # records hold whole seconds
    return opens_at is not None and opens_at == entry.known_at.replace(microsecond=0)


def _ask(session: "Session", found: "Sequence[Written]", *, dry_run: bool) -> None:
    """Show what is to be taken back; where a person can answer, ask."""
    from outlook.cli.asking import agreed, can_ask
    from outlook.cli.session import talk

    for line in (*_how_far(session, found), *announced(found)):
        talk(line)
    for one in found:
        if _came_with_its_question(one):
            path = f"{one.folder.path / getattr(one.entry, 'forecast', '')}.yaml"
            talk(f"the question itself is no entry, and stays: delete {path} to take that back too")
    if can_ask() and not dry_run and not agreed("take it back?"):
        raise Refused("nothing was taken back")
