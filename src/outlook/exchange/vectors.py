"""Rows of single options → one probability for each option at a time, where they are meant as one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from outlook.exchange.table import Place

TOGETHER = timedelta(seconds=60)
SUM_TOLERANCE = 0.01
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class OptionRow:
    """What somebody said of one option."""

    option: str
    by: str
    at: datetime
    probability: float
    place: Place
    why: str = ""


@dataclass(frozen=True, slots=True)
class Vector:
    """What somebody said of all options within a minute; it is theirs from the last of them on."""

    by: str
    at: datetime
    shares: dict[str, float]
    place: Place
    why: str = ""


def vectors(rows: Sequence[OptionRow], options: Sequence[str], *, normalise: bool) -> list[Vector]:
    """The rows as vectors; none where some are no vector, because one option lacks or the sum is not 1.

    Sums within 0.01 of 1 are taken as 1; with `normalise` all sums above 0 are.
    """
    found = [_vector(together, options, normalise=normalise) for together in _clusters(rows)]
    whole = [one for one in found if one]
    return whole if len(whole) == len(found) else []


def _clusters(rows: Sequence[OptionRow]) -> Iterator[list[OptionRow]]:
    for by in dict.fromkeys(row.by for row in rows):
        cluster: list[OptionRow] = []
        for row in sorted((row for row in rows if row.by == by), key=lambda row: row.at):
            is_again = row.option in {one.option for one in cluster}
            if cluster and (is_again or row.at - cluster[0].at > TOGETHER):
                yield cluster
                cluster = []
            cluster.append(row)
        if cluster:
            yield cluster


def _vector(cluster: Sequence[OptionRow], options: Sequence[str], *, normalise: bool) -> Vector | None:
    said = {row.option: row.probability for row in cluster}
    total = sum(said.values())
    if set(said) != set(options) or total <= 0 or not (normalise or abs(total - 1) <= SUM_TOLERANCE):
        return None
    last = cluster[-1]
    shares = summing_to_one({name: said[name] for name in options})
    return Vector(last.by, last.at, shares, cluster[0].place, last.why)


def summing_to_one(said: Mapping[str, float]) -> dict[str, float]:
    """The numbers divided by their sum; as they are where that is 1 but for rounding."""
    total = sum(said.values())
    return {name: value / total for name, value in said.items()} if abs(total - 1) > ROUNDING else dict(said)
