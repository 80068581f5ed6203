"""The estimative words of the report with their numbers beside them: the scale, and the hedges of the documents."""

from collections.abc import Iterable, Sequence

from outlook.answers.report import CasePart, ForecastPart
from outlook.model.case import Statement
from outlook.show.describe.phrasing import NOTHING, leading
from outlook.show.html.markup import Child, Html, joined, tag
from outlook.show.html.tables import Cell, Heading, table
from outlook.show.terminal.scales import bounds
from outlook.words import Scale, band_of


def hedge_told(hedge: str, scale: Scale) -> Html:
    """A hedge with what the scale says it means."""
    return joined("hedge: ", tag("strong", hedge), f" ({meaning(hedge, scale)})")


def meaning(hedge: str, scale: Scale) -> str:
    """The band of a hedge in a scale, or that it has none."""
    band = band_of(hedge, scale)
    return f"{bounds(band)} in {scale.title}" if band else f"no number in {scale.title}"


def words(cases: Sequence[CasePart]) -> Html:
    """The scales in use, then every hedge of the documents beside the numbers that were drawn from it."""
    scales = dict.fromkeys(case.scale for case in cases)
    return tag(
        "section",
        tag("h2", "Words and numbers"),
        *(_scale(one) for one in scales),
        *(_hedges(case) for case in cases),
        id="words",
    )


def _scale(scale: Scale) -> Html:
    headings = [Heading("Word"), Heading("Probability"), Heading("Also")]
    rows: list[list[Cell | Child]] = [[band.word, bounds(band), ", ".join(band.aliases)] for band in scale.bands]
    source = tag(
        "p",
        f"Source: {scale.source}. Note: {scale.note}. May, might, could and possible have no number.",
        class_="detail",
    )
    return joined(
        tag("h3", scale.title),
        table(f"The words beside the numbers of this report: {scale.title}", headings, rows),
        source,
    )


def _hedges(case: CasePart) -> Html | None:
    found = [statement for statement in _statements(case) if statement.hedge]
    if not found:
        return None
    headings = [
        Heading("Hedge"),
        Heading("In the scale"),
        Heading("Statement"),
        Heading("Forecasts drawn from it, as stated"),
    ]
    rows: list[list[Cell | Child]] = [
        [statement.hedge, meaning(statement.hedge or "", case.scale), statement.quote, _drawn(case, statement)]
        for statement in found
    ]
    caption = f"Hedges of the documents of {case.title}, and the numbers stated for what they say"
    return joined(tag("h3", f"Hedges in {case.title}"), table(caption, headings, rows))


def _statements(case: CasePart) -> Iterable[Statement]:
    return (statement for document in (case.case.documents if case.case else ()) for statement in document.statements)


def _drawn(case: CasePart, statement: Statement) -> Html:
    mine = [part for part in case.forecasts if statement.id in part.row.forecast.statements]
    return tag("ul", *(_number(part) for part in mine), class_="plain") if mine else joined("none")


def _number(part: ForecastPart) -> Html:
    forecast, stated = part.row.forecast, part.stated
    number, of_what = leading(stated) if stated is not None else (NOTHING, "")
    return tag("li", tag("a", forecast.heading, href=f"#{forecast.full_id}"), f": {number} {of_what}".rstrip())
