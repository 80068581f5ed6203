"""From reports to signs: which reports count, Λ, the state of a sign, and what it moves."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isclose, isinf, log, prod, sqrt
from typing import TYPE_CHECKING

from .weighing import YES_NO, Contradiction, Moved, Question, Report, Sign, held, share_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

LETTERS = {"A": 0.98, "B": 0.90, "C": 0.75, "D": 0.50, "E": 0.25, "F": 0.50}
DIGITS = {"1": 0.98, "2": 0.85, "3": 0.65, "4": 0.35, "5": 0.10, "6": 0.50}
UNGRADED = 2 / 3
SEEN = ("full", "partial")
FOR = (*SEEN, "pending")
BEARING = (*FOR, "refutes")
RATIOS = " ratios without an origin"  # no slug begins with a blank


def reliability(grade: str, own: Mapping[str, float] | None = None) -> float:
    """r of a grade, with a case's own values."""
    values = {**LETTERS, **DIGITS, **(own or {})}
    return sqrt(values[grade[0]] * values[grade[1]])


def doubt(r: float | None, match: str = "full") -> float:
    """n: what is left of doubt in one report."""
    r = UNGRADED if r is None else r
    left = 1.0 if r <= 0.0 else min(1.0, (1.0 - r) / r)
    return sqrt(left) if match == "partial" else left


# ── which count ──


def in_time(question: Question, reports: Iterable[Report], at: datetime) -> list[Report]:
    """Those that name the forecast and became known from its opening to this moment."""
    until = held(question, at)
    return [one for one in reports if counts(question, one) and one.at <= until]


def counts(question: Question, report: Report) -> bool:
    """Whether it names the forecast and became known from its opening on."""
    return question.name in report.forecasts and (question.opens is None or report.at >= question.opens)


def elsewhere(question: Question, reports: Iterable[Report], at: datetime, sign: str) -> bool:
    """Whether a sign was reported by then where it does not count here: before the opening, or on other forecasts."""
    until = held(question, at)
    return any(one.at <= until and one.matches.get(sign) in FOR and not counts(question, one) for one in reports)


def once_each(reports: Iterable[Report], sign: str) -> list[float]:
    """The n of each that counts: the least of each origin, and of all that are anonymous; others for themselves."""
    least: dict[object, float] = {}
    for place, one in enumerate(reports):
        anonymous = one.origin is None and one.r is None
        key = one.origin if one.origin is not None else "" if anonymous else place
        least[key] = min(least.get(key, 1.0), doubt(one.r, one.matches[sign]))
    return list(least.values())


# ── one sign ──


def bayes_of(doubts: Sequence[float], vigilance: float, common: float) -> float:
    """Λ of the reports in favour; without any, of the silence."""
    least = min(doubts, default=1.0)
    if not doubts:
        return 1.0 - vigilance
    below = (1.0 - common) * prod(doubts) + common * least
    return inf if below == 0.0 else (1.0 - vigilance * least) / below


@dataclass(frozen=True)
class Seen:
    """A sign at a moment."""

    sign: Sign
    bayes: float
    state: str


def look(question: Question, reports: Sequence[Report], sign: Sign, at: datetime) -> Seen:
    """Λ and the state of one sign.

    Raises:
        Contradiction: a sure report meets a sure denial.
    """
    mine = [one for one in in_time(question, reports, at) if one.matches.get(sign.name) in BEARING]
    w = question.rule.vigilance if sign.vigilance is None else sign.vigilance
    favour = [one for one in mine if one.matches[sign.name] in SEEN]
    bayes = bayes_of(once_each(favour, sign.name), w, question.rule.common_error)
    pending = any(one.matches[sign.name] == "pending" for one in mine)
    if pending or elsewhere(question, reports, at, sign.name):
        bayes = max(1.0, bayes)
    denials = once_each([one for one in mine if one.matches[sign.name] == "refutes"], sign.name)
    if isinf(bayes) and 0.0 in denials:
        raise Contradiction
    bayes *= prod(denials)
    return Seen(sign, bayes, _state(question, mine, sign, bayes, at))


def _state(question: Question, mine: Sequence[Report], sign: Sign, bayes: float, at: datetime) -> str:
    deciding = [one for one in mine if one.matches[sign.name] != "pending"]
    newest = max(deciding, key=lambda one: (one.at, one.number), default=None)
    if newest is not None and newest.matches[sign.name] == "refutes":
        return "refuted"
    if bayes > 1.0:
        return "observed"
    if question.closes is not None and at > question.closes:
        return "expired"
    return "pending" if any(one.matches[sign.name] == "pending" for one in mine) else "unseen"


def log_chance(bayes: float, chance: float, gone: float) -> float:
    """ln(Λa + 1 − a); of Λ = ∞ without the ln Λ that all outcomes have."""
    if isinf(bayes):
        return log(chance) if chance > 0 else -inf
    a = chance if bayes > 1.0 else gone * chance
    value = bayes * a + (1.0 - a)
    return log(value) if value > 0 else -inf


def moved_by(seen: Seen, gone: float) -> Moved:
    """What a sign moves."""
    sign = seen.sign
    logs = {outcome: log_chance(seen.bayes, chance, gone) for outcome, chance in sign.chance.items()}
    return Moved(sign.name, sign.group, logs, seen.bayes, sign)


# ── ratios ──


def ratio_log(report: Report) -> float:
    """ℓ of a report with a ratio of its own."""
    assert report.ratio is not None
    if report.r is None:
        return log(report.ratio)
    left = doubt(report.r)  # Λ = 1/n, since w = 0
    return log((report.ratio + left) / (1.0 + left * report.ratio))


def ratios(question: Question, reports: Sequence[Report], at: datetime) -> list[Moved]:
    """The ratios that count: the strongest of each origin that bears on no sign, and every one without an origin."""
    mine = in_time(question, reports, at)
    names = {sign.name for sign in question.signs}
    taken = {one.origin for one in mine if any(name in names and how in BEARING for name, how in one.matches.items())}
    found: list[Moved] = []
    by_origin: dict[str, list[float]] = {}
    for one in mine:
        if one.ratio is None or one.matches:
            continue
        if one.origin is None:
            found.append(_ratio(f"{one.number}", ratio_log(one), RATIOS))
        elif one.origin not in taken:
            by_origin.setdefault(one.origin, []).append(ratio_log(one))
    return found + [_ratio(name, strongest(logs), None) for name, logs in by_origin.items()]


def strongest(logs: Sequence[float]) -> float:
    """What moves most of one origin; two that move equally far, one for and one against, cancel."""
    high, low = max(logs), min(logs)
    if isclose(high, -low, rel_tol=1e-9):
        return 0.0
    return high if high > -low else low


def _ratio(name: str, value: float, group: str | None) -> Moved:
    return Moved(name, group, dict(zip(YES_NO, (value, 0.0), strict=True)))


def all_moved(question: Question, reports: Sequence[Report], at: datetime) -> list[Moved]:
    """Every sign and, of a question of yes and no, every ratio.

    Raises:
        Contradiction: a sure report meets a sure denial.
    """
    gone = share_gone(question, at)
    signs = [moved_by(look(question, reports, sign, at), gone) for sign in question.signs]
    return signs + (ratios(question, reports, at) if question.outcomes == YES_NO else [])
