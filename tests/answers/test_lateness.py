"""Whoever states something after an outcome was recorded is told so, and all pages show the number that is scored."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

OPENED = datetime(2024, 12, 1, 9, tzinfo=UTC)
SAYS = "is late: it enters no score without --late"


@pytest.fixture
def later(clock: Callable[[datetime], None]) -> Callable[[int], None]:
    """Sets the clock to so many days after the opening."""
    return lambda days: clock(OPENED + timedelta(days=days))


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, later: Callable[[int], None]) -> Path:
    """A question on which two people have stated something."""
    monkeypatch.chdir(tmp_path)
    later(0)
    words = ("--question", "Shipped?", "--criteria", "YES if PyPI has it", "--closes", "2025-06-30")
    assert run("new", "demo/ship", *words).code == 0
    for days, (by, chance) in enumerate((("ann", "30%"), ("bob", "60%")), 1):
        later(days)
        assert run("estimate", "ship", chance, "-w", "early", "--by", by).code == 0
    return tmp_path


def in_words(text: str) -> str:
    return " ".join(text.split())


def test_an_estimate_after_the_outcome_was_recorded_is_called_late_at_once(
    asked: Path, run: Run, later: Callable[[int], None]
) -> None:
    later(20)
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    later(21)
    ran = run("estimate", "ship", "99%", "-w", "I said so", "--known-at", "2024-12-04", "--by", "bob", "--sure")
    assert "yes was recorded 21 Dec 2024 09:00 UTC by lead" in in_words(ran.out)
    assert f"so this estimate {SAYS}" in in_words(ran.out)


def test_an_outcome_that_was_taken_back_makes_estimates_late_and_both_commands_say_so(
    asked: Path, run: Run, later: Callable[[int], None]
) -> None:
    later(4)
    assert run("resolve", "ship", "yes", "--why", "slip", "--by", "cyd", "--sure").code == 0
    later(5)
    outcome = json.loads(run("history", "--json").out)["entries"][-1]["id"]
    ran = run("retract", outcome, "--why", "a slip", "--by", "cyd")
    assert f"and what is stated after that {SAYS}" in in_words(ran.out)
    later(8)
    ran = run("estimate", "ship", "20%", "-w", "more", "--by", "ann", "--json")
    assert [one["late"] for one in json.loads(ran.out)["changes"]] == [True]
    ran = run("estimate", "ship", "80%", "-w", "more", "--by", "bob")
    assert f"({outcome}, taken back 6 Dec 2024 09:00 UTC by cyd), so this estimate {SAYS}" in in_words(ran.out)


def test_an_estimate_in_time_is_not_called_late(asked: Path, run: Run, later: Callable[[int], None]) -> None:
    later(8)
    ran = run("estimate", "ship", "20%", "-w", "more", "--by", "ann")
    assert "late" not in ran.out
    assert "late" not in run("retract", json.loads(run("history", "--json").out)["entries"][-1]["id"], "--why", "x").out
    assert "late" not in run("resolve", "ship", "yes", "--sure").out


def test_all_pages_show_the_number_that_is_scored_and_mark_the_late_one(
    asked: Path, run: Run, later: Callable[[int], None]
) -> None:
    later(20)
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    later(21)
    assert run("estimate", "ship", "99%", "-w", "x", "--known-at", "2024-12-04", "--by", "bob", "--sure").code == 0
    (row,) = json.loads(run("status", "--json").out)["forecasts"]
    assert (row["stated"], row["stated_by"]) == (0.6, "bob")
    page = run("show", "ship").out
    assert "60.0% by bob, 3 Dec 2024" in in_words(page)
    assert "99.0% by bob · late: recorded after an outcome was" in in_words(page)
    said = json.loads(run("show", "ship", "--json").out)
    assert said["late"] == [one["id"] for one in said["estimates"] if one["stated"] == 0.99]
    assert "(late) 99.0%" in run("history").out
    assert run("report", "-o", "r.html").code == 0
    report = (asked / "r.html").read_text()
    assert "99.0%" not in report.replace("<strong>99.0%</strong> by bob · late", "")


def test_the_trend_of_a_resolved_forecast_has_no_late_estimate(
    asked: Path, run: Run, later: Callable[[int], None]
) -> None:
    later(20)
    assert run("resolve", "ship", "yes", "--by", "lead", "--sure").code == 0
    before = run("status").out
    later(21)
    assert run("estimate", "ship", "99%", "-w", "x", "--known-at", "2024-12-04", "--by", "bob", "--sure").code == 0
    assert trend(run("status").out) == trend(before)
    assert trend(run("status", "--late").out) != trend(before)


def trend(table: str) -> list[str]:
    return [letter for letter in table if letter in "▁▂▃▄▅▆▇█"]
