"""`outlook extract`: statements of a document on the screen and as data, and documents that hold none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Refuses, Run

REPORT = "forecasts/syria-2024-12/report.txt"


def statements(run: Run, *words: str) -> list[dict[str, Any]]:
    ran = run("extract", REPORT, *words, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert found["schema"] == 2
    assert found["document"] == REPORT
    rows: list[dict[str, Any]] = found["statements"]
    return rows


def test_offsets_are_places_in_the_document(book: Path, run: Run) -> None:
    document = (book / "syria-2024-12" / "report.txt").read_text(encoding="utf-8")
    rows = statements(run, "--all")
    assert len(rows) == 14
    assert all(document[row["start"] : row["end"]] == row["text"] for row in rows)


def test_outlook_statements_and_warnings_are_shown_unless_other_classes_are_asked_for(book: Path, run: Run) -> None:
    assert [row["class"] for row in statements(run)] == ["outlook", "outlook", "outlook", "warning"]
    assert {row["class"] for row in statements(run, "--class", "assumption")} == {"assumption"}
    both = statements(run, "--class", "attributed", "--class", "warning")
    assert all({"attributed", "warning"} & set(row["classes"]) for row in both)


def test_a_statement_keeps_its_number_whatever_else_is_shown(book: Path, run: Run) -> None:
    everything = {row["start"]: row["number"] for row in statements(run, "--all", "--min-words", "1")}
    assert all(everything[row["start"]] == row["number"] for row in statements(run))


def test_the_page_fits_the_terminal_and_says_why(book: Path, run_in_terminal: Callable[[int], Run]) -> None:
    out = run_in_terminal(80)("extract", REPORT, "--color", "never").out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "  4  outlook · hedge: may · no standard band\n" in out
    assert "  6  outlook · hedge: may · no standard band · low confidence\n" in out
    assert "condition: if the Assad regime continues to falter" in out
    assert "why: modal: may; condition: if the Assad" in out
    assert "4 statements in 14 sentences of report.txt" in out


def test_a_scale_gives_the_bands(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A deal is very likely to hold.\n")
    out = run("extract", "note.txt", "--scale", "IPCC").out
    assert "hedge: very likely · 90%–100%" in out


def test_nothing_found_is_said(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The front held. The town burned.\n")
    out = run("extract", "note.txt").out
    assert out == "no statement found in 2 sentences of note.txt; --all shows every sentence\n"


def test_hostile_text_stays_text(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Prices may \x1b[31mrise\u202e to [bold]9[/bold].\n")
    out = run("extract", "note.txt").out
    assert "\x1b" not in out
    assert "\\x1b[31mrise\\u202e to [bold]9[/bold]" in out
    (tmp_path / "sum.txt").write_text("=SUM(A1) may rise to ten soon.\n")
    assert "'=SUM(A1)" in run("extract", "sum.txt", "--csv").out


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        ("Prices may rise by 5 €.".encode("cp1252"), "note.txt is not UTF-8; it is read as Windows-1252"),
        ("Prices may rise by 5 €.".encode("utf-16"), "note.txt is read as UTF-16"),
        ("\ufeffPrices may rise by 5 €.".encode(), ""),
    ],
)
def test_another_encoding_is_found_out_and_said(book: Path, run: Run, tmp_path: Path, raw: bytes, note: str) -> None:
    (tmp_path / "note.txt").write_bytes(raw)
    ran = run("extract", "note.txt", "--json")
    assert ran.err.strip() == note
    assert json.loads(ran.out)["statements"][0]["text"] == "Prices may rise by 5 €."


GERMAN = "Die Lage bleibt angespannt, und die Opposition nutzt die Schwäche der Regierung aus. " * 6
REFUSED = {
    "empty": (b"  \n", "note.txt is empty: there is nothing to find in it"),
    "binary": (bytes(range(256)) * 8, "note.txt holds no text: it is binary"),
    "with a NUL": (b"Prices may\x00 rise.", "note.txt holds no text: it is binary"),
    "half of UTF-16": (
        b"\xff\xfea\0b",
        "note.txt begins as UTF-16 and is not (byte 4: truncated data): save it as UTF-8",
    ),
    "half of a pair": (b"\xff\xfe\0\xd8a\0", "note.txt begins as UTF-16 and is not (byte 2: illegal UTF-16 surrogate)"),
    "UTF-16 with a NUL": ("Prices may\0 rise.".encode("utf-16"), "note.txt holds no text: it is binary"),
    "a PDF": (b"%PDF-1.7 ...", "note.txt is a damaged PDF: open it and print it to a new one, or save its text"),
    "a Word document": (b"PK\x03\x04....", "note.txt is a damaged archive, and no Word document"),
    "in no encoding": (b"Prices may rise \x81\x8d.", "note.txt is neither UTF-8 (byte 16) nor Windows-1252 (byte 16)"),
    "German": (GERMAN.encode(), "does not read as English, and the rules of extraction are English"),
}


@pytest.mark.parametrize(("raw", "saying"), REFUSED.values(), ids=REFUSED)
def test_a_document_that_cannot_be_read_is_refused(
    book: Path, refuses: Refuses, tmp_path: Path, raw: bytes, saying: str
) -> None:
    (tmp_path / "note.txt").write_bytes(raw)
    refuses("extract", "note.txt", saying=saying)


def test_what_is_not_there_or_too_large_or_misspelt_is_refused(book: Path, refuses: Refuses, tmp_path: Path) -> None:
    refuses("extract", "nothing.txt", saying="nothing.txt is not there")
    refuses("extract", str(tmp_path), saying="is a folder: name a document")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(100_000_000)
    refuses("extract", "large.txt", saying="large.txt has 100 MB, and at most 50 MB are read: split it")
    refuses("extract", REPORT, "--class", "outlok", saying=("'outlok' is not a class", "did you mean outlook?"))
    refuses("extract", REPORT, "--scale", "icd", saying="--scale")


MARKED = "The strike is **very likely** to end by *June 2027*.\n\nThe _court_ will meet on 3 March 2027, and 2*3*4 will hold.\n"


def test_a_page_shows_the_words_of_a_sentence_without_marks_of_emphasis_and_data_has_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.md").write_text(MARKED)
    out = run("extract", "note.md").out
    assert "“The strike is very likely to end by June 2027.”" in out
    assert "“The court will meet on 3 March 2027, and 2*3*4 will hold.”" in out
    found = json.loads(run("extract", "note.md", "--json").out)["statements"]
    assert all(MARKED[one["start"] : one["end"]] == one["text"] for one in found)
    assert found[0]["text"] == "The strike is **very likely** to end by *June 2027*."


def test_what_scheduled_means_is_said_where_it_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.md").write_text(MARKED)
    out = run("extract", "note.md").out
    assert "· scheduled\n" in out
    assert out.endswith(
        "scheduled: announced as a plan, or set for a day; that is no judgement of how likely it is\n"
    ), out
    (tmp_path / "note.md").write_text("The strike is very likely to end by June 2027.\n")
    assert "scheduled" not in run("extract", "note.md").out


def test_the_page_of_a_forecast_quotes_without_marks_of_emphasis(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.md").write_text(MARKED)
    assert run("extract", "note.md", "--case", "work", "--accept", "1", "--as-of", "2024-12-01").code == 0
    case = (tmp_path / "forecasts" / "work" / "case.yaml").read_text()
    assert "The strike is **very likely** to end by *June 2027*." in case
    page = run("show", "work/strike-end").out
    assert "“The strike is very likely to end by June 2027.”" in page, page
