"""A pool as a forecaster: `pool:median` states anew what it says whenever one of its members changes their mind.

Its estimates are in no ledger. They follow from those of the people, so they are made anew whenever they are asked for,
and whatever scores, draws or lists a forecaster's estimates takes them as it takes anybody's.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.course import turns
from outlook.belief.pool import Rule, pool_name, pooled_by
from outlook.belief.timeline import FOREVER, WITHDRAWN, History, Situation, by_forecaster, order
from outlook.model.belief import Belief

if TYPE_CHECKING:
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast

Base = Callable[[datetime], Belief | None]


class Change(NamedTuple):
    """A moment at which some member's belief changed, and what each states from then on, by the first to speak.

    `recorded_at` lies after the outcome was recorded where an estimate does that is part of it, and nowhere else.
    """

    at: datetime
    recorded_at: datetime
    stated: Mapping[str, Belief]


def changes(forecast: Forecast, history: History, *, late: bool = False) -> Iterator[Change]:
    """Every moment at which a member changes their mind, in order; estimates that were recorded late only if wanted.

    Members are all who stated an estimate, documents among them. One that no longer fits the record is left out, as
    `check` says.
    """
    people = by_forecaster(history.said(late=late))
    moments = [
        (at, name, entry)
        for name, mine in people.items()
        for at, entry in turns(mine, history.absent)
        if at < FOREVER  # until when something is taken back that nobody brought back
    ]
    # Each estimate is read once: there may be hundreds of members, and a change whenever one of them speaks.
    beliefs: dict[str, Belief | None] = dict.fromkeys(people)
    late_from: dict[str, datetime] = {}
    for at, turned in groupby(sorted(moments, key=itemgetter(0)), key=itemgetter(0)):
        for _, name, entry in turned:
            beliefs[name] = entry.believed(forecast) if entry else None
            late_from.pop(name, None)
            if entry and history.is_late(entry):
                late_from[name] = entry.recorded_at
        stated = {name: belief for name, belief in beliefs.items() if belief is not None}
        yield Change(at, _recorded_at(history, at, late_from), stated)


def _recorded_at(history: History, at: datetime, late_from: Mapping[str, datetime]) -> datetime:
    """A pool is recorded when it changes, and late where one of its members is.

    Nothing else makes it late: a retraction that was recorded after an outcome which was itself taken back is in time.
    """
    return max(late_from.values(), default=min(at, history.written_at or at))


def with_pool(situation: Situation, rule: Rule, base: Base, *, late: bool = False) -> Situation:
    """The situation with one forecaster more, the pool by a rule; `base` is the base rate at a moment.

    Where everybody was late the pool is late too, and scored only where late estimates are.
    """
    history = situation.history
    everyone = late or all(one.stated is WITHDRAWN for one in history.said())
    made = tuple(_estimates(situation.forecast, history, rule, base, late=everyone))
    if not made:
        return situation
    estimates = tuple(sorted([*history.estimates, *made], key=order))
    return situation._replace(history=history._replace(estimates=estimates))


def _estimates(forecast: Forecast, history: History, rule: Rule, base: Base, *, late: bool) -> Iterator[Estimate]:
    """One for each change; where the pool has no value any more it is withdrawn."""
    from outlook.model.entries import Estimate

    has_value = False
    for change in changes(forecast, history, late=late):
        belief = pooled_by(rule, forecast, change.stated, base(change.at))
        if belief is None and not has_value:
            continue
        has_value = belief is not None
        yield Estimate(
            id=_id(rule, forecast, change.at),
            by=pool_name(rule),
            known_at=change.at,
            recorded_at=change.recorded_at if has_value else change.at,
            forecast=forecast.id,
            stated=None if belief is None else belief.to_json(),
            why=f"of {', '.join(change.stated)}" if change.stated else "nobody states anything any more",
        )


def _id(rule: Rule, forecast: Forecast, at: datetime) -> str:
    """Always the same for the same change; it is in no ledger, so no command takes it."""
    return b32encode(hashlib.sha256(f"{rule} {forecast.full_id} {at}".encode()).digest())[:13].decode().lower()
