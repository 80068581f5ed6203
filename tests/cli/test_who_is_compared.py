"""Who of a book's forecasters is compared with whom: on common questions, and not by what was recorded too late."""

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

NEW = ("--criteria", "The press.", "--opens", "2024-07-01", "--closes", "2024-09-30", "--prior", "50%")
NAMES = ("a", "b", "c")


@pytest.fixture
def quarter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, clock: Callable[[datetime], None]) -> Run:
    """Three questions of a past quarter: ann and bob typed their estimates in afterwards, cyd's and dan's came in."""
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        assert run("new", f"q/will-{name}", "--question", f"Will {name} come?", *NEW).code == 0
        for by, stated in (("ann", "90%"), ("bob", "70%")):
            words = (f"q/will-{name}", stated, "-w", "Polls", "--by", by, "--known-at", "2024-07-02")
            assert run("estimate", *words).code == 0
    rows = [f"q/will-{name},{by},2024-07-02,{p}" for name in NAMES for by, p in (("cyd", 0.6), ("dan", 0.4))]
    (tmp_path / "t.csv").write_text("\n".join(["question,forecaster,forecast_at,probability", *rows]) + "\n")
    assert run("import", "t.csv").code == 0
    clock(NOW + timedelta(minutes=5))
    assert run("estimate", "q/will-a", "80%", "-w", "More", "--by", "bob", "--known-at", "2024-08-15").code == 0
    for name in NAMES:
        assert run("resolve", f"q/will-{name}", "yes", "-w", "Seen", "--known-at", "2024-09-30").code == 0
    return run


def test_who_is_not_compared_is_said_with_the_reason(quarter: Run) -> None:
    said = " ".join(quarter("panel", "--pairs").out.split())
    assert "Only cyd and dan are compared. Of 2 forecasters cyd has the lowest mean score: 0.160" in said
    assert (
        "not compared: 3 estimates of ann on 3 questions and 4 estimates of bob on 3 questions, recorded after" in said
    )
    found = json.loads(quarter("panel", "--pairs", "--json").out)
    assert found["excluded"][0] == {
        "forecaster": "ann",
        "estimates": 3,
        "questions": 3,
        "is_compared": False,
        "score": pytest.approx(0.01),
        "answered": 3,
    }
    people = {one["forecaster"]: one["rank_low"] for one in found["forecasters"]}
    assert (people["ann"], people["cyd"]) == (None, 1)
    pairs = [(one["first"], one["second"]) for one in found["pairs"]]
    assert [pair for pair in pairs if not any(name.startswith("pool:") for name in pair)] == [("cyd", "dan")]
    said = " ".join(quarter("score", "--by", "forecaster").out.split())
    assert "Only cyd and dan are compared." in said
    assert "not compared: 3 estimates of ann on 3 questions" in said
    data = json.loads(quarter("score", "--by", "forecaster", "--json").out)
    assert [one["forecaster"] for one in data["ranks"][0]["excluded"]] == ["ann", "bob"]


def test_asked_for_late_estimates_everybody_is_compared(quarter: Run) -> None:
    for words in (("panel", "--pairs"), ("score", "--by", "forecaster")):
        said = " ".join(quarter(*words, "--late").out.split())
        assert "Of 4 forecasters ann has the lowest mean score: 0.010" in said
        assert "compared:" not in said
        assert "ann bob 3" in said


def test_a_share_of_draws_needs_questions_as_an_interval_does(quarter: Run) -> None:
    found = json.loads(quarter("panel", "--pairs", "--late", "--json").out)
    assert {one["first_better"] for one in found["pairs"]} == {None}


def test_where_people_answered_different_questions_their_common_ones_are_compared(quarter: Run) -> None:
    assert "both answered" not in quarter("score").out
    new = ("new", "q/will-d", "--question", "Will d come?", *NEW)
    assert quarter(*new).code == 0
    assert quarter("estimate", "will-d", "20%", "-w", "Polls", "--by", "ann", "--known-at", "2024-07-02").code == 0
    assert quarter("resolve", "will-d", "yes", "-w", "Seen", "--known-at", "2024-09-30").code == 0
    said = " ".join(quarter("score").out.split())
    common = "On the 3 questions that all 4 answered, over the time that all covered: "
    assert f"{common}ann 0.010, bob 0.08" in said
    assert "cyd 0.160, dan 0.360." in said
    found = json.loads(quarter("score", "--json").out)["common"]["binary"]
    assert (found["questions"], found["people"], found["means"]["cyd"]) == (3, 4, pytest.approx(0.16))
    pairs = json.loads(quarter("score", "--by", "forecaster", "--late", "--json").out)["ranks"][0]["pairs"]
    assert len(pairs) == 6
    for one in pairs:
        assert one["difference"] == pytest.approx(found["means"][one["first"]] - found["means"][one["second"]])
    said = quarter("score", "will-d", "will-c", "--forecaster", "ann").out
    assert "answered, over the time" not in said


