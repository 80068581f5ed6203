"""One case assessed whole: closed-form checks, then every linked set solved, each failure with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outlook.coherence.cliques import TooWide
from outlook.coherence.closed_form import Violation, closed_form
from outlook.coherence.network import components, network
from outlook.coherence.solver import Contradiction, NoSolver, Solved, solve
from outlook.model.case import Relation
from outlook.model.forecast import Belief, Forecast


@dataclass(frozen=True, slots=True)
class CaseCoherence:
    """One case: the checks that fail without a solver, the linked sets solved, and what could not be solved and why."""

    case: str
    claims: int
    violations: tuple[Violation, ...]
    solved: tuple[Solved, ...]
    unsolved: tuple[str, ...] = ()

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
    unsolved: dict[str, None] = {}
    for part in components(linked):
        try:
            solved.append(solve(part))
        except (NoSolver, TooWide, Contradiction) as error:
            unsolved[str(error)] = None
    return CaseCoherence(case, len(linked.claims), tuple(closed_form(linked)), tuple(solved), tuple(unsolved))
