"""Reliability, calibration error and ranking: slow versions, identities, edges, and refusals at the door."""

from __future__ import annotations

from fractions import Fraction
from math import fsum, inf, nan
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.scoring.calibration import auc, ece, error_of, mce, reliability, wilson
from outlook.scoring.decomposition import corp, murphy, murphy_binned
from outlook.scoring.resampling import by_chance

if TYPE_CHECKING:
    from collections.abc import Callable

# Twentieths, so that ties and edges of bins are common, and anything else.
CHANCES = st.integers(0, 20).map(lambda k: k / 20) | st.floats(0, 1)
FORECASTS = st.lists(st.tuples(CHANCES, st.integers(0, 1)), max_size=60)
Pairs = list[tuple[float, int]]
MEASURES: list[Callable[[list[float], list[int]], Any]] = [
    reliability, ece, mce, auc, murphy, murphy_binned, corp, lambda ps, _: by_chance(ps, error_of, resamples=20),
]  # fmt: skip


def apart(pairs: Pairs) -> tuple[list[float], list[int]]:
    return [p for p, _ in pairs], [outcome for _, outcome in pairs]


# ── the door ──


@pytest.mark.parametrize("measure", [reliability, ece, mce, auc, murphy, murphy_binned, corp])
@pytest.mark.parametrize("p", [-0.01, 1.01, nan, inf, 70])
def test_what_is_no_probability_is_refused_by_its_place(measure: Callable[..., Any], p: float) -> None:
    with pytest.raises(ValueError, match=r"ps\[1\] must be a number from 0 to 1"):
        measure([0.5, p], [0, 1])


@pytest.mark.parametrize("measure", [reliability, ece, mce, auc, murphy, murphy_binned, corp])
@pytest.mark.parametrize("outcome", [0.5, 2, -1, nan, None, "yes"])
def test_what_is_no_outcome_is_refused_by_its_place(measure: Callable[..., Any], outcome: Any) -> None:
    with pytest.raises(ValueError, match=r"outcomes\[0\] must be 0 or 1"):
        measure([0.5, 0.2], [outcome, 1])


@pytest.mark.parametrize("measure", [reliability, ece, mce, auc, murphy, murphy_binned, corp])
def test_unequal_lengths_are_refused(measure: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="outcomes must be as many as ps, but are 1 for 2"):
        measure([0.5, 0.2], [1])


@pytest.mark.parametrize("measure", [reliability, ece, mce, murphy_binned])
@pytest.mark.parametrize("bins", [0, -1, 2.5, True, 1001, "10"])
def test_what_is_no_number_of_bins_is_refused(measure: Callable[..., Any], bins: Any) -> None:
    with pytest.raises(ValueError, match="bins must be a whole number from 1 to 1000"):
        measure([0.5], [1], bins)


@pytest.mark.parametrize(("hits", "n", "level", "name"), [(1, 0, 0.9, "n"), (3, 2, 0.9, "hits"), (1, 2, 1.0, "level")])
def test_an_interval_of_no_rate_is_refused(hits: int, n: int, level: float, name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} must"):
        wilson(hits, n, level)


def test_without_forecasts_there_is_no_number() -> None:
    assert reliability([], []) == ()
    assert [ece([], []), mce([], []), auc([], []), murphy([], []), murphy_binned([], []), corp([], [])] == [None] * 6


# ── bins ──


@pytest.mark.parametrize("bins", [1, 3, 7, 10, 20, 100])
def test_every_edge_lies_in_the_bin_that_begins_there(bins: int) -> None:
    for k in range(bins):
        (found,) = reliability([k / bins], [1], bins)
        assert found.low == k / bins
        assert found.high == (k + 1) / bins


def test_tenths_typed_by_people_are_edges_and_certainty_is_in_the_last_bin() -> None:
    typed = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert [one.low for one in reliability(typed, [1] * 9)] == typed
    assert [(one.low, one.n) for one in reliability([0.95, 1.0], [1, 1])] == [(0.9, 2)]


@given(FORECASTS, st.integers(1, 30))
def test_bins_hold_every_forecast_once_within_their_edges(pairs: Pairs, bins: int) -> None:
    found = reliability(*apart(pairs), bins)
    assert sum(one.n for one in found) == len(pairs)
    assert sum(one.hits for one in found) == sum(outcome for _, outcome in pairs)
    for one in found:
        held = [p for p, _ in pairs if one.low <= p < one.high or p == one.high == 1]
        assert len(held) == one.n > 0
        assert one.mean == pytest.approx(fsum(held) / len(held), abs=1e-12)
        assert one.interval[0] <= one.rate <= one.interval[1]


@given(FORECASTS, st.integers(1, 30))
def test_calibration_errors_are_the_mean_and_the_largest_gap(pairs: Pairs, bins: int) -> None:
    ps, outcomes = apart(pairs)
    found = reliability(ps, outcomes, bins)
    if found:
        gaps = [abs(Fraction(one.hits, one.n) - Fraction(one.mean)) for one in found]
        mean = sum(gap * one.n for gap, one in zip(gaps, found, strict=True)) / len(ps)
        assert ece(ps, outcomes, bins) == pytest.approx(float(mean), abs=1e-12)
        assert mce(ps, outcomes, bins) == pytest.approx(float(max(gaps)), abs=1e-12)


# ── Wilson ──


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.01, 0.999))
def test_the_ends_of_wilsons_interval_solve_its_equation(counts: tuple[int, int], level: float) -> None:
    hits, n = counts
    low, high = wilson(hits, n, level)
    assert 0 <= low <= hits / n <= high <= 1
    assert low < high
    other = wilson(n - hits, n, level)
    assert (low, high) == pytest.approx((1 - other[1], 1 - other[0]), abs=1e-12)


def test_wilsons_interval_is_the_published_one() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3, at 95 %.
    for (hits, n), published in {
        (81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718),
    }.items():  # fmt: skip
        assert wilson(hits, n, 0.95) == pytest.approx(published, abs=5e-5)


# ── ranking ──


@given(FORECASTS)
def test_auc_is_the_share_of_pairs_in_the_right_order(pairs: Pairs) -> None:
    duels = [(yes, no) for yes, happened in pairs for no, also in pairs if happened and not also]
    won = sum(Fraction((yes > no) * 2 + (yes == no), 2) for yes, no in duels)
    assert auc(*apart(pairs)) == (float(won / len(duels)) if duels else None)


@given(FORECASTS)
def test_only_the_ranking_counts(pairs: Pairs) -> None:
    ps, outcomes = apart([(round(p, 3), outcome) for p, outcome in pairs])
    assert auc([p / 2 for p in ps], outcomes) == auc(ps, outcomes)


@pytest.mark.parametrize("outcome", [0, 1])
def test_with_one_class_there_is_nothing_to_tell_apart(outcome: int) -> None:
    assert auc([0.2, 0.9], [outcome, outcome]) is None


# ── the order of rows ──


@pytest.mark.alike
@given(FORECASTS, st.randoms(use_true_random=False))
@pytest.mark.parametrize("measure", MEASURES)
def test_the_order_of_rows_changes_not_one_digit(measure: Callable[..., Any], pairs: Pairs, random: Any) -> None:
    shuffled = random.sample(pairs, len(pairs))
    assert measure(*apart(shuffled)) == measure(*apart(pairs))