def test_where_people_covered_different_times_they_are_compared_over_common_time(quarter: Run) -> None:
    """Bob's first estimate of one question is a month later than the others', so that the means do not compare."""
    new = ("new", "q/will-d", "--question", "Will d come?", *NEW)
    assert quarter(*new).code == 0
    for by, day, p in (("ann", "2024-07-02", "20%"), ("ann", "2024-09-01", "80%"), ("bob", "2024-09-01", "70%")):
        assert quarter("estimate", "q/will-d", p, "-w", "Polls", "--by", by, "--known-at", day).code == 0
    assert quarter("resolve", "q/will-d", "yes", "-w", "Seen", "--known-at", "2024-09-30").code == 0
    said = " ".join(quarter("score", "q/will-d").out.split())
    assert "On the 1 question that both answered, over the time that both covered: ann 0.040, bob 0.090." in said


def test_where_no_question_has_a_prior_a_groups_skill_is_against_equal_chances(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    head = "question,forecast_at,closes_at,who,p,outcome,resolved_at,tags"
    rows = [f"Will {name}?,2024-07-01,2024-09-30,sam,30%,no,2024-09-30,{tag}" for name, tag in (("A", "x"), ("B", "y"))]
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]) + "\n")
    assert run("import", "t.csv", "--columns", "forecaster=who,probability=p", "--case", "q", "--sure").code == 0
    said = run("score", "--by", "tag").out
    assert said.count("+0.64 ½") == 2
    assert "or with ½ against equal chances" in " ".join(said.split())


@pytest.mark.parametrize("how", ["gone", "unreadable"])
def test_a_forecast_whose_record_is_gone_is_not_passed_over(quarter: Run, tmp_path: Path, how: str) -> None:
    record = tmp_path / "forecasts" / "q" / "will-b.yaml"
    if how == "gone":
        record.unlink()
    else:
        record.write_text(f"<<<<<<< HEAD\n{record.read_text()}")
    why = "its record is not here" if how == "gone" else "its record cannot be read"
    why = f"{why}: 4 forecasters, resolved yes"
    assert f"{why}" in " ".join(quarter("score").out.split())
    (gone,) = json.loads(quarter("score", "--json").out)["not_scored"]
    assert gone == {"id": "q/will-b", "state": "missing" if how == "gone" else "unreadable", "reason": why, "by": None}
    assert "\nq/will-b,,,yes," in quarter("score", "--csv").out.replace("\r", "")
    said = "1 forecast whose record is not here or cannot be read: q/will-b."
    assert f"Missing from this brief: {said}" in quarter("brief", "-o", "-").out
    assert quarter("report", "-o", "page.html").code in (0, 3)
    page = (tmp_path / "page.html").read_text()
    assert "Incomplete." in page
    assert why in page


@pytest.fixture
def sly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, clock: Callable[[datetime], None]) -> Run:
    """Hana, igor and sly state something in time; sly says more after the close, dated before it, before an outcome is.

    Of all that was recorded in time sly's is the worst, and with what was typed in afterwards the best.
    """
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    started_at = NOW.replace(month=7, day=1)
    clock(started_at)
    names = NAMES[:2]
    for name in names:
        assert run("new", f"q/will-{name}", "--question", f"Will {name} come?", *NEW).code == 0
        for by, stated in (("hana", "80%"), ("igor", "70%"), ("sly", "50%")):
            assert run("estimate", f"q/will-{name}", stated, "-w", "Polls", "--by", by).code == 0
    clock(NOW)
    for name in names:
        words = (f"q/will-{name}", "98%", "-w", "I knew", "--by", "sly", "--known-at", "2024-07-02")
        assert run("estimate", *words).code == 0
    clock(NOW + timedelta(minutes=5))
    for name in names:
        assert run("resolve", f"q/will-{name}", "yes", "-w", "Seen", "--known-at", "2024-09-30").code == 0
    return run


