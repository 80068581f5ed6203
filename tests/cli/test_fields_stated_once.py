"""A field says beside its type where it is written, what it is called and whether scores depend on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

RECORD = """\
question: Will the bill pass?
kind: binary
opens_at: 2024-12-01
closes_at: 2024-12-31
judged_by: the clerk of the house
"""


def test_a_question_judged_elsewhere_needs_no_criteria_and_is_scored(book: Path, run: Run) -> None:
    (book / "syria-2024-12" / "bill.yaml").write_text(RECORD, encoding="utf-8")
    assert json.loads(run("status", "bill", "--json").out)["forecasts"][0]["state"] == "open"
    assert "the clerk of the house" in run("show", "bill").out
    codes = {one["code"] for one in json.loads(run("check", "--json").out)["problems"] if "bill.yaml" in one["path"]}
    assert "no-criteria" not in codes
    run("estimate", "bill", "80%", "--why", "x", "--known-at", "2024-12-02")
    run("resolve", "bill", "yes", "--known-at", "2024-12-09")
    (row,) = json.loads(run("score", "bill", "--json").out)["forecasts"]
    assert row["brier"] is not None


def test_a_question_judged_by_todo_is_a_draft(book: Path, run: Run) -> None:
    text = RECORD.replace("the clerk of the house", "TODO")
    (book / "syria-2024-12" / "bill.yaml").write_text(text, encoding="utf-8")
    assert json.loads(run("status", "bill", "--json").out)["forecasts"][0]["state"] == "draft"


def test_a_lesson_is_kept_with_the_resolution_and_shown(book: Path, run: Run) -> None:
    ran = run(
        "resolve", "unsc-resolution", "yes", "--known-at", "2024-12-09", "--lesson", "Draft texts leak early", "--sure",
        "--json",
    )  # fmt: skip
    if ran.code:  # the shipped case has an outcome already
        known = json.loads(run("history", "unsc-resolution", "--json").out)["entries"]
        earlier = next(one["id"] for one in known if one["kind"] == "resolution")
        run("retract", earlier, "--why", "to learn from it")
        ran = run(
            "resolve", "unsc-resolution", "yes", "--known-at", "2024-12-09", "--lesson", "Draft texts leak early",
            "--sure", "--json",
        )  # fmt: skip
    assert json.loads(ran.out)["entries"][0]["lesson"] == "Draft texts leak early"
    assert "lesson: Draft texts leak early" in run("show", "unsc-resolution").out
