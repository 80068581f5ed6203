"""Fatebook's exports: what comes, what is lost, and that a second import, of whichever form, adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, files, sample
from exchange.held import SAMPLES, agrees, estimates, expected, questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

EXPORT = "fatebook/fatebook-forecasts.csv"
NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}


def lost(said: dict[str, Any]) -> dict[str, tuple[int, int | None]]:
    return {one["what"]: (one["count"], one["line"]) for one in said["lost"]}


def test_the_export_becomes_what_is_expected_of_it(bring: Import, empty: Path) -> None:
    wanted = expected("fatebook")
    said = bring(EXPORT)
    assert said["system"] == "fatebook"
    assert said["new"] == {"questions": 8, "estimates": 13, "outcomes": 6, "notes": 0}
    assert "times without a zone are read as UTC" in said["remarks"]
    assert lost(said)["hidden forecast"] == (1, 4)
    assert lost(said)["a forecast made after the outcome was known"] == (1, 15)
    assert lost(said)["an option that became a yes/no question of its own"] == (3, 22)
    found = {(one["title"], one["created"]): one for one in questions(empty)}
    assert len(found) == len(wanted["questions"])
    for one in wanted["questions"]:
        held = found[one["title"], one["created"]]
        agrees(held, one, "kind", "created", "closes", "outcome", "outcome_known_at", "tags", "note")
        assert sorted(estimates(held)) == sorted(one["estimates"])
        assert held["judged_by"] == wanted["judged_by"]
    assert found["Was it a drone?", "2026-01-05T12:00:00Z"]["why"] == "ambiguous on Fatebook"


@pytest.mark.parametrize(
    "other",
    [
        EXPORT,
        "fatebook/fatebook-forecasts-before-2025.csv",
        "fatebook/fatebook-forecasts-excel-de.csv",
        "fatebook/getQuestion.json",
    ],
)
def test_another_form_of_what_is_there_adds_nothing(bring: Import, empty: Path, other: str) -> None:
    bring(EXPORT)
    before = files(empty)
    said = bring(other)
    assert (said["new"], said["problems"]) == (NOTHING, [])
    assert files(empty) == before


def test_the_json_of_the_api_has_dated_comments(bring: Import, empty: Path) -> None:
    wanted = expected("fatebook")["other_files"]["getQuestions.json"]
    assert bring("fatebook/getQuestions.json")["new"]["estimates"] == wanted["estimates"]
    first, *options = sorted(questions(empty), key=lambda one: one["created"])
    agrees(first, wanted["cm5abc"], "created", "closes", "outcome", "outcome_known_at", "tags")
    assert estimates(first) == wanted["cm5abc"]["estimates"]
    assert first["evidence"] == wanted["cm5abc"]["evidence"]
    said = {one["title"]: [one["outcome"], one["estimates"][0][2]] for one in options}
    assert said == {f"Which city first? [{name}]": value for name, value in wanted["cm5mcq"]["binaries"].items()}


def test_options_become_one_choice_where_the_person_asks_for_it(bring: Import, empty: Path) -> None:
    wanted = expected("fatebook")["with --normalise"]
    said = bring(EXPORT, "--normalise")
    assert (said["new"]["questions"], said["new"]["estimates"]) == (wanted["questions"], wanted["estimates"])
    (choice,) = [one for one in questions(empty) if one["kind"] == "choice"]
    agrees(choice, wanted["Which city first?"], "options", "outcome")
    assert estimates(choice) == wanted["Which city first?"]["estimates"]


def test_the_shape_that_fatebook_itself_imports_is_the_persons_own(bring: Import, empty: Path) -> None:
    bring("fatebook/fatebook-import-target.csv")
    assert {one[0] for held in questions(empty) for one in held["estimates"]} == {"alice"}
    assert [held["note"] for held in questions(empty)] == ["YES if two wires report it.", None]


def test_the_persons_own_name_in_the_file_becomes_theirs(bring: Import, empty: Path) -> None:
    said = bring(EXPORT, "--me", "Ann Ex")
    assert said["forecasters"] == {"(no name)": 1, "Bob": 1, "alice": 11}
    assert bring(EXPORT)["new"] == NOTHING


def test_the_forecasts_of_others_are_left_out_and_counted(bring: Import, empty: Path) -> None:
    said = bring(EXPORT, "--me", "Ann Ex", "--only-me")
    assert said["forecasters"] == {"alice": 11}
    assert lost(said)["a forecast of somebody else"] == (2, 12)


def test_an_empty_account_is_named_and_writes_nothing(run: Run, empty: Path) -> None:
    ran = run("import", sample("fatebook/fatebook-empty.csv"), "--from", "fatebook")
    assert ran.code == 0
    assert not empty.exists()
    assert "nothing new" in ran.err
    assert "--from" in run("import", sample("fatebook/fatebook-empty.csv")).err


def test_every_bad_row_is_named_and_nothing_is_written(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    text = (SAMPLES / EXPORT).read_text("utf-8").replace(",0.35,", ",1.35,").replace('"NO"', '"NEVER"', 1)
    (tmp_path / "bad.csv").write_text(text.replace("2026-02-03 10:00:0", "2026-02-30 10:00:0"), "utf-8")
    turned_away(
        "bad.csv",
        saying=(
            "bad.csv:2: Forecast (scale = 0-1): 1.35 is not a probability",
            "bad.csv:23: Resolution: NEVER is not one of YES, NO and AMBIGUOUS",
            "bad.csv:25: Forecast created at: 2026-02-30 10:00:00 is not a time of the calendar",
        ),
    )


def test_an_outcome_that_has_changed_is_a_problem_and_stays(
    bring: Import, empty: Path, run: Run, tmp_path: Path
) -> None:
    bring(EXPORT)
    before = files(empty)
    text = (SAMPLES / EXPORT).read_text("utf-8").replace('"NO",2026-04-01', '"YES",2026-04-01')
    (tmp_path / "changed.csv").write_text(text, "utf-8")
    ran = run("import", "changed.csv")
    assert ran.code == 1
    assert "fatebook/ceasefire-by-february-2 is resolved no in the book and yes in the file" in ran.out
    assert files(empty) == before


def test_days_that_a_spreadsheet_has_made_of_times_are_read(bring: Import, empty: Path, tmp_path: Path) -> None:
    text = (SAMPLES / EXPORT).read_text("utf-8").replace("2026-06-01 00:00:0", "2026-06-01")
    (tmp_path / "days.csv").write_text(text.replace("2026-01-07 00:00:0", "2026-01-07"), "utf-8")
    bring("days.csv")
    (one,) = [one for one in questions(empty) if one["title"].startswith("=HYPERLINK")]
    assert (one["created"], one["closes"]) == ("2026-01-07T12:00:00Z", "2026-06-01T23:59:59Z")
