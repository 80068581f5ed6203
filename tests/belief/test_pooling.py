"""Pooling: golden numbers, the peers' vectors, and properties."""

from math import exp, log, prod
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.belief.pooling import extremised, extremising_factor, geometric_mean_of_odds, median

PEOPLE = [0.05, 0.10, 0.12, 0.20, 0.30]
chances = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=12)


def test_the_golden_pool() -> None:
    assert fmean(PEOPLE) == pytest.approx(0.154)
    assert median(PEOPLE) == 0.12
    assert geometric_mean_of_odds(PEOPLE) == pytest.approx(0.1331, abs=5e-5)
    assert extremised(PEOPLE, 0.15) == pytest.approx(0.1249, abs=5e-5)
    assert extremising_factor(2) == pytest.approx(1.2915, abs=5e-5)
    assert extremising_factor(5) == pytest.approx(1.529, abs=5e-4)
    assert extremising_factor(1) == pytest.approx(1)


def test_the_peers_numbers_for_three_forecasters() -> None:
    three = [0.7, 0.2, 0.1]
    assert geometric_mean_of_odds(three) == pytest.approx(0.28657568308228715, abs=1e-12)
    assert extremised(three, 0.5) == pytest.approx(0.21570156397149512, abs=1e-12)


@given(chances)
def test_the_geometric_mean_of_odds_is_what_it_says(ps: list[float]) -> None:
    odds = prod((p / (1 - p)) ** (1 / len(ps)) for p in ps)
    assert geometric_mean_of_odds(ps) == pytest.approx(odds / (1 + odds), rel=1e-9)


@given(chances, st.floats(0.05, 0.95))
def test_extremising_moves_away_from_the_base_rate(ps: list[float], base: float) -> None:
    pooled, moved = geometric_mean_of_odds(ps), extremised(ps, base)
    assert (moved - base) * (pooled - base) >= -1e-12
    assert (
        abs(log(moved / (1 - moved)) - log(base / (1 - base)))
        >= abs(log(pooled / (1 - pooled)) - log(base / (1 - base))) - 1e-9
    )


@given(chances)
def test_a_pool_lies_between_its_forecasters(ps: list[float]) -> None:
    for pooled in (median(ps), geometric_mean_of_odds(ps)):
        assert min(ps) - 1e-12 <= pooled <= max(ps) + 1e-12


def test_the_factor_tends_to_the_root_of_three() -> None:
    assert extremising_factor(10_000) == pytest.approx(3**0.5, rel=1e-3)
    assert exp(0) <= extremising_factor(3) < 3**0.5


def test_one_certain_forecaster_decides_and_two_opposite_ones_are_refused() -> None:
    assert geometric_mean_of_odds([0.0, 0.4]) == 0
    assert extremised([1.0, 0.4], 0.5) == 1
    with pytest.raises(ValueError, match="both 0 and 1"):
        geometric_mean_of_odds([0.0, 1.0])


@pytest.mark.parametrize("ps", [[], [1.2], [-0.1], [float("nan")]])
def test_what_is_no_probability_is_refused(ps: list[float]) -> None:
    with pytest.raises(ValueError, match="ps"):
        median(ps)
    with pytest.raises(ValueError, match="ps"):
        geometric_mean_of_odds(ps)


@pytest.mark.parametrize("base", [0.0, 1.0, 1.5])
def test_a_certain_base_rate_has_no_direction(base: float) -> None:
    with pytest.raises(ValueError, match="base_rate"):
        extremised([0.3], base)


def test_at_least_one_forecaster() -> None:
    with pytest.raises(ValueError, match="n is 0"):
        extremising_factor(0)
