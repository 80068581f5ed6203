"""What was learned from forecasts that resolved, for those that have a tag or a sign in common with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.standing import Standing, Standings
    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody learned from a forecast, and what that has in common with the one that is looked at."""

    forecast: str
    known_at: datetime
    text: str
    tags: tuple[str, ...]
    signs: tuple[str, ...]


def lessons(standings: Standings, forecast: Forecast) -> tuple[Lesson, ...]:
    """The lessons of other forecasts that share a tag, or a sign of the same case, the newest first.

    Only the cases in whose ledgers a lesson is kept are looked at.
    """
    found = (_lesson(forecast, other) for other in standings.taught if other.forecast.full_id != forecast.full_id)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.known_at, one.forecast), reverse=True))


def _lesson(forecast: Forecast, other: Standing) -> Lesson | None:
    resolution = other.situation.history.resolution
    if resolution is None or resolution.lesson is None:
        return None
    tags = tuple(tag for tag in forecast.tags if tag in other.forecast.tags)
    watched = {link.id for link in other.forecast.indicators} if other.forecast.case == forecast.case else set[str]()
    signs = tuple(link.id for link in forecast.indicators if link.id in watched)
    if not tags and not signs:
        return None
    return Lesson(other.forecast.full_id, resolution.known_at, resolution.lesson, tags, signs)
