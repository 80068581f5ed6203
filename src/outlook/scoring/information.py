"""How much each report told us of what happened, in bits: the log score of the implied value, split over its moves.

The implied value starts at the prior and ends where the forecast ended. Each entry moves it as it becomes known, and
the passing of time moves it in between; log2(after / before) of the probability of what happened is what that move
told. These bits add up: log2 of the last value = log2 of the prior + the bits of time + the bits of every entry.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, inf, isinf, log2, sqrt
from statistics import stdev
from typing import TYPE_CHECKING, Literal

from outlook.evidence.weigh import read
from outlook.model.kind_of import is_distributed
from outlook.scoring.measures import chance_of
from outlook.scoring.references import QUANTILE_90
from outlook.scoring.scorecard import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outlook.belief.timeline import Situation
    from outlook.evidence.over_time import Stretch
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast
    from outlook.model.outcomes import Outcome

Key = Literal["source", "grade", "indicator"]
KEYS: tuple[Key, ...] = ("source", "grade", "indicator")
DIRECT = "(no indicator)"
FEWEST = 5  # forecasts, for an interval: fewer say too little of how they differ


@dataclass(frozen=True, slots=True)
class Piece:
    """What one entry told one forecast through one indicator (None: by a ratio of its own, or not at all), in bits."""

    forecast: str
    entry: Evidence
    indicator: str | None
    bits: float


@dataclass(frozen=True, slots=True)
class Told:
    """One forecast's bits: surprise under the prior, what time and every entry told, and the surprise that is left.

    `prior` and `left` are log scores in bits, 0 and up, lower is better: prior - time - the pieces = left.
    """

    forecast: Forecast
    prior: float
    time: float
    pieces: tuple[Piece, ...]
    left: float


@dataclass(frozen=True, slots=True)
class Bits:
    """What a source, a grade or an indicator told, summed over its `n` updates of `forecasts` forecasts.

    Above 0 it pointed to what happened, below 0 away from it. `bits` is without the `infinite` updates that
    gave what happened no chance at all; `low` to `high` is a 90 % interval, None with fewer than five forecasts.
    """

    name: str | None
    n: int
    forecasts: int
    bits: float
    infinite: int
    low: float | None
    high: float | None


def told(situation: Situation, case: Case | None, laid: Sequence[Stretch]) -> Told | None:
    """The bits of one resolved forecast over its stretches; None where nothing is implied or it did not resolve."""
    forecast, outcome = situation.forecast, outcome_of(situation)
    if not laid or outcome is None or is_distributed(forecast):
        return None
    starts = [_chance(forecast, stretch.implied(stretch.starts_at), outcome) for stretch in laid]
    ends = [_chance(forecast, stretch.implied(stretch.ends_at), outcome) for stretch in laid]
    pieces: list[Piece] = []
    heard = []  # what the end of a silence told that other forecasts' reports broke: it came with time
    for place, (before, stretch) in enumerate(pairwise(laid), 1):
        whole = gained(ends[place - 1], starts[place])
        if stretch.entry is None:
            heard.append(whole)
            continue
        pieces += _pieces(before, stretch, case, outcome, whole, [one.entry for one in laid[1:place] if one.entry])
    return Told(
        forecast=forecast,
        prior=-_log2(starts[0]),
        pieces=tuple(pieces),
        left=-_log2(ends[-1]) + 0.0,
        time=fsum([*heard, *(gained(start, end) for start, end in zip(starts, ends, strict=True))]),
    )


def gained(before: float, after: float) -> float:
    """The information of a move of the probability of what happened, in bits; 0 where it does not move.

    >>> gained(0.25, 0.5)
    1.0
    """
    return 0.0 if before == after else _log2(after) - _log2(before)


def _log2(chance: float) -> float:
    return log2(chance) if chance else -inf


def _chance(forecast: Forecast, belief: Belief, outcome: Outcome) -> float:
    chance = chance_of(forecast, belief, outcome)
    assert chance is not None
    return chance


def _pieces(
    before: Stretch, after: Stretch, case: Case | None, outcome: Outcome, whole: float, known: Sequence[Evidence]
) -> list[Piece]:
    """The bits of one entry, split over its indicators so that they add up to the whole.

    The indicators are added one after the other, once in the order of the record and once in reverse, and each gets
    the mean of what it told in the two: within a group of shared cause, the order decides who counts in full.
    """
    forecast, entry = after.forecast, after.entry
    assert entry is not None
    names = [link.id for link in forecast.indicators if link.id in entry.indicators]
    names += [DIRECT] if entry.likelihood_ratio is not None or not names else []
    if len(names) == 1:
        return [Piece(forecast.full_id, entry, names[0], whole)]
    start = _chance(forecast, before.implied(after.starts_at), outcome)

    def added(order: Sequence[str]) -> dict[str, float] | None:
        chances = [start]
        for count in range(1, len(order) + 1):
            evidence = [*known, _only(entry, order[:count])]
            implied = read(forecast, case, evidence, after.heard).implied(after.starts_at)
            if implied is None:
                return None
            chances.append(_chance(forecast, implied, outcome))
        return {name: gained(*pair) for name, pair in zip(order, pairwise(chances), strict=True)}

    forth, back = added(names), added(names[::-1])
    if forth is None or back is None:  # on the way, sure reports contradict each other
        return [Piece(forecast.full_id, entry, name, whole / len(names)) for name in names]
    return [Piece(forecast.full_id, entry, name, (forth[name] + back[name]) / 2) for name in names]


def _only(entry: Evidence, names: Sequence[str]) -> Evidence:
    """The entry as if it spoke of those indicators alone."""
    return entry.model_copy(
        update={
            "indicators": {name: match for name, match in entry.indicators.items() if name in names},
            "likelihood_ratio": entry.likelihood_ratio if DIRECT in names else None,
        }
    )


def grouped(pieces: Iterable[Piece], key: Key) -> tuple[Bits, ...]:
    """The bits summed by source, grade or indicator, the most telling first; None names the entries without one."""
    groups: dict[str | None, list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[_name(piece, key)].append(piece)
    summed = [_summed(name, mine, key) for name, mine in groups.items()]
    return tuple(sorted(summed, key=lambda one: (bool(one.infinite), -one.bits, one.name or "")))


def _name(piece: Piece, key: Key) -> str | None:
    if key == "indicator":
        return piece.indicator
    return piece.entry.source if key == "source" else piece.entry.grade


def _summed(name: str | None, pieces: Sequence[Piece], key: Key) -> Bits:
    finite = [piece for piece in pieces if not isinf(piece.bits)]
    by_forecast: dict[str, float] = defaultdict(float)
    for piece in finite:
        by_forecast[piece.forecast] += piece.bits
    low, high = interval(list(by_forecast.values()))
    updates = len(pieces) if key == "indicator" else len({(piece.forecast, piece.entry.id) for piece in pieces})
    return Bits(
        name=name,
        n=updates,
        forecasts=len({piece.forecast for piece in pieces}),
        bits=fsum(piece.bits for piece in finite),
        infinite=len(pieces) - len(finite),
        low=low,
        high=high,
    )


def interval(sums: Sequence[float]) -> tuple[float | None, float | None]:
    """A 90 % interval of a sum over forecasts: the sum ± 1.645 x √n x their standard deviation; None under five.

    It is over forecasts and not updates, since the updates of one forecast hang together.

    >>> [round(end, 2) for end in interval([1.0, 2.0, 3.0, 2.0, 2.0]) if end]
    [7.4, 12.6]
    """
    if len(sums) < FEWEST:
        return None, None
    spread = QUANTILE_90 * sqrt(len(sums)) * stdev(sums)
    return fsum(sums) - spread, fsum(sums) + spread


@dataclass(frozen=True, slots=True)
class Sum:
    """All forecasts together: prior - time - reports = left, in bits; `infinite` counts those with an infinite part.

    The four sums are over the others.
    """

    n: int
    prior: float
    time: float
    reports: float
    left: float
    infinite: int


def summed(everything: Sequence[Told]) -> Sum | None:
    """The sums over the forecasts in which every part is finite; None without a forecast."""
    if not everything:
        return None
    finite = [one for one in everything if not any(map(isinf, (one.prior, one.time, one.left, *_bits(one))))]
    return Sum(
        n=len(everything),
        prior=fsum(one.prior for one in finite),
        time=fsum(one.time for one in finite),
        reports=fsum(bits for one in finite for bits in _bits(one)),
        left=fsum(one.left for one in finite),
        infinite=len(everything) - len(finite),
    )


def _bits(one: Told) -> list[float]:
    return [piece.bits for piece in one.pieces]
