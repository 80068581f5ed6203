"""One case assessed whole: closed-form checks, then every linked set solved, each failure with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from outlook.coherence.cliques import TooWide
from outlook.coherence.closed_form import Violation, closed_form
from outlook.coherence.network import STATED, Claim, Network, components, network
from outlook.coherence.solver import Contradiction, NoAnswer, NoSolver, Solved, solve

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from outlook.model.belief import Belief
    from outlook.model.case import Relation
    from outlook.model.forecast import Forecast

FAILURES: Mapping[type[Exception], str] = {
    NoSolver: "no-solver",
    TooWide: "too-wide",
    Contradiction: "contradiction",
    NoAnswer: "no-answer",
}
NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A linked set that was not solved, and why: `no-solver`, `too-wide`, `contradiction` or `no-answer`."""

    part: Network
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseCoherence:
    """One case: the checks that fail without a solver, the linked sets solved, and what could not be solved and why.

    `by` is whose numbers these are, empty for the newest of anybody; `stated_by` is whose estimate the number of a
    forecast is, where it is not the record's. `unread` are sentences on relations that name nothing that
    could be linked.
    """

    case: str
    claims: int
    violations: tuple[Violation, ...]
    solved: tuple[Solved, ...]
    unsolved: tuple[Unsolved, ...] = ()
    by: str = ""
    stated_by: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @property
    def gain(self) -> float:
        """The gain that bets on every incoherent set guarantee together, with stakes of at most 1."""
        return sum(item.gain for item in self.solved if self.is_exploitable(item))

    def is_exploitable(self, solved: Solved) -> bool:
        """Whether a set is incoherent and one person holds all its numbers, so that somebody loses the bet."""
        return not solved.coherent and len(self.people(solved)) <= 1

    def holder(self, claim: Claim) -> str:
        """Who states a number; empty for one that a record has, which is everybody's."""
        return self.stated_by.get(claim.forecast, "") if claim.field == STATED else ""

    def people(self, solved: Solved) -> tuple[str, ...]:
        """Who states the numbers of a set."""
        return _named(map(self.holder, solved.claims))

    def people_of(self, violation: Violation) -> tuple[str, ...]:
        """Who states the numbers that fail a check."""
        return _named(self.stated_by.get(name, "") for name in violation.forecasts)


def _named(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in people if name}))


def assess(
    case: str,
    forecasts: Mapping[str, Forecast],
    beliefs: Mapping[str, Belief],
    relations: Iterable[Relation],
    stated_by: Mapping[str, str] = NOBODY,
) -> CaseCoherence:
    """Check what is believed of the forecasts of one case; without a solver the closed-form part still stands."""
    linked = network(forecasts, beliefs, relations)
    solved, unsolved = _solved(components(linked))
    return CaseCoherence(case, len(linked.claims), tuple(closed_form(linked)), solved, unsolved, "", stated_by)


def assess_apart(
    together: CaseCoherence,
    by: str,
    forecasts: Mapping[str, Forecast],
    beliefs: Mapping[str, Belief],
    relations: Iterable[Relation],
    stated: Container[str],
) -> CaseCoherence:
    """Check what one person believes, of the sets in which they have a say and which are not theirs alone anyway."""
    linked = network(forecasts, beliefs, relations)
    own = [part for part in components(linked) if any(name in stated for name in part.variables)]
    known = {solved.claims for solved in together.solved if len(together.people(solved)) <= 1}
    solved, unsolved = _solved([part for part in own if part.claims not in known])
    found = [one for one in closed_form(linked) if any(name in stated for name in one.forecasts)]
    said = [one for one in together.violations if len(together.people_of(one)) <= 1]
    new = tuple(one for one in found if one not in said)
    holders = {name: by for name in forecasts if name in stated}
    claims = sum(len(part.claims) for part in own)
    return CaseCoherence(together.case, claims, new, solved, unsolved, by, holders)


def _solved(parts: Iterable[Network]) -> tuple[tuple[Solved, ...], tuple[Unsolved, ...]]:
    solved: list[Solved] = []
    unsolved: list[Unsolved] = []
    for part in parts:
        try:
            solved.append(solve(part))
        except tuple(FAILURES) as error:
            unsolved.append(Unsolved(part, FAILURES[type(error)], str(error)))
    return tuple(solved), tuple(unsolved)
