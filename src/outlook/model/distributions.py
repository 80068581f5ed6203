"""Distributions as people write them → quantiles or points that rise within the closed ends of a record."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from outlook.model.belief import Axis, Points, Quantiles
from outlook.model.values import QUANTILE, parse_probability, quantile_level

SUM_TOLERANCE = 1e-6
_PAIR = re.compile(r'\s*(?:"((?:[^"]|"")+)"|([^=,"][^=,]*?))\s*=\s*([^=,]+?)\s*(,|\Z)')

T = TypeVar("T", float, date)


def pairs_of(raw: Any, example: str = "q05=1,q50=2,q95=4") -> Any:
    """`a=.3,b=.7` as a mapping; anything that is not such a text is left as it is.

    A name with a comma or an equals sign in it is quoted: `"1,000-2,000"=.3,more=.7`. The `example` is for refusals.

    Raises:
        ValueError: for a text that is no list of pairs, or names one thing twice.
    """
    if not isinstance(raw, str):
        return raw
    found, at, mark = list[tuple[str, str]](), 0, ","
    while mark:
        match = _PAIR.match(raw, at)
        if match is None:
            comma = (
                "; a name with a comma in it is quoted: '\"A, B\"=.3,C=.7'"
                if "," in raw[at:] and "=" in raw[at:]
                else ""
            )
            way_out = f"write name=value pairs, such as {example}{comma}"
            raise ValueError(f"{raw[:60]!r} is not a distribution: {way_out}")
        quoted, plain, value, mark = match.groups()
        found.append((quoted.replace('""', '"') if quoted else plain, value))
        at = match.end()
    if len(dict(found)) < len(found):
        raise ValueError(f"{raw[:60]!r} names the same thing twice")
    return dict(found)


def read_distribution(
    raw: Any, read: Callable[[Any], T], lower: T | None, upper: T | None, axis: Axis
) -> Quantiles | Points:
    """Quantiles or cumulative points, each value read by `read`.

    Raises:
        ValueError: with the way out, for values that do not rise, lie beyond a closed end, or are no distribution.
    """
    pairs = pairs_of(raw)
    if isinstance(pairs, Mapping) and all(QUANTILE.fullmatch(str(name)) for name in pairs):
        return Quantiles(_quantiles(pairs, read, lower, upper), axis)
    points = pairs.items() if isinstance(pairs, Mapping) else pairs
    if not isinstance(points, Iterable):
        raise ValueError("a distribution is quantiles (q05=…,q50=…,q95=…) or points [value, cumulative probability]")
    pairs_only = [tuple(point) if isinstance(point, list | tuple) else () for point in points]
    return Points(_cumulative(pairs_only, read, lower, upper), axis)


def within(value: T, lower: T | None, upper: T | None) -> None:
    """Refuse a value beyond a closed end.

    Raises:
        ValueError: naming the end.
    """
    if lower is not None and value < lower:
        raise ValueError(f"{value} lies below the closed end {lower}")
    if upper is not None and value > upper:
        raise ValueError(f"{value} lies above the closed end {upper}")


def _quantiles(pairs: Mapping[str, Any], read: Callable[[Any], T], lower: T | None, upper: T | None) -> dict[str, T]:
    ranked = sorted((quantile_level(name), name, read(value)) for name, value in pairs.items())
    if not ranked:
        raise ValueError("no quantile is stated: write q05, q50 and q95, or more")
    for (_, left, low), (_, right, high) in pairwise(ranked):
        if high < low:
            raise ValueError(f"quantiles out of order: {left} is {low} but {right} is {high}")
    for _, _, value in ranked:
        within(value, lower, upper)
    return {name: value for _, name, value in ranked}


def _cumulative(
    points: list[tuple[Any, ...]], read: Callable[[Any], T], lower: T | None, upper: T | None
) -> tuple[tuple[T, float], ...]:
    if len(points) < 2 or any(len(point) != 2 for point in points):  # noqa: PLR2004 - a pair; a line needs two
        raise ValueError("cumulative points are two or more pairs [value, probability of at most that value]")
    read_points = tuple((read(value), parse_probability(share)) for value, share in points)
    for (low, less), (high, more) in pairwise(read_points):
        if high <= low or more < less:
            raise ValueError(f"cumulative points must rise: ({low}, {less:g}) is followed by ({high}, {more:g})")
    within(read_points[0][0], lower, upper)
    last, reached = read_points[-1]
    within(last, lower, upper)
    if upper is not None and last == upper and abs(reached - 1) > SUM_TOLERANCE:
        raise ValueError(f"the range is closed at {upper}, so the last point must reach 1, not {reached:g}")
    return read_points
