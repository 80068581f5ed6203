"""Quantities and days that signs move: the two closed forms, their golden numbers, and what must always hold."""

from datetime import UTC, date, datetime, timedelta
from math import exp, isclose, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.timeline import situations
from outlook.evidence.distributions import base_distribution, sooner, tilted
from outlook.evidence.over_time import mean_cost, stretches
from outlook.evidence.weigh import weigh
from outlook.model.belief import Points
from outlook.model.case import Case
from outlook.model.entries import Evidence, Resolution
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST
from outlook.scoring.measures import costs_of, measure_of

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
CLOSES = datetime(2024, 12, 31, 23, 59, tzinfo=UTC)
HALF = OPENS + timedelta(days=15)


def forecast(kind: str, prior: Any, likelihood: dict[str, float], **more: Any) -> Forecast:
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": kind, "question": "?", "criteria": "!", "opens_at": OPENS, "closes_at": CLOSES,
        "prior": prior, "indicators": [{"id": "sign", "likelihood": likelihood}], **more,
    })  # fmt: skip


QUANTITY = forecast("numeric", {"q05": 1, "q25": 2, "q50": 4, "q75": 8, "q95": 20}, {"above": 0.6, "below": 0.2})
DAY = forecast(
    "date", [["2024-12-10", 0.10], ["2024-12-20", 0.30], ["2024-12-31", 0.50]], {"yes": 0.6, "no": 0.2}
)  # fmt: skip


def seen(match: str = "full", at: datetime = OPENS + timedelta(hours=1), **more: Any) -> Evidence:
    return Evidence.model_validate({
        "id": "aaaaaaaa", "known_at": at, "recorded_at": at, "by": "a", "summary": "s", "forecasts": ["f"],
        "indicators": {"sign": match}, "grade": "B2", **more,
    })  # fmt: skip


def implied(record: Forecast, evidence: list[Evidence], at: datetime = HALF) -> Points:
    found = weigh(record, None, evidence, at).implied
    assert isinstance(found, Points)
    return found


def test_the_golden_tilt() -> None:
    found = [tilted(share, 1.2) for share in (0.05, 0.25, 0.5, 0.75, 0.95)]
    assert found == pytest.approx([0.0127, 0.0820, 0.2315, 0.5038, 0.8756], abs=0.00005)


def test_the_golden_days() -> None:
    left = [(share - 0.10) / 0.90 for share in (0.30, 0.42, 0.50)]
    assert left == pytest.approx([0.2222, 0.3556, 0.4444], abs=0.00005)
    reached = 1 / (1 + (1 - left[2]) / left[2] * exp(-0.9))
    faster = log(1 - reached) / log(1 - left[2])
    assert (reached, faster) == pytest.approx((0.6630, 1.8506), abs=0.00005)
    assert [sooner(share, faster) for share in left] == pytest.approx([0.3719, 0.5565, 0.6630], abs=0.00005)


def test_above_against_below_is_multiplied_by_exactly_what_the_signs_say() -> None:
    found = implied(QUANTITY, [seen()])
    assert [value for value, _ in found] == [1, 2, 4, 8, 20]
    below = dict(found)[4]
    theta = log((6.4772 * 0.6 + 0.4) / (6.4772 * 0.2 + 0.8))
    assert log((1 - below) / below) == pytest.approx(theta, abs=0.0005)


def test_a_quantity_of_which_nothing_is_reported_is_as_the_prior_has_it_at_the_opening() -> None:
    assert [share for _, share in implied(QUANTITY, [], OPENS)] == pytest.approx([0.05, 0.25, 0.5, 0.75, 0.95])


def test_what_did_not_happen_by_now_leaves_the_days_to_come() -> None:
    found = implied(forecast("date", DAY.prior.to_json(), {"yes": 0.4, "no": 0.4}), [])
    gone = 0.10 + 0.20 * (15 - 10 + 1 / 86400) / 10
    assert [day for day, _ in found] == [date(2024, 12, 20), date(2024, 12, 31)]
    assert [share for _, share in found] == pytest.approx(
        [(0.3 - gone) / (1 - gone), (0.5 - gone) / (1 - gone)], abs=1e-4
    )


