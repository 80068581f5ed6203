"""At any width of a terminal, a number that is printed is printed whole, and no line is wider than the terminal."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outlook.answers.calibration import calibration as calibrated
from outlook.answers.due import due as what_is_due
from outlook.answers.explained import explained
from outlook.answers.history import history as what_was_written
from outlook.answers.page import page as page_of
from outlook.answers.score import Ask, review
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.lengths import length
from outlook.show.describe.blocks import Cell, Column, Course, Table
from outlook.show.describe.calibration import calibration
from outlook.show.describe.due import due
from outlook.show.describe.forecast import forecast_page
from outlook.show.describe.ledger import history
from outlook.show.describe.phrasing import cut_at_word, width
from outlook.show.describe.scorecard import scorecard
from outlook.show.describe.status import status
from outlook.show.describe.weighing import explanation
from outlook.show.terminal.layout import wrapped
from outlook.show.terminal.plain import plain
from outlook.show.terminal.printed import WIDE, show
from outlook.show.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outlook.show.describe.blocks import Block, Text

BOOK = Book.open(Path(__file__).parents[2] / "forecasts")
CASES = {case: folder.case for case, folder in BOOK.cases.items()}
EARLY, LATE = datetime(2024, 12, 6, 12, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
EARLIER, LATER = Standings(BOOK, EARLY), Standings(BOOK, LATE)
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
WIDTHS = range(40, 201)
PAGES = (
    "status", "status late", "score", "score by source", "score by tag", "score by hedge", "calibration", "due", "history",
    "show hama-by-december", "show deepest-city", "show displaced-peak", "show damascus-date", "show outlook-by-march",
    "explain us-iran-fire-given-attack", "explain deepest-city", "explain outlook-by-march",
)  # fmt: skip


@cache
def blocks(page: str, *, narrow: bool) -> tuple[Block, ...]:
    """A page of the shipped book."""
    name, _, what = page.partition(" ")
    found: Iterable[Block]
    if name == "status":
        chosen = LATER if what else EARLIER
        rows = [standing.row() for standing in chosen.values()]
        found = status(CASES, rows, LATE if what else EARLY, narrow=narrow)
    elif name == "score":
        ask = Ask(what.removeprefix("by ") or None)
        found = scorecard(review(list(LATER.values()), ask), CASES, short=True)
    elif name == "calibration":
        found = calibration(calibrated(list(LATER.values())))
    elif name == "due":
        found = due(what_is_due(EARLIER.values(), EARLY, length("30d"), EARLIER.in_case_of), EARLY)
    elif name == "history":
        kept = what_was_written(BOOK, None, LATE)
        found = history(kept.entries, kept.taken_back, 50)
    elif name == "show":
        found = forecast_page(page_of(LATER, BOOK.forecast(what)))
    else:
        found = explanation(explained(EARLIER, BOOK.forecast(what)))
    return tuple(found)


def printed(found: Sequence[Block], columns: int) -> str:
    stream = io.StringIO()
    show(Screen(columns, color=False, stream=stream), found)
    return stream.getvalue()


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@pytest.mark.alike
@pytest.mark.parametrize("page", PAGES)
def test_no_number_is_cut_at_any_width(page: str) -> None:
    whole = numbers(printed(blocks(page, narrow=False), max(WIDTHS))) | numbers(
        printed(blocks(page, narrow=True), 10_000)
    )
    for columns in WIDTHS:
        text = printed(blocks(page, narrow=columns < WIDE), columns)
        assert numbers(text) <= whole, (columns, sorted(numbers(text) - whole))
        assert max(map(width, text.splitlines())) <= columns, columns


@pytest.mark.alike
@pytest.mark.parametrize("page", PAGES)
def test_every_number_of_a_column_that_is_kept_is_there(page: str) -> None:
    for columns in WIDTHS:
        for table in blocks(page, narrow=columns < WIDE):
            if isinstance(table, Table):
                assert missing(table, columns) == [], columns


def missing(table: Table, columns: int) -> list[str]:
    """The numbers and ids of columns that are there, but not whole."""
    rows = table.rows[:50] if table.more else table.rows
    text = printed([table], columns)
    kept = [at for at, column in enumerate(table.columns) if column.name.upper() in text and column.kind != "text"]
    cells = [shown(row[at]) for row in rows for at in kept]
    whole = numbers(text)
    return [cell for cell in cells if not numbers(cell) <= whole]


def shown(cell: Cell | Text) -> str:
    inside = cell.text if isinstance(cell, Cell) else cell
    return "" if isinstance(inside, Course) else plain(inside)


WORDS = st.text(st.sampled_from("ab1234.,-/ 漢%"), max_size=60)


@given(WORDS, st.integers(8, 80))
@example("2024-12/1,150,000 people", 9)
@example("1111a漢1.1", 8)
def test_a_wrapped_text_holds_the_same_numbers_unless_one_alone_is_wider(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    if all(len(number) <= columns // 2 for number in numbers(text)):
        assert set().union(*map(numbers, lines)) <= numbers(text)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("syria-2024-12/hama", 14, ["syria-2024-12/", "hama"]),
        ("syria-2024-12/hama", 8, ["syria-", "2024-12/", "hama"]),
        ("a-2024-12-08", 11, ["a-", "2024-12-08"]),
        ("abcdef1234567", 10, ["abcdef", "1234567"]),
        ("over 1,150,000 people", 9, ["over", "1,150,000", "people"]),
    ],
)
def test_a_word_is_parted_before_a_number_and_not_within_it(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


@given(WORDS, st.integers(2, 80))
def test_a_cut_text_ends_with_no_part_of_a_number(text: str, columns: int) -> None:
    cut = cut_at_word(text, columns)
    assert width(cut) <= columns
    assert numbers(cut) <= numbers(text)


def test_a_table_that_fits_nowhere_is_a_list_with_every_number() -> None:
    table = Table(tuple(Column(f"n{number}", "number") for number in range(9)), [["1,234,567"] * 9, ["0.125"] * 9], "")
    lines = printed([table], 40).splitlines()
    assert lines[:3] == ["1,234,567", "  N1 1,234,567", "  N2 1,234,567"]
    assert len(lines) == 18
