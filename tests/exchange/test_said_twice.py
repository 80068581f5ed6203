"""A table and the archive of the same forecasts: in either order each estimate is in the book once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import LATER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run


@pytest.fixture
def both(empty: Path, run: Run, clock: Callable[[datetime], None]) -> dict[str, Any]:
    """A table and an archive of one book, which is put away; what it states."""
    assert run("add", "Will it rain by June?", "40%", "30 June 2027", "--case", "w").code == 0
    for minutes, (share, by) in enumerate((("55%", "ann"), ("60%", "bob"), ("5%", "bob")), 1):
        clock(LATER + timedelta(minutes=minutes))
        assert run("estimate", "rain", share, "-w", "x", "--by", by, "--sure").code == 0
    clock(LATER + timedelta(hours=1))
    assert run("export", "csv", "-o", "t.csv").code == 0
    assert run("export", "outlook", "-o", "all.zip").code == 0
    states = stated(run)
    empty.rename(empty.with_name("away"))
    return states


def stated(run: Run) -> dict[str, Any]:
    """What counts by person."""
    entries = json.loads(run("history", "--json").out)["entries"]
    gone = {one["entry"] for one in entries if one["kind"] == "retraction"}
    found: dict[str, Any] = {}
    for one in entries:
        if one["kind"] == "estimate" and one["id"] not in gone:
            found.setdefault(one["by"], []).append(one["stated"])
    return found


def test_the_archive_after_the_table_takes_the_table_s_entries_back(both: dict[str, Any], run: Run) -> None:
    assert run("import", "t.csv", "--sure").code == 0
    looked = json.loads(run("import", "all.zip", "--dry-run", "--json").out)
    assert looked["twice"] == {"w": 4}
    ran = run("import", "all.zip")
    assert "said twice   4 entries of an imported table say the same: they are taken back" in ran.out
    assert stated(run) == both
    assert "nothing new" in run("import", "t.csv", "--sure").err, "what is said already does not come back"
    assert "nothing new" in run("import", "all.zip").err
    assert stated(run) == both


def test_what_the_table_alone_says_stays(both: dict[str, Any], run: Run, tmp_path: Path) -> None:
    text = (tmp_path / "t.csv").read_text()
    (tmp_path / "t.csv").write_text(text.replace(",0.05,", ",0.06,"))
    assert run("import", "t.csv", "--sure").code == 0
    assert json.loads(run("import", "all.zip", "--json").out)["twice"] == {"w": 3}
    assert sorted(stated(run)["bob"]) == [0.05, 0.06, 0.6]


def test_the_table_after_the_archive_is_passed_over(both: dict[str, Any], run: Run) -> None:
    assert run("import", "all.zip").code == 0
    assert json.loads(run("import", "t.csv", "--json").out)["known_entries"] == 4
    assert stated(run) == both
