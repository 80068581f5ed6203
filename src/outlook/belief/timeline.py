"""What was believed when: ledger entries folded into one forecast's history, as known at a moment.

Entries are a set. What counts at a moment is what was known by then and not taken back by then; the
order is by `known_at`, then `recorded_at`, then id. What was said stays said: what takes something back counts from
the moment it was recorded, and the time before is not changed by it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from outlook.model.counting import counts_from, is_ascending, taken_back, times_of
from outlook.model.kind_of import is_estimate, is_evidence, is_resolution, is_retraction
from outlook.model.outcomes import NOT_AN_OUTCOME
from outlook.model.values import claims_to_be_a_pool

if TYPE_CHECKING:
    from outlook.model.entries import Entry, Estimate, Evidence, Resolution
    from outlook.model.forecast import Forecast

State = Literal["draft", "open", "due", "resolved", "disputed", "ambiguous", "annulled"]
WITHDRAWN = None
Absences = Mapping[str, Sequence[tuple[datetime, datetime]]]
NEVER: Absences = MappingProxyType({})
FOREVER = datetime.max.replace(tzinfo=UTC)
_later_order = attrgetter("recorded_at", "id")  # of what counts from one moment

# Named tuples, where others are frozen dataclasses: very many are made, and they are made twice as quickly.


class History(NamedTuple):
    """The entries of one forecast that stand, in order; `conflicting` are resolutions after the first that disagree.

    `taken_back` were said and stand no longer; `absent` says from when to when an entry was taken back, by its id.
    `written_at` is when the first resolution ever was recorded, one that was taken back since included; `overturned`
    are those that were.
    """

    evidence: tuple[Evidence, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    resolution: Resolution | None = None
    conflicting: tuple[Resolution, ...] = ()
    taken_back: tuple[Evidence | Estimate, ...] = ()
    absent: Absences = NEVER
    written_at: datetime | None = None
    overturned: tuple[Resolution, ...] = ()

    @property
    def forecasters(self) -> tuple[str, ...]:
        """Who stated an estimate, in the order of their first one; no id decides it."""
        return tuple(by_forecaster(self.estimates))

    def by(self, forecaster: str) -> tuple[Estimate, ...]:
        """One forecaster's estimates."""
        return tuple(estimate for estimate in self.estimates if estimate.by == forecaster)

    def is_late(self, estimate: Estimate) -> bool:
        """Whether it was recorded after an outcome was: it may have been made with the outcome in view.

        What was imported is as its source recorded it, and a withdrawal claims nothing. What became known with the
        outcome that stands, or later, does not claim to have been made before it.
        """
        if self.written_at is None or estimate.recorded_at <= self.written_at:
            return False
        if estimate.imported is not None or estimate.stated is WITHDRAWN:
            return False
        return self.resolution is None or estimate.known_at < self.resolution.known_at

    def said(self, *, late: bool = False) -> Sequence[Estimate]:
        """Every estimate that was stated, what was taken back since included, in order; late ones only if wanted."""
        then = [one for one in self.taken_back if is_estimate(one)]
        everything = sorted([*self.estimates, *then], key=order) if then else self.estimates
        return everything if late else [one for one in everything if not self.is_late(one)]

    def newest(self, forecaster: str | None = None) -> Estimate | None:
        """The newest estimate (of one forecaster, or of anyone) that its forecaster has not withdrawn.

        Of several people at one moment it is the one whose name comes first: their ids say nothing.
        """
        people = [forecaster] if forecaster else self.forecasters
        last = [mine[-1] for person in people if (mine := self.by(person))]
        standing = [estimate for estimate in last if estimate.stated is not WITHDRAWN]
        return latest(standing)

    def final(self, ends_at: datetime, forecaster: str | None = None, *, late: bool = False) -> Estimate | None:
        """The newest estimate (of one forecaster, or of anyone) that stood when the window ended: what is scored last.

        What was taken back after that still counts, and what became known at the end or later never did.
        """
        known = [one for one in self.said(late=late) if counts_from(one) < ends_at and self.stood_at(one, ends_at)]
        last = {one.by: one for one in known if forecaster in (None, one.by)}
        return latest([one for one in last.values() if one.stated is not WITHDRAWN])

    def stood_at(self, entry: Entry, ends_at: datetime) -> bool:
        """Whether an entry had not been taken back just before a moment."""
        return not any(since < ends_at <= until for since, until in self.absent.get(entry.id, ()))


