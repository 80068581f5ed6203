"""What a calibration curve draws by lot, from counts: the same numbers as from all of its rows, many times as quickly.

Each takes the questions once, and answers for every draw of `scoring.resampling`.
"""

from __future__ import annotations

from itertools import accumulate, chain
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Rows = tuple[float, int]


class MeanBrier:
    """The mean Brier score of drawn questions."""

    def __init__(self, questions: Sequence[Sequence[Rows]]) -> None:
        self._squares = [[(p - outcome) ** 2 for p, outcome in rows] for rows in questions]

    def of(self, places: Iterable[int]) -> float:
        """The mean over the rows of the questions at those places."""
        drawn = list(chain.from_iterable(map(self._squares.__getitem__, places)))
        return fsum(drawn) / len(drawn)

    def without_each(self) -> list[float]:
        """The mean over all other questions, for each in turn."""
        everything = list(chain.from_iterable(self._squares))
        # The sum and what its rounding lost: to take some rows away needs no look at the others.
        total = fsum(everything)
        lost = fsum([*everything, -total])
        return [
            fsum([total, lost, *(-square for square in squares)]) / (len(everything) - len(squares))
            for squares in self._squares
        ]


class Ranking:
    """The area under the ROC curve of drawn questions: a count of pairs of a yes and a no, each by its class."""

    def __init__(self, questions: Sequence[Sequence[Rows]]) -> None:
        places = {p: place for place, p in enumerate(sorted({p for rows in questions for p, _ in rows}))}
        self._rows = [[(places[p], outcome) for p, outcome in rows] for rows in questions]
        self._classes = len(places)

    def of(self, places: Iterable[int]) -> float | None:
        """The area over the rows of the questions at those places; None without a pair."""
        misses, hits = self._counts(chain.from_iterable(map(self._rows.__getitem__, places)))
        return _area(sum(_pairs(misses, hits)), sum(misses) * sum(hits))

    def without_each(self) -> list[float | None]:
        """The area over all other questions, for each in turn."""
        misses, hits = self._counts(chain.from_iterable(self._rows))
        yes, no, doubled = sum(hits), sum(misses), sum(_pairs(misses, hits))
        below = [2 * before + here for before, here in zip([0, *accumulate(misses)], misses, strict=False)]
        above = [2 * (yes - upto) + here for upto, here in zip(accumulate(hits), hits, strict=True)]
        found = []
        for rows in self._rows:
            # Of the pairs that go with its rows, those among these rows were taken away twice.
            own = sum(below[place] if outcome else above[place] for place, outcome in rows)
            came, did_not = [p for p, outcome in rows if outcome], [p for p, outcome in rows if not outcome]
            within = sum((lower < upper) * 2 + (lower == upper) for upper in came for lower in did_not)
            found.append(_area(doubled - own + within, (no - len(did_not)) * (yes - len(came))))
        return found

    def _counts(self, rows: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
        counts = [0] * self._classes, [0] * self._classes
        for place, outcome in rows:
            counts[outcome][place] += 1
        return counts


def _pairs(misses: Sequence[int], hits: Sequence[int]) -> Iterable[int]:
    """Twice the pairs of each class: a no below a yes counts two, one beside it one."""
    below = 0
    for missed, hit in zip(misses, hits, strict=True):
        yield hit * (2 * below + missed)
        below += missed


def _area(doubled: int, pairs: int) -> float | None:
    return doubled / (2 * pairs) if pairs else None
