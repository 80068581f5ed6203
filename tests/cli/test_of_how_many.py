"""A number that is of fewer questions than its row, of another estimate or of several people says so beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.show.describe.blocks import Line
from outlook.show.describe.brief import Item, Part
from outlook.show.describe.verdict import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

CLOSED = "abcdef"
PEOPLE = {"sam": ("20%", "10%"), "tia": ("40%", "30%")}


@pytest.fixture
def autumn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """Six questions of an autumn without a prior, and one with, which came true before its close, by two people."""
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    new = ("--criteria", "The press.", "--opens", "2024-07-01", "--closes", "2025-06-30", "--prior", "60%")
    assert run("new", "q/will-z", "--question", "Will Z come?", *new).code == 0
    rows = ["question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome"]
    for by, (first, second) in PEOPLE.items():
        for name in CLOSED:
            end = f"2024-09-29,2024-09-29,{'yes' if name == 'a' else 'no'}"
            rows += [
                f"Will {name} come?,{by},2024-07-01,{first},{end}",
                f"Will {name} come?,{by},2024-08-15,{second},{end}",
            ]
        rows.append(f"q/will-z,{by},2024-07-01,90%,,,")
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n")
    assert run("import", "t.csv", "--case", "q", "--sure").code == 0
    assert run("resolve", "will-z", "yes", "-w", "Seen", "--known-at", "2024-10-01", "--by", "sam", "--sure").code == 0
    return run


def said(run: Run, *words: str) -> str:
    ran = run(*words)
    assert ran.code == 0, ran
    return " ".join(ran.out.split())


# ── skill, and what was implied ──


@pytest.mark.parametrize("page", [("--by", "forecaster"), ("--by", "kind"), ()])
def test_the_skill_of_a_row_is_of_all_its_questions(autumn: Run, page: tuple[str, ...]) -> None:
    rows = {one["by"]: one for one in json.loads(autumn("score", "--json").out)["overall"]["binary"]["forecasters"]}
    assert [rows["sam"]["references"][name]["n"] for name in ("prior", "half")] == [1, 7]
    text = said(autumn, "score", *page)
    for row in rows.values():
        assert f"{1 - row['mean'] / 0.25:+.2f} ½" in text, "by hand, from the mean of the row"
    assert (
        "VS PRIOR is the skill against the prior, or with ½ against equal chances, where not every question has" in text
    )


def test_what_is_implied_of_some_questions_says_of_how_many(autumn: Run) -> None:
    text = said(autumn, "score", "--by", "forecaster")
    assert text.count("½ 0.160 (1)") == 2, "(1 - 0.6)², of the question with a prior"
    assert "a number in brackets says of how many of the N questions" in text
    assert "(1)" not in said(autumn, "score", "will-z", "--by", "forecaster").partition("VS PRIOR is")[0]


def test_where_every_question_has_a_prior_the_skill_is_against_it(autumn: Run) -> None:
    assert "½" not in said(autumn, "score", "will-z", "--by", "tag").partition("VS PRIOR is")[0]


# ── luck ──


def test_the_mean_that_luck_is_about_is_beside_the_range_of_luck(autumn: Run) -> None:
    luck = {
        one["by"]: one["luck"] for one in json.loads(autumn("score", "--json").out)["overall"]["binary"]["forecasters"]
    }
    assert luck["sam"]["n"] == 6
    text = said(autumn, "score")
    for one in luck.values():
        low, high = one["interval"]
        assert f"{one['last']:.3f} (6) {low:.3f} to {high:.3f}" in text
    assert "AT CLOSE is the mean of the last estimates on the questions past their close" in text
    assert "AT CLOSE" not in said(autumn, "score", "will-z"), "too few for luck"


# ── a score of more than the number beside it ──


def test_a_score_over_time_says_so_beside_the_last_number(autumn: Run) -> None:
    assert "had said 30.0%, Brier" in said(autumn, "brief", "--since", "2024-07-01", "--by", "tia", "-o", "-")
    text = said(autumn, "brief", "--since", "2024-07-01", "--by", "tia", "-o", "-")
    assert text.count(" over time") == text.count(", Brier 0.") > 0
    words = "BRIER is over time: of each estimate for as long as it was in force, not of STATED alone."
    assert words in said(autumn, "status")
    assert words in said(autumn, "status", "--by", "sam", "--sort", "brier")
    assert words not in said(autumn, "status", "will-z"), "one estimate alone makes its score"


def test_what_is_left_out_is_counted_in_good_english() -> None:
    assert listed(["ann", "bob", "cy", "di", "ed"]).endswith("di and 1 other")
    part = Part("Due", [Item(f"q/{number}", "late", number) for number in range(11)], "nothing", 8)
    for shown, words in ((2, "and 1 other."), (1, "and 2 others.")):
        *_, last = part.blocks(shown)
        assert isinstance(last, Line)
        assert str(last.text).endswith(words)


# ── of how many scored ones, and of which draws ──


def test_a_limit_of_scores_counts_what_is_scored(autumn: Run) -> None:
    for name in ("m", "n"):
        assert autumn("add", f"Will {name} come?", "30%", "31 Jan 2025", "--case", "q", "--by", "sam").code == 0
    ran = autumn("score", "--by", "sam", "-n", "3", "--json")
    found = json.loads(ran.out)
    assert len(found["forecasts"]) == 3
    assert len(found["not_scored"]) == 2, "what has no score is counted all the same"
    assert ran.err == "the first 3 of 7 scored forecasts\n"
    every = json.loads(autumn("score", "--by", "sam", "--sort", "brier", "--json").out)["forecasts"]
    worst = json.loads(autumn("score", "--by", "sam", "--sort", "brier", "-n", "2", "--json").out)["forecasts"]
    assert [one["id"] for one in worst] == [one["id"] for one in every[:2]]
    assert json.loads(autumn("score", "-n", "7", "--json").out) == json.loads(autumn("score", "--json").out)
    for key in ("hedge", "source"):
        assert autumn("score", "--by", key, "-n", "2").code == 0


def test_better_in_says_that_it_is_of_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    rows = ["question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome"]
    for number in range(12):
        end = f"2024-09-29,2024-09-29,{'yes' if number % 3 else 'no'}"
        rows += [
            f"Will {number} come?,{by},2024-07-01,{p}{number % 4},{end}" for by, p in (("sam", ".6"), ("tia", ".4"))
        ]
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n")
    words = "BETTER IN: the share of random draws of the questions in which the first has the lower mean, not the share"
    assert words in said(run, "panel", "t.csv", "--pairs")
    (tmp_path / "few.csv").write_text("\n".join(rows[:5]) + "\n")
    assert "BETTER IN:" not in said(run, "panel", "few.csv", "--pairs"), "none is given of so few"


# ── one word for one thing ──


def test_a_forecast_past_its_close_is_overdue_on_every_page(autumn: Run, clock: Callable[[datetime], None]) -> None:
    assert autumn("add", "Will m come?", "30%", "2024-12-31", "--case", "q", "--by", "sam").code == 0
    clock(datetime(2025, 1, 6, 9, 30, tzinfo=UTC))
    for words in (("status", "m-come"), ("show", "m-come"), ("plot", "m-come"), ("score", "m-come")):
        text = said(autumn, *words)
        assert "overdue" in text
        assert " due " not in text
    assert "overdue → resolved yes" in said(autumn, "resolve", "m-come", "yes", "--dry-run")


def test_the_title_of_a_case_is_not_said_twice(autumn: Run, tmp_path: Path) -> None:
    assert said(autumn, "status").startswith("q · known by")
    (tmp_path / "forecasts" / "q" / "case.yaml").write_text("title: An autumn\n")
    assert said(autumn, "status").startswith("q · An autumn · known by")


def test_the_means_at_a_lead_and_over_days_are_in_the_table_of_forecasters(autumn: Run) -> None:
    """They were in the data, and the table left them out without a word."""
    overall = json.loads(autumn("score", "--lead", "5d", "--daily", "--json").out)["overall"]["binary"]["forecasters"]
    sam = next(one for one in overall if one["by"] == "sam")
    text = said(autumn, "score", "--by", "forecaster", "--lead", "5d", "--daily")
    assert "LEAD DAILY" in text
    lead, daily = (
        f"{sam[name]['mean']:.3f}" + (f" ({sam[name]['n']})" if sam[name]["n"] != 7 else "")
        for name in ("lead", "daily")
    )
    assert f"{lead} {daily}" in text
    assert "--lead and --daily are columns of the list" in said(autumn, "score", "--by", "kind", "--daily")


def test_one_infinite_log_score_hides_no_mean(autumn: Run) -> None:
    rows = ["question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome"]
    rows.append("Will certain come?,sam,2024-07-01,0%,2024-09-29,2024-09-29,yes")
    Path("u.csv").write_text("\n".join(rows) + "\n")
    assert autumn("import", "u.csv", "--case", "q", "--sure").code == 0
    for words in ((), ("--by", "forecaster")):
        told = autumn("score", *words).out
        [row] = [line for line in told.splitlines() if "+1∞" in line]
        finite = autumn("score", "--by", "sam").out.partition("infinite on 1; ")[2].partition(" without")[0]
        assert row.startswith("sam ")
        assert f" {finite} +1∞ " in row
        assert "LOG leaves out the infinite ones" in told
