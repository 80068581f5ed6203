"""What the report shows, brought together from the book and the thinking rooms."""

from collections.abc import Sequence
from datetime import datetime

from outlook.answers.chart import Picture, picture
from outlook.answers.explained import Explained
from outlook.answers.page import Page
from outlook.answers.report import Calibration, CasePart, ForecastPart, Report
from outlook.answers.score import Ask, review
from outlook.answers.standing import status_row
from outlook.book import Book, CaseFolder
from outlook.cli.page import pages_of
from outlook.errors import Refused
from outlook.evidence.arithmetic import walk
from outlook.model.forecast import Forecast
from outlook.scoring.calibration import BINS
from outlook.scoring.curve import assess, curve


def gathered(book: Book, targets: Sequence[str], at: datetime) -> Report:
    """The report on the chosen forecasts, as known at a moment; the cases in the book's order."""
    chosen = book.selected(targets)
    by_case = {name: [item for item in chosen if item.case == name] for name in book.cases}
    cases = [_case(book.cases[name], mine, at) for name, mine in by_case.items() if mine]
    situations = [part.page.situation for case in cases for part in case.forecasts]
    found = curve(situations, at)
    reviewed = review(situations, {case.id: case.case for case in cases}, Ask())
    return Report(at, cases, reviewed, Calibration(found, assess(found.pairs, BINS), BINS), len(book.all_problems()))


def _case(folder: CaseFolder, forecasts: Sequence[Forecast], at: datetime) -> CasePart:
    return CasePart(folder.id, folder.case, [_part(page) for page in pages_of(folder, forecasts, at)])


def _part(page: Page) -> ForecastPart:
    situation = page.situation
    resolution = situation.history.resolution
    ends_at = min(page.at, resolution.known_at) if resolution else page.at
    explained = Explained(
        situation.forecast,
        page.at,
        page.weighed,
        walk(situation.forecast, page.weighed, ends_at),
        page.through,
        page.case.grades if page.case else {},
    )
    return ForecastPart(page, status_row(situation, page.case, page.at), explained, _picture(page))


def _picture(page: Page) -> Picture | None:
    """Nothing to draw is no failure here: a draft has no window, and what is not open yet no course."""
    try:
        return picture(page.situation, page.case, page.at)
    except Refused:
        return None
