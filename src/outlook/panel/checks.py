"""What is wrong with the rows of a panel, counted by the engine before anything is scored, each with an example.

Nothing is repaired: the panel is refused, or what is wrong is left out and counted. Rows that cannot be read are looked
for first, then rows that contradict each other, then choices that do not sum to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis

from outlook.errors import InvalidValue
from outlook.model.values import shown
from outlook.panel.engines import fingerprint
from outlook.panel.questions import earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import ibis.expr.types as ir

    from outlook.panel.ask import Kind
    from outlook.panel.engines import Engine

    Look = Callable[[ir.Table], ir.Table]

SUM_TOLERANCE = 1e-6
LIKE_PERCENTS = 5  # above that nobody has mistyped a probability
MANY = 10  # a tenth of somebody's rows
KEY = ("question", "forecaster", "option", "level", "forecast_at", "entry")
SENTENCES = {
    "unreadable": "cannot be read",
    "incomplete": "lack a question, a forecaster or a probability",
    "outside": "have a probability outside 0 to 1",
    "after_the_end": "were made when the outcome was known or the question closed, or later",
    "repeated": "repeat another row",
    "contradicting": "contradict another forecast of the same moment",
    "two_outcomes": "are on a question with two outcomes",
    "sums": "are on choices whose probabilities do not sum to 1",
    "levels": "have quantiles at other levels than most, or levels outside 0 to 1",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of what is wrong: in how many rows, and one of them."""

    kind: str
    rows: int
    example: Mapping[str, Any]

    def __str__(self) -> str:
        """As it is said to the person."""
        one = self.example
        place = f"{shown(str(one.get('forecaster')))} on {shown(str(one.get('question')))}"
        what = {
            "unreadable": f"{one.get('bad')} of {place}",
            "outside": f"{one.get('probability')} of {place}; {_whose(one)}",
            "two_outcomes": shown(str(one.get("question"))),
        }.get(self.kind, place)
        return f"{self.rows:,} {SENTENCES[self.kind]} (such as {what})"


def _whose(one: Mapping[str, Any]) -> str:
    """Whose probabilities are outside, and whether they look like percents; of another fault nothing."""
    if "people" not in one:
        return ""
    people = one["people"]
    whose = f"all of {shown(str(one.get('forecaster')))}" if people == 1 else f"of {people:,} forecasters"
    are_percents = one["low"] > 1 and LIKE_PERCENTS <= one["high"] <= 100  # noqa: PLR2004 - the whole, in percents
    return f"{whose}{', and they look like percents without the sign' if are_percents else ''}"


