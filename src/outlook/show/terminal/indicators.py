"""The indicators of a forecast: where each stands, the entries behind it, what it is worth, and how it judged."""

from outlook.evidence.indicators import NEXT_TO_NOTHING, information, uninformative, verdicts
from outlook.evidence.weigh import Report, Step, Weighed
from outlook.model.case import Case
from outlook.model.forecast import Forecast, IndicatorLink
from outlook.show.describe.phrasing import NOTHING, safe
from outlook.show.terminal.screen import Cell, Column, Screen

TWO = 2
LIKELIHOODS = 16


def show_indicators(
    screen: Screen, forecast: Forecast, case: Case | None, weighed: Weighed, outcome: str | None = None
) -> None:
    """The table, what is next to no information, and, where the outcome is known, which indicators were right."""
    steps = {step.name: step for step in weighed.steps}
    rows = [_row(forecast, case, link, steps[link.id]) for link in forecast.indicators]
    heading = f"SEEN % IF {'/'.join(map(safe, forecast.signs))}"
    heading_width = max(len(heading), LIKELIHOODS) if len(forecast.signs) == TWO else LIKELIHOODS
    columns = [
        Column("INDICATOR", limit=28),
        Column("STATE"),
        Column("BITS", right=True),
        Column(heading, limit=heading_width),
        Column("SIGN · ENTRIES BEHIND", flexible=True, wraps=True),
    ]
    screen.table(columns, rows, more="pipe the page")
    if weak := uninformative(forecast):
        screen.line(f"under {NEXT_TO_NOTHING:g} bits, next to no information: {', '.join(weak)}", "dim")
    if outcome is not None:
        _show_verdicts(screen, forecast, weighed, outcome)


def _row(forecast: Forecast, case: Case | None, link: IndicatorLink, step: Step) -> list[Cell]:
    described = case.indicator(link.id) if case else None
    reports = [report for report in step.reports if report.match != "none"]
    shares = "/".join(f"{share:.3g}" for share in (100 * value for value in link.likelihood.values()))
    told = [safe(described.text)] if described else []
    told += ["; ".join(_report(report) for report in reports)] if reports else []
    texts = [link.id, step.state, bits(forecast, link), shares, " · ".join(told)]
    return [Cell(text, "" if reports else "dim") for text in texts]


def _report(report: Report) -> str:
    """`2hdqccl4 B1 full`, and whether a report that could count does not: same origin, or refuted since."""
    spared = " (not counted)" if report.match in ("full", "partial") and not report.counts else ""
    return f"{report.entry} {report.grade} {report.match}{spared}"


def bits(forecast: Forecast, link: IndicatorLink) -> str:
    """How much seeing an indicator or not tells about the outcome, at the prior, in bits; `–` without a prior."""
    value = information(forecast, link)
    return NOTHING if value is None else f"{value:.3f}"


def _show_verdicts(screen: Screen, forecast: Forecast, weighed: Weighed, outcome: str) -> None:
    found = verdicts(forecast, weighed, outcome)
    judged = (
        ("pointed to what happened", found.right),
        ("pointed away from it", found.wrong),
        ("silent until it resolved", found.silent),
    )
    for label, names in judged:
        screen.line(f"{label}: {', '.join(names) if names else 'none'}", "" if names else "dim")
