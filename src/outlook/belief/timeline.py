"""What was believed when: ledger entries folded into one forecast's history, as known at a moment.

Entries are a set. What counts at a moment is what was known by then and not taken back by then; the
order is by `known_at`, then `recorded_at`, then id. What was said stays said: what takes something back counts from
the moment it was recorded, and the time before is not changed by it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from itertools import pairwise
from operator import le, lt
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from outlook.model.belief import Belief
from outlook.model.entries import Entry, Estimate, Evidence, Resolution, Retraction, counts_from, taken_back
from outlook.model.forecast import NOT_AN_OUTCOME, Forecast

State = Literal["draft", "open", "due", "resolved", "disputed", "ambiguous", "annulled"]
WITHDRAWN = None
Absences = Mapping[str, Sequence[tuple[datetime, datetime]]]
NEVER: Absences = MappingProxyType({})
FOREVER = datetime.max.replace(tzinfo=UTC)

# Named tuples, where others are frozen dataclasses: very many are made, and they are made twice as quickly.


class History(NamedTuple):
    """The entries of one forecast that stand, in order; `conflicting` are resolutions after the first that disagree.

    `taken_back` were said and stand no longer; `absent` says from when to when an entry was taken back, by its id.
    `written_at` is when the first resolution ever was recorded, one that was taken back since included.
    """

    evidence: tuple[Evidence, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    resolution: Resolution | None = None
    conflicting: tuple[Resolution, ...] = ()
    taken_back: tuple[Evidence | Estimate, ...] = ()
    absent: Absences = NEVER
    written_at: datetime | None = None

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
        if self.written_at is None or estimate.imported is not None or estimate.stated is WITHDRAWN:
            return False
        if self.resolution is not None and estimate.known_at >= self.resolution.known_at:
            return False
        return estimate.recorded_at > self.written_at

    def said(self, *, late: bool = False) -> Sequence[Estimate]:
        """Every estimate that was stated, what was taken back since included, in order; late ones only if wanted."""
        then = [one for one in self.taken_back if type(one) is Estimate]
        everything = sorted([*self.estimates, *then], key=order) if then else self.estimates
        return everything if late else [one for one in everything if not self.is_late(one)]

    def newest(self, forecaster: str | None = None) -> Estimate | None:
        """The newest estimate (of one forecaster, or of anyone) that its forecaster has not withdrawn.

        Of several people at one moment it is the one whose name comes first: their ids say nothing.
        """
        people = [forecaster] if forecaster else self.forecasters
        last = [mine[-1] for person in people if (mine := self.by(person))]
        standing = [estimate for estimate in last if estimate.stated is not WITHDRAWN]
        latest = max(map(moments_of, standing), default=None)
        return min((one for one in standing if moments_of(one) == latest), key=_forecaster, default=None)


class Situation(NamedTuple):
    """One forecast at a moment: its history, where it stands, and why its condition failed, if it did."""

    forecast: Forecast
    history: History
    state: State
    outcome: str | None = None
    condition: str = ""


class Step(NamedTuple):
    """A belief that stands from one moment to another."""

    belief: Belief
    starts_at: datetime
    ends_at: datetime

    @property
    def seconds(self) -> float:
        """How long it stood."""
        return (self.ends_at - self.starts_at).total_seconds()


class Course(NamedTuple):
    """One forecaster's beliefs over a forecast's window, each with when it began and when it ended to stand.

    `weights` has each one's share of the time that is covered, 0 to 1, and is empty where no time is; `ignored`
    counts estimates known at the end or after it.
    """

    beliefs: tuple[Belief, ...]
    spans: tuple[tuple[datetime, datetime], ...]
    weights: tuple[float, ...]
    coverage: float
    ignored: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """The beliefs with the times for which they stood."""
        return tuple(Step(belief, *span) for belief, span in zip(self.beliefs, self.spans, strict=True))

    def mean(self, scores: Sequence[float]) -> float | None:
        """The mean of one score a belief over the time that is covered; None where none is."""
        if not self.weights:
            return None
        # A belief that stood for no time has no weight, and an infinite score times nothing is not a number.
        return sum([score * weight for score, weight in zip(scores, self.weights, strict=True) if weight])


def order(entry: Entry) -> tuple[datetime, datetime, str]:
    """The ledger's order: by when it was known (or counts from), then recorded, then by id."""
    return counts_from(entry), entry.recorded_at, entry.id


