"""A table that goes out says which estimates are late, so that whoever scores it scores what the book does."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

    Clock = Callable[[datetime], None]

FORMS = ("csv", "jsonl", "parquet")
STATED = (("ann", 2, "30%"), ("bob", 3, "40%"), ("bob", 6, "60%"))


def day(number: int, month: int = 9) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


@pytest.fixture
def team(run: Run, empty: Path, clock: Clock) -> Path:
    """A question asked on 1 September, two people's estimates, its outcome, and two that were recorded after it."""
    clock(day(1))
    words = ("--question", "Will it?", "--criteria", "YES if it says so.", "--closes", "2026-12-01")
    assert run("new", "c/q", *words).code == 0
    for by, number, chance in STATED:
        clock(day(number))
        assert run("estimate", "c/q", chance, "-w", "x", "--by", by, "--sure").code == 0
    clock(day(20))
    entry = json.loads(run("history", "c/q", "--json").out)["entries"][-1]["id"]
    assert run("retract", entry, "--why", "slip", "--by", "bob").code == 0
    clock(day(1, 10))
    assert run("resolve", "c/q", "yes", "--known-at", "2026-09-30", "--sure").code == 0
    clock(day(2, 10))
    for by in ("bob", "cyd"):
        said = ("99%", "-w", "I said so", "--known-at", "2026-09-04", "--by", by, "--sure")
        assert run("estimate", "c/q", *said).code == 0
    return empty


def scored(run: Run, *words: str) -> dict[str, Any]:
    rows = json.loads(run("score", "--json", *words).out)["forecasts"]
    return {one["by"]: pytest.approx(one["brier"], abs=1e-9) for one in rows}


def ranked(run: Run, *words: str) -> dict[str, float]:
    found: dict[str, Any] = json.loads(run("panel", *words, "--no-compare", "--json").out)
    return {one["forecaster"]: one["brier"] for one in found["forecasters"]}


@pytest.mark.alike
@pytest.mark.parametrize("form", FORMS)
def test_a_panel_leaves_out_the_late_estimates_of_an_export_and_counts_them(team: Path, run: Run, form: str) -> None:
    assert run("export", form, "-o", f"x.{form}").code == 0
    assert ranked(run, f"x.{form}") == scored(run)
    assert json.loads(run("panel", f"x.{form}", "--json").out)["dropped"] == {"late": 2}
    page = " ".join(run("panel", f"x.{form}").out.split())
    assert "left out: 2 rows of estimates that were recorded after the outcome was" in page


@pytest.mark.alike
@pytest.mark.parametrize("form", FORMS)
def test_a_panel_scores_late_estimates_where_they_are_asked_for(team: Path, run: Run, form: str) -> None:
    assert run("export", form, "-o", f"x.{form}").code == 0
    both = ranked(run, f"x.{form}", "--late")
    assert set(both) == {"ann", "bob", "cyd"}
    assert both["bob"] < ranked(run, f"x.{form}")["bob"]


@pytest.mark.parametrize("form", FORMS)
def test_an_import_leaves_late_estimates_out_and_says_so(team: Path, run: Run, tmp_path: Path, form: str) -> None:
    assert run("export", form, "-o", f"x.{form}").code == 0
    again = json.loads(run("import", f"x.{form}", "--json").out)
    assert not any(again["new"].values()), "the book has all of it"
    wanted = scored(run)
    team.rename(tmp_path / "before")
    said = run("import", f"x.{form}", "--sure")
    assert "2 × an estimate that was recorded after the outcome was" in " ".join((said.out + said.err).split())
    assert scored(run) == wanted


def test_the_other_formats_leave_late_estimates_out_and_count_them(team: Path, run: Run) -> None:
    ran = run("export", "fatebook", "--by", "bob")
    assert "99%" not in ran.out
    assert "not in the file: 2 × an estimate that was recorded after the outcome was" in ran.err


