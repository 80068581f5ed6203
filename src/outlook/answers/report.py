"""The whole report: every chosen forecast with its page and picture, the scorecard and the calibration."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from outlook.answers.calibration import Calibration, calibration
from outlook.answers.chart import Picture, picture
from outlook.answers.explained import Explained, explained
from outlook.answers.missing import missing
from outlook.answers.page import Page, page
from outlook.answers.score import Ask, Review, review
from outlook.answers.wording import Wording, wording
from outlook.errors import Refused
from outlook.words import DEFAULT, Scale, scale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from outlook.answers.standing import Standing, Standings
    from outlook.answers.status_row import StatusRow
    from outlook.model.belief import Belief
    from outlook.model.case import Case
    from outlook.model.forecast import Forecast
    from outlook.model.weighing import Weighing


@dataclass(frozen=True, slots=True)
class ForecastPart:
    """One forecast: its row of the status table, its page, how its implied value comes about, and its picture.

    All but the row is made of `standing` when it is asked for and not kept: those of all forecasts would fill more than
    half of the memory, and what shows none of them would wait for them.
    """

    row: StatusRow
    standing: Standing = field(repr=False)
    standings: Standings = field(repr=False)

    @property
    def page(self) -> Page:
        """All that its page says."""
        return page(self.standings, self.forecast)

    @property
    def explained(self) -> Explained:
        """How its implied value comes about."""
        return explained(self.standings, self.forecast)

    @property
    def picture(self) -> Picture | None:
        """What there is to draw; None where there is no window yet, as of a draft, and before the opening."""
        try:
            return picture(self.standing, as_curve=True)
        except Refused:
            return None

    @property
    def forecast(self) -> Forecast:
        """The record."""
        return self.standing.forecast

    @property
    def stated(self) -> Belief | None:
        """The newest standing estimate."""
        return self.row.stated

    @property
    def by(self) -> Weighing:
        """The rule by which its evidence is weighed."""
        return self.standing.weighed.by


@dataclass(frozen=True, slots=True)
class CasePart:
    """One case with its forecasts; `case` is None where its record cannot be read."""

    id: str
    case: Case | None
    forecasts: Sequence[ForecastPart]

    @property
    def title(self) -> str:
        """Its title, else its id."""
        return self.case.title if self.case else self.id

    @property
    def scale(self) -> Scale:
        """The estimative words that stand beside its numbers."""
        return scale((self.case.scale if self.case else None) or DEFAULT)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, as known at a moment; `problems` counts what could not be read and is missing from it."""

    at: datetime
    cases: Sequence[CasePart]
    review: Review
    calibration: Calibration
    wording: tuple[Wording, ...] = ()
    problems: int = 0

    @property
    def rows(self) -> list[StatusRow]:
        """Every row of the status table."""
        return [part.row for case in self.cases for part in case.forecasts]

    @property
    def title(self) -> str:
        """The case's title where there is one case, else what the report is."""
        return self.cases[0].title if len(self.cases) == 1 else "Forecasts"


def report(standings: Standings, chosen: Sequence[Forecast]) -> Report:
    """The report on the chosen forecasts; the cases in the book's order."""
    book = standings.book
    by_case = {name: [forecast for forecast in chosen if forecast.case == name] for name in book.cases}
    cases = [
        CasePart(name, book.cases[name].case, [_part(standings, forecast) for forecast in mine])
        for name, mine in by_case.items()
        if mine
    ]
    everything = [part.standing for case in cases for part in case.forecasts]
    reviewed, curve = review(everything, Ask()), calibration(everything)
    of_cases = None if len(chosen) == len(book.forecasts) else {forecast.case for forecast in chosen}
    reviewed = replace(reviewed, missing=missing(book, standings.at, of_cases))
    return Report(standings.at, cases, reviewed, curve, wording(everything), len(book.all_problems()))


def _part(standings: Standings, forecast: Forecast) -> ForecastPart:
    standing = standings[forecast.full_id]
    return ForecastPart(standing.row(), standing, standings)
