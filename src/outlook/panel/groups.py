"""A ranking for each topic, and the mean score of everybody by the quarter in which questions ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from outlook.panel.ranking import Ranking, ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outlook.panel.cells import Cells

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Topic:
    """The ranking of one topic; `name` is None for questions without one."""

    name: str | None
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Quarter:
    """The scores of people, not of pools, on questions that ended in a quarter: how many, and the mean of all cells."""

    name: str
    questions: int
    scores: int
    mean: float


def by_topic(
    cells: Cells, topics: Sequence[Sequence[str | None]] | None = None, *, over_time: bool
) -> tuple[Topic, ...]:
    """The topics by name; within one, scores are compared over the whole time of each forecaster.

    `topics` are those of each question, where it may have several and counts in each of them.
    """
    of_each = [(name,) for name in cells.questions.topics] if topics is None else topics
    names = sorted({name for several in of_each for name in several}, key=lambda name: (name is None, name or ""))
    held = {name: np.array([name in several for several in of_each]) for name in names}
    return tuple(Topic(name, _of_topic(cells.of(held[name]), over_time=over_time)) for name in names)


def _of_topic(cells: Cells, *, over_time: bool) -> Ranking:
    return ranking(cells.only(np.asarray(cells.answered.any(axis=1))), over_time=over_time)


def by_quarter(cells: Cells) -> tuple[Quarter, ...]:
    """The quarters in order; questions without an end are in none."""
    places: dict[str, list[int]] = {}
    for place, at in enumerate(cells.questions.ends_at):
        if at is not None:
            places.setdefault(quarter(at), []).append(place)
    return tuple(_of_quarter(cells, name, places[name]) for name in sorted(places))


def quarter(at: int) -> str:
    """The quarter of a moment in microseconds since 1970, UTC."""
    moment = EPOCH + timedelta(microseconds=at)
    return f"{moment.year}-Q{(moment.month + 2) // 3}"


def _of_quarter(cells: Cells, name: str, places: list[int]) -> Quarter:
    costs = cells.cost[:, places]
    kept = costs[~np.isnan(costs)].tolist()
    return Quarter(name, len(places), len(kept), fsum(kept) / len(kept))
