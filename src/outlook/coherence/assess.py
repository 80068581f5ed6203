"""One case assessed whole: closed-form checks, then every linked set solved, each failure with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.coherence.cliques import TooWide
from outlook.coherence.closed_form import Violation, closed_form
from outlook.coherence.network import Network, components, network
from outlook.coherence.solver import Contradiction, NoAnswer, NoSolver, Solved, solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from outlook.model.belief import Belief
    from outlook.model.case import Relation
    from outlook.model.forecast import Forecast

FAILURES: Mapping[type[Exception], str] = {
    NoSolver: "no-solver",
    TooWide: "too-wide",
    Contradiction: "contradiction",
    NoAnswer: "no-answer",
}


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A linked set that was not solved, and why: `no-solver`, `too-wide`, `contradiction` or `no-answer`."""

    part: Network
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseCoherence:
    """One case: the checks that fail without a solver, the linked sets solved, and what could not be solved and why."""

    case: str
    claims: int
    violations: tuple[Violation, ...]
    solved: tuple[Solved, ...]
    unsolved: tuple[Unsolved, ...] = ()

    @property
    def gain(self) -> float:
        """The gain that bets on every incoherent set guarantee together, with stakes of at most 1."""
        return sum(item.gain for item in self.solved if not item.coherent)


def assess(
    case: str, forecasts: Mapping[str, Forecast], beliefs: Mapping[str, Belief], relations: Iterable[Relation]
) -> CaseCoherence:
    """Check what is believed of the forecasts of one case; without a solver the closed-form part still stands."""
    linked = network(forecasts, beliefs, relations)
    solved: list[Solved] = []
    unsolved: list[Unsolved] = []
    for part in components(linked):
        try:
            solved.append(solve(part))
        except tuple(FAILURES) as error:
            unsolved.append(Unsolved(part, FAILURES[type(error)], str(error)))
    return CaseCoherence(case, len(linked.claims), tuple(closed_form(linked)), tuple(solved), tuple(unsolved))
