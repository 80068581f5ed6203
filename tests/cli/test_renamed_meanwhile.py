"""A forecast that another terminal renames while somebody is at work on it: the work goes to the record all the same."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from at_a_terminal import walk
from outlook.book.snoozes import snoozes
from outlook.cli.attending import within_of
from outlook.cli.reviewing import Reviewer
from outlook.cli.selecting import Wanted
from outlook.cli.waiting import Setting
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run
    from outlook.show.describe.blocks import Block

CASE = "syria-2024-12"
OLD, NEW = f"{CASE}/attacks-on-us-forces", f"{CASE}/us-attacked"
NOTE = "Rain is likely to fall by the end of March 2027. Rain is almost certain to fall by the end of March 2027.\n"
ENTER = "\n"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets $VISUAL to a real script, which finds the draft in "$1", and our own program by its name."""

    def set_to(script: str) -> None:
        program = tmp_path / "editor.sh"
        program.write_text(f"#!/bin/sh\nPATH={Path(sys.executable).parent}:$PATH\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(program))

    return set_to


@pytest.fixture
def wet(book: Path, run: Run) -> Path:
    (book.parent / "note.txt").write_text(NOTE)
    assert run("extract", "note.txt", "--case", "wet", "--as-of", "2026-11-25", "--accept", "1").code == 0
    return book / "wet"


def texts(page: tuple[Block, ...]) -> str:
    return " ".join(str(one) for one in page)


def test_a_review_goes_on_with_it_and_says_what_it_is_called(
    book: Path, run: Run, clock: Callable[..., None], editor: Callable[[str], None]
) -> None:
    desk = Reviewer(Setting(book, None, "never", within_of("14d"), every=True), Wanted([OLD]))
    run("rename", OLD, NEW)
    said = f"{OLD} is now called {NEW}"
    assert said in texts(desk.page(OLD))
    done = desk.estimate(OLD, "50 Talks", ())
    assert (said in done.said, NEW in texts(done.page)) == (True, True)
    assert NEW in texts(desk.confirm(OLD, ()).page)
    assert NEW in texts(desk.evidence(OLD, {"summary": "Shots were heard"}, again=False).page)
    assert NEW in texts(desk.snooze(OLD, "2d").page)
    assert [one.forecast for one in snoozes(book).snoozes] == [NEW]
    editor("echo '# mine' >> \"$1\"")
    desk.edit(OLD)
    assert (book / f"{NEW}.yaml").read_text().endswith("# mine\n")
    lines = (book / CASE / "ledger.jsonl").read_text().splitlines()[-4:]
    assert [json.loads(line)["kind"] for line in lines] == ["rename", "estimate", "estimate", "evidence"]


def test_an_edit_puts_its_text_under_the_new_name(book: Path, run: Run, editor: Callable[[str], None]) -> None:
    editor(f"""outlook rename {OLD} {NEW} --book {book} >&2; echo '# mine' >> "$1" """)
    ran = run("edit", OLD)
    assert (ran.code, f"{OLD} is now called {NEW}" in ran.err, f"{NEW}.yaml is written" in ran.out) == (0, True, True)
    assert (book / f"{NEW}.yaml").read_text().endswith("# mine\n")
    editor("echo '# kept' >> \"$1\"; exit 1")
    assert run("edit", NEW).code == 2
    run("rename", NEW, f"{CASE}/third")
    editor("echo '# more' >> \"$1\"")
    assert run("edit", "third", "--resume").code == 0
    assert (book / CASE / "third.yaml").read_text().endswith("# mine\n# kept\n# more\n")


def test_answers_go_to_the_draft_under_its_new_name(wet: Path, run: Run) -> None:
    code, seen = walk(
        ["new", "--from", "rain"], ENTER, ENTER, ENTER, "Reuters\n", "40%\n",
        before_the_last=lambda: run("rename", "wet/rain-fall", "downpour"),
    )  # fmt: skip
    assert code == 0, seen
    assert "wet/rain-fall is now called wet/downpour" in seen
    assert load((wet / "downpour.yaml").read_text())["sources"] == ["Reuters"]
    assert not (wet / "rain-fall.yaml").exists()


def test_answers_that_have_no_place_any_more_are_kept(wet: Path, run: Run, editor: Callable[[str], None]) -> None:
    record = wet / "rain-fall.yaml"
    code, seen = walk(
        ["new", "--from", "rain"], ENTER, ENTER, ENTER, "Reuters\n", "40%\n",
        before_the_last=lambda: record.write_text(record.read_text() + "# theirs\n"),
    )  # fmt: skip
    assert code == 2, seen
    assert "`outlook edit wet/rain-fall --resume` goes on with it" in " ".join(seen.split())
    assert record.read_text().endswith("# theirs\n")
    editor("true")
    assert run("edit", "wet/rain-fall", "--resume").code == 0
    assert load(record.read_text())["sources"] == ["Reuters"]


def test_a_link_follows_while_statements_are_picked(wet: Path, run: Run) -> None:
    code, seen = walk(
        ["extract", "wet/note", "--pick"], "l", "rain-fall\n",
        before_the_last=lambda: run("rename", "wet/rain-fall", "downpour"),
    )  # fmt: skip
    assert code == 0, seen
    assert "wet/rain-fall is now called wet/downpour" in seen
    assert len(load((wet / "downpour.yaml").read_text())["statements"]) == 2
