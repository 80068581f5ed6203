"""What `verify` and `seal` do: look at cases, and seal them."""

from collections.abc import Sequence
from typing import NamedTuple

from outlook.book import CaseFolder
from outlook.book.enter import Written
from outlook.book.select import only
from outlook.checks.keeping import Kept, kept
from outlook.checks.sealed import SealedCase, content, lacking, sealed
from outlook.cli import on_disk
from outlook.cli import session as clock
from outlook.cli.newcomers import mention_newcomer
from outlook.cli.session import Session, author, talk
from outlook.errors import InvalidValue, Refused
from outlook.ledger import new_id, witness
from outlook.ledger.seals import LINE, PREFIX, leaf, tree
from outlook.model.entries import Entry, Seal, build
from outlook.show.describe.phrasing import plural


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
