"""Intervals by drawing questions: repeatable, blind to order, whole questions, and honest about what has none."""

from __future__ import annotations

from math import sqrt
from random import Random
from statistics import fmean, pvariance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.scoring.calibration import auc, error_of
from outlook.scoring.resampling import Interval, Method, bootstrap, by_chance
from thorough import share

Rows = list[tuple[float, int]]
QUESTIONS = st.lists(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=3), max_size=8)


def brier(rows: Rows) -> float:
    return fmean((p - outcome) ** 2 for p, outcome in rows)


def ranking(rows: Rows) -> float | None:
    return auc([p for p, _ in rows], [outcome for _, outcome in rows])


def interval(values: list[list[float]], **options: Any) -> Interval:
    found = bootstrap(values, fmean, **options)
    assert found is not None
    return found


@settings(max_examples=share(30))
@given(QUESTIONS, st.randoms(use_true_random=False))
def test_the_same_data_in_any_order_and_the_same_seed_give_the_same_interval(
    questions: list[Rows], random: Any
) -> None:
    shuffled = [random.sample(rows, len(rows)) for rows in random.sample(questions, len(questions))]
    assert bootstrap(shuffled, brier, resamples=40) == bootstrap(questions, brier, resamples=40)


def test_another_seed_gives_another_draw() -> None:
    values = [[float(x * x)] for x in range(30)]
    assert interval(values, seed=1) == interval(values, seed=1)
    assert interval(values, seed=1) != interval(values, seed=2)


def test_rows_of_one_question_come_together() -> None:
    # Ten people who say the same of one question add no knowledge: the interval is that of the questions.
    alone = [[float(x % 2)] for x in range(12)]
    crowded = [rows * 10 for rows in alone]
    assert interval(crowded, method="basic") == interval(alone, method="basic")
    apart = interval([[value] for rows in crowded for value in rows], method="basic")
    assert apart.high - apart.low < 0.5 * (interval(alone, method="basic").high - interval(alone, method="basic").low)


def test_of_many_questions_the_interval_of_a_mean_is_the_normal_one() -> None:
    random = Random(7)  # noqa: S311 - luck that can be repeated
    values = [random.random() for _ in range(400)]
    half = 1.6449 * sqrt(fmean((x - fmean(values)) ** 2 for x in values) / len(values))
    for method in ("bca", "basic"):
        found = interval([[x] for x in values], resamples=4000, method=method)
        assert (found.low, found.high) == pytest.approx((fmean(values) - half, fmean(values) + half), abs=0.003)


def test_a_statistic_that_draws_make_too_small_is_put_right() -> None:
    # scipy.stats.bootstrap 1.17.1 (BCa, 99,999 draws) gives .0203 to .1171; bare percentiles give .0117 to .0922.
    scores = [0.01, 0.04, 0.09, 0.16, 0.25, 0.36, 0.01, 0.04, 0.49, 0.0, 0.25, 0.09, 0.81]
    found = bootstrap([[score] for score in scores], pvariance, resamples=4000)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.0203, 0.1171), abs=0.004)


@pytest.mark.parametrize("questions", [[], [[]], [[(0.5, 1)]], [[(0.5, 1), (0.6, 1)]]])
def test_fewer_than_two_questions_have_no_interval(questions: list[Rows]) -> None:
    assert bootstrap(questions, brier) is None


@pytest.mark.parametrize("method", ["bca", "basic"])
def test_what_does_not_vary_has_no_interval_rather_than_one_of_no_width(method: Method) -> None:
    assert bootstrap([[0.25]] * 5, fmean, method=method) is None


def test_where_many_draws_leave_it_undefined_there_is_no_interval() -> None:
    few: list[Rows] = [[(0.2, 0)], [(0.8, 1)], [(0.7, 1)]]
    assert ranking([row for rows in few for row in rows]) == 1.0
    assert bootstrap(few, ranking) is None
    random = Random(5)  # noqa: S311 - luck that can be repeated
    many: list[Rows] = [[(random.random(), outcome)] for outcome in [0, 1] * 10]
    found = bootstrap(many, ranking, resamples=300)
    assert found is not None
    assert found.low < (ranking([row for rows in many for row in rows]) or 0) < found.high


def test_what_lies_beyond_every_draw_has_no_accelerated_interval() -> None:
    # Draws repeat questions, the data do not: the estimate, 0, is below all of them.
    assert bootstrap([[float(x)] for x in range(40)], lambda rows: float(len(rows) - len(set(rows)))) is None


def test_what_does_not_exist_without_one_of_the_questions_has_no_accelerated_interval() -> None:
    values = [[float(x)] for x in range(8)]
    assert bootstrap(values, lambda rows: fmean(rows) if len(rows) == 8 else None) is None
    assert bootstrap(values, lambda rows: fmean(rows) if len(rows) == 8 else None, method="basic") is not None


@pytest.mark.parametrize(
    ("options", "name"), [({"level": 1.0}, "level"), ({"level": 0.0}, "level"), ({"resamples": 0}, "resamples")]
)
def test_what_is_no_level_or_no_number_of_draws_is_refused(options: Any, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        bootstrap([[1.0], [2.0]], fmean, **options)


# ── chance ──


def test_chance_alone_keeps_the_calibration_error_of_few_forecasts_up() -> None:
    few, many = by_chance([0.3, 0.5, 0.7] * 4, error_of), by_chance([0.3, 0.5, 0.7] * 400, error_of, resamples=200)
    assert few is not None
    assert many is not None
    assert 0.1 < few < 0.4
    assert many < 0.1 * few * 4


def test_the_share_of_calibrated_worlds_below_it_is_the_share_asked_for() -> None:
    # One forecast of p is off by 1 - p with probability p, and by p otherwise.
    assert by_chance([0.2], error_of, share=0.7) == pytest.approx(0.2)
    assert by_chance([0.2], error_of, share=0.9) == pytest.approx(0.8)


def test_certainty_that_is_right_has_no_luck() -> None:
    assert by_chance([0.0, 1.0], error_of) == 0
    assert by_chance([], error_of) is None
    assert by_chance([1.0], lambda ps: lambda outcomes: auc(ps, outcomes)) is None
    with pytest.raises(ValueError, match=r"ps\[0\]"):
        by_chance([1.5], error_of)
