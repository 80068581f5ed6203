"""`extract --case`: what a person wants of a document, put into a case."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from outlook.cli import session
from outlook.cli.session import said, talk
from outlook.cli.way_back import say_way_back
from outlook.errors import InvalidValue, OutlookError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from outlook.cli.kept_answers import KeptAnswers
    from outlook.cli.linking import Link
    from outlook.cli.making_a_case import Plan
    from outlook.cli.picked import Finish, LinkTo, Picked
    from outlook.cli.stored import Stored
    from outlook.cli.target import Target
    from outlook.documents.read import Text
    from outlook.extract import Found
    from outlook.extract.drafts import Source
    from outlook.model.case import Document

LONGEST_NAME = 200
# What stands on the line before it; a star and a blank are the bullet of a list.
FOOTNOTE = re.compile(r"^\s*(?:\[\^?\w{1,20}\]:?\s*|\*\*+\s*|\*|[†‡§¹²³⁴⁵⁶⁷⁸⁹]+\s*)$")
SHOWN = 60
ELSEWHERE = timedelta(days=1)  # where it is tomorrow already


class Wanted(NamedTuple):
    """What was asked for with `--case`, as it was typed."""

    case: str | None
    title: str | None
    looks_from: str | None
    author: str | None
    accept: str | None
    links: tuple[str, ...]
    as_stated: str | None
    pick: bool
    dry_run: bool
    sure: bool = False

    @property
    def is_something(self) -> bool:
        """Whether anything is to be put into a case."""
        named = (self.case, self.title, self.accept, self.author, self.looks_from, self.as_stated)
        return bool(self.links or self.pick or self.dry_run) or any(one is not None for one in named)

    def of_case(self, stored: Stored) -> Wanted:
        """The same of a document that is in a case: it stays in that case.

        Raises:
            InvalidValue: another case is named.
        """
        its = stored.folder.id
        if self.case not in (None, its):
            raise InvalidValue(f"--case {(self.case or '')[:60]}: {its}/{stored.document.id} is a document of {its}")
        return self._replace(case=its) if self.is_something else self


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
    target = open_case(wanted.case, book, document)
    if wanted.looks_from is None and target.document is None:
        raise InvalidValue("--as-of DAY is missing: from which day does the document look ahead? It is never guessed")
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
    from outlook.cli.drafting import as_it_is
    from outlook.cli.kept_answers import KeptAnswers
    from outlook.cli.linking import followed, insisted, read_links
    from outlook.cli.making_a_case import Taken, planned, source_of, write
    from outlook.cli.slips_of_names import refuse_corrected
    from outlook.cli.taking_more import ids_there

    on, author = _on(wanted, target, document.text), _author(wanted.author, document, target)
    refuse_corrected(target, document, on, sure=wanted.sure, dry_run=wanted.dry_run)
    source = source_of(document, on, read.scale, target, author)
    title = None if wanted.title is None else _one_line("--title", wanted.title)
    there = ids_there(target.document, read.found)
    named = insisted(read_links(wanted.links, read.found, target.folder, on), wanted.as_stated)
    links = _further(named, there)
    kept = KeptAnswers(target.path.parent, document.sha256) if wanted.pick and not wanted.dry_run else None
    picked = _picked(wanted, target, read, on, _To(document, [link.item for link in links], there, kept))
    _say_odd(document.text, picked.chosen, read)
    further = (*links, *_further(picked.links, there))
    if not picked.chosen and not further:
        talk(f"nothing new of {source.id} was named, so nothing was written")
        return
    try:
        linked = [followed(link, target.path) for link in further]
        taken = Taken(picked.chosen, linked, picked.answers, title)
        plan = planned(target, document, source, read.found, taken)
        if not wanted.dry_run:
            write(target, plan)
    except OutlookError as error:
        if kept is None:
            raise
        raise as_it_is(error)(f"{error}; {kept.way_out(read.listed, picked)}") from error
    if kept is not None:
        kept.close()
    _say_repeated(target, plan, read)
    _say(target, source, plan, taken.links, dry_run=wanted.dry_run)
    if picked.is_interrupted:
        raise KeyboardInterrupt


def _on(wanted: Wanted, target: Target, text: str) -> date:
    """The day from which the document looks ahead: as it is said, or as it was said when the document came."""
    from outlook import moments
    from outlook.cli.taking_more import day_there

    now = session.now()
    typed = None if wanted.looks_from is None else said("--as-of", moments.day, wanted.looks_from, now)
    if typed is not None and typed > now.date() + ELSEWHERE:
        talk(f"--as-of: {typed} lies in the future; closing days are reckoned from it")
    if typed is not None:
        _mention_its_own_day(typed, text)
    return day_there(target, typed)


def _mention_its_own_day(typed: date, text: str) -> None:
    """Where a document's heading names another day, say so: a year is easily mistyped, and days follow from it."""
    from outlook.documents.heading_day import day_of_heading
    from outlook.show.describe.phrasing import day

    own = day_of_heading(text)
    if own is not None and own != typed:
        talk(f"its heading names {day(own)}, and --as-of {day(typed)}: closing days are reckoned from --as-of")