class Thinned(NamedTuple):
    """A forecaster of whose rows a tenth or more was left out: what is left may be no sample of the whole."""

    forecaster: str
    dropped: int
    rows: int


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows that are left, how many there were, what was wrong with the others, and who lost many by that."""

    rows: ir.Table
    total: int
    faults: tuple[Fault, ...]
    thinned: tuple[Thinned, ...] = ()


def checked(
    engine: Engine, rows: ir.Table, kind: Kind, given: Collection[str], *, drop: bool, trust: bool = False
) -> Checked:
    """Rows of one kind without faults; with `trust` they are only counted. `given` are the columns that there are.

    Raises:
        InvalidValue: something is wrong, and it is not to be left out.
    """
    if trust:
        return Checked(rows, int(engine.fetch(rows.aggregate(n=rows.count()))["n"][0].as_py()), ())
    faults: list[Fault] = []
    total, all_rows = 0, rows
    for look in looks(kind):
        if _has_none(look, engine, rows, given):
            continue
        marked = look(rows)
        counts = _counted(engine, marked)
        total = total or sum(counts.values())  # the first look is never passed over
        wrong = [name for name in SENTENCES if counts.get(name)]
        faults += [Fault(name, counts[name], _example(engine, marked, name)) for name in wrong]
        if wrong:
            rows = marked.filter(marked.fault.isnull()).drop("fault")
    if faults and not drop:
        raise refusal(faults)
    return Checked(rows, total, tuple(faults), _thinned(engine, all_rows, rows) if faults else ())


def looks(kind: Kind) -> tuple[Look, ...]:
    """What is looked for in rows of a kind, one after the other: each gives the rows with a `fault`, null for none."""
    needed = "value" if kind == "quantiles" else "probability"
    last: dict[str, tuple[Look, ...]] = {"binary": (), "choice": (_sums,), "quantiles": (_levels,)}
    return (_by_itself(needed), _two_outcomes, _repeated(needed), *last[kind])


def refusal(faults: Sequence[Fault]) -> InvalidValue:
    """All that is wrong in one sentence, with the way out."""
    return InvalidValue(f"of the rows, {'; '.join(map(str, faults))}: --drop leaves them out, and counts them")


def _counted(engine: Engine, marked: ir.Table) -> dict[str, int]:
    found = engine.fetch(marked.group_by("fault").aggregate(n=marked.count())).to_pylist()
    return {str(row["fault"] or ""): int(row["n"]) for row in found}


def _example(engine: Engine, marked: ir.Table, kind: str) -> Mapping[str, Any]:
    order = [marked[name] for name in ("question", "forecaster", "forecast_at")]
    wrong = marked.filter(marked.fault == kind)
    found = engine.fetch(wrong.order_by(order).limit(1)).to_pylist()
    if kind != "outside":
        return found[0] if found else {}
    said = wrong.probability
    of_all = wrong.aggregate(people=wrong.forecaster.nunique(), low=said.min(), high=said.max())
    return {**found[0], **engine.fetch(of_all).to_pylist()[0]}


def _thinned(engine: Engine, before: ir.Table, after: ir.Table) -> tuple[Thinned, ...]:
    """Who has lost a tenth of the rows or more, by name."""
    had, kept = (_per_forecaster(engine, rows) for rows in (before, after))
    lost = [Thinned(name, n - kept.get(name, 0), n) for name, n in sorted(had.items())]
    return tuple(one for one in lost if one.dropped * MANY >= one.rows)


def _per_forecaster(engine: Engine, rows: ir.Table) -> Mapping[str, int]:
    counted = engine.fetch(rows.group_by("forecaster").aggregate(n=rows.count())).to_pylist()
    return {row["forecaster"]: int(row["n"]) for row in counted if row["forecaster"]}


def _by_itself(needed: str) -> Look:
    """What can be seen of a row alone."""

    def look(rows: ir.Table) -> ir.Table:
        said = rows[needed]
        ends_at = earlier(rows.resolved_at, rows.closes_at)
        cases = [
            (rows.bad.notnull(), "unreadable"),
            (_is_none(rows.question) | _is_none(rows.forecaster) | said.isnull(), "incomplete"),
        ]
        if needed == "probability":
            cases.append((~((said >= 0) & (said <= 1)), "outside"))
            cases.append((~((rows.outcome >= 0) & (rows.outcome <= 1)), "unreadable"))
        cases.append((rows.forecast_at >= ends_at, "after_the_end"))
        return rows.mutate(fault=ibis.cases(*cases, else_=ibis.null("string")))

    return look


def _is_none(name: ir.Value) -> ir.Value:
    return name.isnull() | (name == "")


def _has_none(look: Look, engine: Engine, rows: ir.Table, given: Collection[str]) -> bool:
    """Whether a question that costs less than marking all rows says that there is nothing to mark; mostly it does."""
    if look.__name__ == "repeated":
        return _has_no_twins(engine, rows, given)
    return look is _two_outcomes and not engine.fetch(_torn(rows).limit(1)).num_rows


def _torn(rows: ir.Table) -> ir.Table:
    """Questions, or options of one, of which different outcomes are stated."""
    stated = rows.group_by("question", "option").aggregate(
        low=rows.outcome.min(), high=rows.outcome.max(), first=rows.word.min(), last=rows.word.max()
    )
    is_both = stated["first"].notnull() & stated.low.notnull()
    split = (stated.low != stated.high) | (stated["first"] != stated["last"]) | is_both
    return stated.filter(split)


def _two_outcomes(rows: ir.Table) -> ir.Table:
    """Rows on such questions."""
    wrong = _torn(rows).select(wrong="question").distinct()
    return _marked(rows, wrong, [rows.question == wrong.wrong], "two_outcomes")


def _has_no_twins(engine: Engine, rows: ir.Table, given: Collection[str]) -> bool:
    """Whether no two rows are of one moment. DuckDB is asked for fingerprints, whose groups are smaller."""
    key = [rows[name] for name in KEY if name in given]
    by = [fingerprint(key).name("key")] if engine.name == "duckdb" else key
    counted = rows.group_by(by).aggregate(n=rows.count())
    return engine.fetch(counted.aggregate(most=counted.n.max()))["most"][0].as_py() in (None, 1)


def _repeated(needed: str) -> Look:
    """All but one of rows that are alike, and all that say different things of one moment."""

    def repeated(rows: ir.Table) -> ir.Table:
        window = ibis.window(group_by=[rows[name] for name in KEY])
        numbered = rows.mutate(
            low=rows[needed].min().over(window),
            high=rows[needed].max().over(window),
            nth=ibis.row_number().over(ibis.window(group_by=[rows[name] for name in KEY], order_by=rows[needed])),
        )
        fault = ibis.cases(
            (numbered.low != numbered.high, "contradicting"), (numbered.nth > 0, "repeated"), else_=ibis.null("string")
        )
        return numbered.mutate(fault=fault).drop("low", "high", "nth")

    return repeated


def _sums(rows: ir.Table) -> ir.Table:
    """Rows of choices that do not sum to 1."""
    window = ibis.window(group_by=[rows[name] for name in KEY if name not in ("option", "level")])
    summed = rows.mutate(total=rows.probability.sum().over(window))
    fault = ibis.ifelse((summed.total - 1).abs() > SUM_TOLERANCE, ibis.literal("sums"), ibis.null("string"))
    return summed.mutate(fault=fault).drop("total")


def _levels(rows: ir.Table) -> ir.Table:
    """Rows of forecasts at fewer levels than the others have, or at other ones: their scores would not compare."""
    window = ibis.window(group_by=[rows[name] for name in KEY if name not in ("option", "level")])
    held = rows.mutate(held=rows.level.count().over(window), around=rows.level.sum().over(window).round(6))
    usual = held.group_by("held").aggregate(middle=held.around.max())
    most = usual.order_by(usual.held.desc()).limit(1).select(most="held", middle="middle")
    joined = held.cross_join(most)
    is_odd = (joined.held < joined.most) | ((joined.around - joined.middle).abs() > SUM_TOLERANCE)
    is_odd |= (joined.level <= 0) | (joined.level >= 1)
    fault = ibis.ifelse(is_odd, ibis.literal("levels"), ibis.null("string"))
    return joined.mutate(fault=fault).drop("held", "around", "most", "middle")


def _marked(rows: ir.Table, wrong: ir.Table, on: list[Any], kind: str) -> ir.Table:
    joined = rows.left_join(wrong, on)
    fault = ibis.ifelse(joined.wrong.notnull(), ibis.literal(kind), ibis.null("string"))
    return joined.mutate(fault=fault).drop("wrong")
