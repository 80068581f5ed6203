"""Beliefs read as numbers: what was stated, straight lines between points, and what the record says of the ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.model.belief import Chance, Points, Quantiles, Shares
from outlook.model.kinds import FORECAST

QUANTILES = Quantiles({"q05": 1.0, "q50": 4.0, "q95": 9.0})
POINTS = Points(((0.0, 0.1), (10.0, 0.3), (20.0, 0.9)))


def asked(**fields: Any) -> Any:
    return FORECAST.validate_python({"id": "q", "case": "c", **fields})


def day_question(**fields: Any) -> Any:
    return asked(kind="date", opens_at="2025-01-01", closes_at="2025-01-31", **fields)


def test_each_belief_is_one_number_only_where_it_has_one() -> None:
    shares = Shares({"a": 0.75, "b": 0.25})
    assert [Chance(0.25).number(), shares.number("a"), shares.number("c")] == [0.25, 0.75, None]
    assert not any(belief.number() for belief in (QUANTILES, POINTS))
    assert [Chance(0.25).leading, shares.leading] == [("yes", 0.25), ("a", 0.75)]


def test_a_belief_is_written_as_it_is_read() -> None:
    question = day_question()
    for stated in ({"q05": "2025-01-02", "q50": "2025-01-09"}, [["2025-01-02", 0.2], ["2025-01-09", 0.5]]):
        assert question.read_belief(stated).to_json() == stated
    assert asked(kind="binary").read_belief("1/4").to_json() == 0.25
    assert asked(kind="choice", options=["a", "b"]).read_belief("b=.25,a=.75").to_json() == {"a": 0.75, "b": 0.25}


def test_a_belief_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        Shares({"a": 1.0})["a"] = 0.5  # type: ignore[index]


def test_between_quantiles_and_beyond_points_nothing_was_stated() -> None:
    assert QUANTILES.quantile(0.5) == 4.0
    assert QUANTILES.quantile(0.25) is None
    assert POINTS.reading(0.05) is None
    assert POINTS.reading(0.95) is None


def test_a_distribution_with_open_ends_is_0_before_its_first_point_and_1_from_its_last() -> None:
    assert [POINTS.cdf(x) for x in (-1.0, 0.0, 5.0, 20.0, 21.0)] == [0.0, 0.1, pytest.approx(0.2), 1.0, 1.0]
    assert POINTS.quantile(0.6) == pytest.approx(15.0)
    assert [POINTS.quantile(0.1), POINTS.quantile(0.95)] == [0.0, 20.0]


def test_closed_ends_are_reached_by_straight_lines() -> None:
    question = asked(kind="numeric", lower=-10, upper=30)
    belief = question.read_belief([[0, 0.1], [20, 0.9]])
    assert [belief.cdf(x) for x in (-10, -5, 25, 30)] == pytest.approx([0.0, 0.05, 0.95, 1.0])


def test_days_lie_at_their_ends_between_the_opening_and_the_close() -> None:
    belief = day_question().read_belief([["2025-01-10", 0.4], ["2025-01-20", 0.6]])
    places = [date(2025, 1, day).toordinal() for day in (1, 11, 21)]
    assert [belief.cdf(place) for place in places] == pytest.approx([0.0, 0.4, 0.6])
    assert belief.share_by(date(2025, 1, 15)) == pytest.approx(0.5)
    assert belief.share_by(date(2025, 1, 31)) == pytest.approx(0.6), "flat from the last point to the close"
    assert belief.quantile(0.7) is None, "what is left belongs to later"


def test_the_last_day_lies_at_the_close_and_is_read_as_that_day() -> None:
    belief = day_question().read_belief([["2025-01-10", 0.4], ["2025-01-31", 0.6]])
    assert belief.knots[-1][1] == 0.6
    assert belief.reading(0.6) == date(2025, 1, 31).toordinal()
    assert belief.reading(0.4) == date(2025, 1, 10).toordinal()


def test_points_outside_the_window_are_cut_at_its_ends() -> None:
    belief = day_question().read_belief([["2024-12-21", 0.2], ["2025-02-10", 0.8]])
    first, last = belief.knots[0], belief.knots[-1]
    assert first[0] == date(2025, 1, 1).toordinal()
    assert first[1] == pytest.approx(0.2 + 0.6 * 10 / 51)
    assert last[0] == pytest.approx(date(2025, 2, 1).toordinal(), abs=1e-4)
    assert last[1] == pytest.approx(0.2 + 0.6 * 41 / 51, abs=1e-6)


@given(st.floats(0.1, 0.9))
def test_the_quantile_of_a_level_is_where_the_points_reach_it(level: float) -> None:
    question = asked(kind="date", opens_at="2024-12-01", closes_at="2026-06-30")
    belief = question.read_belief([["2025-01-01", 0.1], ["2026-01-01", 0.9]])
    place = belief.quantile(level)
    assert belief.cdf(place) == pytest.approx(level)


def test_a_flat_stretch_is_left_at_its_first_place() -> None:
    flat = Points(((0.0, 0.2), (5.0, 0.5), (10.0, 0.5), (20.0, 1.0)))
    assert flat.quantile(0.5) == 5.0
