"""The entries of a table that a book lacks; where the two say different things of one row, the book keeps its own."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from outlook import moments
from outlook.exchange.as_entries import differences, scored
from outlook.exchange.our_own import SYSTEM, agree
from outlook.exchange.same_rows import SameRows
from outlook.exchange.spool import Seen, Spool, hashed
from outlook.exchange.table import OWN, Place
from outlook.exchange.there import is_same_moment
from outlook.ledger import problem_at
from outlook.model.kind_of import is_resolution

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.book import CaseFolder
    from outlook.errors import Problem
    from outlook.exchange.as_entries import Writer
    from outlook.exchange.faults import Faults
    from outlook.exchange.plan import Plan, Target
    from outlook.exchange.table import Draft, Forecast, Note
    from outlook.exchange.there import There
    from outlook.model.entries import Entry

TAKEN_BACK = "what the book has taken back since"


def make_entries(
    plan: Plan, index: There, writer: Writer, forecasts: Iterable[Forecast], draft: Draft, faults: Faults
) -> None:
    """Plan what is new of the forecasts, outcomes and notes; what cannot be entered is noted in `faults`."""
    met, same = Seen(), SameRows(index)
    for forecast in forecasts:
        target = plan.targets.get(forecast.question)
        if target is not None:
            with faults.noting(forecast.place):
                entry = _estimate(forecast, target, writer, met, index)
                # What an export of ours says is compared with everything that the book says, rows or none.
                if plan.table.system == SYSTEM or not same.puts_off(target.case, entry, forecast):
                    _enter(plan, index, target.case, entry, draft)
    _enter_put_off(plan, index, same, writer, draft, faults)
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


def _enter_put_off(plan: Plan, index: There, same: SameRows, writer: Writer, draft: Draft, faults: Faults) -> None:
    """Plan the estimates of rows that the book has with another value, unless the file has changed what it said."""
    for case, entry, known in same.put_off():
        if known is None:
            # Behind the others in the ledger, and so later by its own clock too.
            _enter(plan, index, case, entry.model_copy(update={"recorded_at": writer.clock.tick()}), draft)
        elif index.planned.add((case, entry.id)):
            _disagree(plan, index, case, known, entry)
    for place, why in same.doubtful():
        faults.add(place, "", why)
    if plan.table.system != SYSTEM:
        targets = {(one.case, one.id) for one in plan.targets.values() if not one.is_new}
        plan.remarks += [*same.named_otherwise(), *same.lacking(plan.table.system, targets)]


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
    # A file that names nobody does not say that another person's row is this one.
    if known := index.from_there(target.case, entry, number, by=entry.by if forecast.by == OWN else None):
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
    if before == hashed(scored(entry)):
        plan.known += 1
        _bring_back(plan, index, case, entry)
    else:
        _disagree(plan, index, case, entry.id, entry)


def _disagree(plan: Plan, index: There, case: str, name: str, entry: Entry) -> None:
    """Name what of an entry that the book has is otherwise in the file."""
    plan.known += 1
    known = index.entry(case, name)
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
    assert is_resolution(entry)
    earlier = index.outcome(target.full_id, entry)
    if earlier is None or earlier.id == entry.id:
        _enter(plan, index, target.case, entry, draft)
        return
    plan.known += 1
    if earlier.outcome != entry.outcome:
        what = f"{target.full_id} is resolved {earlier.outcome} in the book and {entry.outcome} in the file"
        plan.problems.append(_problem(index.folders[target.case], earlier, what))
    elif not is_same_moment(earlier.known_at, entry.known_at):
        before, after = moments.iso(earlier.known_at), moments.iso(entry.known_at)
        what = f"the outcome of {target.full_id} was known {before} in the book and {after} in the file"
        plan.problems.append(_problem(index.folders[target.case], earlier, what))


def _problem(folder: CaseFolder, known: Entry, what: str) -> Problem:
    hint = f"the book keeps its own; if the file is right, first `outlook retract {known.id} --why …`"
    return problem_at(folder.ledger, known.id, "disagrees", what, hint)


def _enter_note(plan: Plan, index: There, note: Note, writer: Writer, draft: Draft) -> None:
    targets = [plan.targets[key] for key in note.questions if key in plan.targets]
    if not targets:
        draft.lose("a note on no question of the file", note.place, note.text[:60])
        return
    for case in dict.fromkeys(target.case for target in targets):
        named = [target.id for target in targets if target.case == case]
        _enter(plan, index, case, writer.evidence(note, named), draft)
