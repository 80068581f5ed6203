"""What `coherence` and `check` need of a case: what is believed of its open forecasts, and what contradicts itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.answers.standing import StatusRow, status_row
from outlook.book import CASE_FILE, CaseFolder
from outlook.coherence.assess import CaseCoherence, Unsolved, assess
from outlook.coherence.closed_form import Violation
from outlook.coherence.network import Claim
from outlook.coherence.solver import Solved
from outlook.errors import Problem
from outlook.model.belief import Belief
from outlook.model.entries import Estimate
from outlook.records.read import problem_at

OWN_WORDS = "change one of these numbers; `outlook coherence {case}` shows the nearest set that fits"
STATED = "state one of them anew; `outlook coherence {case}` shows the nearest set that fits"


@dataclass(frozen=True, slots=True)
class Believed:
    """The open forecasts of a case, each with its newest statement, else its prior."""

    folder: CaseFolder
    rows: dict[str, StatusRow]

    @property
    def beliefs(self) -> dict[str, Belief]:
        """What is believed of each, where anything is."""
        stated = {name: row.forecast.prior if row.stated is None else row.stated for name, row in self.rows.items()}
        return {name: belief for name, belief in stated.items() if belief is not None}

    def estimate(self, name: str) -> Estimate | None:
        """The entry that states what is believed; None where the record's prior stands."""
        row = self.rows.get(name)
        return row.history.newest() if row is not None and row.stated is not None else None


def believed_of(folder: CaseFolder, at: datetime) -> Believed:
    """The open forecasts of a case as they stood; what is resolved takes no part."""
    rows = (status_row(situation, folder.case, at) for situation in folder.situations(at))
    return Believed(folder, {row.forecast.id: row for row in rows if row.state in ("open", "due")})


def coherence_of(folder: CaseFolder, at: datetime) -> CaseCoherence:
    """One case, by what is believed of each open forecast."""
    return _assessed(believed_of(folder, at))


def _assessed(believed: Believed) -> CaseCoherence:
    forecasts = {name: row.forecast for name, row in believed.rows.items()}
    relations = believed.folder.case.relations if believed.folder.case else ()
    return assess(believed.folder.id, forecasts, believed.beliefs, relations)


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
    found = _assessed(believed)
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
    return _problem(believed, claim, violation.forecasts, f"{violation.message} (off by {violation.size:.4f})")


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
