"""Which cases of a test run before a commit: a quarter that all processes of a run agree on, and in other runs the others."""

from typing import Any, NamedTuple

import pytest

import thorough


class Case(NamedTuple):
    """As much of a collected test as is looked at."""

    nodeid: str
    is_alike: bool

    def get_closest_marker(self, name: str) -> bool:
        return self.is_alike and name == "alike"


def test_each_process_of_a_run_draws_the_same_quarter_and_all_runs_together_draw_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", True)
    alike = [Case(f"a.py::test[{number}]", is_alike=True) for number in range(10)]
    few = [Case("a.py::few[x]", is_alike=True), Case("a.py::few[y]", is_alike=True)]
    other = [Case(f"a.py::other[{number}]", is_alike=False) for number in range(5)]
    items: Any = [*alike, *other, *few]
    seen = set[str]()
    for run in map(str, range(60)):
        kept, left = thorough.drawn(items, run)
        assert (kept, left) == thorough.drawn(items, run)
        names = [one.nodeid for one in kept]
        assert len(kept) + len(left) == len(items)
        assert [name for name in names if "other" in name] == [one.nodeid for one in other]
        assert sum("test[" in name for name in names) in (2, 3)
        assert sum("few[" in name for name in names) == 1
        seen |= set(names)
    assert seen == {one.nodeid for one in items}


def test_nothing_is_left_out_by_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thorough, "IS_QUICK", False)
    items: Any = [Case(f"a.py::test[{number}]", is_alike=True) for number in range(10)]
    assert thorough.drawn(items, "run") == (items, [])
