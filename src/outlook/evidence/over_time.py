"""What the evidence implied while a forecast was open: stretches of time in which the same evidence was known.

Between two entries only the passing of time moves the implied value: the prior decays, and a sign that stays silent
says more from day to day. Replayed are the entries that stand now, in the order in which they became known; one that
was taken back counts at no time, as with estimates.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, cast

from outlook.belief.timeline import Situation, order
from outlook.evidence import integrals
from outlook.evidence.following import Following
from outlook.evidence.how_sure import implied_range
from outlook.evidence.moment_by_moment import MomentByMoment, Quickened, moment_by_moment
from outlook.evidence.passing import held_at
from outlook.evidence.signs import weighing_of
from outlook.evidence.weigh import REPORTED, Reading, Weighed, base_of, heard_of, read, weigh
from outlook.model.belief import Belief, Chance
from outlook.model.counting import counts_from
from outlook.model.kind_of import is_evidence
from outlook.model.weighing import CLASSIC

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from outlook.evidence.moment_by_moment import Chances
    from outlook.evidence.ranges import Range
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast


class Stretch:
    """From one entry to the next: what is then known; `entry` is the one that began it.

    It is None at the opening, and where a sign was heard of on another forecast; `heard` are the signs that were.
    `ends` are the implied values at its two ends, for which all ask that walk along the stretches.
    """

    # A report lays out ten for each forecast, and each is asked for all of this: what waits to be asked costs more.
    __slots__ = ("_quick", "ends", "ends_at", "entry", "heard", "moves_with_time", "reading", "starts_at")

    def __init__(
        self,
        reading: Reading,
        starts_at: datetime,
        ends_at: datetime,
        entry: Evidence | None,
        heard: frozenset[str],
        quick: MomentByMoment | None,
    ) -> None:
        self.reading, self.starts_at, self.ends_at = reading, starts_at, ends_at
        self.entry, self.heard, self._quick = entry, heard, quick
        # Whether the implied value is not the same all along.
        self.moves_with_time = quick.moves_with_time if quick else reading.moves_with_time
        implied = quick.implied if quick else reading.implied
        self.ends: tuple[Belief | None, Belief | None] = (implied(starts_at), implied(ends_at))

    @property
    def forecast(self) -> Forecast:
        """The record."""
        return self.reading.forecast

    @property
    def last_at(self) -> datetime:
        """From when on time moves nothing any more, though the stretch may go on; of a forecast that closes."""
        closes_at = self.forecast.closes_at
        assert closes_at is not None
        return self._quick.clock.last_at if self._quick else held_at(self.forecast, closes_at)

    def value(self, at: datetime) -> Belief | None:
        """The implied value at a moment of the stretch; None where certain reports contradict each other then."""
        if at is self.starts_at:
            return self.ends[0]
        return self.ends[1] if at is self.ends_at else self._value(at)

    def _value(self, at: datetime) -> Belief | None:
        return self._quick.implied(at) if self._quick else self.reading.implied(at)

    def implied(self, at: datetime) -> Belief:
        """The implied value at a moment of a stretch that was laid out."""
        value = self.value(at)
        assert value is not None, "such stretches are not laid out"
        return value

    def any_moment(self) -> Callable[[datetime], Belief]:
        """What implies the value at one moment of the stretch after the other, in as few calls as there can be."""
        if self._quick is None:
            return self.implied
        return cast("Callable[[datetime], Belief]", self._quick.implied)  # None of none that was laid out

    def at(self, moment: datetime) -> Implied:
        """The implied value at a moment of the stretch, with its range."""
        if self._quick:
            quick, its_range = self._quick.with_range(moment)
            assert quick is not None, "such stretches are not laid out"
            return Implied(moment, quick, its_range)
        value, reading = self.implied(moment), self.reading
        return Implied(moment, value, implied_range(self.forecast, reading.steps(moment), value, reading.by, moment))

    def chances(self, at: datetime) -> Chances:
        """The implied probability of a yes/no question at a moment of the stretch, with the ends of its range."""
        _, value, own = self.at(at)
        assert isinstance(value, Chance)
        return (value, value, value) if own is None else (value, own.low, own.high)

    def chance_by_share(self) -> Callable[[float], float] | None:
        """What implies the probability of yes by the share of the window that has gone, if it can be that quick."""
        return self._quick.chance_by_share() if self._quick is not None else None

    def at_share(self) -> Callable[[float], Chances]:
        """What has the same by the share of the window that has gone, for who asks very often."""
        if self._quick is not None and (quick := self._quick.chances_by_share()) is not None:
            return quick
        opens_at, closes_at = self.forecast.opens_at, self.forecast.closes_at
        assert opens_at is not None
        assert closes_at is not None
        return lambda share: self.chances(opens_at + (closes_at - opens_at) * share)


def ends_at(situation: Situation) -> datetime | None:
    """When nothing counts any more: as the resolution became known, or at the close if that came first."""
    resolution, closes_at = situation.history.resolution, situation.forecast.closes_at
    if resolution is None:
        return closes_at
    return resolution.known_at if closes_at is None else min(resolution.known_at, closes_at)


def counted(situation: Situation) -> tuple[Evidence, ...]:
    """The evidence that counts, in order: what became known at the end, or later, is no evidence.

    So nor does it matter that something was taken back then.
    """
    history, end = situation.history, ends_at(situation)
    if end is None:
        return history.evidence
    then = [one for one in history.taken_back if is_evidence(one) and history.absent[one.id][-1][0] >= end]
    in_order = sorted([*history.evidence, *then], key=order) if then else history.evidence
    return tuple([entry for entry in in_order if counts_from(entry) < end])


def elsewhere(situation: Situation) -> tuple[Evidence, ...]:
    """The first report of each of the forecast's signs that was entered for other forecasts of the case, in no order.

    All that it does is to break the sign's silence, so that later ones would add nothing.
    """
    end = ends_at(situation)
    found = (_first_elsewhere(situation, link.id, end) for link in situation.forecast.indicators)
    return tuple({entry.id: entry for entry in found if entry is not None}.values())


def _first_elsewhere(situation: Situation, sign: str, end: datetime | None) -> Evidence | None:
    forecast, (by_sign, gone, absent) = situation.forecast, situation.reports
    for entry in by_sign.get(sign, ()):
        if end is not None and counts_from(entry) >= end:
            return None
        there = entry.id not in gone or (end is not None and absent[entry.id][-1][0] >= end)
        if there and forecast.id not in entry.forecasts and entry.indicators[sign] in REPORTED:
            return entry
    return None


def value_at(reading: Reading, at: datetime) -> tuple[Belief | None, Range | None]:
    """What a reading implies at a moment, with its range, as `weigh` has them."""
    if (quick := moment_by_moment(reading)) is not None:
        return quick.with_range(at)
    value = reading.implied(at)
    return value, implied_range(reading.forecast, reading.steps(at), value, reading.by, at)


def weighed(situation: Situation, case: Case | None, at: datetime) -> Weighed:
    """What the evidence implies at a moment; after the resolution, what it implied when that became known.

    The event that resolves a forecast is not evidence for it: what became known with the resolution does not count.
    """
    resolution = situation.history.resolution
    at = min(at, resolution.known_at) if resolution is not None else at
    return weigh(situation.forecast, case, _all_that_counts(situation), at)


def implied_without(situation: Situation, case: Case | None, at: datetime, reports: Collection[str]) -> Belief | None:
    """What would be implied at a moment of an open forecast if these reports, by their ids, had never come."""
    left = [one for one in _all_that_counts(situation) if one.id not in reports]
    return weigh(situation.forecast, case, left, at).implied


def _all_that_counts(situation: Situation) -> list[Evidence]:
    return [*counted(situation), *elsewhere(situation)]


def stretches(situation: Situation, case: Case | None, ends_at: datetime) -> tuple[Stretch, ...]:
    """From the opening to `ends_at`; none where nothing is implied.

    That is so for want of a prior that says enough, and where sure reports contradict each other or the deadline.
    """
    forecast = situation.forecast
    opens_at = forecast.opens_at
    if base_of(forecast, ends_at) is None or opens_at is None or opens_at > ends_at:
        return ()
    laid = tuple(_laid(situation, case, opens_at, ends_at))
    return () if any(None in stretch.ends for stretch in laid) else laid


def _laid(situation: Situation, case: Case | None, opens_at: datetime, ends_at: datetime) -> Iterator[Stretch]:
    """A new stretch where an entry becomes known, and where a sign of another forecast's is heard of."""
    forecast = situation.forecast
    last = held_at(forecast, ends_at)
    mine, others = counted(situation), elsewhere(situation)
    entries = [entry for entry in mine if opens_at <= counts_from(entry) <= last]
    since = {counts_from(entry) for entry in others if opens_at < counts_from(entry) <= last}
    begun = sorted([*((counts_from(entry), entry) for entry in entries), *((at, None) for at in since)], key=_place)
    starts = [(opens_at, None), *begun]
    ends = [*(at for at, _ in begun), ends_at]
    # What counts as evidence breaks no silence from elsewhere.
    besides = [
        *others,
        *(entry for entry in mine if counts_from(entry) < opens_at or forecast.id not in entry.forecasts),
    ]
    reading, heard, quickened = _readings(forecast, case), _Heard(forecast, besides), Quickened()
    for (start, entry), end in zip(starts, ends, strict=True):
        by_then = heard.by(start)
        now = reading(entry, by_then)
        yield Stretch(now, start, end, entry, by_then, quickened(now))


