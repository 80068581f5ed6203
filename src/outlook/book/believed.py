"""What is believed of the open forecasts of a case: each with its newest statement, else its prior."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from outlook.belief.timeline import Situation
from outlook.book import CaseFolder
from outlook.model.belief import Belief
from outlook.model.entries import Estimate


@dataclass(frozen=True, slots=True)
class Believed:
    """The open forecasts of a case, by id; what is resolved takes no part."""

    folder: CaseFolder
    situations: Mapping[str, Situation]

    @property
    def beliefs(self) -> dict[str, Belief]:
        """What is believed of each, where anything is."""
        found = {name: self._belief(name) for name in self.situations}
        return {name: belief for name, belief in found.items() if belief is not None}

    def estimate(self, name: str) -> Estimate | None:
        """The entry that states what is believed; None where it is the record's prior."""
        situation = self.situations.get(name)
        newest = situation.history.newest() if situation is not None else None
        fits = newest is not None and situation is not None and newest.believed(situation.forecast) is not None
        return newest if fits else None

    def _belief(self, name: str) -> Belief | None:
        forecast, newest = self.situations[name].forecast, self.estimate(name)
        prior: Belief | None = forecast.prior
        return prior if newest is None else newest.believed(forecast)


def believed_of(folder: CaseFolder, at: datetime) -> Believed:
    """The open forecasts of a case as they were at a moment."""
    found = folder.situations(at)
    return Believed(folder, {one.forecast.id: one for one in found if one.state in ("open", "due")})
