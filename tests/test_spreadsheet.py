"""Texts in CSV: no spreadsheet runs one or splits one in two, and each can be had back as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlook.spreadsheet import defused, line, undefused

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n"]
# Texts made of what matters to spreadsheets, beside texts of anything.
TEXTS = st.text(alphabet="'=+-@\t\r\n,;\"a ") | st.text()


@given(TEXTS)
@example("'=1")
@example("''=1")
@example("'")
def test_a_defused_text_can_be_had_back(text: str) -> None:
    assert undefused(defused(text)) == text


@given(TEXTS)
def test_no_defused_text_begins_as_a_formula_does(text: str) -> None:
    assert not defused(text).startswith(tuple(STARTS))


@pytest.mark.parametrize("start", STARTS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert defused(f"{start}1+2") == f"'{start}1+2"
    assert undefused(f"'{start}1+2") == f"{start}1+2"
    assert defused(f"'{start}1+2") == f"''{start}1+2", "or it would come back without its own apostrophe"


@pytest.mark.parametrize("text", ["", "a", "'a", "''", "a=1", " =1", "'tis", "\N{FULLWIDTH EQUALS SIGN}1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == undefused(text) == text


def split_as_a_spreadsheet_does(text: str, separators: str) -> list[list[str]]:
    """Cells as LibreOffice (comma, semicolon and tab at once) and Excel take them from a file.

    A quote counts at the beginning of a cell only; outside quotes a carriage return ends a row as a newline does.
    """
    rows, row, cell, at = [], list[str](), "", 0
    while at < len(text):
        if text[at] == '"' and not cell:
            end = at + 1
            while text[end] != '"' or text[end + 1 : end + 2] == '"':
                end += 2 if text[end] == '"' else 1
            cell, at = text[at + 1 : end].replace('""', '"'), end + 1
        elif text[at] in separators:
            row, cell, at = [*row, cell], "", at + 1
        elif text[at] in "\r\n":
            rows.append([*row, cell])
            row, cell, at = [], "", at + (2 if text[at : at + 2] == "\r\n" else 1)
        else:
            cell, at = cell + text[at], at + 1
    return rows


CELLS = st.lists(st.lists(TEXTS | st.floats(allow_nan=False) | st.integers(), min_size=2, max_size=3), max_size=3)


def as_text(rows: list[list[str | float]]) -> list[list[str]]:
    return [[defused(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows]


@given(CELLS)
@pytest.mark.parametrize("separators", [",;\t", ","], ids=["LibreOffice", "Excel"])
def test_a_spreadsheet_splits_no_cell_in_two_and_runs_none(separators: str, rows: list[list[str | float]]) -> None:
    found = split_as_a_spreadsheet_does("".join(map(line, rows)), separators)
    assert found == as_text(rows)
    for cells, originals in zip(found, rows, strict=True):
        for cell, original in zip(cells, originals, strict=True):
            assert not isinstance(original, str) or not cell.startswith(tuple(STARTS))


@given(CELLS)
def test_python_reads_every_cell_back(rows: list[list[str | float]]) -> None:
    text = "".join(map(line, rows))
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == as_text(rows)


@given(CELLS)
def test_a_file_read_with_universal_newlines_has_the_same_cells(rows: list[list[str | float]]) -> None:
    file = io.TextIOWrapper(
        io.BytesIO("".join(map(line, rows)).encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass"
    )

    def plain(cell: str) -> str:
        return cell.replace("\r\n", "\n").replace("\r", "\n")

    assert list(csv.reader(file, strict=True)) == [[plain(cell) for cell in row] for row in as_text(rows)]


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert line([-0.5, -3, None, True]) == "-0.5,-3,,True\n"


def test_a_row_of_one_empty_cell_is_not_an_empty_line() -> None:
    assert line([None]) == line([""]) == '""\n'
    assert line([]) == "\n"
