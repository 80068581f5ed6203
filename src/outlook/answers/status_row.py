"""A row of the status table: light, as a command that only shows kept rows loads little else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.answers.corrections import Correction
    from outlook.belief.pool import Pooled
    from outlook.belief.timeline import State
    from outlook.evidence.ranges import Range
    from outlook.model.belief import Belief


class Others(NamedTuple):
    """What so many others state, and how far from it one's own estimate lies, 0 to 1.

    `belief` is the median of theirs, and `apart` the distance of the option that differs most. A quantity or a day has
    no pool, and its distances are in a unit: there `belief` is the newest of theirs, and `apart` is None.
    """

    belief: Belief
    n: int
    apart: float | None


class StatusRow(NamedTuple):
    """What the status table says of one forecast, and no more: a book may have very many.

    `evidence` and `estimates` count what counts, withdrawals left out; `forecasters` are all who stated something.
    `stated` is the newest standing estimate (of anyone, or of one forecaster), stated by `stated_by` at `stated_at`;
    `trend` and `brier`, the time-weighted Brier score, are those of `scored_by`: who was asked for, else `stated_by`.
    `implied` is None where there is no prior, or nothing can be implied; `implied_range` is where it lies nine
    times in ten, of yes or no only; `implied_is_last` says that it is the last implied value of a forecast that has
    closed or resolved. `pooled` and `others` are there where they were asked for. `opens_at` is when it
    opens, and `opens_later` says that this had not come at that moment. `corrections` are
    outcomes that were recorded and taken back.
    """

    full_id: str
    kind: str
    heading: str
    tags: tuple[str, ...]
    closes_at: datetime | None
    missing: tuple[str, ...]
    prior: Belief | None
    evidence: int
    estimates: int
    forecasters: tuple[str, ...]
    state: State
    outcome: str | None
    stated: Belief | None
    stated_by: str | None
    stated_at: datetime | None
    implied: Belief | None
    implied_range: Range | None
    implied_is_last: bool
    trend: tuple[float, ...]
    scored_by: str | None
    brier: float | None
    pooled: Pooled | None = None
    opens_later: bool = False
    others: Others | None = None
    opens_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def case(self) -> str:
        """The name of its case."""
        return self.full_id.partition("/")[0]

    @property
    def id(self) -> str:
        """Its id within the case."""
        return self.full_id.partition("/")[2]
