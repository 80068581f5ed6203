"""A case from a report: the document verbatim, its statements, and a draft for each that was taken; all or nothing.

The case is a new one, or one that there is: then the document is a further one, and nothing of the case is lost.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from outlook.book import CASE_FILE, Book, CaseFolder
from outlook.book.create import create_case
from outlook.cli import on_disk
from outlook.cli.guiding import with_answers
from outlook.cli.linking import Link, with_links
from outlook.cli.slips_of_names import say_new_case
from outlook.cli.taking_more import ids_there, refuse_other_text, source_there, with_statements
from outlook.cli.target import Target
from outlook.errors import InvalidValue, Refused, Unreadable
from outlook.extract.drafts import Drawn, Source, case_of, draw
from outlook.extract.marks import shown
from outlook.extract.naming import LONGEST, unique
from outlook.files import RECORD_LIMIT, Folder
from outlook.files.together import put_together
from outlook.locate import FOLDER, find_book
from outlook.locking import locked
from outlook.model.case import Case
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.records.read import parse_case, parse_forecast
from outlook.records.splice import Splice, spliced
from outlook.records.write import render_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from outlook.documents.read import Text
    from outlook.extract import Found


UNNAMED = "draft"  # how a statement that is being picked is called, before it has an id


class Taken(NamedTuple):
    """What of the document goes into the case: statements that become drafts, links, and what finishes drafts.

    `answers` are the fields that a person settled, by where the statement begins.
    """

    chosen: Sequence[Found]
    links: Sequence[Link]
    answers: Mapping[int, Mapping[str, Any]]
    title: str | None = None


class Plan(NamedTuple):
    """Everything that is to be written, by the names of the files; `records` are those a person looks at."""

    new: dict[str, bytes]
    replaced: dict[str, tuple[bytes, bytes]]
    records: list[str]
    drawn: Drawn


def open_case(name: str, named_book: Path | None, report: Text) -> Target:
    """The case that the document goes into.

    Raises:
        InvalidValue: the name is no id.
        Refused: something else has the name, or another case has the document already.
        Unreadable: the case is there, and cannot be read.
    """
    if not SLUG.fullmatch(name) or len(name) > SLUG_LIMIT:
        raise InvalidValue(f"--case {name[:60]!r} is not an id: use lower-case letters and digits joined by hyphens")
    root = find_book(named_book) or Path(FOLDER)
    book = Book.open(root) if root.is_dir() else None
    known = None
    for folder in book.cases.values() if book else ():
        for document in folder.case.documents if folder.case else ():
            if document.sha256 == report.sha256 and folder.id != name:
                raise Refused(
                    f"{report.name} is a document of {folder.id} already, as {document.id}: --case {folder.id} takes "
                    f"further statements of it"
                )
            if document.sha256 == report.sha256:
                known = document
    if not os.path.lexists(root / name):
        say_new_case(name, list(book.cases) if book else [])
        return Target(root / name)
    target = Target(root / name, _existing(root / name, book), known)
    refuse_other_text(target, report)
    return target


def _existing(path: Path, book: Book | None) -> CaseFolder:
    """The case that is there, if something can be added to it."""
    name = path.name
    if book is not None and name in book.left_out:
        raise Unreadable(f"{book.left_out[name]}: nothing can be added to the case before it can be read")
    if book is None or name not in book.cases:
        raise Refused(f"{path} exists already and is left as it is, being no case: name another case")
    folder = book.cases[name]
    if folder.case is None:
        first = next((one for one in folder.problems if one.path.name == CASE_FILE), None)
        raise Unreadable(
            f"{first or path / CASE_FILE}: nothing can be added to the case before {CASE_FILE} can be read: "
            f"`outlook edit {name}` opens it"
        )
    return folder


def source_of(report: Text, as_of: date, scale: str, target: Target, author: str | None) -> Source:
    """How a case keeps a document: as it is, under its own name, beside the text that was read if that is another.

    Where the case has a document or a file of that name, it gets the next one that is free.
    """
    if target.document is not None:
        return source_there(target.document, as_of, scale, report.places)
    documents = target.case.documents if target.case else ()
    taken = {document.id for document in documents}
    names = target.names
    while True:
        name = unique(report.id[:LONGEST].strip("-"), taken)
        file = f"{name}.{report.ending}"
        text = None if report.is_plain else f"{file}.txt"
        if names.isdisjoint({file, text}):
            break
        taken.add(name)
    text_sha256 = None if report.is_plain else report.text_sha256
    is_further = target.folder is not None
    return Source(name, file, report.sha256, as_of, scale, text, text_sha256, report.places, author, is_further)


def planned(target: Target, report: Text, source: Source, found: Sequence[Found], taken: Taken) -> Plan:
    """What is to be written; every record of it reads back.

    Raises:
        Refused: a file of the case is laid out so that it can only be changed by hand.
    """
    drawn = _drawn(target, source, found, taken)
    answers = {drawn.ids[start]: _of_itself(drawn.ids[start], fields) for start, fields in taken.answers.items()}
    drafts = {name: with_answers(draft, answers.get(name, {})) for name, draft in drawn.forecasts.items()}
    texts = {f"{name}.yaml": render_fields(draft.fields, draft.hints) for name, draft in drafts.items()}
    new = _files(report, source) if target.document is None else {}
    replaced: dict[str, tuple[bytes, bytes]] = {}
    if target.folder is None:
        draft = case_of(taken.title or f"TODO: {source.id}", source, drawn)
        texts = {CASE_FILE: render_fields(draft.fields, draft.hints), **texts}
    else:
        replaced = _replaced(target, drawn, taken.links)
    _validate(target.path, {**texts, **{name: after.decode() for name, (_, after) in replaced.items()}})
    new |= {name: text.encode() for name, text in texts.items()}
    return Plan(new, replaced, [*replaced, *texts], drawn)


def _of_itself(statement_id: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers with the id of the statement in the place of the name that it had before it got one."""
    return {**fields, "as_stated_in": statement_id} if fields.get("as_stated_in") == UNNAMED else fields


