"""What a table of forecasts comes to: how many are in each state, when the open ones close, and everybody's scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from outlook.answers.corrections import Corrected
    from outlook.answers.status_row import StatusRow
    from outlook.belief.timeline import State

OVER = ("resolved", "disputed", "ambiguous", "annulled")


class Tally(NamedTuple):
    """What is counted over rows.

    `states` counts them by state, `closing` has the closes of those that are open, `scores` the Brier scores of yes or
    no by forecaster, `of_choices` those of choices, whose range is another, and `people` are all who stated something.
    `compared` are those of them who stated something of what has resolved: where they are several, the score of a row
    is that of whoever spoke last of it, and a mean over such rows is nobody's. `has_ended` says whether a value is
    among them that was implied last, `is_over_time` whether a score is of more estimates than the one beside it.
    `corrected` are those that are over whose outcome was another once.
    `later` counts those that are open by their state and had not opened yet.
    """

    states: Mapping[State, int]
    closing: tuple[datetime, ...]
    scores: Mapping[str, Sequence[float]]
    of_choices: Mapping[str, Sequence[float]]
    people: frozenset[str]
    compared: frozenset[str]
    has_ended: bool
    is_over_time: bool
    later: int = 0
    corrected: tuple[Corrected, ...] = ()

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.states.values())


def tally_of(rows: Sequence[StatusRow], by: str | None = None) -> Tally:
    """What rows come to; with `by` all of them are that forecaster's."""
    return Tally(
        states=dict(Counter(row.state for row in rows)),
        closing=tuple(row.closes_at for row in rows if row.state == "open" and row.closes_at is not None),
        scores=_scores(rows, "binary"),
        of_choices=_scores(rows, "choice"),
        people=frozenset(person for row in rows for person in row.forecasters),
        compared=_compared(rows) if by is None else frozenset({by}),
        has_ended=any(row.implied_is_last and row.implied is not None for row in rows),
        later=sum(row.opens_later and row.state == "open" for row in rows),
        corrected=tuple(
            (row.full_id, row.kind, row.corrections) for row in rows if row.corrections and row.state in OVER
        ),
        is_over_time=any(row.brier is not None and len(row.trend) > 1 for row in rows),
    )


def _compared(rows: Sequence[StatusRow]) -> frozenset[str]:
    resolved = (row for row in rows if row.state == "resolved" and row.kind in ("binary", "choice"))
    return frozenset(person for row in resolved for person in (*row.forecasters, row.scored_by) if person)


def _scores(rows: Sequence[StatusRow], kind: str) -> dict[str, Sequence[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if row.brier is not None and row.scored_by is not None and row.kind == kind:
            found[row.scored_by].append(row.brier)
    return dict(found)


def together(tallies: Sequence[Tally]) -> Tally:
    """What several tables come to."""
    states: Counter[State] = Counter()
    for one in tallies:
        states.update(one.states)
    return Tally(
        states=dict(states),
        closing=tuple(closes_at for one in tallies for closes_at in one.closing),
        scores=_all(one.scores for one in tallies),
        of_choices=_all(one.of_choices for one in tallies),
        people=frozenset(person for one in tallies for person in one.people),
        compared=frozenset(person for one in tallies for person in one.compared),
        has_ended=any(one.has_ended for one in tallies),
        later=sum(one.later for one in tallies),
        corrected=tuple(item for one in tallies for item in one.corrected),
        is_over_time=any(one.is_over_time for one in tallies),
    )


def _all(several: Iterable[Mapping[str, Sequence[float]]]) -> dict[str, Sequence[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for one in several:
        for person, values in one.items():
            found[person] += values
    return dict(found)
