"""The report: values in, one self-contained HTML page out. A file a section; `html` is what they are built with."""

from outlook.answers.report import CasePart, Report
from outlook.show.describe.phrasing import plural
from outlook.show.html.calibration import calibration
from outlook.show.html.forecast import forecast_page
from outlook.show.html.language import words
from outlook.show.html.legend import legend
from outlook.show.html.markup import Child, Html, prose, tag
from outlook.show.html.numbers import clock
from outlook.show.html.scorecard import not_scored, scorecard
from outlook.show.html.shell import document
from outlook.show.html.status import status
from outlook.show.html.warnings import cautions, warnings

SECTIONS = (
    ("status", "Where things stand"),
    ("forecasts", "Forecasts"),
    ("calibration", "Calibration"),
    ("scorecard", "Scorecard"),
    ("not-scored", "Not scored"),
    ("words", "Words and numbers"),
    ("reading", "How to read this page"),
)


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
            calibration(report.calibration, cautions(report)),
            scorecard(report.review, cautions(report)),
            not_scored(report.review.card.not_scored),
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
    links = [tag("li", tag("a", title, href=f"#{name}")) for name, title in SECTIONS]
    return tag(
        "header",
        tag("h1", report.title),
        known,
        prose(summary, class_="summary") if summary else None,
        *warnings(report),
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


def _case(case: CasePart, report: Report) -> Html:
    several = len(report.cases) > 1
    summary = prose(case.case.summary) if several and case.case and case.case.summary else None
    body: list[Child] = [tag("h3", case.title), tag("p", tag("code", case.id)), summary]
    return tag("section", *body, *(forecast_page(case, part) for part in case.forecasts), class_="case")
