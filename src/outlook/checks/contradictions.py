"""Probabilities of a case that contradict each other, as Problems at the line of a statement involved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.book import CASE_FILE, CaseFolder
from outlook.book.believed import Believed, believed_of
from outlook.coherence.assess import CaseCoherence, Unsolved, assess, assess_apart
from outlook.coherence.closed_form import Violation
from outlook.coherence.network import Claim
from outlook.coherence.solver import Solved
from outlook.errors import Problem
from outlook.ledger import problem_at as problem_of_entry
from outlook.model.belief import Belief
from outlook.model.case import Relation
from outlook.model.forecast import Forecast
from outlook.records.read import problem_at

OWN_WORDS = "change one of these numbers; `outlook coherence {case}` shows the nearest set that fits"
STATED = "state one of them anew; `outlook coherence {case}` shows the nearest set that fits"


@dataclass(frozen=True, slots=True)
class Examined:
    """The contradictions of a case as Problems, and what is lacking to find them all (empty where nothing is)."""

    problems: tuple[Problem, ...]
    lacking: str


def examine(folder: CaseFolder, at: datetime) -> Examined:
    """Every contradiction among the numbers of the records or of one person, at the line of a statement involved.

    An error where all the numbers stand in records, a warning where a ledger entry is one of them, for entries
    cannot be corrected but only followed by newer ones. That numbers of different people do not fit together is no
    fault: they disagree.
    """
    believed = believed_of(folder, at)
    found = assess(folder.id, *_held(believed), believed.stated_by)
    problems = [*_contradictions(believed, found)]
    for person in believed.people:
        own = believed.of(person)
        apart = assess_apart(found, person, *_held(own), frozenset(own.stated_by))
        problems += _contradictions(own, apart)
    problems += _not_solved(believed, found.unsolved)
    lacking = next((item.reason for item in found.unsolved if item.code == "no-solver"), "")
    return Examined(tuple(problems), lacking)


def _held(believed: Believed) -> tuple[dict[str, Forecast], dict[str, Belief], Sequence[Relation]]:
    forecasts = {name: situation.forecast for name, situation in believed.situations.items()}
    return forecasts, believed.beliefs, believed.folder.case.relations if believed.folder.case else ()


def _contradictions(believed: Believed, found: CaseCoherence) -> Iterator[Problem]:
    violations = [one for one in found.violations if len(found.people_of(one)) <= 1]
    named = {name for violation in violations for name in violation.forecasts}
    exploited = [one for one in found.solved if found.is_exploitable(one)]
    for violation in violations:
        yield _violated(believed, violation)
    for solved in exploited:
        if not named & {one.forecast for one in solved.claims}:
            yield _exploited(believed, solved)


def _violated(believed: Believed, violation: Violation) -> Problem:
    name = next((one for one in violation.forecasts if believed.estimate(one)), violation.forecasts[0])
    claim = Claim("", name, (), (), 0.0)
    return _problem(believed, claim, violation.forecasts, f"{violation.message} (off by {violation.size:.4f} a claim)")


def _exploited(believed: Believed, solved: Solved) -> Problem:
    staked = [claim for claim, stake in zip(solved.claims, solved.stakes, strict=True) if stake] or list(solved.claims)
    claim = next((one for one in staked if believed.estimate(one.forecast) and one.field == ("prior",)), staked[0])
    labels = ", ".join(f"{one.label} = {one.probability:g}" for one in staked[:4])
    more = f" and {len(staked) - 4} more" if len(staked) > 4 else ""  # noqa: PLR2004 - a line's worth
    message = (
        f"no way the world can be fits {labels}{more}: off by {solved.violation:.4f}, and a bet gains "
        f"{solved.gain:.4f} whatever happens"
    )
    return _problem(believed, claim, [one.forecast for one in staked], message)


def _problem(believed: Believed, claim: Claim, involved: Sequence[str], message: str) -> Problem:
    folder = believed.folder
    in_ledger = any(believed.estimate(name) for name in involved)
    message = f"of {believed.person}'s numbers: {message}" if believed.person else message
    hint = (STATED if in_ledger else OWN_WORDS).format(case=folder.id)
    entry = believed.estimate(claim.forecast) if claim.field == ("prior",) else None
    if entry is not None:
        return problem_of_entry(folder.ledger, entry.id, "incoherent", message, hint, "warning")
    path = folder.path / f"{claim.forecast}.yaml"
    severity = "warning" if in_ledger else "error"
    return problem_at(
        path, folder.texts.get(path, ""), claim.field, "incoherent", message, hint=hint, severity=severity
    )


def _not_solved(believed: Believed, unsolved: Sequence[Unsolved]) -> Iterator[Problem]:
    """A set that its definitions make impossible is an error; one that could not be solved, a warning."""
    folder = believed.folder
    path = folder.path / CASE_FILE
    for item in unsolved:
        if item.code == "no-solver":
            continue
        where: tuple[str | int, ...] = ("relations", item.part.rules[0].number) if item.part.rules else ()
        severity = "error" if item.code == "contradiction" else "warning"
        text = folder.texts.get(path, "")
        yield problem_at(path, text, where, item.code, item.reason, severity=severity)