def test_what_was_typed_in_after_the_end_is_in_no_number_and_what_was_said_in_time_stays_in_force(sly: Run) -> None:
    said = " ".join(sly("panel").out.split())
    assert "Of 3 forecasters hana has the lowest mean score: 0.040 on 2 questions" in said
    assert "3 sly 0.250" in said
    assert "not compared: 2 estimates of sly on 2 questions, recorded after the end of the window; every" in said
    assert "with them the mean score would be: sly 0.00" in said
    found = json.loads(sly("panel", "--json").out)
    rows = {one["forecaster"]: one for one in found["forecasters"]}
    assert (rows["sly"]["rank"], rows["sly"]["rank_high"], rows["sly"]["n"]) == (3, 3, 2)
    assert rows["sly"]["brier"] == pytest.approx(0.25)
    assert rows["sly"]["estimates_left_out"] == found["excluded"][0]["estimates"] == 2
    assert rows["sly"]["brier_with_them"] == found["excluded"][0]["score"] < 0.01
    assert rows["pool:mean"]["n"] == 2
    assert rows["pool:mean"]["brier"] == pytest.approx((1 - (0.8 + 0.7 + 0.5) / 3) ** 2)
    assert found["calibration"]["n"] == 6
    assert found["calibration"]["murphy"]["brier"] == pytest.approx((0.04 + 0.09 + 0.25) / 3)


def test_what_goes_on_a_leaderboard_says_what_was_left_out(sly: Run) -> None:
    (row,) = [line for line in sly("panel", "--no-pools", "--csv").out.splitlines() if line.startswith("sly,")]
    assert row.startswith("sly,3,1,3,2,2,")
    assert ",2,0.00" in row
    alone = sly("panel", "--no-pools", "--csv", "--late").out
    assert "\nsly,1," in alone.replace("\r", "") or alone.splitlines()[1].startswith("sly,1,")


def test_the_page_of_scores_says_whose_estimates_were_recorded_after_the_end(sly: Run) -> None:
    whose = "2 estimates are scored, though recorded only after the end of the window: 2 of sly"
    found = sly("score", "--by", "forecaster")
    said = " ".join(found.out.split())
    assert whose in said
    assert "Of 3 forecasters hana has the lowest mean score" in said
    assert whose in " ".join(sly("score", "--by", "forecaster", "--csv").err.split())
    (ranks,) = json.loads(sly("score", "--by", "forecaster", "--json").out)["ranks"]
    assert [(one["forecaster"], one["rank"]) for one in ranks["forecasters"]] == [("hana", 1), ("igor", 2), ("sly", 3)]


def test_who_has_nothing_but_what_was_typed_in_afterwards_has_a_row_without_a_rank(quarter: Run) -> None:
    found = json.loads(quarter("panel", "--json").out)
    ann = next(one for one in found["forecasters"] if one["forecaster"] == "ann")
    assert (ann["rank"], ann["brier"], ann["questions"], ann["estimates_left_out"]) == (None, None, 0, 3)
    assert ann["brier_with_them"] == pytest.approx(0.01)
    said = " ".join(quarter("panel").out.split())
    assert "with them the mean score would be: ann 0.010 on 3 questions and bob 0.0" in said


def test_the_calibration_of_a_panel_is_of_the_questions_of_calibration(sly: Run) -> None:
    """What happened early is resolved before its close: with it everybody would look worse than they are."""
    new = ("new", "q/will-d", "--question", "Will d come?", "--criteria", "The press.", "--opens", "2024-07-01")
    assert sly(*new, "--closes", "2025-06-30").code == 0
    assert sly("estimate", "q/will-d", "10%", "-w", "Polls", "--by", "hana", "--known-at", "2024-12-09").code == 0
    assert sly("resolve", "q/will-d", "yes", "-w", "Seen").code == 0
    for words, questions, withheld in ((("--late",), 2, 1), (("--late", "--at", "2025-07-01"), 3, 0)):
        found = json.loads(sly("panel", *words, "--json").out)
        wanted = json.loads(sly("calibration", *words, "--json").out)
        assert (found["calibration"]["questions"], found["calibration_withheld"]) == (questions, withheld)
        assert found["calibration"]["n"] == wanted["n"]
        assert found["calibration"]["murphy"]["brier"] == pytest.approx(wanted["murphy"]["brier"])
    assert "Withheld from calibration: 1 question, resolved" in " ".join(sly("panel").out.split())
