"""Numbers from counts are those of every row: the same draws, the same intervals."""

from __future__ import annotations

from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.scoring.calibration import auc, ece
from outlook.scoring.decomposition import corp
from outlook.scoring.resampling import bootstrap, by_chance, by_chance_of, interval_of
from outlook.scoring.tallies import CalibrationError, MeanBrier, Miscalibration, Ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = list[tuple[float, int]]
# Few distinct probabilities, so that many are equal, and any others between them.
STATED = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0]) | st.floats(0, 1)
QUESTIONS = st.lists(st.lists(st.tuples(STATED, st.integers(0, 1)), min_size=1, max_size=3), max_size=9)


def brier(rows: Rows) -> float:
    return fmean((p - outcome) ** 2 for p, outcome in rows)


def ranking(rows: Rows) -> float | None:
    return auc([p for p, _ in rows], [outcome for _, outcome in rows])


def miscalibration(ps: Sequence[float], outcomes: Sequence[int]) -> float | None:
    found = corp(ps, outcomes)
    return found.miscalibration if found else None


@settings(max_examples=60)
@given(QUESTIONS)
def test_the_interval_of_the_mean_score_is_that_of_its_rows(questions: list[Rows]) -> None:
    assert interval_of(questions, MeanBrier, resamples=40) == bootstrap(questions, brier, resamples=40)


@settings(max_examples=60)
@given(QUESTIONS)
def test_the_interval_of_the_ranking_is_that_of_its_rows(questions: list[Rows]) -> None:
    assert interval_of(questions, Ranking, resamples=40) == bootstrap(questions, ranking, resamples=40)


@given(QUESTIONS)
def test_without_each_question_is_what_is_left_of_the_others(questions: list[Rows]) -> None:
    others = [[row for other in questions if other is not one for row in other] for one in questions]
    if len(questions) > 1:
        assert Ranking(questions).without_each() == [ranking(rows) for rows in others]
        assert MeanBrier(questions).without_each() == pytest.approx([brier(rows) for rows in others], abs=1e-15)


@settings(max_examples=60)
@given(st.lists(STATED, max_size=12), st.sampled_from([1, 5, 10]))
def test_what_chance_does_to_the_calibration_error_is_that_of_every_world(ps: list[float], bins: int) -> None:
    found = by_chance_of(ps, partial(CalibrationError, bins=bins), resamples=40)
    assert found == by_chance(ps, lambda stated, outcomes: ece(stated, outcomes, bins), resamples=40)


@settings(max_examples=60)
@given(st.lists(STATED, max_size=12))
def test_what_chance_does_to_the_miscalibration_is_that_of_every_world(ps: list[float]) -> None:
    found, expected = by_chance_of(ps, Miscalibration, resamples=40), by_chance(ps, miscalibration, resamples=40)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-12))
