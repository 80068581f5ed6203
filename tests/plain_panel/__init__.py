"""A second, slow and plain way to score a panel, written from the method alone; it imports nothing of outlook.

A row is (question, forecaster, at, p); a question has an outcome and an end. Times are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from statistics import fmean, median, stdev

import numpy as np

Chance = Callable[[int], float | None]


@dataclass
class Question:
    """One question: when it opened and ended, what happened, and who said what when."""

    opens_at: int
    ends_at: int
    outcome: int
    said: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def course(self, who: str) -> Chance:
        """What a forecaster says at a moment, None where nothing."""
        stated = sorted(one for one in self.said.get(who, ()) if one[0] < self.ends_at)

        @cache
        def at(moment: int) -> float | None:
            known = [p for since, p in stated if max(since, self.opens_at) <= moment]
            return known[-1] if known else None

        return at

    def pool(self, rule: str) -> Chance:
        """What all say together at a moment."""
        own = {who: self.course(who) for who in self.said}

        @cache
        def at(moment: int) -> float | None:
            held = []
            for who, stated in self.said.items():
                p = own[who](moment)
                if p is not None:
                    since = max(one for one, _ in stated if max(one, self.opens_at) <= moment)
                    held.append((max(since, self.opens_at), who, p))
            return pooled(rule, [p for _, _, p in sorted(held)]) if held else None

        return at

    def pieces(self) -> list[tuple[int, int]]:
        """The stretches between two changes."""
        moments = {max(at, self.opens_at) for said in self.said.values() for at, _ in said if at < self.ends_at}
        return list(pairwise(sorted({*moments, self.ends_at})))


def pooled(rule: str, ps: Sequence[float]) -> float | None:
    """One probability of several, the oldest first."""
    n = len(ps)
    if rule == "mean":
        return fmean(ps)
    if rule == "median":
        return median(ps)
    if rule == "geometric":
        odds = math.prod(p / (1 - p) for p in ps) ** (1 / n)
        return odds / (1 + odds)
    if rule == "trimmed":
        cut = 0 if n <= 2 else max(n // 10, 1)
        return fmean(sorted(ps)[cut : n - cut])
    weights = [math.exp(math.sqrt(k) - math.sqrt(n)) for k in range(1, n + 1)]
    return sum(w * p for w, p in zip(weights, ps, strict=True)) / sum(weights)


def cost(p: float, outcome: int) -> float:
    return (p - outcome) ** 2


def nats(p: float, outcome: int) -> float:
    return -math.log(p if outcome else 1 - p)


def over_time(asked: Question, who: Chance, score: Callable[[float, int], float]) -> tuple[float, float] | None:
    """The mean score over the time covered, and how much of the whole that is."""
    held = [(until - since, p) for since, until in asked.pieces() if (p := who(since)) is not None]
    time = sum(span for span, _ in held)
    if not time:
        return None
    return sum(span * score(p, asked.outcome) for span, p in held) / time, time / (asked.ends_at - asked.opens_at)


def difference(asked: Question, one: Chance, other: Chance) -> float | None:
    """The first's mean score less the second's over the time in which both have a forecast."""
    total = time = 0.0
    for since, until in asked.pieces():
        p, q = one(since), other(since)
        if p is not None and q is not None:
            total += (until - since) * (cost(p, asked.outcome) - cost(q, asked.outcome))
            time += until - since
    return total / time if time else None


NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)


def t_below(t: float, degrees: int) -> float:
    """Student's t, by integrating its density."""
    front = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)) / math.sqrt(degrees * math.pi)
    x = t / 2 * (NODES + 1)
    return 0.5 + front * t / 2 * float(WEIGHTS @ (1 + x * x / degrees) ** (-(degrees + 1) / 2))


@cache
def t_quantile(share: float, degrees: int) -> float:
    """Its quantile, by halving."""
    low, high = 0.0, 50.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(middle, degrees) < share else (low, middle)
    return (low + high) / 2


def hall(scores: Sequence[float]) -> tuple[float, float]:
    """The 90 % interval of a mean, corrected for skewness."""
    n, mean, sd = len(scores), fmean(scores), stdev(scores)
    g = fmean((x - mean) ** 3 for x in scores) / sd**3
    t = t_quantile(0.95, n - 1) / math.sqrt(n)

    def h(u: float) -> float:
        inner = 1 + g * (u - g / (6 * n))
        return 3 / g * (math.copysign(abs(inner) ** (1 / 3), inner) - 1)

    return mean - sd * h(t), mean - sd * h(-t)


def paired(differences: Sequence[float]) -> tuple[float, float]:
    """The 90 % interval of a mean difference."""
    reach = t_quantile(0.95, len(differences) - 1) * stdev(differences) / math.sqrt(len(differences))
    return fmean(differences) - reach, fmean(differences) + reach


def is_tested(differences: Sequence[float], outcomes: Iterable[int]) -> bool:
    hits = sum(outcomes)
    return len(differences) >= 10 and min(hits, len(differences) - hits) >= 3 and stdev(differences) > 0


def p_value(differences: Sequence[float]) -> float:
    t = abs(fmean(differences)) / (stdev(differences) / math.sqrt(len(differences)))
    return 2 * (1 - t_below(t, len(differences) - 1))


def effects(rows: Sequence[tuple[int, int, float]], people: int, questions: int) -> np.ndarray:
    """Adjusted scores by ordinary least squares on dummies: a_f + the mean of b."""
    design = np.zeros((len(rows), people + questions))
    for place, (person, question, _) in enumerate(rows):
        design[place, person] = design[place, people + question] = 1
    found = np.linalg.lstsq(design, np.array([score for _, _, score in rows]), rcond=None)[0]
    asked = sorted({question for _, question, _ in rows})
    scores: np.ndarray = found[:people] + found[people:][asked].mean()
    return scores


def adjusted(rows: Sequence[tuple[int, int, float]], people: int, questions: int) -> tuple[np.ndarray, np.ndarray]:
    """The adjusted scores, and half the width of their intervals by leaving out one question at a time."""
    whole = effects(rows, people, questions)
    without = [effects([row for row in rows if row[1] != q], people, questions) for q in range(questions)]
    table = np.array(without)
    spread = (questions - 1) / questions * ((table - table.mean(axis=0)) ** 2).sum(axis=0)
    own = [sum(person == place for person, _, _ in rows) for place in range(people)]
    return whole, np.array([t_quantile(0.95, n - 1) for n in own]) * np.sqrt(spread)


def rejected(p_values: dict[tuple[str, str], float], alpha: float = 0.1) -> set[tuple[str, str]]:
    """Holm's method."""
    found = set()
    for place, (pair, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        if p > alpha / (len(p_values) - place):
            break
        found.add(pair)
    return found


def pairs_of(names: Iterable[str]) -> list[tuple[str, str]]:
    return list(combinations(names, 2))
