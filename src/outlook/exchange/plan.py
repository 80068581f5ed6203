"""What an import would do: which records and entries are new, which are there already, and what does not agree."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outlook import moments
from outlook.belief.timeline import retracted
from outlook.book import Book, CaseFolder
from outlook.errors import Problem, Refused, Unreadable
from outlook.exchange.as_entries import Writer, differences
from outlook.exchange.as_records import record_of, window_of
from outlook.exchange.faults import Faults
from outlook.exchange.table import Draft, Forecast, Loss, Note, Outcome, Question, Table
from outlook.files import Folder
from outlook.ledger import problem_at
from outlook.model.entries import Entry
from outlook.model.forecast import Forecast as Record
from outlook.model.kind_of import is_resolution
from outlook.model.slugs import free, slug

LATE = "a forecast made after the outcome was known"
NO_TIME = "an outcome without the time at which it was known: enter it with `outlook resolve`"
EXPIRY = "a withdrawal that is due later"
FIRST = "case"


@dataclass(frozen=True, slots=True)
class Target:
    """A record that the table's questions go to, and whether it is new."""

    record: Record
    is_new: bool


@dataclass
class Plan:
    """Everything that an import of a table would do in a book."""

    table: Table
    case: str
    is_new_case: bool
    targets: dict[str, Target] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)  # the new ones, by case
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    forecasts: list[Forecast] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    @property
    def new_records(self) -> list[Record]:
        """The records to be written."""
        return [target.record for target in self.targets.values() if target.is_new]

    @property
    def new_entries(self) -> list[Entry]:
        """The entries to be written."""
        return [entry for entries in self.entries.values() for entry in entries]


def planned(table: Table, book: Book, case: str, writer: Writer) -> Plan:
    """What an import of the table into a case would do; questions that the book has already stay where they are.

    Raises:
        InvalidValue: something of the table fits no record and no ledger.
        Refused: a record cannot be read, and may be what is to be imported.
        Unreadable: a case cannot be read, and may hold what is to be imported.
    """
    _check_readable(book, case)
    draft, faults = Draft(table.system, table.judged_by), Faults()
    plan = Plan(table, case, case not in book.cases)
    _settle(plan, draft, writer.clock.now)
    _choose_records(plan, book, draft, faults)
    _make_entries(plan, book, writer, draft, faults)
    faults.refuse_any()
    plan.losses = [*table.losses, *draft.lost.values()]
    return plan


def _check_readable(book: Book, case: str) -> None:
    for name, problem in book.left_out.items():
        raise Unreadable(f"the case {name} cannot be read and may hold what is to be imported: {problem.message}")
    for folder in book.cases.values():
        for name in sorted(folder.unread):
            raise Refused(
                f"{folder.path / name}.yaml cannot be read and may be what is to be imported: `outlook check` says why"
            )
    if case not in book.cases and (book.root / case).exists():
        raise Refused(f"{book.root / case} is there and is no case: name another with --case")


def _settle(plan: Plan, draft: Draft, now: datetime) -> None:
    """Leave out what a ledger would refuse: what was forecast after the outcome, and outcomes without a time."""
    for one in plan.table.outcomes:
        if one.known_at is None or (one.is_at_latest and one.known_at > now):
            draft.lose(NO_TIME, one.place, str(one.outcome))
        else:
            plan.outcomes[one.question] = one
    for forecast in plan.table.forecasts:
        outcome = plan.outcomes.get(forecast.question)
        if outcome and outcome.known_at and forecast.at > outcome.known_at:
            draft.lose(LATE, forecast.place, f"{forecast.by}, {forecast.at:%Y-%m-%d %H:%M}")
        elif forecast.value is None and forecast.at > now:
            draft.lose(EXPIRY, forecast.place)
        else:
            plan.forecasts.append(forecast)


