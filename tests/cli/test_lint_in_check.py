"""The lint as part of `outlook check`: an open question's faults, a draft's, and those that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

READY = "opens_at: 2024-12-01\ncloses_at: 2025-06-30\nkind: binary\ncriteria: As AFP reports.\n"


def write(book: Path, text: str) -> None:
    (book / "work").mkdir(exist_ok=True)
    (book / "work" / "case.yaml").write_text("title: Work\n")
    (book / "work" / "ship.yaml").write_text(text)


def test_a_question_that_can_never_be_wrong_fails_the_check(book: Path, run: Run) -> None:
    write(book, f"question: Will it eventually ship?\n{READY}")
    ran = run("check")
    assert ran.code == 1
    assert "work/ship.yaml:1:1: error: 'eventually' has no end: it can never be wrong" in ran.out
    assert "(name the day it closes, or say why not: `known: {open-end: because …}`)" in ran.out


def test_a_rule_of_thumb_is_a_warning(book: Path, run: Run) -> None:
    write(book, f"question: Will the unrest end by May 2025?\n{READY}")
    ran = run("check")
    assert ran.code == 0
    assert "warning: nothing says what counts as 'unrest'" in ran.out


def test_a_draft_is_reported_and_does_not_fail(book: Path, run: Run) -> None:
    write(book, "question: Will it eventually ship?\nkind: binary\n")
    ran = run("check")
    assert ran.code == 0
    for words in ("'eventually' has no end", "it never closes", "there are no criteria"):
        assert words in ran.out
    assert " error: " not in ran.out


def test_a_fault_with_a_reason_is_silent_and_a_reason_without_a_fault_is_not(book: Path, run: Run) -> None:
    write(book, f"question: Will it eventually ship?\n{READY}known:\n  open-end: The close says when.\n")
    assert (run("check").code, run("check").out) == (0, "")
    write(book, f"question: Will it ship?\n{READY}known:\n  open-end: The close says when.\n  opne-end: x\n")
    out = run("check").out
    assert "ship.yaml:7:3: warning: the question has no fault 'open-end' (remove the line" in out
    assert "'opne-end' is not a fault that the lint knows (did you mean open-end?)" in out