def latest(standing: Sequence[Estimate]) -> Estimate | None:
    """The newest of estimates of several people; of those of one moment, that of whose name comes first."""
    latest = max(map(moments_of, standing), default=None)
    return min((one for one in standing if moments_of(one) == latest), key=attrgetter("by"), default=None)


class Reports(NamedTuple):
    """What was reported of the signs of a case, on whichever forecast: one for all its situations.

    `by_sign` holds every entry that bears on a sign, as it came to count; what was `gone` at the moment is among them.
    """

    by_sign: Mapping[str, Sequence[Evidence]] = MappingProxyType({})
    gone: AbstractSet[str] = frozenset()
    absent: Absences = NEVER


class Situation(NamedTuple):
    """One forecast at a moment: its history, where it stands, and why its condition failed, if it did.

    `awaits` names the condition of a conditional forecast that is not resolved (any more): until it is, there is
    nothing to score. `reports` are those of the whole case.
    """

    forecast: Forecast
    history: History
    state: State
    outcome: str | None = None
    condition: str = ""
    awaits: str = ""
    reports: Reports = Reports()


def order(entry: Entry) -> tuple[datetime, datetime, str]:
    """The ledger's order: by when it was known (or counts from), then recorded, then by id."""
    return counts_from(entry), entry.recorded_at, entry.id


def moments_of(entry: Entry) -> tuple[datetime, datetime]:
    """When it was known, and when it was recorded."""
    return entry.known_at, entry.recorded_at


def by_forecaster(estimates: Sequence[Estimate]) -> dict[str, list[Estimate]]:
    """Each forecaster's estimates, in the order of their first one; at one moment by name."""
    found: dict[str, list[Estimate]] = defaultdict(list)
    for estimate in estimates:
        found[estimate.by].append(estimate)
    return dict(sorted(found.items(), key=lambda item: (*moments_of(item[1][0]), item[0])))


def standing(entries: Iterable[Entry], at: datetime) -> list[Entry]:
    """The entries known by `at` and neither retracted nor revised by then, in order; retractions left out."""
    known = [entry for entry in entries if counts_from(entry) <= at]
    return sorted(_left(known, _gone(known)), key=order)


def _left(known: Iterable[Entry], gone: AbstractSet[str]) -> list[Entry]:
    """As `standing`, in the order given."""
    return [entry for entry in known if entry.kind != "retraction" and not (gone and entry.id in gone)]


def _gone(known: Iterable[Entry]) -> set[str]:
    """The ids that a retraction or a revision takes back."""
    return _gone_by(_aims(known))


def _gone_by(aims: Sequence[tuple[Entry, str]]) -> set[str]:
    """The same by what aims at entries."""
    if not aims:
        return set()
    gone = retracted(entry for entry, _ in aims)
    return gone | {target for entry, target in aims if is_evidence(entry) and entry.id not in gone}


