"""How the implied value of one forecast comes about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outlook.evidence.arithmetic import Line
from outlook.evidence.scenarios import Through
from outlook.evidence.weigh import Weighed
from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Explained:
    """What there is to explain of a forecast: the weighing, its walk, the way through its scenarios, and the grades.

    `own_grades` are the reliabilities that the case sets in place of the defaults.
    """

    forecast: Forecast
    at: datetime
    weighed: Weighed
    lines: Sequence[Line]
    through: Through | None = None
    own_grades: Mapping[str, float] = field(default_factory=dict)
