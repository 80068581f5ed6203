"""What to look at next, what a number rests on and how sure it is; and what is said of a report once it is written."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

HAMA = ("hama-by-december", "--at", "2024-12-04T23:59Z")


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run(*words, "--json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


# ── what to look at next ──


def test_the_unseen_signs_of_open_forecasts_are_ranked_by_what_a_look_saves(book: Path, run: Run) -> None:
    rows = answer(run, "due", "--look", "--at", "2024-12-04T23:59Z")["look"]
    assert [row["saved"] for row in rows] == sorted((row["saved"] for row in rows), reverse=True)
    assert {row["id"] for row in rows} >= {"syria-2024-12/hama-by-december", "syria-2024-12/un-talks"}
    mine = [row for row in rows if row["id"] == "syria-2024-12/hama-by-december"]
    assert [row["sign"] for row in mine][:2] == ["army-withdraws", "russia-surges"]
    assert mine[0]["saved"] == pytest.approx(0.0759, abs=5e-5)
    assert mine[0]["bits"] == pytest.approx(0.2443, abs=5e-5)
    assert "fast-advance-on-m5" not in {row["sign"] for row in mine}, "it was reported before the opening"


def test_a_page_names_what_to_look_at_next_and_agrees_with_the_list(book: Path, run: Run) -> None:
    page = answer(run, "show", *HAMA)["look_next"]
    listed = answer(run, "due", "hama-by-december", "--look", *HAMA[1:])["look"]
    assert page == [{name: row[name] for name in page[0]} for row in listed]
    out = run("show", *HAMA).out
    assert "first the one whose answer would improve the expected Brier score most" in out
    assert "Look next" not in run("show", "hama-by-december", "--at", "2024-12-20").out, "resolved: nothing is left"


def test_the_list_is_a_table_for_other_programs_too(book: Path, run: Run) -> None:
    found = list(csv.DictReader(io.StringIO(run("due", "un-talks", "--look", "--csv").out)))
    assert [row["sign"] for row in found] == [row["sign"] for row in answer(run, "due", "un-talks", "--look")["look"]]


def test_signs_have_no_day_in_a_calendar(book: Path, run: Run, refuses: Refuses) -> None:
    refuses("due", "--look", "--ics", "due.ics", saying="have no day in a calendar: leave out --ics or --look")
    run("new", "work/ship", "--question", "?", "--criteria", "c", "--closes", "2025-06-30", "--prior", "0.4")
    assert run("due", "work", "--look").out == "no sign of an open forecast is left to look at\n"


# ── what it rests on, and how sure it is ──


def test_the_tornado_shows_the_widest_first_and_each_end_can_be_had_by_writing_it(book: Path, run: Run) -> None:
    swings = answer(run, "explain", *HAMA, "--sensitivity")["sensitivity"]
    sizes = [abs(one["high"] - one["low"]) for one in swings]
    assert sizes == sorted(sizes, reverse=True)
    army = next(one for one in swings if (one["name"], one["outcome"]) == ("army-withdraws", "no"))
    record = book / "syria-2024-12" / "hama-by-december.yaml"
    odds = 0.055 / 0.945 * 2.718281828459045**0.5
    text = record.read_text()
    assert text.count("no: 0.055") == 1
    record.write_text(text.replace("no: 0.055", f"no: {odds / (1 + odds)!r}"))
    assert answer(run, "explain", *HAMA)["implied"] == pytest.approx(army["high"], abs=1e-9)
    assert "sensitivity" not in answer(run, "explain", *HAMA) or answer(run, "explain", *HAMA)["sensitivity"] is None


def test_what_is_implied_is_shown_with_its_range(book: Path, run: Run) -> None:
    assert "implied      32.2% (18–50%)" in run("show", *HAMA).out
    assert answer(run, "show", *HAMA)["implied_range"] == pytest.approx([0.1843, 0.5008], abs=5e-4)
    assert answer(run, "explain", *HAMA)["implied_range"] == answer(run, "show", *HAMA)["implied_range"]
    (row,) = answer(run, "status", *HAMA)["forecasts"]
    assert row["implied_range"] == answer(run, "show", *HAMA)["implied_range"]
    assert "from the likelihoods alone" in run("explain", "damascus-by-december", "--at", "2024-12-07").out
    assert answer(run, "show", "deepest-city", "--at", "2024-12-04")["implied_range"] is None


# ── what is said of a report ──


def test_the_other_forecasts_that_watch_a_sign_are_named(book: Path, run: Run) -> None:
    ran = run("evidence", "un-talks", "A venue", "-i", "talks-date", "--grade", "B1")
    assert "talks-date-announced is watched by un-talks-given-acceptance too: name them as well" in ran.err
    assert "is watched by" not in run("evidence", "un-talks", "No", "-i", "talks-date:none", "--grade", "B1").err


def test_an_anonymous_report_is_said_to_count_once(book: Path, run: Run) -> None:
    words = ("evidence", "un-talks", "-i", "talks-date")
    before = run(*words, "First post")
    assert "all such reports of a sign count as one: --grade, --p-accurate or --origin" in before.err
    moved = run(*words, "Second post").out
    assert "implied" in moved
    assert "→" not in moved.partition("un-talks:")[2].partition("\n")[0].replace("evidence 4 → 5", "")
    for more in (("--grade", "B2"), ("--origin", "a-post"), ("--p-accurate", "0.6")):
        assert "count as one" not in run(*words, f"Post {more[1]}", *more).err


def test_what_a_grade_leaves_of_a_ratio_is_said(book: Path, run: Run) -> None:
    ran = run("evidence", "un-talks", "Talks of talks", "--lr", "10", "--grade", "A1")
    assert "the ratio 10 counts as 8.32, since its grade leaves a doubt" in ran.err
    assert "counts as" not in run("evidence", "un-talks", "Other talks", "--lr", "10").err


def test_ratios_without_an_origin_are_said_to_count_together(book: Path, run: Run) -> None:
    assert "in one group" not in run("evidence", "un-talks", "One", "--lr", "3").err
    assert "one group with 1 other ratio that name no origin" in run("evidence", "un-talks", "Two", "--lr", "3").err
    assert "in one group" not in run("evidence", "un-talks", "Three", "--lr", "3", "--origin", "c").err


def test_the_first_rule_has_nothing_to_say_of_grades(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}weighing: classic\n")
    ran = run("evidence", "un-talks", "Post", "--lr", "10", "--grade", "A1")
    assert "counts as" not in ran.err


# ── what `check` names ──


def test_what_is_held_for_certain_on_both_sides_is_named_at_its_line(book: Path, run: Run) -> None:
    ledger = book / "syria-2024-12" / "ledger.jsonl"
    assert run("evidence", "un-talks", "Sure", "-i", "talks-date", "--p-accurate", "1").code == 0
    denial = dict(json.loads(ledger.read_text().splitlines()[-1]), id="zzzzzzzzzzzzz", summary="Sure not")
    denial.pop("prev")
    denial["indicators"] = {"talks-date-announced": "refutes"}
    ledger.write_text(f"{ledger.read_text()}{json.dumps(denial)}\n")
    problems = json.loads(run("check", "--json").out)["problems"]
    found = [one for one in problems if one["code"] == "certain-of-both"]
    assert [one["line"] for one in found] == [len(ledger.read_text().splitlines())]
    assert "nothing is implied for un-talks" in found[0]["message"]
    assert "zzzzzzzzzzzzz" in found[0]["hint"]
    assert run("status").code == 0
    explained = run("explain", "un-talks").out
    assert "rule out every outcome" in explained
    assert "a certain report and a certain denial contradict each other" in explained
    assert "nan" not in explained


def test_the_numbers_of_a_group_that_no_sign_is_in_are_named(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}groups: {{regime-colapse: {{correlation: 0.3}}}}\n")
    out = run("check").out
    assert "no group of the case's indicators is called 'regime-colapse' (did you mean regime-collapse?)" in out


def test_a_ratio_beside_indicators_is_named_and_does_not_count(book: Path, run: Run) -> None:
    ledger = book / "syria-2024-12" / "ledger.jsonl"
    run("evidence", "un-talks", "Odd", "-i", "talks-date:none", "--grade", "A1")
    implied = answer(run, "show", "un-talks")["implied"]
    *others, last = ledger.read_text().splitlines()
    entry = {**json.loads(last), "likelihood_ratio": 10.0}
    entry.pop("prev")
    ledger.write_text("\n".join([*others, json.dumps(entry)]) + "\n")
    assert answer(run, "show", "un-talks")["implied"] == implied
    problems = json.loads(run("check", "--json").out)["problems"]
    (found,) = [one for one in problems if one["code"] == "two-weights"]
    assert "the ratio does not count" in found["message"]


# ── after the close ──

CLOSED = """kind: binary
question: Is it out?
criteria: It is on the index.
opens_at: 2024-12-01
closes_at: 2024-12-08
prior: 0.4
"""


def test_what_is_taken_back_after_the_close_changes_nothing(book: Path, run: Run) -> None:
    (book / "work").mkdir()
    (book / "work" / "case.yaml").write_text("title: Work\n")
    (book / "work" / "ship.yaml").write_text(CLOSED)
    entry = answer(run, "evidence", "ship", "Out", "--lr", "5", "--known-at", "2024-12-05")["entries"][0]["id"]
    last = answer(run, "show", "work/ship")["implied"]
    assert last > 0.7
    ran = run("retract", entry, "--why", "Of another product")
    assert "work/ship: evidence 1 → 0, closed, last implied 76.9%" in ran.out
    assert answer(run, "show", "work/ship")["implied"] == last


def test_without_a_prior_range_and_a_sign_there_is_no_range(book: Path, run: Run) -> None:
    (book / "work").mkdir()
    (book / "work" / "case.yaml").write_text("title: Work\n")
    (book / "work" / "ship.yaml").write_text(CLOSED)
    assert answer(run, "show", "work/ship")["implied_range"] is None
    assert "implied      40.0% closed, last implied" in run("show", "work/ship").out


# ── what is wrong in case.yaml ──


@pytest.mark.alike
@pytest.mark.parametrize("line", ["weighing: {correlation: 2}", "summry: A slip", "weighing: {vigilanse: 0.5}"])
def test_without_the_rules_of_its_case_nothing_is_implied(book: Path, run: Run, line: str) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}{line}\n")
    assert {row["implied"] for row in answer(run, "status")["forecasts"]} == {None}
    for words in (("show", "un-talks"), ("explain", "un-talks")):
        assert "case.yaml, which says how evidence is weighed, cannot be read" in run(*words).out.replace(
            "\n", " "
        ).replace("             ", "")
    assert answer(run, "explain", "un-talks")["settings"] is None
    assert "implied" not in run("plot", "un-talks").out
    assert run("score", "--at", "2026-01-01").code == 0
    assert run("report", "-o", "r.html").code == 0
    assert run("evidence", "un-talks", "A venue", "-i", "talks-date", "--grade", "B1").code == 2
    assert run("evidence", "un-talks", "A venue", "--lr", "3").code == 0


def test_a_slip_in_the_rules_is_named_with_what_was_meant(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "case.yaml"
    text = case.read_text()
    for line, hint in (
        ("weighing: {vigilanse: 0.5}", "did you mean vigilance?"),
        ("groups: {ally-support: {correlation: 0.5, weight: 1}}", "known: correlation"),
        ("weighing: 3", "3 is not a rule: write `classic`"),
    ):
        case.write_text(f"{text}{line}\n")
        assert hint in run("check").out
