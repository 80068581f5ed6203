"""Rows that the book has with another value: another person's column, or a file that was changed since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from exchange.held import estimates, questions

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

HEADER = "Question,Who,When,Mine,Crowd,Ends\n"
SHEET = HEADER + "".join(
    f"Will it be {name}?,sam,2025-01-0{day},{mine},{crowd},2025-03-01\n"
    for name, day, mine, crowd in (("wet", 1, 0.3, 0.4), ("dry", 2, 0.5, 0.5), ("cold", 3, 0.7, 0.6))
)
COLUMNS = "question=Question,forecaster=Who,forecast_at=When,closes_at=Ends,probability="


@pytest.fixture
def sheet(empty: Path) -> str:
    """A sheet of which the book has the column of sam."""
    path = empty.parent / "own.csv"
    path.write_text(SHEET, "utf-8")
    return str(path)


def stated(book: Path) -> list[tuple[str, float]]:
    return sorted((one[0], one[2]) for each in questions(book) for one in estimates(each))


def test_another_persons_column_is_not_taken_for_the_first_ones(sheet: str, run: Run, empty: Path) -> None:
    assert run("import", sheet, "--columns", COLUMNS + "Mine").code == 0
    before = stated(empty)
    ran = run("import", sheet, "--columns", COLUMNS + "Crowd", "--rename-forecaster", "sam=crowd")
    assert ran.code == 2
    assert (
        f"{sheet}:3: 1 of the rows that are to be crowd's is in the book as sam's, with the same number, and 2 with "
        "another: whose are they?"
    ) in ran.err
    assert "--wide COLUMN --rename-forecaster COLUMN=crowd" in ran.err
    assert stated(empty) == before
    way = ("--columns", COLUMNS.removesuffix(",probability="), "--wide", "Crowd", "--rename-forecaster", "Crowd=crowd")
    assert run("import", sheet, *way).code == 0
    assert stated(empty) == [("crowd", 0.4), ("crowd", 0.5), ("crowd", 0.6), ("sam", 0.3), ("sam", 0.5), ("sam", 0.7)]
    assert "nothing new" in run("import", sheet, *way).err


def test_the_same_rows_under_another_name_are_there_already(sheet: str, run: Run, empty: Path) -> None:
    assert run("import", sheet, "--columns", COLUMNS + "Mine").code == 0
    ran = run("import", sheet, "--columns", COLUMNS + "Mine", "--rename-forecaster", "sam=samuel")
    assert (ran.code, "nothing new" in ran.err) == (0, True)
    said = "3 estimates of sam are in the book as sam's, and they stay so, and not samuel's"
    assert said in " ".join(ran.out.split())
    assert {by for by, _ in stated(empty)} == {"sam"}


def test_two_people_with_sheets_of_their_own_keep_the_numbers_that_both_have(run: Run, empty: Path) -> None:
    for by, numbers in (("ann", (0.3, 0.5)), ("bob", (0.3, 0.6))):
        rows = "".join(f"Is it {day}?,2025-01-02,{p},2025-03-01\n" for day, p in zip("ab", numbers, strict=True))
        path = empty.parent / f"{by}.csv"
        path.write_text("question,forecast_at,probability,closes_at\n" + rows, "utf-8")
        assert run("import", str(path), "--by", by).code == 0
    assert stated(empty) == [("ann", 0.3), ("ann", 0.5), ("bob", 0.3), ("bob", 0.6)]


def test_a_number_that_was_changed_in_the_file_since_is_named_and_the_books_stays(
    sheet: str, run: Run, empty: Path
) -> None:
    assert run("import", sheet, "--columns", COLUMNS + "Mine").code == 0
    path = empty.parent / "later.csv"
    path.write_text(SHEET.replace("0.7,0.6", "0.99,0.6") + "Will it be warm?,sam,2025-01-04,0.2,,2025-03-01\n", "utf-8")
    ran = run("import", str(path), "--columns", COLUMNS + "Mine", "--json")
    assert ran.code == 1
    said = json.loads(ran.out)
    (problem,) = said["problems"]
    assert problem["message"] == "stated is 0.7 in the book and 0.99 in the file"
    assert stated(empty) == [("sam", 0.2), ("sam", 0.3), ("sam", 0.5), ("sam", 0.7)]
    name = problem["hint"].partition("outlook retract ")[2].split()[0]
    assert run("retract", name, "--why", "the file is right").code == 0
    assert run("import", str(path), "--columns", COLUMNS + "Mine").code == 0
    assert ("sam", 0.99) in stated(empty)


def test_a_second_number_of_one_day_is_new_while_the_first_is_there(sheet: str, run: Run, empty: Path) -> None:
    assert run("import", sheet, "--columns", COLUMNS + "Mine").code == 0
    path = empty.parent / "later.csv"
    path.write_text(SHEET + "Will it be wet?,sam,2025-01-01,0.8,,2025-03-01\n", "utf-8")
    assert run("import", str(path), "--columns", COLUMNS + "Mine").code == 0
    assert stated(empty) == [("sam", 0.3), ("sam", 0.5), ("sam", 0.7), ("sam", 0.8)]


def test_a_table_of_quantiles_by_their_levels_comes_in(run: Run, empty: Path) -> None:
    levels = (("0.05", 1), ("50%", 2), ("q97.5", 4.5))
    rows = "".join(f"How many?,ann,2025-01-02,{level},{value},2025-03-01\n" for level, value in levels)
    path = empty.parent / "quantiles.csv"
    path.write_text("question,forecaster,forecast_at,level,value,closes_at\n" + rows, "utf-8")
    ran = run("import", str(path))
    assert ran.code == 0, ran.err
    assert [one[2] for each in questions(empty) for one in estimates(each)] == [{"q05": 1, "q50": 2, "q97.5": 4.5}]
    path.write_text(path.read_text().replace("0.05", "1.2"), "utf-8")
    ran = run("import", str(path))
    assert (ran.code, "1.2 is not a probability" in ran.err) == (2, True), ran.err


def test_a_reason_is_nobodys_where_the_one_column_is_not_ones_own(run: Run, empty: Path) -> None:
    """As `--wide` of two columns does it; without a column of people, nothing says whose reason it is."""
    path = empty.parent / "why.csv"
    path.write_text(SHEET.replace("Ends\n", "Ends,Why\n").replace("-03-01\n", "-03-01,as I see it\n"), "utf-8")
    way = ("--columns", COLUMNS.removesuffix(",probability=") + ",why=Why", "--wide", "Crowd")
    ran = run("import", str(path), *way)
    assert "the reasons in Why are left out: --me names no column of --wide" in " ".join(ran.out.split())
    assert [one[3] for each in questions(empty) for one in each["estimates"]] == [None, None, None]
    ran = run("import", str(path), *way[:-1], "Mine", "--me", "Mine", "--by", "sam")
    assert "the reasons in Why are those of Mine" in " ".join(ran.out.split())
    assert {one[3] for each in questions(empty) for one in each["estimates"] if one[0] == "sam"} == {"as I see it"}


def test_what_a_newer_file_of_the_same_people_lacks_is_named_and_stays(sheet: str, run: Run, empty: Path) -> None:
    assert run("import", sheet, "--columns", COLUMNS + "Mine").code == 0
    path = empty.parent / "later.csv"
    shorter = SHEET.replace("sam,2025-01-02", "sam,2025-01-05")
    path.write_text(shorter, "utf-8")
    ran = run("import", str(path), "--columns", COLUMNS + "Mine")
    said = " ".join(ran.out.split())
    assert "1 estimate that was imported before is not in these files, first" in said
    assert "sam of 2025-01-02T12:00:00Z on will-it-be-dry: it stays in the book" in said
    path.write_text(HEADER + "Will it be dry?,sam,2025-01-06,0.1,,2025-03-01\n", "utf-8")
    assert "imported before" not in run("import", str(path), "--columns", COLUMNS + "Mine").out


def test_two_numbers_of_one_person_at_one_moment_are_named(run: Run, empty: Path) -> None:
    path = empty.parent / "twice.csv"
    path.write_text(SHEET + "Will it be wet?,sam,2025-01-01,0.8,,2025-03-01\n", "utf-8")
    ran = run("import", str(path), "--columns", COLUMNS + "Mine")
    said = " ".join(ran.out.split())
    assert "forecasts of one person on one question at one moment with different numbers: 1, first at" in said
    assert "twice.csv:5, sam of 2025-01-01T12:00:00Z; all come in, and the last in the file counts" in said
