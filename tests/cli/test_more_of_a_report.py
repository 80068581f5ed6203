"""What was not taken of a report can be taken later, under the numbers that `extract` printed at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from at_a_terminal import walk
from outlook.book import Book
from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import PdfOf, Refuses, Run

WEEK_1 = """\
# Kestria: week 51

By Harbour Desk, 16 December 2024

The union and the port company remain apart on pay.[1]
A walkout in the port is unlikely by 3 January 2025. Exports are likely to fall by 31 March 2025.
The government is unlikely to fall by 31 March 2025. Snow is possible by 3 January 2025.

[1] Radio Kestria, monthly bulletin.
"""
WEEK_2 = (
    "By Harbour Desk, 23 December 2024\n\nOne. Two. Three. A walkout in the port is almost certain by 3 January 2025.\n"
)
WALKOUT, EXPORTS, GOVERNMENT, SNOW, FOOTNOTE = "4", "5", "6", "7", "8"
FIRST = ("extract", "week-51.md", "--case", "kestria")


@pytest.fixture
def kestria(book: Path, run: Run) -> Path:
    """A case with one statement of its first report."""
    (book.parent / "week-51.md").write_text(WEEK_1)
    (book.parent / "week-52.md").write_text(WEEK_2)
    assert run(*FIRST, "--as-of", "2024-12-16", "--accept", WALKOUT).code == 0
    return book / "kestria"


def statements(folder: Path) -> list[list[str]]:
    case = Book.open(folder.parent).cases[folder.name].case
    assert case is not None
    return [[one.id for one in document.statements] for document in case.documents]


def test_further_statements_of_a_report_join_its_document(kestria: Path, run: Run, refuses: Refuses) -> None:
    taken, lines = statements(kestria)[0], (kestria / "case.yaml").read_text().splitlines()
    ran = run(*FIRST, "--accept", f"{WALKOUT}-{EXPORTS}")
    assert (ran.code, "taken already: 4 (walkout-port)" in ran.err) == (0, True), ran.err
    assert "delete exports-fall from" in ran.err
    ran = run("extract", "kestria/51", "--accept", FOOTNOTE, "--link", f"{GOVERNMENT}=exports", "--as-of", "2024-12-16")
    assert ran.code == 0, ran.err
    assert "statement 8 is a footnote of the document: “Radio Kestria, monthly bulletin.”" in ran.err
    after = [*taken, "exports-fall", "government-fall", "radio-kestria-monthly-bulletin"]
    assert statements(kestria) == [after]  # one document, no assumption twice
    left = iter((kestria / "case.yaml").read_text().splitlines())
    assert all(line in left for line in lines)
    assert load((kestria / "exports-fall.yaml").read_text())["statements"] == [
        "exports-fall",
        "government-fall",
    ]
    assert run("check").code == 0
    before = {path.name: path.read_bytes() for path in kestria.iterdir()}
    ran = run("extract", "kestria/51", "--accept", f"{WALKOUT}-{GOVERNMENT}", "--link", f"{GOVERNMENT}=exports")
    assert (ran.code, "nothing new of week-51 was named, so nothing was written" in ran.err) == (0, True)
    assert "statement 6 is linked to kestria/exports-fall already, as government-fall" in ran.err
    refuses(*FIRST, "--accept", SNOW, "--as-of", "2024-12-17", saying="week-51 looks ahead from 16 Dec 2024")
    refuses(*FIRST, "--accept", SNOW, "--author", "Ana", saying="week-51 is by Harbour Desk, as case.yaml has it")
    refuses("extract", "kestria/51", "--case", "syria-2024-12", "--pick", saying="week-51 is a document of kestria")
    refuses("extract", "kestria/53", "--accept", SNOW, saying="no document matches '53'")
    assert {path.name: path.read_bytes() for path in kestria.iterdir()} == before


def test_a_statement_that_is_there_is_linked_to_another_forecast(kestria: Path, run: Run) -> None:
    assert run(*FIRST, "--accept", EXPORTS).code == 0
    ran = run(*FIRST, "--link", f"{WALKOUT}=exports")
    assert "to take it back: delete walkout-port from exports-fall.yaml" in ran.err
    assert load((kestria / "exports-fall.yaml").read_text())["statements"] == ["exports-fall", "walkout-port"]
    assert len(statements(kestria)[0]) == 3


def test_picking_goes_through_what_is_left(kestria: Path) -> None:
    code, seen = walk(["extract", "kestria/week-51", "--pick"], "d", "n", "n")
    assert code == 0, seen
    assert "taken already: 4 (walkout-port)" in seen
    assert statements(kestria)[0][-1] == "exports-fall"
    assert [seen.count(f"  {number}  ") for number in (WALKOUT, EXPORTS)] == [0, 1]


def test_a_document_that_was_changed_since_is_no_document_of_the_case(kestria: Path, refuses: Refuses) -> None:
    (kestria / "week-51.md").write_text(WEEK_1.replace("unlikely", "likely"))
    refuses("extract", "kestria/week-51", "--accept", SNOW, saying="week-51.md is not what it was when it came")
    (kestria / "week-51.md").unlink()
    refuses("extract", "kestria/week-51", saying="week-51.md is not there: `outlook check` names it")


def test_a_pdf_whose_text_was_kept_otherwise_is_not_quoted(
    book: Path, run: Run, refuses: Refuses, pdf_of: PdfOf
) -> None:
    (book.parent / "gulf.pdf").write_bytes(pdf_of([["Oil is likely to rise by June 2027. Gold may fall by May 2027."]]))
    assert run("extract", "gulf.pdf", "--case", "gulf", "--as-of", "2026-12-01", "--accept", "1").code == 0
    case, kept = book / "gulf" / "case.yaml", book / "gulf" / "gulf.pdf.txt"
    ran = run("extract", "gulf/gulf", "--accept", "2", "--dry-run")
    assert "gulf/gold-fall" in ran.out, ran.err
    assert run("new", "--from", "gulf/1", "--source", "R", "--prior", "30%", "--dry-run").code == 0
    sha256 = str(load(case.read_text())["documents"][0]["text_sha256"])
    case.write_text(case.read_text().replace(sha256, "0" * 64))
    refuses("extract", "gulf/gulf", "--accept", "2", saying=("is read otherwise by this version", str(kept.name)))


def test_a_number_is_the_one_that_extract_printed_and_of_several_documents_it_says_which(
    kestria: Path, run: Run, refuses: Refuses
) -> None:
    flags = ("--source", "Reuters", "--prior", "20%", "--dry-run")
    assert "Will there be a walkout in the port" in run("new", "--from", f"kestria/{WALKOUT}", *flags).out
    refuses("new", "--from", "kestria/5", *flags, saying="`outlook extract kestria/week-51 --accept 5` takes one more")
    assert run(*FIRST, "--accept", EXPORTS).code == 0
    assert "exports fall by 31 March 2025" in run("new", "--from", f"kestria/{EXPORTS}", *flags).out
    ran = run("extract", "week-52.md", "--case", "kestria", "--as-of", "2024-12-23", "--accept", "5")
    assert ran.code == 0, ran.err
    ways = (
        "kestria/week-51/5 (exports-fall: “Exports are likely",
        "kestria/week-52/5 (walkout-port-2: “A walkout",
    )
    refuses("new", "--from", f"kestria/{EXPORTS}", *flags, saying=ways)
    assert "A walkout in the port is almost certain" in run("new", "--from", "kestria/52/5", *flags).err