def moments_of(entry: Entry) -> tuple[datetime, datetime]:
    """When it was known, and when it was recorded."""
    return entry.known_at, entry.recorded_at


def _forecaster(estimate: Estimate) -> str:
    return estimate.by


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
    return [entry for entry in known if type(entry) is not Retraction and not (gone and entry.id in gone)]


def _gone(known: Iterable[Entry]) -> set[str]:
    """The ids that a retraction or a revision takes back."""
    aims = _aims(known)
    gone = retracted(entry for entry, _ in aims)
    return gone | {target for entry, target in aims if type(entry) is Evidence and entry.id not in gone}


def _aims(known: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """The retractions and revisions, each with the id that it takes back."""
    # `type() is` and not isinstance, which is slow on the classes of pydantic: a ledger has very many entries.
    found: list[tuple[Entry, str]] = []
    for entry in known:
        if type(entry) is Retraction:
            found.append((entry, entry.entry))
        elif type(entry) is Evidence and entry.revises is not None:
            found.append((entry, entry.revises))
    return found


def absences(known: Iterable[Entry]) -> Absences:
    """From when to when each entry was taken back, by its id, in order; entries that never were are absent."""
    found: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for group in _groups(_aims(known)):
        moments = sorted({counts_from(entry) for entry in group})
        for since, until in pairwise([*moments, FOREVER]):
            for gone in _gone([entry for entry in group if counts_from(entry) <= since]):
                found[gone].append((since, until))
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
    return taken_back({entry.id: entry.entry for entry in known if isinstance(entry, Retraction)})


def histories(entries: Iterable[Entry], at: datetime) -> Mapping[str, History]:
    """Every forecast's history as known at `at`, by forecast id; a forecast without entries has an empty one."""
    known = [entry for entry in entries if counts_from(entry) <= at]
    gone = _gone(known)
    left = _left(known, gone)
    in_time = _settle_ties(left)
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    estimates: dict[str, list[Estimate]] = defaultdict(list)
    resolutions: dict[str, list[Resolution]] = defaultdict(list)
    for entry in left:
        if type(entry) is Estimate:
            estimates[entry.forecast].append(entry)
        elif type(entry) is Evidence:
            for forecast in entry.forecasts:
                evidence[forecast].append(entry)
        elif type(entry) is Resolution:
            resolutions[entry.forecast].append(entry)
    folded: dict[str, History] = defaultdict(History)
    none: list[Any] = []
    for forecast in {**evidence, **estimates, **resolutions}:
        parts = evidence.get(forecast, none), estimates.get(forecast, none), resolutions.get(forecast, none)
        if not in_time:
            for part in parts:
                part.sort(key=order)
        folded[forecast] = _folded(*parts)
    if absent := absences(known):
        _remember(folded, [entry for entry in known if entry.id in absent], gone, absent)
    return folded


def _remember(folded: dict[str, History], once: Iterable[Entry], gone: Container[str], absent: Absences) -> None:
    """Add to the histories what was said, and was taken back since or for a while."""
    for entry in sorted(once, key=order):
        for name in entry.forecasts if isinstance(entry, Evidence) else (getattr(entry, "forecast", None),):
            if name is None:
                continue
            history = folded[name]._replace(absent=absent)
            if isinstance(entry, Evidence | Estimate) and entry.id in gone:
                history = history._replace(taken_back=(*history.taken_back, entry))
            if isinstance(entry, Resolution):
                history = history._replace(written_at=min(history.written_at or FOREVER, entry.recorded_at))
            folded[name] = history


def _settle_ties(entries: list[Entry]) -> bool:
    """Whether the entries stand in the order in which they became known; if so, they are in the ledger's order then.

    A ledger is mostly written as things become known: then only what became known at one moment has to be sorted.
    """
    times = [counts_from(entry) for entry in entries]
    if not all(map(le, times, times[1:])):
        return False
    tied = [place for place, (time, after) in enumerate(pairwise(times)) if time == after]
    done = 0
    for place in tied:
        if place >= done:
            done = bisect_right(times, times[place], place)
            entries[place:done] = sorted(entries[place:done], key=order)
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
    folded = histories(entries, at)
    found, silent = [], History()
    for forecast in forecasts.values():
        history = folded.get(forecast.id, silent)
        condition = unmet(forecast, folded, forecasts) if forecast.given else ""
        if history.conflicting and not condition:
            found.append(Situation(forecast, history, "disputed", None, condition))
            continue
        outcome = "annulled" if condition else str(history.resolution.outcome) if history.resolution else None
        found.append(Situation(forecast, history, state_of(forecast, outcome, at), outcome, condition))
    return found


def unmet(forecast: Forecast, all_histories: Mapping[str, History], conditions: Mapping[str, Forecast]) -> str:
    """Why the condition can no longer be met, or an empty text while it can be or was."""
    seen: set[str] = set()
    current: Forecast | None = forecast
    while current is not None and current.given is not None and current.given.forecast not in seen:
        given = current.given
        seen.add(given.forecast)
        history = all_histories.get(given.forecast, History())
        resolution = None if history.conflicting else history.resolution
        if resolution is not None and str(resolution.outcome).lower() != given.outcome.lower():
            return f"condition not met: {given.forecast} was {resolution.outcome}, not {given.outcome}"
        current = conditions.get(given.forecast)
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


def course(
    forecast: Forecast,
    estimates: Sequence[Estimate],
    end_at: datetime,
    absent: Absences = NEVER,
    *,
    still_open: bool = False,
) -> Course:
    """One forecaster's beliefs between the opening and `end_at` (the resolution or the close, whichever came first).

    A belief stands until the next, its withdrawal, or the end; one that was taken back does not stand while it was
    `absent`. One known before the opening stands from the
    opening. What became known at the end is no forecast of it: it is ignored and counted, as what came later is,
    unless the end is only the moment at which a forecast that is `still_open` is looked at.
    """
    opens_at = forecast.opens_at or end_at
    opens_at = min(opens_at, end_at)
    in_time = le if still_open else lt
    known = [turn for turn in _turns(estimates, absent) if in_time(turn[0], end_at)]
    # Comparing by hand is twice as quick as max().
    bounds = [moment if (moment := turn[0]) > opens_at else opens_at for turn in known]
    bounds.append(end_at)
    stood = [
        (turn[1].stated, since, until)
        for turn, since, until in zip(known, bounds, bounds[1:], strict=False)
        if turn[1] is not None and turn[1].stated is not WITHDRAWN and (since < until or turn is known[-1])
    ]
    seconds = [(until - since).total_seconds() for _, since, until in stood]
    covered, whole = sum(seconds), (end_at - opens_at).total_seconds()
    read = forecast.read_belief
    return Course(
        tuple([read(stated) for stated, _, _ in stood]),
        tuple([(since, until) for _, since, until in stood]),
        tuple([span / covered for span in seconds]) if covered else (),
        covered / whole if whole else float(bool(stood)),
        sum([one.stated is not WITHDRAWN and not in_time(counts_from(one), end_at) for one in estimates]),
    )


def _turns(estimates: Sequence[Estimate], absent: Absences) -> list[tuple[datetime, Estimate | None]]:
    """When one forecaster's belief changed, and to which estimate; None where all that was said was taken back."""
    turns: list[tuple[datetime, Estimate | None]] = [(counts_from(one), one) for one in estimates]
    if not absent or not any(one.id in absent for one in estimates):
        return turns
    edges = {edge for one in estimates for span in absent.get(one.id, ()) for edge in span}
    changes: list[tuple[datetime, Estimate | None]] = []
    for moment in sorted({*edges, *(since for since, _ in turns)}):
        there = [one for since, one in turns if since <= moment and one and not _is_absent(one, moment, absent)]
        changes.append((moment, there[-1] if there else None))
    return [
        turn for before, turn in zip([None, *changes], changes, strict=False) if not before or before[1] is not turn[1]
    ]


def _is_absent(entry: Entry, at: datetime, absent: Absences) -> bool:
    return any(since <= at < until for since, until in absent.get(entry.id, ()))


def time_weighted(course: Course, score: Callable[[Belief], float]) -> float | None:
    """The mean score over the time that a course covers; None when it covers none.

    Range, unit and direction are those of `score`. Splitting a step in two changes nothing.
    """
    return course.mean([score(belief) for belief in course.beliefs])
