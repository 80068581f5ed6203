"""Whose number is shown to who asks: the newest of anybody, or, if they want that, their own wherever there is one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run


@pytest.fixture
def both(book: Path, run: Run) -> None:
    """Two questions: alice stated something of both, long ago of `rain`; bob something of `rain` only, a moment ago."""
    asked = ("--opens", "2024-10-01", "--closes", "2024-12-20", "--criteria", "X.", "--question")
    assert run("new", "z/rain", *asked, "Will it rain?").code == 0
    assert run("new", "z/snow", *asked, "Will it snow?").code == 0
    for name, number, at in (("rain", "30%", "2024-10-02"), ("snow", "20%", "2024-11-20")):
        assert run("estimate", name, number, "--why", "A guess.", "--known-at", at).code == 0
    assert run("estimate", "rain", "60%", "--why", "A guess.", "--by", "bob").code == 0


@pytest.fixture
def settings() -> Callable[[str], None]:
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "outlook" / "config.toml"

    def write(text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return write


def _stated(text: str) -> dict[str, tuple[float, str]]:
    return {one["id"]: (one["stated"], one["stated_by"]) for one in json.loads(text)["forecasts"]}


MINE = "STATED is by alice, and the newest of anybody where alice stated nothing."


@pytest.mark.usefixtures("both")
def test_with_mine_every_table_shows_what_i_stated(run: Run, settings: Callable[[str], None]) -> None:
    assert _stated(run("status", "z", "--json").out)["z/rain"] == (0.6, "bob")
    assert MINE not in " ".join(run("status", "z").out.split())
    settings("mine = true\n")
    for words in (("status", "z"), ("status",), ("status", "--group", "attention")):
        found = _stated(run(*words, "--json").out)
        assert (found["z/rain"], found["z/snow"]) == ((0.3, "alice"), (0.2, "alice"))
        assert found.get("syria-2024-12/homs-by-december", (0, "case-author"))[1] == "case-author", "else anybody's"
        assert MINE in " ".join(run(*words).out.split())
    short = " ".join(run().out.split())
    assert MINE in short
    assert "30.0% alice" in short
    assert _stated(run("status", "z", "--by", "bob", "--json").out)["z/rain"] == (0.6, "bob")
    assert "mine         true (from the file)" in run("--show-config").out


def test_mine_is_true_or_false(book: Path, refuses: Refuses, settings: Callable[[str], None]) -> None:
    settings('mine = "yes"\n')
    refuses("status", saying="config.toml: mine is true or false, as in mine = true")


@pytest.mark.usefixtures("both")
def test_due_says_whose_number_it_shows(run: Run) -> None:
    lines = run("due", "z").out.splitlines()
    assert lines[0].split() == ["FORECAST", "WHY", "STATED", "BY", "WHAT"]
    assert "30.0% alice" in " ".join(next(line for line in lines if line.startswith("z/rain")).split())


@pytest.mark.usefixtures("both")
def test_older_and_sort_age_go_by_the_same_estimates_and_show_them(run: Run) -> None:
    older = run("status", "z", "--older", "30d")
    assert "untouched by alice for 30d" in older.err.replace("30 days", "30d")
    assert "30.0%" in older.out
    assert "60.0%" not in older.out
    assert MINE in " ".join(older.out.split())
    by_age = run("status", "z", "--sort", "age", "--json")
    assert [*_stated(by_age.out).items()] == [("z/rain", (0.3, "alice")), ("z/snow", (0.2, "alice"))]
