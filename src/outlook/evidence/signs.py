"""What reports say of each sign, and what its silence says: everything but the passing of time.

*Reports* say how sure we are that an *indicator* was seen (virtual evidence: Pearl 1988; cascaded inference: Schum &
DuCharme 1971). A sign that nobody reports is evidence too, the more the better it is watched.
"""

from __future__ import annotations

from collections import defaultdict
from math import copysign, inf, isclose, log, nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

from outlook.evidence.grading import doubt, grades_of, is_graded, reliability
from outlook.evidence.steps import WITHOUT_ORIGIN, IndicatorState, Report, bears_on, stated_ratio
from outlook.model.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

FOR = ("full", "partial")
DECIDING = (*FOR, "refutes")
ANONYMOUS = ""  # where reports name neither grade nor origin: they count as one


class Sign(NamedTuple):
    """A sign with what was reported of it; `ratio` is Λ, how much likelier that is if the sign is there.

    `likelihood` is how likely the sign is to be seen by the close under each outcome; `is_heard` says that it is not
    silent, as it was reported before the opening or on another forecast. `is_stated` marks a ratio of a report's own.
    """

    name: str
    state: IndicatorState
    group: str | None
    correlation: float
    reports: tuple[Report, ...]
    ratio: float
    likelihood: Mapping[str, float]
    vigilance: float = 0.0
    is_heard: bool = False
    is_stated: bool = False


def ratio_of_reports(
    doubts: Sequence[float], denials: Sequence[float], vigilance: float, common_error: float, *, is_heard: bool = False
) -> float:
    """Λ: how much likelier the reports of a sign are if it is there, from 0 to infinite; 1 - w where there are none.

    Λ = (1 - w·s) / ((1 - c)·Πn + c·s), with s the least doubt n. Of what is heard of otherwise at least 1. Each denial
    multiplies by its own doubt; nan where a certain denial meets certain reports.

    >>> round(ratio_of_reports([], [], 0.5, 0.1), 4), round(ratio_of_reports([0.5], [], 0.5, 0.1), 4)
    (0.5, 1.5)
    """
    product = 1.0
    for one in doubts:
        product *= one
    least = min(doubts, default=1.0)
    return ratio_of_doubt(product, least, denials, vigilance, common_error, is_heard=is_heard)


def ratio_of_doubt(
    product: float,
    least: float,
    denials: Iterable[float],
    vigilance: float,
    common_error: float,
    *,
    is_heard: bool = False,
) -> float:
    """The same by the product of the doubts and the least of them, 1 of none."""
    wrong = (1 - common_error) * product + common_error * least
    ratio = (1 - vigilance * least) / wrong if wrong > 0 else inf
    if is_heard:
        ratio = max(1.0, ratio)
    for one in denials:
        ratio = nan if ratio == inf and one == 0 else ratio * one
    return ratio


def signs_of(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], heard: AbstractSet[str], *, closed: bool
) -> tuple[Sign, ...]:
    """The signs of a forecast, then the reports with a ratio of their own, by the evidence that counts, in order.

    `heard` names the signs that were reported, but not so that it counts here: they are not silent.
    """
    return (
        *_indicators(forecast, case, known, heard, closed=closed),
        *_ratios(forecast, case, known),
    )


def state_of(matches: Collection[str], ratio: float, *, closed: bool) -> IndicatorState:
    """Where a sign is: by its newest deciding report, by Λ, or by a report that awaits the sign's own test."""
    deciding = [match for match in matches if match in DECIDING]
    if deciding and deciding[-1] == "refutes":
        return "refuted"
    if not ratio <= 1:
        return "observed"
    if closed:
        return "expired"
    return "pending" if "pending" in matches else "unseen"


def _indicators(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], heard: AbstractSet[str], *, closed: bool
) -> Iterable[Sign]:
    settings, grades = weighing_of(case), grades_of(case)
    bearing: dict[str, list[Evidence]] = defaultdict(list)
    for entry in known:
        for name in entry.indicators:
            bearing[name].append(entry)
    described = {one.id: one for one in case.indicators} if case else {}
    for link in forecast.indicators:
        about, entries = described.get(link.id), bearing.get(link.id, [])
        reports = _reports(link.id, entries, grades)
        matches = [report.match for report in reports]
        is_heard = link.id in heard or "pending" in matches
        vigilance = settings.vigilance if about is None or about.vigilance is None else about.vigilance
        counted = [report for report in reports if report.counts]
        ratio = ratio_of_reports(
            [report.doubt for report in counted if report.match in FOR],
            [report.doubt for report in counted if report.match == "refutes"],
            vigilance,
            settings.common_error,
            is_heard=is_heard,
        )
        group = about.group if about else None
        yield Sign(
            name=link.id,
            state=state_of(matches, ratio, closed=closed),
            group=group,
            correlation=correlation_of(case, group),
            reports=reports,
            ratio=ratio,
            likelihood=link.likelihood,
            vigilance=vigilance,
            is_heard=is_heard,
        )


def weighing_of(case: Case | None) -> Weighing:
    """The rule of a case and its numbers."""
    return case.weighing if case else Weighing()


