"""The weight of evidence that a record teaches: found a second way, and silent where there is too little."""

from math import exp, log
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.evidence import learning
from outlook.evidence.learning import FEW, Pull, fit_weight, saved_by_parts
from thorough import share


def odds(base: float, added: float, happened: int, weight: float = 1.0) -> Pull:
    """A yes/no forecast: the place 0 is yes."""
    return Pull((base, 0.0), (added, 0.0), weight, happened)


def cost(one: Pull, weight: float) -> float:
    """The log score, written out plainly."""
    sizes = [exp(base + weight * added) for base, added in zip(one.base, one.added, strict=True)]
    return -log(sizes[one.happened] / sum(sizes))


def searched(pulls: list[Pull]) -> float:
    """The best weight by a search of thirds of the same function, which has one valley."""

    def total(weight: float) -> float:
        return sum(cost(one, weight) for one in pulls) + (weight - 1) ** 2 / (2 * 0.35**2)

    low, high = 0.0, 10.0
    for _ in range(70):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if total(left) < total(right) else (left, high)
    return (low + high) / 2


def world(seed: int, n: int, truth: float) -> list[Pull]:
    """Forecasts whose evidence is worth `truth` times what it says."""
    draw, found = Random(seed), []  # noqa: S311
    for _ in range(n):
        base, added = draw.gauss(0, 1), draw.gauss(0, 2)
        p = 1 / (1 + exp(-(base + truth * added)))
        found.append(odds(base, added, 0 if draw.random() < p else 1))
    return found


PULLS = st.lists(
    st.builds(
        Pull,
        st.tuples(*[st.floats(-5, 5)] * 3),
        st.tuples(*[st.floats(-5, 5)] * 3),
        st.just(1.0),
        st.integers(0, 2),
    ),
    min_size=FEW,
    max_size=30,
)


@settings(max_examples=share(40))
@given(PULLS)
def test_the_best_weight_is_that_of_a_plain_search(pulls: list[Pull]) -> None:
    assert fit_weight(pulls).weight == pytest.approx(searched(pulls), abs=1e-5)


def test_under_ten_there_is_nothing_to_learn() -> None:
    few = fit_weight(world(1, FEW - 1, 1.0))
    assert (few.n, few.weight, few.gain, few.is_offered) == (FEW - 1, None, None, False)
    assert fit_weight([]).n == 0
    assert not fit_weight(world(1, 29, 1.0)).is_offered
    assert fit_weight(world(1, 30, 1.0)).is_offered


def test_a_long_record_comes_near_the_truth_and_gains() -> None:
    found = fit_weight(world(2, 1500, 0.5))
    assert found.weight == pytest.approx(0.5, abs=0.1)
    assert found.gain is not None
    assert found.gain > 0.02


def test_the_gain_is_out_of_sample_in_ten_parts() -> None:
    pulls = world(3, 23, 0.6)
    saved = []
    for place, one in enumerate(pulls):
        rest = [other for at, other in enumerate(pulls) if at % 10 != place % 10]
        saved.append(cost(one, 1.0) - cost(one, searched(rest)))
    assert fit_weight(pulls).gain == pytest.approx(fmean(saved), abs=1e-6)


def test_what_the_case_has_is_what_the_gain_is_beside() -> None:
    best = fit_weight(world(4, 400, 0.6)).weight
    assert best is not None
    at_best = [one._replace(weight=best) for one in world(4, 400, 0.6)]
    assert fit_weight(at_best).gain == pytest.approx(0, abs=5e-3)


def test_no_item_is_judged_by_what_was_fitted_to_it() -> None:
    items = list(range(25))
    assert saved_by_parts(items, set, lambda item, fitted: float(item in fitted)) == [0.0] * 25
    sizes = saved_by_parts(items, len, lambda _, size: float(size))
    assert sizes == [22.0 if place % 10 < 5 else 23.0 for place in items]


@settings(max_examples=share(200))
@given(st.tuples(*[st.floats(-30, 30)] * 2), st.tuples(*[st.floats(-30, 30)] * 2), st.floats(0, 10))
def test_two_outcomes_have_the_means_that_any_number_of_them_have(
    base: tuple[float, float], added: tuple[float, float], weight: float
) -> None:
    assert learning._of_two(base, added, weight) == learning._moments(base, added, weight)
