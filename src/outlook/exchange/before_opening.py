"""What an import brings of the time before a question of the book opens, where it would have no weight."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from outlook.exchange.plan import Plan


class Early(NamedTuple):
    """Estimates of the files that lie before their question opens in the book."""

    case: str
    id: str
    opens_at: datetime
    first_at: datetime  # whole seconds, as records have them
    estimates: int

    @property
    def full_id(self) -> str:
        """`CASE/ID`."""
        return f"{self.case}/{self.id}"


def before_opening(plan: Plan) -> tuple[Early, ...]:
    """Each forecast that the book has and that opens after its first estimate in the files, with how many are before.

    Questions that the import makes are left out: they open when their system says, or with their first estimate.
    """
    opens: dict[str, datetime] = {}
    for key, target in plan.targets.items():
        first, opens_at = plan.made.first_of.get(key), target.reader.opens_at
        if not target.is_new and opens_at is not None and first is not None and first < opens_at:
            opens[key] = opens_at
    if not opens:  # the usual case, in which millions need not be read again
        return ()
    counts = Counter(one.question for one in plan.forecasts() if one.question in opens and one.at < opens[one.question])
    found: dict[tuple[str, str], Early] = {}
    for key, opens_at in opens.items():
        target, first_at = plan.targets[key], plan.made.first_of[key].replace(microsecond=0)
        other = found.get((target.case, target.id))  # two rows of questions may be one forecast of the book
        if other is not None:
            first_at, counts[key] = min(first_at, other.first_at), counts[key] + other.estimates
        found[target.case, target.id] = Early(target.case, target.id, opens_at, first_at, counts[key])
    return tuple(found.values())
