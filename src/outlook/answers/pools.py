"""All forecasters of a forecast together: what they say at a moment, and how the pool scores as a forecaster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.belief.pool import Pooled, Rule, certain_of, pool, pool_name, rule_of
from outlook.belief.pool_course import Change, changes, with_pool
from outlook.evidence.weigh import base_of
from outlook.model.kind_of import is_distributed
from outlook.scoring.marks import Marks
from outlook.scoring.scorecard import NotScored, Row, Scores, outcome_of, score, window_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outlook.belief.timeline import Situation
    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Asked:
    """The pool that somebody asked for by its name, with what has to be said wherever a number of it is shown.

    `decided` names whose 0% or 100% decides the pool of a forecast, by the forecast's id.
    """

    rule: Rule
    decided: Mapping[str, tuple[str, ...]]


def asked(situations: Iterable[Situation], name: str | None, *, late: bool = False, now: bool = False) -> Asked | None:
    """The pool of that name over some forecasts, of their whole course or as it is `now`; None for anybody else's."""
    rule = rule_of(name)
    return None if rule is None else Asked(rule, _decided(situations, rule, late=late, now=now))


def pooled(situation: Situation, *, late: bool = False) -> Pooled | None:
    """What all forecasters say together since one of them last changed; of a resolved forecast, as its window ended.

    The base rate is that of the last change: where nobody says anything new, time alone does not move their pool.
    """
    known = _counted(situation, late=late)
    if not known:
        return None
    return pool(situation.forecast, known[-1].stated, base_of(situation.forecast, known[-1].at))


def situation_of(situation: Situation, person: str | None, *, late: bool = False) -> Situation:
    """The situation, with the pool among the forecasters where the person is one."""
    rule, forecast = rule_of(person), situation.forecast
    if rule is None:
        return situation
    return with_pool(situation, rule, lambda at: base_of(forecast, at), late=_with_late(situation, late=late))


def scores_of(situation: Situation, rule: Rule, members: Iterable[Row], *, late: bool = False) -> Scores:
    """The scores of a pool, or why it has none; it carries the marks of all its members' estimates."""
    name = pool_name(rule)
    pooling = situation_of(situation, name, late=late)
    if pooling is situation and outcome_of(situation) is not None and situation.history.said(late=True):
        return Scores((), (NotScored(situation.forecast, situation.state, _why_none(situation.forecast, rule)),))
    marks = Marks(*(sum(counts) for counts in zip(Marks(), *(row.marks for row in members), strict=True)))
    rows, left_out, _ = score(pooling, name, late=late)
    return Scores(tuple(row._replace(marks=marks) for row in rows), left_out)


def _why_none(forecast: Forecast, rule: Rule) -> str:
    if is_distributed(forecast):
        return f"{forecast.kind}: quantities and days have no pool"
    if rule == "extremised" and forecast.prior is None:
        return "no prior is stated from which a pool could be extremised"
    return f"there was never a {rule} pool of what was stated"


def _decided(situations: Iterable[Situation], rule: Rule, *, late: bool, now: bool) -> Mapping[str, tuple[str, ...]]:
    """Nobody's certainty decides a median."""
    if rule == "median":
        return {}
    found = {one.forecast.full_id: _certain(_counted(one, late=late), now=now) for one in situations}
    return {name: people for name, people in found.items() if people}


def _certain(known: Sequence[Change], *, now: bool) -> tuple[str, ...]:
    shown = known[-1:] if now else known
    return tuple(dict.fromkeys(name for change in shown for name in certain_of(change.stated)))


def _counted(situation: Situation, *, late: bool) -> list[Change]:
    """The changes of the pool; of a resolved forecast those before its window ended, which are scored."""
    forecast, history = situation.forecast, situation.history
    found = changes(forecast, history, late=_with_late(situation, late=late))
    if situation.state != "resolved":
        return list(found)
    ends_at = window_end(forecast, history)
    return [change for change in found if change.at < ends_at]


def _with_late(situation: Situation, *, late: bool) -> bool:
    """Nobody's estimate is left out for being late before there is an outcome to score it by."""
    return late or situation.state != "resolved"