def _further(links: Sequence[Link], there: Mapping[int, str]) -> list[Link]:
    """The links without those that the case has; which these are is said."""
    known = [one for one in links if there.get(one.item.start) in one.forecast.statements]
    for one in known:
        talk(f"statement {one.number} is linked to {one.forecast.full_id} already, as {there[one.item.start]}")
    return [one for one in links if one not in known]


class _To(NamedTuple):
    """What is picked from: the document, what of it is linked or there already, and what was kept of an earlier run."""

    document: Text
    linked: Sequence[Found]
    there: Mapping[int, str]
    kept: KeptAnswers | None


def _picked(wanted: Wanted, target: Target, read: Read, on: date, of: _To) -> Picked:
    """What is taken: what `--accept` names, or what the person picks.

    What the case has already, or what is linked, is not asked about; what it has and was named is said.
    """
    from outlook.cli.kept_answers import refuse_what_cannot_be_written
    from outlook.cli.picked import Picked
    from outlook.cli.picking import accepted, picked

    there = of.there
    walked = [(number, item) for number, item in read.listed if item not in of.linked]
    new = [(number, item) for number, item in walked if item.start not in there]
    if wanted.pick:
        _say_there([item for _, item in walked], read, there)
        if there and not new:
            return Picked()
        if of.kept is not None:
            refuse_what_cannot_be_written(target.path, len(of.document.raw))
        return picked(new, _finish(target, on, of.document.text), _link_to(target, on, of.document.text), of.kept)
    chosen = accepted(wanted.accept, read.found, [number for number, _ in walked]) if wanted.accept else []
    _say_there(chosen, read, there)
    return Picked([item for item in chosen if item.start not in there])


def _say_odd(text: str, chosen: Sequence[Found], read: Read) -> None:
    """Which of the statements that are taken are footnotes, or were not listed: mostly they look at nothing ahead."""
    from outlook.show.describe.phrasing import cut_at_word, safe

    listed = [item for _, item in read.listed]
    for item in chosen:
        is_footnote = FOOTNOTE.search(text[: item.start].rpartition("\n")[2])
        if is_footnote or item not in listed:
            what = "a footnote of the document" if is_footnote else f"not listed, and read as {item.classes[0]}"
            words = safe(cut_at_word(" ".join(item.text.split()), SHOWN))
            talk(f"statement {read.found.index(item) + 1} is {what}: “{words}”")


def _say_there(items: Sequence[Found], read: Read, there: Mapping[int, str]) -> None:
    """Which of these statements the case has, by their numbers and ids."""
    known = [f"{read.found.index(item) + 1} ({there[item.start]})" for item in items if item.start in there]
    if known:
        talk(f"taken already: {', '.join(known)}")


def _finish(target: Target, on: date, text: str) -> Finish:
    from outlook.cli.drafting import read_prior
    from outlook.cli.guiding import Guide
    from outlook.cli.making_a_case import UNNAMED
    from outlook.extract.drafts import drafts_of

    guides: dict[int, Guide] = {}  # each with what was answered so far, for whoever comes back to it

    def finish(item: Found, before: Mapping[str, object]) -> Mapping[str, object]:
        if item.start not in guides:
            *_, draft = drafts_of(item, UNNAMED, on, (), text).values()
            guides[item.start] = Guide(draft, target.path.name, session.now(), read_prior, answered=before)
        return dict(guides[item.start].ask())

    return finish


def _link_to(target: Target, on: date, text: str) -> LinkTo | None:
    from outlook.cli.linking import link_to

    folder = target.folder
    if folder is None or not folder.forecasts:
        return None
    return lambda name, number, item: link_to(name, number, item, folder, on, text)


