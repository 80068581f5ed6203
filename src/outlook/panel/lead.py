"""Questions that a lead passes over: what is scored at a lead is no sample of all that came out.

Who happens early is not there any more: questions that ended before the lead came out yes more often than the others,
and without them the base rate sinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class PassedOver:
    """How many questions with an outcome are not scored at a lead, by the reason.

    `ended` had ended by then, of which so many came out `yes` and `no` (choices and fractions are neither);
    `opened_later` opened after it; of the others `unanswered` had no forecast in force.
    """

    ended: int
    yes: int
    no: int
    opened_later: int
    unanswered: int


def passed_over(asked: Sequence[Mapping[str, Any]], lead: int, scored: int) -> PassedOver:
    """What a lead in microseconds leaves out of the questions that have an outcome, of which so many are scored."""
    moments = [(row, _close(row) - lead) for row in asked]
    ended = [row for row, at in moments if at >= row["ends_at"]]
    later = sum(at < row["ends_at"] and at < row["opens_at"] for row, at in moments)
    outcomes = [row["outcome"] for row in ended if not row["happened"]]
    return PassedOver(len(ended), outcomes.count(1), outcomes.count(0), later, len(asked) - len(ended) - later - scored)


def _close(row: Mapping[str, Any]) -> int:
    """The scheduled close; where a table has none, the end."""
    found = row["ends_at"] if row["closes_at"] is None else row["closes_at"]
    return int(found)
