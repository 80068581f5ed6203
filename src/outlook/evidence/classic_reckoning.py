"""The arithmetic of one step under the first rule, in words and numbers."""

from math import exp

from outlook.evidence.classic import MATCH_WEIGHT, report_ratio
from outlook.evidence.steps import Step


def reckoned(step: Step) -> tuple[str, ...]:
    """Its reports, their product, the ratio of each outcome, and the weight."""
    counted = [report for report in step.reports if report.counts]
    ratios = [report_ratio(item.reliability) for item in counted]
    reports = [
        f"{item.entry} {item.grade}: r = {item.reliability:.4f}, λ = 1/(1 - r) = {ratio:.4f}"
        for item, ratio in zip(counted, ratios, strict=True)
    ]
    product = [f"λ = {' × '.join(f'{ratio:.4f}' for ratio in ratios)} = {step.ratio:.4f}"] if len(counted) > 1 else []
    return (*reports, *product, *_likelihoods(step), _weights(step))


def _likelihoods(step: Step) -> list[str]:
    if len(step.log_ratios) == 1:
        (moved,) = step.log_ratios.values()
        seen, unseen = (f"({step.ratio:.4f} × {share:g} + 1 - {share:g})" for share in step.likelihood.values())
        return [f"LR = {seen} / {unseen} = {exp(moved):.4f}, ln LR = {moved:+.4f}"]
    return [
        f"{name}: {step.ratio:.4f} × {share:g} + 1 - {share:g} = {exp(step.log_ratios[name]):.4f}"
        for name, share in step.likelihood.items()
    ]


def _weights(step: Step) -> str:
    best = max((MATCH_WEIGHT[report.match] for report in step.reports if report.counts), default=0.0)
    match = "full match 1" if best == 1 else f"partial match {best:g}"
    damping = step.weight / best if best else 1.0
    shared = f", damping {damping:g} in the group {step.group}" if step.group and damping != 1 else ""
    return f"weight: {match}{shared}"
