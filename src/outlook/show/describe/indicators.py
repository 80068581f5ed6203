"""The indicators of a forecast: where each is, the entries behind it, what it is worth, and how it judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outlook.evidence.indicators import NEXT_TO_NOTHING, information, uninformative
from outlook.show.describe.blocks import Block, Cell, Column, Line, Table, joined
from outlook.show.describe.phrasing import NOTHING, percent
from outlook.show.describe.postmortem import judged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outlook.answers.page import Page
    from outlook.evidence.steps import Report, Step
    from outlook.model.forecast import Forecast, IndicatorLink

TWO = 2


def indicators(page: Page) -> Iterator[Block]:
    """The table, what is next to no information, and, where the outcome is known, which indicators were right."""
    forecast = page.situation.forecast
    if not forecast.indicators:
        return
    steps = {step.name: step for step in page.weighed.steps}
    columns = (
        Column("Indicator", "name"),
        Column("State"),
        Column("Bits", "number", 2),
        *_likelihood_columns(forecast),
        Column("Sign · entries behind", "prose", 1),
    )
    rows = [_row(page, link, steps[link.id]) for link in forecast.indicators]
    caption = "bits at the prior, where 0 says nothing; how likely each is to be seen"
    yield Table(columns, rows, caption, f"Indicators ({len(rows)})", "pipe the page")
    if weak := uninformative(forecast):
        yield Line(f"under {NEXT_TO_NOTHING:g} bits, next to no information: {', '.join(weak)}", "soft")
    yield from judged(page.postmortem)


def _likelihood_columns(forecast: Forecast) -> list[Column]:
    """How likely it is to be seen under each outcome: a column each for two, one for all of more."""
    if len(forecast.signs) > TWO:
        return [Column(f"SEEN % IF {'/'.join(forecast.signs)}", "name", 3, verbatim=True)]
    return [
        Column(f"If {name}", "number", 3, about=f"How likely it is to be seen if {name}") for name in forecast.signs
    ]


def _row(page: Page, link: IndicatorLink, step: Step) -> list[Cell]:
    described = page.case.indicator(link.id) if page.case else None
    reports = [report for report in step.reports if report.match != "none"]
    told = joined((described.text if described else "", "; ".join(map(_report, reports))), " · ")
    shares = [percent(share) for share in link.likelihood.values()]
    if len(shares) > TWO:
        shares = ["/".join(f"{100 * share:.3g}" for share in link.likelihood.values())]
    texts = (link.id, step.state, bits(page.situation.forecast, link), *shares, told)
    return [Cell(text, tone="" if reports else "soft") for text in texts]


def _report(report: Report) -> str:
    """`2hdqccl4 B1 full`, and whether a report that could count does not: same origin, or refuted since."""
    spared = " (not counted)" if report.match in ("full", "partial") and not report.counts else ""
    return f"{report.entry} {report.grade} {report.match}{spared}"


def bits(forecast: Forecast, link: IndicatorLink) -> str:
    """How much seeing an indicator or not tells about the outcome, at the prior, in bits; `–` without a prior."""
    value = information(forecast, link)
    return NOTHING if value is None else f"{value:.3f}"