def test_what_makes_it_likelier_makes_it_sooner_and_by_the_close_follows_the_odds() -> None:
    nothing, sign = (dict(implied(DAY, evidence)) for evidence in ([], [seen()]))
    assert all(sign[day] > nothing[day] for day in sign)
    found = weigh(DAY, None, [seen()], HALF)
    base = base_distribution(DAY, HALF)
    assert base is not None
    odds = [share / (1 - share) for share in (dict(base)[date(2024, 12, 31)], sign[date(2024, 12, 31)])]
    assert log(odds[1] / odds[0]) == pytest.approx(sum(step.moves["yes"] for step in found.steps), abs=1e-4)


def test_a_prior_that_does_not_reach_the_close_implies_nothing_of_days() -> None:
    short = forecast("date", {"q05": "2024-12-10", "q50": "2024-12-20"}, {"yes": 0.6, "no": 0.2})
    assert weigh(short, None, [seen()], HALF).implied is None
    whole = forecast("date", {"q05": "2024-12-10", "q50": "2024-12-31", "q95": "2025-03-01"}, {"yes": 0.6, "no": 0.2})
    assert isinstance(weigh(whole, None, [seen()], HALF).implied, Points)


@pytest.mark.parametrize(
    "prior", [[["2024-12-10", 0.2], ["2024-12-12", 1.0]], [["2024-12-10", 0.0], ["2024-12-31", 0.0]]]
)
def test_what_is_settled_implies_nothing_of_days(prior: Any) -> None:
    assert weigh(forecast("date", prior, {"yes": 0.6, "no": 0.2}), None, [seen()], HALF).implied is None


def test_one_number_is_no_distribution_and_equal_quantiles_count_once() -> None:
    one = forecast("numeric", {"q50": 4}, {"above": 0.6, "below": 0.2})
    assert weigh(one, None, [seen()], HALF).implied is None
    level = forecast("numeric", {"q05": 4, "q50": 4, "q95": 9}, {"above": 0.6, "below": 0.2})
    assert [value for value, _ in implied(level, [])] == [4, 9]


def test_a_certain_sign_that_decides_leaves_no_distribution() -> None:
    certain = forecast("numeric", {"q05": 1, "q50": 4}, {"above": 0.6, "below": 0})
    found = weigh(certain, None, [seen(p_accurate=1)], HALF)
    assert (found.implied, found.base is None) == (None, False)


def test_the_first_rule_invents_no_distribution() -> None:
    classic = Case.model_validate({"id": "c", "title": "t", "weighing": "classic"})
    assert weigh(QUANTITY, classic, [seen()], HALF).implied is None


@pytest.mark.parametrize(("record", "outcome"), [(QUANTITY, "9"), (DAY, "2024-12-24")])
def test_it_is_scored_like_any_implied_series(record: Forecast, outcome: str) -> None:
    end = Resolution(id="zzzzzzzz", known_at=CLOSES, recorded_at=CLOSES, by="judge", forecast="f", outcome=outcome)
    (found,) = situations({"f": record}, [seen(at=HALF), end], CLOSES + timedelta(days=1))
    laid = stretches(found, None, CLOSES)
    measure = measure_of(record)
    assert measure is not None
    cost = costs_of(record, record.read_outcome(outcome), measure).cost
    mean = mean_cost(laid, cost, [(OPENS, CLOSES)])
    looks = [OPENS + (CLOSES - OPENS) * (number + 0.5) / 2000 for number in range(2000)]
    slow = [cost(next(one for one in laid if one.starts_at <= at < one.ends_at).implied(at)) for at in looks]
    assert mean == pytest.approx(sum(slow) / len(slow), rel=2e-3)


shares = st.floats(0.01, 0.99)


@given(shares, shares, st.floats(-30, 30), st.floats(-30, 30))
def test_a_tilt_keeps_the_order_and_turns_with_its_sign(low: float, high: float, less: float, more: float) -> None:
    (low, high), (less, more) = sorted((low, high)), sorted((less, more))
    assert 0 <= tilted(low, less) <= tilted(high, less) <= 1
    assert tilted(low, more) <= tilted(low, less) + 1e-12
    assert isclose(tilted(low, less), 1 - tilted(1 - low, -less), abs_tol=1e-9)


@given(shares, st.floats(-8, 8), st.floats(-8, 8))
def test_two_tilts_of_the_median_add_up(share: float, first: float, second: float) -> None:
    both = tilted(0.5, first + second)
    assert log((1 - both) / both) == pytest.approx(first + second, abs=1e-6)
    assert tilted(share, 0.0) == share
