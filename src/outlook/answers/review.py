"""One forecast as who reviews it sees it: what they and others said, and what there is to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.answers.chart import Picture, picture
from outlook.errors import Refused

if TYPE_CHECKING:
    from outlook.answers.standing import Standing
    from outlook.model.entries import Estimate


# What the evidence implied is worked out anew for each report, from all before it: for more, a page would take seconds.
MOST_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """One forecast at a moment; `picture` is None where there is nothing to draw yet, or too much to wait for."""

    standing: Standing
    person: str
    picture: Picture | None

    @property
    def takes_long(self) -> bool:
        """Whether there are too many reports to draw them while somebody waits."""
        return len(self.standing.situation.history.evidence) > MOST_DRAWN

    @property
    def newest(self) -> Estimate | None:
        """What anybody stated last."""
        return self.standing.situation.history.newest()

    @property
    def own(self) -> Estimate | None:
        """What the person stated last."""
        return self.standing.situation.history.newest(self.person)


def seen(standing: Standing, person: str) -> Seen:
    """A forecast for who reviews it."""
    found = Seen(standing, person, None)
    if found.takes_long:
        return found
    try:
        drawn = picture(standing, me=person)
    except Refused:  # a draft has no window, and what opens later nothing to draw
        return found
    return found if drawn.is_empty else Seen(standing, person, drawn)
