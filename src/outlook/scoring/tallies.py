"""What a calibration curve draws by lot, from counts: the same numbers as from all of its rows, many times as quickly.

Each takes the questions or the probabilities once, and answers for every draw of `scoring.resampling` from how often
each class of probabilities came true in it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from math import fsum
from typing import TYPE_CHECKING

from outlook.scoring.calibration import binned

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


class CalibrationError:
    """The expected calibration error of probabilities, lowest first, over bins of equal width."""

    def __init__(self, stated: Sequence[float], bins: int) -> None:
        held = sorted(binned(stated, [0] * len(stated), bins).items())
        self._means = [fsum(p for p, _ in rows) / len(rows) for _, rows in held]
        self._edges = [0, *accumulate(len(rows) for _, rows in held)]

    def of(self, outcomes: Sequence[int]) -> float | None:
        """The error, had that happened."""
        parts = []
        for mean, since, until in zip(self._means, self._edges, self._edges[1:], strict=False):
            n = until - since
            parts.append(n * abs(mean - sum(outcomes[since:until]) / n))
        return fsum(parts) / len(outcomes) if outcomes else None


class Miscalibration:
    """CORP's miscalibration of probabilities, lowest first: what the best rising recalibration would gain.

    The squares of a block with n forecasts and h hits gain sum of p(p - 2o) + h * h / n by taking its rate.
    """

    def __init__(self, stated: Sequence[float]) -> None:
        self._stated = stated
        self._edges = _ends_of_classes(stated)
        self._squared = fsum(p * p for p in stated)

    def of(self, outcomes: Sequence[int]) -> float | None:
        """The miscalibration, had that happened."""
        if not outcomes:
            return None
        hits = list(accumulate(outcomes, initial=0))
        blocks: list[tuple[int, int]] = []  # forecasts and hits: adjacent violators are pooled, in whole numbers
        since = 0
        for until in self._edges:
            n, hit = until - since, hits[until] - hits[since]
            while blocks and blocks[-1][1] * n >= hit * blocks[-1][0]:
                before = blocks.pop()
                n, hit = n + before[0], hit + before[1]
            blocks.append((n, hit))
            since = until
        stated = fsum([p for p, outcome in zip(self._stated, outcomes, strict=True) if outcome])
        gained = self._squared - 2 * stated + fsum([hit * hit / n for n, hit in blocks])
        return max(gained / len(outcomes), 0.0)


def _ends_of_classes(stated: Sequence[float]) -> list[int]:
    """Where each run of equal probabilities ends."""
    return [bisect_right(stated, p) for p in sorted(set(stated))]
