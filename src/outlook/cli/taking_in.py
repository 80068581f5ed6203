"""`extract --case`: what a person wants of a document, put into a case."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from outlook.cli import session
from outlook.cli.session import said, talk
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from outlook.cli.linking import Link
    from outlook.cli.making_a_case import Plan, Target
    from outlook.cli.picking import Finish, LinkTo, Picked
    from outlook.documents.read import Text
    from outlook.extract import Found
    from outlook.extract.drafts import Source
    from outlook.model.case import Document

LONGEST_NAME = 200


class Wanted(NamedTuple):
    """What was asked for with `--case`, as it was typed."""

    case: str | None
    title: str | None
    looks_from: str | None
    author: str | None
    accept: str | None
    links: tuple[str, ...]
    pick: bool
    dry_run: bool

    @property
    def is_something(self) -> bool:
        """Whether anything is to be put into a case."""
        named = (self.case, self.title, self.accept, self.author)
        return bool(self.links or self.pick or self.dry_run) or any(one is not None for one in named)


class Read(NamedTuple):
    """Every sentence of the document, those that are listed with their numbers, and the scale they were read by."""

    found: Sequence[Found]
    listed: Sequence[tuple[int, Found]]
    scale: str


def target_of(wanted: Wanted, document: Text, book: Path | None, scale: str | None) -> tuple[Target | None, str]:
    """The case that the document goes into, if any, and the scale by which it is read.

    Raises:
        InvalidValue: an option is missing, or another scale was named than the case has.
        Refused, Unreadable: as `open_case`.
    """
    target = _target_of(wanted, document, book) if wanted.is_something else None
    return target, _scale_of(scale, target)


def _target_of(wanted: Wanted, document: Text, book: Path | None) -> Target:
    from outlook.cli.making_a_case import open_case

    if wanted.case is None or not (wanted.accept or wanted.pick or wanted.links):
        raise InvalidValue(
            "--case NAME goes with --accept 4,5-7 (the numbers of the list), with --link 4=FORECAST or with --pick"
        )
    if wanted.accept is not None and wanted.pick:
        raise InvalidValue("--accept names the statements and --pick asks for them: give one of the two")
    if wanted.looks_from is None:
        raise InvalidValue("--as-of DAY is missing: from which day does the document look ahead? It is never guessed")
    target = open_case(wanted.case, book, document)
    if wanted.title is not None and target.case is not None:
        raise InvalidValue(
            f"--title is for a new case: {wanted.case} has one, and `outlook edit {wanted.case}` changes it"
        )
    return target


def _scale_of(named: str | None, target: Target | None) -> str:
    from outlook.words import DEFAULT

    if target is None or target.case is None:
        return named or DEFAULT
    its = target.case.scale or DEFAULT
    if named not in (None, its):
        name = target.path.name
        raise InvalidValue(f"--scale {named}: the documents of {name} are read by the scale {its}: leave it out")
    return its


def take_in(wanted: Wanted, target: Target, document: Text, read: Read) -> None:
    """Put the document and what is wanted of it into the case, and say what was written."""
    from outlook import moments
    from outlook.cli.linking import read_links
    from outlook.cli.making_a_case import Taken, planned, source_of, write

    on = said("--as-of", moments.day, wanted.looks_from or "", session.now())
    source = source_of(document, on, read.scale, target, _author(wanted.author, document))
    title = None if wanted.title is None else _one_line("--title", wanted.title)
    links = read_links(wanted.links, read.found, target.folder, on)
    picked = _picked(wanted, target, read, on, links)
    taken = Taken(picked.chosen, (*links, *picked.links), picked.answers, title)
    plan = planned(target, document, source, read.found, taken)
    if not wanted.dry_run:
        write(target, plan)
    _say(target, source, plan, taken.links, dry_run=wanted.dry_run)
    if picked.is_interrupted:
        raise KeyboardInterrupt


def _picked(wanted: Wanted, target: Target, read: Read, on: date, links: Sequence[Link]) -> Picked:
    """What is taken: what `--accept` names, or what the person picks; what is linked already is not asked about."""
    from outlook.cli.picking import Picked, accepted, picked

    linked = [link.item for link in links]
    if wanted.pick:
        walked = [(number, item) for number, item in read.listed if item not in linked]
        return picked(walked, _finish(target, on), _link_to(target, on))
    listed = [number for number, item in read.listed if item not in linked]
    return Picked(accepted(wanted.accept, read.found, listed) if wanted.accept else [])


def _finish(target: Target, on: date) -> Finish:
    from outlook.cli.drafting import read_prior
    from outlook.cli.guiding import Guide
    from outlook.extract.drafts import drafts_of

    def finish(item: Found) -> dict[str, object]:
        *_, draft = drafts_of(item, "draft", on, ()).values()
        return Guide(draft, target.path.name, session.now(), read_prior).ask()

    return finish


def _link_to(target: Target, on: date) -> LinkTo | None:
    from outlook.cli.linking import link_to

    folder = target.folder
    if folder is None or not folder.forecasts:
        return None
    return lambda name, number, item: link_to(name, number, item, folder, on)


def _one_line(option: str, text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > LONGEST_NAME:
        raise InvalidValue(f"{option} {text[:60]!a} is no name: write it on one line, such as 'Harbour Desk'")
    return " ".join(text.split())


def _author(named: str | None, document: Text) -> str | None:
    """Whose document it is: as a person says, or its own heading."""
    from outlook.documents.author import author_of
    from outlook.show.describe.phrasing import safe

    if named is not None:
        return _one_line("--author", named)
    found = author_of(document.text)
    if found is not None:
        talk(f"its heading says that it is by {safe(found)}: --author NAME says another")
    return found


def _say(target: Target, source: Source, plan: Plan, links: Sequence[Link], *, dry_run: bool) -> None:
    from outlook.cli.linking import described
    from outlook.records.read import parse_case
    from outlook.show.describe.phrasing import safe

    name = target.path.name
    for file in plan.records:
        sys.stdout.write(safe(f"{name}/{file.removesuffix('.yaml')}  {target.path / file}") + "\n")
    sys.stdout.flush()
    for link in links:
        if target.case is not None:
            talk(described(link, plan.drawn.ids[link.item.start], target.case))
    if target.folder is not None:
        from outlook.book import CASE_FILE

        talk(_series(parse_case(target.path / CASE_FILE, plan.replaced[CASE_FILE][1]).record, source))
    if any(b"TODO" in plan.new.get(f"{one}.yaml", b"") for one in plan.drawn.forecasts):
        talk(f"every TODO is yours to fill in: `outlook new --from {name}/STATEMENT` asks, `outlook check` names them")
    if dry_run:
        talk("dry run: nothing was written")
    elif target.folder is None:
        talk(f"to take it back: delete {target.path}")
    else:
        talk(f"to take it back: delete {source.id} from {target.path}/case.yaml, and the new files beside it")


def _series(case: object, source: Source) -> str:
    """Which document of whose series it is, by their days."""
    from outlook.belief.documents import day_of, series_of
    from outlook.model.case import Case
    from outlook.show.describe.phrasing import day, safe

    assert isinstance(case, Case)  # it was read back before it was written
    mine = next(document for document in case.documents if document.id == source.id)
    if mine.author is None:
        return (
            f"{source.id} has no author, and so speaks for itself: `author: NAME` in case.yaml makes it one of a series"
        )
    series: Sequence[Document] = series_of(case, mine)
    listed = ", ".join(f"{one.id} ({day(on) if (on := day_of(case, one)) else 'no day'})" for one in series)
    return safe(f"{source.id} is document {series.index(mine) + 1} of {len(series)} by {mine.author}: {listed}")
