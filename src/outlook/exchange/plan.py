"""What an import would do: which records and entries are new, which are there already, and what does not agree."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

from outlook import moments
from outlook.book import Book, CaseFolder
from outlook.errors import Problem, Refused, Unreadable
from outlook.exchange.as_entries import Writer, differences, scored
from outlook.exchange.as_records import record_of, window_of
from outlook.exchange.asked_before import joined_to
from outlook.exchange.changed_questions import otherwise
from outlook.exchange.faults import Faults
from outlook.exchange.forecaster_names import alike
from outlook.exchange.our_own import SYSTEM, Home, Said, agree, record_for
from outlook.exchange.spool import Seen, Spool, Watched, hashed, unwatched
from outlook.exchange.table import Draft, Forecast, Loss, Note, Outcome, Place, Question, Table
from outlook.exchange.there import There
from outlook.files import Folder
from outlook.ledger import problem_at
from outlook.model.entries import Entry, Resolution
from outlook.model.forecast import Forecast as Record
from outlook.model.kind_of import is_resolution
from outlook.model.slugs import free, question_slug
from outlook.model.values import DOCUMENT_PREFIX

LATE = "a forecast made after the outcome was known"
NO_TIME = "an outcome without the time at which it was known: enter it with `outlook resolve`"
EXPIRY = "a withdrawal that is due later"
TAKEN_BACK = "what the book has taken back since"
FIRST = "case"


@dataclass(frozen=True, slots=True)
class Target:
    """The record that a question goes to, and whether it is new.

    `reader` reads beliefs and outcomes as the record does: of new yes/no questions, of which there may be very many,
    one record stands for all.
    """

    case: str
    id: str
    is_new: bool
    is_draft: bool
    reader: Record

    @property
    def full_id(self) -> str:
        """`CASE/ID`."""
        return f"{self.case}/{self.id}"


@dataclass
class Made:
    """The forecasts that are imported, counted: how many, by whom, and when."""

    count: int = 0
    by: Counter[str] = field(default_factory=Counter)
    first_of: dict[str, datetime] = field(default_factory=dict)  # by question
    last: datetime | None = None

    def add(self, one: Forecast) -> None:
        """Count one more."""
        self.count += 1
        self.by[one.by] += 1
        self.first_of[one.question] = min(one.at, self.first_of.get(one.question, one.at))
        self.last = max(one.at, self.last or one.at)

    @property
    def first(self) -> datetime | None:
        """When the first one was made."""
        return min(self.first_of.values(), default=None)


@dataclass
class Plan:
    """Everything that an import of a table would do in a book.

    New questions go to the `case`, but those that have a home of their own.
    """

    table: Table
    case: str
    now: datetime
    homes: Mapping[str, Home] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    entries: dict[str, Spool[Entry]] = field(default_factory=dict)  # the new ones, by case
    kinds: Counter[str] = field(default_factory=Counter)  # of the new entries
    known: int = 0
    again: dict[tuple[str, str], Sequence[Entry]] = field(default_factory=dict)  # what took them back, by case and id
    problems: list[Problem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    made: Made = field(default_factory=Made)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    joined: frozenset[str] = frozenset()  # questions that forecasts of the book ask in the same words, or that name one
    resolved: dict[str, Resolution] = field(default_factory=dict)  # the outcomes that the book has, by question

    @property
    def new_questions(self) -> int:
        """How many records are to be written."""
        return sum(target.is_new for target in self.targets.values())

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of new records, in their order, and of those with homes; else the one for new questions."""
        found = dict.fromkeys(
            target.case for key, target in self.targets.items() if target.is_new or self.homes or key in self.joined
        )
        return tuple(found) or (self.case,)

    @property
    def changed_cases(self) -> tuple[str, ...]:
        """The cases in which something is written."""
        new = (target.case for target in self.targets.values() if target.is_new)
        return tuple(dict.fromkeys([*new, *self.entries]))

    def new_records(self) -> dict[str, Iterator[Record]]:
        """The records to be written by case, made one after the other."""
        new: dict[str, list[Question]] = {}
        for question in self.table.questions:
            target = self.targets.get(question.key)
            if target is not None and target.is_new:
                new.setdefault(target.case, []).append(question)
        return {
            case: (self.record(one, case, self.targets[one.key].id) for one in questions)
            for case, questions in new.items()
        }

    def record(self, question: Question, case: str, name: str) -> Record:
        """The record that a question makes.

        Raises:
            ValueError: it can be none.
        """
        window, _ = self.window(question)
        return record_of(question, self.table.system, self.table.judged_by, window, f"{case}/{name}")

    def window(self, question: Question) -> tuple[tuple[datetime | None, datetime | None], str]:
        """When a question opens and closes, and what is lost by that."""
        outcome, first = self.outcomes.get(question.key), self.made.first_of.get(question.key)
        return window_of(question, [first] if first else [], outcome.known_at if outcome else None)

    def forecasts(self) -> Iterator[Forecast]:
        """What is imported of the forecasts: not what a ledger would refuse."""
        return (one for one in self.table.forecasts if not self.why_not(one))

    def why_not(self, one: Forecast) -> str:
        """Why a forecast is left out; empty for one that is imported."""
        outcomes = self.outcomes.get(one.question), self.resolved.get(one.question)
        if any(outcome and outcome.known_at and one.at > outcome.known_at for outcome in outcomes):
            return LATE
        return EXPIRY if one.value is None and one.at > self.now else ""


