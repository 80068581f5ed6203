"""What `verify` and `seal` do: look at cases, settle what was found, write back what is gone, seal."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from outlook.book import CaseFolder
from outlook.book.enter import Stamp, Written, check_stamp
from outlook.book.select import only
from outlook.checks.keeping import Kept, kept, repair_of
from outlook.checks.sealed import SealedCase, content, lacking, sealed
from outlook.cli import on_disk
from outlook.cli import session as clock
from outlook.cli.session import Session, author, mention_newcomer, talk
from outlook.errors import InvalidValue, NoMatch, Refused
from outlook.ledger import lines_of, new_id, number_of, witness
from outlook.ledger.seals import LINE, PREFIX, leaf, tree
from outlook.model.entries import Entry, Repair, Seal, build
from outlook.show.describe.ledger import written as described
from outlook.show.describe.phrasing import plural
from outlook.show.terminal.printed import show

SHORTEST_HASH = 4


def folders_of(session: Session, cases: Sequence[str]) -> list[CaseFolder]:
    """The cases that are named, all of them where none is."""
    every = list(session.book.cases.values())
    return list({found.id: found for found in (only(text, every, "case") for text in cases)}.values()) or every


def kept_cases(session: Session, cases: Sequence[str]) -> list[Kept]:
    """What is found in each case."""
    return [kept(folder) for folder in folders_of(session, cases)]


class Unsealed(NamedTuple):
    """What has become of the sealed cases, the cases without the seal, and at least how many sealed ones are gone."""

    sealed: list[SealedCase]
    others: list[str]
    lacking: int

    @property
    def is_sound(self) -> bool:
        """Whether what was sealed is here, and is unchanged."""
        return bool(self.sealed) and not self.lacking and all(one.is_unchanged for one in self.sealed)


def sealed_cases(session: Session, cases: Sequence[str], line: str) -> Unsealed:
    """What has become of each case that the line seals, and the cases that it does not seal.

    Raises:
        InvalidValue: it is no line of `outlook seal`.
    """
    match = LINE.fullmatch(line.strip())
    if match is None:
        raise InvalidValue(
            f"--seal {line[:60]!r} is no line of `outlook seal`: it is {PREFIX} and 64 hexadecimal digits"
        )
    found = {folder.id: sealed(folder, match[1]) for folder in folders_of(session, cases)}
    here = [one for one in found.values() if one]
    others = [name for name, one in found.items() if one is None]
    return Unsealed(here, others, lacking(session.book.cases.values(), match[1]))


def forget(*, dry_run: bool) -> None:
    """Empty this machine's memory of the lines that it wrote."""
    place = witness.where()
    count = 0 if dry_run else witness.forget()
    talk(f"dry run: {place} was not emptied" if dry_run else f"{plural(count, 'journal')} in {place} emptied")


def settle(session: Session, text: str, why: str | None, by: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Append a repair that accepts what was found about an entry, or keeps one of its versions.

    Raises:
        InvalidValue: there is no reason, or the version is not named.
        NoMatch: no case has such an entry.
        Refused: nothing about it needs settling.
    """
    if not why:
        raise InvalidValue('settling needs its reason: add --why "…"')
    entry_id, _, version = text.strip().lower().partition(":")
    folder = _folder_with(session, entry_id)

    def repairs() -> list[Entry]:
        folder.refresh()
        stamp = Stamp(author(by), at := clock.now(), at)
        repair = _repair(folder, entry_id, version, check_stamp(stamp), why)
        on_disk.expect_entries([Written(folder, repair)])
        return [repair]

    mention_newcomer(session.book, author(by))
    written = repairs() if dry_run else folder.ledger.append(repairs)
    if as_json:
        from outlook.show.data import forms, payload

        sys.stdout.write(forms.document(entries=payload.entries(written)) + "\n")
    else:
        show(session.screen, described([folder.id], written, []))
    if dry_run:
        talk("dry run: nothing was written")


def _folder_with(session: Session, entry_id: str) -> CaseFolder:
    for folder in session.book.cases.values():
        if lines_of(folder.ledger).versions(entry_id) or number_of(folder.ledger, entry_id):
            return folder
    raise NoMatch(f"no case has an entry {entry_id[:40]!a}: write the whole id that `outlook verify` shows")


def _repair(folder: CaseFolder, entry_id: str, version: str, stamp: Stamp, why: str) -> Repair:
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


def seal(session: Session, cases: Sequence[str], by: str | None, *, dry_run: bool) -> tuple[str, list[Seal]]:
    """Append a seal to each case; the line for all of them, and the seals.

    Raises:
        Refused: there is no case, or one was written to meanwhile.
    """
    folders = folders_of(session, cases)
    if not folders:
        raise Refused("there is no case to seal in this book")
    name, at = author(by), clock.now()
    mention_newcomer(session.book, name)
    plain = {
        folder.id: build(Seal, {"id": new_id(), "known_at": at, "recorded_at": at, "by": name, **content(folder)})
        for folder in folders
    }
    root, paths = tree({case: leaf(one) for case, one in plain.items()})
    seals = {case: one.model_copy(update={"path": paths[case]}) for case, one in plain.items()}
    on_disk.expect_entries([Written(folder, seals[folder.id]) for folder in folders])
    for folder in () if dry_run else folders:
        _append(folder, seals[folder.id])
    return f"{PREFIX}{root}", list(seals.values())


def _append(folder: CaseFolder, one: Seal) -> None:
    def unchanged() -> list[Entry]:
        now_there = content(folder)
        if (now_there["lines"], now_there["files"]) != (one.lines, dict(one.files)):
            raise Refused(f"{folder.id} was written to while it was sealed: seal again")
        return [one]

    folder.ledger.append(unchanged)
