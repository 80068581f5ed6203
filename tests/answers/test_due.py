"""What needs attention: overdue, closing soon, and standing still against the hazard."""

from datetime import UTC, datetime, timedelta

import pytest

from outlook.answers.due import Due, due
from outlook.belief.timeline import situations
from outlook.model.entries import Entry, Estimate
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
WEEK = timedelta(days=7)


def forecast(decay: str = "deadline") -> Forecast:
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": OPENS,
        "closes_at": OPENS + timedelta(days=30), "prior": 0.5, "decay": decay,
    })  # fmt: skip


def stated(probability: float, day: int = 0) -> Estimate:
    at = OPENS + timedelta(days=day)
    return Estimate(
        id=f"aaaaaaa{'abcdefg'[day // 5]}", known_at=at, recorded_at=at, by="a", forecast="f", stated=probability
    )


def found(day: int, *entries: Entry, decay: str = "deadline") -> list[Due]:
    at = OPENS + timedelta(days=day)
    return due(situations({"f": forecast(decay)}, entries, at), at, WEEK)


def test_nothing_needs_attention_at_first() -> None:
    assert found(1, stated(0.5)) == []


def test_what_closes_within_the_time_is_listed() -> None:
    assert [item.reason for item in found(24, stated(0.5, 24))] == ["closes"]
    assert [item.reason for item in found(22, stated(0.5, 22))] == []


def test_what_is_past_its_close_is_overdue() -> None:
    assert [item.reason for item in found(31, stated(0.5))] == ["overdue"]


def test_what_stood_still_while_a_constant_hazard_took_five_points_is_stale() -> None:
    (item,) = found(10, stated(0.5))
    assert (item.reason, item.stated, item.by) == ("stale", 0.5, "a")
    assert item.decayed == pytest.approx(1 - 0.5 ** (20 / 30))


def test_a_new_statement_or_a_question_without_decay_is_not_stale() -> None:
    assert found(10, stated(0.5), stated(0.37, 10)) == []
    assert found(10, stated(0.5), decay="none") == []


def test_five_points_are_counted_from_the_statement() -> None:
    """(1 - p)^(left/whole) crosses five points between these two days, by hand: .5 → .4506 on the fourth, .4383 on the fifth."""
    assert found(3, stated(0.5)) == []
    assert [item.reason for item in found(5, stated(0.5))] == ["stale"]
