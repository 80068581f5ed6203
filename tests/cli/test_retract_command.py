"""Taking entries back: nothing is deleted, and everything can be taken back once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run


def evidence(run: Run, summary: str = "Said") -> str:
    entry_id: str = json.loads(run("evidence", "unsc-resolution", summary, "--json").out)["entries"][0]["id"]
    return entry_id


def counted(run: Run) -> int:
    number: int = json.loads(run("status", "unsc-resolution", "--json").out)["forecasts"][0]["evidence"]
    return number


def test_a_retraction_takes_evidence_back_and_keeps_both_entries(book: Path, run: Run) -> None:
    before = counted(run)
    taken = evidence(run)
    ran = run("retract", taken[:7], "--why", "The report was withdrawn", "--json")
    written = json.loads(ran.out)
    assert written["entries"][0]["entry"] == taken
    assert written["changes"][0]["forecast"] == "syria-2024-12/unsc-resolution"
    assert counted(run) == before
    ledger = (book / "syria-2024-12" / "ledger.jsonl").read_text()
    assert ledger.count(taken) == 2
    shown = run("history", "unsc-resolution").out
    assert "(taken back)" in next(line for line in shown.splitlines() if line.startswith(taken))


def test_what_it_did_and_how_to_undo_it_is_said(book: Path, run: Run) -> None:
    taken = evidence(run)
    ran = run("retract", taken, "--why", "Wrong forecast")
    assert f"takes back {taken}" in ran.out
    assert "syria-2024-12/unsc-resolution" in ran.out
    assert "outlook retract" in ran.err


def test_a_retraction_can_itself_be_taken_back(book: Path, run: Run) -> None:
    taken = evidence(run)
    count = counted(run)
    first = json.loads(run("retract", taken, "--why", "Wrong", "--json").out)["entries"][0]["id"]
    assert counted(run) == count - 1
    assert run("retract", first, "--why", "It was right").code == 0
    assert counted(run) == count
    assert run("retract", taken, "--why", "Wrong after all").code == 0
    assert counted(run) == count - 1


def test_a_retracted_resolution_leaves_the_forecast_open(book: Path, run: Run) -> None:
    entry_id = json.loads(run("resolve", "unsc-resolution", "yes", "--json").out)["entries"][0]["id"]
    ran = run("retract", entry_id, "--why", "Misread")
    assert "resolved → open" in ran.out


def test_a_retraction_holds_from_the_moment_it_was_recorded_whatever_its_date(book: Path, run: Run) -> None:
    run("retract", "2hdqccl4", "--why", "Withdrawn", "--known-at", "2024-12-01")
    before = json.loads(run("show", "hama-by-december", "--at", "2024-12-10 09:29", "--json").out)["evidence"]
    after = json.loads(run("show", "hama-by-december", "--at", "2024-12-10 09:30", "--json").out)["evidence"]
    assert {entry["id"] for entry in before} - {entry["id"] for entry in after} == {"2hdqccl4"}


def test_retracting_twice_is_refused(book: Path, run: Run, refuses: Refuses) -> None:
    taken = evidence(run)
    first = json.loads(run("retract", taken, "--why", "Wrong", "--json").out)["entries"][0]["id"]
    refuses("retract", taken, "--why", "Wrong", saying=f"{taken} was retracted already, by {first} on 2024-12-10")


@pytest.mark.parametrize("text", ["zzzzzzzz", "", "../x", "b5inowppx", "\x1b[31m"])
def test_an_unknown_entry_is_refused(book: Path, refuses: Refuses, text: str) -> None:
    refuses("retract", text, "--why", "Wrong", saying=("no entry has the id", "`outlook history` lists them"))


def test_a_beginning_that_several_entries_share_is_refused_with_their_ids(
    book: Path, run: Run, refuses: Refuses
) -> None:
    entries = [entry["id"] for entry in json.loads(run("history", "--at", "2026-01-01", "--json").out)["entries"]]
    letter = next(name[0] for name in entries if sum(other[0] == name[0] for other in entries) > 1)
    first, *_ = sorted(name for name in entries if name[0] == letter)
    refuses("retract", letter, "--why", "Wrong", saying=(f"'{letter}' begins", first, "write more of it"))


def test_a_retraction_needs_its_reason(book: Path, refuses: Refuses) -> None:
    refuses("retract", "2hdqccl4", saying=("a retraction needs its reason", "--why"))


def test_what_is_taken_back_after_the_end_says_that_no_score_changes(book: Path, run: Run) -> None:
    """The close was on 1 November; the estimates are of October, and all is recorded now."""
    words = ("--criteria", "It is so", "--opens", "2024-10-01", "--closes", "2024-11-01")
    assert run("new", "work/rain", "--question", "Rain?", *words).code == 0
    said = run("estimate", "work/rain", "45%", "--why", "x", "--known-at", "2024-10-10", "--json").out
    saying = "recorded after its end on 2024-11-01, until which the estimate was in force: no score changes"
    for taken_back in (
        run("retract", json.loads(said)["entries"][0]["id"], "--why", "slip", "--dry-run"),
        run("estimate", "work/rain", "withdraw", "--why", "x", "--known-at", "2024-10-20", "--dry-run"),
    ):
        assert saying in " ".join(taken_back.out.split())
    assert saying not in " ".join(run("retract", evidence(run), "--why", "x").out.split())
