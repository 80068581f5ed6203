"""What the program implies is what the second implementation implies, on thousands of situations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from outlook.evidence.weigh import weigh

from .weighing_books import DISTRIBUTED, KINDS, Weighing, of_seed, weighings
from .weighing_records import implied, implied_distribution

SEEDS = 1500
NEAR = 1e-9


def of_the_program(asked: Weighing) -> Any:
    found = weigh(asked.forecast, asked.case, asked.evidence, asked.at).implied
    return dict(found) if isinstance(found, Mapping) else found


def of_the_oracle(asked: Weighing) -> Any:
    if asked.forecast.kind in DISTRIBUTED:
        return implied_distribution(asked.forecast, asked.case, asked.evidence, asked.at)
    return implied(asked.forecast, asked.case, asked.evidence, asked.at)


def agree(asked: Weighing) -> None:
    found, expected = of_the_program(asked), of_the_oracle(asked)
    if isinstance(expected, list) and found is not None:
        assert [place for place, _ in found] == [place for place, _ in expected]
        found, expected = [share for _, share in found], [share for _, share in expected]
    assert found == (None if expected is None else pytest.approx(expected, abs=NEAR)), asked


@pytest.mark.parametrize("kind", [*KINDS, *DISTRIBUTED])
def test_the_two_agree_on_books_at_random(kind: str) -> None:
    different = {}
    for seed in range(SEEDS):
        try:
            agree(of_seed(seed, kind))
        except AssertionError as error:
            different[seed] = str(error)[:400]
    assert different == {}, f"{len(different)} of {SEEDS} situations differ"


@given(asked=weighings("binary"))
@settings(max_examples=200)
def test_the_two_agree_on_the_smallest_binary_forecast_that_is_found(asked: Weighing) -> None:
    agree(asked)


@given(asked=weighings("choice"))
@settings(max_examples=200)
def test_the_two_agree_on_the_smallest_choice_that_is_found(asked: Weighing) -> None:
    agree(asked)
