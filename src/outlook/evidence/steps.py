"""What each sign does to a forecast, whatever the rule, and what all of them together make of the prior."""

from __future__ import annotations

from math import exp, inf, isnan, log, log1p
from typing import TYPE_CHECKING, Literal, NamedTuple

from outlook.model.belief import Belief, Chance, Shares
from outlook.model.kind_of import is_binary, is_choice, is_numeric

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

IndicatorState = Literal["unseen", "pending", "observed", "refuted", "expired"]
WITHOUT_ORIGIN = "(no origin)"  # the group of the ratios that name none: no slug, so no group of a case is called so


class Report(NamedTuple):
    """One evidence entry on one indicator, with its reliability and the doubt that is left of it, both 0 to 1.

    `counts` is False where another report of the same origin counts in its place, or the match does not move.
    """

    entry: str
    match: str
    grade: str
    reliability: float
    doubt: float
    counts: bool


class Step(NamedTuple):
    """What one indicator (or one report with a ratio of its own) does to the forecast.

    `ratio` is how much likelier the reports, or their absence, are if the sign is there: 0 and up, nan where certain
    reports contradict each other. `share` is the part of the window in which the sign has had time to come, where it
    is silent; 1 where it was seen. `log_ratios` are log LR by outcome (one number where there are two outcomes, for
    the first of them), in nats; the forecast moves by `weight` times that, where `weight` holds what the group, the
    match and the weight of evidence make of it. `is_stated` says that the ratio is the report's own.
    """

    name: str
    state: IndicatorState
    group: str | None
    reports: tuple[Report, ...]
    ratio: float
    likelihood: Mapping[str, float]
    log_ratios: Mapping[str, float]
    weight: float
    share: float = 1.0
    vigilance: float = 0.0
    is_heard: bool = False
    is_stated: bool = False
    correlation: float = 0.0

    @property
    def moves(self) -> Mapping[str, float]:
        """What is added to the log weight of each outcome."""
        if isnan(self.ratio):
            return self.log_ratios  # no weight of evidence makes a number of a contradiction
        return {name: self.weight * value if self.weight else 0.0 for name, value in self.log_ratios.items()}

    @property
    def is_silent(self) -> bool:
        """Whether what moves is that nothing was reported, or less than nothing."""
        return not self.ratio > 1

    @property
    def moves_nothing(self) -> bool:
        """Whether the forecast would be the same without it."""
        return not any(self.moves.values())


def poles(forecast: Forecast) -> tuple[str, str] | None:
    """The two outcomes between which a sign decides, the first first; None where there are options."""
    if is_choice(forecast):
        return None
    return ("above", "below") if is_numeric(forecast) else ("yes", "no")


def log_ratios(forecast: Forecast, ratio: float, likelihood: Mapping[str, float], share: float) -> dict[str, float]:
    """Log LR of each outcome: against the second of two, as bare log likelihoods for the options of a choice.

    ln(Λ·a + 1 - a) with a the likelihood, or its share where the sign has had only that part of the window to come.
    """
    logs = {name: log_likelihood(ratio, share * seen) for name, seen in likelihood.items()}
    two = poles(forecast)
    return logs if two is None else {two[0]: logs[two[0]] - logs[two[1]]}


def log_likelihood(ratio: float, seen: float) -> float:
    """ln(Λ·a + 1 - a) of a likelihood a, or of what is left of it; -inf where it cannot be."""
    if ratio == inf:
        return logarithm(seen)
    change = (ratio - 1) * seen
    return -inf if change <= -1 else log1p(change)


def logarithm(value: float) -> float:
    """The natural logarithm, with that of 0."""
    return log(value) if value > 0 else -inf


def logit(probability: float) -> float:
    """Log-odds, in nats; infinite at 0 and 1.

    >>> logit(0.5)
    0.0
    """
    if probability in (0, 1):
        return inf if probability else -inf
    return log(probability) - log1p(-probability)


def expit(odds: float) -> float:
    """The probability of log-odds, 0 to 1.

    >>> expit(0.0)
    0.5
    """
    return 1 / (1 + exp(-odds)) if odds > 0 else exp(odds) / (1 + exp(odds))


def moved(shares: Mapping[str, float], moves: Sequence[Mapping[str, float]]) -> dict[str, float] | None:
    """Multiply weights in and renormalise, in logarithms so that many reports cannot overflow.

    An infinite weight decides; None where what decides contradicts itself and no outcome is left.
    """
    if not any(any(move.values()) for move in moves):
        return dict(shares)  # as it was stated, to the last digit
    logs = {name: logarithm(share) + sum([move.get(name, 0.0) for move in moves]) for name, share in shares.items()}
    highest = max(logs.values())
    if highest == -inf or any(map(isnan, logs.values())):
        return None
    weights = {name: 1.0 if value == highest else exp(value - highest) for name, value in logs.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def as_belief(forecast: Forecast, shares: Mapping[str, float] | None) -> Belief | None:
    """Those shares as the kind has them: P(yes), or the shares of the options."""
    if shares is None:
        return None
    return Chance(shares["yes"]) if is_binary(forecast) else Shares(shares)


def stated_ratio(forecast: Forecast, entry: Evidence) -> float | None:
    """The ratio of its own that a report has; none on signs, whatever an old entry says, and none but of yes and no."""
    if entry.indicators or not is_binary(forecast):
        return None
    return entry.likelihood_ratio


def bears_on(entry: Evidence, names: Iterable[str]) -> bool:
    """Whether a report bears on one of the signs."""
    return any(entry.indicators.get(name, "none") != "none" for name in names)
