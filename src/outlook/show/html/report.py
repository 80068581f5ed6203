"""The report: values in, one self-contained HTML page out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outlook.show.describe import language
from outlook.show.describe.blocks import Line, Text, to_page
from outlook.show.describe.calibration import calibration
from outlook.show.describe.forecast import forecast_body, standing
from outlook.show.describe.phrasing import moment, plural
from outlook.show.describe.scorecard import not_scored, scores
from outlook.show.describe.status import SIGNS, STATES, status_table, summary
from outlook.show.describe.terms import TERMS
from outlook.show.describe.warnings import cautions, warnings
from outlook.show.describe.weighing import rule, weighing
from outlook.show.html.blocks import Draw, Printer
from outlook.show.html.shell import document
from outlook.show.markup import Child, Html, prose, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outlook.answers.report import CasePart, ForecastPart, Report
    from outlook.model.case import Case

SECTIONS = (
    ("status", "Status"),
    ("forecasts", "Forecasts"),
    ("calibration", "Calibration"),
    ("scorecard", "Scorecard"),
    ("not-scored", "Not scored"),
    ("words", "Words and numbers"),
    ("reading", "How to read this page"),
)


def render(report: Report, draw: Draw, style: str) -> str:
    """The page, with pictures by `draw` that look as `style` says. The same report gives the same bytes."""
    pages = frozenset(row.full_id for row in report.rows)
    printer = Printer(pages, draw)
    cases = {part.title: part.case for part in report.cases}
    return document(
        f"{report.title} – forecasts",
        style,
        tag("a", "Skip to the table of forecasts", href="#status", class_="skip"),
        _masthead(report, printer, cases),
        tag("main", *_sections(report, printer, cases)),
        tag(
            "footer",
            tag("p", "Written by outlook. Scores and implied numbers follow stated rules and can be redone by hand."),
        ),
    )


def _masthead(report: Report, printer: Printer, cases: dict[str, Case | None]) -> Html:
    known = tag("time", moment(report.at), datetime=f"{report.at:%Y-%m-%dT%H:%MZ}")
    summary = report.cases[0].case.summary if len(report.cases) == 1 and report.cases[0].case else None
    links = [tag("li", tag("a", title, href=f"#{name}")) for name, title in SECTIONS]
    return tag(
        "header",
        tag("h1", report.title),
        tag("p", "As known by ", known, class_="known"),
        tag("div", prose(summary), class_="summary") if summary else None,
        *(tag("aside", printer.one(line), class_="warning", role="note") for line in warnings(cases)),
        _gaps(report),
        tag("nav", tag("ul", *links), aria_label="Sections"),
        class_="masthead",
    )


def _gaps(report: Report) -> Html | None:
    """What could not be read is missing from the page, and said."""
    if not report.problems:
        return None
    found = plural(report.problems, "problem")
    said = (
        f"{found} in the book when this was written: what could not be read is missing here. outlook check lists them."
    )
    return tag("aside", tag("p", tag("strong", "Incomplete. "), said), class_="warning", role="note")


def _sections(report: Report, printer: Printer, cases: dict[str, Case | None]) -> Iterable[Html]:
    minded, short = list(cautions(cases, named=len(cases) > 1)), len(cases) == 1
    yield _section(
        "status", tag("p", summary(report.rows, report.at), class_="lead"), _filter(report), _status(report, printer)
    )
    yield _section("forecasts", *(_case(case, report, printer) for case in report.cases))
    yield _section("calibration", printer.all([*minded, *calibration(report.calibration)]))
    yield _section("scorecard", printer.all([*minded, *scores(report.review, short=short)]))
    left_out = report.review.card.not_scored
    yield _section(
        "not-scored", printer.one(not_scored(left_out, short=short) if left_out else Line("Everything is scored."))
    )
    yield _section("words", *_words(report, printer))
    terms = (tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in TERMS)
    yield _section("reading", tag("dl", *terms, class_="legend"))


def _section(name: str, *body: Child) -> Html:
    return tag("section", tag("h2", dict(SECTIONS)[name]), *body, id=name)


def _status(report: Report, printer: Printer) -> Html:
    people = {person for row in report.rows for person in row.forecasters}
    cases = {part.id: part.case for part in report.cases}
    several, named = len(report.cases) > 1, len(people) > 1
    return printer.one(status_table(report.rows, cases, report.at, several=several, named=named))


def _filter(report: Report) -> Html:
    """Shown by the script, which is what makes it work."""
    present = {row.state for row in report.rows}
    options = [tag("option", "every state", value="")]
    options += [tag("option", "overdue" if one == "due" else one, value=one) for one in STATES if one in present]
    return tag(
        "div",
        tag("label", "Find ", tag("input", type="search", id="find")),
        tag("label", "State ", tag("select", *options, id="state")),
        tag("output", id="found", role="status"),
        class_="filter",
        id="filter",
        hidden=True,
    )


def _case(case: CasePart, report: Report, printer: Printer) -> Html:
    several = len(report.cases) > 1
    summary = prose(case.case.summary) if several and case.case and case.case.summary else None
    pages = (_forecast(case, part, replace(printer, top=4)) for part in case.forecasts)
    name = tag("p", tag("code", case.id), tag("small", " evidence is weighed by ", rule(case.forecasts[0].by)))
    return tag("section", tag("h3", case.title), name, summary, *pages, class_="case")


def _forecast(case: CasePart, part: ForecastPart, printer: Printer) -> Html:
    """Everything about one forecast."""
    forecast, steps = part.forecast, part.explained

    def named(name: str) -> Text:
        return to_page(name, f"{case.id}/{name}")

    state = tag("span", SIGNS[part.row.state], " ", standing(part.page), class_="state", data_state=part.row.state)
    return tag(
        "article",
        tag("header", tag("h4", forecast.heading), tag("p", tag("code", forecast.full_id), " ", state)),
        tag("p", forecast.question, class_="question") if forecast.title and forecast.question else None,
        printer.all(forecast_body(part.page, named, part.picture, weighing(steps) if steps.lines else ())),
        id=forecast.full_id,
    )


def _words(report: Report, printer: Printer) -> Iterable[Html]:
    """The scales in use, then every hedge of the documents beside the numbers that were drawn from it."""
    deeper = replace(printer, top=3)
    yield deeper.all(language.scales(list(dict.fromkeys(case.scale for case in report.cases))))
    yield from (printer.all(language.hedges(case)) for case in report.cases)
