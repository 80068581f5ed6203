"""Numbers in one column that are of two scales: they are ordered by their share of it, and the page says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ASKED = ("--opens", "2024-10-01", "--closes", "2024-12-09", "--criteria", "X.", "--question")


def _scored(run: Run, name: str, stated: str, outcome: str, *words: str) -> None:
    assert run("new", f"z/{name}", *words, *ASKED, f"What of {name}?").code == 0
    assert run("estimate", name, stated, "--why", "A guess.", "--known-at", "2024-10-02").code == 0
    assert run("resolve", name, outcome, "--why", "It did.", "--sure").code == 0


@pytest.fixture
def mixed(book: Path, run: Run) -> None:
    """Yes/no at 0.36, and a choice at 0.62, which of its range, 0 to 2, is less."""
    _scored(run, "rain", "40%", "yes")
    _scored(
        run,
        "coal",
        "cdu=0.4,spd=0.3,left=0.3",
        "cdu",
        "--kind",
        "choice",
        "--option",
        "cdu",
        "--option",
        "spd",
        "--option",
        "left",
    )


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize("command", ["status", "score"])
def test_the_worst_score_is_that_of_the_largest_share_of_its_range(run: Run, command: str) -> None:
    ran = run(command, "z", "--sort", "brier", "--json")
    assert "sorted by brier, each as a share of its range (0–1 for yes/no, 0–2 for a choice)" in ran.err
    found = {one["id"]: one["brier"] for one in json.loads(ran.out)["forecasts"]}
    assert [*found] == ["z/rain", "z/coal"]
    assert found["z/rain"] < found["z/coal"]
    assert "each as a share" not in run(command, "rain", "--sort", "brier").err


@pytest.mark.usefixtures("mixed")
def test_a_table_with_both_says_what_each_is_of(run: Run) -> None:
    line = "BRIER is 0–1 of yes/no and 0–2 of a choice: the two are not compared."
    assert line in " ".join(run("status", "z").out.split())
    assert line not in " ".join(run("status", "rain").out.split())


def test_a_day_by_points_shows_its_median_as_what_is_implied_does(book: Path, run: Run) -> None:
    asked = ("--kind", "date", "--opens", "2024-10-01", "--closes", "2025-06-30", "--criteria", "X.", "--question")
    assert run("new", "z/strike", *asked, "When does it end?").code == 0
    stated = "2024-12-20=40%,2025-01-20=60%,2025-03-31=90%"
    assert run("estimate", "strike", stated, "--why", "A guess.").code == 0
    row = next(line for line in run("status", "z").out.splitlines() if line.startswith("strike"))
    assert "median: When does it end?" in row
    assert "2025-01-05" in row
    assert "90.0%" not in row
