"""The linear and quadratic programmes: largest violation, Dutch book, nearest coherent set.

A claim `P(B | A) = q` is the row `1[A∧B] - q·1[A]` with right side 0, any other `P(B) = p` the row `1[B]` with right
side p. The set is coherent if some distribution over the possible worlds meets every row (de Finetti 1937). The dual
of the smallest total violation is the Dutch book: stakes of at most 1 with the largest gain that no world can take
away. The nearest coherent set is least squares with the conditionals held (Predd et al. 2008, 2009).
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from outlook.coherence.cliques import Clique, cliques, separators
from outlook.coherence.network import TOLERANCE, Claim, Network, Rule
from outlook.errors import installing

Row = dict[int, float]
SECONDS = 5.0


class NoSolver(ImportError):
    """The solver is not installed."""


class NoAnswer(ArithmeticError):
    """The solver stopped without one, for instance at its time limit."""


class Contradiction(ValueError):
    """What is true by definition leaves no possible world."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A linked set solved.

    `violation` is the least largest distance of a claim from what a coherent set could say (0 is coherent), `gain`
    the guaranteed gain with stakes of at most 1, `stakes` by claim (positive: bet on it at its price; negative: against
    it), `nearest` the probability by claim that the nearest coherent set gives, None where the conditionals cannot be
    held (or it was not found in time).
    """

    claims: tuple[Claim, ...]
    violation: float
    gain: float
    stakes: tuple[float, ...]
    nearest: tuple[float, ...] | None
    rules: tuple[Rule, ...] = ()

    @property
    def coherent(self) -> bool:
        """Whether the violation is no more than rounding."""
        return self.violation <= TOLERANCE


@dataclass(frozen=True, slots=True)
class _Programme:
    """The distribution over all cliques' worlds as columns, what binds them, and a row for every claim."""

    columns: int
    equalities: tuple[tuple[Row, float], ...]
    rows: tuple[tuple[Row, float], ...]


def solve(part: Network) -> Solved:
    """Solve one linked set.

    Raises:
        NoSolver: the extra `coherence` is not installed.
        TooWide: it is linked too closely.
        Contradiction: its relations leave no possible world.
        NoAnswer: the solver stopped without one.
    """
    programme = _programme(part)
    violation = _least(programme, shared=True).value
    total = _least(programme, shared=False)
    nearest = _nearest(part, programme) if violation > TOLERANCE else None
    held = tuple(claim.probability for claim in part.claims)
    stakes = tuple(0.0 if abs(stake) < 1e-9 else -stake for stake in total.duals)  # noqa: PLR2004 - the solver's rounding
    return Solved(part.claims, violation, total.value, stakes, nearest if violation > TOLERANCE else held, part.rules)


def _programme(part: Network) -> _Programme:
    tree = cliques(part)
    starts: list[int] = []
    columns = 0
    for clique in tree:
        if not clique.worlds:
            raise Contradiction(f"the relations between {', '.join(clique.names)} leave no possible world")
        starts.append(columns)
        columns += len(clique.worlds)
    sums = [
        (dict.fromkeys(range(start, start + len(clique.worlds)), 1.0), 1.0)
        for start, clique in zip(starts, tree, strict=True)
    ]
    agreements = [(row, 0.0) for row in _agreements(tree, starts)]
    rows = [_claim_row(claim, tree, starts) for claim in part.claims]
    return _Programme(columns, (*sums, *agreements), tuple(rows))


def _agreements(tree: Sequence[Clique], starts: Sequence[int]) -> list[Row]:
    """Each clique gives every outcome of what it shares with another the same probability."""
    rows: list[Row] = []
    for index, earlier, shared in separators(tree):
        by_outcome: dict[tuple[str, ...], Row] = {}
        for sign, which in ((1.0, index), (-1.0, earlier)):
            for number, world in enumerate(tree[which].worlds):
                key = tuple(world[name] for name in shared)
                by_outcome.setdefault(key, {})[starts[which] + number] = sign
        rows.extend(by_outcome.values())
    return rows


def _claim_row(claim: Claim, tree: Sequence[Clique], starts: Sequence[int]) -> tuple[Row, float]:
    which = next(index for index, clique in enumerate(tree) if claim.scope <= set(clique.names))
    row: Row = {}
    for number, world in enumerate(tree[which].worlds):
        condition = all(world[name] == outcome for name, outcome in claim.given)
        if not condition:
            continue
        value = float(all(world[name] == outcome for name, outcome in claim.event))
        value -= claim.probability if claim.given else 0.0
        if value:
            row[starts[which] + number] = value
    return row, 0.0 if claim.given else claim.probability


@dataclass(frozen=True, slots=True)
class _Least:
    value: float
    duals: tuple[float, ...]


