"""From tables to the whole answer: read, checked, scored on the engine, ranked here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis
import numpy as np

from outlook.errors import InvalidValue, NoMatch
from outlook.model.values import shown
from outlook.panel import alone, checks, choices, columns, late, pools, tables, withdrawals
from outlook.panel.ask import KINDS, Ask, Kind, Take
from outlook.panel.calibration import Calibration, calibration
from outlook.panel.canonical import canonical
from outlook.panel.cells import MOST_CELLS, Cells, cells, check_size, numbers, places_in
from outlook.panel.engines import Engine, opened
from outlook.panel.groups import Quarter, Topic, by_quarter, by_topic
from outlook.panel.lead import PassedOver, passed_over
from outlook.panel.names import composed
from outlook.panel.outcomes import Overruled, said_of, with_outcomes
from outlook.panel.over_time import Spans, over_time
from outlook.panel.ranking import Ranking, ranking
from outlook.panel.standing import Standing, chosen, spans, standing, with_costs
from outlook.panel.units import of_one_unit

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

Watch = Callable[[int, int], None]
NOTHING = "nothing can be scored: no forecast was made before the end of a question that has an outcome"


@dataclass(frozen=True, slots=True)
class PanelScores:
    """The answer. `rows` is how many the tables have; `dropped` counts those left out, by what was wrong with them.

    `thinned` says of whom a tenth of the rows or more was left out.
    `not_scored` counts questions of the kind without an outcome, by the reason; `asked` is what was sent to the engine.
    `passed_over` are questions with an outcome that a lead leaves out; None without a lead. `overruled` is what a table
    of outcomes says otherwise than the forecasts. `unit` is that of quantities, None where there is none or several.
    `without_end` counts questions of which no end is known, though forecasts of them have a moment.
    """

    engine: str
    rows: int
    dropped: Mapping[str, int]
    thinned: Sequence[checks.Thinned]
    not_scored: Mapping[str, int]
    kind: Kind
    take: Take
    lead: timedelta | None
    ranking: Ranking
    calibration: Calibration
    topics: tuple[Topic, ...]
    quarters: tuple[Quarter, ...]
    asked: tuple[str, ...] = ()
    passed_over: PassedOver | None = None
    overruled: Overruled | None = None
    unit: str | None = None
    without_end: int = 0


class _Read(NamedTuple):
    """The rows, which columns the forecasts have, what is said of questions, and what a table of outcomes overruled.

    `unit` is the column in which the unit is.
    """

    rows: ir.Table
    given: Collection[str]
    said: Collection[str]
    unit: str | None
    overruled: Overruled | None = None


class _Answer(NamedTuple):
    ranking: Ranking
    calibration: Calibration
    topics: tuple[Topic, ...]
    quarters: tuple[Quarter, ...]


def scored(ask: Ask, watch: Watch = lambda _done, _total: None) -> PanelScores:
    """Score a panel.

    Raises:
        NoMatch: there is no such table.
        InvalidValue: it cannot be scored as it is, or an extra is missing.
        Unreadable: the engine could not be reached or could not go on.
    """
    engine_url, names = tables.engine_of([*ask.tables, *([ask.outcomes] if ask.outcomes else [])], ask.engine)
    with opened(engine_url, explains=ask.explain) as engine:
        outcomes = names[len(ask.tables) :]
        read = _read(engine, ask, names[: len(ask.tables)], outcomes[0] if outcomes else None)
        kind = _kind(engine, read.rows, read.given, ask.kind)
        units = of_one_unit(engine, _of_kind(read.rows, kind), kind, ask, read.unit)
        found = _checked(engine, ask, units.rows, kind, read.given)
        stood = standing(found.rows, kind, engine.name, has_entries="entry" in read.given, given=read.said)
        # Kept, since an engine that needs rows twice in one statement may write all of them down in between.
        stood = replace(stood, questions=engine.keep(stood.questions))
        answer = replace(_answer(engine, ask, found, stood, watch), overruled=read.overruled, unit=units.unit)
        return _each_by_itself(answer) if units.are_several else answer


def _each_by_itself(found: PanelScores) -> PanelScores:
    """Of several units the rankings of each alone: no number is over all of them."""
    return replace(found, ranking=Ranking((), (), is_even=True, questions=found.ranking.questions), quarters=())


def _checked(engine: Engine, ask: Ask, rows: ir.Table, kind: Kind, given: Collection[str]) -> checks.Checked:
    """The rows that count, and how many do not: late estimates first, then what is wrong."""
    kept, n = late.in_time(engine, rows, late=ask.late)
    found = checks.checked(engine, kept, kind, given, drop=ask.drop, trust=ask.trust)
    return replace(found, total=found.total + n, faults=(checks.Fault("late", n, {}), *found.faults)) if n else found


def _read(engine: Engine, ask: Ask, names: tuple[str, ...], outcomes: str | None) -> _Read:
    """The rows, which columns the forecasts have, and what is said of questions, in their own table or here."""
    where = ", ".join(ask.tables)[:80]
    raw = tables.found(engine, names)
    is_elsewhere = ask.topic is not None and ask.topic not in raw.columns and outcomes is not None
    given = {**ask.columns, **({columns.TOPIC: ask.topic} if ask.topic and not is_elsewhere else {})}
    found = columns.named(raw.columns, given, where)
    says = "value" if "value" in found and "probability" not in found else "probability"
    columns.demanded(found, ("question", says, *(() if outcomes else ("outcome",))), raw.columns, where)
    rows = canonical(engine, raw, found, is_text=engine.is_text(raw), ours=withdrawals.is_ours(engine, names))
    if engine.is_text(raw):  # or every question to the engine would read the texts anew
        rows = engine.keep(rows)
    rows = _only(engine, withdrawals.without(engine, composed(engine, rows)), ask.only)
    said = said_of(raw, found)
    if outcomes is None:
        return _Read(rows, found.keys(), said, found.get("unit"))
    topic = ask.topic if is_elsewhere else None
    joined = with_outcomes(engine, rows, outcomes, given=found.keys(), topic=topic, of=where)
    return _Read(joined.rows, found.keys(), {*said, *joined.given}, found.get("unit", joined.unit), joined.overruled)


def _only(engine: Engine, rows: ir.Table, only: Collection[str]) -> ir.Table:
    """The rows of some forecasters, who all have to be there."""
    if not only:
        return rows
    kept = rows.filter(rows.forecaster.isin([*only]))
    there = engine.fetch(kept.select("forecaster").distinct())["forecaster"].to_pylist()
    if missing := [name for name in only if name not in there]:
        raise NoMatch(f"--only: no forecaster of the tables is called {shown(missing[0])}")
    return kept


def _kind(engine: Engine, rows: ir.Table, given: Collection[str], wanted: Kind | None) -> Kind:
    """The kind of the questions; kinds are never ranked together."""
    there = _kinds(engine, rows, given)
    if wanted and wanted not in there:
        raise NoMatch(f"--kind {wanted}: the tables have {', '.join(there) or 'nothing'}")
    if not there:
        raise NoMatch("the tables hold no forecast")
    if len(there) > 1 and not wanted:
        kinds = " and ".join(f"{n:,} rows of {kind} questions" for kind, n in sorted(there.items()))
        raise InvalidValue(
            f"the tables hold {kinds}, whose scores do not compare: choose with --kind {'|'.join(sorted(there))}"
        )
    return next(iter(there)) if wanted is None else wanted


def _kinds(engine: Engine, rows: ir.Table, given: Collection[str]) -> Mapping[Kind, int]:
    """How many rows there are of each kind; without options and levels there is only one, and no row is looked at."""
    if not {"option", "level"} & set(given):
        n = engine.fetch(rows.aggregate(n=rows.count()))["n"][0].as_py()
        return {"binary": n} if n else {}
    mark = ibis.ifelse(rows.value.notnull() & rows.level.notnull(), 2, ibis.ifelse(rows.option.notnull(), 1, 0))
    marked = rows.select(mark=mark)
    counted = engine.fetch(marked.group_by("mark").aggregate(n=marked.count())).to_pylist()
    return {KINDS[row["mark"]]: row["n"] for row in counted}


def _of_kind(rows: ir.Table, kind: Kind) -> ir.Table:
    is_quantile = rows.value.notnull() & rows.level.notnull()
    if kind == "quantiles":
        return rows.filter(is_quantile)
    return rows.filter(~is_quantile & (rows.option.notnull() if kind == "choice" else rows.option.isnull()))


def _answer(engine: Engine, ask: Ask, found: checks.Checked, stood: Standing, watch: Watch) -> PanelScores:
    asked = engine.fetch(stood.questions)
    known = [row for row in asked.to_pylist() if _has_outcome(row, stood.kind)]
    take = _take(known, ask)
    lead = None if ask.lead is None else ask.lead // timedelta(microseconds=1)
    picked = chosen(stood, take, lead, is_even=all(asked["is_even"].to_pylist()))
    if ask.compare:
        _check_size(engine, found.total, stood, asked.num_rows, take)
        answer = _compared(engine, ask, stood, picked, asked, take, watch)
    else:
        answer = _alone(engine, ask, stood, picked, asked)
    return PanelScores(
        engine=engine.name,
        rows=found.total,
        dropped={fault.kind: fault.rows for fault in found.faults},
        thinned=found.thinned,
        not_scored=_not_scored(asked, stood.kind),
        kind=stood.kind,
        take=take,
        lead=ask.lead,
        ranking=answer.ranking,
        calibration=answer.calibration,
        topics=answer.topics,
        quarters=answer.quarters,
        asked=tuple(engine.asked),
        without_end=sum(row["ends_at"] is None and row["first_at"] is not None for row in known),
        passed_over=None if lead is None else passed_over(known, lead, answer.ranking.questions),
    )


def _check_size(engine: Engine, rows: int, stood: Standing, questions: int, take: Take) -> None:
    """Refuse what does not fit before it is fetched; a table has no more cells than rows.

    Over time every forecast is fetched with the time in which it was in force.
    """
    if rows > MOST_CELLS and take == "time":
        raise InvalidValue(
            f"{rows:,} forecasts are more than the {MOST_CELLS:,} that are compared over time at once: --no-compare "
            f"ranks each forecaster by itself, and --take last compares one forecast a question"
        )
    if rows > MOST_CELLS:
        counted = stood.forecasts.aggregate(n=stood.forecasts.forecaster.nunique())
        check_size(int(engine.fetch(counted)["n"][0].as_py()), questions)


def _compared(
    engine: Engine, ask: Ask, stood: Standing, picked: ir.Table, asked: pa.Table, take: Take, watch: Watch
) -> _Answer:
    """Everybody beside everybody, from a table of forecasters by questions."""
    people = cells(engine.fetch(picked), asked)
    if not people.forecasters:
        raise NoMatch(NOTHING)
    wanted = _pools(ask, stood.kind, people)
    if take == "time":
        held = _spans(engine, stood, people, with_shares=bool(wanted) and stood.kind == "choice")
        everyone, timed = over_time(people, held, wanted, draw=ask.pairs, watch=watch)
    else:
        everyone, timed = _beside_pools(engine, stood, picked, people, wanted), None
    return _Answer(
        ranking(everyone, pairs=ask.pairs, timed=timed, over_time=take == "time"),
        calibration(everyone, len(people.forecasters)),
        by_topic(everyone, over_time=take == "time") if ask.topic else (),
        by_quarter(people),
    )


def _alone(engine: Engine, ask: Ask, stood: Standing, picked: ir.Table, asked: pa.Table) -> _Answer:
    """Each forecaster by itself, from what the engine has added up."""
    found = engine.keep(alone.scores(stood, picked))  # or what counts would be chosen once for each sum
    questions, quarters = alone.of_questions(engine, found, asked.to_pylist())
    if not questions:
        raise NoMatch(NOTHING)
    return _Answer(
        alone.ranking(engine, found, questions),
        alone.calibration(engine, found),
        alone.by_topic(engine, found, stood.questions) if ask.topic else (),
        quarters,
    )


def _take(asked: Sequence[Mapping[str, Any]], ask: Ask) -> Take:
    """Which forecasts count; over time if questions have an end and forecasts a time, unless it is said."""
    has_times = all(row["ends_at"] is not None and row["first_at"] is not None for row in asked)
    if ask.lead is not None:
        wanted: Take = "lead"
    else:
        wanted = ask.take or ("time" if has_times else "last")
    if wanted in ("time", "lead") and not has_times:
        raise InvalidValue(
            f"--{'lead' if wanted == 'lead' else 'take time'} needs when forecasts were made and when each question "
            f"closed or was resolved: the columns are forecast_at, and closes_at or resolved_at"
        )
    return wanted


def _not_scored(asked: pa.Table, kind: Kind) -> Mapping[str, int]:
    """Questions without an outcome, by what is said of them."""
    counts: dict[str, int] = {}
    for row in asked.to_pylist():
        if not _has_outcome(row, kind):
            reason = row["word"] or "unresolved"
            counts[reason] = counts.get(reason, 0) + 1
    return counts


def _has_outcome(row: Mapping[str, Any], kind: Kind) -> bool:
    """As `scorable` has it on the engine."""
    return not row["word"] and (row["happened"] == 1 if kind == "choice" else row["outcome"] is not None)


def _pools(ask: Ask, kind: Kind, people: Cells) -> tuple[str, ...]:
    """The pools that there are: of questions with an outcome that is one of a few, and of several people."""
    is_named = kind == "choice" or (kind == "binary" and bool(np.isin(people.questions.outcomes, (0.0, 1.0)).all()))
    has_times = not np.isnan(people.at).all() and bool((np.nan_to_num(people.at) != 0).any())
    return pools.names(timed=has_times) if ask.pools and is_named and len(people.forecasters) > 1 else ()


def _beside_pools(engine: Engine, stood: Standing, picked: ir.Table, people: Cells, wanted: tuple[str, ...]) -> Cells:
    """The people with the pools of one forecast each on a question."""
    if not wanted:
        return people
    if stood.kind == "choice":
        made = choices.pooled(engine, stood, picked, people, wanted)
    else:
        made = pools.of_chances(people.p, people.at, people.questions.outcomes, wanted)
    at = np.broadcast_to(np.nanmax(people.at, axis=0), made.p.shape)
    nothing, ones = np.full_like(made.p, np.nan), np.where(np.isnan(made.cost), np.nan, 1.0)
    return people.beside(Cells(wanted, people.questions, made.cost, made.log, made.p, at, nothing, ones, nothing))


def _spans(engine: Engine, stood: Standing, people: Cells, *, with_shares: bool) -> Iterator[Spans]:
    """The forecasts question by question, in the order of the questions."""
    if with_shares:
        yield from choices.spans_of(engine, stood, people)
        return
    made = with_costs(stood, spans(stood))
    kept = [made[name] for name in ("question", "forecaster", "starts_at", "stops_at", "cost")]
    p = made.p if "p" in made.columns else ibis.null("float64")
    whole = engine.fetch(made.select(*kept, p=p))
    places = places_in(people.questions.names, whole, "question")
    whose = places_in(people.forecasters, whole, "forecaster")
    order = np.argsort(places, kind="stable")
    starts, stops = (np.asarray(whole[name].to_numpy()) for name in ("starts_at", "stops_at"))
    chance, cost = numbers(whole, "p"), numbers(whole, "cost")
    edges = np.searchsorted(places[order], np.arange(len(people.questions.names) + 1)).tolist()
    for question, (low, high) in enumerate(pairwise(edges)):
        at = order[low:high]
        yield Spans(question, whose[at], starts[at], stops[at], chance[at], cost[at])
