"""The decompositions add up to the mean Brier score, and their parts are what they say, by a slow second way."""

from __future__ import annotations

from itertools import pairwise
from math import fsum
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from outlook.scoring import rules
from outlook.scoring.calibration import error_of, reliability
from outlook.scoring.decomposition import corp, miscalibration_of, murphy, murphy_binned

if TYPE_CHECKING:
    from random import Random

CHANCES = st.integers(0, 20).map(lambda k: k / 20) | st.floats(0, 1)
FORECASTS = st.lists(st.tuples(CHANCES, st.integers(0, 1)), min_size=1, max_size=60)
Pairs = list[tuple[float, int]]


def apart(pairs: Pairs) -> tuple[list[float], list[int]]:
    return [p for p, _ in pairs], [outcome for _, outcome in pairs]


def mean_brier(pairs: Pairs) -> float:
    return fmean(rules.brier(p, outcome) for p, outcome in pairs)


@given(FORECASTS)
@example([(0.1, 1)])
@example([(0.0, 1), (1.0, 0)])
def test_murphys_parts_add_up_to_the_mean_brier_score(pairs: Pairs) -> None:
    found = murphy(*apart(pairs))
    assert found is not None
    assert found.brier == pytest.approx(mean_brier(pairs), abs=1e-12)
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(found.brier, abs=1e-12)
    assert 0 <= found.resolution <= found.uncertainty + 1e-12
    assert 0 <= found.uncertainty <= 0.25
    assert found.classes == len({p for p, _ in pairs})


@given(FORECASTS, st.integers(1, 30))
def test_the_binned_parts_add_up_with_the_two_within_bins(pairs: Pairs, bins: int) -> None:
    found = murphy_binned(*apart(pairs), bins)
    assert found is not None
    whole = found.reliability - found.resolution + found.uncertainty + found.within_variance - found.within_covariance
    assert whole == pytest.approx(mean_brier(pairs), abs=1e-12)
    assert found.brier == pytest.approx(mean_brier(pairs), abs=1e-12)
    assert found.bins == len(reliability(*apart(pairs), bins))


@given(FORECASTS)
def test_over_bins_that_hold_one_probability_each_both_of_murphys_forms_agree(pairs: Pairs) -> None:
    rounded = [(round(20 * p) / 20, outcome) for p, outcome in pairs]
    exact, found = murphy(*apart(rounded)), murphy_binned(*apart(rounded), 20)
    assert exact is not None
    assert found is not None
    assume({0.95, 1.0} - {p for p, _ in rounded})
    assert (found.reliability, found.resolution) == pytest.approx((exact.reliability, exact.resolution), abs=1e-12)
    assert (found.within_variance, found.within_covariance) == pytest.approx((0, 0), abs=1e-12)


@given(FORECASTS)
@example([(0.5, 1), (0.5, 0)])
def test_corps_parts_add_up_to_the_mean_brier_score(pairs: Pairs) -> None:
    found = corp(*apart(pairs))
    assert found is not None
    assert found.miscalibration - found.discrimination + found.uncertainty == pytest.approx(
        mean_brier(pairs), abs=1e-12
    )
    assert found.miscalibration >= 0
    assert 0 <= found.discrimination <= found.uncertainty + 1e-12


@given(FORECASTS)
def test_the_recalibration_is_the_isotonic_regression(pairs: Pairs) -> None:
    found = corp(*apart(pairs))
    assert found is not None
    assert [p for p, _ in found.curve] == sorted({p for p, _ in pairs})
    for (p, rate), slow in zip(found.curve, min_max(pairs), strict=True):
        assert rate == pytest.approx(slow, abs=1e-12), p
    assert all(left <= right for (_, left), (_, right) in pairwise(found.curve))


def min_max(pairs: Pairs) -> list[float]:
    """Isotonic regression by its min-max formula: for each class, the largest over its left ends of the least mean."""
    levels = sorted({p for p, _ in pairs})

    def mean(first: int, last: int) -> float:
        return fmean(outcome for p, outcome in pairs if levels[first] <= p <= levels[last])

    size = len(levels)
    return [max(min(mean(a, b) for b in range(k, size)) for a in range(k + 1)) for k in range(size)]


@given(FORECASTS)
def test_recalibrating_what_is_recalibrated_gains_nothing(pairs: Pairs) -> None:
    first = corp(*apart(pairs))
    assert first is not None
    mended = dict(first.curve)
    again = corp([mended[p] for p, _ in pairs], [outcome for _, outcome in pairs])
    assert again is not None
    assert again.miscalibration == pytest.approx(0, abs=1e-12)
    assert again.discrimination == pytest.approx(first.discrimination, abs=1e-12)


@given(FORECASTS, st.randoms(use_true_random=False))
def test_what_is_tried_on_many_outcomes_is_what_each_of_them_gives(pairs: Pairs, random: Random) -> None:
    ps = [p for p, _ in pairs]
    error, miscalibration = error_of(ps), miscalibration_of(ps)
    for _ in range(3):
        outcomes = [random.randrange(2) for _ in ps]
        whole = corp(ps, outcomes)
        assert whole is not None
        assert miscalibration(outcomes) == pytest.approx(whole.miscalibration, abs=1e-12)
        found = reliability(ps, outcomes)
        assert error(outcomes) == fsum(one.n * abs(one.mean - one.rate) for one in found) / len(ps)


def test_ties_are_pooled_before_the_violators_are() -> None:
    # Of equal forecasts, PAV row by row would keep the order of the rows: 0 then 1, or one block of 1/2.
    for outcomes in ([0, 1, 1], [1, 0, 1]):
        found = corp([0.4, 0.4, 0.9], outcomes)
        assert found is not None
        assert found.curve == ((0.4, 0.5), (0.9, 1.0))


def test_a_sample_of_one_outcome_has_no_uncertainty_and_nothing_to_resolve() -> None:
    exact, best = murphy([0.2, 0.9], [1, 1]), corp([0.2, 0.9], [1, 1])
    assert exact is not None
    assert best is not None
    assert (exact.uncertainty, exact.resolution, best.uncertainty, best.discrimination) == (0, 0, 0, 0)
    assert exact.reliability == best.miscalibration == exact.brier
