"""`outlook extract --case`: a new case from a report, whole or not at all, with every gap named."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.book import Book
from outlook.checks.references import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run

REPORT = "forecasts/syria-2024-12/report.txt"


@pytest.fixture
def report(book: Path) -> Path:
    """A report that no case has yet."""
    path = book.parent / "note.txt"
    path.write_bytes(
        b"Rain is likely to fall by the end of March 2027 if the wind turns.\r\n"
        b"The dam remains full.\r\n\r\nThe harbour may close: it's \x22full\x22 of # and {braces}.\r\n"
    )
    return path


def test_a_case_holds_the_document_and_a_draft_for_each_statement(book: Path, run: Run, report: Path) -> None:
    ran = run("extract", "note.txt", "--case", "wet", "--accept", "1,3", "--as-of", "2026-11-25")
    assert ran.code == 0, ran.err
    folder = Book.open(book).cases["wet"]
    assert folder.case is not None
    (document,) = folder.case.documents
    assert (book / "wet" / document.file).read_bytes() == report.read_bytes()
    assert document.sha256 == hashlib.sha256(report.read_bytes()).hexdigest()
    assert [item.text for item in folder.case.assumptions] == ["The dam remains full."]
    assert [
        (one.id, str(one.closes_at)[:10], one.given and one.given.forecast) for one in folder.forecasts.values()
    ] == [
        ("harbour-close-full-braces", "None", None),
        ("if-wind-turns", "2027-03-31", None),
        ("rain-likely-fall-end", "2027-03-31", "if-wind-turns"),
    ]
    assert {row["state"] for row in json.loads(run("status", "wet", "--json").out)["forecasts"]} == {"draft"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Inflation is likely to fall to 2.4% by 2028.", "It names an amount (2.4%): kind numeric would ask how much."),
        ("Losses may reach $3.5 million next year.", "It names an amount ($3.5 million): kind numeric"),
        (
            "The court will either lift the ban or send the case back.",
            "It names alternatives: kind choice would ask which.",
        ),
        ("There is a 30% chance of rain in 2028.", ""),
        ("The council will vote on 3 May 2028.", ""),
    ],
)
def test_a_draft_suggests_the_kind_that_would_ask_for_more(book: Path, run: Run, text: str, note: str) -> None:
    (book.parent / "one.txt").write_text(text)
    assert run("extract", "one.txt", "--case", "one", "--accept", "1", "--as-of", "2026-11-25").code == 0
    (forecast,) = Book.open(book).cases["one"].forecasts.values()
    assert forecast.kind == "binary"
    assert ("would ask" in (forecast.note or "")) is bool(note)
    assert note in (forecast.note or "")


def test_check_names_what_is_left_to_do_and_does_not_fail(book: Path, run: Run, report: Path) -> None:
    run("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25")
    ran = run("check")
    assert ran.code == 0
    assert "wet/if-wind-turns.yaml" in ran.out
    assert "there are no criteria" in ran.out
    for unwritten in ("the question", "the title", "the tripwire"):
        assert f"warning: {unwritten} is still to be written" in ran.out
    assert "is a hedge without a number" not in ran.out  # the report's words are no question yet
    assert "quote" not in ran.out


def test_everything_that_is_missing_or_there_already_is_refused(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet")
    refuses(*words, "--as-of", "2026-11-25", saying="--case NAME goes with --accept 4,5")
    refuses("extract", "note.txt", "--accept", "1", saying="--case NAME goes with --accept 4,5")
    refuses(*words, "--accept", "1", saying="--as-of DAY is missing: from which day does the document look ahead?")
    refuses(
        *words,
        "--accept",
        "1,9",
        "--as-of",
        "2026-11-25",
        saying="'9' is not a number of the list, which runs from 1 to 3",
    )
    refuses(*words, "--accept", "x", "--as-of", "2026-11-25", saying="'x' is not a number of the list")
    for part in ("²", "9" * 5000, ",", "-1", "\x1b[31m"):
        refuses(*words, "--accept", part, "--as-of", "2026-11-25", saying="is not a number of the list")
    refuses(*words, "--accept", "1", "--as-of", "someday", saying="--as-of")
    refuses("extract", "note.txt", "--case", "Wet!", "--accept", "1", "--as-of", "2026-11-25", saying="is not an id")
    refuses(
        "extract",
        "note.txt",
        "--case",
        "syria-2024-12",
        "--accept",
        "1",
        "--as-of",
        "2026-11-25",
        saying="exists already",
    )
    refuses(
        "extract",
        REPORT,
        "--case",
        "again",
        "--accept",
        "4",
        "--as-of",
        "2024-12-01",
        saying="is a document of syria-2024-12 already",
    )


def test_a_place_that_cannot_be_written_leaves_nothing(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25")
    refuses(*words, "--book", "note.txt/forecasts", saying="cannot be written: Not a directory", code=3)


def walk(words: list[str], keys: str, before_the_last: Callable[[], object] = list) -> tuple[int, str]:
    """Run the program at a real pseudo-terminal, and press a key each time that it asks."""
    child, terminal = pty.fork()
    if child == 0:
        outlook = str(Path(sys.executable).with_name("outlook"))
        os.execv(outlook, [outlook, *words])  # noqa: S606 -- our own program, and no shell
    seen, waiting = "", list(keys)
    with suppress(OSError):  # the other end is closed when the program ends
        while data := os.read(terminal, 4096).decode():
            seen += data
            if waiting and seen.endswith("y n q: "):
                if len(waiting) == 1:
                    before_the_last()
                os.write(terminal, waiting.pop(0).encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), seen


def test_a_person_picks_one_key_at_a_time(book: Path, report: Path) -> None:
    code, seen = walk(["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"], "ny")
    assert code == 0, seen
    assert list(Book.open(book).cases["wet"].forecasts) == ["harbour-close-full-braces"]


def test_who_takes_nothing_gets_nothing(book: Path, report: Path) -> None:
    code, seen = walk(["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"], "q")
    assert code == 2
    assert "nothing was taken, so nothing was written" in seen
    assert not (book / "wet").exists()


def test_a_document_that_is_edited_during_the_walk_is_kept_as_it_was_read(book: Path, report: Path) -> None:
    before = Path("note.txt").read_bytes()

    def edit() -> None:
        Path("note.txt").write_text("Something else may happen now.\n")

    words = ["extract", "note.txt", "--case", "wet", "--pick", "--as-of", "2026-11-25"]
    code, seen = walk(words, "yq", before_the_last=edit)
    assert code == 0, seen
    assert (book / "wet" / "note.txt").read_bytes() == before
    assert not check(Book.open(book))


def test_without_a_terminal_there_is_no_picking(book: Path, refuses: Refuses, report: Path) -> None:
    words = ("extract", "note.txt", "--case", "wet", "--as-of", "2026-11-25")
    refuses(*words, "--pick", saying="--pick asks on a terminal, and there is none: name the statements with --accept")
    refuses(*words, "--pick", "--accept", "1", saying="one of the two")


def test_an_empty_place_gets_a_book_of_its_own(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text("Rain may fall on the dry hills.\n")
    assert run("extract", "note.txt", "--case", "wet", "--accept", "1", "--as-of", "2026-11-25").code == 0
    assert (tmp_path / "forecasts" / ".gitattributes").read_text() == "ledger.jsonl merge=union\n"
    assert run("check").code == 0
