"""Outcomes that were recorded and stand no longer: whoever read the first one is told what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.belief.timeline import History


class Correction(NamedTuple):
    """An outcome that was taken back, `until` when it stood, and who had recorded it by which entry.

    `was_disputed` says that another outcome was recorded beside it by then.
    """

    outcome: str
    until: datetime
    was_disputed: bool
    by: str
    entry: str


# A forecast, its kind, and what its outcome was before, the oldest first.
Corrected = tuple[str, str, tuple[Correction, ...]]


def corrections(history: History) -> tuple[Correction, ...]:
    """The outcomes that were taken back, the oldest first; not those that were recorded again as they had been."""
    standing = [one for one in (history.resolution, *history.conflicting) if one is not None]
    outcomes = {str(one.outcome) for one in standing}
    found = (
        Correction(
            outcome=str(one.outcome),
            until=(until := history.absent[one.id][-1][0]),
            was_disputed=any(other.recorded_at < until for other in standing),
            by=one.by,
            entry=one.id,
        )
        for one in history.overturned
        if str(one.outcome) not in outcomes
    )
    return tuple(sorted(found, key=lambda one: (one.until, one.entry)))