def planned(
    table: Table,
    book: Book,
    case: str,
    writer: Writer,
    watched: Watched = unwatched,
    homes: Mapping[str, Home] | None = None,
    *,
    as_new: bool = False,
) -> Plan:
    """What an import of the table into a case would do; questions that the book has already stay where they are.

    Questions that have a home go there. One that a forecast of the book asks in the same words is that one's, unless it
    is wanted `as_new`. `watched` passes on the forecasts, of which it is told the number, while they
    are compared with the book.

    Raises:
        InvalidValue: something of the table fits no record and no ledger.
        Refused: a record cannot be read, and may be what is to be imported.
        Unreadable: a case cannot be read, and may hold what is to be imported.
    """
    _check_readable(book, {home.case for home in homes.values()} if homes else {case})
    draft, faults = Draft(table.system, table.judged_by), Faults()
    plan = Plan(table, case, writer.clock.now, homes or {})
    known = _known_records(plan, book, faults)
    joined = joined_to(table, book, {*known, *plan.homes}, faults, as_new=as_new)
    plan.joined, plan.remarks = frozenset(joined.records), joined.remarks
    known |= joined.records
    index = There(book, Said(book) if table.system == SYSTEM or plan.joined else None)
    plan.resolved = {key: index.outcomes[one.full_id] for key, one in known.items() if one.full_id in index.outcomes}
    _settle(plan, draft)
    _choose_records(plan, book, known, draft, faults)
    _make_entries(plan, index, writer, watched(plan.forecasts(), plan.made.count), draft, faults)
    faults.refuse_any()
    open_ones = [(one, known[one.key]) for one in table.questions if one.key in known and one.key not in plan.resolved]
    plan.remarks += otherwise((one, record) for one, record in open_ones if one.key not in plan.outcomes)
    people = {writer.name_of(name) for name in plan.made.by}
    plan.remarks += alike(people, (name for name in book.forecasters if not name.startswith(DOCUMENT_PREFIX)))
    plan.losses = [*table.losses, *draft.lost.values()]
    return plan


def _check_readable(book: Book, cases: Collection[str]) -> None:
    for name, problem in book.left_out.items():
        raise Unreadable(f"the case {name} cannot be read and may hold what is to be imported: {problem.message}")
    for folder in book.cases.values():
        for name in sorted(folder.unread):
            raise Refused(
                f"{folder.path / name}.yaml cannot be read and may be what is to be imported: `outlook check` says why"
            )
    for case in sorted(cases):
        if case not in book.cases and (book.root / case).exists():
            raise Refused(f"{book.root / case} is there and is no case: name another with --case")


