"""A clock that is wrong, here or at a colleague's, is named; what it hides is not just missing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import pytest

from outlook.book import future

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"
NOW = datetime(2024, 12, 10, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 1, 5, 12, tzinfo=UTC)
CLOCK = "10 Dec 2024 09:30 UTC"


class Enter(Protocol):
    def __call__(self, entry_id: str, known_at: datetime, recorded_at: datetime, case: str = CASE) -> int: ...


@pytest.fixture(autouse=True)
def _is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write under the name that the shipped book has, so that nothing is said of a newcomer."""
    monkeypatch.setenv("OUTLOOK_BY", "case-author")


@pytest.fixture
def enter(book: Path) -> Enter:
    """Put a report into a ledger as a colleague's copy would bring it; its line."""

    def append(entry_id: str, known_at: datetime, recorded_at: datetime, case: str = CASE) -> int:
        entry = {
            "id": entry_id, "kind": "evidence", "known_at": known_at.isoformat(), "recorded_at": recorded_at.isoformat(),
            "by": "bob", "summary": "From elsewhere", "forecasts": ["unsc-resolution" if case == CASE else "ship"],
        }  # fmt: skip
        with (book / case / "ledger.jsonl").open("a") as file:
            file.write(json.dumps(entry) + "\n")
        return len((book / case / "ledger.jsonl").read_text().splitlines())

    return append


@pytest.mark.parametrize("command", [["status"], ["status", "--json"], ["status", "--csv"], []], ids=" ".join)
def test_status_names_what_it_does_not_count_yet(book: Path, run: Run, enter: Enter, command: list[str]) -> None:
    enter("aaaaaaaa", LATER, LATER)
    enter("bbbbbbbb", LATER + timedelta(days=1), LATER + timedelta(days=1))
    ran = run(*command)
    assert ran.code == 0
    assert ran.err == (
        f"from the future by this machine's clock, which says {CLOCK}: 2 entries of {CASE} (not counted until "
        f"6 Jan 2025 12:00 UTC). Check the clock, here and where they were written; what a wrong one wrote, retract and "
        f"enter again\n"
    )


def test_status_names_every_case_on_one_line(book: Path, run: Run, enter: Enter) -> None:
    assert run("new", "personal/ship", "--question", "Shipped?").code == 0
    enter("aaaaaaaa", LATER, LATER, "personal")
    enter("bbbbbbbb", LATER, LATER)
    enter("cccccccc", NOW - timedelta(days=1), LATER)
    err = run("status").err
    assert err.count("\n") == 1
    assert (
        f"1 entry of personal (not counted until 5 Jan 2025 12:00 UTC), 2 entries of {CASE} (1 of them not counted until "
        f"5 Jan 2025 12:00 UTC)"
    ) in err


def test_what_was_only_recorded_in_the_future_counts_and_is_named(book: Path, run: Run, enter: Enter) -> None:
    enter("aaaaaaaa", NOW - timedelta(days=1), LATER)
    assert f"1 entry of {CASE} (counted)." in run("status").err


def test_a_moment_after_it_counts_it(book: Path, run: Run, enter: Enter) -> None:
    enter("aaaaaaaa", LATER, LATER)
    assert f"1 entry of {CASE} (counted)." in run("status", "--at", "2025-02-01").err


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=3), timedelta(days=-1)], ids=str)
def test_clocks_that_differ_by_little_are_no_news(book: Path, run: Run, enter: Enter, late: timedelta) -> None:
    enter("aaaaaaaa", NOW + late, NOW + late)
    assert run("status").err == ""
    assert run("check").err == ""
    assert "clock" not in run("evidence", "unsc-resolution", "Said").err


