"""What fails once something is on the disk says that it is there, so that nobody enters it again."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from faults.forked import CLOSED, finished
from outlook import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run, Shell


pytestmark = [
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def _is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write under the name that the shipped book has, so that nothing is said of a newcomer."""
    monkeypatch.setenv("OUTLOOK_BY", "case-author")


CASE = "syria-2024-12"
SHIPPED = Path(__file__).parents[2] / "forecasts"
DEVICE = Path("/dev/full")
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk to write to")  # noqa: PTH110
BUFFERING = pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])

WRITING = {
    "evidence": "evidence unsc-resolution Said",
    "evidence-json": "evidence unsc-resolution Said --json",
    "estimate": "estimate personal/ship 20% --why x",
    "resolve": "resolve personal/ship yes",
    "retract": "retract 2hdqccl4 --why x",
}
FILES = {
    "new": ("new personal/walk --question Walked?", "forecasts/personal/walk.yaml"),
    "new-json": ("new personal/walk --question Walked? --json", "forecasts/personal/walk.yaml"),
    "report": ("report hama-by-december -o page.html", "page.html"),
    "report-json": ("report hama-by-december -o page.html --json", "page.html"),
    "edit": ("edit hama-by-december", f"forecasts/{CASE}/hama-by-december.yaml"),
    "extract": (
        f"extract forecasts/{CASE}/report.txt --case again --as-of 2024-12-02 --accept 4", "other/again"
    ),
}  # fmt: skip


@pytest.fixture
def book(book: Path, run: Run) -> Path:
    """The shipped book, in which all is resolved by now, and a question that is open until the end of the century."""
    window = ["--opens", "2024-01-01", "--closes", "2099-12-31", "--criteria", "As published"]
    assert run("new", "personal/ship", "--question", "Shipped?", *window).code == 0
    return book


def fresh_entries(book: Path) -> list[dict[str, Any]]:
    """What was written since: by case, then line."""
    shipped = (SHIPPED / CASE / "ledger.jsonl").read_text().splitlines()
    lines = [line for ledger in sorted(book.glob("*/ledger.jsonl")) for line in ledger.read_text().splitlines()]
    return [json.loads(line) for line in lines if line not in shipped]


def last_entry(book: Path) -> dict[str, Any]:
    return fresh_entries(book)[-1]


@pytest.mark.alike
@FULL
@BUFFERING
@pytest.mark.parametrize("command", WRITING.values(), ids=WRITING)
def test_an_entry_whose_output_failed_is_said_to_be_written(book: Path, command: str, unbuffered: str) -> None:
    ran = finished(command, out=DEVICE, environment={"PYTHONUNBUFFERED": unbuffered})
    entry = last_entry(book)
    assert ran.code == 3
    assert ran.err == f"outlook: entry {entry['id']} is written; only the output failed: the disk is full\n"
    assert len(fresh_entries(book)) == 1


@pytest.mark.alike
@FULL
@BUFFERING
def test_several_entries_are_all_named(book: Path, shell: Shell, unbuffered: str) -> None:
    """By the installed program in a shell, where the other tests of a full disk fork it."""
    ran = shell(
        "outlook evidence unsc-resolution personal/ship 'It bears on both' >/dev/full", PYTHONUNBUFFERED=unbuffered
    )
    other, entry = fresh_entries(book)
    assert ran.code == 3
    assert f"entries {entry['id']}, {other['id']} are written; only the output failed" in ran.err


@pytest.mark.alike
@FULL
@BUFFERING
@pytest.mark.parametrize(("command", "path"), FILES.values(), ids=FILES)
def test_a_file_whose_output_failed_is_said_to_be_written(book: Path, command: str, path: str, unbuffered: str) -> None:
    environment = {"EDITOR": 'sh -c \'echo "# mine" >> "$0"\'', "PYTHONUNBUFFERED": unbuffered}
    if "--case" in command:
        (book.parent / "other").mkdir()
        environment["OUTLOOK_BOOK"] = "other"
    ran = finished(command, out=DEVICE, environment=environment)
    assert (ran.code, ran.err.splitlines()[-1]) == (
        3,
        f"outlook: {path} is written; only the output failed: the disk is full",
    )
    assert ran.err.count("the disk is full") == 1
    assert (book.parent / path).exists()


