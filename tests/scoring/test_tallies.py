"""Numbers from counts are those of every row: the same draws, the same intervals."""

from __future__ import annotations

from dataclasses import astuple
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.scoring.calibration import auc
from outlook.scoring.resampling import bootstrap, interval_of
from outlook.scoring.tallies import MeanBrier, Ranking
from thorough import share

Rows = list[tuple[float, int]]
# Few distinct probabilities, so that many are equal, and any others between them.
STATED = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0]) | st.floats(0, 1)
QUESTIONS = st.lists(st.lists(st.tuples(STATED, st.integers(0, 1)), min_size=1, max_size=3), max_size=9)


def brier(rows: Rows) -> float:
    return fmean((p - outcome) ** 2 for p, outcome in rows)


def ranking(rows: Rows) -> float | None:
    return auc([p for p, _ in rows], [outcome for _, outcome in rows])


@settings(max_examples=share(60))
@given(QUESTIONS)
def test_the_interval_of_the_mean_score_is_that_of_its_rows(questions: list[Rows]) -> None:
    counted, drawn = interval_of(questions, MeanBrier, resamples=40), bootstrap(questions, brier, resamples=40)
    assert (counted is None) == (drawn is None)
    if counted is not None and drawn is not None:  # sums in another order round otherwise in the last digit
        assert astuple(counted) == pytest.approx(astuple(drawn), abs=1e-15)


@settings(max_examples=share(60))
@given(QUESTIONS)
def test_the_interval_of_the_ranking_is_that_of_its_rows(questions: list[Rows]) -> None:
    assert interval_of(questions, Ranking, resamples=40) == bootstrap(questions, ranking, resamples=40)


@given(QUESTIONS)
def test_without_each_question_is_what_is_left_of_the_others(questions: list[Rows]) -> None:
    others = [[row for other in questions if other is not one for row in other] for one in questions]
    if len(questions) > 1:
        assert Ranking(questions).without_each() == [ranking(rows) for rows in others]
        assert MeanBrier(questions).without_each() == pytest.approx([brier(rows) for rows in others], abs=1e-15)
