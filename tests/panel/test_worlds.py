"""In worlds where everybody is equally good, the intervals find out about that."""

from dataclasses import replace

import numpy as np
import pytest

from outlook.panel.cells import from_probabilities
from outlook.panel.pairs import compared
from outlook.panel.ranking import ranking

EXPECTED = 0.17453


def world(random: np.random.Generator, people: int, questions: int) -> tuple[np.ndarray, np.ndarray]:
    truth = random.beta(1, 2, questions)
    outcomes = (random.random(questions) < truth).astype(np.float64)
    log_odds = np.log(truth / (1 - truth)) + random.normal(0, 0.5, (people, questions))
    return 1 / (1 + np.exp(-log_odds)), outcomes


def test_intervals_cover_the_truth_and_equals_are_seldom_called_different() -> None:
    random = np.random.default_rng(5)
    covered, different = [], []
    for _ in range(150):
        cells = from_probabilities(*world(random, 5, 40))
        covered += [
            one.interval.low <= EXPECTED <= one.interval.high for one in ranking(cells).forecasters if one.interval
        ]
        beside = compared(cells)
        first = np.triu(beside.tested, 1)
        different += (np.abs(beside.mean[first]) > beside.reach[first]).tolist()
    assert 0.87 <= np.mean(covered) <= 0.95
    assert np.mean(different) <= 0.12


@pytest.mark.parametrize("questions", [40])
def test_among_twelve_equals_a_difference_is_seldom_claimed(questions: int) -> None:
    random = np.random.default_rng(6)
    claims = [bool(ranking(from_probabilities(*world(random, 12, questions))).better) for _ in range(100)]
    assert np.mean(claims) <= 0.12


def test_who_is_much_better_is_found_out() -> None:
    random = np.random.default_rng(7)
    p, outcomes = world(random, 4, 100)
    p[3] = 1 - p[3]
    found = ranking(from_probabilities(p, outcomes))
    assert [one.rank_low for one in found.forecasters] == [1, 1, 1, 4]
    assert found.better == tuple((f"f{place:06}", "f000003") for place in range(3))


def test_the_second_of_two_groups_is_adjusted_by_itself() -> None:
    random = np.random.default_rng(8)
    p, outcomes = world(random, 4, 60)
    p[:2, :30], p[2:, 30:] = np.nan, np.nan
    found = ranking(from_probabilities(p, outcomes))
    assert {one.group for one in found.forecasters} == {0, 1}
    assert sorted(one.adjusted_rank or 0 for one in found.forecasters) == [1, 1, 2, 2]


def test_a_pool_neither_connects_two_groups_nor_has_a_rank_in_one() -> None:
    random = np.random.default_rng(8)
    p, outcomes = world(random, 4, 60)
    p[:2, :30], p[2:, 30:] = np.nan, np.nan
    people = from_probabilities(p, outcomes)
    pooled = from_probabilities(np.nanmean(p, axis=0, keepdims=True), outcomes)
    found = ranking(people.beside(replace(pooled, forecasters=("pool:mean",))))
    pool = next(one for one in found.forecasters if one.is_pool)
    assert (pool.rank, pool.rank_low, pool.rank_high, pool.adjusted, pool.group) == (None,) * 5
    alone = {one.forecaster: one for one in ranking(people).forecasters}
    for one in found.forecasters:
        if not one.is_pool:
            assert replace(one, skill_pool=None) == replace(alone[one.forecaster], skill_pool=None)
            assert one.rank in (1, 2)
            assert (one.rank_low, one.rank_high) == (1, 2)
    assert {one.group for one in alone.values()} == {0, 1}


def test_who_answered_too_few_questions_has_no_rank_among_those_who_answered_enough() -> None:
    p, outcomes = world(np.random.default_rng(10), 4, 40)
    p[0, 30:], p[3, 5:] = np.nan, np.nan
    found = {one.forecaster: one for one in ranking(from_probabilities(p, outcomes)).forecasters}
    assert (found["f000003"].rank, found["f000003"].rank_high, found["f000003"].adjusted) == (None, None, None)
    assert sorted(one.rank for one in found.values() if one.rank) == [1, 2, 3]
    assert {one.rank_high for one in found.values() if one.rank} == {3}


def test_few_questions_rank_only_those_who_share_some() -> None:
    p, outcomes = world(np.random.default_rng(11), 5, 9)
    p[:2, 4:], p[2:4, :4], p[2:4, 8:], p[4, :8] = np.nan, np.nan, np.nan, np.nan
    found = ranking(from_probabilities(p, outcomes)).forecasters
    ranks = {one.forecaster: (one.group, one.rank, one.rank_high) for one in found}
    assert sorted(ranks[name][1] or 0 for name in ("f000000", "f000001")) == [1, 2]
    assert sorted(ranks[name][1] or 0 for name in ("f000002", "f000003")) == [1, 2]
    assert ranks["f000004"] == (2, None, None)
    assert {high for _, rank, high in ranks.values() if rank} == {2}
