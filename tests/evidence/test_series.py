"""The implied series: what it holds at a moment is what the status table would have said then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outlook.belief.timeline import Situation
from outlook.book import Book
from outlook.evidence.over_time import weighed
from outlook.evidence.series import MOST_DAYS, implied_series
from outlook.model.belief import Points

SHIPPED = Path(__file__).parent.parent.parent / "forecasts"
CASE = "syria-2024-12"
LATE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped() -> Book:
    return Book.open(SHIPPED)


def situation(shipped: Book, name: str, at: datetime = LATE) -> Situation:
    return shipped.situations(at)[f"{CASE}/{name}"]


def test_each_value_is_what_was_implied_at_that_moment(shipped: Book) -> None:
    found, case = situation(shipped, "un-talks"), shipped.cases[CASE].case
    series = implied_series(found, case, LATE)
    assert len(series) > 100
    for moment, belief, ends in series:
        then = weighed(found, case, moment)
        assert (belief, ends) == (then.implied, then.range)


def test_it_runs_from_the_opening_to_the_resolution_through_every_report_and_day(shipped: Book) -> None:
    found = situation(shipped, "hama-by-december")
    moments = [moment for moment, *_ in implied_series(found, shipped.cases[CASE].case, LATE)]
    assert found.history.resolution is not None
    assert moments == sorted(set(moments))
    assert (moments[0], moments[-1]) == (found.forecast.opens_at, found.history.resolution.known_at)
    until = [entry.known_at for entry in found.history.evidence if moments[0] <= entry.known_at <= moments[-1]]
    assert set(until) <= set(moments)
    assert {moments[0] + timedelta(days=day) for day in range(4)} <= set(moments)


def test_nothing_lies_after_the_end_even_when_asked_for(shipped: Book) -> None:
    at = datetime(2024, 12, 20, tzinfo=UTC)
    found, case = situation(shipped, "un-talks", at), shipped.cases[CASE].case
    asked = [datetime(2024, 12, day, tzinfo=UTC) for day in (30, 10, 20, 10)]
    assert [moment.day for moment, *_ in implied_series(found, case, at, asked)] == [10, 20]
    resolved = situation(shipped, "hama-by-december")
    assert implied_series(resolved, case, LATE, [datetime(2024, 12, 9, tzinfo=UTC)]) == ()


def test_where_time_moves_nothing_only_reports_are_moments(shipped: Book) -> None:
    found = situation(shipped, "outlook-by-march")
    assert found.forecast.decay == "none"
    assert len(implied_series(found, shipped.cases[CASE].case, LATE)) == 5


@pytest.mark.parametrize("name", ["displaced-peak", "damascus-date"])
def test_of_a_distribution_points_are_implied(shipped: Book, name: str) -> None:
    series = implied_series(situation(shipped, name), shipped.cases[CASE].case, LATE)
    assert len(series) > 5
    assert all(isinstance(one.belief, Points) and one.range is None for one in series)


def test_a_window_of_many_years_is_walked_in_so_many_steps(shipped: Book) -> None:
    found = situation(shipped, "un-talks", datetime(2024, 12, 2, tzinfo=UTC))
    closes_at = datetime(2064, 12, 1, tzinfo=UTC)
    longer = Situation(found.forecast.model_copy(update={"closes_at": closes_at}), found.history, "open")
    series = implied_series(longer, shipped.cases[CASE].case, closes_at)
    assert len(series) <= MOST_DAYS + len(found.history.evidence) + 3
    assert series[-1][0] == closes_at
    assert 0 < series[-1][1] < 0.001  # type: ignore[operator]


def test_without_an_opening_it_begins_with_what_is_known(shipped: Book) -> None:
    found = situation(shipped, "un-talks")
    draft = Situation(found.forecast.model_copy(update={"opens_at": None, "closes_at": None}), found.history, "draft")
    series = implied_series(draft, shipped.cases[CASE].case, LATE)
    assert series[0][0] == found.history.evidence[0].known_at
