"""Reports that are held for certain and contradict each other, so that nothing is implied any more."""

from collections.abc import Iterator

from outlook.book import CaseFolder
from outlook.errors import Problem
from outlook.evidence.grading import grades_of, reliability
from outlook.evidence.over_time import counted, weighed
from outlook.ledger import problem_at
from outlook.model.entries import Evidence
from outlook.model.kind_of import is_evidence


def certainty_problems(folder: CaseFolder) -> Iterator[Problem]:
    """For each forecast whose certain reports rule out every outcome, one Problem at the newest of them.

    A write refuses such a report; what two people entered apart can bring both into one ledger.
    """
    grades = grades_of(folder.case)
    certain = {one.id for one in folder.entries if is_evidence(one) and reliability(one, grades) == 1}
    if not certain:
        return
    now = max(entry.known_at for entry in folder.entries)
    for situation in folder.situations(now):
        reports = [entry for entry in counted(situation) if entry.id in certain]
        if not reports:
            continue
        found = weighed(situation, folder.case, now)
        if found.base is not None and found.implied is None:
            message = f"nothing is implied for {situation.forecast.id}: certain reports rule out every outcome of it"
            hint = f"retract a report that is wrong, or revise it with a --p-accurate below 1: {_named(reports)}"
            yield problem_at(folder.ledger, reports[-1].id, "certain-of-both", message, hint)


def _named(reports: list[Evidence]) -> str:
    return ", ".join(entry.id for entry in reports[-5:])