def _drawn(target: Target, source: Source, found: Sequence[Found], taken: Taken) -> Drawn:
    """What the document gives its case, without the statements and assumptions that the case has of it already."""
    case, there = target.case, ids_there(target.document, found)
    linked = [link.item for link in taken.links]
    chosen = [item for item in taken.chosen if item not in linked]
    new = [item for item in linked if item.start not in there]
    known = {one.text for one in case.assumptions} if case else set()
    if target.document is not None:
        known |= {shown(item.text) for item in found}  # its assumptions came with it
    drawn = draw(source, found, chosen, new, _ids(target), known, taken.answers)
    return drawn._replace(ids={**there, **drawn.ids})


def _files(report: Text, source: Source) -> dict[str, bytes]:
    """The document as it is, and beside it the text that was read from it, if that is another."""
    text = {} if source.text is None else {source.text: report.text.encode()}
    return {source.file: report.raw, **text}


def write(target: Target, plan: Plan) -> None:
    """Put everything in its place, or nothing.

    Raises:
        Refused: somebody else made or changed something of it meanwhile.
        Unreadable: the disk did not allow it.
    """
    if target.folder is None:
        on_disk.expect(target.path)
        create_case(target.path.parent, target.path.name, plan.new.items())
        return
    for name, data in (*plan.new.items(), *((name, after) for name, (_, after) in plan.replaced.items())):
        on_disk.expect(target.path / name, data)
    with Folder.open(target.path) as folder, locked(folder):
        put_together(folder, plan.new, plan.replaced)


def _ids(target: Target) -> Collection[str]:
    """The ids that the case has given away: of records, former ones too, of statements, assumptions and entries."""
    if target.folder is None or target.case is None:
        return ()
    case, folder = target.case, target.folder
    statements = [one.id for document in case.documents for one in document.statements]
    files = [name.rpartition(".")[0] for name in target.names if name.endswith((".yaml", ".yml"))]
    orphans = [one.name for one in folder.orphans]
    return {*files, *folder.former, *orphans, *statements, *(one.id for one in case.assumptions)}


def _replaced(target: Target, drawn: Drawn, links: Sequence[Link]) -> dict[str, tuple[bytes, bytes]]:
    """The records that change, as they are and as they become: `case.yaml`, and those that are linked to."""
    path, with_it = target.path, _with_document if target.document is None else with_statements
    with Folder.open(path) as opened:
        before = {CASE_FILE: opened.read(CASE_FILE, RECORD_LIMIT)}
        for link in links:
            before[f"{link.forecast.id}.yaml"] = opened.read(f"{link.forecast.id}.yaml", RECORD_LIMIT)
    after = {
        CASE_FILE: _spliced_in(path / CASE_FILE, partial(with_it, before[CASE_FILE].decode(), drawn)),
    }
    for forecast in {link.forecast.id: link.forecast for link in links}.values():
        mine = [(link, drawn.ids[link.item.start]) for link in links if link.forecast.id == forecast.id]
        name = f"{forecast.id}.yaml"
        after[name] = _spliced_in(path / name, partial(with_links, before[name].decode(), forecast, mine))
    changed = {name: (before[name], text.encode()) for name, text in after.items()}
    return {name: (old, new) for name, (old, new) in changed.items() if old != new}


def _spliced_in(path: Path, change: Callable[[], str]) -> str:
    try:
        return change()
    except Refused as error:
        raise Refused(f"{path}: {error}; nothing was written") from error


def _with_document(text: str, drawn: Drawn) -> str:
    """The text of the case with one document more, and the assumptions that it brings."""
    order = tuple(Case.model_fields)
    added = [("documents", drawn.document), *(("assumptions", one) for one in drawn.assumptions)]
    for field, item in added:
        text = spliced(text, Splice(field, "add", item), order)
    return text


def _validate(folder: Path, texts: Mapping[str, str]) -> None:
    """Every record reads back; what does not would be a bug, and is better seen before than after."""
    for name, text in texts.items():
        path, raw = folder / name, text.encode()
        read = parse_case(path, raw) if name == CASE_FILE else parse_forecast(path, raw, folder.name)
        assert read.record is not None, read.problems