def _settle(plan: Plan, draft: Draft) -> None:
    """Leave out what a ledger would refuse: what was forecast after the outcome, and outcomes without a time."""
    for one in plan.table.outcomes:
        if one.known_at is None or (one.is_at_latest and one.known_at > plan.now):
            draft.lose(NO_TIME, one.place, str(one.outcome))
        else:
            plan.outcomes[one.question] = one
    for forecast in plan.table.forecasts:
        why_not = plan.why_not(forecast)
        if why_not:
            draft.lose(why_not, forecast.place, f"{forecast.by}, {forecast.at:%Y-%m-%d %H:%M}")
        else:
            plan.made.add(forecast)


def _choose_records(plan: Plan, book: Book, known: Mapping[str, Record], draft: Draft, faults: Faults) -> None:
    """For each question the record that has it, else a new one in the case; ids go by the order of asking."""
    names = _names(plan, book, known)
    readers: dict[str, Record] = {}
    for question in plan.table.questions:
        if question.key in known:
            record = known[question.key]
            plan.targets[question.key] = Target(record.case, record.id, False, bool(record.missing), record)
            continue
        with faults.noting(question.place):
            lost = plan.window(question)[1]
            if lost:
                draft.lose(lost, question.place, question.title)
            home = names[question.key]
            record = plan.record(question, *home)
            reader = readers.setdefault(question.kind, record) if question.kind == "binary" else record
            plan.targets[question.key] = Target(home.case, home.id, True, bool(record.missing), reader)


def _known_records(plan: Plan, book: Book, faults: Faults) -> dict[str, Record]:
    """The records that the book has of the questions, by key: those that came from there, or are called so."""
    known = {
        one.imported.id: one for one in book.forecasts if one.imported and one.imported.system == plan.table.system
    }
    for question in plan.table.questions if plan.table.system == SYSTEM else ():
        with faults.noting(question.place):
            record = record_for(question, book, plan.homes.get(question.key))
            if record is not None:
                known[question.key] = record
    return known


def _names(plan: Plan, book: Book, known: Collection[str]) -> dict[str, Home]:
    """What new questions are called: as at home, else by their titles, with a number where that is taken."""
    folder = book.cases.get(plan.case)
    taken = {FIRST, *(_names_in(book.root / plan.case) if folder else ()), *(folder.former if folder else ())}
    taken |= {home.id for home in plan.homes.values() if home.case == plan.case}
    new = [one for one in sorted(plan.table.questions, key=_asked) if one.key not in known]
    return {
        one.key: plan.homes.get(one.key) or Home(plan.case, free(question_slug(one.title) or "question", taken))
        for one in new
    }


def _asked(question: Question) -> float:
    return question.asked_at.timestamp() if question.asked_at else float("inf")


def _names_in(path: Path) -> set[str]:
    with Folder.open(path) as folder:
        return {Path(name).stem for name in folder.names()}


def _make_entries(
    plan: Plan, index: There, writer: Writer, forecasts: Iterable[Forecast], draft: Draft, faults: Faults
) -> None:
    met = Seen()
    for forecast in forecasts:
        target = plan.targets.get(forecast.question)
        if target is not None:
            with faults.noting(forecast.place):
                _enter(plan, index, target.case, _estimate(forecast, target, writer, met, index), draft)
    for outcome in plan.outcomes.values():
        target = plan.targets.get(outcome.question)
        if target is not None:
            with faults.noting(outcome.place):
                _enter_outcome(plan, index, target, writer.resolution(outcome, target.id, target.reader), draft)
    for note in plan.table.notes:
        with faults.noting(note.place):
            _enter_note(plan, index, note, writer, draft)
    for (case, _), found in plan.again.items():
        plan.entries.setdefault(case, Spool()).extend(writer.again(one) for one in found)


def _estimate(forecast: Forecast, target: Target, writer: Writer, met: Seen, index: There) -> Entry:
    """The entry of a forecast; who said the same twice in one second has two, if the file tells the moments apart."""
    moment = hashed(forecast.at) if forecast.at.microsecond else 0
    for number in count(1):
        entry = _numbered(forecast, target, writer, number, index)
        before = met.get(entry.id)
        if before is None:
            met.add(entry.id, moment)
        if before in (None, 0, moment) or not moment:
            break
    return entry