def _aims(known: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """The retractions and revisions, each with the id that it takes back."""
    found: list[tuple[Entry, str]] = []
    one: Any  # by its kind, as a call for each of very many entries would take most of the time
    for one in known:
        kind = one.kind
        if kind == "retraction":
            found.append((one, one.entry))
        elif kind == "evidence" and one.revises is not None:
            found.append((one, one.revises))
    return found


def absences(known: Iterable[Entry]) -> Absences:
    """From when to when each entry was taken back, by its id, in order; entries that never were are absent."""
    return _absences_by(_aims(known))


def _absences_by(aims: Sequence[tuple[Entry, str]]) -> Absences:
    """The same by what aims at entries."""
    found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for group in _groups(aims):
        moments = sorted({counts_from(entry) for entry in group})
        for since, until in pairwise([*moments, FOREVER]):
            for gone in _gone([entry for entry in group if counts_from(entry) <= since]):
                spans = found[gone]
                # Taken back once more, it was away all along: one span, not two.
                begun = spans.pop()[0] if spans and spans[-1][1] == since else since
                spans.append((begun, until))
    return found


def _groups(aims: Sequence[tuple[Entry, str]]) -> Iterable[list[Entry]]:
    """Those that aim at one entry in the end, through one another, together."""
    target = {entry.id: aimed for entry, aimed in aims}
    ends: dict[str, str] = {}
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry, _ in aims:
        path, at = [], entry.id
        while at in target and at not in ends:
            ends[at] = at  # a circle ends where it began
            path.append(at)
            at = target[at]
        end = ends.get(at, at)
        ends.update(dict.fromkeys(path, end))
        groups[end].append(entry)
    return groups.values()


def retracted(known: Iterable[Entry]) -> set[str]:
    """The ids that a retraction takes back; a retraction that is itself taken back takes back nothing."""
    return taken_back({entry.id: entry.entry for entry in known if is_retraction(entry)})


def histories(entries: Iterable[Entry], at: datetime) -> Mapping[str, History]:
    """Every forecast's history as known at `at`, by forecast id; a forecast without entries has an empty one."""
    return _fold([entry for entry in entries if counts_from(entry) <= at])[0]


def _fold(known: Sequence[Entry]) -> tuple[Mapping[str, History], Reports]:
    """The histories, and what was reported of each sign.

    An estimate under a name that only a pool may have is nobody's: a line written by hand would be taken for the pool.
    """
    known = [entry for entry in known if entry.kind != "estimate" or not claims_to_be_a_pool(entry.by)]
    aims = _aims(known)
    gone = _gone_by(aims)
    left = _left(known, gone)
    in_time = _settle_ties(left)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    estimates: dict[str, list[Estimate]] = defaultdict(list)
    resolutions: dict[str, list[Resolution]] = defaultdict(list)
    one: Any  # by its kind, as a call for each of very many entries would take most of the time
    for one in left:
        if one.kind == "evidence":
            for forecast in one.forecasts:
                evidence[forecast].append(one)
        elif one.kind == "estimate":
            estimates[one.forecast].append(one)
        elif one.kind == "resolution":
            resolutions[one.forecast].append(one)
    folded: dict[str, History] = defaultdict(History)
    none: list[Any] = []
    for forecast in {**evidence, **estimates, **resolutions}:
        parts = evidence.get(forecast, none), estimates.get(forecast, none), resolutions.get(forecast, none)
        if not in_time:
            for part in parts:
                part.sort(key=order)
        folded[forecast] = _folded(*parts)
    if absent := _absences_by(aims):
        _remember(folded, [entry for entry in known if entry.id in absent], gone, absent)
    return folded, Reports(_by_sign(known), gone, absent)


def _by_sign(known: Iterable[Entry]) -> Mapping[str, Sequence[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    reports: list[Any] = [entry for entry in known if entry.kind == "evidence"]
    bearing = [entry for entry in reports if entry.indicators]
    if not is_ascending(times_of(bearing)):
        bearing.sort(key=counts_from)
    for entry in bearing:
        for name, match in entry.indicators.items():
            if match != "none":
                found[name].append(entry)
    return found


def _remember(folded: dict[str, History], once: Iterable[Entry], gone: Container[str], absent: Absences) -> None:
    """Add to the histories what was said, and was taken back since or for a while."""
    for entry in sorted(once, key=order):
        for name in entry.forecasts if is_evidence(entry) else (getattr(entry, "forecast", None),):
            if name is None:
                continue
            history = folded[name]._replace(absent=absent)
            if (is_evidence(entry) or is_estimate(entry)) and entry.id in gone:
                history = history._replace(taken_back=(*history.taken_back, entry))
            if is_resolution(entry):
                gone_too = (*history.overturned, entry) if entry.id in gone else history.overturned
                written_at = min(history.written_at or FOREVER, entry.recorded_at)
                history = history._replace(written_at=written_at, overturned=gone_too)
            folded[name] = history


def _settle_ties(entries: list[Entry]) -> bool:
    """Whether the entries stand in the order in which they became known; if so, they are in the ledger's order then.

    A ledger is mostly written as things become known: then only what became known at one moment has to be sorted.
    """
    times = times_of(entries)
    if not is_ascending(times):
        return False
    tied = [place for place, (time, after) in enumerate(pairwise(times)) if time == after]
    done = 0
    for place in tied:
        if place >= done:
            done = bisect_right(times, times[place], place)
            entries[place:done] = sorted(entries[place:done], key=_later_order)
    return True


def _folded(evidence: Sequence[Evidence], estimates: Sequence[Estimate], resolutions: Sequence[Resolution]) -> History:
    if not resolutions:
        return History(tuple(evidence), tuple(estimates))
    first, others = resolutions[0], resolutions[1:]
    disagreeing = tuple(other for other in others if other.outcome != first.outcome)
    written_at = min([one.recorded_at for one in resolutions])
    return History(tuple(evidence), tuple(estimates), first, disagreeing, written_at=written_at)


def situations(forecasts: Mapping[str, Forecast], entries: Iterable[Entry], at: datetime) -> list[Situation]:
    """Every forecast of a case as it stood at `at`, in the order given.

    A conditional forecast whose condition was resolved otherwise is annulled without an entry of its own, and whatever
    its own entries say. Where two resolutions differ nothing is settled: the forecast is disputed, and decides no
    condition of another.
    """
    listed = [*entries]
    folded, reports = _fold([entry for entry, since in zip(listed, times_of(listed), strict=True) if since <= at])
    found, silent = [], History()
    for forecast in forecasts.values():
        history = folded.get(forecast.id, silent)
        condition = unmet(forecast, folded, forecasts) if forecast.given else ""
        awaits = _awaited(forecast, folded, forecasts) if forecast.given and not condition else ""
        if history.conflicting and not condition:
            found.append(Situation(forecast, history, "disputed", None, condition, awaits, reports))
            continue
        outcome = "annulled" if condition else str(history.resolution.outcome) if history.resolution else None
        state = state_of(forecast, outcome, at)
        outcome = None if state == "draft" else outcome
        found.append(Situation(forecast, history, state, outcome, condition, awaits, reports))
    return found


def unmet(forecast: Forecast, all_histories: Mapping[str, History], conditions: Mapping[str, Forecast]) -> str:
    """Why the condition can no longer be met, or an empty text while it can be or was."""
    seen: set[str] = set()
    current: Forecast | None = forecast
    while current is not None and current.given is not None and current.given.forecast not in seen:
        given = current.given
        seen.add(given.forecast)
        resolution = _decided(given.forecast, all_histories, conditions)
        if resolution is not None and str(resolution.outcome).lower() != given.outcome.lower():
            return f"condition not met: {given.forecast} was {resolution.outcome}, not {given.outcome}"
        current = conditions.get(given.forecast)
    return ""


def _decided(name: str, all_histories: Mapping[str, History], conditions: Mapping[str, Forecast]) -> Resolution | None:
    """The resolution that decides a condition: none of what is disputed, and of a draft only that it is annulled."""
    history, condition = all_histories.get(name, History()), conditions.get(name)
    if history.conflicting or history.resolution is None:
        return None
    is_draft = condition is not None and bool(condition.missing)
    return None if is_draft and history.resolution.outcome not in NOT_AN_OUTCOME else history.resolution


def _awaited(forecast: Forecast, all_histories: Mapping[str, History], conditions: Mapping[str, Forecast]) -> str:
    """The nearest condition, of a condition too, that is not resolved; empty where all are."""
    seen: set[str] = set()
    current: Forecast | None = forecast
    while current is not None and current.given is not None and current.given.forecast not in seen:
        name = current.given.forecast
        seen.add(name)
        if _decided(name, all_histories, conditions) is None:
            return name
        current = conditions.get(name)
    return ""


def state_of(forecast: Forecast, outcome: str | None, at: datetime) -> State:
    """Where a forecast stands at a moment, given its outcome (None while it is unknown)."""
    if outcome in NOT_AN_OUTCOME:
        return "ambiguous" if outcome == "ambiguous" else "annulled"
    if forecast.missing:
        return "draft"
    if outcome is not None:
        return "resolved"
    return "due" if forecast.closes_at is not None and at > forecast.closes_at else "open"