def correlation_of(case: Case | None, group: str | None) -> float:
    """How alike the signs of a group are, 0 to 1: its own, else the case's."""
    if case and group in case.groups:
        return case.groups[group].correlation
    return weighing_of(case).correlation


def _reports(indicator: str, entries: Sequence[Evidence], grades: Mapping[str, float]) -> tuple[Report, ...]:
    """Every report on the sign, oldest first; of each origin that with the least doubt counts, for and against."""
    if not entries:
        return ()
    found: list[tuple[Evidence, str, float, float]] = []
    best: dict[tuple[bool, str], int] = {}
    for place, entry in enumerate(entries):
        match, reliable = entry.indicators[indicator], reliability(entry, grades)
        left = _doubt(match, reliable)
        found.append((entry, match, reliable, left))
        if match in FOR or match == "refutes":
            key = (match == "refutes", origin_of(entry))
            if key not in best or left < found[best[key]][-1]:
                best[key] = place
    counted = set(best.values())
    return tuple(
        [
            Report(entry.id, match, entry.grade or "", reliable, left, place in counted)
            for place, (entry, match, reliable, left) in enumerate(found)
        ]
    )


def _doubt(match: str, reliable: float) -> float:
    left = doubt(reliable)
    return sqrt(left) if match == "partial" else left


def origin_of(entry: Evidence) -> str:
    """What a report goes back to: its origin, else itself; nobody knows it of one that names no grade either."""
    return entry.origin or (entry.id if is_graded(entry) else ANONYMOUS)


def _ratios(forecast: Forecast, case: Case | None, known: Sequence[Evidence]) -> Iterable[Sign]:
    """Reports with a ratio of their own, as stated where they have no grade, else discounted by it.

    One whose origin bears on a sign of the forecast does not count: it would count twice. Those that name their origin
    are independent of each other, the others form one group.
    """
    own = [entry for entry in known if entry.likelihood_ratio is not None]
    stated = [(entry, ratio) for entry in own if (ratio := stated_ratio(forecast, entry)) is not None]
    if not stated:
        return
    watched = [link.id for link in forecast.indicators]
    by_sign = {entry.origin for entry in known if entry.origin and bears_on(entry, watched)}
    signs = [sign_of_ratio(entry, ratio, case) for entry, ratio in stated]
    counted = _strongest(
        [(entry.origin or entry.id, sign) for (entry, _), sign in zip(stated, signs, strict=True)], by_sign
    )
    for sign in signs:
        yield sign if sign.name in counted else spared(sign)


def sign_of_ratio(entry: Evidence, ratio: float, case: Case | None) -> Sign:
    """A report with a ratio of its own, as if it counts."""
    grades = grades_of(case)
    reliable = reliability(entry, grades)
    report = Report(entry.id, "full", entry.grade or "", reliable, doubt(reliable), counts=True)
    certain = inf if not is_graded(entry) else ratio_of_reports([report.doubt], [], 0.0, 0.0)
    group = None if entry.origin else WITHOUT_ORIGIN
    return Sign(
        name=entry.id,
        state="observed",
        group=group,
        correlation=correlation_of(case, group),
        reports=(report,),
        ratio=certain,
        likelihood={"yes": ratio / (1 + ratio), "no": 1 / (1 + ratio)},
        is_stated=True,
    )


def _strongest(signs: Sequence[tuple[str, Sign]], by_sign: AbstractSet[str]) -> set[str]:
    """The names that count."""
    best: dict[str, Strongest] = {}
    for origin, sign in signs:
        best[origin] = best.get(origin, NOTHING).after(sign)
    return {one.name for origin, one in best.items() if origin not in by_sign and one.counts}


class Strongest(NamedTuple):
    """Of the ratios of one origin the one that moves most; two that move equally far apart cancel out."""

    size: float
    sides: frozenset[float]
    name: str

    @property
    def counts(self) -> bool:
        """Whether it is on one side only."""
        return len(self.sides) == 1

    def after(self, sign: Sign) -> Strongest:
        """The strongest once there is one more."""
        move = _move(sign)
        if isclose(abs(move), self.size, rel_tol=1e-9):
            return Strongest(self.size, self.sides | {copysign(1.0, move)}, self.name)
        if abs(move) > self.size:
            return Strongest(abs(move), frozenset({copysign(1.0, move)}), sign.name)
        return self


NOTHING = Strongest(-1.0, frozenset(), "")


def _move(sign: Sign) -> float:
    yes, no = sign.likelihood["yes"], sign.likelihood["no"]
    if sign.ratio == inf:
        return log(yes) - log(no)
    return log((sign.ratio - 1) * yes + 1) - log((sign.ratio - 1) * no + 1)


def spared(sign: Sign) -> Sign:
    """The same where it does not count."""
    (report,) = sign.reports
    spared = Report(report.entry, report.match, report.grade, report.reliability, report.doubt, counts=False)
    return Sign(sign.name, sign.state, None, 0.0, (spared,), 1.0, sign.likelihood, is_stated=True)
