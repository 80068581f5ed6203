"""The oracle itself, against what the documents and one's own hand say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import curve
from .measures import Measure, measure_of, rps, score
from .pages import Asked, scorecard, status, total_of
from .reading import Forecast, chance, moment, read_book
from .rows import accuracy, by_day, peer
from .small import Small

if TYPE_CHECKING:
    from pathlib import Path

    from .rows import Row

LATER = Asked(moment("2024-03-01"))


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path / "forecasts")


def rows(small: Small, asked: Asked = LATER) -> dict[str, Row]:
    return {row.by: row for row in scorecard(read_book(small.write()), asked)}


def forecast(**fields: object) -> Forecast:
    return Forecast("case", "it", dict(fields), moment("2024-01-01"), moment("2024-01-31", bare="23:59:59"))


def test_the_ordered_example_of_good_judgment_open() -> None:
    cities = forecast(kind="choice", options=["a", "b", "c", "d"], ordered="true")
    shares = {"a": 0.25, "b": 0.25, "c": 0.3, "d": 0.2}
    assert 2 * rps(cities, shares, "b") == pytest.approx(0.235)


def test_a_score_over_time_is_weighted_by_how_long_each_stood(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.5, 0)
    small.says("alice", 0.9, 5.5)
    small.resolves("yes", 10.5)
    row = rows(small)["alice"]
    assert [row.first, row.last, row.coverage] == pytest.approx([0.25, 0.01, 1])
    assert row.mean == pytest.approx((5 * 0.25 + 5 * 0.01) / 10)


def test_what_is_known_with_the_outcome_is_no_forecast_of_it(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 10)
    small.resolves("yes", 10)
    assert rows(small) == {}


def test_what_was_said_stays_said(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.5, 2)
    wrong = small.says("alice", 0.1, 4)
    small.resolves("yes", 10)
    small.retracts(wrong, 5, recorded=11)  # dated back
    assert rows(small)["alice"].last == pytest.approx(0.81)
    small.lines[-1]["recorded_at"] = small.lines[-1]["known_at"]
    assert rows(small)["alice"].last == 0.25, "taken back in time, it makes room for the one before it"


def test_what_is_recorded_after_the_outcome_is_late(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.9, 2, recorded=12)
    small.resolves("yes", 10, recorded=11)
    assert rows(small) == {}
    assert rows(small, Asked(LATER.at, late=True))["alice"].last == pytest.approx(0.01)


@pytest.mark.parametrize("first", ["it", "a"])
def test_an_unmet_condition_annuls_in_every_order(small: Small, first: str) -> None:
    small.question("a", "kind: binary").question("it", "kind: binary\ngiven: {forecast: a, outcome: yes}")
    for name in sorted(("it", "a"), key=lambda name: name != first):
        small.resolves("no", 9, of=name)
    book = read_book(small.write())
    assert {name: one.state.name for name, one in status(book, LATER).items()} == {
        "case/a": "resolved",
        "case/it": "annulled",
    }


def test_a_day_counts_with_what_stood_as_it_ended(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.5, 1)
    small.says("bob", 0.7, 2)
    small.says("alice", 0.9, 2.4)
    small.resolves("yes", 3)
    alice, bob = rows(small)["alice"], rows(small)["bob"]
    assert [round(one, 4) for one in by_day(alice.question, alice.pieces).values()] == [0.25, 0.01, 0.01]
    assert list(by_day(bob.question, bob.pieces)) == [1, 2]
    assert accuracy(bob) == pytest.approx(2 * (0.09 - (0.25 + 0.05 + 0.05) / 3) * 2 / 3)


def test_points_against_another_cover_the_time_of_both(small: Small) -> None:
    small.question("it", "kind: binary").says("alice", 0.8, 0)
    small.says("bob", 0.4, 5.5)
    small.resolves("yes", 10.5)
    whole = 31 - 1 / 86_400
    assert peer(rows(small)["alice"]) == pytest.approx(100 * 0.6931471805599453 * 5 / whole)


def test_points_are_straight_between_what_is_stated_and_quantiles_are_read_from_them() -> None:
    height = forecast(kind="numeric", lower="0", upper="100", prior={"q10": "1", "q50": "2", "q90": "3"})
    even = [[50, 0.5]], [[0, 0], [100, 1]]
    by_points, by_levels = Measure("crps"), Measure("weighted_interval_score", (0.1, 0.5, 0.9))
    assert [measure_of(forecast(kind="numeric"), [even[1]]), measure_of(height, [])] == [by_points, by_levels]
    assert [score(height, by_points, one, 100) for one in even] == [pytest.approx(100 / 3)] * 2
    at_levels = score(height, by_levels, even[1], 60)
    assert at_levels == pytest.approx(2 * (0.1 * 50 + 0.5 * 10 + 0.1 * 30) / 3)


def test_unlike_units_have_no_mean(small: Small) -> None:
    small.question("it", "kind: numeric\nunit: m").question("its-twin", "kind: numeric\nunit: s")
    for name in small.records:
        small.says("alice", {"q50": 20}, 2, of=name)
        small.resolves(25, 10, of=name)
    book = read_book(small.write())
    assert total_of(scorecard(book, LATER)).mean is None


def test_probabilities_are_read_as_people_write_them() -> None:
    assert [chance(text) for text in ("0.6", "60%", "~60%", "3/5", "3:2")] == [pytest.approx(0.6)] * 5


def test_the_parts_of_a_curve_add_up() -> None:
    pairs = [(0.1, 0), (0.15, 1), (0.15, 0), (0.4, 0), (0.45, 1), (0.8, 1), (1.0, 1)]
    classes, bins = curve.distinct(pairs), curve.bins(pairs, 10)
    spread, covariance = curve.within(bins)
    whole = curve.uncertainty(pairs)
    assert curve.brier(pairs) == pytest.approx(curve.reliability(classes) - curve.resolution(classes) + whole)
    binned = curve.reliability(bins) - curve.resolution(bins) + whole + spread - covariance
    assert curve.brier(pairs) == pytest.approx(binned)
    miscalibration, discrimination = curve.corp(pairs)
    assert curve.brier(pairs) == pytest.approx(miscalibration - discrimination + whole)
