"""What needs attention, for `due` and `review` alike: all that is due, without what its reader put off until later.

A snooze ends at its time, at once when a report on the forecast comes in, and when the forecast closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.model.counting import counts_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from outlook.answers.due import Due, Reason
    from outlook.belief.timeline import Situation
    from outlook.book.snoozes import Snooze


class Attention(NamedTuple):
    """What is due and not put off, and what was put off, by the full ids of forecasts that would be due."""

    due: list[Due]
    snoozed: Mapping[str, Snooze]

    @property
    def wakes_at(self) -> datetime | None:
        """When the first of what was put off comes back."""
        return min((one.until for one in self.snoozed.values()), default=None)


def attention(found: Iterable[Due], snoozes: Iterable[Snooze], person: str | None, at: datetime) -> Attention:
    """What is due, parted by what a person put off; nobody has put anything off for None."""
    mine = {one.forecast: one for one in snoozes if one.by == person}
    left: list[Due] = []
    asleep: dict[str, Snooze] = {}
    for item in found:
        one = mine.get(item.situation.forecast.full_id)
        if one is not None and is_asleep(one, item.situation, at):
            asleep[one.forecast] = one
        else:
            left.append(item)
    return Attention(left, asleep)


def reasons(found: Attention) -> dict[str, Reason]:
    """The most urgent reason of each forecast that needs attention, by its full id."""
    first: dict[str, Reason] = {}
    for item in found.due:
        first.setdefault(item.situation.forecast.full_id, item.reason)
    return first


def is_asleep(snooze: Snooze, situation: Situation, at: datetime) -> bool:
    """Whether a snooze holds at a moment, at which the forecast is in a situation.

    A report ends it that became known after it, or that was entered after it whatever date it was given: nobody who
    snoozed can have read that. So does the close; what has closed and waits for its outcome can be put off again.
    """
    closes_at, state = situation.forecast.closes_at, situation.state
    has_closed_since = state == "due" and (closes_at is None or snooze.since < closes_at)
    if not snooze.since <= at < snooze.until or state not in ("open", "due") or has_closed_since:
        return False
    return not any(
        counts_from(report) > snooze.since or snooze.since < report.recorded_at <= at
        for report in situation.history.evidence
    )
