"""The report: values in, one self-contained HTML page out. A file a section; `html` is what they are built with."""

from outlook.show.report.forecast import forecast_page
from outlook.show.report.html import Child, Html, prose, tag
from outlook.show.report.language import words
from outlook.show.report.legend import legend
from outlook.show.report.numbers import clock
from outlook.show.report.parts import CasePart, Report
from outlook.show.report.scorecard import not_scored, scorecard
from outlook.show.report.shell import document
from outlook.show.report.status import status

SECTIONS = (
    ("status", "Where things stand"), ("forecasts", "Forecasts"), ("calibration", "Calibration"),
    ("scorecard", "Scorecard"), ("not-scored", "Not scored"), ("words", "Words and numbers"),
    ("reading", "How to read this page"),
)  # fmt: skip


def render(report: Report) -> str:
    """The page. The same report gives the same bytes."""
    return document(
        f"{report.title} – forecasts",
        tag("a", "Skip to the table of forecasts", href="#status", class_="skip"),
        _masthead(report),
        tag(
            "main",
            status(report),
            tag("section", tag("h2", "Forecasts"), *(_case(case, report) for case in report.cases), id="forecasts"),
            _calibration(report),
            scorecard(report.card),
            not_scored(report.card.not_scored),
            words(report.cases),
            legend(),
        ),
        tag(
            "footer",
            tag("p", "Written by outlook. Scores and implied numbers follow stated rules and can be redone by hand."),
        ),
    )


def _masthead(report: Report) -> Html:
    known = tag("p", "As known by ", clock(report.at, whole_moment=True), class_="known")
    summary = report.cases[0].case.summary if len(report.cases) == 1 and report.cases[0].case else None
    warnings = [_warning(case, named=len(report.cases) > 1) for case in report.cases if case.case and case.case.warning]
    links = [
        tag("li", tag("a", title, href=f"#{name}"))
        for name, title in SECTIONS
        if name != "calibration" or report.calibration
    ]
    return tag(
        "header",
        tag("h1", report.title),
        known,
        prose(summary, class_="summary") if summary else None,
        *warnings,
        tag("nav", tag("ul", *links), aria_label="Sections"),
        class_="masthead",
    )


def _warning(case: CasePart, *, named: bool) -> Html:
    """What a reader must know about a case before any of its numbers."""
    assert case.case is not None
    lead = f"{case.title}: " if named else ""
    return tag("aside", tag("p", tag("strong", "Warning. "), lead, case.case.warning), class_="warning", role="note")


def _case(case: CasePart, report: Report) -> Html:
    several = len(report.cases) > 1
    summary = prose(case.case.summary) if several and case.case and case.case.summary else None
    body: list[Child] = [tag("h3", case.title), tag("p", tag("code", case.id)), summary]
    return tag("section", *body, *(forecast_page(case, part) for part in case.forecasts), class_="case")


def _calibration(report: Report) -> Html | None:
    if not report.calibration and not report.calibration_lines:
        return None
    picture = tag("figure", Html(report.calibration)) if report.calibration else None
    return tag(
        "section",
        tag("h2", "Calibration"),
        picture,
        *(tag("p", line) for line in report.calibration_lines),
        id="calibration",
    )
