"""`check` names a line that says it was recorded before the line that it follows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

    Clock = Callable[[datetime], None]


def november(day: int) -> datetime:
    return datetime(2024, 11, day, 9, tzinfo=UTC)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, clock: Clock) -> Path:
    monkeypatch.chdir(tmp_path)
    clock(november(1))
    words = ("--question", "Shipped by June?", "--criteria", "YES if PyPI has it", "--closes", "2025-06-30")
    assert run("new", "demo/ship", *words).code == 0
    assert run("estimate", "ship", "30%", "-w", "early", "--by", "petra").code == 0
    return tmp_path


def found(run: Run) -> list[dict[str, Any]]:
    return [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "out-of-order"]


def entries(run: Run) -> list[dict[str, Any]]:
    """What the history has, at the moment of the clock."""
    return list(json.loads(run("history", "--at", "2024-12-01", "--json").out)["entries"])


def newest(run: Run) -> str:
    return str(max(entries(run), key=lambda one: one["recorded_at"])["id"])


def test_an_estimate_of_a_clock_that_was_set_back_is_named_with_the_outcome_that_it_follows(
    asked: Path, run: Run, clock: Clock
) -> None:
    clock(november(21))
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    outcome = newest(run)
    clock(november(4))
    assert run("estimate", "ship", "98%", "-w", "x", "--by", "petra", "--sure").code == 0
    clock(november(22))
    (problem,) = found(run)
    assert problem["severity"] == "warning"
    assert "of petra says that it was recorded at 2024-11-04T09:00:00Z, and it follows" in problem["message"]
    assert f"{outcome} of lead, recorded at 2024-11-21T09:00:00Z: one of the two clocks was wrong" in problem["message"]
    assert f"it follows the outcome {outcome} of lead, and counts as made before it" in problem["message"]


@pytest.mark.parametrize("command", ["score", "panel"])
def test_the_pages_of_scores_name_an_estimate_that_follows_its_outcome(
    asked: Path, run: Run, clock: Clock, command: str
) -> None:
    """Its clock alone says that it was made in time, and it is scored: whoever reads the score must know."""
    clock(november(21))
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    clock(november(22))
    assert "follows the outcome" not in run(command).err
    clock(november(4))
    assert run("estimate", "ship", "98%", "-w", "x", "--by", "petra", "--sure").code == 0
    late = next(one["id"] for one in entries(run) if one["recorded_at"].startswith("2024-11-04"))
    clock(november(22))
    assert (
        f"follows the outcome in the ledger of demo and only its clock says otherwise: {late} of petra on ship ("
        in (" ".join(run(command).err.split()))
    )
    words = ("--question", "Sold by June?", "--criteria", "YES if it is", "--closes", "2025-06-30")
    assert run("new", "demo/sale", *words).code == 0
    assert run("estimate", "sale", "30%", "-w", "x", "--by", "petra").code == 0
    assert run("resolve", "sale", "yes", "--by", "lead", "--sure").code == 0
    assert "follows the outcome" not in run(command, "sale").err, "it is on no page about another question"


def test_whoever_writes_with_a_slow_clock_is_told_what_that_does(asked: Path, run: Run, clock: Clock) -> None:
    clock(november(21))
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    clock(november(4))
    told = " ".join(run("estimate", "ship", "98%", "-w", "x", "--by", "petra").err.split())
    assert "was recorded at 2024-11-21T09:00:00Z: check the clock; what is written counts as made before that" in told


def test_lines_in_order_are_no_problem_nor_is_what_follows_one_that_was_taken_back(
    asked: Path, run: Run, clock: Clock
) -> None:
    clock(november(10))
    assert run("estimate", "ship", "40%", "-w", "fast clock", "--by", "omar").code == 0
    wrong = newest(run)
    clock(november(6))
    assert run("estimate", "ship", "35%", "-w", "right clock", "--by", "lena").code == 0
    (problem,) = found(run)
    assert "of lena" in problem["message"]
    assert "the outcome" not in problem["message"]
    assert run("retract", wrong, "--why", "a fast clock", "--by", "omar").code == 0
    assert found(run) == []
    clock(november(20))
    assert run("estimate", "ship", "45%", "-w", "later", "--by", "lena").code == 0
    assert found(run) == []
