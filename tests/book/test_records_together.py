"""Records of several cases are changed as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outlook.book.records_together import ChangedMeanwhile, Rewritten, rewrite
from outlook.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def changes(tmp_path: Path) -> list[Rewritten]:
    """New texts of two records in each of two cases."""
    found = []
    for name in ("a/one", "a/two", "b/one", "b/two"):
        path = tmp_path / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
        found.append(Rewritten(path, name.encode(), name.upper().encode()))
    return found


def texts(changes: list[Rewritten]) -> list[str]:
    return [one.path.read_text() for one in changes]


def test_all_are_written(changes: list[Rewritten]) -> None:
    rewrite(changes)
    assert texts(changes) == ["A/ONE", "A/TWO", "B/ONE", "B/TWO"]


@pytest.mark.parametrize("is_gone", [False, True])
def test_none_is_written_where_one_was_changed_meanwhile(changes: list[Rewritten], *, is_gone: bool) -> None:
    last = changes[-1].path
    last.unlink()
    if not is_gone:
        last.write_text("somebody else's")
    with pytest.raises(ChangedMeanwhile, match=r"b/two\.yaml was changed"):
        rewrite(changes)
    assert texts(changes[:3]) == ["a/one", "a/two", "b/one"]


def test_a_case_that_cannot_be_written_leaves_the_other_as_it_was(changes: list[Rewritten], tmp_path: Path) -> None:
    (tmp_path / "b" / ".unfinished").mkdir()
    with pytest.raises(Unreadable):
        rewrite(changes)
    assert texts(changes) == ["a/one", "a/two", "b/one", "b/two"]
    assert sorted(one.name for one in (tmp_path / "a").iterdir()) == ["one.yaml", "two.yaml"]