def test_a_closed_standard_output_is_said_once_something_is_written(book: Path, quick_shell: Shell) -> None:
    ran = quick_shell("outlook evidence unsc-resolution Said >&-")
    saying = f"entry {last_entry(book)['id']} is written; only the output failed: standard output is closed"
    assert (ran.code, ran.err.splitlines()[-1]) == (3, f"outlook: {saying}")
    ran = quick_shell("outlook new personal/walk --question Walked? >&-")
    assert ran.code == 3
    assert "forecasts/personal/walk.yaml is written; only the output failed: standard output is closed" in ran.err


@pytest.mark.alike
@FULL
@pytest.mark.parametrize("closed", [False, True], ids=["full", "closed"])
@pytest.mark.parametrize("command", [*WRITING.values(), FILES["new"][0]], ids=[*WRITING, "new"])
def test_a_dry_run_never_claims_that_anything_is_written(
    book: Path, contents: Callable[[], dict[str, bytes]], command: str, closed: bool
) -> None:
    before = contents()
    ran = finished(f"{command} --dry-run", out=CLOSED if closed else DEVICE)
    assert ran.code == (0 if closed else 3)
    assert "is written" not in ran.err
    assert contents() == before


@FULL
def test_a_refused_write_claims_nothing(book: Path, quick_shell: Shell) -> None:
    ran = quick_shell(f"outlook new {CASE}/hama-by-december --question Again? >/dev/full")
    assert ran.code == 2
    assert "is written" not in ran.err


@FULL
def test_a_full_standard_error_takes_nothing_back(book: Path, quick_shell: Shell) -> None:
    """What a command says beside its answer may be lost; the entry and the answer are there."""
    ran = quick_shell("outlook evidence unsc-resolution Said 2>/dev/full")
    assert ran.code == 0
    assert last_entry(book)["id"] in ran.out
    assert (quick_shell("outlook evidence unsc-resolution Said --again >/dev/full 2>/dev/full").code) == 3
    assert quick_shell("outlook show nothing-of-the-kind 2>/dev/full").code == 2


def test_a_broken_pipe_stays_quiet(book: Path, quick_shell: Shell) -> None:
    # The reader is gone before anything is printed.
    ran = quick_shell("{ sleep 0.5; outlook evidence unsc-resolution Said; echo $? >code; } | true; cat code")
    assert (ran.out, ran.err) == ("141\n", "")
    assert last_entry(book)["summary"] == "Said"


class RaisesAtFlush(io.StringIO):
    """A standard output that fails late, with an error that has no number."""

    def flush(self) -> NoReturn:
        raise OSError("the far end went away")


def test_a_stream_that_raises_at_flush(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", RaisesAtFlush())
    monkeypatch.setattr(sys, "stderr", said)
    assert cli.run(["evidence", "unsc-resolution", "Said"]) == 3
    saying = f"entry {last_entry(book)['id']} is written; only the output failed: the far end went away"
    assert said.getvalue() == f"outlook: {saying}\n"


def test_a_bug_after_the_write_names_what_is_written(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError("no picture of it")

    monkeypatch.setattr("outlook.show.terminal.printed.show", fail)
    ran = run("evidence", "unsc-resolution", "Said")
    assert ran.code == 70
    assert ran.err.startswith(
        f"outlook: entry {last_entry(book)['id']} is written; after that: this is a bug in outlook"
    )


def test_an_interrupt_after_the_write_names_what_is_written(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("outlook.show.terminal.printed.show", press)
    ran = run("evidence", "unsc-resolution", "Said")
    assert (ran.code, ran.err) == (130, f"interrupted; entry {last_entry(book)['id']} is written\n")
    ran = run("evidence", "unsc-resolution", "Said again", "--dry-run")
    assert (ran.code, ran.err) == (130, "interrupted; nothing more was written\n")


def test_what_one_command_wrote_is_forgotten_by_the_next(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("evidence", "unsc-resolution", "Said").code == 0
    monkeypatch.setattr(sys, "stdout", RaisesAtFlush())
    monkeypatch.setattr(sys, "stderr", said := io.StringIO())
    assert cli.run(["evidence", "unsc-resolution", "Said", "--again", "--dry-run"]) == 3
    assert said.getvalue() == "outlook: the output: the far end went away\n"
