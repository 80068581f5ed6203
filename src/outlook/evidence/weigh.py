"""Prior + what is known of the signs + time → implied probability, with every step.

Two layers: reports say how sure we are that a sign was seen, signs move the forecast, and nothing else moves it but
time. Which of the two rules weighs them is the case's choice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from math import log
from operator import lt
from typing import TYPE_CHECKING

from outlook.evidence import classic
from outlook.evidence.distributions import base_distribution, implied_distribution
from outlook.evidence.how_sure import implied_range
from outlook.evidence.passing import held_at, passed, share_gone
from outlook.evidence.signs import Sign, signs_of, weighing_of
from outlook.evidence.steps import Step, as_belief, logarithm, moved, stated_ratio
from outlook.evidence.together import steps_at
from outlook.model.belief import Belief, Chance, Points, Shares
from outlook.model.counting import counts_from, times_of
from outlook.model.kind_of import is_date, is_distributed
from outlook.model.weighing import CLASSIC, UNREAD, Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from outlook.evidence.ranges import Range
    from outlook.model.case import Case
    from outlook.model.entries import Evidence
    from outlook.model.forecast import Forecast

REPORTED = ("full", "partial", "pending")


@dataclass(frozen=True, slots=True)
class Weighed:
    """The result with its steps; every belief is None where the kind has no implied value or there is no prior.

    `base` is the prior after the passing of time, `naive` what plain multiplication of every report would say. Either
    of `implied` and `naive` is None too where decisive signs rule out every outcome: there is no number for that.
    `range` is where the implied probability lies nine times in ten, if the stated likelihoods are off as `by` says;
    None where it is not known.
    """

    prior: Belief | None
    base: Belief | None
    implied: Belief | None
    steps: tuple[Step, ...]
    by: Weighing
    range: Range | None = None
    share: float = 0.0
    reading: Reading | None = field(default=None, repr=False, compare=False)
    counted: tuple[Evidence, ...] = field(default=(), repr=False, compare=False)

    @property
    def naive(self) -> Belief | None:
        """What plain multiplication would say; worked out where it is shown, which is rarely."""
        return None if self.base is None or self.reading is None else _naive(self.reading.forecast, self.counted)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reports say of a forecast's signs, as known at some moment; what it is worth depends on the time.

    `fixed` are the steps of the first rule, to which time does nothing.
    """

    forecast: Forecast
    by: Weighing
    signs: tuple[Sign, ...] = ()
    fixed: tuple[Step, ...] = ()

    def steps(self, at: datetime) -> tuple[Step, ...]:
        """What each sign does at a moment."""
        return self.steps_at(share_gone(self.forecast, at))

    def steps_at(self, share: float) -> tuple[Step, ...]:
        """The same when a share of the window has gone."""
        return self.fixed or steps_at(self.forecast, self.signs, share, self.by.weight)

    @property
    def moves_with_time(self) -> bool:
        """Whether the prior decays, as a date's always does, or a sign is silent: it says more from day to day."""
        passes = self.forecast.decay != "none" or is_date(self.forecast)
        return passes or any(not sign.ratio >= 1 for sign in self.signs)

    def without_reports(self) -> Reading:
        """The same without its reports: they say where its numbers come from, and are in none of them."""
        signs = tuple(sign._replace(reports=()) for sign in self.signs)
        return replace(self, signs=signs, fixed=tuple(step._replace(reports=()) for step in self.fixed))

    def implied(self, at: datetime) -> Belief | None:
        """What it all makes of the prior at a moment.

        None for want of a prior, by the kind, and where certain reports contradict each other.
        """
        return imply(self.forecast, self.steps(at), at) if may_imply(self.forecast, self.by) else None


def weigh(forecast: Forecast, case: Case | None, evidence: Iterable[Evidence], at: datetime) -> Weighed:
    """What the prior, the evidence known by `at` and the passing of time imply.

    Only entries that name the forecast count, and only from its opening on: what was known before is in the
    prior. A sign that another entry of the case reports is not silent.
    """
    until = held_at(forecast, at)
    name, opens_at = forecast.id, forecast.opens_at
    known: list[Evidence] = []
    others: list[Evidence] = []
    for entry, since in _in_order(evidence):  # as `_counts`, which is a call
        is_known = since <= until and name in entry.forecasts and (opens_at is None or since >= opens_at)
        (known if is_known else others).append(entry)
    closed = forecast.closes_at is not None and at > forecast.closes_at
    reading = read(forecast, case, known, heard_of(forecast, others, at) if others else set(), closed=closed)
    share = share_gone(forecast, at)
    steps = reading.steps_at(share)
    base = base_of(forecast, at) if may_imply(forecast, reading.by) else None
    if forecast.prior is None or base is None:
        return Weighed(forecast.prior, None, None, steps, reading.by, share=share, reading=reading)
    implied = _implied(forecast, steps, base, at)
    return Weighed(
        prior=forecast.prior,
        base=base,
        implied=implied,
        steps=steps,
        by=reading.by,
        range=implied_range(forecast, steps, implied, reading.by, at),
        share=share,
        reading=reading,
        counted=tuple(known),
    )


