"""On a narrow terminal an id that says all that the question says is not followed by the question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import NOW
from outlook.answers.due import due as what_is_due
from outlook.answers.standing import Standings
from outlook.book import Book
from outlook.lengths import length
from outlook.show.describe.blocks import Table
from outlook.show.describe.due import due
from outlook.show.describe.status import status_table
from outlook.show.terminal.plain import lines_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

QUESTIONS = """\
Will a ceasefire in the eastern provinces be signed in January 2025?\t30%\t2025-01-31
Will it rain?\t40%\t2025-01-31
"""
LONG = "will-a-ceasefire-in-the-eastern-provinces-be-january-2025"


@pytest.fixture
def asked(book: Path, run: Run) -> Path:
    """Two questions, of which the shorter one has an id of all its words."""
    assert run("add", "-", "--case", "desk", stdin=QUESTIONS).code == 0
    return book


def standings(book: Path) -> Standings:
    return Standings(Book.open(book), NOW + timedelta(hours=1))


def printed(table: Table, columns: int | None) -> list[str]:
    lines = lines_of(table.columns, table.rows, columns)
    return ["".join(text for text, _ in line).rstrip() for line in lines]


def status(book: Path, *names: str, narrow: bool) -> list[str]:
    found = standings(book)
    rows = [found[f"desk/{name}"].row() for name in names]
    return printed(status_table(rows, {}, found.at, narrow=narrow), 80 if narrow else None)


def test_the_question_is_left_out_where_every_id_repeats_it(asked: Path) -> None:
    heading, row = status(asked, "will-it-rain", narrow=True)
    assert heading.split() == ["FORECAST", "STATED", "IMPLIED", "EV", "STATE"]
    assert row.split()[:2] == ["will-it-rain", "40.0%"]


def test_the_question_stays_beside_an_id_of_other_words(asked: Path, run: Run) -> None:
    assert run("rename", f"desk/{LONG}", "east").code == 0
    heading, *rows = status(asked, "will-it-rain", "east", narrow=True)
    assert "QUESTION" in heading
    assert "Will it rain" not in "\n".join(rows)
    assert "Will a ceasefire" in "\n".join(rows)


def test_where_there_is_room_both_are_shown(asked: Path) -> None:
    assert "Will it rain?" in status(asked, "will-it-rain", narrow=False)[1]


def test_what_is_due_has_the_number_that_was_stated_last_and_room_for_why(asked: Path) -> None:
    found = standings(asked)
    ours = [one for name, one in found.items() if name.startswith("desk/")]
    items = what_is_due(ours, found.at, length("90d"), lambda _forecast, _name: None)
    [table] = [one for one in due(items, found.at, narrow=True) if isinstance(one, Table)]
    lines = printed(table, 80)
    assert lines[0].split() == ["FORECAST", "WHY", "STATED", "WHAT"]
    [rain] = [line.split() for line in lines if line.startswith("desk/will-it-rain")]
    assert rain[1:] == ["closes", "40.0%", "in", "52", "d,", "on", "31", "Jan", "2025"], lines
    assert max(map(len, lines)) <= 80
    assert len(lines) == 4, lines
