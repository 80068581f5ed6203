"""What the evidence implied while a forecast was open: stretches of time in which the same evidence was known.

Between two entries only the passing of time moves the implied value. Replayed are the entries that stand now, in
the order in which they became known; one that was taken back counts at no time, as with estimates.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from outlook.model.case import Case
from outlook.model.entries import Evidence
from outlook.model.forecast import Belief, Forecast
from outlook.model.kinds import BinaryForecast, ChoiceForecast
from outlook.timeline import Situation
from outlook.weigh import RELIABILITY, Step, imply, weigh

TOLERANCE = 1e-9
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one entry to the next: what `steps` imply; `entry` is the one that began it, None at the opening."""

    forecast: Forecast
    starts_at: datetime
    ends_at: datetime
    entry: Evidence | None
    steps: tuple[Step, ...]

    def implied(self, at: datetime) -> Belief:
        """The implied value at a moment of the stretch."""
        return imply(self.forecast, self.steps, at)

    @property
    def moves(self) -> bool:
        """Whether the passing of time alone changes the value."""
        return self.forecast.decay != "none" and isinstance(self.forecast, BinaryForecast)


def grades_of(case: Case | None) -> dict[str, float]:
    """How reliable each letter and digit is in the case."""
    return {**RELIABILITY, **(case.grades if case else {})}


def counted(situation: Situation) -> tuple[Evidence, ...]:
    """The evidence that counts: what became known with the resolution, or later, is no evidence for it."""
    resolution, evidence = situation.history.resolution, situation.history.evidence
    if resolution is None:
        return evidence
    return tuple(entry for entry in evidence if entry.known_at < resolution.known_at)


def stretches(situation: Situation, case: Case | None, ends_at: datetime) -> tuple[Stretch, ...]:
    """From the opening to `ends_at`; none where nothing is implied, for want of a prior or by the kind."""
    forecast = situation.forecast
    if not isinstance(forecast, BinaryForecast | ChoiceForecast) or forecast.prior is None:
        return ()
    opens_at = forecast.opens_at
    if opens_at is None or opens_at > ends_at:
        return ()
    entries = [entry for entry in counted(situation) if opens_at <= entry.known_at <= ends_at]
    starts = [opens_at, *(entry.known_at for entry in entries)]
    ends = [*(entry.known_at for entry in entries), ends_at]
    grades = grades_of(case)
    return tuple(
        Stretch(forecast, start, end, entry, weigh(forecast, case, entries[:known], start, grades).steps)
        for known, (start, end, entry) in enumerate(zip(starts, ends, [None, *entries], strict=True))
    )


def implied_series(
    situation: Situation, case: Case | None, at: datetime, moments: Iterable[datetime] | None = None
) -> list[tuple[datetime, Belief]]:
    """The implied value at each moment, oldest first; by default at the opening, at each entry and at `at`.

    Moments outside the window from the opening to `at` have no value and are left out.
    """
    laid = stretches(situation, case, at)
    wanted = [*(stretch.starts_at for stretch in laid), at] if moments is None else moments
    series = []
    for moment in sorted(set(wanted)):
        found = [stretch for stretch in laid if stretch.starts_at <= moment <= at]
        if found:
            series.append((moment, found[-1].implied(moment)))
    return series


def mean_cost(
    laid: Sequence[Stretch], cost: Callable[[Belief], float], spans: Iterable[tuple[datetime, datetime]]
) -> float | None:
    """The mean cost of the implied value over those spans of time; None where they cover none of the stretches.

    Exact where the value stands still; where time moves it, integrated to nine decimals.
    """
    total = covered = 0.0
    for since, until in spans:
        for stretch in laid:
            start, end = max(since, stretch.starts_at), min(until, stretch.ends_at)
            seconds = (end - start).total_seconds()
            if seconds > 0:
                total += _integral(stretch, cost, start, seconds)
                covered += seconds
    return total / covered if covered else None


def _integral(stretch: Stretch, cost: Callable[[Belief], float], start: datetime, seconds: float) -> float:
    if not stretch.moves:
        return cost(stretch.implied(start)) * seconds

    def at(share: float) -> float:
        return cost(stretch.implied(start + timedelta(seconds=seconds * share)))

    return _simpson(at, 0.0, 1.0, (at(0.0), at(0.5), at(1.0)), DEEPEST) * seconds


def _simpson(
    value: Callable[[float], float], low: float, high: float, known: tuple[float, float, float], depth: int
) -> float:
    """Adaptive Simpson's rule: halved until the halves agree with the whole (Lyness 1969)."""
    left, middle, right = known
    centre = (low + high) / 2
    first, second = value((low + centre) / 2), value((centre + high) / 2)
    whole = (left + 4 * middle + right) / 6
    halves = (left + 4 * first + 2 * middle + 4 * second + right) / 12
    if depth == 0 or abs(halves - whole) <= 15 * TOLERANCE:
        return (high - low) * (halves + (halves - whole) / 15)
    return _simpson(value, low, centre, (left, first, middle), depth - 1) + _simpson(
        value, centre, high, (middle, second, right), depth - 1
    )
