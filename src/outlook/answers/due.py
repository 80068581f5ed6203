"""What needs attention: what is overdue or closes soon, and what nobody has looked at although something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Literal

from outlook.answers.selection import gap, own_of, touched
from outlook.evidence.passing import base_rate
from outlook.lengths import Length
from outlook.lengths import length as length_of
from outlook.model.belief import Chance
from outlook.model.counting import counts_from
from outlook.model.kind_of import is_binary
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from outlook.answers.standing import Standing
    from outlook.belief.timeline import Situation
    from outlook.model.belief import Belief
    from outlook.model.entries import Estimate, Evidence
    from outlook.model.forecast import Forecast

    Condition = Callable[[Forecast, str], Standing | None]

Reason = Literal["disputed", "overdue", "closes", "settled", "moved", "stale", "expiring", "untouched"]
RANK: tuple[Reason, ...] = ("disputed", "overdue", "closes", "settled", "moved", "stale", "expiring", "untouched")
STALE, MOVED = 0.05, 0.10
LONGEST, SHARE = timedelta(days=30), 10
UNSEEN = ("unseen", "pending")


@dataclass(frozen=True, slots=True)
class Due:
    """One forecast that needs attention, and why.

    `disputed`: two outcomes are recorded. `closes`, `overdue`: by its close. `settled`: its condition came out as it
    must since `since`, the newest estimate. `moved`: what is `implied` lies `gap` from what was stated. `stale`: a
    constant hazard would have made `decayed` of what was stated. `untouched`: nobody has stated an estimate since
    `since`. `expiring`: it closes soon, and of its `signs` nothing was seen. `last` is the newest estimate of whoever
    it is about.
    """

    situation: Situation
    reason: Reason
    stated: float | None = None
    by: str = ""
    stated_at: datetime | None = None
    decayed: float | None = None
    implied: Belief | None = None
    gap: float | None = None
    since: datetime | None = None
    signs: tuple[str, ...] = ()
    last: Estimate | None = None


def due(
    chosen: Iterable[Standing],
    at: datetime,
    within: Length,
    condition: Condition,
    person: str | None = None,
    usual: Length | None = None,
    own: str | None = None,
) -> list[Due]:
    """Everything that needs attention at a moment, the most urgent first; a forecast may be there several times.

    `condition` finds another forecast of a case by its id; `usual` is how long one may go without an estimate where
    its case does not say.

    Of one person, what was stated is theirs; else it is what `own`, who asks, stated, and only where that is nothing
    whatever anybody stated last: what others state is no look of theirs. The hazard is about each.
    """
    found = list[Due]()
    for one in chosen:
        whose = person or own_of(one, own)
        last = one.situation_of(whose).history.newest(whose)
        found += (replace(item, last=last) for item in _of_one(one, at, within, condition, whose, usual))
    return sorted(found, key=_urgency)


def _of_one(
    one: Standing, at: datetime, within: Length, condition: Condition, person: str | None, usual: Length | None
) -> Iterator[Due]:
    if one.situation.state == "disputed":
        yield Due(one.situation, "disputed")
    elif one.situation.state == "due":
        yield Due(one.situation, "overdue")
    elif one.situation.state == "open":
        yield from _of_open(one, at, within, condition, person, usual)


def most_urgent(items: Iterable[Due]) -> tuple[Due, ...]:
    """The first reason of each forecast."""
    first: dict[str, Due] = {}
    for item in items:
        first.setdefault(item.situation.forecast.full_id, item)
    return tuple(first.values())


def _urgency(item: Due) -> tuple[int, float, float, str]:
    """By the reason, then by how much or since when it holds, then by what closes soonest."""
    closes_at = item.situation.forecast.closes_at
    closes = closes_at.timestamp() if closes_at else inf
    since = item.since.timestamp() if item.since else closes
    much: Mapping[Reason, float] = {
        "settled": since,
        "moved": -(item.gap or 0.0),
        "stale": (item.decayed or 0.0) - (item.stated or 0.0),
        "untouched": since,
    }
    return RANK.index(item.reason), much.get(item.reason, closes), closes, item.situation.forecast.full_id


def _of_open(
    one: Standing, at: datetime, within: Length, condition: Condition, person: str | None, usual: Length | None
) -> Iterator[Due]:
    closes_at = one.forecast.closes_at
    is_soon = closes_at is not None and _is_within(closes_at, within, at)
    if is_soon:
        yield Due(one.situation, "closes")
    yield from _settled(one, condition, person)
    # What is implied holds the hazard too, and what is far from it needs no third reason.
    yield from (
        list(_moved(one, person)) or list(_stale(one.situation, at, person)) or _untouched(one, at, person, usual)
    )
    signs = tuple(step.name for step in one.weighed.steps if step.state in UNSEEN) if is_soon else ()
    if signs:
        yield Due(one.situation, "expiring", signs=signs)


def _settled(one: Standing, condition: Condition, person: str | None) -> Iterator[Due]:
    """Where the condition came out as it must, after the newest estimate."""
    given, since = one.forecast.given, touched(one, person)
    other = condition(one.forecast, given.forecast) if given and not one.situation.awaits else None
    settled = other.situation.history.resolution if other else None
    if settled is not None and (since is None or since < settled.known_at):
        yield Due(one.situation, "settled", since=settled.known_at)


def _moved(one: Standing, person: str | None) -> Iterator[Due]:
    """Where evidence that came since the newest estimate made the implied value another one."""
    newest, found = one.situation_of(person).history.newest(person), gap(one, person)
    if newest is None or found is None or found < MOVED or newest.by.startswith(DOCUMENT_PREFIX):
        return
    if any(_is_news(report, newest) and _bears(report) for report in one.situation.history.evidence):
        stated = newest.believed(one.forecast)
        chance = float(stated) if isinstance(stated, Chance) else None
        implied = one.weighed.implied
        yield Due(one.situation, "moved", chance, newest.by, newest.known_at, implied=implied, gap=found)


def _is_news(report: Evidence, estimate: Estimate) -> bool:
    """Whether a report came after an estimate: by its own time, or since it was entered later, as by a colleague."""
    return counts_from(report) > estimate.known_at or report.recorded_at > estimate.recorded_at


def _bears(report: Evidence) -> bool:
    return report.likelihood_ratio is not None or any(match != "none" for match in report.indicators.values())


def _untouched(one: Standing, at: datetime, person: str | None, usual: Length | None) -> Iterator[Due]:
    since, allowed, opens_at = touched(one, person), _allowed(one, usual), one.forecast.opens_at
    if since is not None and _is_over(max(since, opens_at or since), allowed, at):
        yield Due(one.situation, "untouched", by=person or "", since=since)


def _is_over(since: datetime, allowed: Length, at: datetime) -> bool:
    try:
        return since <= allowed.before(at)
    except ValueError:  # that long ago there was no calendar
        return False


def _is_within(closes_at: datetime, within: Length, at: datetime) -> bool:
    try:
        return closes_at <= within.after(at)
    except ValueError:  # it reaches beyond the calendar
        return True


def _allowed(one: Standing, usual: Length | None) -> Length:
    """How long an estimate may go without a look: as its case says, else as is usual, else a tenth of its window."""
    if one.case is not None and one.case.stale_after is not None:
        return length_of(one.case.stale_after)
    if usual is not None:
        return usual
    opens_at, closes_at = one.forecast.opens_at, one.forecast.closes_at
    tenth = (closes_at - opens_at) / SHARE if opens_at and closes_at else LONGEST
    return Length(0, max(min(tenth, LONGEST), timedelta(days=1)))


def _stale(situation: Situation, at: datetime, person: str | None) -> Iterator[Due]:
    people = [one for one in situation.history.forecasters if not one.startswith(DOCUMENT_PREFIX)]
    for one in people:
        if person in (None, one) and (item := _stale_of(situation, one, at)):
            yield item


def _stale_of(situation: Situation, person: str, at: datetime) -> Due | None:
    forecast = situation.forecast
    newest = situation.history.newest(person)
    if not is_binary(forecast) or forecast.decay != "deadline" or newest is None:
        return None
    stated, closes_at = newest.believed(forecast), forecast.closes_at
    if not isinstance(stated, Chance) or closes_at is None or newest.known_at >= min(at, closes_at):
        return None
    since = max(newest.known_at, forecast.opens_at or newest.known_at)
    if since >= closes_at:
        return None
    decayed = base_rate(stated, since, closes_at, at)
    if stated - decayed <= STALE:
        return None
    return Due(situation, "stale", stated, person, newest.known_at, decayed)
