"""Start-up stays quick because what is heavy is loaded only by the command that needs it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from thorough import each

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("pydantic", "rich", "yaml", "tinydb", "filelock", "textual")
PROGRAM = f"""
import sys
from outlook.cli import run
try:
    run(sys.argv[1:])
finally:
    print("loaded", *set(sys.modules) & set({HEAVY!r}), file=sys.stderr)
"""


def loaded(*arguments: str, **environment: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], env={**os.environ, **environment}, capture_output=True, check=True
    )
    assert done.stdout
    return set(done.stderr.decode().splitlines()[-1].split()[1:])


@pytest.mark.alike
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["status", "--help"], ["evidence", "--help"], ["new", "--help"], ["review", "--help"]],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) == set()


@pytest.mark.parametrize("line", ["outlook st", "outlook show ham", "outlook status "])
def test_completion_loads_nothing_heavy(book: Path, line: str) -> None:
    cursor = str(line.count(" "))
    assert loaded(_OUTLOOK_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=cursor) == set()


@pytest.mark.alike
@pytest.mark.parametrize(
    "arguments",
    [["status"], ["show", "hama-by-december"], ["history"], ["score"]],
    ids=lambda arguments: arguments[0],
)
def test_what_goes_into_a_pipe_needs_no_rich(book: Path, arguments: list[str]) -> None:
    for number in each(2):
        assert "rich" not in loaded(*arguments, *["--json"][:number])


@pytest.mark.alike
@pytest.mark.parametrize("form", ["--text", "--json", "--csv"])
def test_what_a_document_says_needs_no_records(book: Path, form: str) -> None:
    assert loaded("extract", str(book / "syria-2024-12" / "report.txt"), form) == set()


def test_colour_is_what_loads_rich(book: Path) -> None:
    assert "rich" in loaded("status", "--color", "always")


READERS = (
    "answers.change", "answers.chart", "answers.due", "answers.explained", "answers.history", "answers.page",
    "answers.score", "answers.standing", "belief.timeline", "evidence.weigh", "scoring.scorecard",
    "show.data.payload", "show.describe.due", "show.describe.forecast", "show.describe.ledger", "show.describe.status",
)  # fmt: skip


def test_what_reads_and_shows_a_book_needs_neither_pydantic_nor_yaml() -> None:
    """Text is checked where it enters: whoever has a book's contents already need not load what checks them."""
    lines = "\n".join(f"import outlook.{name}" for name in READERS)
    program = f"import sys\n{lines}\nprint(*set(sys.modules) & set({HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == []
