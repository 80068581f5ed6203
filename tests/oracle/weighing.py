"""What evidence implies, from the document alone: plain, slow, and without a line of the program.

`inputs` are the dataclasses of this file, which `weighing_records` makes from records and entries. One sign is
weighed in `weighing_reports`; here the signs are put together. Ranges, what to look at next, quantities and dates are
in `weighing_beyond`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from math import exp, inf, isinf, isnan, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

YES_NO = ("yes", "no")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Report:
    """One entry: `r` is None where it has no grade, `origin` None where it names none."""

    at: datetime
    forecasts: frozenset[str] = frozenset()
    matches: Mapping[str, str] = field(default_factory=dict)
    ratio: float | None = None
    r: float | None = None
    origin: str | None = None
    number: int = 0


@dataclass(frozen=True)
class Sign:
    """A sign with the chance that it is seen by the close, for each outcome."""

    name: str
    chance: Mapping[str, float]
    group: str | None = None
    vigilance: float | None = None


@dataclass(frozen=True)
class Rule:
    """The constants of a case."""

    vigilance: float = 0.5
    correlation: float = 0.5
    common_error: float = 0.1
    weight: float = 1.0
    elicitation_sd: float = 0.5
    groups: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A forecast; the prior is a chance of yes, or one of each outcome."""

    name: str
    prior: Mapping[str, float] | None
    signs: Sequence[Sign] = ()
    opens: datetime | None = None
    closes: datetime | None = None
    decays: bool = False
    rule: Rule = Rule()
    range: tuple[float, float] | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that the likelihoods are stated for."""
        if self.prior is not None:
            return tuple(self.prior)
        return tuple(self.signs[0].chance) if self.signs else YES_NO


class Contradiction(Exception):
    """What is sure proves both yes and no."""


@dataclass(frozen=True)
class Moved:
    """One sign, or one ratio, with its log for each outcome (only their differences matter)."""

    name: str
    group: str | None
    logs: Mapping[str, float]
    bayes: float = 1.0  # Λ
    sign: Sign | None = None

    @property
    def log_ratio(self) -> float:
        """ℓ, of the first outcome against the second."""
        first, second = self.logs.values()
        return 0.0 if first == second else first - second

    @property
    def spread(self) -> float:
        """How far apart it drives the outcomes."""
        high, low = max(self.logs.values()), min(self.logs.values())
        return 0.0 if high == low else high - low


# ── time ──


def held(question: Question, at: datetime) -> datetime:
    """The moment itself, but not after the last of which anything is implied: a day, or half a window, before the close."""
    if question.closes is None:
        return at
    window = 2 * DAY if question.opens is None else question.closes - question.opens
    return min(at, question.closes - (window / 2 if window < 2 * DAY else DAY))


def share_gone(question: Question, at: datetime) -> float:
    """f."""
    if question.opens is None or question.closes is None:
        return 0.0
    gone = (held(question, at) - question.opens) / (question.closes - question.opens)
    return min(max(gone, 0.0), 1.0)


def after_time(question: Question, chance: float, at: datetime) -> float:
    """base(t)."""
    if not question.decays:
        return chance
    return float(1.0 - (1.0 - chance) ** (1.0 - share_gone(question, at)))


# ── signs with a shared cause ──


def correlation(question: Question, group: str | None) -> float:
    """ρ of a group."""
    return question.rule.groups.get(group or "", question.rule.correlation)


def norm(values: Sequence[float], rho: float) -> float:
    """(Σ x^q)^(1/q) with q = 1/(1 − ρ), of what is not negative; scaled so that no power overflows."""
    largest = max(values, default=0.0)
    if largest == 0.0 or isinf(largest) or rho == 1.0:
        return largest
    q = 1.0 / (1.0 - rho)
    return float(largest * sum((value / largest) ** q for value in values) ** (1.0 / q))


def together(values: Sequence[float], rho: float) -> float:
    """S of one group of log ratios.

    Raises:
        Contradiction: both sides are sure.
    """
    positive = norm([value for value in values if value > 0], rho)
    negative = norm([-value for value in values if value < 0], rho)
    if isinf(positive) and isinf(negative):
        raise Contradiction
    return positive - negative


def shares_of_strength(spreads: Sequence[float], rho: float) -> list[float]:
    """The weight of each sign of a group for a choice: s^(q−1) / (Σ s^q)^((q−1)/q)."""
    largest = max(spreads, default=0.0)
    if largest == 0.0:
        return [0.0 for _ in spreads]
    scaled = [float(isinf(one)) if isinf(largest) else one / largest for one in spreads]
    if rho == 1.0:
        ties = scaled.count(1.0)
        return [float(one == 1.0) / ties for one in scaled]
    q = 1.0 / (1.0 - rho)
    bottom = sum(one**q for one in scaled if one > 0) ** ((q - 1.0) / q)
    return [float(one ** (q - 1.0) / bottom) if one > 0 else 0.0 for one in scaled]


def groups_of(moved: Sequence[Moved]) -> list[list[Moved]]:
    """Those that share a cause, together; each that shares none, alone."""
    named: dict[str, list[Moved]] = {}
    alone = []
    for one in moved:
        if one.group is None:
            alone.append([one])
        else:
            named.setdefault(one.group, []).append(one)
    return [*alone, *named.values()]


def rho_of(question: Question, members: Sequence[Moved]) -> float:
    """The correlation of a group of signs."""
    return correlation(question, members[0].group)


# ── to the forecast ──


def logit(chance: float) -> float:
    """The log odds, also of 0 and 1."""
    if chance <= 0.0:
        return -inf
    return inf if chance >= 1.0 else log(chance) - log(1.0 - chance)


def sigmoid(value: float) -> float:
    """The chance of log odds."""
    if value >= 0:
        return 1.0 / (1.0 + exp(-value))
    return exp(value) / (1.0 + exp(value))


def total(question: Question, moved: Sequence[Moved]) -> float:
    """κ·ΣS, of the first outcome against the second.

    Raises:
        Contradiction: both sides are sure.
    """
    sums = [together([one.log_ratio for one in group], rho_of(question, group)) for group in groups_of(moved)]
    added = sum(sums)
    if isnan(added):
        raise Contradiction
    return question.rule.weight * added if question.rule.weight else 0.0


def chances(question: Question, moved: Sequence[Moved]) -> dict[str, float]:
    """For a choice: κ times the weighted logs of each option, added up.

    Raises:
        Contradiction: a log is infinite both ways.
    """
    found = dict.fromkeys(question.outcomes, 0.0)
    for group in groups_of(moved):
        strengths = shares_of_strength([one.spread for one in group], rho_of(question, group))
        for one, strength in zip(group, strengths, strict=True):
            weight = question.rule.weight * strength
            if weight > 0:
                for outcome in found:
                    found[outcome] += weight * one.logs[outcome]
    return found


def binary(question: Question, moved: Sequence[Moved], at: datetime) -> float:
    """The implied chance of yes.

    Raises:
        Contradiction: both sides are sure.
    """
    assert question.prior is not None
    prior = question.prior["yes"]
    added = total(question, moved)
    if (prior == 0.0 and added == inf) or (prior == 1.0 and added == -inf):
        raise Contradiction
    if prior in (0.0, 1.0):
        return prior
    return sigmoid(logit(after_time(question, prior, at)) + added)


def choice(question: Question, moved: Sequence[Moved]) -> dict[str, float]:
    """The implied shares.

    Raises:
        Contradiction: nothing is left.
    """
    assert question.prior is not None
    added = chances(question, moved)
    logs = {name: (log(prior) if prior > 0 else -inf) + added[name] for name, prior in question.prior.items()}
    highest = max(logs.values())
    if isinf(highest):
        raise Contradiction
    raised = {name: exp(value - highest) for name, value in logs.items()}
    return {name: value / sum(raised.values()) for name, value in raised.items()}
