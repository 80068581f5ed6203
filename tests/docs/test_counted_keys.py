"""The table of keys in docs/desk.md: each line is typed, works, and has as many keys as the table says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "desk.md"
ROW = re.compile(r"^\| (.+?) \| `(.+?)` \| (\d+) \|$", re.MULTILINE)
AIMS = {"a new question": 60, "an update with its reason": 25, "an update in `outlook review` with Ctrl-S": 4}


def test_each_line_works_and_has_as_many_keys(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = {
        work: (typed, int(keys)) for work, typed, keys in ROW.findall(PAGE.read_text("utf-8").split("in keys", 1)[1])
    }
    assert len(rows) == 8
    for work, (typed, keys) in rows.items():
        assert len(typed) + 1 == keys, typed
        assert keys <= AIMS.get(work, keys)
        if typed.startswith("outlook "):
            ran = run(*shlex.split(typed)[1:])
            assert ran.code == 0, ran
