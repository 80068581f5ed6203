"""The numbers of a calibration page, each written as its formula reads."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z90 = 1.6448536269514722


@dataclass(frozen=True)
class Class:
    """Forecasts that are counted together."""

    low: float
    high: float
    pairs: list[tuple[float, int]]

    @property
    def n(self) -> int:
        return len(self.pairs)

    @property
    def happened(self) -> int:
        return sum(o for _, o in self.pairs)

    @property
    def mean(self) -> float:
        return sum(p for p, _ in self.pairs) / self.n

    @property
    def rate(self) -> float:
        return self.happened / self.n

    @property
    def wilson(self) -> tuple[float, float]:
        """The 90 % interval of the share that happened."""
        centre = self.happened + Z90**2 / 2
        width = Z90 * sqrt(self.happened * (self.n - self.happened) / self.n + Z90**2 / 4)
        return (centre - width) / (self.n + Z90**2), (centre + width) / (self.n + Z90**2)


Pairs = list[tuple[float, int]]


def bins(pairs: Pairs, count: int) -> list[Class]:
    """Bins [k/n, (k + 1)/n), the last closed; empty ones are absent."""
    found = []
    for k in range(count):
        low, high = k / count, (k + 1) / count
        inside = [(p, o) for p, o in pairs if low <= p < high or (k == count - 1 and p == 1)]
        found += [Class(low, high, inside)] if inside else []
    return found


def distinct(pairs: Pairs) -> list[Class]:
    """One class for each distinct probability."""
    return [Class(value, value, [(p, o) for p, o in pairs if p == value]) for value in sorted({p for p, _ in pairs})]


def brier(pairs: Pairs) -> float:
    """The mean Brier score."""
    return sum((p - o) ** 2 for p, o in pairs) / len(pairs)


def uncertainty(pairs: Pairs) -> float:
    """ō (1 − ō)."""
    rate = sum(o for _, o in pairs) / len(pairs)
    return rate * (1 - rate)


def reliability(classes: list[Class]) -> float:
    """Σ n (p − o)² / N over the classes."""
    return sum(one.n * (one.mean - one.rate) ** 2 for one in classes) / sum(one.n for one in classes)


def resolution(classes: list[Class]) -> float:
    """Σ n (o − ō)² / N over the classes."""
    whole = sum(one.n for one in classes)
    rate = sum(one.happened for one in classes) / whole
    return sum(one.n * (one.rate - rate) ** 2 for one in classes) / whole


def within(classes: list[Class]) -> tuple[float, float]:
    """Variance and covariance within the classes, as they enter the sum."""
    whole = sum(one.n for one in classes)
    variance = sum((p - one.mean) ** 2 for one in classes for p, _ in one.pairs)
    covariance = 2 * sum((p - one.mean) * (o - one.rate) for one in classes for p, o in one.pairs)
    return variance / whole, covariance / whole


def errors(classes: list[Class]) -> tuple[float, float]:
    """The expected and the largest calibration error."""
    gaps = [abs(one.mean - one.rate) for one in classes]
    whole = sum(one.n for one in classes)
    return sum(one.n * gap for one, gap in zip(classes, gaps, strict=True)) / whole, max(gaps)


def auc(pairs: Pairs) -> float | None:
    """How often a yes was given more than a no; equal counts ½."""
    yes, no = ([p for p, o in pairs if o == outcome] for outcome in (1, 0))
    wins = [(1.0 if one > other else 0.5 if one == other else 0.0) for one in yes for other in no]
    return sum(wins) / len(wins) if wins else None


def isotonic(classes: list[Class]) -> list[float]:
    """The best rising values for the classes, by the minimax formula: max over a ≤ k of min over b ≥ k of a mean."""
    places = range(len(classes))
    return [max(min(_rate(classes[a : b + 1]) for b in places if b >= k) for a in places if a <= k) for k in places]


def _rate(classes: list[Class]) -> float:
    return sum(one.happened for one in classes) / sum(one.n for one in classes)


def corp(pairs: Pairs) -> tuple[float, float]:
    """Miscalibration and discrimination, against the isotonic regression."""
    classes = distinct(pairs)
    values = zip(classes, isotonic(classes), strict=True)
    after = sum((value - o) ** 2 for one, value in values for _, o in one.pairs) / len(pairs)
    return brier(pairs) - after, uncertainty(pairs) - after
