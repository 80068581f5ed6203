"""Each forecaster by itself: the engine adds up what a mean with its interval needs, for tables of any size.

What is fetched are sums of forecasters, of questions and of distinct probabilities, so that memory is bounded by their
numbers and never by that of the forecasts. Nobody is compared with anybody: that needs all scores of two at once.

Sums of an engine depend in their last digits on the order of its rows. Scores are therefore rounded to twelve decimals:
who scored the same has the same rank, and the same table gives the same digits.
"""

from __future__ import annotations

from dataclasses import replace
from math import fsum, inf, isnan, sqrt
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from outlook.panel.calibration import DECIMALS, EDGES, MOST_CLASSES, Calibration, Together, together
from outlook.panel.groups import Quarter, Topic, quarter
from outlook.panel.ranking import Ranked, Ranking, why_none
from outlook.panel.standing import with_costs
from outlook.scoring import rules
from outlook.scoring.chance import Moments, mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine
    from outlook.panel.standing import Standing

    Row = Mapping[str, Any]

ALIKE = 12  # decimals


def scores(stood: Standing, picked: ir.Table) -> ir.Table:
    """One row a forecaster on a question, with its `score` and what else is added up.

    `log` is the log score in nats, null where there is none; `impossible` is 1 where what happened was given no chance.
    """
    made = _with_outcomes(stood, picked) if "log" in picked.columns else with_costs(stood, picked)
    log, impossible = _logs(made)
    nothing = ibis.null("float64")
    return made.select(
        "question",
        "forecaster",
        "n",
        score=made.cost,
        log=log,
        impossible=impossible,
        outcome=made.outcome if "outcome" in made.columns else nothing,
        p=made.p if "p" in made.columns else nothing,
        covered=made.covered / made.whole if "covered" in made.columns else nothing,
    )


def _with_outcomes(stood: Standing, made: ir.Table) -> ir.Table:
    if stood.kind != "binary":
        return made
    asked = stood.questions.select(of="question", outcome="outcome")
    return made.inner_join(asked, [made.question == asked.of]).drop("of")


def _logs(made: ir.Table) -> tuple[ir.Value, ir.Value]:
    nothing = ibis.null("float64")
    if "log" in made.columns:
        return ibis.ifelse(made.impossible == 0, made["log"], nothing), made.impossible
    given = made.chance
    if "outcome" in made.columns:
        given = ibis.ifelse((made.outcome == 0) | (made.outcome == 1), given, nothing)
    return -given.nullif(0).ln(), ibis.ifelse(given == 0, 1, 0)


# ── the ranking ──


def ranking(engine: Engine, cells: ir.Table, questions: int) -> Ranking:
    """Every forecaster by rising mean; `questions` are all that anybody answered."""
    return _ranking(engine.fetch(sums(cells)).to_pylist(), questions)


def by_topic(engine: Engine, cells: ir.Table, asked: ir.Table) -> tuple[Topic, ...]:
    """A ranking for each topic, by name."""
    of = asked.select(of="question", topic="topic")
    joined = cells.inner_join(of, [cells.question == of.of]).drop("of")
    counted = engine.fetch(joined.group_by("topic").aggregate(questions=joined.question.nunique())).to_pylist()
    rows: dict[str | None, list[Row]] = {}
    for row in engine.fetch(sums(joined, "topic")).to_pylist():
        rows.setdefault(row["topic"], []).append(row)
    sizes = {row["topic"]: int(row["questions"]) for row in counted}
    names = sorted(sizes, key=lambda name: (name is None, name or ""))
    return tuple(Topic(name, _ranking(rows[name], sizes[name])) for name in names)


def sums(cells: ir.Table, *by: str) -> ir.Table:
    """What is added up of each forecaster, for each value of the columns `by`."""
    return cells.group_by(*by, "forecaster").aggregate(
        questions=cells.count(),
        n=cells.n.sum(),
        mean=cells.score.mean(),
        variance=cells.score.var(how="sample"),
        squares=(cells.score * cells.score).mean(),
        cubes=(cells.score * cells.score * cells.score).mean(),
        log=cells["log"].mean(),
        infinite=cells.impossible.sum(),
        rate=cells.outcome.mean(),
        noes=ibis.ifelse(cells.outcome == 0, 1, 0).sum(),
        yeses=ibis.ifelse(cells.outcome == 1, 1, 0).sum(),
        covered=cells.covered.mean(),
    )


