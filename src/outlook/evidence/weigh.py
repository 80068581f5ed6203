"""Prior + indicator states + time → implied probability, with every step.

Two layers. *Reports* say how sure we are that an *indicator* was seen (virtual evidence: Pearl 1988; cascaded
inference: Schum & DuCharme 1971); indicators move the *forecast*. Nothing else moves it but time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import exp, inf, isnan, log, log1p, sqrt
from typing import Literal

from outlook.model.belief import Belief, Chance, Shares
from outlook.model.case import Case
from outlook.model.entries import Evidence, counts_from
from outlook.model.forecast import Forecast, IndicatorLink
from outlook.model.kinds import BinaryForecast, ChoiceForecast

IndicatorState = Literal["unseen", "pending", "observed", "refuted", "expired"]

# Grade → reliability: a convention, not a measurement; `grades` in case.yaml overrides it. F and 6 mean unknown.
RELIABILITY: Mapping[str, float] = {
    **dict(zip("ABCDEF", (0.98, 0.90, 0.75, 0.50, 0.25, 0.50), strict=True)),
    **dict(zip("123456", (0.98, 0.85, 0.65, 0.35, 0.10, 0.50), strict=True)),
}
UNGRADED = "F6"
DAY = timedelta(days=1)
MATCH_WEIGHT: Mapping[str, float] = {"full": 1.0, "partial": 0.5}


@dataclass(frozen=True, slots=True)
class Report:
    """One evidence entry on one indicator; `ratio` is λ, P(report | sign) / P(report | no sign), 1 or more.

    `counts` is False where another report of the same origin counts in its place, or the match does not move.
    """

    entry: str
    match: str
    grade: str
    reliability: float
    ratio: float
    counts: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What one indicator (or one report with a ratio of its own) does to the forecast.

    `log_ratios` are log LR by outcome (one number, for yes, where the forecast is binary), `weight` the match's
    weight times the damping within its group; the forecast moves by their product.
    """

    name: str
    state: IndicatorState
    group: str | None
    reports: tuple[Report, ...]
    ratio: float
    likelihood: Mapping[str, float]
    log_ratios: Mapping[str, float]
    match_weight: float
    damping: float

    @property
    def weight(self) -> float:
        """The match's weight times the damping."""
        return self.match_weight * self.damping

    @property
    def moves(self) -> Mapping[str, float]:
        """What is added to the log weight of each outcome."""
        return {name: self.weight * value for name, value in self.log_ratios.items()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The result with its steps; every belief is None where the kind has no implied value or there is no prior.

    `base` is the prior after the passing of time, `naive` what plain multiplication of every report would say. Either
    of `implied` and `naive` is None too where decisive signs rule out every outcome: there is no number for that.
    """

    prior: Belief | None
    base: Belief | None
    implied: Belief | None
    naive: Belief | None
    steps: tuple[Step, ...]


def reliability(grade: str | None, grades: Mapping[str, float], p_accurate: float | None = None) -> float:
    """How likely a report of that grade is to be true, 0 to 1: the geometric mean of letter and digit.

    One composite, since the two axes go together in practice (Baker et al. 1968: 87 % of ratings on the
    diagonal), so multiplying them would count twice. An explicit `p_accurate` overrides the grade.

    >>> round(reliability("B1", RELIABILITY), 4)
    0.9391
    """
    if p_accurate is not None:
        return p_accurate
    known = grade or UNGRADED
    return sqrt(grades[known[0]] * grades[known[1]])


def report_ratio(reliable: float) -> float:
    """λ = 1 / (1 - r): 1 says nothing, infinite is certain.

    >>> report_ratio(0.5)
    2.0
    """
    return inf if reliable == 1 else 1 / (1 - reliable)


def likelihood_of_reports(ratio: float, seen: float) -> float:
    """P(reports | outcome), up to a constant: λp + 1 - p, where `seen` is P(sign seen by close | outcome).

    Divided by the same for the other outcome this is the indicator's LR; it tends to p1/p0 as λ grows and
    is 1 at λ = 1. At λ infinite it is p itself.
    """
    return seen if ratio == inf else ratio * seen + 1 - seen


def base_rate(prior: float, opens_at: datetime, closes_at: datetime, at: datetime) -> float:
    """The prior of an event by a deadline after time has passed without it, under a constant hazard.

    base(t) = 1 - (1 - prior)^((T - t)/(T - t0)); the prior before the opening, 0 from the close on. What was certain
    stays certain.
    """
    if prior == 1:
        return 1.0
    whole = (closes_at - opens_at).total_seconds()
    left = min(max((closes_at - at).total_seconds(), 0.0), whole)
    return float(1 - (1 - prior) ** (left / whole))


def last_at(forecast: Forecast) -> datetime | None:
    """The last moment of which anything is implied: a day before the close, or the middle of a window under two days.

    At the close itself a constant hazard would imply 0 of everything that nobody has reported yet.
    """
    closes_at, opens_at = forecast.closes_at, forecast.opens_at
    if closes_at is None:
        return None
    return closes_at - (DAY if opens_at is None else max(min(DAY, (closes_at - opens_at) / 2), timedelta(0)))


def held_at(forecast: Forecast, at: datetime) -> datetime:
    """The moment itself, or the last one of which anything is implied."""
    last = last_at(forecast)
    return at if last is None else min(at, last)


def weigh(
    forecast: Forecast,
    case: Case | None,
    evidence: Iterable[Evidence],
    at: datetime,
    grades: Mapping[str, float] = RELIABILITY,
) -> Weighed:
    """What the prior, the evidence known by `at` and the passing of time imply.

    Only entries that name the forecast count, and only from its opening on: what was known before is in the
    prior. For numeric and date forecasts no distribution is invented: the steps are shown, the rest is None.
    """
    in_order = sorted(evidence, key=lambda entry: (counts_from(entry), entry.recorded_at, entry.id))
    known = [entry for entry in in_order if _counts(forecast, entry, at)]
    steps = steps_of(forecast, case, known, grades, at)
    if forecast.prior is None or not isinstance(forecast, BinaryForecast | ChoiceForecast):
        return Weighed(forecast.prior, None, None, None, steps)
    prior = forecast.prior.shares
    return Weighed(
        prior=forecast.prior,
        base=_base(forecast, at),
        implied=imply(forecast, steps, at),
        naive=_as_belief(forecast, _moved(prior, _naive_moves(forecast, known))),
        steps=steps,
    )


def steps_of(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], grades: Mapping[str, float], at: datetime
) -> tuple[Step, ...]:
    """What each indicator and each report with a ratio of its own does, given the evidence that counts, in order."""
    return _damped([*_indicator_steps(forecast, case, known, grades, at), *_direct_steps(forecast, known, grades)])


def imply(forecast: Forecast, steps: Sequence[Step], at: datetime) -> Belief | None:
    """What those steps make of the prior of a binary forecast or a choice, after the passing of time until `at`.

    None where reports that are sure to be right rule out every outcome between them.
    """
    return _as_belief(forecast, _moved(_base(forecast, at).shares, [step.moves for step in steps]))


def _counts(forecast: Forecast, entry: Evidence, at: datetime) -> bool:
    since, at = counts_from(entry), held_at(forecast, at)
    after_opening = forecast.opens_at is None or since >= forecast.opens_at
    return forecast.id in entry.forecasts and after_opening and since <= at


def _base(forecast: Forecast, at: datetime) -> Chance | Shares:
    prior = forecast.prior
    assert isinstance(prior, Chance | Shares)
    if forecast.decay == "none" or not (forecast.opens_at and forecast.closes_at) or not isinstance(prior, Chance):
        return prior
    return Chance(base_rate(prior, forecast.opens_at, forecast.closes_at, held_at(forecast, at)))


def _as_belief(forecast: Forecast, shares: Mapping[str, float] | None) -> Belief | None:
    if shares is None:
        return None
    return Chance(shares["yes"]) if isinstance(forecast, BinaryForecast) else Shares(shares)


def _moved(shares: Mapping[str, float], moves: Sequence[Mapping[str, float]]) -> dict[str, float] | None:
    """Multiply weights in and renormalise, in logarithms so that many reports cannot overflow.

    An infinite weight decides; None where what decides contradicts itself and no outcome is left.
    """
    logs = {name: _log(share) + sum(move.get(name, 0.0) for move in moves) for name, share in shares.items()}
    highest = max(logs.values())
    if highest == -inf or any(isnan(value) for value in logs.values()):
        return None
    weights = {name: 1.0 if value == highest else exp(value - highest) for name, value in logs.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def _indicator_steps(
    forecast: Forecast, case: Case | None, known: Sequence[Evidence], grades: Mapping[str, float], at: datetime
) -> list[Step]:
    closed = forecast.closes_at is not None and at > forecast.closes_at
    steps = []
    for link in forecast.indicators:
        described = case.indicator(link.id) if case else None
        reports = _reports(link.id, known, grades)
        state = state_of([report.match for report in reports], closed=closed)
        steps.append(_step(link, state, described.group if described else None, reports))
    return steps


def state_of(matches: Sequence[str], *, closed: bool = False) -> IndicatorState:
    """Where an indicator stands: the newest report that decides; `expired` if nothing was seen by the close."""
    deciding = [match for match in matches if match != "none"]
    if not deciding or (deciding[-1] == "pending" and closed):
        return "expired" if closed else "unseen"
    return {"full": "observed", "partial": "observed", "pending": "pending", "refutes": "refuted"}[deciding[-1]]  # type: ignore[return-value]


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
        reliable = reliability(entry.grade, grades, entry.p_accurate)
        origin = entry.origin or entry.id
        if origin not in best or reliable > best[origin][0]:
            best[origin] = (reliable, entry.id)
    return {entry_id for _, entry_id in best.values()}


def _report(entry: Evidence, match: str, grades: Mapping[str, float], *, counts: bool) -> Report:
    reliable = reliability(entry.grade, grades, entry.p_accurate)
    return Report(entry.id, match, entry.grade or UNGRADED, reliable, report_ratio(reliable), counts)


def _step(link: IndicatorLink, state: IndicatorState, group: str | None, reports: tuple[Report, ...]) -> Step:
    counted = [report for report in reports if report.counts]
    ratio = 1.0
    for report in counted:
        ratio *= report.ratio
    weight = max((MATCH_WEIGHT[report.match] for report in counted), default=0.0)
    return Step(
        link.id, state, group, reports, ratio, link.likelihood, _log_ratios(ratio, link.likelihood), weight, 1.0
    )


def _log_ratios(ratio: float, likelihood: Mapping[str, float]) -> dict[str, float]:
    """Log LR of each outcome: against `no` for a binary forecast, as bare log likelihoods for a choice."""
    logs = {name: _log(likelihood_of_reports(ratio, seen)) for name, seen in likelihood.items()}
    return {"yes": logs["yes"] - logs["no"]} if set(logs) == {"yes", "no"} else logs


def _log(value: float) -> float:
    return log(value) if value > 0 else -inf


def _direct_steps(forecast: Forecast, known: Sequence[Evidence], grades: Mapping[str, float]) -> list[Step]:
    """Reports that carry a likelihood ratio of their own, discounted by their grade.

    One whose origin (or which itself) bears on a sign of the forecast does not count: it would count twice.
    """
    direct = [entry for entry in known if entry.likelihood_ratio is not None and isinstance(forecast, BinaryForecast)]
    watched = {link.id for link in forecast.indicators}
    by_sign = {entry.origin or entry.id for entry in known if not watched.isdisjoint(entry.indicators)}
    best = _best_of_each_origin([entry for entry in direct if (entry.origin or entry.id) not in by_sign], grades)
    steps = []
    for entry in direct:
        report = _report(entry, "full", grades, counts=entry.id in best)
        stated = entry.likelihood_ratio or 1.0
        likelihood = {"yes": stated / (1 + stated), "no": 1 / (1 + stated)}
        log_ratios = _log_ratios(report.ratio, likelihood)
        weight = 1.0 if report.counts else 0.0
        steps.append(Step(entry.id, "observed", None, (report,), report.ratio, likelihood, log_ratios, weight, 1.0))
    return steps


def _damped(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Within a group of shared cause, ranked by how much they move, weights 1, ½, ¼, …; the others keep theirs."""
    damping: dict[str, float] = {}
    grouped = sorted((step for step in steps if step.group and step.match_weight), key=lambda step: str(step.group))
    for _, members in groupby(grouped, key=lambda step: step.group):
        ranked = sorted(members, key=lambda step: (-_strength(step), step.name))
        damping.update({step.name: 0.5**rank for rank, step in enumerate(ranked)})
    return tuple(_with_damping(step, damping.get(step.name, 1.0)) for step in steps)


def _strength(step: Step) -> float:
    """How much a step can move the forecast: |log LR|, or the spread of the log likelihoods over the options."""
    values = [*step.log_ratios.values(), *([0.0] if set(step.log_ratios) == {"yes"} else [])]
    return step.match_weight * (max(values) - min(values))


def _with_damping(step: Step, damping: float) -> Step:
    return step if damping == 1 else replace(step, damping=damping)


def _naive_moves(forecast: Forecast, known: Sequence[Evidence]) -> list[dict[str, float]]:
    """Every report with any match but `none` at its full likelihoods: no grade, no damping, no decay."""
    reports = Counter(name for entry in known for name, match in entry.indicators.items() if match != "none")
    moves = [
        {outcome: reports[link.id] * _log(seen) for outcome, seen in link.likelihood.items()}
        for link in forecast.indicators
        if reports[link.id]
    ]
    direct = [entry.likelihood_ratio for entry in known if entry.likelihood_ratio is not None]
    return moves + ([{"yes": log(ratio)} for ratio in direct] if isinstance(forecast, BinaryForecast) else [])


def diagnosticity(likelihood: Mapping[str, float], prior: Mapping[str, float]) -> float:
    """The mutual information of an indicator with the outcome, in bits; 0 says nothing, at most 1.

    I = Σ_s P(s) Σ_x P(x|s) log2(P(x|s)/P(x)), with s the outcomes at their prior and x seen or not seen.

    >>> round(diagnosticity({"yes": 1.0, "no": 0.0}, {"yes": 0.5, "no": 0.5}), 3)
    1.0
    """
    seen = sum(prior[outcome] * likelihood[outcome] for outcome in prior)
    total = 0.0
    for outcome, share in prior.items():
        for given, overall in ((likelihood[outcome], seen), (1 - likelihood[outcome], 1 - seen)):
            if share > 0 and given > 0:
                total += share * given * (log(given / overall) / log(2))
    return max(total, 0.0)


def logit(probability: float) -> float:
    """Log-odds, in nats; infinite at 0 and 1.

    >>> logit(0.5)
    0.0
    """
    if probability in (0, 1):
        return inf if probability else -inf
    return log(probability) - log1p(-probability)
