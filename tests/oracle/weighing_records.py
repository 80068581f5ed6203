"""From the records and entries of the program to the plain inputs of the second implementation, by their fields alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from math import isinf
from typing import TYPE_CHECKING, Any

from .weighing import Contradiction, Question, Report, Rule, Sign, binary, choice, held, total
from .weighing_beyond import Reached, sooner_or_later, tilted
from .weighing_reports import all_moved, reliability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from outlook.model import Case, Evidence, Forecast

DAY = timedelta(days=1)
RULE_FIELDS = ("vigilance", "correlation", "common_error", "weight", "elicitation_sd")


def rule_of(case: Case | None) -> Rule:
    """The constants of a case; those it does not state are the document's."""
    stated: Any = getattr(case, "weighing", None) or {}
    found = {name: stated.get(name) if isinstance(stated, dict) else getattr(stated, name) for name in RULE_FIELDS}
    groups: Any = getattr(case, "groups", None) or {}
    own = {name: one["correlation"] if isinstance(one, dict) else one.correlation for name, one in groups.items()}
    given = {name: value for name, value in found.items() if value is not None}
    return Rule(**given, groups={name: value for name, value in own.items() if value is not None})


def question_of(forecast: Forecast, case: Case | None) -> Question:
    """A forecast as its plain question; a distribution is no prior here."""
    signs = tuple(
        _sign(link.id, {name: link.likelihood[name] for name in forecast.signs}, case) for link in forecast.indicators
    )
    return Question(
        name=forecast.id,
        prior=_prior(forecast),
        signs=signs,
        opens=forecast.opens_at,
        closes=forecast.closes_at,
        decays=forecast.kind == "binary" and forecast.decay == "deadline",
        rule=rule_of(case),
        range=getattr(forecast, "prior_range", None),
    )


def _prior(forecast: Forecast) -> Mapping[str, float] | None:
    if forecast.prior is None or forecast.kind not in {"binary", "choice"}:
        return None
    return dict(forecast.prior.shares)


def _sign(name: str, chance: Mapping[str, float], case: Case | None) -> Sign:
    found = case.indicator(name) if case else None
    return Sign(name, chance, found.group if found else None, getattr(found, "vigilance", None))


def reports_of(evidence: Iterable[Evidence], case: Case | None) -> list[Report]:
    """The entries as plain reports."""
    return [_report(entry, number, case) for number, entry in enumerate(evidence)]


def _report(entry: Evidence, number: int, case: Case | None) -> Report:
    graded = reliability(entry.grade, case.grades if case else None) if entry.grade else None
    return Report(
        at=entry.known_at,
        forecasts=frozenset(entry.forecasts),
        matches=dict(entry.indicators),
        ratio=entry.likelihood_ratio,
        r=graded if entry.p_accurate is None else entry.p_accurate,
        origin=entry.origin,
        number=number,
    )


def implied(
    forecast: Forecast, case: Case | None, evidence: Iterable[Evidence], at: datetime
) -> float | dict[str, float] | None:
    """What is implied for a binary forecast or a choice; None where nothing is."""
    question = question_of(forecast, case)
    if question.prior is None:
        return None
    try:
        moved = all_moved(question, reports_of(evidence, case), at)
        return choice(question, moved) if forecast.kind == "choice" else binary(question, moved, at)
    except Contradiction:
        return None


# ── quantities and dates ──


def implied_distribution(
    forecast: Forecast, case: Case | None, evidence: Iterable[Evidence], at: datetime
) -> list[tuple[float | date, float]] | None:
    """The points that are implied for a quantity or a date; None where nothing is."""
    question = question_of(forecast, case)
    if forecast.prior is None:
        return None
    try:
        moved = total(question, all_moved(question, reports_of(evidence, case), at))
    except Contradiction:
        return None
    if isinf(moved):
        return None
    stated = _stated(forecast)
    if forecast.kind == "numeric":
        return [(value, tilted(share, moved)) for value, share in stated]
    return _dated(question, stated, at, moved, flat=isinstance(forecast.prior, Sequence))


def _stated(forecast: Forecast) -> list[tuple[Any, float]]:
    prior = forecast.prior
    if isinstance(prior, Sequence):
        return [(value, share) for value, share in prior]
    highest = {value: float(level[1:]) / 100 for level, value in prior.items()}
    return list(highest.items())


def _dated(
    question: Question, stated: Sequence[tuple[Any, float]], at: datetime, moved: float, *, flat: bool
) -> list[tuple[float | date, float]] | None:
    """A day is reached at its end, a second before midnight."""
    if question.opens is None or question.closes is None:
        return None
    places = {value: datetime.combine(value, time(23, 59, 59), UTC) for value, _ in stated}
    passed = {value: (place - question.opens) / DAY for value, place in places.items()}
    reached = Reached(0.0, tuple((passed[value], share) for value, share in stated), flat)
    now = max((held(question, at) - question.opens) / DAY, 0.0)
    found = sooner_or_later(reached, (question.closes - question.opens) / DAY, now, moved)
    if found is None or not found[1]:
        return None
    return [(value, found[1][passed[value]]) for value, _ in stated if passed[value] in found[1]]