def test_check_warns_at_the_line(book: Path, run: Run, enter: Enter) -> None:
    known = enter("aaaaaaaa", LATER, LATER)
    recorded = enter("bbbbbbbb", NOW - timedelta(days=1), LATER)
    ran = run("check")
    path, hint = f"forecasts/{CASE}/ledger.jsonl", future.WHAT_TO_DO
    after = "2025-01-05T12:00:00Z, which is after this machine's clock (2024-12-10T09:30:00Z)"
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"{path}:{known}:1: warning: aaaaaaaa is known at {after}: it is not counted until then ({hint})",
        f"{path}:{recorded}:1: warning: bbbbbbbb was recorded at {after} ({hint})",
    ]
    problems = json.loads(run("check", "--json").out)["problems"]
    assert [(one["code"], one["severity"], one["line"]) for one in problems] == [
        ("from-the-future", "warning", known),
        ("from-the-future", "warning", recorded),
    ]


WRITING = [
    ["evidence", "unsc-resolution", "Said"], ["estimate", "unsc-resolution", "20%", "--why", "x"],
    ["resolve", "unsc-resolution", "yes", "--sure"], ["retract", "2hdqccl4", "--why", "x"],
]  # fmt: skip


@pytest.mark.parametrize("flags", [[], ["--dry-run"], ["--json"]], ids=["written", "dry run", "json"])
@pytest.mark.parametrize("command", WRITING, ids=lambda words: words[0])
def test_whoever_writes_hears_that_the_clock_may_be_wrong(
    book: Path, run: Run, enter: Enter, command: list[str], flags: list[str]
) -> None:
    enter("aaaaaaaa", NOW - timedelta(days=1), LATER - timedelta(days=1))
    enter("bbbbbbbb", NOW - timedelta(days=1), LATER)
    ran = run(*command, *flags)
    assert ran.code == 0
    assert ran.err.splitlines()[0] == (
        "this machine's clock says 2024-12-10T09:30:00Z, but entry bbbbbbbb was recorded at 2025-01-05T12:00:00Z: "
        "check the clock; what is written counts as made before that"
    )
    assert ran.err.count("this machine's clock") == 1


@pytest.mark.parametrize("command", [("resolve", "unsc-resolution", "yes"), ("resolve", "-")])
def test_an_outcome_by_a_clock_that_is_far_behind_is_asked_about(
    book: Path, run: Run, enter: Enter, refuses: Refuses, command: tuple[str, ...]
) -> None:
    stdin = "unsc-resolution\tyes\n"
    enter("aaaaaaaa", NOW - timedelta(days=1), LATER)
    refuses(
        *command,
        stdin=stdin,
        saying=(
            f"{CASE}/unsc-resolution: this machine's clock says 2024-12-10T09:30:00Z",
            "and entry aaaaaaaa was recorded at 2025-01-05T12:00:00Z",
            "add --sure if it is meant",
        ),
    )
    assert run(*command, "--sure", stdin=stdin).code == 0


def test_an_outcome_by_a_clock_that_is_some_minutes_behind_is_not_asked_about(
    book: Path, run: Run, enter: Enter
) -> None:
    enter("aaaaaaaa", NOW - timedelta(days=1), NOW + timedelta(minutes=59))
    ran = run("resolve", "unsc-resolution", "yes")
    assert (ran.code, "check the clock" in ran.err) == (0, True)


def test_what_a_wrong_clock_wrote_is_no_news_once_it_is_taken_back(book: Path, run: Run, enter: Enter) -> None:
    enter("aaaaaaaa", LATER, LATER)
    assert "from the future" in run("status").err
    assert run("retract", "aaaaaaaa", "--why", "a fast clock").code == 0
    assert run("status").err == ""
    assert "from-the-future" not in run("check", "--json").out
    assert "clock" not in run("evidence", "unsc-resolution", "Said").err


def test_another_cases_ledger_is_no_reason(book: Path, run: Run, enter: Enter) -> None:
    assert run("new", "personal/ship", "--question", "Shipped?").code == 0
    enter("aaaaaaaa", LATER, LATER, "personal")
    assert "clock" not in run("evidence", "unsc-resolution", "Said").err


def test_a_clock_that_is_put_right_says_nothing(
    book: Path, run: Run, enter: Enter, clock: Callable[[datetime], None]
) -> None:
    enter("aaaaaaaa", LATER, LATER)
    clock(LATER)
    assert run("status").err == ""
    assert "from-the-future" not in run("check", "--json").out
