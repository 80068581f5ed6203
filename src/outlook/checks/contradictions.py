"""Probabilities of a case that contradict each other, as Problems at the line of a statement involved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.book import CASE_FILE, CaseFolder
from outlook.book.believed import Believed, believed_of
from outlook.coherence.assess import Unsolved, assess
from outlook.coherence.closed_form import Violation
from outlook.coherence.network import Claim
from outlook.coherence.solver import Solved
from outlook.errors import Problem
from outlook.records.read import problem_at

OWN_WORDS = "change one of these numbers; `outlook coherence {case}` shows the nearest set that fits"
STATED = "state one of them anew; `outlook coherence {case}` shows the nearest set that fits"


@dataclass(frozen=True, slots=True)
class Examined:
    """The contradictions of a case as Problems, and what is lacking to find them all (empty where nothing is)."""

    problems: tuple[Problem, ...]
    lacking: str


def examine(folder: CaseFolder, at: datetime) -> Examined:
    """Every contradiction among the case's probabilities, at the line of a statement involved.

    An error where all the numbers stand in records, a warning where a ledger entry is one of them, for entries
    cannot be corrected but only followed by newer ones.
    """
    believed = believed_of(folder, at)
    forecasts = {name: situation.forecast for name, situation in believed.situations.items()}
    relations = folder.case.relations if folder.case else ()
    found = assess(folder.id, forecasts, believed.beliefs, relations)
    named = {name for violation in found.violations for name in violation.forecasts}
    unexplained = [
        solved for solved in found.solved if not solved.coherent and not named & {one.forecast for one in solved.claims}
    ]
    problems = [_violated(believed, violation) for violation in found.violations]
    problems += [_exploited(believed, solved) for solved in unexplained]
    problems += _not_solved(believed, found.unsolved)
    lacking = next((item.reason for item in found.unsolved if item.code == "no-solver"), "")
    return Examined(tuple(problems), lacking)


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
    hint = (STATED if in_ledger else OWN_WORDS).format(case=folder.id)
    entry = believed.estimate(claim.forecast) if claim.field == ("prior",) else None
    if entry is not None:
        return Problem(folder.ledger.path, folder.ledger.line_of(entry.id), 1, "incoherent", message, hint, "warning")
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
