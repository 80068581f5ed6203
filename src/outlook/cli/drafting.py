"""Writing records with a person: fields from flags, a template in the editor, validation before anything is kept."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from outlook import moments
from outlook.answers.lessons import lessons
from outlook.answers.standing import Standings
from outlook.book import CASE_FILE, Book
from outlook.book.called import name_today
from outlook.book.create import create_record, merging_problems
from outlook.book.doubts import of_certainty
from outlook.book.select import only
from outlook.cli import on_disk, session
from outlook.cli.asking import make_sure
from outlook.cli.editor import Draft, draft_of, edit, editor
from outlook.cli.linting import mention_faults
from outlook.cli.options import Output
from outlook.cli.session import said, talk
from outlook.cli.way_back import note_way_back, old_text_of, say_way_back
from outlook.errors import InvalidValue, OutlookError, Problem, Refused, Unreadable
from outlook.files import RECORD_LIMIT, Folder, NotThere, NotUsable
from outlook.locate import FOLDER, find_book
from outlook.locking import locked
from outlook.model.distributions import pairs_of
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_choice
from outlook.model.values import QUANTILE, SLUG, SLUG_LIMIT
from outlook.records.read import parse_case, parse_forecast
from outlook.records.template import template
from outlook.records.write import render_fields
from outlook.show.data import forms
from outlook.show.describe.phrasing import moment, safe, safe_lines
from outlook.show.describe.postmortem import sentences
from outlook.show.describe.problems import problems as described
from outlook.show.terminal.printed import show
from outlook.show.terminal.screen import Screen, standard_output


class NewRecord(NamedTuple):
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


def place_of(name: str, named_book: Path | None) -> NewRecord:
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
    root = find_book(named_book) or Path(FOLDER)
    place = NewRecord(root, case, record_id)
    if (root / case).is_symlink():
        raise Refused(f"{root / case} is a link, and links are not followed: nothing is written there")
    if os.path.lexists(place.path):
        raise Refused(f"{place.path} exists already and is left as it is: `outlook edit {place.full_id}` opens it")
    return place


def said_fields(place: NewRecord, flags: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that flags gave, in the form a record has them."""
    clock = session.now()
    fields = {name: value for name, value in flags.items() if value not in (None, [])}
    _refuse_control_characters(fields.get("sources", ()))
    for name, read in (("opens_at", moments.opening), ("closes_at", moments.closing)):
        if name in fields:
            fields[name] = moments.iso(said(f"--{name.removesuffix('_at')}", read, fields[name], clock))
    if "given" in fields:
        fields["given"] = _given(place, str(fields["given"]))
    if "prior" in fields:
        fields["prior"] = read_prior(str(fields["prior"]), str(fields.get("kind")))
    if set(fields) - {"kind"} and "opens_at" not in fields:
        fields["opens_at"] = moments.iso(clock.replace(microsecond=0))
    return fields


def _refuse_control_characters(sources: Sequence[str]) -> None:
    """Refuse a name that a terminal would obey, or show in another order than it is written, as the prompts do."""
    for source in sources:
        if not source.isprintable():
            raise InvalidValue(f"--source {source[:60]!a} has a control character in it: write it without")


def _given(place: NewRecord, text: str) -> dict[str, str]:
    """The condition `FORECAST=OUTCOME`: a forecast of the same case, by any unique part, and an outcome it can have."""
    name, equals, outcome = text.partition("=")
    if not equals:
        raise InvalidValue(f"--given {outcome[:60]!r}: write FORECAST=OUTCOME, such as hama-by-december=yes")
    folder = Book.open(place.root).cases.get(place.case) if place.root.is_dir() else None
    condition = only(name, list(folder.forecasts.values()) if folder else [], f"forecast of {place.case}")
    if not (is_binary(condition) or is_choice(condition)):
        raise InvalidValue(f"--given: {condition.full_id} is {condition.kind}; a condition is binary or a choice")
    try:
        return {"forecast": condition.id, "outcome": str(condition.read_outcome(outcome))}
    except ValueError as error:
        raise InvalidValue(f"--given: {condition.full_id}: {error}") from error


def read_prior(text: str, kind: str) -> Any:
    """A prior as a record has it: a probability as it was typed, pairs as a mapping or as points.

    Raises:
        InvalidValue: it has pairs, and one of them is none.
    """
    if "=" not in text:
        return text
    try:
        pairs = pairs_of(text)
    except ValueError as error:
        raise InvalidValue(f"--prior {error}") from error
    plain = {name: _plain(value) for name, value in pairs.items()}
    if kind in ("numeric", "date") and not any(QUANTILE.fullmatch(name) for name in plain):
        return [[_plain(name), share] for name, share in plain.items()]
    return plain


