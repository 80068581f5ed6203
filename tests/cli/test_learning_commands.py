"""What resolved forecasts teach, as it is shown: verdicts on signs and sources, lessons, weight, recalibration, words."""

from __future__ import annotations

import json
from math import log2
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LATE = ("--at", "2026-01-01")
CASE = """title: Work
indicators:
  - {id: tested, text: It is tested}
  - {id: delayed, text: It is delayed}
"""
RECORD = """kind: binary
question: Is it out by June?
criteria: It is on the index.
opens_at: 2024-12-01
closes_at: 2025-06-30
prior: 0.4
tags: [release]
indicators:
  - {id: tested, likelihood: {yes: 0.9, no: 0.3}}
  - {id: delayed, likelihood: {yes: 0.3, no: 0.8}}
"""


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run(*words, "--json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture
def work(book: Path, run: Run) -> Path:
    (book / "work").mkdir()
    (book / "work" / "case.yaml").write_text(CASE)
    for name in ("ship", "dock"):
        (book / "work" / f"{name}.yaml").write_text(RECORD)
    for sign, source in (("tested", "CI"), ("delayed", "Rumour")):
        ran = run("evidence", "work/ship", f"It is {sign}", "-i", sign, "--grade", "B2", "--source", source,
                  "--known-at", "2024-12-05")  # fmt: skip
        assert ran.code == 0, ran
    return book / "work"


def test_resolving_shows_what_pointed_the_wrong_way_in_bits(work: Path, run: Run) -> None:
    before = answer(run, "show", "work/ship")["implied"]
    ran = run("resolve", "work/ship", "yes", "--why", "Out")
    assert "pointed to what happened, bits at the end: tested +" in ran.out
    assert "pointed away from it, bits at the end: delayed -" in ran.out
    assert "sources in bits as they came in, above 0 to what happened: CI +" in ran.out
    assert 'what you learn from it can be kept with the outcome: --lesson "…"' in ran.err
    found = answer(run, "show", "work/ship")["postmortem"]
    assert found["signs"]["tested"] > 0 > found["signs"]["delayed"]
    record = work / "ship.yaml"
    record.write_text(RECORD.replace("  - {id: tested, likelihood: {yes: 0.9, no: 0.3}}\n", ""))
    without = answer(run, "show", "work/ship")["implied"]
    assert found["signs"]["tested"] == pytest.approx(log2(before / without), abs=1e-6)


def test_a_dry_run_shows_it_too_and_an_annulled_one_has_none(work: Path, run: Run) -> None:
    assert (
        "pointed away from it, bits at the end: tested" in run("resolve", "work/ship", "no", "--sure", "--dry-run").out
    )
    assert answer(run, "show", "work/ship")["postmortem"] is None
    ran = run("resolve", "work/ship", "annulled", "--why", "Nobody counted")
    assert "pointed" not in ran.out
    assert answer(run, "show", "work/ship")["postmortem"] is None


def test_a_lesson_is_shown_where_a_tag_or_a_sign_is_shared(work: Path, run: Run) -> None:
    lesson = "Rumours of delay are cheap [bold]\x1b[31m"
    assert run("resolve", "work/ship", "yes", "--lesson", "Rumours of delay are cheap").code == 0
    page = run("show", "work/dock")
    assert "Lessons of forecasts like this (1)" in page.out
    assert "Rumours of delay are cheap" in page.out
    (found,) = answer(run, "show", "work/dock")["lessons"]
    assert (found["id"], found["tags"], found["indicators"]) == ("work/ship", ["release"], ["tested", "delayed"])
    assert answer(run, "show", "work/ship")["lessons"] == []
    assert answer(run, "show", "un-talks")["lessons"] == []
    new = run("new", "other/thing", "--question", "Out?", "--tag", "release")
    assert "a lesson of work/ship, which shares release: Rumours of delay are cheap" in new.err
    assert "a lesson of" not in run("new", "other/more", "--question", "Out?", "--tag", "weather").err
    assert lesson not in page.out


def test_a_lesson_that_was_taken_back_is_gone(work: Path, run: Run) -> None:
    (entry,) = answer(run, "resolve", "work/ship", "yes", "--lesson", "Wrong")["entries"]
    assert run("retract", entry["id"], "--why", "Too early").code == 0
    assert answer(run, "show", "work/dock")["lessons"] == []


def test_a_hostile_lesson_writes_nothing_to_the_screen_but_text(work: Path, run: Run) -> None:
    ledger = work / "ledger.jsonl"
    run("resolve", "work/ship", "yes", "--lesson", "plain")
    ledger.write_text(ledger.read_text().replace('"plain"', '"\\u001b[31mred[/] <b>bold</b>"'))
    for words in (("show", "work/dock"), ("new", "other/thing", "--question", "Out?", "--tag", "release")):
        ran = run(*words)
        assert "\x1b" not in ran.out + ran.err
    assert "<b>bold</b>" not in run("report", "work", "-o", "-").out


# ── weight, recalibration, words ──


def test_the_weight_of_evidence_is_shown_and_not_applied(book: Path, run: Run) -> None:
    found = answer(run, "score", *LATE)["weight_of_evidence"]
    assert (found["n"], found["offered"]) == (18, False)
    assert 0 < found["weight"] < 10
    out = run("score", *LATE).out
    assert f"κ = {found['weight']:.2f} fits best, from 18 resolved forecasts that signs moved" in out
    assert "Under 30 that is shown only." in out
    assert "weight:" not in out


def test_too_few_forecasts_teach_no_weight_and_a_book_without_signs_is_not_asked(work: Path, run: Run) -> None:
    run("resolve", "work/ship", "yes")
    assert "Weight of evidence: not enough to learn from, 1 resolved forecast that signs moved of at least 10." in (
        run("score", "work").out
    )
    assert answer(run, "score", "work")["weight_of_evidence"] == {
        "n": 1,
        "weight": None,
        "gain": None,
        "offered": False,
    }
    run("new", "plain/one", "--question", "?", "--criteria", "c", "--closes", "2025-01-01", "--prior", "0.5")
    assert answer(run, "score", "plain")["weight_of_evidence"] is None


def test_the_weight_that_a_case_has_is_what_is_judged(book: Path, run: Run) -> None:
    before = answer(run, "score", *LATE)["weight_of_evidence"]
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}weighing: {{weight: {before['weight']!r}}}\n")
    after = answer(run, "score", *LATE)["weight_of_evidence"]
    assert after["weight"] == pytest.approx(before["weight"], abs=1e-6)
    assert after["gain"] < before["gain"]


def test_what_probabilities_have_been_worth_is_shown_by_forecaster(book: Path, run: Run) -> None:
    (found,) = answer(run, "calibration", *LATE)["recalibration"]
    assert (found["by"], found["n"], found["certain"]) == ("case-author", 19, 0)
    out = run("calibration", *LATE).out
    assert "What stated probabilities have been worth" in out
    assert f"{found['gain']:+.3f}" in out
    assert answer(run, "calibration", *LATE, "--take", "prior")["recalibration"] == []
    few = run("calibration", "hama", *LATE)
    assert "not enough, under 10" in few.out


def test_a_word_that_promises_no_number_has_no_worth(book: Path, run: Run) -> None:
    groups = {one["group"]: one for one in answer(run, "score", "--by", "hedge", *LATE)["groups"]}
    assert (groups["may"]["worth"], groups["may"]["gain"]) == (None, None)
    out = run("score", "--by", "hedge", *LATE).out
    assert "WORTH is what the word has been worth" in out
    assert "WORTH" not in run("score", "--by", "document", *LATE).out
