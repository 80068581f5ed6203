"""What a killed command left behind is named with its age, and removed only when somebody agrees."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

CASE = "syria-2024-12"
# The commands' clock says 10 December 2024, 09:30.
THREE_HOURS_AGO = datetime(2024, 12, 10, 6, 30, tzinfo=UTC).timestamp()


@pytest.fixture
def left(book: Path) -> list[Path]:
    """A draft of a record and of a whole case, three hours old."""
    file = book / CASE / ".hama-by-december.yaml.0123abcd"
    file.write_text("kind: bin")
    folder = book / ".kestria.89abcdef"
    folder.mkdir()
    (folder / "report.txt").write_text("half")
    for path in (file, folder):
        os.utime(path, (THREE_HOURS_AGO, THREE_HOURS_AGO))
    return [file, folder]


def test_left_overs_are_named_with_their_age(book: Path, run: Run, left: list[Path]) -> None:
    ran = run("check")
    assert ran.code == 0, "a warning is no error"
    for path in left:
        line = next(line for line in ran.out.splitlines() if str(path.relative_to(book.parent)) in line)
        assert "warning: a command that was killed left this behind 3 h ago" in line
        assert "outlook check --clean" in line


def test_a_young_one_is_left_alone_for_a_command_may_be_at_work_on_it(book: Path, run: Run, left: list[Path]) -> None:
    now = datetime(2024, 12, 10, 9, 29, 30, tzinfo=UTC).timestamp()
    for path in left:
        os.utime(path, (now, now))
    assert "left this behind" not in run("check").out
    assert "nothing was left behind" in run("check", "--clean", "--yes").err
    assert all(path.exists() for path in left)


def test_without_a_terminal_nothing_is_removed_unless_that_is_agreed(book: Path, run: Run, left: list[Path]) -> None:
    ran = run("check", "--clean")
    assert ran.code == 2
    assert "add --yes" in ran.err
    assert all(path.exists() for path in left)
    ran = run("check", "--clean", "--yes")
    assert (ran.code, not any(path.exists() for path in left)) == (0, True)
    assert "2 left-overs removed" in ran.err


@pytest.mark.alike
@pytest.mark.parametrize(("typed", "are_gone"), [("y", True), ("", False), ("n", False)])
def test_on_a_terminal_it_asks(book: Path, left: list[Path], typed: str, are_gone: bool) -> None:
    terminal, theirs = pty.openpty()
    with subprocess.Popen(
        [Path(sys.executable).with_name("outlook"), "check", "--clean"], stdin=theirs, stdout=theirs, stderr=theirs
    ) as program:
        os.write(terminal, f"{typed}\n".encode())
        program.wait(30)
    os.close(theirs)
    os.close(terminal)
    assert [path.exists() for path in left] == [not are_gone] * 2


def test_what_only_looks_like_one_is_not_touched(book: Path, run: Run) -> None:
    others = [book / CASE / name for name in (".hidden.yaml", ".hama.yaml.swp", "notes.0123abcd", ".x.0123ABCD")]
    for path in others:
        path.write_text("mine")
        os.utime(path, (THREE_HOURS_AGO, THREE_HOURS_AGO))
    link = book / CASE / ".linked.yaml.0123abcd"
    link.symlink_to(book / CASE / "case.yaml")
    run("check", "--clean", "--yes")
    assert all(path.exists() for path in [*others, link])


# ── what git is told ──


@pytest.mark.parametrize(
    "text", ["", "* text=auto\n", "# ledger.jsonl merge=union\n", "ledger.jsonl merge=union\n*.jsonl -merge\n"]
)
def test_a_book_whose_attributes_do_not_merge_ledgers_by_union_is_pointed_out(book: Path, run: Run, text: str) -> None:
    (book / ".gitattributes").write_text(text)
    saying = "git is not set up to merge ledgers by union"
    assert saying in run("check").out
    assert saying in run("new", "personal/rain", "--question", "Will it rain?").err
    assert (book / ".gitattributes").read_text() == text, "it is a person's file"


@pytest.mark.parametrize(
    "text", ["ledger.jsonl merge=union\n", "*.jsonl text merge=union\n", "*/ledger.jsonl merge=union"]
)
def test_a_book_whose_attributes_say_so_in_their_own_way_is_fine(book: Path, run: Run, text: str) -> None:
    (book / ".gitattributes").write_text(text)
    assert "merge" not in run("check").out


def test_whoever_starts_a_book_tells_git(book: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    report = book / CASE / "report.txt"
    for number, command in enumerate(
        (
            ("new", "personal/rain", "--question", "Will it rain?"),
            ("extract", str(report), "--case", "kestria", "--accept", "1", "--as-of", "2024-12-01"),
        )
    ):
        monkeypatch.setenv("OUTLOOK_BOOK", f"book-{number}")
        assert run(*command).code == 0
        assert Path(f"book-{number}/.gitattributes").read_text() == "* -text\nledger.jsonl merge=union\n"
        assert Path(f"book-{number}/.gitignore").read_text() == "ledger.jsonl.lock\n"
