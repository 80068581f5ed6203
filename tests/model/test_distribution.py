"""Numbers read from beliefs: what was stated, straight lines between points, and nothing beyond."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.model.distribution import ordinal, probability, quantile, share_by, share_of

QUANTILES = {"q05": 1.0, "q50": 4.0, "q95": 9.0}
POINTS = ((0.0, 0.1), (10.0, 0.3), (20.0, 0.9))
DAYS = ((date(2025, 1, 1), 0.2), (date(2025, 1, 11), 0.4))


def test_each_kind_is_read_by_its_own_reader_and_no_other() -> None:
    assert [probability(0.25), probability(QUANTILES), probability(POINTS)] == [0.25, None, None]
    assert [share_of("a")({"a": 0.5, "b": 0.5}), share_of("c")({"a": 1.0}), share_of("a")(0.5)] == [0.5, None, None]
    assert [quantile(0.5)(QUANTILES), quantile(0.5)(0.5)] == [4.0, None]
    assert [share_by(date(2025, 1, 6))(DAYS), share_by(date(2025, 1, 6))(0.5)] == [pytest.approx(0.3), None]


def test_between_quantiles_and_beyond_points_nothing_is_known() -> None:
    assert quantile(0.25)(QUANTILES) is None
    assert quantile(0.05)(POINTS) is None
    assert quantile(0.95)(POINTS) is None
    assert [share_by(day)(DAYS) for day in (date(2024, 12, 31), date(2025, 1, 12))] == [None, None]


def test_points_are_joined_by_straight_lines() -> None:
    assert quantile(0.6)(POINTS) == pytest.approx(15.0)
    assert quantile(0.1)(POINTS) == 0.0
    flat = ((0.0, 0.5), (10.0, 0.5), (20.0, 1.0))
    assert quantile(0.5)(flat) == 10.0


@given(st.floats(0.1, 0.9))
def test_the_quantile_of_a_level_is_where_the_points_reach_it(level: float) -> None:
    days = ((date(2025, 1, 1), 0.1), (date(2026, 1, 1), 0.9))
    value = quantile(level)(days)
    assert value is not None
    nearest = share_by(date.fromordinal(round(value)))(days)
    assert nearest == pytest.approx(level, abs=0.8 / 365)


def test_a_day_is_its_number() -> None:
    assert ordinal(date(2025, 1, 2)) - ordinal(date(2025, 1, 1)) == 1
