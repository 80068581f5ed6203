"""What `set` does to one forecast: splice what is to change into the file, and write it if it is a valid record."""

import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from outlook.belief.documents import find_said
from outlook.belief.timeline import retracted
from outlook.book import CASE_FILE, Book
from outlook.book.doubts import of_certainty
from outlook.book.records_together import ChangedMeanwhile, Rewritten, rewrite
from outlook.checks.references import refers_wrongly, why_no_estimate
from outlook.cli import on_disk
from outlook.cli.asking import make_sure
from outlook.cli.editable import editable
from outlook.cli.field_changes import ASKED, NONE_OF_THEM, STATED, changed_fields, in_words, with_changes, words_back
from outlook.cli.linting import mention_new_faults
from outlook.cli.session import Session, talk
from outlook.cli.way_back import say_way_back
from outlook.errors import InvalidValue, OutlookError
from outlook.files import RECORD_LIMIT, Folder
from outlook.model.as_stated import stated_in
from outlook.model.fields import scored
from outlook.model.forecast import Forecast
from outlook.model.kind_of import is_binary, is_estimate, is_resolution
from outlook.records.read import parse_forecast
from outlook.show.data import forms
from outlook.show.describe.phrasing import plural, safe

IMPLYING = ("prior", "indicator", "indicators", "decay")  # what is implied, and what a skill is against, rest on these
FIELD_NAME = re.compile(r"[-+]?=.*", re.DOTALL)  # and what comes behind it
ATTEMPTS = 50  # at a file that others write at the same moment


def change(session: Session, target: str, changes: Sequence[str], *, sure: bool, dry_run: bool, as_json: bool) -> None:
    """Change fields of the forecast that the target selects.

    Raises:
        NoMatch: nothing, or more than one thing, answers to the target; or there is no such field.
        InvalidValue: a value does not fit its field, or the record would not be valid.
        Refused: the file is laid out so that it can only be edited by hand, or somebody changed it meanwhile.
    """
    for attempt in range(ATTEMPTS, 0, -1):
        try:
            _change(session, target, changes, sure=sure, dry_run=dry_run, as_json=as_json)
        except ChangedMeanwhile:  # by a command at the same moment: what it wrote is changed further
            if attempt == 1:
                raise
            sure = True  # who was asked has agreed
        else:
            return


class Wanted(NamedTuple):
    """A record as it is to become: its file, what that was and what it becomes, and the record in it."""

    path: Path
    before: str
    text: str
    record: Forecast

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """The fields that change, with both values."""
        return changed_fields(self.before, self.text)

    @property
    def rewritten(self) -> Rewritten:
        """The change of the file."""
        return Rewritten(self.path, self.before.encode(), self.text.encode())


def wanted(session: Session, path: Path, changes: Sequence[str], *, passing_over: bool = False) -> Wanted:
    """What changes make of a record; of lists, they may be `passing_over` what is so already.

    Raises:
        NoMatch, InvalidValue, Refused, Unreadable: the record cannot be changed so.
    """
    with Folder.open(path.parent) as folder:
        before = folder.read(path.name, RECORD_LIMIT)
    text = with_changes(path, before, changes, session, passing_over=passing_over)
    read = parse_forecast(path, text.encode(), path.parent.name)
    if read.record is None:
        first = read.problems[0]
        place = f" (line {first.line}, as it would be)" if first.line > 1 else ""
        hint = f"; {first.hint}" if first.hint else ""
        raise InvalidValue(f"{path} was not changed: {first.message}{place}{hint}")
    _refuse_errors(session, read.record, before.decode(), text)
    return Wanted(path, before.decode(), text, read.record)


def write(found: Sequence[Wanted]) -> None:
    """Write what changes: all of it, or nothing.

    Raises:
        ChangedMeanwhile: somebody wrote one of the files after it was read.
        Unreadable: the disk did not allow it.
    """
    changes = [one for one in found if one.text != one.before]
    for one in changes:
        on_disk.expect(one.path, one.text)
    rewrite([one.rewritten for one in changes])


