"""Writing records with a person: fields from flags, a template in the editor, validation before anything is kept."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outlook import moments
from outlook.book import CASE_FILE, Book
from outlook.book.select import only
from outlook.cli import session
from outlook.cli.place import FOLDER, find_book
from outlook.cli.session import said, talk
from outlook.errors import InvalidValue, NoMatch, Refused, Unreadable
from outlook.model.values import SLUG, SLUG_LIMIT
from outlook.records.read import Read, parse_case, parse_forecast
from outlook.records.template import template
from outlook.records.write import create, render_fields, replace
from outlook.show import payload
from outlook.show.problems import show_problems
from outlook.show.screen import Screen, standard_output

ATTRIBUTES = "ledger.jsonl merge=union\n"
IGNORED = "*.lock\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new record goes."""

    root: Path
    case: str
    id: str

    @property
    def path(self) -> Path:
        """The record's file."""
        return self.root / self.case / f"{self.id}.yaml"

    @property
    def full_id(self) -> str:
        """The id with its case."""
        return f"{self.case}/{self.id}"


def place_of(name: str, named_book: Path | None) -> Place:
    """The place that `CASE/ID` names, inside the book and nowhere else.

    Raises:
        InvalidValue: the name is not two ids joined by a slash.
        Refused: the file exists, or the case's folder leads out of the book.
    """
    case, slash, record_id = name.partition("/")
    if not slash or not all(SLUG.fullmatch(part) and len(part) <= SLUG_LIMIT for part in (case, record_id)):
        raise InvalidValue(
            f"{name[:100]!r} does not name a forecast: write CASE/ID, each in lower-case letters and digits joined by "
            f"hyphens, such as personal/ship-by-june"
        )
    if record_id == Path(CASE_FILE).stem:
        raise InvalidValue("a forecast cannot be called `case`: case.yaml holds what its forecasts share")
    root = find_book(named_book) or Path.cwd() / FOLDER
    place = Place(root, case, record_id)
    if not (root / case).resolve().is_relative_to(root.resolve()):
        raise Refused(f"{root / case} leads out of the book: nothing is written there")
    if os.path.lexists(place.path):
        raise Refused(f"{place.path} exists already and is left as it is: `outlook edit {place.full_id}` opens it")
    return place


