"""What a calibration curve draws by lot, from counts: the same numbers as from all of its rows, many times as quickly.

Each takes the questions once, and answers for every draw of `scoring.resampling`.
"""

from __future__ import annotations

from itertools import accumulate, chain
from math import fsum
from operator import itemgetter, mul
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Rows = tuple[float, int]
Item = TypeVar("Item", float, int)


class MeanBrier:
    """The mean Brier score of drawn questions."""

    def __init__(self, questions: Sequence[Sequence[Rows]]) -> None:
        self._squares = [[(p - outcome) ** 2 for p, outcome in rows] for rows in questions]
        self._of_each = _one_each(self._squares)

    def of(self, places: Sequence[int]) -> float:
        """The mean over the rows of the questions at those places."""
        if self._of_each is not None:
            return fsum(map(self._of_each.__getitem__, places)) / len(places)
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
        # Of each row where it is counted: the misses of all classes, then the hits.
        self._counted_at = [[outcome * self._classes + place for place, outcome in rows] for rows in self._rows]
        self._of_each = _one_each(self._counted_at)

    def of(self, places: Sequence[int]) -> float | None:
        """The area over the rows of the questions at those places; None without a pair."""
        if self._of_each is not None and len(places) > 1:
            misses, hits = self._counts(itemgetter(*places)(self._of_each))
        else:
            misses, hits = self._counts(chain.from_iterable(map(self._counted_at.__getitem__, places)))
        return _area(_pairs(misses, hits), sum(misses) * sum(hits))

    def without_each(self) -> list[float | None]:
        """The area over all other questions, for each in turn."""
        misses, hits = self._counts(chain.from_iterable(self._counted_at))
        yes, no, doubled = sum(hits), sum(misses), _pairs(misses, hits)
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

    def _counts(self, counted_at: Iterable[int]) -> tuple[list[int], list[int]]:
        """The misses of each class, and its hits."""
        counts = [0] * (2 * self._classes)
        for place in counted_at:
            counts[place] += 1
        return counts[: self._classes], counts[self._classes :]


def _one_each(questions: Sequence[Sequence[Item]]) -> list[Item] | None:
    """The one row of each question, which most curves have; None where a question has several, or none."""
    return [rows[0] for rows in questions] if all(len(rows) == 1 for rows in questions) else None


def _pairs(misses: Sequence[int], hits: Sequence[int]) -> int:
    """Twice the pairs of all classes: a no below a yes counts two, one beside it one."""
    apart: int = sum(map(mul, hits, accumulate(misses, initial=0)))
    beside: int = sum(map(mul, hits, misses))
    return 2 * apart + beside


def _area(doubled: int, pairs: int) -> float | None:
    return doubled / (2 * pairs) if pairs else None
