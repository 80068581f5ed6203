"""Forecasts as long as they stood, question by question: the pools over time, and pairs over common time.

One question is looked at after the other, so that no more than one is held. Each is a table of forecasters by the
stretches of time between two changes; what two have in common is then a product of such tables.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from outlook.panel import pools
from outlook.panel.adjusted import answers_enough
from outlook.panel.cells import TABLES, Cells
from outlook.panel.pairs import Compared, drawn_weights, share_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from outlook.panel.cells import Floats, Whole
    from outlook.panel.pools import Pooled

MOST_KEPT = 40_000_000  # differences of two on a question, 8 bytes each


class Spans(NamedTuple):
    """The forecasts of one question: whose, from when to when, the probability or NaN, and the cost.

    Of a choice that is to be pooled, `shares` has a row a forecast and a column an option; `true` says which came true.
    """

    question: int
    whose: Whole
    starts_at: Whole
    stops_at: Whole
    p: Floats
    cost: Floats
    shares: Floats | None = None
    true: NDArray[np.bool_] | None = None


@dataclass
class Timed:
    """What is added up question by question; the pools come after the people.

    `adjusts` says which people `off` is among: nobody else may move an adjusted score, least of all a pool.
    """

    cells: Cells
    pools: tuple[str, ...]
    adjusts: NDArray[np.bool_]
    draw: bool = False
    made: dict[str, Floats] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people, questions = self.cells.cost.shape
        size = people + len(self.pools)
        self.n, self.hits, self.mean, self.squares, self.own = (np.zeros((size, size)) for _ in range(5))
        self.off = np.zeros((people, questions))
        keeps = self.draw and size * size * questions <= MOST_KEPT
        self.differences = np.zeros((questions, size, size)) if keeps else None
        self.made = {name: np.full((len(self.pools), questions), np.nan) for name in TABLES}

    def add(self, spans: Spans) -> None:
        """Look at one question."""
        people = np.unique(spans.whose)
        times = np.unique(np.concatenate([spans.starts_at, spans.stops_at]))
        held = _laid_out(spans, people, times)
        cost = _in_force(spans.cost, held)
        rows = people
        width = np.diff(times).astype(np.float64)
        if self.pools:
            pooled = self._pooled(spans, held)
            self._keep_pools(spans.question, pooled, times)
            cost = np.vstack([cost, pooled.cost])
            rows = np.concatenate([people, len(self.cells.forecasters) + np.arange(len(self.pools))])
        self._compare(spans.question, rows, cost, width)

    def _pooled(self, spans: Spans, held: Whole) -> Pooled:
        """The pools in each stretch of time; the options of a choice lie side by side in each."""
        at = _in_force(spans.starts_at.astype(np.float64), held)
        if spans.shares is None or spans.true is None:
            outcome = self.cells.questions.outcomes[[spans.question]]
            return pools.of_chances(_in_force(spans.p, held), at, outcome, self.pools)
        stretches, options = held.shape[1], len(spans.true)
        shares = np.where(held[:, :, None] < 0, np.nan, spans.shares[held]).reshape(len(held), -1)
        starts = np.arange(stretches) * options
        return pools.of_shares(
            shares, np.repeat(at, options, axis=1), starts, np.tile(spans.true, stretches), self.pools
        )

    def _keep_pools(self, question: int, pooled: Pooled, times: Whole) -> None:
        width = np.diff(times).astype(np.float64)
        stood = ~np.isnan(pooled.cost)
        covered = stood @ width
        with np.errstate(invalid="ignore", divide="ignore"):
            whole = np.nanmax(self.cells.whole[:, question])
            log = np.where(stood, pooled.log, 0.0)
            mean = np.nan_to_num(pooled.cost) @ width / covered
            self.made["cost"][:, question] = np.where(covered > 0, mean, np.nan)
            self.made["log"][:, question] = np.where(covered > 0, (log * width).sum(axis=1) / covered, np.nan)
        self.made["p"][:, question] = pooled.p[:, -1]
        self.made["at"][:, question] = times[-2]
        self.made["coverage"][:, question] = covered / whole
        self.made["n"][:, question] = stood.sum(axis=1)

    def _compare(self, question: int, rows: Whole, cost: Floats, width: Floats) -> None:
        if 2 * len(rows) > len(self.n):  # most are there: whole tables are quicker than parts of them
            everyone = np.full((len(self.n), len(width)), np.nan)
            everyone[rows] = cost
            self._add_pairs(question, rows, (slice(None), slice(None)), everyone, width)
        else:
            self._add_pairs(question, rows, np.ix_(rows, rows), cost, width)

    def _add_pairs(self, question: int, rows: Whole, part: Any, cost: Floats, width: Floats) -> None:
        """Add the differences of two at a time, each over common time; running means lose no digits."""
        stood = (~np.isnan(cost)).astype(np.float64)
        filled, weighed = np.nan_to_num(cost) * width, stood * width
        common = weighed @ stood.T
        together = common > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            own = np.where(together, filled @ stood.T / common, 0.0)
            alone = filled.sum(axis=1) / weighed.sum(axis=1)
        difference = own - own.T
        self.n[part] += together
        self.hits[part] += together if self.cells.questions.outcomes[question] == 1 else 0.0
        self.own[part] += own
        before = np.where(together, difference - self.mean[part], 0.0)
        self.mean[part] += before / np.maximum(self.n[part], 1)
        self.squares[part] += before * (difference - self.mean[part])
        apart = difference if together.all() else np.where(together, difference, _between(alone))
        self._keep_off(question, rows, apart if len(apart) == len(rows) else apart[np.ix_(rows, rows)])
        if self.differences is not None:
            self.differences[question][part] = difference

    def _keep_off(self, question: int, rows: Whole, apart: Floats) -> None:
        """How far each who is adjusted is from the mean of those who are; `apart` has a row and a column for each."""
        people = rows[rows < len(self.cells.forecasters)]
        mine = np.flatnonzero(self.adjusts[people])
        if len(mine):
            self.off[people[mine], question] = apart[np.ix_(mine, mine)].sum(axis=1) / len(mine)

    def everyone(self) -> Cells:
        """The people's cells, and those of the pools."""
        beside = Cells(self.pools, self.cells.questions, **self.made)
        return self.cells.beside(beside) if self.pools else self.cells

    def compared(self) -> Compared:
        """Any two over the time that both covered."""
        outcomes = self.cells.questions.outcomes
        is_binary = np.isin(outcomes, (0.0, 1.0)).all()
        rarer = np.minimum(self.hits, self.n - self.hits) if is_binary else np.full_like(self.n, np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            sd, own = np.sqrt(self.squares / (self.n - 1)), self.own / self.n
            mean = np.where(self.n > 0, self.mean, np.nan)
        return Compared(self.n, rarer, mean, np.where(self.n > 1, sd, np.nan), own, self._share(), self.off)

    def _share(self) -> Floats | None:
        if self.differences is None:
            return None
        weights = drawn_weights(len(self.differences))
        by_first = np.moveaxis(self.differences, 0, -1)
        return np.array([share_below(mine @ weights) for mine in by_first])


def _between(alone: Floats) -> Floats:
    """Differences of two who never had a forecast at one time: of their own means; 0 where one has none at all."""
    found: Floats = np.nan_to_num(alone[:, None] - alone)
    return found


def _laid_out(spans: Spans, people: Whole, times: Whole) -> Whole:
    """Forecasters by stretches of time: the place of the forecast that is in force, -1 where none is."""
    rows = np.searchsorted(people, spans.whose)
    starts, stops = np.searchsorted(times, spans.starts_at), np.searchsorted(times, spans.stops_at)
    lengths = stops - starts
    total = int(lengths.sum())
    spread = np.repeat(np.arange(len(rows)), lengths)
    columns = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths) + starts[spread]
    held = np.full((len(people), len(times) - 1), -1)
    held[rows[spread], columns] = spread
    return held


def _in_force(values: Floats, held: Whole) -> Floats:
    """The values of the forecasts that are in force, NaN where none is."""
    return np.where(held < 0, np.nan, values[held])


def over_time(
    cells: Cells,
    spans: Iterable[Spans],
    wanted: tuple[str, ...],
    *,
    draw: bool,
    watch: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Cells, Compared]:
    """The cells with those of the pools, and any two over common time."""
    found, total = Timed(cells, wanted, answers_enough(cells.cost), draw), len(cells.questions.names)
    for done, one in enumerate(spans, 1):
        found.add(one)
        watch(done, total)
    return found.everyone(), found.compared()