def said_fields(place: Place, flags: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that flags gave, in the form a record has them."""
    clock = session.now()
    fields = {name: value for name, value in flags.items() if value not in (None, [])}
    for name, read in (("opens_at", moments.opening), ("closes_at", moments.closing)):
        if name in fields:
            fields[name] = moments.iso(said(f"--{name.removesuffix('_at')}", read, fields[name], clock))
    if "given" in fields:
        forecast, equals, outcome = str(fields["given"]).rpartition("=")
        if not equals:
            raise InvalidValue(f"--given {outcome[:60]!r}: write FORECAST=OUTCOME, such as hama-by-december=yes")
        fields["given"] = {"forecast": forecast.removeprefix(f"{place.case}/"), "outcome": outcome}
    if "prior" in fields:
        fields["prior"] = _prior(str(fields["prior"]))
    if set(fields) - {"kind"} and "opens_at" not in fields:
        fields["opens_at"] = moments.iso(clock.replace(microsecond=0))
    return fields


def _prior(text: str) -> Any:
    """A prior as a record has it: a probability as it was typed, pairs as a mapping or as points."""
    if "=" not in text:
        return text
    pairs = [part.partition("=") for part in text.split(",")]
    plain = {name.strip(): _plain(value.strip()) for name, _, value in pairs}
    if all(name[:1].isdigit() for name in plain):
        return [[_plain(name), share] for name, share in plain.items()]
    return plain


def _plain(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def compose(place: Place, fields: Mapping[str, Any], kind: str) -> str:
    """The record's text: from the fields, or from the editor where none were given."""
    if set(fields) - {"kind"}:
        ordered = {name: fields[name] for name in ORDER if name in fields}
        return render_fields({name: value for name, value in ordered.items() if name != "kind" or value})
    if not (_editor() or sys.stdin.isatty()):
        raise InvalidValue("give at least --question, or set $EDITOR to write the record in an editor")
    text = template(place.full_id, kind, moments.iso(session.now())[:10])
    return _through_editor(text, f"{place.id}.yaml")


ORDER = (
    "title", "question", "kind", "options", "ordered", "unit", "opens_at", "closes_at", "criteria", "sources", "given",
    "prior", "decay", "tags",
)  # fmt: skip


def keep(place: Place, text: str, *, dry_run: bool, as_json: bool, color: str) -> None:
    """Validate the text and write it as a new file; a new case gets its case.yaml, a new book its git settings."""
    read = parse_forecast(place.path, text.encode(), place.case)
    if read.record is None:
        first = read.problems[0]
        hint = f" ({first.hint})" if first.hint else ""
        raise InvalidValue(f"{place.full_id} was not written: {first.message}{hint}")
    if dry_run:
        sys.stdout.write(text)
        talk(f"dry run: {place.path} was not written")
        return
    _make_case(place)
    create(place.path, text)
    missing = read.record.missing
    if as_json:
        state = "draft" if missing else "open"
        sys.stdout.write(
            payload.document(id=place.full_id, path=str(place.path), state=state, missing=list(missing)) + "\n"
        )
        return
    screen = standard_output(color, os.environ)
    screen.line(f"{place.full_id} written to {place.path}")
    if missing:
        screen.line(f"a draft: {', '.join(missing)} missing. `outlook edit {place.full_id}` to finish it", "yellow")
    talk(f"to take it back: delete {place.path}")


def _make_case(place: Place) -> None:
    case_file = place.root / place.case / CASE_FILE
    if case_file.exists():
        return
    for name, text in ((".gitattributes", ATTRIBUTES), (".gitignore", IGNORED)):
        if not (place.root / name).exists():
            create(place.root / name, text)
    create(case_file, f"title: {place.case}\n")
    talk(f"the case {place.case} is new: {case_file}")


def editable(book: Book, target: str) -> Path:
    """The file that a forecast's or a case's id selects, valid or not.

    Raises:
        NoMatch: nothing, or more than one thing, answers to it.
    """
    if target in book.cases:
        return book.cases[target].path / CASE_FILE
    broken = [folder.path / f"{name}.yaml" for folder in book.cases.values() for name in sorted(folder.unread)]
    exact = [
        path for path in broken if target in (path.stem, f"{path.parent.name}/{path.stem}") and path.stem != "case"
    ]
    if len(exact) == 1:
        return exact[0]
    try:
        forecast = book.forecast(target)
    except NoMatch:
        folders = list(book.cases.values())
        if any(target in folder.id for folder in folders):
            return only(target, folders, "case").path / CASE_FILE
        raise
    return book.folder_of(forecast).path_of(forecast)


def edited(path: Path, screen: Screen) -> str:
    """Open a record in the editor and put the new text in its place if it is valid; say what happened.

    Raises:
        Refused: the text is not valid, or the file changed meanwhile; the text is kept beside it.
    """
    try:
        before = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    text = before.decode("utf-8", "surrogateescape")
    while True:
        text = _through_editor(text, path.name)
        raw = text.encode("utf-8", "surrogateescape")
        if raw == before:
            return f"{path} is as it was"
        read = parse_case(path, raw) if path.name == CASE_FILE else parse_forecast(path, raw, path.parent.name)
        if read.record is not None:
            return _put(path, before, text, read)
        show_problems(screen, read.problems)
        if not (sys.stdin.isatty() and _again()):
            raise Refused(f"{path} is as it was: your text is not valid yet and is kept in {_set_aside(path, raw)}")


def _put(path: Path, before: bytes, text: str, read: Read) -> str:
    if path.read_bytes() != before:
        aside = _set_aside(path, text.encode("utf-8", "surrogateescape"))
        raise Refused(f"{path} was changed by someone else while you edited; your text is kept in {aside}")
    replace(path, text)
    missing = getattr(read.record, "missing", ())
    return f"{path} is written" + (f"; a draft: {', '.join(missing)} missing" if missing else "")


def _set_aside(path: Path, raw: bytes) -> Path:
    aside = path.with_name(f"{path.name}.rejected")
    aside.write_bytes(raw)
    return aside


def _again() -> bool:
    sys.stderr.write("edit it again? [Y/n] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() not in ("n", "no")


def _editor() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def _through_editor(text: str, name: str) -> str:
    """What the person makes of the text in their editor."""
    command = [*shlex.split(_editor() or "vi")]
    with tempfile.TemporaryDirectory(prefix="outlook-") as folder:
        draft = Path(folder) / name
        draft.write_bytes(text.encode("utf-8", "surrogateescape"))
        try:
            subprocess.run([*command, str(draft)], check=True)  # noqa: S603 - the person's own editor
        except (OSError, subprocess.CalledProcessError) as error:
            raise Refused(
                f"the editor {command[0]!r} did not finish ({error}); nothing was written. Set $EDITOR"
            ) from error
        return draft.read_bytes().decode("utf-8", "surrogateescape")
