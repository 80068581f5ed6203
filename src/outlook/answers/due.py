"""What needs attention: what is overdue, what closes soon, and what has stood still while time passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from outlook.evidence.passing import base_rate
from outlook.model.belief import Chance
from outlook.model.kind_of import is_binary
from outlook.model.values import DOCUMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

    from outlook.belief.timeline import Situation

Reason = Literal["overdue", "closes", "stale"]
STALE = 0.05
RANK = ("overdue", "closes", "stale")


@dataclass(frozen=True, slots=True)
class Due:
    """One forecast that needs attention, and why.

    For `stale`, `stated` is what was stated, by `by` on `stated_at`, and `decayed` what a constant hazard would
    have made of it since.
    """

    situation: Situation
    reason: Reason
    stated: float | None = None
    by: str = ""
    stated_at: datetime | None = None
    decayed: float | None = None


def due(situations: Iterable[Situation], at: datetime, within: timedelta) -> list[Due]:
    """Everything that needs attention at a moment, the most urgent first; a forecast may stand here twice."""
    found = [item for situation in situations for item in _reasons(situation, at, within)]
    return sorted(found, key=lambda item: (RANK.index(item.reason), _closes(item), item.situation.forecast.full_id))


def _closes(item: Due) -> float:
    closes_at = item.situation.forecast.closes_at
    return closes_at.timestamp() if closes_at else 0.0


def _reasons(situation: Situation, at: datetime, within: timedelta) -> list[Due]:
    closes_at = situation.forecast.closes_at
    if situation.state == "due":
        return [Due(situation, "overdue")]
    if situation.state != "open" or closes_at is None:
        return []
    found = [Due(situation, "closes")] if closes_at - at <= within else []
    people = [one for one in situation.history.forecasters if not one.startswith(DOCUMENT_PREFIX)]
    stale = [item for person in people if (item := _stale(situation, person, at))]
    return found + stale


def _stale(situation: Situation, person: str, at: datetime) -> Due | None:
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
