"""What forecasts of choices give to each option, in numpy: columns are options, those of one question together.

Only pools ask for this: everybody's own score is worked out by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from outlook.panel import pools
from outlook.panel.cells import Cells, coded, numbers, places_in
from outlook.panel.over_time import Spans
from outlook.panel.standing import spans, with_shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis.expr.types as ir
    import pyarrow as pa
    from numpy.typing import NDArray

    from outlook.panel.cells import Floats, Whole
    from outlook.panel.engines import Engine
    from outlook.panel.standing import Standing

MOST_AT_ONCE = 4_000_000  # shares: 32 MB a table


@dataclass(frozen=True, slots=True)
class Options:
    """The options of questions: one column each, in the order of the questions and of their names.

    Those of a question begin at its number of `edges`, which ends with the number of all; `true` marks what happened.
    `names` are all options there are, and `keys` say of each column question and option in one number.
    """

    names: tuple[str, ...]
    keys: Whole
    edges: Whole
    true: NDArray[np.bool_]

    def columns(self, questions: Whole, made: pa.Table) -> Whole:
        """The column of each row's option."""
        found: Whole = np.searchsorted(self.keys, questions * len(self.names) + places_in(self.names, made, "option"))
        return found


def options(known: pa.Table, questions: Sequence[str]) -> Options:
    """The options of these questions, of a table that has `question`, `option` and `happened`."""
    names, which = coded(known, "option")
    asked = places_in(questions, known, "question")
    keys = asked * len(names) + which
    order = np.argsort(keys)
    order = order[asked[order] >= 0]
    edges = np.searchsorted(asked[order], np.arange(len(questions) + 1))
    return Options(names, keys[order], edges, numbers(known, "happened")[order] == 1)


def pooled(engine: Engine, stood: Standing, chosen: ir.Table, people: Cells, wanted: tuple[str, ...]) -> pools.Pooled:
    """The pools of the forecasts that are chosen, one a question."""
    assert stood.options is not None
    known = options(engine.fetch(stood.options), people.questions.names)
    picked = with_shares(stood, chosen)
    made = engine.fetch(picked.select("question", "forecaster", "option", "share"))
    questions = places_in(people.questions.names, made, "question")
    whose, columns = places_in(people.forecasters, made, "forecaster"), known.columns(questions, made)
    order = np.argsort(columns, kind="stable")
    rows = whose[order], columns[order], numbers(made, "share")[order]
    parts = [_pooled(known, rows, people, part, wanted) for part in _parts(known, len(people.forecasters))]
    return pools.Pooled(*(np.hstack(tables) for tables in zip(*parts, strict=True)))


def _parts(known: Options, people: int) -> Iterator[tuple[int, int]]:
    """Questions from one to before another, so many that their tables stay small."""
    most, low = max(MOST_AT_ONCE // people, 1), 0
    while low < len(known.edges) - 1:
        high = max(int(np.searchsorted(known.edges, known.edges[low] + most, side="right")) - 1, low + 1)
        yield low, high
        low = high


def _pooled(
    known: Options, rows: tuple[Whole, Whole, Floats], people: Cells, part: tuple[int, int], wanted: tuple[str, ...]
) -> pools.Pooled:
    low, high = part
    first, last = known.edges[[low, high]].tolist()
    counts = np.diff(known.edges[low : high + 1])
    shares = np.repeat(_nothing_where(people.answered[:, low:high]), counts, axis=1)
    whose, columns, said = rows
    mine = slice(*np.searchsorted(columns, (first, last)).tolist())
    shares[whose[mine], columns[mine] - first] = said[mine]
    at = np.repeat(people.at[:, low:high], counts, axis=1)
    return pools.of_shares(shares, at, known.edges[low:high] - first, known.true[first:last], wanted)


def _nothing_where(answered: NDArray[np.bool_]) -> Floats:
    """An option that a forecaster leaves out is given nothing; who has no forecast gives no number."""
    return np.where(answered, 0.0, np.nan)


def spans_of(engine: Engine, stood: Standing, people: Cells) -> Iterator[Spans]:
    """Every forecast of a choice with its shares, question by question, in the order of the questions."""
    assert stood.options is not None
    known = options(engine.fetch(stood.options), people.questions.names)
    picked = with_shares(stood, spans(stood))
    kept = ("question", "forecaster", "starts_at", "stops_at", "cost", "option", "share")
    made = engine.fetch(picked.select(*kept))
    questions = places_in(people.questions.names, made, "question")
    whose = places_in(people.forecasters, made, "forecaster")
    starts, stops = (np.asarray(made[name].to_numpy()) for name in ("starts_at", "stops_at"))
    order = np.lexsort((starts, whose, questions))
    columns, cost, said = known.columns(questions, made), numbers(made, "cost"), numbers(made, "share")
    edges = np.searchsorted(questions[order], np.arange(len(people.questions.names) + 1)).tolist()
    for question, (low, high) in enumerate(pairwise(edges)):
        at = order[low:high]
        yield _spans(question, known, columns[at], whose[at], starts[at], stops[at], cost[at], said[at])


def _spans(
    question: int, known: Options, columns: Whole, whose: Whole, starts: Whole, stops: Whole, cost: Floats, said: Floats
) -> Spans:
    """The forecasts of one question, of rows that name an option each."""
    first, last = known.edges[question : question + 2].tolist()
    is_new = np.append(True, (np.diff(whose) != 0) | (np.diff(starts) != 0))[: len(whose)]
    shares = np.zeros((int(is_new.sum()), last - first))
    shares[np.cumsum(is_new) - 1, columns - first] = said
    nothing = np.full(len(shares), np.nan)
    who, since, until = (column[is_new] for column in (whose, starts, stops))
    return Spans(question, who, since, until, nothing, cost[is_new], shares, known.true[first:last])