def _choose_records(plan: Plan, book: Book, draft: Draft, faults: Faults) -> None:
    """For each question the record that has it, else a new one in the case; ids go by the order of asking."""
    known = {
        one.imported.id: one for one in book.forecasts if one.imported and one.imported.system == plan.table.system
    }
    taken = {FIRST} if plan.is_new_case else {FIRST, *_names_in(book.root / plan.case)}
    made_at: dict[str, list[datetime]] = {}
    for forecast in plan.forecasts:
        made_at.setdefault(forecast.question, []).append(forecast.at)
    names = {}
    for question in sorted(plan.table.questions, key=_asked):
        if question.key not in known:
            names[question.key] = free(slug(question.title) or "question", taken)
    for question in plan.table.questions:
        if question.key in known:
            plan.targets[question.key] = Target(known[question.key], is_new=False)
            continue
        with faults.noting(question.place):
            outcome = plan.outcomes.get(question.key)
            window, lost = window_of(question, made_at.get(question.key, []), outcome.known_at if outcome else None)
            if lost:
                draft.lose(lost, question.place, question.title)
            place = f"{plan.case}/{names[question.key]}"
            record = record_of(question, plan.table.system, plan.table.judged_by, window, place)
            plan.targets[question.key] = Target(record, is_new=True)


def _asked(question: Question) -> float:
    return question.asked_at.timestamp() if question.asked_at else float("inf")


def _names_in(path: Path) -> set[str]:
    with Folder.open(path) as folder:
        return {Path(name).stem for name in folder.names()}


def _make_entries(plan: Plan, book: Book, writer: Writer, draft: Draft, faults: Faults) -> None:
    index = _Known(book)
    for forecast in plan.forecasts:
        target = plan.targets.get(forecast.question)
        if target is not None:
            with faults.noting(forecast.place):
                _enter(plan, index, target.record.case, writer.estimate(forecast, target.record))
    for outcome in plan.outcomes.values():
        target = plan.targets.get(outcome.question)
        if target is not None:
            with faults.noting(outcome.place):
                _enter_outcome(plan, index, target.record, writer.resolution(outcome, target.record))
    for note in plan.table.notes:
        with faults.noting(note.place):
            _enter_note(plan, index, note, writer, draft)


class _Known:
    """The entries of a book by id and case, and the resolutions that count by forecast."""

    def __init__(self, book: Book) -> None:
        self.folders = book.cases
        self.entries = {(folder.id, entry.id): entry for folder, entry in book.all_entries()}
        self.outcomes: dict[str, Entry] = {}
        for folder in book.cases.values():
            gone = retracted(folder.entries)
            for entry in folder.entries:
                if is_resolution(entry) and entry.id not in gone:
                    self.outcomes[f"{folder.id}/{entry.forecast}"] = entry


def _enter(plan: Plan, index: _Known, case: str, entry: Entry) -> bool:
    """Plan an entry, unless it is there; whether it is new."""
    known = index.entries.get((case, entry.id))
    if known is None:
        index.entries[case, entry.id] = entry
        plan.entries.setdefault(case, []).append(entry)
        return True
    if known in plan.entries.get(case, ()):
        return False
    plan.known += 1
    for difference in differences(known, entry):
        plan.problems.append(_problem(index.folders[case], known, difference))
    return False


def _enter_outcome(plan: Plan, index: _Known, record: Record, entry: Entry) -> None:
    """Plan an outcome; another one that counts in the book is a Problem, and stays."""
    earlier = index.outcomes.get(record.full_id)
    if earlier is None or earlier.id == entry.id:
        _enter(plan, index, record.case, entry)
        return
    plan.known += 1
    assert is_resolution(earlier)
    assert is_resolution(entry)
    if earlier.outcome != entry.outcome:
        what = f"{record.full_id} is resolved {earlier.outcome} in the book and {entry.outcome} in the file"
        plan.problems.append(_problem(index.folders[record.case], earlier, what))
    elif abs((earlier.known_at - entry.known_at).total_seconds()) >= 1:
        before, after = moments.iso(earlier.known_at), moments.iso(entry.known_at)
        what = f"the outcome of {record.full_id} was known {before} in the book and {after} in the file"
        plan.problems.append(_problem(index.folders[record.case], earlier, what))


def _problem(folder: CaseFolder, known: Entry, what: str) -> Problem:
    hint = f"the book stays as it is; if the file is right, first `outlook retract {known.id} --why …`"
    return problem_at(folder.ledger, known.id, "disagrees", what, hint)


def _enter_note(plan: Plan, index: _Known, note: Note, writer: Writer, draft: Draft) -> None:
    targets = [plan.targets[key] for key in note.questions if key in plan.targets]
    if not targets:
        draft.lose("a note on no question of the file", note.place, note.text[:60])
        return
    for case in dict.fromkeys(target.record.case for target in targets):
        records = [target.record for target in targets if target.record.case == case]
        _enter(plan, index, case, writer.evidence(note, records))
