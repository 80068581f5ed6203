"""Rows of a scorecard as the cells of a panel: the same digits, ranked by the same code, without an engine.

What was recorded after the end of its window is scored on the pages of a book, and left out of what compares people,
unless late estimates are wanted: whoever typed it in may have known what happened. What the same forecaster had said in
time stays in force instead. Imported history is as its source recorded it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from outlook.belief.course import course
from outlook.model.belief import Chance
from outlook.model.kind_of import is_choice
from outlook.panel import pools
from outlook.panel.cells import TABLES, Cells, Questions
from outlook.panel.over_time import Spans, over_time
from outlook.panel.ranking import Excluded, Ranking, ranking
from outlook.scoring.marks import is_after_the_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.model.belief import Belief
    from outlook.panel.ask import Kind
    from outlook.scoring.scorecard import Row

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """The people's cells, the same with those of pools, and the ranking of all."""

    people: Cells
    everyone: Cells
    ranking: Ranking


def of_kind(rows: Sequence[Row], kind: Kind) -> list[Row]:
    """The rows of one kind that have a score over time: scores of several kinds do not compare."""
    return [row for row in rows if row.forecast.kind == kind and row.time_weighted is not None]


def placed(rows: Sequence[Row], *, with_pools: bool, draw: bool, late: bool = False) -> Placed:
    """Rows of one kind, at least one, ranked over time; `draw` compares any two, with `late` all that is scored.

    One forecaster alone is compared with nobody, and all that is scored counts.
    """
    alone = len({row.by for row in rows}) == 1
    each = [(row, row if late or alone else in_time(row)) for row in rows]
    kept = [row for _, row in each if row is not None]
    excluded = _excluded(each)
    people = _cells(kept)
    has_pools = rows[0].forecast.kind in ("binary", "choice")
    wanted = pools.names(timed=True) if with_pools and has_pools and len(people.forecasters) > 1 else ()
    if not kept:
        return Placed(people, people, Ranking((), (), is_even=True, questions=0, excluded=excluded))
    everyone, timed = over_time(people, _spans(people, kept), wanted, draw=draw)
    found = ranking(everyone, pairs=draw, timed=timed, over_time=True)
    return Placed(people, everyone, replace(found, excluded=excluded))


def in_time(row: Row) -> Row | None:
    """The row without what was recorded after the end of its window; None where nothing is left that has a score."""
    kept = tuple(one for one in row.stated if not is_after_the_end(one, row.ends_at))
    if len(kept) == len(row.stated):
        return row
    walked = course(row.forecast, kept, row.ends_at, row.absent)
    costs = row.costs
    score = walked.mean([costs.cost(belief) for belief in walked.beliefs])
    if score is None:
        return None
    surprise = costs.surprise
    log = None if surprise is None else walked.mean([surprise(belief) for belief in walked.beliefs])
    return row._replace(stated=kept, time_weighted=score, log_score=log, coverage=walked.coverage)


def _excluded(each: Sequence[tuple[Row, Row | None]]) -> tuple[Excluded, ...]:
    """What of each forecaster's rows is left out where people are compared, by name."""
    mine: dict[str, list[tuple[Row, Row | None]]] = defaultdict(list)
    for row, kept in each:
        mine[row.by].append((row, kept))
    return tuple(
        _excluded_of(name, found) for name, found in sorted(mine.items()) if any(kept is not row for row, kept in found)
    )


def _excluded_of(name: str, mine: Sequence[tuple[Row, Row | None]]) -> Excluded:
    scores = [row.time_weighted for row, _ in mine if row.time_weighted is not None]
    left_out = [(row, kept) for row, kept in mine if kept is not row]
    return Excluded(
        forecaster=name,
        estimates=sum(row.estimates - (kept.estimates if kept else 0) for row, kept in left_out),
        questions=len(left_out),
        is_compared=any(kept is not None for _, kept in mine),
        score=fsum(scores) / len(scores),
        answered=len(scores),
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


def _spans(people: Cells, rows: Sequence[Row]) -> Iterator[Spans]:
    """The beliefs of everybody, question by question."""
    places = {name: place for place, name in enumerate(people.questions.names)}
    whose = {name: place for place, name in enumerate(people.forecasters)}
    asked: dict[int, list[Row]] = {}
    for row in rows:
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