def _one_line(option: str, text: str) -> str:
    if not text.strip() or not text.isprintable() or len(text) > LONGEST_NAME:
        raise InvalidValue(f"{option} {text[:60]!a} is no name: write it on one line, such as 'Harbour Desk'")
    return " ".join(text.split())


def _author(named: str | None, document: Text, target: Target) -> str | None:
    """Whose document it is: as its case has it, as a person says, or its own heading."""
    from outlook.cli.taking_more import author_there
    from outlook.documents.author import author_of
    from outlook.show.describe.phrasing import safe

    if target.document is not None:
        author_there(target, named)
        return target.document.author
    if named is not None:
        return _one_line("--author", named)
    found = author_of(document.text)
    if found is not None:
        talk(f"its heading says that it is by {safe(found)}: --author NAME says another")
    elif document.author:
        talk(f"its byline says that it is by {safe(document.author)}: --author NAME says another")
    return found or document.author or None


def _say(target: Target, source: Source, plan: Plan, links: Sequence[Link], *, dry_run: bool) -> None:
    from outlook.cli.late_links import late_links
    from outlook.cli.linking import described
    from outlook.records.read import parse_case
    from outlook.show.describe.phrasing import safe

    name = target.path.name
    for file in plan.records:
        sys.stdout.write(safe(f"{name}/{file.removesuffix('.yaml')}  {target.path / file}") + "\n")
    sys.stdout.flush()
    for link in links:
        if target.case is not None:
            for line in described(link, plan.drawn.ids[link.item.start], target.case):
                talk(line)
    if target.folder is not None:
        for line in late_links(links, target.folder, plan, session.now()):
            talk(safe(line))
    if target.folder is not None and target.document is None:
        from outlook.book import CASE_FILE

        talk(_series(parse_case(target.path / CASE_FILE, plan.replaced[CASE_FILE][1]).record, source))
    _say_asked_before(target, plan)
    if any(b"TODO" in plan.new.get(f"{one}.yaml", b"") for one in plan.drawn.forecasts):
        talk(f"every TODO is yours to fill in: `outlook new --from {name}/STATEMENT` asks, `outlook check` names them")
    if dry_run:
        talk("dry run: nothing was written")
        return
    back = _way_back(target, source, plan, links)
    say_way_back(target.path.parent, "extract", target.path, back)


def _say_repeated(target: Target, plan: Plan, read: Read) -> None:
    """Which statements say word for word what an earlier one says, and so share its draft."""
    numbers = {item.start: number for number, item in enumerate(read.found, 1)}
    for later, first in plan.drawn.repeated.items():
        draft = f"{target.path.name}/{plan.drawn.ids[first]}"
        talk(f"statement {numbers[later]} repeats statement {numbers[first]}: {draft} is the draft of both")


def _say_asked_before(target: Target, plan: Plan) -> None:
    """Which new drafts ask what a forecast of the case asks already, in the same words until the same day."""
    from outlook.records.yaml12 import load

    there = target.folder.forecasts.values() if target.folder else ()
    known = {_asks(one.question, one.closes_at): one for one in there}
    for name in plan.drawn.forecasts if known else ():
        fields = load(plan.new.get(f"{name}.yaml", b"{}").decode())
        other = known.get(_asks(fields.get("question"), fields.get("closes_at")))
        if other is not None and "TODO" not in str(fields.get("question")):
            talk(
                f"{target.path.name}/{name} asks the same as {other.full_id}: `--link NUMBER={other.id}` in place of "
                f"--accept makes it that forecast's; delete {name}.yaml if it is one too many"
            )


def _asks(question: object, closes_at: object) -> tuple[str, str]:
    return " ".join(str(question).lower().rstrip("?").split()), str(closes_at or "")[:10]


def _way_back(target: Target, source: Source, plan: Plan, links: Sequence[Link]) -> str:
    """What to delete where: the document or some statements of it, the new files, and what links added to others."""
    if target.folder is None:
        return f"delete {target.path}"
    statements = ", ".join(one["id"] for one in plan.drawn.document["statements"])
    what = [f"{source.id if target.document is None else statements} from {target.path}/case.yaml"]
    if target.document is not None and not statements:
        what = []
    for link in links:
        what.append(f"{plan.drawn.ids[link.item.start]} from {link.forecast.id}.yaml")
    if plan.new:
        what.append("the new files beside it")
    return f"delete {', '.join(what[:-1])}{' and ' if len(what) > 1 else ''}{what[-1]}"


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
