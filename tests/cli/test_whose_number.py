"""`outlook status`: whose number a row shows, and whose the mean under the table is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

LATER = ("--at", "2024-12-10T09:30Z")
HAMA, HOMS = "syria-2024-12/hama-by-december", "syria-2024-12/homs-by-december"


@pytest.fixture
def two(book: Path, run: Run) -> None:
    """Alice and Bob on one forecast, and Bob alone on another beside the case's author; both have resolved."""
    says(run, "alice", "hama-by-december", "90%", "2024-12-02T06:00Z")
    says(run, "bob", "hama-by-december", "20%", "2024-12-03T06:00Z")
    says(run, "bob", "homs-by-december", "40%", "2024-12-03T06:00Z")


def says(run: Run, by: str, forecast: str, p: str, at: str) -> str:
    ran = run("estimate", forecast, p, "--why", "x", "--by", by, "--known-at", at, "--json")
    assert ran.code == 0, ran
    return str(json.loads(ran.out)["entries"][0]["id"])


def rows(run: Run, *words: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(run("status", *words, *LATER, "--json").out)["forecasts"]}


@pytest.mark.usefixtures("two")
def test_by_a_person_is_that_persons_score_or_none(run: Run) -> None:
    found = rows(run, "--by", "alice")
    assert found[HAMA]["brier"] == pytest.approx(0.01)
    assert (found[HOMS]["stated"], found[HOMS]["brier"]) == (None, None), "she said nothing of Homs"
    assert {row["brier"] for name, row in found.items() if name != HAMA} == {None}


@pytest.mark.usefixtures("two")
def test_the_score_of_a_row_is_that_of_the_scorecard_to_the_last_digit(run: Run) -> None:
    card = json.loads(run("score", *LATER, "--json").out)["forecasts"]
    scored = {(row["id"], row["by"]): row["brier"] for row in card if row["kind"] == "binary"}
    for row in rows(run).values():
        if row["kind"] == "binary" and row["state"] == "resolved":
            assert row["brier"] == scored[row["id"], row["stated_by"]]


@pytest.mark.usefixtures("two")
def test_the_mean_says_whose_it_is_and_mixes_no_people(run: Run) -> None:
    assert (
        "mean Brier of alice 0.010 (0–1, lower is better; n = 1 binary)" in run("status", "--by", "alice", *LATER).out
    )
    last = run("status", "hama-by", "homs-by", "iranian-premises", *LATER).out.splitlines()[-1]
    assert "mean Brier (0–1, lower is better): bob 0.500 (n = 2 binary), case-author 0.394 (n = 1 binary)" in last


@pytest.mark.usefixtures("two")
def test_a_row_names_whose_estimate_it_shows_where_there_are_several(
    run: Run, run_in_terminal: Callable[[int], Run]
) -> None:
    words = ("status", "hama-by", "homs-by", "unsc", "--color", "never", *LATER)
    for out in (run(*words).out, run_in_terminal(80)(*words).out):
        assert "BY" in next(line for line in out.splitlines() if line.startswith("FORECAST")).split()
        assert "bob" in next(line for line in out.splitlines() if line.startswith("hama-by-december")).split()
    heading = next(line for line in run("status", "--by", "bob", *LATER).out.splitlines() if "STATED" in line)
    assert "BY" not in heading.split()


@pytest.mark.usefixtures("two")
def test_a_program_is_told_when_it_was_stated(run: Run) -> None:
    assert rows(run)[HAMA]["stated_at"] == "2024-12-03T06:00:00Z"
    assert rows(run, "--by", "alice")[HOMS]["stated_at"] is None


@pytest.mark.usefixtures("two")
def test_a_pool_has_no_score_of_one_of_its_people(run: Run) -> None:
    out = run("status", "hama-by", "--pool", "median", *LATER).out
    assert "0.640" not in out
    assert "mean Brier" not in out


@pytest.mark.parametrize("ids", [("aaaaaaaa", "bbbbbbbb"), ("bbbbbbbb", "aaaaaaaa")])
def test_of_two_people_at_one_moment_no_id_decides_who_is_shown(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, ids: tuple[str, str]
) -> None:
    new = iter(ids)
    monkeypatch.setattr("outlook.book.enter.new_id", lambda: next(new))
    for by, p in (("bob", "20%"), ("alice", "90%")):
        says(run, by, "hama-by-december", p, "2024-12-03T06:00Z")
    row = rows(run)[HAMA]
    assert (row["stated"], row["stated_by"]) == (0.9, "alice")
