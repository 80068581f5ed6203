"""What an import would do: the table compared with the book."""

from collections.abc import Collection, Mapping
from pathlib import Path

from outlook.book import Book
from outlook.errors import Refused, Unreadable
from outlook.exchange.as_entries import Writer
from outlook.exchange.asked_before import joined_to
from outlook.exchange.changed_questions import otherwise
from outlook.exchange.faults import Faults
from outlook.exchange.forecaster_names import alike
from outlook.exchange.new_entries import make_entries
from outlook.exchange.our_own import SYSTEM, Home, Said, record_for
from outlook.exchange.plan import Plan, Target
from outlook.exchange.spool import Watched, unwatched
from outlook.exchange.table import Draft, Question, Table
from outlook.exchange.there import There
from outlook.files import Folder
from outlook.model.forecast import Forecast as Record
from outlook.model.slugs import free, question_slug
from outlook.model.values import DOCUMENT_PREFIX

NO_TIME = "an outcome without the time at which it was known: enter it with `outlook resolve`"
FIRST = "case"


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
    plan.resolved = {key: index.outcomes[one.full_id][0] for key, one in known.items() if one.full_id in index.outcomes}
    _settle(plan, draft)
    _choose_records(plan, book, known, draft, faults)
    make_entries(plan, index, writer, watched(plan.forecasts(), plan.made.count), draft, faults)
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
