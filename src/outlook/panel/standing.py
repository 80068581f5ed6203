"""Which forecast of each forecaster counts on a question, and what it cost: one row for each of the two.

The last one made before the end, the first, the one in force at a lead before the scheduled close, or all of them, each
for as long as it stood. Every number of a row is worked out by the engine; the mean over questions is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from outlook.panel.engines import earliest, latest
from outlook.panel.questions import SAID, own_end, questions

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis.expr.types as ir

    from outlook.panel.ask import Kind, Take

CELL = ("question", "forecaster")


@dataclass(frozen=True, slots=True)
class Standing:
    """Forecasts of one kind with the end of their questions, and the questions with their outcomes.

    `forecasts` has `at`, and `p` (yes/no) or `cost` and `chance`, the probability given to what happened. Of choices,
    `options` says whether each `happened`, and `shares` what each forecast gives to each.
    """

    kind: Kind
    forecasts: ir.Table
    questions: ir.Table
    engine: str
    has_entries: bool = False
    options: ir.Table | None = None
    shares: ir.Table | None = None


def standing(
    rows: ir.Table, kind: Kind, engine: str, *, has_entries: bool = False, given: Collection[str] = SAID
) -> Standing:
    """The forecasts of one kind of question, each with when its question opened and ended; `given` as for questions."""
    asked = questions(rows, kind, given)
    if kind == "choice":
        options = _options(rows)
        shares = rows.select(*CELL, "entry", "option", at=ibis.coalesce(rows.forecast_at, 0), share="probability")
        return Standing(kind, _choices(rows, options), asked, engine, has_entries, options, shares)
    made = _quantiles(rows) if kind == "quantiles" else _chances(rows, given)
    return Standing(kind, made, asked, engine, has_entries)


def _chances(rows: ir.Table, given: Collection[str]) -> ir.Table:
    at = ibis.coalesce(rows.forecast_at, 0)
    return rows.select(*CELL, "entry", at=at, p="probability", own_end=own_end(rows, given), **_until(rows))


def _until(rows: ir.Table) -> dict[str, ir.Value]:
    """When a forecast was withdrawn, in a table in which some were."""
    return {"until": rows.until} if "until" in rows.columns else {}


def _first_until(rows: ir.Table) -> dict[str, ir.Value]:
    return {name: value.min() for name, value in _until(rows).items()}


def _options(rows: ir.Table) -> ir.Table:
    """Every option, 1 if it came true; of a table that marks only the one that did, the others did not."""
    return rows.group_by("question", "option").aggregate(happened=ibis.coalesce(rows.outcome.max(), 0))


def _choices(rows: ir.Table, known: ir.Table) -> ir.Table:
    """Each choice with its cost: an option that a forecaster leaves out was given nothing."""
    ended = known.select(of="question", named="option", happened="happened")
    joined = rows.left_join(ended, [rows.question == ended.of, rows.option == ended.named])
    at = ibis.coalesce(joined.forecast_at, 0)
    keyed = joined.mutate(at=at, d=joined.probability - joined.happened, true=joined.probability * joined.happened)
    made = keyed.group_by(*CELL, "entry", "at").aggregate(
        squares=(keyed.d * keyed.d).sum(),
        chance=keyed.true.sum(),
        named=keyed.happened.sum(),
        total=keyed.probability.sum(),
        **_first_until(keyed),
    )
    return made.mutate(cost=made.squares + (1 - made.named)).drop("squares", "named")


def _quantiles(rows: ir.Table) -> ir.Table:
    """Each set of quantiles with its weighted interval score: twice the mean pinball loss over its levels."""
    known = rows.group_by("question").aggregate(y=rows.outcome.max())
    ended = known.select(of="question", y="y")
    joined = rows.left_join(ended, [rows.question == ended.of])
    under = joined.y - joined.value
    loss = ibis.greatest(joined.level * under, (joined.level - 1) * under)
    keyed = joined.mutate(at=ibis.coalesce(joined.forecast_at, 0), loss=loss)
    made = keyed.group_by(*CELL, "entry", "at").aggregate(
        cost=2 * keyed.loss.mean(), levels=keyed.level.nunique(), level_sum=keyed.level.sum(), **_first_until(keyed)
    )
    return made.mutate(chance=ibis.null("float64"))


def chosen(found: Standing, take: Take, lead: int | None = None, *, is_even: bool = False) -> ir.Table:
    """One row a forecaster on a question that has an outcome; `lead` in microseconds.

    Where the rows of each question name its end themselves (`is_even`), rows need not be joined with their questions:
    those that are chosen are, which are fewer.
    """
    if take == "time":
        return _over_time(found)
    if is_even and lead is None and found.kind == "binary" and "until" not in found.forecasts.columns:
        made = found.forecasts
        cells = _picked(found, made.filter(made.own_end.isnull() | (made.at < made.own_end)), take)
        return cells.semi_join(scorable(found), "question")
    return _picked(found, _in_force(_timed(found, lead), take, lead), take)


def _in_force(timed: ir.Table, take: Take, lead: int | None) -> ir.Table:
    """Those that were not withdrawn before the moment that counts; the first forecast is that, whatever came later."""
    if take == "first" or "until" not in timed.columns:
        return timed
    ends_at = ibis.coalesce(timed.closes_at, timed.ends_at) - lead if lead is not None else timed.ends_at
    return timed.filter(timed.until.isnull() | (ends_at.notnull() & (timed.until > ends_at)))


def _picked(found: Standing, timed: ir.Table, take: Take) -> ir.Table:
    if found.has_entries:
        timed = _only(timed, take)
    carried = [timed[name] for name in ("p", "cost", "chance") if name in timed.columns]
    of = earliest if take == "first" else latest
    picked = {one.get_name(): of(found.engine, one, timed.at) for one in carried}
    picked["at"] = timed.at.min() if take == "first" else timed.at.max()
    if found.has_entries:
        picked["entry"] = timed.entry.max()
    return timed.group_by(*CELL).aggregate(**picked, n=timed.n.max() if found.has_entries else timed.count())


def _only(timed: ir.Table, take: Take) -> ir.Table:
    """One forecast of each on a question, where two may be of one moment and their entries say which counts."""
    mine = [timed[name] for name in CELL]
    order = [timed.at, timed.entry] if take == "first" else [timed.at.desc(), timed.entry.desc()]
    place = ibis.row_number().over(ibis.window(group_by=mine, order_by=order))
    numbered = timed.mutate(place=place, n=timed.count().over(ibis.window(group_by=mine)))
    return numbered.filter(numbered.place == 0)


def scorable(found: Standing) -> ir.Table:
    """The questions that have an outcome by which a forecast can be scored."""
    asked = found.questions
    has_outcome = asked.happened == 1 if found.kind == "choice" else asked.outcome.notnull()
    return asked.filter(has_outcome & asked.word.isnull())


def _timed(found: Standing, lead: int | None, made: ir.Table | None = None) -> ir.Table:
    """The forecasts that were made before the end and, with a lead, by that moment."""
    made = found.forecasts if made is None else made
    known = scorable(found)
    outcome = {"outcome": "outcome"} if found.kind == "binary" else {}
    asked = known.select(of="question", ends_at="ends_at", closes_at="closes_at", opens_at="opens_at", **outcome)
    joined = made.inner_join(asked, [made.question == asked.of]).drop("of")
    stood = joined.filter(joined.ends_at.isnull() | (joined.at < joined.ends_at))
    if lead is None:
        return stood
    moment = ibis.coalesce(stood.closes_at, stood.ends_at) - lead
    return stood.filter((stood.at <= moment) & (moment < stood.ends_at) & (moment >= stood.opens_at))


def spans(found: Standing) -> ir.Table:
    """Every forecast with the time in which it stood, in microseconds; those that never did are left out.

    The next one is looked for before anything is joined: an engine carries every column through that.
    """
    made = found.forecasts
    needed = [name for name in made.columns if name != "own_end" and (name != "entry" or found.has_entries)]
    order = [made.at, made.entry] if found.has_entries else [made.at]
    following = made.at.lead().over(ibis.window(group_by=[made[name] for name in CELL], order_by=order))
    timed = _timed(found, None, made.select(*needed, following=following))
    is_last = timed.following.isnull() | (timed.ends_at < timed.following)
    stops_at = ibis.ifelse(is_last, timed.ends_at, timed.following)
    if "until" in timed.columns:
        stops_at = ibis.least(stops_at, ibis.coalesce(timed.until, stops_at))
    stops = timed.mutate(stops_at=stops_at).drop("following")
    starts = stops.mutate(starts_at=ibis.greatest(stops.at, ibis.coalesce(stops.opens_at, stops.at)))
    return starts.filter(starts.starts_at < starts.stops_at)


def _over_time(found: Standing) -> ir.Table:
    """The mean cost over the time covered, how much of the whole that was, and the last forecast."""
    scored = with_costs(found, spans(found))
    width = (scored.stops_at - scored.starts_at).cast("float64")
    surprise = ibis.ifelse(scored.chance > 0, -scored.chance.nullif(0).ln(), ibis.null("float64"))
    parts = scored.mutate(width=width, weighed=scored.cost * width, surprise=surprise * width)
    last = {"p": latest(found.engine, parts.p, parts.at)} if "p" in parts.columns else {}
    cells = parts.group_by(*CELL).aggregate(
        **last,
        weighed=parts.weighed.sum(),
        surprise=parts.surprise.sum(),
        at=parts.at.max(),
        impossible=ibis.ifelse(parts.chance == 0, 1, 0).max(),
        covered=parts.width.sum(),
        whole=(parts.ends_at - parts.opens_at).max().cast("float64"),
        n=parts.count(),
    )
    return cells.mutate(cost=cells.weighed / cells.covered, log=cells.surprise / cells.covered).drop(
        "weighed", "surprise"
    )


def with_costs(found: Standing, made: ir.Table) -> ir.Table:
    """Forecasts of questions that have an outcome, each with its cost."""
    if found.kind != "binary":
        return made
    joined = made
    if "outcome" not in made.columns:
        asked = found.questions.select(of="question", outcome="outcome")
        joined = made.inner_join(asked, [made.question == asked.of]).drop("of")
    off = joined.p - joined.outcome
    nothing = ibis.null("float64")  # what was settled in part gave nothing a chance, and has no log score
    chance = ibis.cases((joined.outcome == 1, joined.p), (joined.outcome == 0, 1 - joined.p), else_=nothing)
    return joined.mutate(cost=off * off, chance=chance)


def with_shares(found: Standing, made: ir.Table) -> ir.Table:
    """Forecasts of choices, each as many times as it names options: with the `option`, and the `share` that it gives.

    `made` are chosen forecasts or spans.
    """
    assert found.shares is not None
    of = {"of": "question", "whom": "forecaster", "moment": "at"}
    known = ibis.coalesce(found.shares.entry, "") if found.has_entries else ibis.literal("")
    stated = found.shares.select("option", "share", **of, which=known)
    which = ibis.coalesce(made.entry, "") if found.has_entries else ibis.literal("")
    keyed = made.mutate(key=which)
    on = [keyed.question == stated.of, keyed.forecaster == stated.whom, keyed["at"] == stated.moment]
    return keyed.inner_join(stated, [*on, keyed.key == stated.which]).drop(*of, "which", "key")
