"""Where several people state something, each number has a name, and mine is compared with mine."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run

NEW = ("new", "x/will-a", "--question", "Will A win on 9 December?", "--criteria", "The press.", "--prior", "50%")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """A question of which alice says 30% and zoe, later, 60%."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    assert run(*NEW, "--opens", "2024-11-01", "--closes", "2025-03-01").code == 0
    for by, stated, day in (("alice", "30%", "2024-11-02"), ("zoe", "60%", "2024-11-03")):
        assert run("estimate", "will-a", stated, "-w", "Polls", "--by", by, "--known-at", day).code == 0
    return run


def test_undo_shows_the_number_of_whom_it_takes_back(shared: Run, clock: Callable[[datetime], None]) -> None:
    clock(NOW + timedelta(minutes=1))
    assert "stated 30.0% → 40.0%" in shared("estimate", "will-a", "40%", "-w", "More").out
    clock(NOW + timedelta(minutes=2))
    assert "x/will-a: stated 40.0% → 30.0% by alice" in shared("undo").out
    clock(NOW + timedelta(minutes=3))
    assert "x/will-a: stated 30.0% → 40.0% by alice" in shared("undo").out


def test_an_outcome_names_whose_score_is_which(shared: Run) -> None:
    assert "open → resolved yes, Brier 0.490 of alice, 0.160 of zoe" in shared("resolve", "will-a", "yes").out


def test_a_first_estimate_is_not_compared_with_another_persons_as_if_it_were_mine(shared: Run) -> None:
    said = shared("estimate", "will-a", "10%", "-w", "New here", "--by", "bob").out
    assert "stated 60.0% by zoe → 10.0% by bob" in said


def test_several_words_of_a_question_name_it_where_something_is_entered(shared: Run) -> None:
    assert "x/will-a" in shared("estimate", "win on 9 december", "35%", "-w", "More").out
    assert "no forecast matches" in shared("evidence", "december", "It snows", "--lr", "2").err


def test_of_several_the_one_that_waits_for_its_outcome_is_meant(shared: Run, clock: Callable[[datetime], None]) -> None:
    new = ("new", "x/will-a-again", *NEW[2:], "--closes", "2025-06-01")
    assert shared(*new).code == 0
    assert "matches 2 forecasts" in shared("estimate", "will-", "35%", "-w", "More").err
    assert shared("resolve", "x/will-a", "yes").code == 0
    assert "x/will-a-again: stated" in shared("estimate", "will-", "35%", "-w", "More").out
    assert "x/will-a-again: stated" in shared("estimate", "a win on", "36%", "-w", "More").out


def test_every_wrong_line_is_named_at_once(shared: Run) -> None:
    said = shared("estimate", "-", stdin="will-a\t40%\tMore\nnobody\t3%\tx\nwill-a\t50%\n")
    assert said.code == 2
    assert "line 2: no forecast matches 'nobody'" in said.err
    assert "line 3: an estimate needs its reason" in said.err
    assert len(json.loads(shared("history", "--json").out)["entries"]) == 2


def test_the_foot_of_a_table_holds_no_mean_of_whoever_spoke_last(shared: Run, tmp_path: Path) -> None:
    assert shared("resolve", "will-a", "no", "-w", "Lost", "--sure").code == 0
    for words in (("status",), (), ("status", "--group", "attention")):
        said = shared(*words).out
        assert "1 resolved · 2 forecasters: outlook score compares them" in said
        assert "mean Brier" not in said
    for group in ((), ("--group", "attention")):
        said = shared("status", *group, "--by", "alice").out
        assert "mean Brier of alice 0.090 (0–1, lower is better; n = 1 binary)" in said
    page = tmp_path / "page.html"
    assert shared("report", "-o", str(page)).code == 0
    assert "mean Brier" not in page.read_text().partition("<table")[0]


def test_what_was_taken_back_after_the_outcome_is_not_what_the_table_states(
    shared: Run, clock: Callable[[datetime], None]
) -> None:
    assert shared("resolve", "will-a", "yes").code == 0
    entries = json.loads(shared("history", "--json").out)["entries"]
    zoe = next(one["id"] for one in entries if one["by"] == "zoe")
    clock(NOW + timedelta(minutes=1))
    assert "0.160 of zoe" not in shared("retract", zoe, "-w", "A slip").out
    (row,) = json.loads(shared("status", "--json").out)["forecasts"]
    assert (row["stated"], row["stated_by"]) == (0.3, "alice")


def test_an_outcome_in_place_of_a_wrong_one_is_shown_as_of_now(shared: Run, clock: Callable[[datetime], None]) -> None:
    resolved = shared("resolve", "will-a", "no", "--sure", "--known-at", "2024-12-01")
    wrong = resolved.err.split("outlook retract ")[1].split()[0]
    clock(NOW + timedelta(minutes=1))
    assert "resolved → open" in shared("retract", wrong, "-w", "Wrong").out
    clock(NOW + timedelta(minutes=2))
    assert "open → resolved yes" in shared("resolve", "will-a", "yes", "--known-at", "2024-12-05").out


def test_a_report_that_a_colleague_enters_later_is_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, clock: Callable[[datetime], None]
) -> None:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    assert run(*NEW, "--opens", "2024-11-01", "--closes", "2025-03-01").code == 0
    assert run("estimate", "will-a", "50%", "-w", "Polls", "--known-at", "2024-12-08").code == 0
    clock(NOW + timedelta(hours=1))
    report = ("evidence", "will-a", "A leads", "--lr", "9", "--grade", "A1", "--source", "AFP", "--by", "bob")
    assert run(*report, "--known-at", "2024-12-07").code == 0
    assert "moved" in {one["reason"] for one in json.loads(run("due", "--json").out)["due"]}


def test_set_says_that_the_words_of_a_document_still_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "g.txt").write_text("Exports are likely to fall by 31 December 2026.\n")
    assert run("extract", "g.txt", "--case", "g", "--accept", "1", "--as-of", "2024-11-20").code == 0
    said = run("set", "exports-fall", "question=Will exports rise by 31 December 2026?").err
    assert "as_stated_in still says that exports-fall says exactly this (question changed)" in said
    assert "as_stated_in still" not in run("set", "exports-fall", "prior=30%").err
