"""What is believed of the open forecasts of a case: each with its newest statement, else its prior."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from outlook.belief.timeline import Situation
from outlook.book import CaseFolder
from outlook.model.belief import Belief
from outlook.model.entries import Estimate
from outlook.model.kind_of import is_distributed


@dataclass(frozen=True, slots=True)
class Believed:
    """The open forecasts of a case, by id; what is resolved takes no part.

    With a `person` it is what this one states, and the prior of what nobody has stated: the records are everybody's,
    and a prior from which somebody else has moved on is not held by whoever has not spoken of it.
    """

    folder: CaseFolder
    situations: Mapping[str, Situation]
    person: str | None = None

    @property
    def beliefs(self) -> dict[str, Belief]:
        """What is believed of each, where anything is."""
        found = {name: self._belief(name) for name in self.situations}
        return {name: belief for name, belief in found.items() if belief is not None}

    @property
    def stated_by(self) -> dict[str, str]:
        """Whose estimate is believed of each forecast, where it is no prior."""
        found = {name: self.estimate(name) for name in self.situations}
        return {name: entry.by for name, entry in found.items() if entry is not None}

    @property
    def people(self) -> tuple[str, ...]:
        """Who states something of a forecast that can be linked with others."""
        linkable = [one for one in self.situations.values() if not is_distributed(one.forecast)]
        return tuple(sorted({person for one in linkable for person in one.history.forecasters}))

    def of(self, person: str) -> "Believed":
        """The same, as one person believes it."""
        return replace(self, person=person)

    def estimate(self, name: str) -> Estimate | None:
        """The entry that states what is believed; None where it is the record's prior."""
        situation = self.situations.get(name)
        newest = situation.history.newest(self.person) if situation is not None else None
        fits = newest is not None and situation is not None and newest.believed(situation.forecast) is not None
        return newest if fits else None

    def _belief(self, name: str) -> Belief | None:
        forecast, newest = self.situations[name].forecast, self.estimate(name)
        prior: Belief | None = forecast.prior
        if newest is not None:
            return newest.believed(forecast)
        return prior if self.person is None or replace(self, person=None).estimate(name) is None else None


def believed_of(folder: CaseFolder, at: datetime) -> Believed:
    """The open forecasts of a case as they were at a moment."""
    found = folder.situations(at)
    return Believed(folder, {one.forecast.id: one for one in found if one.state in ("open", "due")})
