"""Logistic regression on the rows, its weights as whole thousandths; and how it does on registers that it was not fitted to."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outlook.extract.firm import looks_ahead

from .rows import UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from outlook.extract.features import Feature

    from .rows import Judged, Row

STRENGTH = 0.25
ROWS_ENOUGH = 4  # a feature of fewer rows is left out
LEAST = 100  # thousandths; a smaller weight is left out
SAY = 400  # thousandths; what the rules say counts for so much more than it does where their texts were written for us
FOLDS = 12
FRESH = 1.5  # how much more a row of the unread sets counts: its verdict was given by rules nearer to those of today
OUTLOOK_FROM = (
    0.4  # where a word looks ahead; under a half: a person can refuse a statement, and accept none that is not shown
)
UNCUED_FROM = 0.6  # without such a word: of real documents hardly one in four of those above a half is right
SURE = 0.96  # of what is said with high confidence is right, on texts made for this; of real documents some nine in ten


@dataclass(frozen=True)
class Weights:
    """A whole number for each feature, and one to begin with: thousandths of the logarithm of the odds."""

    base: int
    of: dict[Feature, int]

    def score(self, row: Row) -> int:
        """The logarithm of the odds that the row is an outlook, in thousandths."""
        return self.base + sum(self.of.get(found, 0) for found in row.features)


def fitted(rows: Sequence[Row]) -> Weights:
    """The weights that suit the rows best, all of them drawn towards 0."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    often = Counter(found for row in rows for found in set(row.features))
    names = sorted((found for found, count in often.items() if count >= ROWS_ENOUGH), key=_name)
    place = {found: at for at, found in enumerate(names)}
    within = [sorted(place[found] for found in row.features if found in place) for row in rows]
    ends = np.cumsum([0, *map(len, within)], dtype=np.int32)
    columns = np.array([at for one in within for at in one], dtype=np.int32)
    table = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(names)))
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-6, max_iter=3000)
    regression.fit(table, [row.is_outlook for row in rows], [FRESH if row.is_fresh else 1.0 for row in rows])
    whole = [round(1000 * weight) for weight in regression.coef_[0]]
    kept = {name: weight for name, weight in zip(names, whole, strict=True) if abs(weight) >= LEAST}
    for says, more in ((("rules", "outlook", ""), SAY), (("rules", "none", ""), -SAY)):
        kept[says] = kept.get(says, 0) + more
    return Weights(round(1000 * regression.intercept_[0]), kept)


def _name(found: Feature) -> tuple[int, tuple[str, ...]]:
    return (1, (found,)) if isinstance(found, str) else (3, found)


def left_out(every: Sequence[Judged]) -> list[list[int]]:
    """The score of each row of each passage, by weights fitted to other registers only."""
    registers = sorted({one.register for one in every})
    random.Random(0).shuffle(registers)  # noqa: S311 - the same folds each time
    fold = {register: at % FOLDS for at, register in enumerate(registers)}
    by_fold = [fitted([row for one in every if fold[one.register] != at for row in one.rows]) for at in range(FOLDS)]
    return [[by_fold[fold[one.register]].score(row) for row in one.rows] for one in every]


@dataclass(frozen=True)
class Counts:
    """How many outlooks are labelled, how many found, how many of these right."""

    labelled: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.labelled + other.labelled, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        """2 right / (labelled + found), from 0 to 1, higher is better; 0 where both are 0."""
        return 2 * self.right / max(self.labelled + self.found, 1)


def counts(one: Judged, says: Iterable[bool]) -> Counts:
    """The counts of a passage, where each row is said to be an outlook or not."""
    labelled = {at for at, label in enumerate(one.passage.sentences) if "outlook" in label.classes}
    found = [row.label for row, is_one in zip(one.rows, says, strict=True) if is_one]
    on_labels = {label for label in found if label is not None}
    return Counts(len(labelled), len(on_labels) + found.count(None), len(labelled & on_labels))


def by_rules(one: Judged) -> Counts:
    """What the rules alone said of a passage."""
    return counts(one, (row.verdict.is_outlook for row in one.rows))


def by_weights(one: Judged, scores: Sequence[int]) -> Counts:
    """What is an outlook where the weights have a say."""
    return counts(one, map(is_outlook, one.rows, scores))


def is_outlook(row: Row, score: int) -> bool:
    """Whether the weights find an outlook in a sentence that they weigh."""
    is_kept = row.verdict.is_outlook and not row.is_of_a_kind
    least = OUTLOOK_FROM if looks_ahead(row.verdict.cues) else UNCUED_FROM
    return is_kept or (row.is_weighed and score >= thousandths(least))


def thousandths(chance: float) -> int:
    """A chance as the logarithm of its odds, in thousandths."""
    return round(1000 * math.log(chance / (1 - chance)))


def sure_from(every: Sequence[Judged], scores: Sequence[Sequence[int]]) -> tuple[float, int, int]:
    """From which chance on enough are right in the unread sets: the chance, how many that are, how many right."""
    rows = [
        (score, row.is_outlook)
        for one, of in zip(every, scores, strict=True)
        if one.group in UNREAD
        for row, score in zip(one.rows, of, strict=True)
        if row.is_weighed
    ]
    for hundredths in range(50, 100):
        least = thousandths(hundredths / 100)
        sure = [is_outlook for score, is_outlook in rows if score >= least]
        if sum(sure) >= SURE * len(sure):
            return hundredths / 100, len(sure), sum(sure)
    raise ValueError(f"no chance under 1 from which {SURE:.0%} of the outlooks are right")


def gain(every: Sequence[Judged], scores: Sequence[Sequence[int]], draws: int = 2000) -> tuple[float, float]:
    """The 90% interval of how much F1 gains by the weights, the registers drawn anew."""
    of: dict[str, tuple[Counts, Counts]] = {}
    for one, its in zip(every, scores, strict=True):
        rules, weighed = of.get(one.register, (Counts(), Counts()))
        of[one.register] = (rules + by_rules(one), weighed + by_weights(one, its))
    drawing, both = random.Random(1), list(of.values())  # noqa: S311 - the same draws each time
    gains = []
    for _ in range(draws):
        drawn = drawing.choices(both, k=len(both))
        gains.append(_total(drawn, 1).f1 - _total(drawn, 0).f1)
    gains.sort()
    return gains[draws // 20], gains[-draws // 20]


def _total(drawn: Sequence[tuple[Counts, Counts]], which: int) -> Counts:
    return sum((one[which] for one in drawn), Counts())


def groups(every: Sequence[Judged]) -> dict[str, Callable[[Judged], bool]]:
    """The sets that are counted apart, the whole first."""
    names = dict.fromkeys(one.group for one in every)
    each: dict[str, Callable[[Judged], bool]] = {name: lambda one, name=name: one.group == name for name in names}  # type: ignore[misc]
    return {"all": lambda _: True, "unread": lambda one: one.group in UNREAD, **each}