def _readings(forecast: Forecast, case: Case | None) -> Callable[[Evidence | None, frozenset[str]], Reading]:
    """What makes the reading after one entry more."""
    by = weighing_of(case)
    known: list[Evidence] = []
    following = Following(forecast, case)

    def classic(entry: Evidence | None, heard: frozenset[str]) -> Reading:
        known.extend([] if entry is None else [entry])
        return read(forecast, case, known, heard)

    def weighed(entry: Evidence | None, heard: frozenset[str]) -> Reading:
        if entry is not None:
            following.take(entry)
        return Reading(forecast, by, following.signs(heard))

    return classic if by.rule == CLASSIC else weighed


class _Heard:
    """The signs that were heard of on other forecasts, or before the opening, by one moment after the other."""

    def __init__(self, forecast: Forecast, besides: Sequence[Evidence]) -> None:
        self._forecast = forecast
        self._waiting = sorted(besides, key=counts_from, reverse=True)
        self._found: frozenset[str] = frozenset()

    def by(self, at: datetime) -> frozenset[str]:
        """Those by a moment, which is none before the last one that was asked about."""
        if not self._waiting:
            return self._found
        until, since = held_at(self._forecast, at), []
        while self._waiting and counts_from(self._waiting[-1]) <= until:
            since.append(self._waiting.pop())
        self._found |= heard_of(self._forecast, since, at)
        return self._found


