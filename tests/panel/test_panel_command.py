"""`outlook panel` as a person uses it: from a table in any form, and from the book."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from outlook.scoring.calibration import wilson
from plain_panel.at_random import random_panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run

pytestmark = pytest.mark.in_turn


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return random_panel(11, questions=30, people=4, most=2).write(tmp_path / "panel.csv")


def answered(run: Run, *arguments: str) -> dict[str, Any]:
    done = run("panel", *arguments, "--json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_json_has_the_documented_shape(table: Path, run: Run) -> None:
    found = answered(run, str(table), "--pairs", "--by", "region")
    assert list(found)[:4] == ["schema", "engine", "rows", "dropped"]
    assert (found["schema"], found["engine"], found["take"]) == (2, "duckdb", "time")
    scores = [one["brier"] for one in found["forecasters"]]
    assert scores == sorted(scores)
    assert {one["forecaster"] for one in found["forecasters"]} >= {"a", "d", "pool:median", "pool:recent"}
    assert {one["topic"] for one in found["topics"]} == {"east", "west"}
    assert {"first", "second", "difference", "difference_low", "first_better"} <= set(found["pairs"][0])
    murphy = found["calibration"]["murphy"]
    assert murphy["brier"] == pytest.approx(murphy["reliability"] - murphy["resolution"] + murphy["uncertainty"])


@pytest.mark.alike
@pytest.mark.parametrize("form", ["tsv", "jsonl", "parquet", "partitioned"])
def test_every_form_of_a_table_gives_the_same_digits(form: str, table: Path, tmp_path: Path, run: Run) -> None:
    read = pa.csv.read_csv(table)
    if form == "tsv":
        other = tmp_path / "panel.tsv"
        other.write_text(table.read_text("utf-8").replace(",", "\t"), encoding="utf-8")
    elif form == "jsonl":
        other = tmp_path / "panel.jsonl"
        lines = table.read_text("utf-8").splitlines()
        rows = [dict(zip(lines[0].split(","), line.split(","), strict=True)) for line in lines[1:]]
        other.write_text("".join(json.dumps({**row, "probability": float(row["probability"])}) + "\n" for row in rows))
    elif form == "parquet":
        other = tmp_path / "panel.parquet"
        pa.parquet.write_table(read, other)
    else:
        other = tmp_path / "parts"
        pa.parquet.write_to_dataset(read, other, partition_cols=["region"])
    wanted, found = answered(run, str(table)), answered(run, str(other))
    assert [one["forecaster"] for one in found["forecasters"]] == [one["forecaster"] for one in wanted["forecasters"]]
    for one, same in zip(found["forecasters"], wanted["forecasters"], strict=True):
        assert one["brier"] == pytest.approx(same["brier"], rel=1e-12)
        adjusted = same["adjusted"]
        assert one["adjusted"] == (adjusted and pytest.approx(adjusted, rel=1e-12))


def test_outcomes_may_be_in_a_table_of_their_own(table: Path, tmp_path: Path, run: Run) -> None:
    rows = [line.split(",") for line in table.read_text("utf-8").splitlines()]
    forecasts, ends = tmp_path / "said.csv", tmp_path / "ends.csv"
    forecasts.write_text("".join(",".join(row[:4]) + "\n" for row in rows), encoding="utf-8")
    by_question = {row[0]: ",".join([row[0], *row[4:8]]) for row in rows}
    ends.write_text("".join(f"{line}\n" for line in by_question.values()), encoding="utf-8")
    found = answered(run, str(forecasts), "--outcomes", str(ends))
    assert found["forecasters"] == answered(run, str(table))["forecasters"]


def test_a_correction_in_the_table_of_outcomes_counts_and_is_named(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that we export always have outcomes, and a table of outcomes is mostly given to correct them."""
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(HEAD + "".join(f"{q},ann,2024-01-01,.2,no,2024-01-31,\n" for q in ("a", "b", "c", "d")))
    Path("fix.csv").write_text(
        "id,outcome,closes_at,region\na,yes,2024-01-31,north\nb,annulled,,north\nc,no,2024-01-30,south\n"
    )
    found = answered(run, "own.csv", "--outcomes", "fix.csv", "--by", "region")
    assert found["forecasters"][0]["brier"] == pytest.approx((0.64 + 0.04 + 0.04) / 3)
    assert found["not_scored"] == {"annulled": 1}
    assert found["overruled"] == {"table": "fix.csv", "outcomes": 2, "outcome_of": "a", "times": 1, "time_of": "c"}
    assert {one["topic"]: one["questions"] for one in found["topics"]} == {"north": 1, "south": 1, None: 1}
    said = " ".join(run("panel", "own.csv", "--outcomes", "fix.csv").out.split())
    assert "fix.csv says another outcome of 2 questions (such as a) and another time of 1 question (such as c)" in said
    Path("same.csv").write_text("id,outcome\na,no\n")
    assert answered(run, "own.csv", "--outcomes", "same.csv")["overruled"] is None


