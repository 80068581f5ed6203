"""One forecast as who reviews it sees it: what they and others said, and what there is to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.answers.chart import Picture, picture
from outlook.errors import Refused

if TYPE_CHECKING:
    from outlook.answers.standing import Standing
    from outlook.model.entries import Estimate


@dataclass(frozen=True, slots=True)
class Seen:
    """One forecast at a moment; `picture` is None where there is nothing to draw yet, or nothing any more."""

    standing: Standing
    person: str
    picture: Picture | None

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
    try:
        drawn = picture(standing)
    except Refused:  # a draft has no window, and what opens later nothing to draw
        return Seen(standing, person, None)
    return Seen(standing, person, None if drawn.is_empty else drawn)