def _place(begun: tuple[datetime, Evidence | None]) -> tuple[datetime, bool]:
    at, entry = begun
    return at, entry is not None


class Implied(NamedTuple):
    """What was implied at a moment, and where that lies nine times in ten."""

    at: datetime
    belief: Belief
    range: Range | None


def implied_values(
    situation: Situation,
    case: Case | None,
    at: datetime,
    moments: Iterable[datetime] | None = None,
    laid: Sequence[Stretch] | None = None,
) -> list[Implied]:
    """The implied value at each moment, oldest first; by default at the opening, at each entry and at `at`.

    Moments outside the window from the opening to `at` have no value and are left out. `laid` are the stretches up to
    `at`, where they were laid out before.
    """
    laid = stretches(situation, case, at) if laid is None else laid
    starts = [stretch.starts_at for stretch in laid]
    wanted = [*starts, at] if moments is None else moments
    places = ((moment, bisect_right(starts, moment) - 1) for moment in sorted(set(wanted)) if moment <= at)
    return [laid[place].at(moment) for moment, place in places if place >= 0]


def mean_cost(
    laid: Sequence[Stretch], cost: Callable[[Belief], float], spans: Iterable[tuple[datetime, datetime]]
) -> float | None:
    """The mean cost of the implied value over those spans of time; None where they cover none of the stretches.

    Exact where the value stands still; where time moves it, integrated to six decimals.
    """
    total = covered = 0.0
    for since, until in spans:
        for stretch in laid:
            start, end = max(since, stretch.starts_at), min(until, stretch.ends_at)
            seconds = (end - start).total_seconds()
            if seconds > 0:
                total += _mean(stretch, cost, start, end) * seconds
                covered += seconds
    return total / covered if covered else None


def _mean(stretch: Stretch, cost: Callable[[Belief], float], start: datetime, end: datetime) -> float:
    """The mean cost over some time of a stretch."""
    closes_at, (first, last) = stretch.forecast.closes_at, stretch.ends
    if not stretch.moves_with_time or closes_at is None or (last_at := stretch.last_at) <= start:
        return cost(stretch.implied(start))
    seconds, until = (end - start).total_seconds(), (closes_at - start).total_seconds()
    # Where time stops to move it there is a bend, which the rule would only find by halving.
    moving = 1.0 if end <= last_at else (last_at - start).total_seconds() / seconds
    at, is_quick = _costs(stretch, cost, start, seconds)
    low = at(0.0) if first is None or start != stretch.starts_at else cost(first)
    high = at(moving) if last is None or end != stretch.ends_at else cost(last)
    # Of what may have bends of its own, as a sign in a group has, the logarithm of the time that is left is no help.
    return integrals.up_to(at, moving, (low, high), until / seconds if is_quick else None) + high * (1 - moving)


def _costs(
    stretch: Stretch, cost: Callable[[Belief], float], start: datetime, seconds: float
) -> tuple[Callable[[float], float], bool]:
    """The cost at a share of that time of what `Reading.implied` has then, but for the last digits.

    With it whether it is quick, and smooth until time moves it no more; beyond that it is not asked.
    """
    chance, forecast = stretch.chance_by_share(), stretch.forecast
    if chance is None or forecast.opens_at is None or forecast.closes_at is None:
        implied = stretch.any_moment()
        return lambda share: cost(implied(start + timedelta(seconds=share * seconds))), False
    whole = (forecast.closes_at - forecast.opens_at).total_seconds()
    since, passing = (start - forecast.opens_at).total_seconds() / whole, seconds / whole
    return lambda share: cost(Chance(chance(since + passing * share))), True