@pytest.mark.parametrize(
    ("table", "saying"),
    [
        ("id,outcome\n", "--outcomes: fix.csv names no question"),
        ("id,outcome\nA,yes\n", "not one question of fix.csv (such as A) is in own.csv (such as a)"),
    ],
)
def test_a_table_of_outcomes_of_other_questions_is_refused(
    table: str, saying: str, tmp_path: Path, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text(HEAD + "a,ann,2024-01-01,.2,no,2024-01-31,\n")
    Path("fix.csv").write_text(table)
    refuses("panel", "own.csv", "--outcomes", "fix.csv", saying=saying)


def test_csv_and_html_and_sql_are_written(table: Path, tmp_path: Path, run: Run) -> None:
    assert run("panel", str(table), "--csv").out.startswith("forecaster,rank,rank_low,rank_high,n,questions")
    page = tmp_path / "ranking.html"
    assert run("panel", str(table), "-o", str(page)).code == 0
    assert "pool:median" in page.read_text("utf-8")
    assert "SELECT" in run("panel", str(table), "--explain").out


def test_the_book_is_scored_by_the_same_road_with_the_digits_of_score(book: Path, run: Run) -> None:
    found = answered(run, "--at", "2026-01-01")
    assert "written after the outcomes were known" in run("panel", "--at", "2026-01-01").err
    scored = json.loads(run("score", "--at", "2026-01-01", "--json").out)["overall"]["binary"]
    (one,) = found["forecasters"]
    assert (one["forecaster"], one["questions"]) == (scored["by"], scored["n"])
    assert (one["brier"], one["log_score"], one["coverage"]) == (
        scored["mean"],
        scored["log_score"],
        scored["coverage"],
    )
    assert one["skill"] == pytest.approx(scored["references"]["base_rate"]["skill"], rel=1e-12)


def test_what_is_selected_of_the_book_is_scored_as_score_selects(book: Path, run: Run, refuses: Refuses) -> None:
    every = ("--at", "2026-01-01")
    tags = {tag for one in json.loads(run("status", *every, "--json").out)["forecasts"] for tag in one["tags"]}
    asked = [("hama",), ("syria-2024-12", "--search", "hama"), *(("--tag", tag) for tag in sorted(tags)[:3])]
    for words in [*asked, ("--sort", "title", "--limit", "2"), ("--since", "2024-12-01")]:
        overall = json.loads(run("score", *words, *every, "--json").out)["overall"] or {}
        scored = overall.get("binary")
        ran = run("panel", *words, *every, "--json")
        if scored is None or not scored["n"]:
            assert "what is selected has no binary forecast" in ran.err
            continue
        assert json.loads(ran.out)["forecasters"][0]["questions"] == scored["n"], words
    refuses("panel", "--tag", "no-such-tag", saying="no-such-tag")
    refuses("panel", "nowhere", saying=("nowhere", "a table is named by a file, a folder or a URL that is there"))


@pytest.mark.parametrize(
    "words", [("--tag", "x"), ("--state", "open"), ("--limit", "2"), ("--at", "2024-12-01"), ("--since", "1 Dec 2024")]
)
def test_what_selects_of_the_book_is_refused_beside_a_table(
    words: list[str], table: Path, book: Path, refuses: Refuses
) -> None:
    refuses("panel", str(table), *words, saying=(f"{words[0]} means the book, and", "leave one of the two out"))


def test_a_table_and_a_forecast_are_not_ranked_together(table: Path, book: Path, refuses: Refuses) -> None:
    refuses("panel", str(table), "hama", saying=("is a table, and 'hama' would be of the book", "not both"))


def test_nothing_is_left_in_the_temporary_folder(
    table: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    answered(run, str(table))
    assert list(scratch.iterdir()) == []


HEAD = "question,forecaster,forecast_at,probability,outcome,closes_at,resolved_at\n"


@pytest.mark.alike
@pytest.mark.parametrize(("take", "brier"), [("last", 0.16), ("first", 0.04), ("time", 0.10)])
def test_a_forecast_after_the_end_never_counts(take: str, brier: float, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "table.csv"
    days = (("01", ".2"), ("03", ".4"), ("10", ".9"))
    rows = [f"q,ann,2024-01-{day},{p},no,2024-01-20,2024-01-05" for day, p in days]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    for words in ((), ("--no-compare",)):
        [ann] = answered(run, str(file), "--trust", "--take", take, *words)["forecasters"]
        assert (ann["brier"], ann["coverage"]) == (pytest.approx(brier), 1 if take == "time" else None)


def test_the_forecast_in_force_at_a_lead_before_the_close_counts(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "table.csv"
    days = (("01", ".2"), ("03", ".3"), ("06", ".9"))
    rows = [f"q,ann,2024-01-{day},{p},no,2024-01-11,2024-01-11T20:00" for day, p in days]
    rows += ["r,ann,2024-01-01,.5,no,2024-01-11,2024-01-02", "r,bob,2024-01-01,.4,no,2024-01-11,2024-01-02"]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    found = answered(run, str(file), "--lead", "7d", "--no-pools")
    assert [(one["forecaster"], one["questions"]) for one in found["forecasters"]] == [("ann", 1)]
    assert found["forecasters"][0]["brier"] == pytest.approx(0.09)


def test_a_lead_says_which_questions_it_passes_over_and_how_they_came_out(tmp_path: Path, run: Run) -> None:
    """What happens early has ended before the lead; without a word the base rate would sink."""
    file = tmp_path / "table.csv"
    ends = [
        ("early", "yes", "05"),
        ("soon", "yes", "06"),
        ("calm", "no", "04"),
        ("last", "no", "31"),
        ("new", "no", "31"),
    ]
    days = {"new": "30"}
    rows = [f"{q},ann,2024-01-{days.get(q, '01')},.3,{word},2024-01-31,2024-01-{day}" for q, word, day in ends]
    rows += ["half,bob,2024-01-02,.3,0.5,2024-01-31,2024-01-03", "old,cyd,2024-01-01,.3,no,2024-01-31,2024-01-31"]
    asked = [f"{row},{'2024-01-02' if row.startswith('old') else ''}" for row in rows]
    file.write_text(HEAD.strip() + ",asked_at\n" + "\n".join(asked) + "\n", encoding="utf-8")
    wanted = {"ended": 4, "yes": 2, "no": 1, "opened_later": 1, "unanswered": 0}
    for words in ((), ("--no-compare",)):
        assert answered(run, str(file), "--lead", "14d", *words)["passed_over"] == wanted
    page = " ".join(run("panel", str(file), "--lead", "14d").out.split())
    assert "not scored: 4 questions, ended before the lead (2 came out yes, 1 no)" in page
    assert "not scored: 1 question, opened after the lead" in page
    assert answered(run, str(file))["passed_over"] is None


def test_what_was_settled_in_part_has_no_log_score(tmp_path: Path, run: Run) -> None:
    """Over time and with one forecast, compared or alone; a log score of the others is over these."""
    file = tmp_path / "table.csv"
    rows = ["half,ann,2024-01-01,.3,0.35,2024-01-31,", "whole,bob,2024-01-01,.3,no,2024-01-31,"]
    rows += ["half,bob,2024-01-01,.9,0.35,2024-01-31,"]
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    for words in ((), ("--take", "last"), ("--no-compare",), ("--no-compare", "--take", "last")):
        ann, bob = sorted(
            answered(run, str(file), "--no-pools", *words)["forecasters"], key=lambda one: one["questions"]
        )
        assert (ann["log_score"], bob["log_score"]) == (None, pytest.approx(-math.log(0.7))), words


def test_the_scorecard_ranks_people_with_the_digits_of_the_panel(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = [
        f"Will {q} happen?,{who},2024-01-0{1 + q % 9},{(q * 7 + shift) % 19 / 20 + 0.02:.3f},2024-02-20,2024-02-12,{q % 3 % 2}"
        for q in range(30)
        for shift, who in enumerate("abcd")
    ]
    heads = "question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome"
    (tmp_path / "table.csv").write_text("\n".join([heads, *said]) + "\n")
    assert run("import", "table.csv", "--case", "panel", "--sure").code == 0
    [ranks] = json.loads(run("score", "panel", "--by", "forecaster", "--json").out)["ranks"]
    panel = answered(run, "--pairs")
    people = [one for one in panel["forecasters"] if not one["forecaster"].startswith("pool:")]
    names = {one["forecaster"] for one in ranks["forecasters"]}
    known = {one["forecaster"]: one for one in people if one["forecaster"] in names}
    assert ranks["kind"] == "binary"
    assert len(known) == 4
    for one in ranks["forecasters"]:
        for field in ("brier", "brier_low", "brier_high", "n", "questions", "log_score", "skill"):
            assert one[field] == known[one["forecaster"]][field], field
    of_panel = {(one["first"], one["second"]): one for one in panel["pairs"]}
    assert len(ranks["pairs"]) == 6
    for one in ranks["pairs"]:
        other = of_panel[one["first"], one["second"]]
        assert (one["difference"], one["difference_low"]) == (other["difference"], other["difference_low"])
    shown = run("score", "panel", "--by", "forecaster").out
    assert "Of 4 forecasters" in shown
    assert "Pairs, on the questions and the time that both covered" in shown
    means = [one["mean"] for one in json.loads(run("score", "panel", "--by", "forecaster", "--json").out)["groups"]]
    assert means == sorted(means), "the best first"


def test_without_the_extra_the_scorecard_says_what_is_missing(book: Path) -> None:
    program = "import sys; sys.modules['numpy'] = None; from outlook.cli import run; sys.exit(run(sys.argv[1:]))"
    words = [sys.executable, "-c", program, "score", "--by", "forecaster", "--json"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ran.returncode, json.loads(ran.stdout)["ranks"]) == (0, None), ran.stderr
    assert "pip install '.[panel]'" in ran.stderr


@pytest.mark.parametrize("kind", ["binary", "choice"])
def test_a_withdrawal_in_our_own_tables_is_one(
    kind: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None]
) -> None:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    monkeypatch.chdir(tmp_path)
    options = ("--kind", "choice", "--option", "yes", "--option", "no") if kind == "choice" else ()
    new = ("--criteria", "R", "--opens", "2024-11-01", "--closes", "2024-11-21", "--question", "Which?")
    assert run("new", "q/a", *new, *options).code == 0
    sure, unsure = ("yes=.9,no=.1", "yes=.1,no=.9") if kind == "choice" else ("90%", "10%")
    for day, stated in (("02", sure), ("06", "withdraw"), ("16", unsure)):
        clock(datetime.fromisoformat(f"2024-11-{day}T12:00Z"))
        assert run("estimate", "a", stated, "-w", "x", "--by", "cyd").code == 0
    clock(datetime.fromisoformat("2024-11-22T12:00Z"))
    assert run("resolve", "a", "no", "-w", "x").code == 0
    people = {}
    for form in ("csv", "jsonl", "parquet"):
        assert run("export", form, "-o", f"o.{form}").code == 0
        said = answered(run, f"o.{form}", "--kind", kind)
        people[form] = [said["forecasters"][0][name] for name in ("brier", "n")]
    book = answered(run, "--kind", kind)["forecasters"][0]
    assert people["csv"] == people["jsonl"] == [pytest.approx(book["brier"]), 2]
    assert people["parquet"][0] == pytest.approx(book["brier"], rel=0.1)  # it has no close, and ends at the outcome
    if kind == "binary":
        lines = Path("o.csv").read_text().splitlines(keepends=True)
        Path("o.csv").write_text("".join(lines[:3]))
        assert "nothing can be scored" in run("panel", "o.csv", "--take", "last").err
        assert answered(run, "o.csv", "--take", "first")["forecasters"][0]["brier"] == pytest.approx(0.81)


def divided(tmp_path: Path, *, few: int = 24) -> Path:
    """Two people on the first questions and two on the others; a third one answered `few` of the first."""
    lines = ["question,forecaster,forecast_at,probability,outcome,closes_at"]
    for number in range(40):
        names = ["ann", "bob", "cyd"] if number < 20 else ["dan", "eve"]
        for place, name in enumerate(names):
            if (name == "cyd" and number >= few) or (name == "bob" and number == 19):
                continue
            p = 0.1 + 0.05 * ((number * 7 + place * 5) % 16)
            outcome = ("no", "yes")[number % 2]
            lines.append(f"q{number:02},{name},2025-01-{1 + place:02},{p:.2f},{outcome},2025-02-01")
    file = tmp_path / "divided.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_who_shares_no_question_is_not_ranked_with_the_rest_whatever_a_pool_answers(tmp_path: Path, run: Run) -> None:
    file = str(divided(tmp_path, few=5))
    found = {one["forecaster"]: one for one in answered(run, file)["forecasters"]}
    groups = {name: one["group"] for name, one in found.items()}
    assert groups["ann"] == groups["bob"] != groups["dan"] == groups["eve"]
    assert sorted(found[name]["adjusted_rank"] for name in ("ann", "bob", "dan", "eve")) == [1, 1, 2, 2]
    for name in ("cyd", "pool:mean", "pool:median"):
        assert [found[name][key] for key in ("rank", "rank_low", "rank_high", "adjusted", "adjusted_rank")] == [
            None
        ] * 5
    without = {one["forecaster"]: one for one in answered(run, file, "--no-pools")["forecasters"]}
    assert without == {name: {**one, "skill_pool": None} for name, one in found.items() if "pool" not in name}
    page = " ".join(run("panel", file).out.split())
    assert "Only bob and ann are compared here: dan and eve share no question with them." in page
    assert "RANK is by ADJUSTED" in page
    assert "No rank: cyd, with under 10 questions that are compared." in page
    assert "A pool is made of the people, and has no rank among them." in page
    assert "2 groups have no questions in common: each is ranked by itself" in page


def test_who_answered_too_few_questions_moves_no_adjusted_score(tmp_path: Path, run: Run) -> None:
    """Their part of a question is in nobody's mean of it, over time as well."""
    (tmp_path / "other").mkdir()
    one, other = divided(tmp_path, few=5), divided(tmp_path / "other", few=0)
    with_few, without = (
        {row["forecaster"]: row["adjusted"] for row in answered(run, str(file))["forecasters"]} for file in (one, other)
    )
    assert {name: with_few[name] for name in ("ann", "bob", "dan", "eve")} == {
        name: pytest.approx(without[name], rel=1e-12) for name in ("ann", "bob", "dan", "eve")
    }


def test_the_intervals_of_calibration_count_what_happened_to_a_question_once(tmp_path: Path, run: Run) -> None:
    lines = ["question,forecaster,probability,outcome"]
    lines += [f"q{number},{name},0.75,{('no', 'yes')[number > 2]}" for number in range(10) for name in "abcd"]
    (tmp_path / "same.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for options in ((), ("--no-compare",)):
        found = answered(run, str(tmp_path / "same.csv"), *options)["calibration"]
        [one] = found["bins"]
        assert (found["n"], found["questions"], one["n"], one["hits"]) == (40, 10, 40, 28)
        assert (one["by_question_low"], one["by_question_high"]) == pytest.approx(wilson(7, 10))
        assert one["interval"] == pytest.approx(wilson(28, 40))
    page = run("panel", str(tmp_path / "same.csv")).out
    low, high = wilson(7, 10)
    assert f"{100 * low:.0f}–{100 * high:.0f}%" in page
    assert "Calibration of 40 forecasts on 10 questions" in page
    assert "the intervals count what happened to a question once" in " ".join(page.split())


def test_a_book_is_ranked_by_tag_and_a_question_with_two_counts_in_both(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None], refuses: Refuses
) -> None:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    for name, tags in (("a", ("snow", "ice")), ("b", ("snow",)), ("c", ())):
        clock(datetime.fromisoformat("2024-11-01T12:00Z"))
        new = ("--criteria", "R", "--closes", "2024-11-21", "--question", f"Which {name}?")
        assert run("new", f"q/{name}", *new, *(part for tag in tags for part in ("--tag", tag))).code == 0
        clock(datetime.fromisoformat("2024-11-02T12:00Z"))
        for who, stated in (("ann", "90%"), ("bob", "40%")):
            assert run("estimate", name, stated, "-w", "x", "--by", who).code == 0
        clock(datetime.fromisoformat("2024-11-22T12:00Z"))
        assert run("resolve", name, "yes", "-w", "x").code == 0
    topics = {one["topic"]: one for one in answered(run, "--by", "tag")["topics"]}
    assert {name: one["questions"] for name, one in topics.items()} == {"ice": 1, "snow": 2, None: 1}
    assert topics["ice"]["forecasters"][0]["forecaster"] == "ann"
    assert "snow · 2 questions" in run("panel", "--by", "tag").out
    refuses("panel", "--by", "region", saying="--by case and --by tag are what there is")


def test_csv_has_the_pairs_or_the_topics_that_were_asked_for(table: Path, run: Run, refuses: Refuses) -> None:
    pairs = run("panel", str(table), "--pairs", "--csv", "--no-pools").out.splitlines()
    assert pairs[0].startswith("first,second,questions,difference,")
    assert len(pairs) == 1 + 6
    topics = run("panel", str(table), "--by", "region", "--csv", "--no-pools").out.splitlines()
    assert topics[0].startswith("topic,forecaster,rank")
    assert {line.partition(",")[0] for line in topics[1:]} == {"east", "west"}
    refuses("panel", str(table), "--by", "region", "--pairs", "--csv", saying="--csv has one table")


def test_two_are_compared_alone_where_nobody_else_is_wanted(table: Path, run: Run, refuses: Refuses) -> None:
    found = answered(run, str(table), "--only", "a", "--only", "c", "--pairs", "--no-pools")
    assert sorted(one["forecaster"] for one in found["forecasters"]) == ["a", "c"]
    assert len(found["pairs"]) == 1
    every = {(one["first"], one["second"]): one for one in answered(run, str(table), "--pairs", "--no-pools")["pairs"]}
    [pair] = found["pairs"]
    assert pair["difference"] == pytest.approx(every[pair["first"], pair["second"]]["difference"])
    refuses("panel", str(table), "--only", "zoe", saying="--only: no forecaster of the tables is called zoe")


def test_the_first_sentence_says_how_many_pairs_and_how_little_of_the_time_the_first_covers(
    tmp_path: Path, run: Run
) -> None:
    rows = [f"q{n},{who},2024-01-{day},{p},no,2024-01-31," for n in range(3) for who, day, p in LATE]
    file = tmp_path / "late.csv"
    file.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    said = " ".join(run("panel", str(file), "--no-pools").out.split())
    assert "Of 3 forecasters larry has the lowest mean score: 0.010" in said
    assert "But larry had a forecast in force for 4.9% of the time, and the others for 98.4% (median)." in said
    assert "is more than luck can make, all 3 pairs looked at together." in said
    assert "N counts all forecasts" not in said
    said = " ".join(run("panel", str(file), "--no-pools", "--take", "last").out.split())
    assert "N counts all forecasts before the end; of these one a question is scored." in said


LATE = (("ann", "01", ".3"), ("bob", "02", ".4"), ("larry", "30", ".1"))


def test_where_no_end_is_known_it_is_said_that_forecasts_count_whenever_they_were_made(
    tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("question,forecast_at,probability,outcome\nq,2024-01-01,.2,no\n", encoding="utf-8")
    assert "! no close and no outcome's moment of 1 question: forecasts count there" in run("panel", str(file)).out
    file.write_text("question,probability,outcome\nq,.2,no\n", encoding="utf-8")
    assert answered(run, str(file))["without_end"] == 0


def test_a_table_with_semicolons_is_refused_in_our_words(tmp_path: Path, run: Run, refuses: Refuses) -> None:
    text = "question;probability;outcome\nq;0,45;no\n"
    (tmp_path / "semi.csv").write_text(text, encoding="utf-8")
    refuses("panel", str(tmp_path / "semi.csv"), saying=("parted by semicolons", "name it semi.tsv"))
    (tmp_path / "semi.tsv").write_text(text.replace(";", "\t"), encoding="utf-8")
    assert answered(run, str(tmp_path / "semi.tsv"))["forecasters"][0]["brier"] == pytest.approx(0.45**2)


@pytest.mark.parametrize("option", ["--drop", "--trust", "--explain"])
def test_what_has_no_effect_on_the_book_is_refused(option: str, book: Path, refuses: Refuses) -> None:
    refuses("panel", "--at", "2026-01-01", option, saying=f"{option} means something only for a table")
