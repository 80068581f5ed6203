"""The arithmetic of the signs, in words and numbers: reports → n → Λ → a → ℓ → group.

With the numbers of a page and a pocket calculator every line can be redone.
"""

from collections.abc import Iterator, Sequence
from math import inf, isnan

from outlook.evidence.signs import FOR, ratio_of_reports
from outlook.evidence.steps import WITHOUT_ORIGIN, Report, Step
from outlook.evidence.weigh import Weighed

CONTRADICTED = "a certain report and a certain denial contradict each other: there is no ratio"
SQUARES = 0.5  # the correlation at which the norm is the root of the sum of squares


def reckoned(steps: Sequence[Step], weighed: Weighed) -> tuple[str, ...]:
    """The arithmetic of a sign, or of all signs of one group with what they come to together."""
    found = [text for step in steps for text in _sign(step, weighed, is_named=len(steps) > 1)]
    if any(isnan(step.ratio) for step in steps):
        return tuple(found)
    if len(steps) > 1:
        found += _norms(steps, weighed.by.weight)
    if weighed.by.weight != 1:
        found.append(f"times κ = {weighed.by.weight:g}, the weight of evidence")
    return tuple(found)


def _sign(step: Step, weighed: Weighed, *, is_named: bool) -> Iterator[str]:
    yield f"{step.name}: {step.state}" if is_named else f"state: {step.state}"
    counted = [report for report in step.reports if report.counts]
    yield from map(_report, counted)
    if step.is_stated:
        yield _stated(step)
    else:
        yield _sign_ratio(step, counted, weighed.by.common_error)
    if isnan(step.ratio):
        yield CONTRADICTED
    else:
        yield from _effect(step, weighed.share)


def _report(report: Report) -> str:
    graded = report.grade or f"r {report.reliability:g}"
    match = "" if report.match == "full" else f" {report.match}"
    root = ", √n" if report.match == "partial" else ""
    return f"{report.entry} {graded}{match}: r = {report.reliability:.4f}, n = (1 - r)/r{root} = {report.doubt:.4f}"


def _stated(step: Step) -> str:
    (report,) = step.reports
    ratio = step.likelihood["yes"] / step.likelihood["no"]
    if step.ratio == inf and not report.grade:
        return f"a ratio of its own: LR = {ratio:.4g}, as stated"
    return f"a ratio of its own: LR = {ratio:.4g}, Λ = 1/n = {step.ratio:.4f}"


def _sign_ratio(step: Step, counted: Sequence[Report], common_error: float) -> str:
    """Λ with its numbers; without a report that of silence."""
    doubts = [report.doubt for report in counted if report.match in FOR]
    watch = f"{step.vigilance:g}"
    if doubts:
        least = min(doubts)
        product = " × ".join(f"{one:.4f}" for one in doubts)
        below = f"({1 - common_error:g} × {product} + {common_error:g} × {least:.4f})"
        text = f"Λ = (1 - {watch} × {least:.4f}) / {below}"
    else:
        text = f"no report: Λ = 1 - w = 1 - {watch}"
    reported = ratio_of_reports(doubts, [], step.vigilance, common_error)
    if step.is_heard and reported < 1:
        text = f"{text}, but at least 1: {_heard(step)}"
    denials = "".join(f" × {report.doubt:.4f}" for report in counted if report.match == "refutes")
    value = "?" if isnan(step.ratio) else f"{step.ratio:.4f}"
    return f"{text}{f'; denied, so{denials}' if denials else ''} = {value}"


def _heard(step: Step) -> str:
    """Why a sign is not silent though no report of it counts."""
    is_pending = any(report.match == "pending" for report in step.reports)
    return "a report awaits the sign's own test" if is_pending else "it was reported before or on another forecast"


def _effect(step: Step, share: float) -> Iterator[str]:
    """From Λ and the likelihoods to ℓ: for yes against no, or for each option."""
    passing = "" if step.ratio > 1 or step.is_stated else f"{share:.4f} × "
    seen = [step.share * one for one in step.likelihood.values()]
    names = list(step.likelihood)
    if passing:
        parts = ", ".join(
            f"{name} {passing}{one:g} = {a:.4f}" for (name, one), a in zip(step.likelihood.items(), seen, strict=True)
        )
        yield f"silent so far, a = f·p: {parts}"
    shown = [f"{a:.4f}" if passing else f"{a:.4g}" for a in seen]
    terms = [_term(step.ratio, text) for text in shown]
    if len(step.log_ratios) == 1:
        (moved,) = step.log_ratios.values()
        yield f"ℓ = ln[{terms[0]} / {terms[1]}] = {moved:+.4f}"
        return
    for name, term in zip(names, terms, strict=True):
        yield f"{name}: ln{term} = {step.log_ratios[name]:+.4f}"


def _term(ratio: float, seen: str) -> str:
    return f"({seen})" if ratio == inf else f"({ratio:.4f} × {seen} + 1 - {seen})"


def _norms(steps: Sequence[Step], weight: float) -> Iterator[str]:
    """What the signs of a group come to together: what speaks for and against, each as a norm."""
    correlation = steps[0].correlation
    power = inf if correlation == 1 else 1 / (1 - correlation)
    if len(steps[0].log_ratios) > 1:
        yield f"together, ρ = {correlation:g}: each counts with its weight, {_weights(steps, weight)}"
        return
    values = [value for step in steps for value in step.log_ratios.values()]
    parts = [(sign, [abs(one) for one in values if one * sign > 0]) for sign in (1, -1)]
    norms = [(sign, _norm(sizes, correlation, power)) for sign, sizes in parts if sizes]
    text = " - ".join(norm for _, norm in norms)
    text = f"-{text}" if norms[0][0] < 0 else text
    total = sum(sum(step.moves.values()) for step in steps) / weight
    group = "the ratios without an origin" if steps[0].group == WITHOUT_ORIGIN else "the group"
    yield f"{group}, ρ = {correlation:g}: S = {text} = {total:+.4f}"


def _norm(sizes: Sequence[float], correlation: float, power: float) -> str:
    listed = [f"{size:.4f}" for size in sizes]
    if len(sizes) == 1:
        return listed[0]
    if correlation == SQUARES:
        return f"√({' + '.join(f'{one}²' for one in listed)})"
    if correlation == 0:
        return f"({' + '.join(listed)})"
    if power == inf:
        return f"max({', '.join(listed)})"
    return f"({' + '.join(f'{one}^{power:.4g}' for one in listed)})^(1/{power:.4g})"


def _weights(steps: Sequence[Step], weight: float) -> str:
    return ", ".join(f"{step.name} {step.weight / weight:.4f}" for step in steps)
