"""The book's own forecasts by the same road: rows of the scorecard as the cells of a panel, with the same digits.

What was recorded after the end of its window is scored as on every page, and left out of what compares people.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from outlook.errors import InvalidValue, NoMatch
from outlook.model.belief import Chance
from outlook.panel import pools
from outlook.panel.calibration import calibration
from outlook.panel.cells import TABLES, Cells, Questions
from outlook.panel.groups import by_quarter, by_topic
from outlook.panel.over_time import Spans, over_time
from outlook.panel.ranking import ranking
from outlook.panel.scored import PanelScores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outlook.panel.ask import Ask, Kind
    from outlook.panel.cells import Floats
    from outlook.scoring.scorecard import Row

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
TOPIC = "case"


def scored_book(ask: Ask, rows: Sequence[Row]) -> PanelScores:
    """Score the rows of a scorecard against each other, over time.

    Raises:
        NoMatch: none of them can be.
        InvalidValue: something is asked that only a table can answer.
    """
    _check(ask)
    kind: Kind = ask.kind or "binary"
    kept = [row for row in rows if row.forecast.kind == kind and row.time_weighted is not None]
    if not kept:
        others = sorted({row.forecast.kind for row in rows} - {kind})
        hint = f"; --kind choice scores others of it ({', '.join(others)})" if "choice" in others else ""
        raise NoMatch(f"the book has no {kind} forecast that is resolved and scored{hint}")
    people = _cells(kept)
    compares = _placed(people, [row for row in kept if not row.marks.after_the_end])
    wanted = pools.names(timed=True) if ask.pools and kind == "binary" and len(people.forecasters) > 1 else ()
    everyone, timed = over_time(people, _spans(people, kept, compares), wanted, draw=ask.pairs)
    ranked = np.vstack([compares, np.ones((len(wanted), compares.shape[1]), dtype=bool)])
    return PanelScores(
        engine="book",
        rows=sum(row.estimates for row in kept),
        dropped={},
        not_scored={},
        kind=kind,
        take="time",
        lead=None,
        ranking=ranking(everyone, pairs=ask.pairs, timed=timed, over_time=True, compares=ranked),
        calibration=calibration(everyone, len(people.forecasters)),
        topics=by_topic(everyone, over_time=True) if ask.topic else (),
        quarters=by_quarter(people),
    )


def _check(ask: Ask) -> None:
    if ask.kind == "quantiles":
        raise InvalidValue(
            "--kind quantiles: a book's quantities differ in unit and are not ranked; `outlook score` lists them"
        )
    if ask.topic not in (None, TOPIC):
        raise InvalidValue(f"--by {ask.topic[:60]!a}: without a table, --by {TOPIC} is what there is")
    only = {"--outcomes": ask.outcomes, "--engine": ask.engine, "--columns": ask.columns, "--lead": ask.lead}
    named = [name for name, value in only.items() if value] + (["--take"] if ask.take not in (None, "time") else [])
    if named:
        raise InvalidValue(f"{named[0]} means something only for a table: name one, or leave it out to score the book")


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


def _placed(people: Cells, rows: Sequence[Row]) -> Floats:
    """Where the rows are among the cells."""
    found = np.zeros(people.cost.shape, dtype=bool)
    for row in rows:
        found[people.forecasters.index(row.by), people.questions.names.index(row.forecast.full_id)] = True
    return found


def _spans(people: Cells, rows: Sequence[Row], compares: Floats) -> Iterator[Spans]:
    """The beliefs of those who are compared, question by question."""
    places = {name: place for place, name in enumerate(people.questions.names)}
    whose = {name: place for place, name in enumerate(people.forecasters)}
    held: dict[int, list[tuple[int, int, int, float, float]]] = {}
    for row in rows:
        person, question = whose[row.by], places[row.forecast.full_id]
        if not compares[person, question]:
            continue
        for step in row.course().steps:
            if step.starts_at < step.ends_at:
                p = float(step.belief) if isinstance(step.belief, Chance) else float("nan")
                one = (person, _at(step.starts_at), _at(step.ends_at), p, row.costs.cost(step.belief))
                held.setdefault(question, []).append(one)
    for question in sorted(held):
        columns = [np.array(column) for column in zip(*held[question], strict=True)]
        yield Spans(question, *columns)