def _numbered(forecast: Forecast, target: Target, writer: Writer, number: int, index: There) -> Entry:
    """The entry as the book has it, under whichever name; else one's own where the file calls one otherwise."""
    entry = writer.estimate(forecast, target.id, target.reader, number)
    if index.there.get((target.case, entry.id)) is not None:
        return entry
    if known := index.from_there(target.case, entry, number):
        return entry.model_copy(update={"id": known})
    is_own = writer.renames(forecast.by)
    return writer.estimate(forecast, target.id, target.reader, number, is_own=True) if is_own else entry


def _enter(plan: Plan, index: There, case: str, entry: Entry, draft: Draft) -> None:
    """Plan an entry, unless it is there, or planned already."""
    before = index.there.get((case, entry.id))
    said = index.said.same(case, entry) if index.said and before is None else None
    if said is not None:
        _pass_over(plan, index, case, said, entry, draft)
        return
    if before is None:
        if index.planned.add((case, entry.id)):
            plan.entries.setdefault(case, Spool()).append(entry)
            plan.kinds[entry.kind] += 1
        return
    plan.known += 1
    if before == hashed(scored(entry)):
        _bring_back(plan, index, case, entry)
    else:
        known = index.entry(case, entry.id)
        for difference in differences(known, entry):
            plan.problems.append(_problem(index.folders[case], known, difference))


def _bring_back(plan: Plan, index: There, case: str, entry: Entry) -> bool:
    """Bring back an entry that was taken back with a whole import; whether it was."""
    found = index.undone_of(case, entry)
    if found and (case, entry.id) not in plan.again:
        plan.again[case, entry.id] = found
        plan.known -= 1
    return bool(found)


def _pass_over(plan: Plan, index: There, case: str, known: Entry, entry: Entry, draft: Draft) -> None:
    """Count what the book says already, under another id; where it says something else, that is a Problem."""
    plan.known += 1
    if not agree(known, entry):
        plan.problems += [
            _problem(index.folders[case], known, difference) for difference in differences(known, entry, ("stated",))
        ]
    elif known.id in index.gone[case] and not _bring_back(plan, index, case, known):
        draft.lose(TAKEN_BACK, Place(f"{case}/{known.id}"))


def _enter_outcome(plan: Plan, index: There, target: Target, entry: Entry, draft: Draft) -> None:
    """Plan an outcome; another one that counts in the book is a Problem, and stays."""
    earlier = index.outcomes.get(target.full_id)
    if earlier is None or earlier.id == entry.id:
        _enter(plan, index, target.case, entry, draft)
        return
    plan.known += 1
    assert is_resolution(entry)
    if earlier.outcome != entry.outcome:
        what = f"{target.full_id} is resolved {earlier.outcome} in the book and {entry.outcome} in the file"
        plan.problems.append(_problem(index.folders[target.case], earlier, what))
    elif abs((earlier.known_at - entry.known_at).total_seconds()) >= 1:
        before, after = moments.iso(earlier.known_at), moments.iso(entry.known_at)
        what = f"the outcome of {target.full_id} was known {before} in the book and {after} in the file"
        plan.problems.append(_problem(index.folders[target.case], earlier, what))


def _problem(folder: CaseFolder, known: Entry, what: str) -> Problem:
    hint = f"the book stays as it is; if the file is right, first `outlook retract {known.id} --why …`"
    return problem_at(folder.ledger, known.id, "disagrees", what, hint)


def _enter_note(plan: Plan, index: There, note: Note, writer: Writer, draft: Draft) -> None:
    targets = [plan.targets[key] for key in note.questions if key in plan.targets]
    if not targets:
        draft.lose("a note on no question of the file", note.place, note.text[:60])
        return
    for case in dict.fromkeys(target.case for target in targets):
        named = [target.id for target in targets if target.case == case]
        _enter(plan, index, case, writer.evidence(note, named), draft)
