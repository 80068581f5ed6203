"""Rows of a scorecard as the cells of a panel: the same digits, ranked by the same code, without an engine.

What was recorded after the end of its window is scored as on every page, and left out of what compares people, unless
late estimates are wanted. Imported history is as its source recorded it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from outlook.model.belief import Chance
from outlook.model.kind_of import is_choice
from outlook.panel import pools
from outlook.panel.cells import TABLES, Cells, Questions
from outlook.panel.over_time import Spans, over_time
from outlook.panel.ranking import Excluded, Ranking, ranking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from outlook.model.belief import Belief
    from outlook.panel.ask import Kind
    from outlook.scoring.scorecard import Row

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """The people's cells, the same with those of pools, the ranking of all, and which cells are compared."""

    people: Cells
    everyone: Cells
    ranking: Ranking
    compares: NDArray[np.bool_]


def of_kind(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """The rows of one kind that have a score over time: scores of several kinds do not compare."""
    return [row for row in rows if row.forecast.kind == kind and row.time_weighted is not None]


def placed(rows: Sequence[Row], *, with_pools: bool, draw: bool, late: bool = False) -> Placed:
    """Rows of one kind, at least one, ranked over time; `draw` compares any two, with `late` all that is scored."""
    people = _cells(rows)
    after = [] if late else [row for row in rows if row.marks.after_the_end]
    compares = ~_places(people, after) & people.answered
    has_pools = rows[0].forecast.kind in ("binary", "choice")
    wanted = pools.names(timed=True) if with_pools and has_pools and len(people.forecasters) > 1 else ()
    everyone, timed = over_time(people, _spans(people, rows, compares), wanted, draw=draw, compares=compares)
    ranked = np.vstack([compares, np.ones((len(wanted), compares.shape[1]), dtype=bool)])
    found = ranking(everyone, pairs=draw, timed=timed, over_time=True, compares=ranked)
    return Placed(people, everyone, replace(found, excluded=_excluded(people, after, compares)), ranked)


def _excluded(people: Cells, after: Sequence[Row], compares: NDArray[np.bool_]) -> tuple[Excluded, ...]:
    """Each forecaster's part of the rows that are compared with nobody's, by name."""
    mine: dict[str, list[Row]] = defaultdict(list)
    for row in after:
        mine[row.by].append(row)
    return tuple(
        Excluded(
            name,
            sum(row.marks.after_the_end for row in found),
            len(found),
            bool(compares[people.forecasters.index(name)].any()),
        )
        for name, found in sorted(mine.items())
    )


def _cells(rows: Sequence[Row]) -> Cells:
    names = sorted({row.forecast.full_id for row in rows})
    people = tuple(sorted({row.by for row in rows}))
    by_name = {row.forecast.full_id: row for row in rows}
    outcomes = np.array([_outcome(by_name[name]) for name in names])
    topics = tuple(by_name[name].forecast.case for name in names)
    questions = Questions(tuple(names), outcomes, topics, tuple(_at(by_name[name].ends_at) for name in names))
    tables = {name: np.full((len(people), len(names)), np.nan) for name in TABLES}
    for row in rows:
        place = people.index(row.by), names.index(row.forecast.full_id)
        for name, value in _values(row).items():
            tables[name][place] = np.nan if value is None else value
    return Cells(people, questions, **tables)


def _values(row: Row) -> dict[str, float | None]:
    opens_at = row.forecast.opens_at or row.ends_at
    last = row.course().beliefs[-1]
    return {
        "cost": row.time_weighted,
        "log": row.log_score,
        "p": float(last) if isinstance(last, Chance) else None,
        "at": _at(row.course().spans[-1][0]),
        "coverage": row.coverage,
        "whole": (row.ends_at - opens_at) / MICROSECOND,
        "n": row.estimates,
    }


def _outcome(row: Row) -> float:
    """1 and 0 of a yes/no question, a fraction as it is; a choice has none that is a number."""
    if row.forecast.kind != "binary":
        return float("nan")
    word = str(row.outcome)
    return {"yes": 1.0, "no": 0.0}.get(word, float("nan")) if word in ("yes", "no") else float(word)


def _at(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _places(people: Cells, rows: Sequence[Row]) -> NDArray[np.bool_]:
    """Where the rows are among the cells."""
    found = np.zeros(people.cost.shape, dtype=bool)
    for row in rows:
        found[people.forecasters.index(row.by), people.questions.names.index(row.forecast.full_id)] = True
    return found


def _spans(people: Cells, rows: Sequence[Row], compares: NDArray[np.bool_]) -> Iterator[Spans]:
    """The beliefs of those who are compared, question by question."""
    places = {name: place for place, name in enumerate(people.questions.names)}
    whose = {name: place for place, name in enumerate(people.forecasters)}
    asked: dict[int, list[Row]] = {}
    for row in rows:
        if compares[whose[row.by], places[row.forecast.full_id]]:
            asked.setdefault(places[row.forecast.full_id], []).append(row)
    for question, answers in sorted(asked.items()):
        held = [(whose[row.by], *one) for row in answers for one in _stretches(row)]
        if held:
            yield _spans_of(question, answers[0], held)


def _stretches(row: Row) -> Iterator[tuple[int, int, float, Belief]]:
    """From when to when each belief was in force, its cost, and the belief."""
    for step in row.course().steps:
        if step.starts_at < step.ends_at:
            yield _at(step.starts_at), _at(step.ends_at), row.costs.cost(step.belief), step.belief


def _spans_of(question: int, row: Row, held: Sequence[tuple[int, int, int, float, Belief]]) -> Spans:
    whose, starts_at, stops_at, cost, beliefs = zip(*held, strict=True)
    p = np.array([float(one) if isinstance(one, Chance) else np.nan for one in beliefs])
    found = Spans(question, np.array(whose), np.array(starts_at), np.array(stops_at), p, np.array(cost))
    if not is_choice(row.forecast):
        return found
    shares = np.array([[one.number(name) for name in row.forecast.names] for one in beliefs], dtype=np.float64)
    return found._replace(shares=shares, true=np.array([name == str(row.outcome) for name in row.forecast.names]))
