"""Rules of the documents that the program does not follow yet: a difference under one of them fails no test.

Each has a small book in `test_pending.py` that shows it, in a test that must fail until the program follows the rule.
Then that test fails by passing: take it out there and the rule out of PENDING, and the comparison is on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entries import estimates_of
from .measures import shape_of
from .pages import forecasts_of
from .standing import all_retractions, is_withdrawal
from .states import state_of

if TYPE_CHECKING:
    from .comparing import Rules
    from .pages import Asked, Beside
    from .reading import Case, Forecast
    from .rows import Row
    from .states import State

STATED = "STATED of a resolved forecast is the estimate that is scored, and its score is that of the same person"
MEASURE = "every forecaster of a quantity or a date is scored by the one measure that the question fixes"
CONDITION = "a conditional forecast is scored only once its condition has resolved as it names"
DRAFT = "a draft is not resolved, so it decides no condition, whatever outcome somebody entered"
OTHERS = "one forecaster's points against the others are the same whether or not the page shows the others"
UNIT = "quantities without a unit have no mean over forecasts"
PEOPLE = "no total mixes people; this one is only in test_pending, for the oracle skips what mixes them"
SHOW = "the rows of `show` are those of `score`, with all their keys"
BASE_RATE = "the base rate is that of the same resolved questions, with the question itself"
MISFIT = "an estimate that does not fit the record leaves its own forecaster without a score, and nobody else"
EMPTY = "a window of no length has no coverage"
TAKEN_BACK = "marks count estimates that are taken back at the end or later: not withdrawals, nor what was gone before"
EQUAL = (
    "the mean of equal scores is that score, and an estimate that scored the same as a reference is in neither count"
)
IGNORED = "an estimate that became known only after the end is ignored and counted, however late it was recorded"


# A rule that is built leaves this set, and its tests leave `test_pending.py`: nothing else needs to change.
PENDING: frozenset[str] = frozenset()


def stated(found: State) -> Rules:
    return (STATED,) if found.name == "resolved" else ()


def state(case: Case, forecast: Forecast, at: int) -> Rules:
    """A condition that is a draft decides nothing."""
    given = forecast.fields.get("given")
    if not given:
        return ()
    condition = case.forecasts[given["forecast"]]
    found = state_of(case, condition, at)
    return (DRAFT,) if found.name == "draft" and found.resolution else state(case, condition, at)


def scored(row: Row) -> Rules:
    return (MEASURE,) if is_unsettled(row.question.case, row.question.forecast) else ()


def total(rows: list[Row]) -> Rules:
    forecasts = [row.question.forecast for row in rows]
    bare = any(one.kind == "numeric" and "unit" not in one.fields for one in forecasts)
    unlike = len({row.question.measure for row in rows}) > 1 or any(scored(row) for row in rows)
    return ((UNIT,) if bare else ()) + ((MEASURE,) if unlike else ())


def reference(name: str, rows: list[Row]) -> Rules:
    return (BASE_RATE,) if name == "base_rate" else total(rows)


def counted(key: str, beside: Beside) -> Rules:
    return (EQUAL,) if key in ("better", "worse") and beside.is_near else ()


def covered(rows: list[Row]) -> Rules:
    return (EMPTY,) if any(row.coverage is None for row in rows) else ()


def others(asked: Asked) -> Rules:
    return (OTHERS,) if asked.by else ()


def marks(row: Row) -> Rules:
    mine = row.question.of(row.by)
    again = any(len(all_retractions(row.question.case, one)) > 1 for one in mine)
    return (TAKEN_BACK,) if again or any(is_withdrawal(one) for one in mine) else ()


def ignored(row: Row) -> Rules:
    return (IGNORED,) if row.ignored else ()


def who_is_scored(book: list[Case], at: int) -> dict[str, Rules]:
    """The rules that decide whether a forecast is scored at all, by its name."""
    return {forecast.name: whether_scored(case, forecast, at) for case, forecast in forecasts_of(book)}


def whether_scored(case: Case, forecast: Forecast, at: int) -> Rules:
    """The rules that decide whether one forecast is scored at all."""
    found = state_of(case, forecast, at)
    waits = found.resolution is not None and found.met is None
    unsettled = is_unsettled(case, forecast)
    return ((CONDITION,) if waits else ()) + state(case, forecast, at) + ((MEASURE,) if unsettled else ())


def is_unsettled(case: Case, forecast: Forecast) -> bool:
    """A date, or a quantity of which people state unlike things, or points with an open end."""
    if forecast.kind in ("binary", "choice"):
        return False
    entered = [one.data["stated"] for one in estimates_of(case, forecast.id) if not is_withdrawal(one)]
    beliefs = [*entered, forecast.fields.get("prior")]
    shapes = {shape_of(belief) for belief in beliefs if belief is not None}
    closed = {"lower", "upper"} <= forecast.fields.keys()
    return forecast.kind == "date" or len(shapes) > 1 or (() in shapes and not closed)
