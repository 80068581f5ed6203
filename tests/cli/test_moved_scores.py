"""Who takes an outcome back, or enters another, hears whose scores moved, and what became of what depends on it."""

import json
from pathlib import Path

import pytest

from conftest import Run

RECORD = "question: Will it happen?\nkind: binary\ncriteria: YES if it does.\nprior: 0.4\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\n"
GIVEN = "given: {forecast: cable, outcome: yes}\n"


@pytest.fixture
def power(book: Path, run: Run) -> Path:
    """A condition, a forecast that is asked only if it comes about, both resolved, and two people's estimates."""
    case = book / "power"
    case.mkdir()
    (case / "case.yaml").write_text("title: Power\n")
    (case / "cable.yaml").write_text(RECORD)
    (case / "prices.yaml").write_text(RECORD + GIVEN)
    for by, chance in (("ann", "80%"), ("bob", "50%")):
        for name in ("cable", "prices"):
            words = ("estimate", f"power/{name}", chance, "so", "--by", by, "--known-at", "2024-12-03 10:00")
            assert run(*words).code == 0
    for name, known in (("cable", "2024-12-06 10:00"), ("prices", "2024-12-08 10:00")):
        assert run("resolve", f"power/{name}", "yes", "--known-at", known).code == 0
    return case


def outcome_of(case: Path, name: str) -> str:
    entries = map(json.loads, (case / "ledger.jsonl").read_text().splitlines())
    found = [one["id"] for one in entries if one["kind"] == "resolution" and one["forecast"] == name]
    return str(found[-1])


def test_a_condition_taken_back_and_resolved_otherwise_names_what_depends_on_it(power: Path, run: Run) -> None:
    first = run("retract", outcome_of(power, "cable"), "--why", "misread")
    assert "power/cable: resolved → open, Brier 0.040 → none of ann, 0.250 → none of bob\n" in first.out
    depending = "power/prices, which depends on it"
    assert f"{depending}: still resolved yes, Brier 0.040 → none of ann, 0.250 → none of bob\n" in first.out
    second = run("resolve", "power/cable", "no", "--known-at", "2024-12-06 10:00", "--sure")
    assert f"{depending}: resolved yes → annulled\n" in second.out


def test_taking_back_one_of_two_outcomes_says_whose_score_moved(power: Path, run: Run) -> None:
    ledger = power / "ledger.jsonl"
    told = [json.loads(line) for line in ledger.read_text().splitlines()]
    same = next(one for one in told if one["id"] == outcome_of(power, "cable"))
    later = {**same, "id": "aaaaaaaaaaaab", "by": "bob", "known_at": "2024-12-09T10:00:00Z"}
    ledger.write_text(ledger.read_text() + json.dumps(later) + "\n")
    seen = {"id": "aaaaaaaaaaaac", "by": "cem", "stated": 0.95, "known_at": "2024-12-07T10:00:00Z"}
    told.append({**told[0], **seen})
    ledger.write_text(ledger.read_text() + json.dumps(told[-1]) + "\n")
    ran = run("retract", same["id"], "--why", "another day")
    said = " ".join(ran.out.split())
    assert "power/cable: still resolved yes, by another entry, Brier" in said
    assert "none → 0." in said.partition("of cem")[0]
