"""Reference classes: what they say together, and how far a prior is from it."""

from __future__ import annotations

from fractions import Fraction
from math import inf, isfinite
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.model.base_rates import MOST_CASES, MOST_WEIGHT, BaseRate
from outlook.model.blend import apart, blended
from outlook.model.kinds import FORECAST

RECORD = {"id": "f", "case": "c", "kind": "binary", "question": "?", "prior": 0.4}


def of(k: int, n: int, weight: float = 1) -> BaseRate:
    return BaseRate(of="x", k=k, n=n, weight=weight)


@st.composite
def classes(draw: st.DrawFn) -> BaseRate:
    n = draw(st.integers(1, MOST_CASES))
    return of(draw(st.integers(0, n)), n, draw(st.floats(0, MOST_WEIGHT)))


@pytest.mark.parametrize(
    ("given_classes", "blend"),
    [
        ([of(7, 20)], 7.5 / 21),
        ([of(0, 1)], 0.25),
        ([of(0, 10)], 0.5 / 11),
        ([of(10, 10)], 10.5 / 11),
        ([of(7, 20), of(1, 9)], 8.5 / 30),
        ([of(7, 20), of(1, 9, 0.5)], 8 / 25.5),
        ([of(7, 20), of(9, 9, 0)], 7.5 / 21),
        ([], None),
        ([of(7, 20, 0)], None),
    ],
)
def test_the_blend_is_half_a_case_on_either_side_and_every_case_at_its_weight(
    given_classes: list[BaseRate], blend: float | None
) -> None:
    assert blended(given_classes) == (None if blend is None else pytest.approx(blend))


@given(st.lists(classes(), min_size=1, max_size=100))
def test_the_blend_is_that_of_exact_fractions_and_never_certain_of_few(found: list[BaseRate]) -> None:
    weights = [Fraction(one.weight) for one in found]
    true = sum(weight * one.k for weight, one in zip(weights, found, strict=True))
    whole = sum(weight * one.n for weight, one in zip(weights, found, strict=True))
    blend = blended(found)
    if not any(weights):
        assert blend is None
        return
    exact = (Fraction(1, 2) + true) / (1 + whole)
    assert blend == pytest.approx(float(exact), rel=1e-12)
    assert blended(found[::-1]) == blend, "the order says nothing"


@given(st.floats(0, 1), st.lists(classes(), min_size=1, max_size=3))
def test_the_distance_is_a_factor_of_odds_from_one_up(prior: float, found: list[BaseRate]) -> None:
    factor, blend = apart(prior, found), blended(found)
    assert (factor is None) == (blend is None)
    if factor is None or blend is None:
        return
    assert factor >= 1
    if 1e-9 < prior < 1 - 1e-9 and 1e-9 < blend < 1 - 1e-9:
        ratio = (Fraction(prior) / (1 - Fraction(prior))) / (Fraction(blend) / (1 - Fraction(blend)))
        assert factor == pytest.approx(float(max(ratio, 1 / ratio)), rel=1e-5)
    if prior in (0, 1):
        assert factor == inf


def test_the_largest_and_the_smallest_numbers_have_a_distance() -> None:
    huge = [of(MOST_CASES, MOST_CASES, MOST_WEIGHT)] * 100
    assert isfinite(apart(0.5, huge) or inf)
    assert apart(5e-324, huge) == inf
    assert apart(1 - 2**-53, [of(1, 1)]) == pytest.approx(2**53 / 3, rel=1e-6)


def record(**more: Any) -> Any:
    return FORECAST.validate_python({**RECORD, **more})


def test_a_class_can_be_added_without_making_it_another_question() -> None:
    assert record(base_rates=[{"of": "x", "k": 1, "n": 4}]).record_sha256 == record().record_sha256
