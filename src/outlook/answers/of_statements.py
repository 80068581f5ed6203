"""The numbers of the forecasts that come from a statement: its own where its words are one, else the newest of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from outlook.belief.documents import author_of, estimate_in
from outlook.model.as_stated import find_stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from outlook.answers.report import CasePart, ForecastPart
    from outlook.model.belief import Belief
    from outlook.model.case import Statement
    from outlook.model.forecast import Forecast


class NumberOf(NamedTuple):
    """What is stated of a forecast that names a statement, by whom (`author` of a document) and from when.

    `is_own`: it is what the statement says; else it is the newest, whatever it was stated of. `is_condition`: the
    forecast asks only the condition under which the statement is made. `of_no`: its words say how likely the answer no
    is, and the number is that of yes.
    """

    forecast: Forecast
    belief: Belief | None
    by: str | None
    author: str | None
    at: datetime | None
    is_own: bool
    is_condition: bool
    of_no: bool = False


def numbers_of(case: CasePart, statement: Statement) -> Iterator[NumberOf]:
    """The numbers of the chosen forecasts that name a statement, conditions last."""
    mine = [part for part in case.forecasts if statement.id in part.forecast.statements]
    conditions = {part.forecast.given.forecast for part in mine if part.forecast.given}
    for part in sorted(mine, key=lambda part: part.forecast.id in conditions):
        yield _number_of(part, statement, case, is_condition=part.forecast.id in conditions)


def _number_of(part: ForecastPart, statement: Statement, case: CasePart, *, is_condition: bool) -> NumberOf:
    forecast, row = part.forecast, part.row
    own = estimate_in(case.case, forecast, statement.id) if case.case else None
    belief, by, at = row.stated, row.stated_by, row.stated_at
    is_own = own is not None and own.known_at <= part.standing.at
    if own is not None and is_own:
        belief, by, at = own.believed(forecast), own.by, own.known_at
    author = author_of(case.case, by) if case.case and by else None
    named = find_stated(forecast, statement.id)
    of_no = is_own and named is not None and named.of_no
    return NumberOf(forecast, belief, by, author, at, is_own, is_condition, of_no)