def _change(session: Session, target: str, changes: Sequence[str], *, sure: bool, dry_run: bool, as_json: bool) -> None:
    path = editable(session.book, target, to_write_at=session.now)
    if path.name == CASE_FILE:
        raise InvalidValue(
            f"{target[:60]} is a case, and set changes forecasts: `outlook edit {path.parent.name}` opens {path} in an "
            f"editor, where its title, its scale and its signs are"
        )
    found = wanted(session, path, changes)
    make_sure(
        [*doubts(found.record, changes), *in_hindsight(session, [found.record], changes)],
        sure=sure,
        dry_run=dry_run,
    )
    if not dry_run:
        write([found])
    _say(session, found, written=not dry_run, as_json=as_json)


def _refuse_errors(session: Session, record: Forecast, before: str, text: str) -> None:
    """Refuse what `check` would find wrong with the record, unless it is wrong already."""
    folder = session.book.cases[record.case]
    old = folder.forecasts.get(record.id)
    known = {problem.message for problem in refers_wrongly(folder, old, before)} if old is not None else set()
    for problem in refers_wrongly(folder, record, text):
        if problem.message not in known:
            hint = f" ({problem.hint})" if problem.hint else ""
            is_of_case = problem.code == "unknown-reference" and "of case.yaml" in problem.message
            way_out = f"; `outlook edit {record.case}` opens the case, to write it there first" if is_of_case else ""
            raise InvalidValue(f"{record.full_id} was not changed: {problem.message}{hint}{way_out}")


def doubts(record: Forecast, changes: Sequence[str]) -> Iterator[str]:
    """What looks like a slip in what is set."""
    if is_binary(record) and any(text.startswith("prior=") for text in changes):
        yield from of_certainty(record.full_id, record.prior)


def in_hindsight(session: Session, records: Sequence[Forecast], changes: Sequence[str]) -> Iterator[str]:
    """What would look like foresight although it is set once outcomes are known: at most one sentence."""
    names = {FIELD_NAME.sub("", text) for text in changes}
    implying = [name for name in IMPLYING if name in names]
    known = [(one, outcome) for one in records if implying and (outcome := _outcome(session, one)) is not None]
    if known:
        first, outcome = known[0]
        who = f"{first.full_id} is resolved ({outcome})" if len(records) == 1 else f"{len(known)} of these are resolved"
        yield (
            f"{who}: with another {' and '.join(implying)}, VS PRIOR and IMPLIED would say what was written after the "
            f"outcome"
        )


def _outcome(session: Session, record: Forecast) -> str | None:
    """An outcome that is known and was not taken back."""
    entries = [one for one in session.book.cases[record.case].entries if one.known_at <= session.now]
    gone = retracted(entries)
    known = [one for one in entries if is_resolution(one) and one.forecast == record.id and one.id not in gone]
    return str(known[0].outcome) if known else None


def _say(session: Session, found: Wanted, *, written: bool, as_json: bool) -> None:
    record, changed = found.record, found.changed
    if as_json:
        sys.stdout.write(forms.document(**as_fields(found), written=written and bool(changed)) + "\n")
    elif not changed:
        session.screen.line(f"{record.full_id} is as it was")
    else:
        put_change(session, found)
    _mention_estimates(session, record, changed)
    mention_documents(record, changed)
    mention_uncounted(session, record, changed)
    if not written:
        talk("dry run: nothing was written")
    elif changed:
        mention_new_faults([(found.path, found.before, found.text, record)])
        say_way_back(session.book.root, "set", found.path, way_back(session, [found], [record.full_id]))


def as_fields(found: Wanted) -> dict[str, Any]:
    """What changes in a record, for programs."""
    record = found.record
    state = "draft" if record.missing else "ready"
    return {"id": record.full_id, "path": str(found.path), "changed": found.changed, "state": state}


