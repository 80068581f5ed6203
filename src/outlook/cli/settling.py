"""What `verify --settle` does: repairs that accept what was found about entries, or about the change of a record."""

import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from outlook.book import CaseFolder
from outlook.book.enter import Stamp, Written, check_stamp
from outlook.checks.keeping import made_on_another_text, repair_of
from outlook.cli import on_disk
from outlook.cli import session as clock
from outlook.cli.newcomers import mention_newcomer
from outlook.cli.session import Session, author, talk
from outlook.errors import InvalidValue, NoMatch, Refused
from outlook.ledger import lines_of, new_id, number_of
from outlook.model.entries import Entry, Repair, build
from outlook.show.describe.ledger import written as described
from outlook.show.terminal.printed import show

SHORTEST_HASH = 4


class Named(NamedTuple):
    """An entry of a case that is to be settled, and the version that is to count, where it has several."""

    folder: CaseFolder
    entry: str
    version: str


def settle(
    session: Session, texts: Sequence[str], why: str | None, by: str | None, *, dry_run: bool, as_json: bool
) -> None:
    """Append repairs that accept what was found about entries, or keep one of the versions of one.

    A text is the id of an entry, or names a forecast: then it is every estimate from before a change of its record.

    Raises:
        InvalidValue: there is no reason, or the version is not named.
        NoMatch: no case has such an entry or forecast.
        Refused: nothing about it needs settling.
    """
    if not why:
        raise InvalidValue('settling needs its reason: add --why "…"')
    name = author(by)
    named = list(dict.fromkeys(one for text in texts for one in _named(session, text)))
    folders = {one.folder.id: one.folder for one in named}

    def repairs(folder: CaseFolder) -> list[Entry]:
        folder.refresh()
        at, mine = clock.now(), [one for one in named if one.folder is folder]
        stamps = [Stamp(name, at, at + timedelta(microseconds=place)) for place in range(len(mine))]
        made: list[Entry] = [_repair(one, check_stamp(stamp), why) for one, stamp in zip(mine, stamps, strict=True)]
        on_disk.expect_entries([Written(folder, one) for one in made])
        return made

    made = {
        folder.id: repairs(folder) for folder in folders.values()
    }  # all that is refused, before anything is written
    mention_newcomer(session.book, name)
    for folder in () if dry_run else folders.values():
        made[folder.id] = folder.ledger.append(partial(repairs, folder))
    written = [(case, one) for case, entries in made.items() for one in entries]
    _show(session, written, as_json=as_json)
    if dry_run:
        talk("dry run: nothing was written")


def _show(session: Session, written: Sequence[tuple[str, Entry]], *, as_json: bool) -> None:
    entries = [one for _, one in written]
    if as_json:
        from outlook.show.data import forms, payload

        sys.stdout.write(forms.document(entries=payload.entries(entries)) + "\n")
    else:
        show(session.screen, described([case for case, _ in written], entries, []))


def _named(session: Session, text: str) -> list[Named]:
    """The entry of that id; of a forecast its estimates that were made on another text of the question."""
    entry_id, _, version = text.strip().lower().partition(":")
    for folder in session.book.cases.values():
        if lines_of(folder.ledger).versions(entry_id) or number_of(folder.ledger, entry_id):
            return [Named(folder, entry_id, version)]
    try:
        forecast = session.book.forecast(text, session.now)
    except NoMatch as error:
        raise NoMatch(
            f"no case has an entry {entry_id[:40]!a}: write the whole id that `outlook verify` shows, or name a "
            f"forecast whose record was changed"
        ) from error
    folder = session.book.folder_of(forecast)
    found = [Named(folder, name, "") for name in made_on_another_text(folder, forecast.id)]
    if not found:
        raise Refused(f"nothing about {forecast.full_id} needs settling: no estimate was made on another text of it")
    return found


def _repair(one: Named, stamp: Stamp, why: str) -> Repair:
    folder, entry_id, version = one
    fields = {"keeps": _version(folder, entry_id, version), **repair_of(folder, entry_id)}
    if not any(fields.values()):
        raise Refused(f"nothing about {entry_id} needs settling")
    return build(Repair, {"id": new_id(), **stamp._asdict(), "entry": entry_id, **fields, "why": why})


def _version(folder: CaseFolder, entry_id: str, named: str) -> str | None:
    known = lines_of(folder.ledger).versions(entry_id)
    if not known:
        if named:
            raise InvalidValue(f"{entry_id} has one version only: leave :{named[:40]} out")
        return None
    found = [one for one in known if one.startswith(named)] if len(named) >= SHORTEST_HASH else []
    if len(found) != 1:
        ways = " or ".join(f"--settle {entry_id}:{one} (line {lines[0]})" for one, lines in known.items())
        raise InvalidValue(f"{entry_id} has {len(known)} versions: say which one counts, {ways}")
    return found[0]
