"""The regimes: fifteen in which one thing or everything goes wrong, and six more where the rule is new."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

POOR = MappingProxyType({"B2": 0.25, "C3": 0.2, "F6": 0.35, "D4": 0.1, "C2": 0.1})


@dataclass(frozen=True)
class Regime:
    """How the worlds of a regime are made, and how what is written down differs from what is so.

    `shared` and `shared_by_all` are the correlations of a Gaussian copula within groups and over all signs. `echoes` is
    their mean number for each report, `named` the share of them that name their origin. `common_falsehood` is the
    chance that one falsehood takes in all sources of a sign that has not come. `spread` scales the log-odds between the
    two likelihoods, `noise` is added to each. `left_out` is the chance that a report against is not written down.
    `promised` is by how much grades promise too much, in log-odds. `lead` is by how much of the window signs come at
    most before an event by a deadline. `reported` is the chance that a source reports what it sees.
    """

    name: str
    shared: float = 0.0
    shared_by_all: float = 0.0
    echoes: float = 0.0
    named: float = 1.0
    common_falsehood: float = 0.0
    grades: Mapping[str, float] = field(default_factory=dict)
    noise: float = 0.0
    spread: float = 1.0
    left_out: float = 0.0
    promised: float = 0.0
    prior_noise: float = 0.0
    reported: float = 0.9
    lead: float | None = None
    # What only the further regimes have.
    options: int = 2
    opposed: bool = False
    retracted: float = 0.0
    retracted_if_false: float = 0.0
    seen_before: float = 0.0
    repeated: float = 0.0
    halfway: float = 0.0


_ALL = Regime(
    "everything",
    shared=0.4,
    shared_by_all=0.1,
    echoes=0.7,
    named=0.6,
    common_falsehood=0.05,
    noise=0.5,
    spread=1.25,
    left_out=0.4,
    promised=0.7,
    prior_noise=0.4,
    reported=0.7,
)
_A_LITTLE = Regime(
    "a little of everything",
    shared=0.3,
    shared_by_all=0.05,
    echoes=0.3,
    named=0.8,
    common_falsehood=0.02,
    noise=0.3,
    left_out=0.2,
    promised=0.3,
    prior_noise=0.2,
    reported=0.7,
)

REGIMES = (
    Regime("ideal"),
    Regime("shared causes in groups", shared=0.6),
    Regime("one cause shared by all", shared_by_all=0.4),
    Regime("hidden echoes, poor grades", echoes=1.5, named=0.4, common_falsehood=0.1, grades=POOR),
    Regime("likelihoods too bold, noisy", noise=0.7, spread=1.6),
    Regime("reports against left out", left_out=0.8),
    Regime("grades far too kind", promised=1.5),
    Regime("noisy prior", prior_noise=0.8),
    _ALL,
    Regime("deadline, short lead", lead=0.3, reported=0.8),
    Regime("deadline, long lead", lead=1.0, reported=0.8),
    Regime("little watching", reported=0.25),
    Regime("likelihoods too timid", spread=0.5),
    replace(_ALL, name="everything, timid, little watched", spread=0.6, reported=0.35),
    _A_LITTLE,
)

FURTHER = (
    Regime("for and against in one group", shared=0.6, opposed=True),
    Regime("reports retracted later", retracted=0.1, retracted_if_false=0.6),
    Regime("signs seen before the opening", seen_before=0.4),
    Regime("the same, and repeated after it", seen_before=0.4, repeated=0.3),
    Regime("half-way signs, partial and pending", halfway=0.5),
    Regime("choices of three options", options=3),
)