def _least(programme: _Programme, *, shared: bool) -> _Least:
    """The least violation: the largest of all claims (`shared`), or their sum, whose duals are the stakes."""
    count = len(programme.rows)
    extra = 1 if shared else 2 * count
    builder = _Builder(programme.columns + extra)
    for row, right in programme.equalities:
        builder.add(row, right, right)
    first = len(builder.lower)
    for index, (row, right) in enumerate(programme.rows):
        over = programme.columns if shared else programme.columns + 2 * index
        if shared:
            builder.add({**row, over: -1.0}, None, right)
            builder.add({**row, over: 1.0}, right, None)
        else:
            builder.add({**row, over: 1.0, over + 1: -1.0}, right, right)
    for column in range(programme.columns, programme.columns + extra):
        builder.cost[column] = 1.0
    solution = builder.run()
    return _Least(max(solution.value, 0.0), () if shared else tuple(solution.duals[first : first + count]))


def _nearest(part: Network, programme: _Programme) -> tuple[float, ...] | None:
    """The unconditional claims of the coherent set nearest in squared distance, conditionals held as stated."""
    free = [index for index, claim in enumerate(part.claims) if not claim.given]
    builder = _Builder(programme.columns + len(free))
    for row, right in programme.equalities:
        builder.add(row, right, right)
    for index, (row, right) in enumerate(programme.rows):
        if index in free:
            distance = programme.columns + free.index(index)
            builder.free(distance)
            builder.quadratic[distance] = 2.0
            builder.add({**row, distance: 1.0}, right, right)
        else:
            builder.add(row, right, right)
    solution = builder.run(required=False)
    if solution is None:
        return None
    moved = [sum(solution.columns[column] * value for column, value in row.items()) for row, _ in programme.rows]
    return tuple(moved[index] if index in free else claim.probability for index, claim in enumerate(part.claims))


@dataclass(frozen=True, slots=True)
class _Solution:
    value: float
    columns: Sequence[float]
    duals: Sequence[float]


class _Builder:
    """Collects columns and rows, and hands them to HiGHS."""

    def __init__(self, columns: int) -> None:
        self.cost = [0.0] * columns
        self.low = [0.0] * columns
        self.quadratic: dict[int, float] = {}
        self.lower: list[float | None] = []
        self.upper: list[float | None] = []
        self.rows: list[Row] = []

    def free(self, column: int) -> None:
        """Let a column be negative too."""
        self.low[column] = float("-inf")

    def add(self, row: Row, lower: float | None, upper: float | None) -> None:
        """Add a row with its bounds; None is no bound."""
        self.rows.append(row)
        self.lower.append(lower)
        self.upper.append(upper)

    def run(self, *, required: bool = True) -> Any:
        """Solve; None where there is no solution and none is required."""
        highs, solver = _highs()
        infinity = highs.kHighsInf
        model = highs.HighsModel()
        model.lp_ = self._linear(highs, infinity)
        if self.quadratic:
            model.hessian_ = self._hessian(highs)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highs.HighsModelStatus.kOptimal:
            if required:
                raise NoAnswer(f"the solver stopped: {solver.modelStatusToString(solver.getModelStatus())}")
            return None
        found = solver.getSolution()
        return _Solution(solver.getInfo().objective_function_value, list(found.col_value), list(found.row_dual))

    def _linear(self, highs: Any, infinity: float) -> Any:
        lp = highs.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.rows)
        lp.col_cost_ = self.cost
        lp.col_lower_ = [-infinity if value == float("-inf") else value for value in self.low]
        lp.col_upper_ = [infinity] * len(self.cost)
        lp.row_lower_ = [-infinity if value is None else value for value in self.lower]
        lp.row_upper_ = [infinity if value is None else value for value in self.upper]
        lp.a_matrix_.format_ = highs.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = _starts([len(row) for row in self.rows])
        lp.a_matrix_.index_ = [column for row in self.rows for column in row]
        lp.a_matrix_.value_ = [value for row in self.rows for value in row.values()]
        return lp

    def _hessian(self, highs: Any) -> Any:
        hessian = highs.HighsHessian()
        hessian.dim_ = len(self.cost)
        hessian.format_ = highs.HessianFormat.kTriangular
        hessian.start_ = _starts([int(column in self.quadratic) for column in range(len(self.cost))])
        hessian.index_ = sorted(self.quadratic)
        hessian.value_ = [self.quadratic[column] for column in sorted(self.quadratic)]
        return hessian


def _starts(lengths: Sequence[int]) -> list[int]:
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    return starts


def _highs() -> tuple[Any, Any]:
    try:
        import highspy
    except ImportError as error:
        raise NoSolver(f"the solver is not installed: {installing('coherence')}") from error
    with _without_banner():
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no annotations
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", SECONDS)
    return highspy, solver


@contextmanager
def _without_banner() -> Iterator[None]:
    """HiGHS greets on the process's standard output before it can be told not to; that output is data here."""
    flush = ctypes.CDLL(None).fflush
    sys.stdout.flush()
    flush(None)
    kept, sink = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 1)
        yield
        flush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(sink)


def by_claim(solved: Solved) -> Mapping[str, float]:
    """The stakes by the claims' labels, those of no stake left out."""
    return {claim.label: stake for claim, stake in zip(solved.claims, solved.stakes, strict=True) if stake}
