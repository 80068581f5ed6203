"""What the program implies is what the second implementation implies, on situations at random.

`python -m tests.oracle --weighings 10000` compares more of them.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from thorough import share

from .weighing_agreement import differences
from .weighing_books import DISTRIBUTED, KINDS, Weighing, of_seed, weighings

NUMBER = 40


@pytest.mark.alike
@pytest.mark.parametrize("kind", [*KINDS, *DISTRIBUTED])
def test_the_two_agree_on_the_same_situations_each_time(kind: str) -> None:
    found = {seed: differences(of_seed(seed, kind)) for seed in range(NUMBER)}
    assert not {seed: one for seed, one in found.items() if one}


@pytest.mark.parametrize("kind", [*KINDS, *DISTRIBUTED])
def test_the_two_agree_on_others_at_random(kind: str) -> None:
    @given(asked=weighings(kind))
    @settings(max_examples=share(60))
    def check(asked: Weighing) -> None:
        assert differences(asked) == []

    check()
