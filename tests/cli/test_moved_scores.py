"""Who takes an outcome back, or enters another, hears whose scores moved, and what became of what depends on it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import NOW, Run

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


def test_a_resolution_at_noon_says_which_estimates_of_the_day_do_not_count(power: Path, run: Run) -> None:
    (power / "frost.yaml").write_text(RECORD)
    assert run("estimate", "power/frost", "60%", "so", "--known-at", "2024-12-09 15:00").code == 0
    ran = run("resolve", "power/frost", "yes", "--known-at", "2024-12-09")
    said = " ".join(ran.out.split())
    assert "1 estimate of that day is not known before 9 Dec 2024 12:00 UTC, and does not count" in said
    assert '--known-at "2024-12-09 HH:MM"' in said


def test_a_report_entered_after_the_outcome_is_said_to_be_so_and_marked(
    power: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(NOW + timedelta(hours=1))
    words = ("evidence", "power/cable", "It was spliced", "--for", "strong", "--known-at")
    ran = run(*words, "2024-12-05")
    assert "power/cable: entered after its outcome was, " in ran.out
    assert "It was spliced · entered after the outcome was" in " ".join(run("show", "power/cable").out.split())
    assert "entered after its outcome was" not in run(*words, "2024-12-09", "--again").out


def test_an_estimate_before_the_opening_is_said_to_count_for_nothing(power: Path, run: Run) -> None:
    (power / "frost.yaml").write_text(RECORD)
    ran = run("estimate", "power/frost", "60%", "so", "--known-at", "2024-11-20")
    assert "power/frost: it lies before the opening on 1 Dec 2024" in " ".join(ran.out.split())


def test_going_further_back_names_the_retraction_that_came_before(power: Path, run: Run) -> None:
    taken = outcome_of(power, "cable")
    back = json.loads(run("retract", taken, "--why", "misread", "--json").out)["entries"][0]["id"]
    assert run("resolve", "power/cable", "no", "--sure").code == 0
    assert run("undo").code == 0
    assert f'to go further back, outlook retract {back} --why "…"' in run("undo", "--dry-run").err


def test_taking_back_somebody_elses_entry_is_said(power: Path, run: Run) -> None:
    entries = map(json.loads, (power / "ledger.jsonl").read_text().splitlines())
    of_ann = next(one["id"] for one in entries if one["by"] == "ann")
    ran = run("retract", of_ann, "--why", "wrong", "--dry-run")
    assert f"estimate {of_ann} is ann's, and alice takes it back" in ran.err
    assert "takes it back" not in run("retract", of_ann, "--why", "wrong", "--by", "ann", "--dry-run").err


def test_a_name_is_composed_and_one_that_is_nearly_known_is_said(power: Path, run: Run) -> None:
    words = ("estimate", "power/cable", "60%", "so", "--known-at", "2024-12-04", "--json", "--by")
    first = json.loads(run(*words, " Toma\u0301s ").out)["entries"][0]
    assert first["by"] == "Tom\u00e1s"
    assert "is new here" not in run(*words, "Toma\u0301s").err
    said = run(*words, "tom\u00e1s").err
    assert "tom\u00e1s is new here, and another forecaster than Tom\u00e1s: give --by" in said


def test_a_batch_of_late_outcomes_is_summed_up(power: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    clock(NOW + timedelta(hours=1))
    names = [f"frost-{number}" for number in range(5)]
    for name in names:
        (power / f"{name}.yaml").write_text(RECORD)
    assert run("resolve", "-", stdin="".join(f"power/{name}\tyes\n" for name in names)).code == 0
    said = " ".join(run("undo").out.split())
    assert said.count("and what is stated after that is late") == 1
    assert "likewise of 4 more: `outlook history` has their outcomes" in said
