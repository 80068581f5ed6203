"""The first rule, kept so that what it implied can still be traced: `weighing: classic` in `case.yaml`.

A sign that was seen counts, a silent one does not; within a group the signs count 1, ½, ¼ … by rank; a denial erases
what was reported before it.
"""

from __future__ import annotations

from itertools import groupby
from math import inf
from typing import TYPE_CHECKING

from outlook.evidence.grading import composite, grades_of, reliability
from outlook.evidence.steps import IndicatorState, Report, Step, log_ratios
from outlook.model.kind_of import is_binary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast, IndicatorLink

UNGRADED = "F6"
MATCH_WEIGHT: Mapping[str, float] = {"full": 1.0, "partial": 0.5}


def report_ratio(reliable: float) -> float:
    """λ = 1 / (1 - r): 1 says nothing, infinite is certain.

    >>> report_ratio(0.5)
    2.0
    """
    return inf if reliable == 1 else 1 / (1 - reliable)


def steps_of(forecast: Forecast, case: Case | None, known: Sequence[Evidence], *, closed: bool) -> tuple[Step, ...]:
    """What each indicator and each report with a ratio of its own does, given the evidence that counts, in order."""
    grades = grades_of(case)
    steps = [
        *_indicators(forecast, case, known, grades, closed=closed),
        *_ratios(forecast, known, grades),
    ]
    return _damped(steps)


def state_of(matches: Sequence[str], *, closed: bool = False) -> IndicatorState:
    """Where an indicator is: the newest report that decides; `expired` if nothing was seen by the close."""
    deciding = [match for match in matches if match != "none"]
    if not deciding or (deciding[-1] == "pending" and closed):
        return "expired" if closed else "unseen"
    states: Mapping[str, IndicatorState] = {
        "full": "observed",
        "partial": "observed",
        "pending": "pending",
        "refutes": "refuted",
    }
    return states[deciding[-1]]


def _indicators(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], grades: Mapping[str, float], *, closed: bool
) -> list[Step]:
    steps = []
    for link in forecast.indicators:
        described = case.indicator(link.id) if case else None
        reports = _reports(link.id, known, grades)
        state = state_of([report.match for report in reports], closed=closed)
        steps.append(_step(forecast, link, state, described.group if described else None, reports))
    return steps


def _reports(indicator: str, known: Sequence[Evidence], grades: Mapping[str, float]) -> tuple[Report, ...]:
    """Every report on the indicator, oldest first.

    Of one origin only the best that moves counts, and none from before a refutation.
    """
    bearing = [entry for entry in known if indicator in entry.indicators]
    refuted = max(
        (index for index, entry in enumerate(bearing) if entry.indicators[indicator] == "refutes"), default=-1
    )
    moving = [entry for entry in bearing[refuted + 1 :] if entry.indicators[indicator] in MATCH_WEIGHT]
    best = _best_of_each_origin(moving, grades)
    return tuple(_report(entry, entry.indicators[indicator], grades, counts=entry.id in best) for entry in bearing)


def _best_of_each_origin(entries: Sequence[Evidence], grades: Mapping[str, float]) -> set[str]:
    """The ids that count: of reports that go back to one origin, the most reliable; the oldest of equals."""
    best: dict[str, tuple[float, str]] = {}
    for entry in entries:
        reliable = _reliability(entry, grades)
        origin = entry.origin or entry.id
        if origin not in best or reliable > best[origin][0]:
            best[origin] = (reliable, entry.id)
    return {entry_id for _, entry_id in best.values()}


def _reliability(entry: Evidence, grades: Mapping[str, float]) -> float:
    return reliability(entry, grades, ungraded=composite(UNGRADED, grades))


def _report(entry: Evidence, match: str, grades: Mapping[str, float], *, counts: bool) -> Report:
    reliable = _reliability(entry, grades)
    return Report(entry.id, match, entry.grade or UNGRADED, reliable, 1 - reliable, counts)


def _step(
    forecast: Forecast, link: IndicatorLink, state: IndicatorState, group: str | None, reports: tuple[Report, ...]
) -> Step:
    counted = [report for report in reports if report.counts]
    ratio = 1.0
    for report in counted:
        ratio *= report_ratio(report.reliability)
    weight = max((MATCH_WEIGHT[report.match] for report in counted), default=0.0)
    moves = log_ratios(forecast, ratio, link.likelihood, 1.0)
    return Step(link.id, state, group, reports, ratio, link.likelihood, moves, weight)


def _ratios(forecast: Forecast, known: Sequence[Evidence], grades: Mapping[str, float]) -> list[Step]:
    """Reports that carry a likelihood ratio of their own, discounted by their grade.

    One whose origin (or which itself) bears on a sign of the forecast does not count: it would count twice.
    """
    direct = [entry for entry in known if entry.likelihood_ratio is not None and is_binary(forecast)]
    watched = {link.id for link in forecast.indicators}
    by_sign = {entry.origin or entry.id for entry in known if not watched.isdisjoint(entry.indicators)}
    best = _best_of_each_origin([entry for entry in direct if (entry.origin or entry.id) not in by_sign], grades)
    steps = []
    for entry in direct:
        report = _report(entry, "full", grades, counts=entry.id in best)
        stated = entry.likelihood_ratio or 1.0
        likelihood = {"yes": stated / (1 + stated), "no": 1 / (1 + stated)}
        ratio = report_ratio(report.reliability)
        moves = log_ratios(forecast, ratio, likelihood, 1.0)
        weight = 1.0 if report.counts else 0.0
        steps.append(Step(entry.id, "observed", None, (report,), ratio, likelihood, moves, weight, is_stated=True))
    return steps


def _damped(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Within a group of shared cause, ranked by how much they move, weights 1, ½, ¼, …; the others keep theirs."""
    damping: dict[str, float] = {}
    grouped = sorted((step for step in steps if step.group and step.weight), key=lambda step: str(step.group))
    for _, members in groupby(grouped, key=lambda step: step.group):
        ranked = sorted(members, key=lambda step: (-_strength(step), step.name))
        damping.update({step.name: 0.5**rank for rank, step in enumerate(ranked)})
    return tuple(step._replace(weight=step.weight * damping.get(step.name, 1.0)) for step in steps)


def _strength(step: Step) -> float:
    """How much a step can move the forecast: |log LR|, or the spread of the log likelihoods over the options."""
    values = [*step.log_ratios.values(), *([0.0] if len(step.log_ratios) == 1 else [])]
    return step.weight * (max(values) - min(values))