def _plain(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def new_record(name: str | None, book: Path | None, flags: Mapping[str, Any], output: Output) -> None:
    """Write a record from what flags gave, or in the editor; raises as `place_of`, `compose` and `keep`."""
    if name is None:
        raise InvalidValue("which forecast? Write CASE/ID, or --from STATEMENT for what a statement of a case says")
    place, kind = place_of(name, book), str(flags["kind"] or "binary")
    text = compose(place, said_fields(place, {**flags, "kind": kind}), kind)
    dry_run, as_json, color, sure = output
    keep(place, text, dry_run=dry_run, as_json=as_json, color=color, sure=sure)


class Composed(NamedTuple):
    """The text of a new record, and the draft it was written in, where an editor was used."""

    text: str
    draft: Draft | None = None


def compose(place: NewRecord, fields: Mapping[str, Any], kind: str) -> Composed:
    """The record's text: from the fields, or from the editor where none were given.

    Raises:
        Refused: the template came back as it was, or not valid; such a text is kept.
    """
    if set(fields) - {"kind"}:
        ordered = {name: fields[name] for name in ORDER if name in fields}
        return Composed(render_fields({name: value for name, value in ordered.items() if name != "kind" or value}))
    if not (editor() or sys.stdin.isatty()):
        raise InvalidValue("give at least --question, or set $EDITOR to write the record in an editor")
    original = template(place.full_id, kind, moments.iso(session.now())[:10])
    with draft_of(place.path, original, resume=False, discard=False) as draft:
        changed = _changed(place.path, draft, original)
    if changed is None:
        raise Refused(f"{place.full_id} was not written: the template came back as it was")
    return Composed(changed[0], draft)


ORDER = (
    "title",
    "question",
    "kind",
    "options",
    "ordered",
    "unit",
    "opens_at",
    "closes_at",
    "criteria",
    "sources",
    "given",
    "prior",
    "decay",
    "tags",
)


def keep(place: NewRecord, composed: Composed, *, dry_run: bool, as_json: bool, color: str, sure: bool = False) -> None:
    """Validate the text and write it as a new file; a new case gets its case.yaml, a new book its git settings."""
    read = parse_forecast(place.path, composed.text.encode(), place.case)
    if read.record is None:
        first = read.problems[0]
        hint = f" ({first.hint})" if first.hint else ""
        raise InvalidValue(f"{place.full_id} was not written: {first.message}{hint}")
    if is_binary(read.record) and composed.draft is None:
        make_sure(list(of_certainty(place.full_id, read.record.prior)), sure=sure, dry_run=dry_run)
    if dry_run:
        talk(f"dry run: {place.path} was not written")
    else:
        _write(place, composed)
    missing = read.record.missing
    screen = standard_output(color, os.environ)
    if as_json:
        shown = {"id": place.full_id, "path": str(place.path), "state": "draft" if missing else "open"}
        sys.stdout.write(forms.document(**shown, missing=list(missing), written=not dry_run) + "\n")
    elif dry_run:
        sys.stdout.writelines(f"{line}\n" for line in safe_lines(composed.text))
    else:
        screen.line(f"{place.full_id} written to {safe(place.path)}")
        window = (("opens", read.record.opens_at), ("closes", read.record.closes_at))
        screen.line(", ".join(f"{verb} {moment(at)}" for verb, at in window if at) or "opens and closes at no time yet")
    if missing and not as_json:
        screen.line(f"a draft: {', '.join(missing)} missing. `outlook edit {place.full_id}` to finish it", "yellow")
    if not dry_run:
        mention_faults(place.path, composed.text, read.record)
        _recall(place, read.record)
        say_way_back(place.root, "new", place.path, f"delete {place.path}")


def _recall(place: NewRecord, record: Forecast) -> None:
    """Say what was learned from forecasts that have a tag or a sign in common with the new one."""
    if not record.tags and not record.indicators:
        return
    standings = Standings(Book.open(place.root), session.now())
    for sentence in sentences(lessons(standings, record)):
        talk(sentence)


def _write(place: NewRecord, composed: Composed) -> None:
    on_disk.expect(place.path, composed.text)
    try:
        if create_record(place.root, place.case, place.id, composed.text, f"title: {place.case}\n"):
            talk(f"the case {place.case} is new: {place.root / place.case / CASE_FILE}")
    except OutlookError as error:
        if composed.draft is None:
            raise
        raise as_it_is(error)(f"{error}; {composed.draft.kept}") from error
    if composed.draft is not None:
        composed.draft.close()
    for problem in merging_problems(place.root):
        talk(f"{problem.path}: {problem.message}: {problem.hint}")


def edited(path: Path, *, resume: bool = False, discard: bool = False, formerly: Sequence[Path] = ()) -> str:
    """Open a record in the editor and put the new text in its place if it is valid; say what happened.

    `formerly` are the files that the record was kept in before.

    Raises:
        Refused: the text is not valid, or the file changed meanwhile; the text is kept.
    """
    with Folder.open(path.parent) as folder:
        before = folder.read(path.name, RECORD_LIMIT)
    original = before.decode("utf-8", "surrogateescape")
    with draft_of(path, original, resume=resume, discard=discard, formerly=formerly) as draft:
        changed = _changed(path, draft, original)
        if changed is None:
            return f"{path} is as it was"
        text, record = changed
        path = _put(path, before, text, draft)
        draft.close()
    mention_faults(path, text, record)
    note_way_back(path.parent.parent, "edit", path, safe(old_text_of(path)))
    missing = getattr(record, "missing", ())
    return f"{path} is written" + (f"; a draft: {', '.join(missing)} missing" if missing else "")


def _changed(path: Path, draft: Draft, original: str) -> tuple[str, Any] | None:
    """What the person makes of the draft, again until it is valid, and its record; None if it says nothing new.

    What is not valid is opened at the first thing that is wrong, such as the marks of a merge. The draft is closed
    where it says nothing new, and kept wherever this raises.
    """
    wrong = _faults(path, draft)
    while True:
        if wrong:
            talk(f"opened at line {wrong[0].line}: {safe(wrong[0].message)}")
        try:
            text = edit(draft, wrong[0].line if wrong else 0)
        except OutlookError as error:
            raise as_it_is(error)(f"{error}{_left(draft, original)}") from error
        if text == original:
            draft.close()
            return None
        read = _read(path, text)
        if read.record is not None:
            return text, read.record
        wrong = read.problems
        show(Screen(None, color=False, stream=sys.stderr), described(read.problems))
        if not (sys.stdin.isatty() and _again()):
            raise Refused(f"nothing was written to {path}: your text is not valid yet; {draft.kept}")


def _read(path: Path, text: str) -> Any:
    raw = text.encode("utf-8", "surrogateescape")
    return parse_case(path, raw) if path.name == CASE_FILE else parse_forecast(path, raw, path.parent.name)


def _faults(path: Path, draft: Draft) -> Sequence[Problem]:
    """What keeps the text from being a record before it is edited; nothing of a template, which has its gaps."""
    if not os.path.lexists(path):
        return ()
    read = _read(path, draft.text())
    return read.problems if read.record is None else ()


def _left(draft: Draft, original: str) -> str:
    """Where the text is that an editor left behind; a draft that says nothing new is removed."""
    try:
        if draft.text() != original:
            return f"; {draft.kept}"
        draft.close()
    except NotThere:
        return ""
    except NotUsable:
        return f"; {draft.kept}"
    return ""


def as_it_is(error: OutlookError) -> type[OutlookError]:
    """The class whose exit code says what went wrong: the disk, or the person's step."""
    return Unreadable if isinstance(error, Unreadable) else Refused


def _put(path: Path, before: bytes, text: str, draft: Draft) -> Path:
    """Put the text in its place, which is another where the record was renamed meanwhile; the place."""
    try:
        with Folder.open(path.parent) as folder, locked(folder):
            path = place_today(folder, path)
            try:
                is_same = folder.read(path.name, RECORD_LIMIT) == before
            except NotThere:
                is_same = False
            if not is_same:
                raise Refused(f"{path} was changed by someone else while you edited; {draft.kept}")
            on_disk.expect(path, text)
            folder.replace(path.name, text.encode())
    except Unreadable as error:
        raise Unreadable(f"{error}; {draft.kept}") from error
    return path


def place_today(folder: Folder, path: Path) -> Path:
    """Where a record is now that may have been renamed meanwhile, which is said."""
    today = name_today(folder, path.stem)
    if today != path.stem:
        talk(f"{path.parent.name}/{path.stem} is now called {path.parent.name}/{today}")
    return path.with_name(f"{today}.yaml")


def _again() -> bool:
    sys.stderr.write("edit it again? [Y/n] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() not in ("n", "no")
