"""The walk from prior to implied probability, line by line, so that a reader can redo it on paper.

Each line adds to the log-odds of yes (binary) or to the log weight of each option (choice); the sum of the
lines is the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import exp, inf, isnan, log

from outlook.evidence.weigh import Step, Weighed, held_at, logit
from outlook.model.belief import Belief, Chance, Shares
from outlook.model.forecast import Forecast


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what moves the forecast, by how much in nats, and where it stands after it.

    `moves` is keyed by outcome; for a binary forecast it has the one key `yes`. `after` is None once decisive signs
    have ruled out every outcome. `arithmetic` is the reckoning in words and numbers.
    """

    label: str
    moves: Mapping[str, float]
    after: Belief | None
    arithmetic: tuple[str, ...]
    step: Step | None = None


def walk(forecast: Forecast, weighed: Weighed, at: datetime) -> list[Line]:
    """The lines from the prior on; empty where nothing is implied."""
    if weighed.prior is None or weighed.base is None:
        return []
    logs = _logs(weighed.prior)
    lines = [Line("prior", logs, weighed.prior, ("as stated in the record",))]
    if weighed.base != weighed.prior:
        passed = {name: value - logs[name] for name, value in _logs(weighed.base).items()}
        lines.append(Line("time", passed, weighed.base, (_time(forecast, at),)))
    total = dict(_logs(weighed.base))
    for step in weighed.steps:
        if not step.weight:
            continue
        total = {name: value + step.moves.get(name, 0.0) for name, value in total.items()}
        lines.append(Line(step.name, step.moves, _belief(total), _arithmetic(step), step))
    return lines


def _logs(belief: Belief) -> dict[str, float]:
    if isinstance(belief, Chance):
        return {"yes": logit(belief)}
    assert isinstance(belief, Shares)
    return {name: log(share) if share > 0 else -inf for name, share in belief.items()}


def _belief(logs: Mapping[str, float]) -> Belief | None:
    highest = max(logs.values())
    if any(isnan(value) for value in logs.values()):
        return None
    if set(logs) == {"yes"}:
        return Chance(1 / (1 + exp(-highest)) if highest > 0 else exp(highest) / (1 + exp(highest)))
    if highest == -inf:
        return None
    weights = {name: exp(value - highest) for name, value in logs.items()}
    return Shares({name: weight / sum(weights.values()) for name, weight in weights.items()})


def _time(forecast: Forecast, at: datetime) -> str:
    assert forecast.opens_at is not None
    assert forecast.closes_at is not None
    whole = (forecast.closes_at - forecast.opens_at).total_seconds() / 86_400
    left = max((forecast.closes_at - held_at(forecast, at)).total_seconds() / 86_400, 0.0)
    return f"base = 1 - (1 - {forecast.prior:g})^({left:.4f} / {whole:.4f} days left), a constant hazard"


def _arithmetic(step: Step) -> tuple[str, ...]:
    counted = [report for report in step.reports if report.counts]
    reports = [
        f"{item.entry} {item.grade}: r = {item.reliability:.4f}, λ = 1/(1 - r) = {item.ratio:.4f}" for item in counted
    ]
    product = (
        [f"λ = {' × '.join(f'{item.ratio:.4f}' for item in counted)} = {step.ratio:.4f}"] if len(counted) > 1 else []
    )
    return (*reports, *product, *_ratios(step), _weights(step))


def _ratios(step: Step) -> list[str]:
    if set(step.likelihood) == {"yes", "no"}:
        yes, no = step.likelihood["yes"], step.likelihood["no"]
        seen, unseen = (f"({step.ratio:.4f} × {share:g} + 1 - {share:g})" for share in (yes, no))
        return [f"LR = {seen} / {unseen} = {exp(step.log_ratios['yes']):.4f}, ln LR = {step.log_ratios['yes']:+.4f}"]
    return [
        f"{name}: {step.ratio:.4f} × {share:g} + 1 - {share:g} = {exp(step.log_ratios[name]):.4f}"
        for name, share in step.likelihood.items()
    ]


def _weights(step: Step) -> str:
    match = "full match 1" if step.match_weight == 1 else f"partial match {step.match_weight:g}"
    shared = f", damping {step.damping:g} in the group {step.group}" if step.group and step.damping != 1 else ""
    return f"weight: {match}{shared}"