def _in_order(evidence: Iterable[Evidence]) -> Iterable[tuple[Evidence, datetime]]:
    """By when they count, when they were recorded, and by id; they mostly are so, which is quickly seen."""
    found = list(evidence)
    times = times_of(found)
    timed = zip(found, times, strict=True)
    if all(map(lt, times, times[1:])):
        return timed
    return sorted(timed, key=lambda one: (one[1], one[0].recorded_at, one[0].id))


def read(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], heard: AbstractSet[str], *, closed: bool = False
) -> Reading:
    """What the evidence that counts says, in order; `heard` names the signs that are not silent for another reason."""
    by = weighing_of(case)
    if by.rule == CLASSIC:
        return Reading(forecast, by, fixed=classic.steps_of(forecast, case, known, closed=closed))
    return Reading(forecast, by, signs_of(forecast, case, known, heard, closed=closed))


def heard_of(forecast: Forecast, evidence: Iterable[Evidence], at: datetime) -> set[str]:
    """The signs of a forecast that were reported by a moment, in entries that do not count for it.

    They were known before its opening, or entered for other forecasts: what they say is not weighed here, but the sign
    is not silent either. A denial elsewhere does not break its silence.
    """
    watched, until = {link.id for link in forecast.indicators}, held_at(forecast, at)
    return {
        name
        for entry in evidence
        if counts_from(entry) <= until and not _counts(forecast, entry, until)
        for name, match in entry.indicators.items()
        if match in REPORTED and name in watched
    }


def may_imply(forecast: Forecast, by: Weighing) -> bool:
    """Whether the rule says anything of that kind: the first one invents no distribution, and one unread nothing."""
    return by.rule != UNREAD and (by.rule != CLASSIC or not is_distributed(forecast))


def imply(forecast: Forecast, steps: Sequence[Step], at: datetime) -> Belief | None:
    """What those steps make of the prior, after the passing of time until `at`.

    None for want of a prior, and where reports that are certain rule out every outcome between them.
    """
    return _implied(forecast, steps, base_of(forecast, at), at)


def _implied(
    forecast: Forecast, steps: Sequence[Step], base: Chance | Shares | Points | None, at: datetime
) -> Belief | None:
    if isinstance(base, Chance | Shares):
        return as_belief(forecast, moved(base.shares, [step.moves for step in steps]))
    return None if base is None else implied_distribution(forecast, steps, at)


def base_of(forecast: Forecast, at: datetime) -> Chance | Shares | Points | None:
    """The prior after the passing of time; None for want of one, or where it does not say enough."""
    prior = forecast.prior
    return passed(forecast, prior, at) if isinstance(prior, Chance | Shares) else base_distribution(forecast, at)


def _counts(forecast: Forecast, entry: Evidence, until: datetime) -> bool:
    since = counts_from(entry)
    after_opening = forecast.opens_at is None or since >= forecast.opens_at
    return forecast.id in entry.forecasts and after_opening and since <= until


def _naive(forecast: Forecast, known: Sequence[Evidence]) -> Belief | None:
    """The prior with every report multiplied; None for a distribution, of which there is no such number."""
    prior = forecast.prior
    if not isinstance(prior, Chance | Shares):
        return None
    return as_belief(forecast, moved(prior.shares, _naive_moves(forecast, known)))


def _matches(entry: Evidence) -> Iterator[tuple[str, str]]:
    return ((name, match) for name, match in entry.indicators.items() if match != "none")


def _naive_moves(forecast: Forecast, known: Sequence[Evidence]) -> list[dict[str, float]]:
    """Every report at its full likelihoods, denials at those of not seeing it: no grade, no damping, no decay."""
    reports = Counter((name, match == "refutes") for entry in known for name, match in _matches(entry))
    moves = [
        {outcome: count * logarithm(1 - seen if denied else seen) for outcome, seen in link.likelihood.items()}
        for link in forecast.indicators
        for denied in (False, True)
        if (count := reports[link.id, denied])
    ]
    stated = [ratio for entry in known if (ratio := stated_ratio(forecast, entry)) is not None]
    return moves + [{"yes": log(ratio)} for ratio in stated]
