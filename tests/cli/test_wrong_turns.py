"""What somebody types who is nearly right, or comes between two steps: a sentence that leads on, and nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from faults import program

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"
CONFLICT = "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> 9994397\n"


@pytest.mark.parametrize("words", [("estimate", "unsc", "40%"), ("set", "unsc", "title=x"), ("show", "unsc")])
def test_a_record_that_cannot_be_read_is_named_where_its_id_is_typed(
    book: Path, refuses: Refuses, *, words: tuple[str, ...]
) -> None:
    record = book / CASE / "unsc-resolution.yaml"
    record.write_text(CONFLICT + record.read_text("utf-8"), "utf-8")
    saying = ("unsc-resolution.yaml cannot be read: a merge conflict of git is not settled", "`outlook edit ")
    refuses(*words, saying=saying)


@pytest.mark.parametrize("longer", ["", "<"])
def test_a_conflict_of_git_is_told_apart_from_other_faults(book: Path, run: Run, longer: str) -> None:
    """Where both sides renamed a file and changed it, the marks have eight letters."""
    record = book / CASE / "unsc-resolution.yaml"
    record.write_text(f"# mine\n{longer}{CONFLICT}", "utf-8")
    assert f"{record.relative_to(book.parent)}:2:1: error: a merge conflict of git is not settled" in run("check").out


def rows(page: str) -> list[str]:
    lines = page.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("FORECAST"))
    return [line.split()[0] for line in lines[start + 1 : lines.index("", start)]]


def test_the_first_so_many_are_those_of_the_table(book: Path, run: Run) -> None:
    when = ("--at", "2024-12-06")
    table = rows(run("status", *when).out)[:5]
    few = run("status", "-n", "5", *when)
    assert rows(few.out) == table
    assert "the first 5 of 27 forecasts" in few.err
    ids = {one["id"] for one in json.loads(run("status", "-n", "5", *when, "--json").out)["forecasts"]}
    assert ids == {f"{CASE}/{name}" for name in table}


def test_a_bare_number_counts_days_wherever_a_length_is_wanted(book: Path, run: Run) -> None:
    when = ("--at", "2024-12-06", "--json")
    assert run("status", "--closing", "14", *when).out == run("status", "--closing", "14d", *when).out


def test_what_undo_leaves_of_a_question_that_was_added_is_said(book: Path, run: Run) -> None:
    assert run("add", "Will it rain?", "40%", "30 June 2027").code == 0
    ran = run("undo")
    assert "the question itself is no entry, and stays: delete forecasts/inbox/will-it-rain.yaml" in ran.err


def test_records_and_ledgers_are_no_place_for_a_page(book: Path, refuses: Refuses) -> None:
    for name in ("ledger.jsonl", "unsc-resolution.yaml", "case.yaml", "report.txt"):
        place = f"forecasts/{CASE}/{name}"
        saying = f"{place} is a part of the case {CASE} and is never replaced"
        refuses("export", "csv", "-o", place, "--force", saying=saying)
        refuses("report", "-o", place, "--force", saying=saying)


def test_a_draft_that_asks_what_is_asked_already_is_pointed_out(book: Path, run: Run) -> None:
    report = book.parent / "week.txt"
    report.write_text("The port of Sel is likely to reopen by 20 December 2024.\n")
    case = ("--case", "sel", "--accept", "all", "--as-of")
    assert run("extract", "week.txt", *case, "2024-11-26").code == 0
    report.write_text("The port of Sel is very likely to reopen by 20 December 2024. Rain will probably fall in May.\n")
    ran = run("extract", "week.txt", *case, "2024-12-03")
    [line] = [line for line in ran.err.splitlines() if "asks the same as" in line]
    assert "--link NUMBER=port-sel-reopen" in line


def test_an_archive_says_what_comes_with_it(book: Path, run: Run) -> None:
    ran = run("export", "outlook", "unsc-resolution", "-o", "x.zip")
    assert "an archive holds whole cases: 26 forecasts more are in it, such as" in ran.err


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_changes_of_one_record_at_one_moment_are_all_made(book: Path, loaded: None) -> None:
    command = ("set", "unsc-resolution", "--book", str(book))
    ended = program.at_once([partial(program.run_here, (*command, f"tag+=t{number}")) for number in range(6)])
    assert [one.code for one in ended if isinstance(one, program.Ended)] == [0] * 6, ended
    text = (book / CASE / "unsc-resolution.yaml").read_text("utf-8")
    assert all(f"t{number}" in text for number in range(6))


def test_a_forecast_that_is_renamed_while_the_book_is_read_is_read_again(book: Path, run: Run) -> None:
    """The names of a case are listed, and then its files are read."""
    moved = """
import os, sys
from pathlib import Path
from outlook import cli
record, where = Path(sys.argv[1]), os.open
def opened(path, *more, **named):
    if path == record.name and record.exists():
        record.rename(record.with_name("moved.yaml"))
    return where(path, *more, **named)
os.open = opened
sys.exit(cli.run(["status", "moved", "--no-index", "--book", sys.argv[2]]))
"""
    record = book / CASE / "unsc-resolution.yaml"
    ran = subprocess.run([sys.executable, "-c", moved, record, book], capture_output=True, text=True, check=False)
    assert (ran.returncode, "moved" in ran.stdout) == (0, True), ran.stderr


def test_how_a_name_with_a_comma_is_written_is_said(book: Path, refuses: Refuses) -> None:
    asked = ("--question", "Who?", "--kind", "choice", "--option", "Green, party", "--option", "Red")
    refuses("new", "m/who", *asked, "--prior", "Red=.5,Green, party=.5", saying="""quoted: '"A, B"=.3,C=.7'""")


def test_a_text_that_was_pasted_as_a_name_is_no_name(book: Path, refuses: Refuses) -> None:
    words = ("estimate", "unsc-resolution", "40%", "-w", "x", "--by")
    refuses(*words, "a" * 100_000, saying="has 100,000 characters, and a forecaster's name at most 200")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--case", "mine"), "--case means nothing for an archive of `export outlook`"),
        (("--me", "ann", "--only-me"), "--me, --only-me means nothing for an archive"),
        (("--percent",), "--percent means nothing for an archive"),
    ],
)
def test_an_option_that_means_nothing_for_an_archive_is_not_passed_over(
    book: Path, run: Run, refuses: Refuses, options: tuple[str, ...], named: str
) -> None:
    assert run("export", "outlook", "-o", "all.zip").code == 0
    refuses("import", "all.zip", *options, saying=(named, "its cases and entries come back under their own names"))
