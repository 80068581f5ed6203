"""Outcomes from a table of their own, joined to the forecasts.

Where both say something, that table counts, and it is said in how many questions it says something else: a correction
is what such a table is mostly given for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

import ibis

from outlook.errors import InvalidValue
from outlook.model.values import shown
from outlook.panel import columns, tables
from outlook.panel.canonical import canonical
from outlook.panel.names import composed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import ibis.expr.types as ir

    from outlook.panel.engines import Engine

ENDS = ("outcome", "word")
TIMES = ("resolved_at", "closes_at", "asked_at")
OTHERS = ("topic", "unit", "bad")  # of these the forecasts' own table comes first


@dataclass(frozen=True, slots=True)
class Overruled:
    """In how many questions `table` says another outcome or another time than the forecasts do, with one of each."""

    table: str
    outcomes: int
    outcome_of: str | None
    times: int
    time_of: str | None


class Joined(NamedTuple):
    """The forecasts with what the other table says, its columns, that of units among them, and what it overruled."""

    rows: ir.Table
    given: Collection[str]
    unit: str | None
    overruled: Overruled | None


def with_outcomes(
    engine: Engine, rows: ir.Table, name: str, *, given: Collection[str], topic: str | None, of: str
) -> Joined:
    """The forecasts of the tables `of` with what another says of their questions, and of options where it names them.

    `given` are the columns that the forecasts have; `topic` is a column that only the other table has.

    Raises:
        InvalidValue: not one question is in both.
    """
    raw = tables.found(engine, (name,))
    found = columns.named(raw.columns, {columns.TOPIC: topic} if topic else {}, f"{of}, {name}")
    columns.demanded(found, ("question", "outcome"), raw.columns, name)
    ended = composed(engine, canonical(engine, raw, found, is_text=engine.is_text(raw)))
    on = ["question", "option"] if "option" in found else ["question"]
    _check(engine, rows, ended, name, of)
    said = (*ENDS, *TIMES, *OTHERS)
    other = ended.select(*(ended[one].name(f"{one}_of") for one in (*on, *said)))
    joined = rows.left_join(other, [rows[one] == other[f"{one}_of"] for one in on])
    overruled = _overruled(engine, joined, given, name)
    merged = joined.mutate(**_merged(joined)).drop(*other.columns)
    return Joined(merged, said_of(raw, found), found.get("unit"), overruled)


def said_of(raw: ir.Table, found: Mapping[str, str]) -> set[str]:
    """What a table says of questions; only texts can say by a word that there is no outcome."""
    has_words = "outcome" in found and raw[found["outcome"]].type().is_string()
    return {*found} | ({"word"} if has_words else set())


def _merged(joined: ir.Table) -> dict[str, ir.Value]:
    says = _says(joined)
    ends = {one: ibis.ifelse(says, joined[f"{one}_of"], joined[one]) for one in ENDS}
    times = {one: ibis.coalesce(joined[f"{one}_of"], joined[one]) for one in TIMES}
    return {**ends, **times, **{one: ibis.coalesce(joined[one], joined[f"{one}_of"]) for one in OTHERS}}


def _says(joined: ir.Table) -> ir.Value:
    """Whether the other table says how a question ended."""
    return joined.outcome_of.notnull() | joined.word_of.notnull()


def _check(engine: Engine, rows: ir.Table, ended: ir.Table, name: str, of: str) -> None:
    """Refuse a table that is about none of the questions."""
    if engine.fetch(ended.semi_join(rows, "question").limit(1)).num_rows:
        return
    here, there = (_first(engine, one) for one in (ended, rows))
    if here is None:
        raise InvalidValue(f"--outcomes: {name} names no question")
    raise InvalidValue(
        f"--outcomes: not one question of {name} (such as {shown(here)}) is in {of}"
        f"{f' (such as {shown(there)})' if there else ''}: the ids have to be the same"
    )


def _first(engine: Engine, rows: ir.Table) -> str | None:
    found = engine.fetch(rows.filter(rows.question.notnull()).aggregate(one=rows.question.min()))["one"][0].as_py()
    return None if found is None else str(found)


def _overruled(engine: Engine, joined: ir.Table, given: Collection[str], name: str) -> Overruled | None:
    ends = _says(joined) & (joined.outcome.notnull() | joined.word.notnull()) if "outcome" in given else None
    differs = [~joined[one].identical_to(joined[f"{one}_of"]) for one in ENDS]
    outcomes = None if ends is None else ends & reduce(or_, differs)
    moved = [joined[one] != joined[f"{one}_of"] for one in TIMES if one in given]
    times = reduce(or_, (ibis.coalesce(one, ibis.literal(value=False)) for one in moved)) if moved else None
    found = [_counted(engine, joined, wrong) for wrong in (outcomes, times)]
    return Overruled(name, *found[0], *found[1]) if any(n for n, _ in found) else None


def _counted(engine: Engine, joined: ir.Table, wrong: ir.Value | None) -> tuple[int, str | None]:
    """How many questions there are of which something holds, and the first of them."""
    if wrong is None:
        return 0, None
    kept = joined.filter(wrong)
    row = engine.fetch(kept.aggregate(n=kept.question.nunique(), first=kept.question.min())).to_pylist()[0]
    return int(row["n"] or 0), row["first"]
