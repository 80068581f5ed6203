"""What is implied last: time stops before the close, and what is known after it moves nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outlook.answers.due import due
from outlook.answers.standing import Standing
from outlook.belief.timeline import situations
from outlook.evidence.over_time import implied_values, mean_cost, stretches, weighed
from outlook.evidence.passing import base_rate
from outlook.lengths import length
from outlook.model import BinaryForecast, Estimate, Evidence, Retraction
from outlook.scoring.measures import probability

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def forecast(days: float = 10, prior: float = 0.4) -> BinaryForecast:
    return BinaryForecast(
        id="hama", case="syria", kind="binary", question="Falls?", criteria="Wires.", opens_at=OPENS,
        closes_at=OPENS + days * DAY, prior=prior, decay="deadline",
    )  # fmt: skip


def implied(record: BinaryForecast, day: float, *entries: Any) -> Any:
    (found,) = situations({"hama": record}, entries, OPENS + day * DAY)
    return weighed(found, None, OPENS + day * DAY).implied


def report(day: float) -> Evidence:
    at = OPENS + day * DAY
    return Evidence(
        id="aaaaaaaa", known_at=at, recorded_at=at, by="a", forecasts=("hama",), summary="Seen.", likelihood_ratio=9
    )


def retraction(day: float, name: str) -> Retraction:
    at = OPENS + day * DAY
    return Retraction(id=name, known_at=at, recorded_at=at, by="a", entry="aaaaaaaa")


@pytest.mark.parametrize("day", [9, 9.5, 10, 12])
def test_the_last_implied_value_is_that_of_a_day_before_the_close(day: float) -> None:
    assert implied(forecast(), day) == pytest.approx(1 - 0.6**0.1)


def test_of_a_window_under_two_days_it_is_that_of_its_middle() -> None:
    assert implied(forecast(1), 0.9) == pytest.approx(1 - 0.6**0.5)


@pytest.mark.parametrize("day", [9.5, 10, 11])
def test_evidence_known_after_that_moves_nothing(day: float) -> None:
    assert implied(forecast(), 12, report(day)) == implied(forecast(), 12)
    assert implied(forecast(), 12, report(8)) > implied(forecast(), 12)


def test_what_two_people_took_back_before_the_close_and_after_it_does_not_count() -> None:
    """Copies of a ledger that are merged can hold both; the second one is no reason to count the report again."""
    said, twice = report(5), [retraction(6, "baaaaaaa"), retraction(11, "caaaaaaa")]
    assert implied(forecast(), 12, said, *twice) == implied(forecast(), 12)
    assert implied(forecast(), 12, said, twice[1]) > implied(forecast(), 12)


def test_the_series_and_its_score_hold_the_last_value() -> None:
    (found,) = situations({"hama": forecast()}, [report(9.5)], OPENS + 12 * DAY)
    last = 1 - 0.6**0.1
    assert [value for _, value, _ in implied_values(found, None, OPENS + 10 * DAY)][-1] == pytest.approx(last)
    laid = stretches(found, None, OPENS + 10 * DAY)
    spans = [(OPENS + 9 * DAY, OPENS + 10 * DAY)]
    assert mean_cost(laid, probability, spans) == pytest.approx(last)


@pytest.mark.parametrize("day", [0, 5, 9, 10, 20])
def test_a_prior_of_one_stays_one(day: float) -> None:
    assert base_rate(1.0, OPENS, OPENS + 10 * DAY, OPENS + day * DAY) == 1
    assert implied(forecast(prior=1.0), day) == 1


def test_nothing_decays_before_the_opening() -> None:
    early = Estimate(
        id="aaaaaaaa", known_at=OPENS - 30 * DAY, recorded_at=OPENS - 30 * DAY, by="a", forecast="hama", stated=0.6
    )
    found = situations({"hama": forecast()}, [early], OPENS + 0.1 * DAY)
    assert [
        one.reason
        for one in due(
            [Standing(one, None, OPENS + 0.1 * DAY) for one in found], OPENS + 0.1 * DAY, length("1d"), lambda *_: None
        )
    ] == []