def _ranking(rows: Iterable[Row], questions: int) -> Ranking:
    found = sorted((_ranked(row, questions) for row in rows), key=lambda one: (one.score, one.forecaster))
    firsts = np.searchsorted([one.score for one in found], [one.score for one in found], side="left").tolist()
    placed = tuple(replace(one, rank=1 + first) for one, first in zip(found, firsts, strict=True))
    return Ranking(placed, (), all(one.questions == questions for one in placed), questions, is_compared=False)


def _ranked(row: Row, questions: int) -> Ranked:
    n, mean = int(row["questions"]), row["mean"]
    score, sd = round(mean, ALIKE), _spread(row["variance"])
    third = row["cubes"] - 3 * mean * row["squares"] + 2 * mean**3
    is_named = row["noes"] + row["yeses"] == n
    why = why_none(n, int(min(row["noes"], row["yeses"])) if is_named else None, sd)
    base = row["rate"] * (1 - row["rate"]) if is_named else None
    return Ranked(
        forecaster=row["forecaster"],
        rank=0,
        rank_low=None,
        rank_high=None,
        n=int(row["n"]),
        questions=n,
        answered=n / questions,
        coverage=row["covered"],
        score=score,
        interval=None if why else mean_interval(Moments(n, mean, sd, third / sd**3)),
        why=why,
        log_score=inf if row["infinite"] else row["log"],
        log_score_finite=row["log"],
        infinite=int(row["infinite"]),
        skill=None if base is None else rules.skill(score, base),
        skill_pool=None,
    )


def _spread(variance: float | None) -> float:
    """The standard deviation; what rounding leaves of equal scores is none."""
    if variance is None or isnan(variance) or variance <= 0:
        return 0.0
    sd = sqrt(variance)
    return sd if sd > 10.0**-ALIKE else 0.0


# ── the others ──


def of_questions(engine: Engine, cells: ir.Table, asked: Sequence[Row]) -> tuple[int, tuple[Quarter, ...]]:
    """How many questions somebody answered, and the mean score by the quarter in which they ended."""
    rows = engine.fetch(cells.group_by("question").aggregate(scores=cells.count(), total=cells.score.sum())).to_pylist()
    ends_at = {row["question"]: row["ends_at"] for row in asked}
    held: dict[str, list[Row]] = {}
    for row in rows:
        if (at := ends_at[row["question"]]) is not None:
            held.setdefault(quarter(at), []).append(row)
    return len(rows), tuple(_of_quarter(name, held[name]) for name in sorted(held))


def _of_quarter(name: str, rows: Sequence[Row]) -> Quarter:
    scores = sum(int(row["scores"]) for row in rows)
    return Quarter(name, len(rows), scores, round(fsum(row["total"] for row in rows) / scores, ALIKE))


def calibration(engine: Engine, cells: ir.Table) -> Calibration:
    """All people together; what belongs to one of them is left to a comparison."""
    named = ibis.ifelse((cells.outcome == 0) | (cells.outcome == 1), 1, 0)
    looked = engine.fetch(cells.aggregate(n=cells.count(), named=named.sum(), classes=cells.p.nunique())).to_pylist()[0]
    if looked["n"] != looked["named"]:
        return Calibration(None, {})
    if looked["classes"] <= MOST_CLASSES:
        return Calibration(_together(engine, cells.select("question", "p", "outcome")), {})
    rounded = cells.select("question", "outcome", exact=cells.p, p=cells.p.round(DECIMALS))
    off, was = rounded.p - rounded.outcome, rounded.exact - rounded.outcome
    moved = engine.fetch(rounded.aggregate(moved=(off * off - was * was).mean()))["moved"][0].as_py()
    return Calibration(_together(engine, rounded, moved), {})


def _together(engine: Engine, stated: ir.Table, rounding: float | None = None) -> Together:
    counted = stated.group_by("p").aggregate(n=stated.count(), hits=stated.outcome.sum())
    rows = engine.fetch(counted).to_pylist()
    found = {row["p"]: (int(row["n"]), int(row["hits"])) for row in rows}
    return together(found, *_shared(engine, stated), rounding)


def _shared(engine: Engine, stated: ir.Table) -> tuple[int, Mapping[int, int]]:
    """How many questions there are, and of each bin the sum of the squares of how many forecasts it has of each."""
    place = sum((ibis.ifelse(stated.p >= edge, 1, 0) for edge in EDGES), ibis.literal(0))
    keyed = stated.select("question", place=place)
    each = keyed.group_by("place", "question").aggregate(m=keyed.count())
    rows = engine.fetch(each.group_by("place").aggregate(squares=(each.m * each.m).sum())).to_pylist()
    asked = engine.fetch(stated.aggregate(n=stated.question.nunique()))["n"][0].as_py()
    return int(asked), {int(row["place"]): int(row["squares"]) for row in rows}
