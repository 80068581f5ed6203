"""All that the page of one forecast says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from outlook.belief.pool import Pooled
from outlook.belief.timeline import Situation
from outlook.evidence.scenarios import Through
from outlook.evidence.weigh import Weighed
from outlook.model.case import Case
from outlook.model.entries import Estimate
from outlook.scoring.scorecard import NotScored, Row


@dataclass(frozen=True, slots=True)
class Page:
    """One forecast at a moment: its case, what is implied, its scores, and the forecasts whose condition it is.

    `after` are the ids of reports known after the resolution. With `by` the estimates are one forecaster's.
    """

    situation: Situation
    case: Case | None
    at: datetime
    scores: Sequence[Row] | NotScored
    weighed: Weighed
    hanging: tuple[str, ...] = ()
    condition_state: str = ""
    after: frozenset[str] = frozenset()
    by: str | None = None
    through: Through | None = None
    pooled: Pooled | None = None

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The estimates that the page shows: everyone's, or one forecaster's."""
        history = self.situation.history
        return history.by(self.by) if self.by else history.estimates
