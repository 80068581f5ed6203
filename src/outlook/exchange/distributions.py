"""Rows of single values → what somebody said of a quantity or a day: quantiles, or the chance of at most each value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outlook.exchange.table import Place
from outlook.model.values import QUANTILE, quantile_level

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class PointRow:
    """One value, with the name of its quantile or else the probability of at most that value."""

    by: str
    at: datetime
    value: float | str
    quantile: str
    probability: float | None
    place: Place
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse a row that says neither, or two different things.

        Raises:
            ValueError: with the way out.
        """
        if self.quantile and not QUANTILE.fullmatch(self.quantile):
            raise ValueError(f"option {self.quantile!r} is no quantile: write q05, q50 or q97.5")
        if not self.quantile and self.probability is None:
            raise ValueError("a value needs the probability of at most that much, or a quantile such as q50 in option")
        level = quantile_level(self.quantile) if self.quantile else None
        if level is not None and self.probability is not None and abs(level - self.probability) > ROUNDING:
            raise ValueError(f"{self.quantile} is the level {level:g}, and the probability says {self.probability:g}")


@dataclass(frozen=True, slots=True)
class Distribution:
    """What somebody said at a moment."""

    by: str
    at: datetime
    value: Mapping[str, Any] | tuple[tuple[float | str, float], ...]
    place: Place
    why: str


def distributions(rows: Sequence[PointRow]) -> Iterator[Distribution]:
    """The rows of one person and moment that follow each other, as one distribution each.

    Raises:
        ValueError: some of them are quantiles and others are not, or one is said twice.
    """
    begun: list[PointRow] = []
    for row in rows:
        if begun and (begun[0].by, begun[0].at) != (row.by, row.at):
            yield _distribution(begun)
            begun = []
        begun.append(row)
    if begun:
        yield _distribution(begun)


def _distribution(rows: Sequence[PointRow]) -> Distribution:
    first = rows[0]
    quantiles = {row.quantile: row.value for row in rows if row.quantile}
    if quantiles:
        if len(quantiles) < len(rows):
            raise ValueError(f"{first.place}: a quantile is said twice, or beside values that are none")
        return Distribution(first.by, first.at, quantiles, first.place, first.why)
    points = sorted(((row.value, row.probability or 0.0) for row in rows), key=lambda point: (point[0], point[1]))
    return Distribution(first.by, first.at, tuple(points), first.place, first.why)
