"""`verify --restore`: lists the lines that this machine wrote and that are gone, asks, and writes them back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from outlook.book import CaseFolder
from outlook.checks.gone import Gone, gone
from outlook.cli.asking import agreed, can_ask
from outlook.cli.keeping import folders_of
from outlook.cli.session import Session, talk
from outlook.errors import Refused
from outlook.ledger import lines_of
from outlook.show.describe.blocks import Block, Line
from outlook.show.describe.phrasing import plural, safe
from outlook.show.terminal.printed import show

SHOWN = 20  # of the lines that are left out
ABOUT = ("forecast", "forecasts", "entry", "case")


class _Lost(NamedTuple):
    """The lines of a case that are not in its ledger in any version: those to write back, and the others."""

    folder: CaseFolder
    chosen: list[Gone]
    others: list[Gone]


def restore(session: Session, named: Sequence[str], *, yes: bool, dry_run: bool) -> None:
    """Write lines back that are gone: those that were written here, or the entries that are named.

    Raises:
        NoMatch: no case and no lost entry has such a name.
        Refused: the person does not agree, or there is nobody to ask.
    """
    found = _lost(session, named)
    if not any(one.chosen or one.others for one in found):
        talk("nothing to write back: every line that this machine remembers is here")
        return
    show(session.screen, _listed(found))
    total = sum(len(one.chosen) for one in found)
    if not total:
        talk("nothing to write back here: to bring some of these lines, name their ids after --restore")
    elif dry_run:
        talk(f"dry run: {plural(total, 'line')} would be written back as they were")
    else:
        _check_agreed(total, is_sure=yes or _are_ids(named, found))
        _write_back(found)


def _lost(session: Session, named: Sequence[str]) -> list[_Lost]:
    every = {folder.id: _not_here(folder) for folder in session.book.cases.values()}
    known = {one.id for lines in every.values() for one in lines}
    ids = {name.strip().lower() for name in named} & known
    cases = [name for name in named if name.strip().lower() not in ids]
    folders = folders_of(session, cases) if cases or not ids else list(session.book.cases.values())
    return [_chosen(folder, every[folder.id], ids) for folder in folders]


def _not_here(folder: CaseFolder) -> list[Gone]:
    examined = lines_of(folder.ledger).examined()
    here = {str(line.document["id"]) for line in examined.lines.values()}
    return [one for one in gone(folder.path, examined) if one.id not in here]


def _chosen(folder: CaseFolder, lines: Sequence[Gone], ids: set[str]) -> _Lost:
    wanted = [one for one in lines if (one.id in ids if ids else one.belongs_here)]
    return _Lost(folder, wanted, [] if ids else [one for one in lines if one not in wanted])


def _are_ids(named: Sequence[str], found: Iterable[_Lost]) -> bool:
    """Whether each line was asked for by its id."""
    return bool(named) and {one.id for lost in found for one in lost.chosen} == {name.strip().lower() for name in named}


def _listed(found: Iterable[_Lost]) -> Iterator[Block]:
    for lost in found:
        if lost.chosen:
            yield Line(f"{lost.folder.id}: to write back", "strong")
            yield from (Line(_said(one), indent=2) for one in lost.chosen)
        if lost.others:
            yield Line(f"{lost.folder.id}: written in another copy, and left out unless their ids are named", "strong")
            yield from (Line(_said(one), "soft", indent=2) for one in lost.others[:SHOWN])
        if len(lost.others) > SHOWN:
            more = Counter(one.written_in for one in lost.others[SHOWN:])
            said = ", ".join(f"{count:,} in {safe(name)}" for name, count in more.items())
            yield Line(f"and more: {said}", "soft", indent=2)


def _said(one: Gone) -> str:
    """An entry by its line, which need not be of any kind that is known here."""
    document = one.line.document
    about = next((_joined(document[name]) for name in ABOUT if document.get(name)), "")
    where = "" if one.is_from_here else f", in {safe(one.written_in)}"
    words = f"{one.id}  {document.get('kind')} {about}".rstrip()
    return safe(f"{words} by {document.get('by')}, recorded {document.get('recorded_at')}") + where


def _joined(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _check_agreed(total: int, *, is_sure: bool) -> None:
    if is_sure:
        return
    if not can_ask():
        raise Refused(
            f"--restore asks before it writes {plural(total, 'line')} back, and there is no terminal to ask on: "
            "add --yes, or name the ids of the entries"
        )
    if not agreed(f"write {'it' if total == 1 else 'them'} back?"):
        raise Refused("nothing was written")


def _write_back(found: Iterable[_Lost]) -> None:
    for lost in found:
        if lost.chosen:
            count = lines_of(lost.folder.ledger).restore([one.line.raw for one in lost.chosen])
            talk(f"{lost.folder.id}: {plural(count, 'line')} written back as they were")
