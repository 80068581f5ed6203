"""What stated probabilities have been worth: found a second way, drawn towards the others, and never from too few."""

from math import exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.scoring.recalibration import AS_STATED, Said, Straight, fit, recalibrated
from thorough import share


def height(said: list[Said], line: Straight, centre: Straight) -> float:
    """The posterior, written out plainly."""
    found = -((line.shift - centre.shift) ** 2) / (2 * 0.25) - (line.slope - centre.slope) ** 2 / (2 * 0.35**2)
    for p, outcome in said:
        q = 1 / (1 + exp(-(line.shift + line.slope * log(p / (1 - p)))))
        found += log(q if outcome else 1 - q)
    return found


SAID = st.lists(st.builds(Said, st.floats(0.02, 0.98), st.integers(0, 1)), max_size=25)


@settings(max_examples=share(60))
@given(SAID, st.floats(-1, 1), st.floats(0.3, 1.7))
def test_no_line_near_the_best_one_is_better(said: list[Said], shift: float, slope: float) -> None:
    centre = Straight(shift, slope)
    best = fit(said, centre)
    top = height(said, best, centre)
    for by in (1e-3, 0.1, 1.0):
        for to_shift, to_slope in ((by, 0), (-by, 0), (0, by), (0, -by), (by, by), (by, -by)):
            assert height(said, Straight(best.shift + to_shift, best.slope + to_slope), centre) <= top + 1e-9


def test_without_a_record_everything_is_worth_what_was_said() -> None:
    assert fit([]) == AS_STATED
    assert AS_STATED.worth(0.3) == pytest.approx(0.3)


def record(seed: int, n: int, slope: float) -> list[Said]:
    draw, found = Random(seed), []  # noqa: S311
    for _ in range(n):
        p = draw.uniform(0.03, 0.97)
        worth = 1 / (1 + exp(-slope * log(p / (1 - p))))
        found.append(Said(p, int(draw.random() < worth)))
    return found


def test_who_is_too_sure_is_drawn_to_the_middle_and_would_have_gained() -> None:
    (found,) = recalibrated({"a": record(1, 1000, 0.5)}, ["a"])
    assert found.line is not None
    assert found.line.slope == pytest.approx(0.5, abs=0.1)
    assert found.gain is not None
    assert found.gain > 0.005
    assert found.line.worth(0.9) == pytest.approx(0.75, abs=0.03)


def test_a_short_record_leans_on_that_of_the_others() -> None:
    said = {"new": record(2, 12, 1.0), "old": record(3, 1000, 0.4)}
    alone, beside = (recalibrated(one, ["new"])[0].line for one in ({"new": said["new"]}, said))
    assert alone is not None
    assert beside is not None
    assert beside.slope < alone.slope
    (old,) = recalibrated(said, ["old"])
    assert old.line is not None
    assert old.line.slope == pytest.approx(0.4, abs=0.1), "not drawn by its own record twice"


def test_under_ten_questions_nothing_is_said_and_certainties_are_left_out() -> None:
    few = [Said(0.7, 1)] * 9 + [Said(1.0, 1), Said(0.0, 0)]
    (found,) = recalibrated({"a": few}, ["a"])
    assert (found.n, found.certain, found.line, found.gain) == (9, 2, None, None)
    (enough,) = recalibrated({"a": [*few, Said(0.7, 0)]}, ["a"])
    assert enough.line is not None
    assert recalibrated({}, []) == ()
    assert recalibrated({}, ["nobody"])[0].n == 0