def test_parquet_has_the_columns_of_csv(team: Path, run: Run, tmp_path: Path) -> None:
    from pyarrow.parquet import read_table

    assert run("export", "parquet", "-o", "x.parquet").code == 0
    rows = list(csv.DictReader(io.StringIO(run("export", "csv").out)))
    table = read_table(tmp_path / "x.parquet")
    assert table.column_names == list(rows[0])
    first = table.to_pylist()[0]
    assert (first["id"], first["question"], first["late"]) == ("c/q", "Will it?", None)
    assert first["asked_at"] == datetime(2026, 9, 1, tzinfo=UTC)
    assert [one["late"] or "" for one in table.to_pylist()] == [one["late"] for one in rows]


def test_json_lines_keep_an_apostrophe_before_what_a_spreadsheet_would_run(
    run: Run, empty: Path, clock: Clock, tmp_path: Path
) -> None:
    """Only CSV has one added, so only from CSV it is taken away."""
    clock(day(1))
    words = ("--question", "'=1 is it?", "--criteria", "YES if it says so.", "--closes", "2026-12-01")
    assert run("new", "c/q", *words).code == 0
    assert run("estimate", "c/q", "40%", "-w", "'-x").code == 0
    for form in FORMS:
        assert run("export", form, "-o", f"x.{form}").code == 0
        empty.rename(tmp_path / f"before-{form}")
        assert run("import", f"x.{form}", "--sure").code == 0
        assert json.loads(run("status", "--json").out)["forecasts"][0]["title"] == "'=1 is it?"
        assert json.loads(run("history", "c/q", "--json").out)["entries"][-1]["why"] == "'-x"


@pytest.fixture
def closed(run: Run, empty: Path, clock: Clock) -> Path:
    """A question that closed on 10 September; what is dated on that day or later is ignored, in a book and in a table."""
    clock(day(1))
    words = ("--question", "Will it?", "--criteria", "YES if it says so.", "--closes", "2026-09-10")
    assert run("new", "c/q", *words).code == 0
    for by, number, chance in (("ann", 2, "30%"), ("bob", 3, "40%"), ("bob", 12, "90%"), ("cyd", 13, "95%")):
        clock(day(number))
        assert run("estimate", "c/q", chance, "-w", "x", "--by", by, "--sure").code == 0
    clock(day(1, 10))
    assert run("resolve", "c/q", "yes", "--known-at", "2026-09-30", "--sure").code == 0
    return empty


@pytest.mark.alike
@pytest.mark.parametrize("form", FORMS)
def test_an_export_marks_what_is_dated_after_the_end_so_that_a_panel_scores_what_the_book_does(
    closed: Path, run: Run, form: str
) -> None:
    assert run("export", form, "-o", f"x.{form}").code == 0
    assert ranked(run, f"x.{form}") == {by: brier for by, brier in scored(run).items() if by != "cyd"}
    assert json.loads(run("panel", f"x.{form}", "--json").out)["dropped"] == {"late": 2}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_dated_after_the_end_comes_in_as_it_enters_no_score(
    closed: Path, run: Run, form: str, tmp_path: Path
) -> None:
    assert run("export", form, "-o", f"x.{form}").code == 0
    assert "nothing new" in run("import", f"x.{form}").err
    before = scored(run)
    closed.rename(tmp_path / "first")
    again = json.loads(run("import", f"x.{form}", "--json").out)
    assert (again["new"]["estimates"], again["lost"]) == (4, [])
    assert scored(run) == before


def test_an_export_says_when_each_estimate_was_recorded(team: Path, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "csv").out)))
    found = {(row["forecaster"], row["forecast_at"][:10], row["recorded_at"][:10], row["late"]) for row in rows}
    assert found == {
        ("ann", "2026-09-02", "2026-09-02", ""),
        ("bob", "2026-09-03", "2026-09-03", ""),
        ("bob", "2026-09-06", "2026-09-06", ""),
        ("bob", "2026-09-20", "2026-09-03", ""),
        ("bob", "2026-09-04", "2026-10-02", "yes"),
        ("cyd", "2026-09-04", "2026-10-02", "yes"),
    }
