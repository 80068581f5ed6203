"""What a reader must know about a case: in full before any number, and again, shortly, beside the scores."""

from outlook.answers.report import Report
from outlook.show.describe.phrasing import first_sentence
from outlook.show.html.markup import Html, joined, tag


def warnings(report: Report) -> list[Html]:
    """The warning of every case that has one."""
    return [
        tag("aside", tag("p", tag("strong", "Warning. "), lead, text), class_="warning", role="note")
        for lead, text in _told(report)
    ]


def cautions(report: Report) -> Html:
    """The first sentence of each warning, for sections that a reader may turn to at once."""
    return joined(
        *(
            tag("p", tag("strong", "Warning. "), lead, first_sentence(text), class_="caution")
            for lead, text in _told(report)
        )
    )


def _told(report: Report) -> list[tuple[str, str]]:
    """The warnings, with the name of their case where there are several cases."""
    several = len(report.cases) > 1
    return [
        (f"{part.title}: " if several else "", part.case.warning)
        for part in report.cases
        if part.case and part.case.warning
    ]
