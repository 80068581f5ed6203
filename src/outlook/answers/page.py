"""All that the page of one forecast says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outlook.answers.lateness import hindsight_of
from outlook.answers.lessons import Lesson, lessons
from outlook.answers.pools import Asked, asked
from outlook.answers.postmortem import Postmortem, postmortem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.answers.standing import Standing, Standings
    from outlook.belief.pool import Pooled
    from outlook.belief.timeline import Situation
    from outlook.evidence.looking import Look
    from outlook.evidence.scenarios import Through
    from outlook.evidence.weigh import Weighed
    from outlook.model.case import Case
    from outlook.model.entries import Estimate
    from outlook.model.forecast import Forecast
    from outlook.scoring.scorecard import NotScored, Row


@dataclass(frozen=True, slots=True)
class Page:
    """One forecast at a moment: its case, what is implied, its scores, and the forecasts whose condition it is.

    `after` are the ids of reports known after the resolution, and `in_hindsight` of those dated before it and entered
    after it. With `by` the estimates are one forecaster's, or those
    of a pool, which `pool` is then. `newest` is the estimate that the status table shows; `late` are the ids of those
    that enter no score.
    """

    situation: Situation
    case: Case | None
    at: datetime
    scores: Sequence[Row] | NotScored
    weighed: Weighed
    hanging: tuple[str, ...] = ()
    condition_state: str = ""
    after: frozenset[str] = frozenset()
    in_hindsight: frozenset[str] = frozenset()
    by: str | None = None
    newest: Estimate | None = None
    late: frozenset[str] = frozenset()
    through: Through | None = None
    standing: Standing | None = field(default=None, repr=False, compare=False)
    pool: Asked | None = None
    looks: tuple[Look, ...] = ()
    postmortem: Postmortem | None = None
    lessons: tuple[Lesson, ...] = ()

    @property
    def pooled(self) -> Pooled | None:
        """What all forecasters say together; worked out where it is shown, which is where there are several."""
        return self.standing.pooled if self.standing else None

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The estimates that the page shows: everyone's, or one forecaster's."""
        history = self.situation.history
        return history.by(self.by) if self.by else history.estimates


def page(standings: Standings, forecast: Forecast, by: str | None = None) -> Page:
    """All that the page of a forecast says, of everybody, of one forecaster or of a pool."""
    standing = standings[forecast.full_id]
    situation, scores = standing.situation_of(by), standing.scores_of(by)
    condition = standings.in_case_of(forecast, forecast.given.forecast) if forecast.given else None
    return Page(
        situation=situation,
        case=standing.case,
        at=standings.at,
        scores=scores.rows or scores.left_out[0],
        weighed=standing.weighed,
        hanging=standings.hanging_on(forecast),
        condition_state=_state_of(condition),
        after=_known_after(situation),
        in_hindsight=frozenset(
            one.id for one in situation.history.evidence if hindsight_of(one, situation.history.resolution) is not None
        ),
        by=by,
        newest=standing.newest(by),
        late=frozenset(one.id for one in situation.history.estimates if situation.history.is_late(one)),
        through=standings.through(forecast),
        standing=standing,
        pool=asked([standing.situation], by, late=standing.late),
        looks=standing.looks,
        postmortem=postmortem(standing),
        lessons=lessons(standings, forecast),
    )


def _state_of(condition: Standing | None) -> str:
    return "unknown" if condition is None else condition.situation.outcome or condition.situation.state


def _known_after(situation: Situation) -> frozenset[str]:
    """The ids of reports known after the resolution."""
    resolution = situation.history.resolution
    if resolution is None:
        return frozenset()
    return frozenset(item.id for item in situation.history.evidence if item.known_at > resolution.known_at)
