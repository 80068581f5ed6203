"""Quantities and dates: what is believed as a cumulative distribution, its score, and its quantiles.

Days count from 1970 as decimal numbers; a day as a point lies at the day's end, an outcome at its noon.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .reading import DAY, chance, end_of_day, moment, noon

if TYPE_CHECKING:
    from .reading import Forecast

Levels = tuple[float, ...]


@dataclass(frozen=True)
class Segment:
    """Between two values the distribution is straight."""

    start: float
    stop: float
    low: float
    high: float


@dataclass(frozen=True)
class Distribution:
    """Straight segments; below them it is 0, above them 1."""

    segments: list[Segment]

    def at(self, value: float) -> float:
        """P(outcome ≤ value), for a value that is not itself a jump."""
        for one in self.segments:
            if one.start < value < one.stop:
                return one.low + (one.high - one.low) * (value - one.start) / (one.stop - one.start)
        return 0.0 if value < self.segments[0].start else 1.0

    def crps(self, outcome: float) -> float:
        """∫ (F(x) − 1[x ≥ outcome])² dx; on each piece a parabola, for which two points of Gauss are exact."""
        cuts = {outcome, *(end for one in self.segments for end in (one.start, one.stop))}
        return sum(self._piece(low, high, outcome) for low, high in pairwise(sorted(cuts)))

    def _piece(self, low: float, high: float, outcome: float) -> float:
        middle, half = (low + high) / 2, (high - low) / 2
        reached = 1.0 if low >= outcome else 0.0
        return half * sum((self.at(middle + side * half / 3**0.5) - reached) ** 2 for side in (-1, 1))

    def quantile(self, level: float) -> float:
        """The smallest value at which the level is reached."""
        for one in self.segments:
            if one.low >= level:
                return one.start
            if one.high >= level:
                return one.start + (one.stop - one.start) * (level - one.low) / (one.high - one.low)
        return self.segments[-1].stop


def value_of(forecast: Forecast, written: float | str) -> float:
    """A value that a belief names."""
    return end_of_day(str(written)) / DAY if forecast.kind == "date" else float(written)


def outcome_of(forecast: Forecast, outcome: float | str) -> float:
    """Where the outcome lies."""
    assert forecast.opens is not None
    assert forecast.closes is not None
    if forecast.kind == "numeric":
        return _threshold(forecast, outcome) if isinstance(outcome, str) else float(outcome)
    ends = {"earlier": forecast.opens, "later": forecast.closes}
    return (ends[str(outcome)] if outcome in ends else noon(str(outcome))) / DAY


def _threshold(forecast: Forecast, outcome: str) -> float:
    return float(forecast.fields[{"below": "open_below", "above": "open_above"}[outcome]])


def held(forecast: Forecast, low: float | str, high: float | str, outcome: float | str) -> bool:
    """Whether an interval holds the outcome, or the place where its word lies; days at its ends are inside whole."""
    begins = moment(str(low)) / DAY if forecast.kind == "date" else float(low)
    return begins <= outcome_of(forecast, outcome) <= value_of(forecast, high)


def in_the_range(forecast: Forecast, place: float) -> float:
    """The range of a date ends at its opening and its close, and nothing beyond counts; a quantity's has no end."""
    assert forecast.opens is not None
    return min(max(place, forecast.opens / DAY), _close(forecast)) if forecast.kind == "date" else place


def is_points(belief: Any) -> bool:
    """Whether a belief is points; else it is quantiles."""
    return isinstance(belief, list)


def distribution_of(forecast: Forecast, points: list[Any]) -> Distribution:
    """The distribution that points state, with what the record closes."""
    stated = [(value_of(forecast, value), chance(p)) for value, p in points]
    low, high = _closed_ends(forecast)
    ends = [] if low is None or low > stated[0][0] else [(low, 0.0)]
    ends += stated
    if forecast.kind == "date" and high is None:
        ends.append((_close(forecast), stated[-1][1]))
    elif high is not None and high > stated[-1][0]:
        ends.append((high, 1.0))
    segments = [Segment(*one) for one in _spans(ends)]
    return _within_the_window(forecast, segments) if forecast.kind == "date" else Distribution(segments)


def _spans(ends: list[tuple[float, float]]) -> list[tuple[float, float, float, float]]:
    return [(start, stop, low, high) for (start, low), (stop, high) in pairwise(ends)]


def _closed_ends(forecast: Forecast) -> tuple[float | None, float | None]:
    lower, upper = forecast.fields.get("lower"), forecast.fields.get("upper")
    if forecast.kind == "numeric":
        return (None if lower is None else float(lower)), (None if upper is None else float(upper))
    assert forecast.opens is not None
    opens = forecast.opens / DAY
    return (opens if lower is None else max(opens, moment(lower) / DAY)), (
        None if upper is None else end_of_day(upper) / DAY
    )


def _close(forecast: Forecast) -> float:
    assert forecast.closes is not None
    return forecast.closes / DAY


def _within_the_window(forecast: Forecast, segments: list[Segment]) -> Distribution:
    """A date's range ends at the close: what lies beyond is cut off, what is missing up to there stays level."""
    close = _close(forecast)
    kept = [one for one in segments if one.start < close]
    last = kept[-1]
    if last.stop > close:
        at_close = last.low + (last.high - last.low) * (close - last.start) / (last.stop - last.start)
        kept[-1] = Segment(last.start, close, last.low, at_close)
    elif last.stop < close:
        kept.append(Segment(last.stop, close, last.high, last.high))
    return Distribution(kept)


# ── quantiles ──


def level_of(name: str) -> float:
    """`q05` is 0.05, `q97.5` is 0.975."""
    return float(name.removeprefix("q")) / 100


def quantiles_of(forecast: Forecast, belief: Any, levels: Levels) -> list[float] | None:
    """The values at the levels, or None where the belief lacks one; points are read there."""
    if is_points(belief):
        return [distribution_of(forecast, belief).quantile(level) for level in levels]
    stated = {level_of(name): value_of(forecast, value) for name, value in belief.items()}
    return [stated[level] for level in levels] if set(levels) <= set(stated) else None


def interval_score(levels: Levels, values: list[float], outcome: float) -> float:
    """The weighted interval score: twice the mean pinball loss."""
    losses = [((outcome < value) - level) * (value - outcome) for level, value in zip(levels, values, strict=True)]
    return 2 * sum(losses) / len(losses)