def put_change(session: Session, found: Wanted) -> None:
    """Print what changes in a record, a field a line."""
    record = found.record
    for field, (old, new) in found.changed.items():
        was, now = in_words(field, old, new)
        session.screen.line(safe(f"{record.full_id}: {field} {was} → {now}"))
    if record.missing:
        session.screen.line(f"a draft: {', '.join(record.missing)} missing", "yellow")


def way_back(session: Session, found: Sequence[Wanted], targets: Sequence[str]) -> str:
    """The command that makes the records of `targets` say what they said, if one does; else the one that opens it."""
    first = found[0]
    words = [word for field, values in first.changed.items() for word in words_back(field, *values)]
    is_back = all(_gives_back(session, one, words) for one in found)
    sure = ["--sure"] if any(in_hindsight(session, [one.record for one in found], words)) else []
    command = ["outlook", "set", *targets, *words, *sure] if is_back else ["outlook", "edit", first.record.full_id]
    return safe(shlex.join(command))


def _gives_back(session: Session, found: Wanted, words: Sequence[str]) -> bool:
    path, case = found.path, found.record.case
    try:
        undone = with_changes(path, found.text.encode(), words, session)
        was, now = (parse_forecast(path, one.encode(), case).record for one in (found.before, undone))
    except (OutlookError, ValueError):
        return False
    return was is not None and was == now


def estimates_before(book: Book, record: Forecast, changed: Mapping[str, Any]) -> int:
    """How many estimates were made on a text of a record that asked otherwise, by the fields that changed."""
    if not asking(record, changed):
        return 0
    return sum(is_estimate(entry) and entry.forecast == record.id for entry in book.cases[record.case].entries)


def asking(record: Forecast, changed: Mapping[str, Any]) -> list[str]:
    """The fields that changed and on which scores depend."""
    return [name for name in changed if name in scored(type(record))]


def _mention_estimates(session: Session, record: Forecast, changed: Mapping[str, Any]) -> None:
    """Warn that what is asked has changed under estimates that were made already."""
    if not (fields := asking(record, changed)):
        return
    folder = session.book.cases[record.case]
    made = [entry for entry in folder.entries if is_estimate(entry) and entry.forecast == record.id]
    if not made:
        return
    unmarked = sum(entry.record_sha256 is None for entry in made)  # imported, from wherever no text is known
    of_it = f"of {record.full_id} {'was' if len(made) == 1 else 'were'} made on the older text"
    marks = f"`outlook show {record.full_id}` marks {'the others' if unmarked else 'them'}"
    none = f"{unmarked} imported, which nothing marks" if unmarked else ""
    how = "; ".join(filter(None, (none, marks if unmarked < len(made) else "")))
    talk(f"{plural(len(made), 'estimate')} {of_it} ({', '.join(fields)}): {how}")


def mention_documents(record: Forecast, changed: Mapping[str, Any]) -> None:
    """Warn that a document's words still count for a question that has changed."""
    names = getattr(record, "as_stated_in", None)
    if names and "as_stated_in" not in changed and (fields := [one for one in ASKED if one in changed]):
        none = shlex.quote(f"{STATED}={NONE_OF_THEM}") if is_binary(record) else f"{STATED}="
        talk(
            f"as_stated_in still says that {', '.join(names)} says exactly this ({', '.join(fields)} changed): if not, "
            f"`outlook set {record.full_id} {none}`"
        )


def mention_uncounted(session: Session, record: Forecast, changed: Mapping[str, Any]) -> None:
    """Say of each statement that is named anew why its words do not count, or count otherwise than they may seem to."""
    case = session.book.cases[record.case].case
    if STATED not in changed or case is None:
        return
    before = changed[STATED][0] or ()
    older = {before} if isinstance(before, str) else set(before)
    for named in stated_in(record):
        found = None if str(named) in older else find_said(case, named.statement)
        for _, message, hint in why_no_estimate(case, record, found) if found else ():
            talk(safe(f"{record.full_id}: {message} ({hint})"))
