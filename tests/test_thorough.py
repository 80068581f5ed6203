"""Which tests and cases run before a commit: a quarter that all processes agree on, and in other runs the others."""

from typing import Any, NamedTuple

import pytest

import thorough


class Case(NamedTuple):
    """As much of a collected test as is looked at."""

    nodeid: str
    marker: str = ""

    def get_closest_marker(self, name: str) -> bool:
        return self.marker == name


def test_each_process_of_a_run_draws_the_same_quarter_and_all_runs_together_draw_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", True)
    alike = [Case(f"a.py::test[{number}]", "alike") for number in range(10)]
    few = [Case("a.py::few[x]", "alike"), Case("a.py::few[y]", "alike")]
    other = [Case(f"a.py::other[{number}]") for number in range(5)]
    items: Any = [*alike, *other, *few]
    seen = set[str]()
    for run in map(str, range(60)):
        kept, left = thorough.drawn(items, run, is_whole=True)
        assert (kept, left) == thorough.drawn(items, run, is_whole=True) == thorough.drawn(items, run, is_whole=False)
        names = [one.nodeid for one in kept]
        assert len(kept) + len(left) == len(items)
        assert [name for name in names if "other" in name] == [one.nodeid for one in other]
        assert sum("test[" in name for name in names) in (2, 3)
        assert sum("few[" in name for name in names) == 1
        seen |= set(names)
    assert seen == {one.nodeid for one in items}


def test_what_takes_turns_is_drawn_by_folder_and_only_for_the_whole_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", True)
    taking_turns = [Case(f"a/{file}.py::test_{number}[x]", "in_turn") for file in "bc" for number in range(4)]
    items: Any = [*taking_turns, Case("b/d.py::alone", "in_turn"), Case("a/b.py::other")]
    assert thorough.drawn(items, "run", is_whole=False) == (items, [])
    seen, times = set[str](), 0
    for run in map(str, range(60)):
        kept, left = thorough.drawn(items, run, is_whole=True)
        assert (kept, left) == thorough.drawn(items, run, is_whole=True)
        names = [one.nodeid for one in kept]
        assert "a/b.py::other" in names
        assert sum("test_" in name for name in names) == 2
        times += "b/d.py::alone" in names
        seen |= set(names)
    assert seen == {one.nodeid for one in items}
    assert 0 < times < 60


def test_nothing_is_left_out_by_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", False)
    items: Any = [Case(f"a.py::test[{number}]", marker) for number in range(10) for marker in ("alike", "in_turn")]
    assert thorough.drawn(items, "run", is_whole=True) == (items, [])


@pytest.mark.parametrize("number", [0, 1, 3, 4, 10])
def test_some_are_a_quarter_and_all_runs_together_take_all(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", True)
    drawn = [thorough.some(range(number)) for _ in range(100)]
    assert {one for some in drawn for one in some} == set(range(number))
    assert {len(some) for some in drawn} <= {number // 4, -(-number // 4)}
    monkeypatch.setattr(thorough, "IS_QUICK", False)
    assert thorough.some(range(number)) == range(number)


def test_lines_are_counted_of_each_other_case_of_those_that_are_alike_and_of_every_other_test() -> None:
    alike = [Case(f"a.py::test[{number}]", "alike") for number in range(6)]
    items: Any = [Case("a.py::one[x]"), *alike, Case("a.py::few[y]", "alike"), Case("b.py::two", "in_turn")]
    assert [item.nodeid for item in thorough.repeated(items)] == [f"a.py::test[{number}]" for number in (1, 3, 5)]
