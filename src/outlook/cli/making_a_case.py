"""A new case from a report: the document verbatim, the case, and a draft for each statement; all of it or nothing."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from outlook.book import CASE_FILE, Book
from outlook.book.create import create_case
from outlook.documents.read import Text
from outlook.errors import InvalidValue, Refused
from outlook.extract import Found
from outlook.extract.drafts import Source, records
from outlook.locate import FOLDER, find_book
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.records.read import parse_case, parse_forecast
from outlook.records.write import render_fields


def open_case(name: str, named_book: Path | None, report: Text) -> Path:
    """The folder of the new case.

    Raises:
        InvalidValue: the name is no id.
        Refused: the case exists, or another has the document already.
    """
    if not SLUG.fullmatch(name) or len(name) > SLUG_LIMIT:
        raise InvalidValue(f"--case {name[:60]!r} is not an id: use lower-case letters and digits joined by hyphens")
    root = find_book(named_book) or Path(FOLDER)
    if os.path.lexists(root / name):
        raise Refused(f"{root / name} exists already and is left as it is: name another case")
    for folder in Book.open(root).cases.values() if root.is_dir() else ():
        for document in folder.case.documents if folder.case else ():
            if document.sha256 == report.sha256:
                raise Refused(f"{report.name} is a document of {folder.id} already, as {document.id}")
    return root / name


def write_case(
    folder: Path, report: Text, source: Source, found: Sequence[Found], chosen: Sequence[Found]
) -> dict[str, Path]:
    """Make the case whole, or nothing of it; returns the new files by id.

    Raises:
        Refused: the case was made by somebody else meanwhile.
        Unreadable: the disk did not allow it; nothing of it is left.
    """
    drafts = records(f"TODO: {source.id}", source, found, chosen)
    texts = {name: render_fields(one.fields, one.hints) for name, one in drafts.items()}
    _validate(folder, texts)
    files = {source.file: report.raw}
    if source.text is not None:
        files[source.text] = report.text.encode()
    files |= {CASE_FILE if name == "case" else f"{name}.yaml": text.encode() for name, text in texts.items()}
    create_case(folder.parent, folder.name, files.items())
    return {name: folder / (CASE_FILE if name == "case" else f"{name}.yaml") for name in texts}


def source_of(report: Text, as_of: date, scale: str) -> Source:
    """How a case keeps a document: as it is, under its own name, beside the text that was read if that is another."""
    file = f"{report.id}.{report.ending}"
    text = None if report.is_plain else f"{file}.txt"
    text_sha256 = None if report.is_plain else report.text_sha256
    return Source(report.id, file, report.sha256, as_of, scale, text, text_sha256, report.places)


def _validate(folder: Path, texts: dict[str, str]) -> None:
    """Every record reads back; what does not would be a bug, and is better seen before than after."""
    for name, text in texts.items():
        path = folder / (CASE_FILE if name == "case" else f"{name}.yaml")
        raw = text.encode()
        read = parse_case(path, raw) if name == "case" else parse_forecast(path, raw, folder.name)
        assert read.record is not None, read.problems
