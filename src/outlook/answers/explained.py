"""How the implied value of one forecast comes about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outlook.evidence.arithmetic import Line, walk
from outlook.evidence.sensitivity import Swing, swings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from outlook.answers.standing import Standings
    from outlook.evidence.scenarios import Through
    from outlook.evidence.weigh import Weighed
    from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Explained:
    """What there is to explain of a forecast: the weighing, its walk, the way through its scenarios, and the grades.

    `own_grades` are the reliabilities that the case sets in place of the defaults; `is_last` says that the forecast has
    closed or resolved, and that the value is the last one. `swings` are there where they were asked for.
    """

    forecast: Forecast
    at: datetime
    weighed: Weighed
    lines: Sequence[Line]
    through: Through | None = None
    own_grades: Mapping[str, float] = field(default_factory=dict)
    is_last: bool = False
    swings: tuple[Swing, ...] | None = None


def explained(standings: Standings, forecast: Forecast, *, with_swings: bool = False) -> Explained:
    """The lines of a forecast's implied value as it was at the moment; after its resolution, at that."""
    standing = standings[forecast.full_id]
    resolution = standing.situation.history.resolution
    ends_at = min(standings.at, resolution.known_at) if resolution else standings.at
    return Explained(
        forecast,
        standings.at,
        standing.weighed,
        walk(forecast, standing.weighed, ends_at),
        standings.through(forecast),
        standing.case.grades if standing.case else {},
        standing.has_ended,
        swings(standing.situation, standing.rules, ends_at) if with_swings else None,
    )
