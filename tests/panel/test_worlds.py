"""In worlds where everybody is equally good, the intervals find out about that."""

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


def test_what_does_not_compare_counts_in_ones_own_mean_alone() -> None:
    random = np.random.default_rng(9)
    p, outcomes = world(random, 3, 40)
    p[2] = 1 - p[2]
    compares = np.ones(p.shape, dtype=bool)
    compares[2] = False
    found = ranking(from_probabilities(p, outcomes), pairs=True, compares=compares)
    last = found.forecasters[-1]
    assert (last.forecaster, last.questions) == ("f000002", 40)
    assert (last.rank_low, last.rank_high, last.adjusted) == (None, None, None)
    assert [(one.first, one.second) for one in found.pairs if one.first != one.second] == [
        (found.forecasters[0].forecaster, found.forecasters[1].forecaster)
    ]
