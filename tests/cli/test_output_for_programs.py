"""--json and --csv as they are promised: the documented keys are there, in every state of a forecast."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

STATUS_KEYS = {
    "id", "case", "title", "kind", "state", "stated", "prior", "implied", "closes_at", "evidence", "estimates", "outcome",
    "brier",
}  # fmt: skip
SCORE_KEYS = {
    "brier", "brier_first", "brier_last", "brier_time_weighted", "log_score", "coverage", "skill", "unit", "range",
}  # fmt: skip
PROBLEM_KEYS = {"path", "line", "column", "severity", "code", "message", "hint"}
STATES = {"draft", "open", "due", "resolved", "ambiguous", "annulled"}


def answer(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run(*arguments, "--json")
    found: dict[str, Any] = json.loads(ran.out)
    assert found["schema"] == 2
    assert ran.out.endswith("}\n")
    return found


def test_every_row_of_status_has_its_keys(book: Path, run: Run) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    found = answer(run, "status", "--at", "2025-01-10")
    assert found["at"] == "2025-01-10T23:59:59Z"
    assert len(found["forecasts"]) == 28
    for row in found["forecasts"]:
        assert row.keys() >= STATUS_KEYS
        assert row["state"] in STATES
        assert row["id"].startswith(f"{row['case']}/")
        assert isinstance(row["evidence"], int)
        assert isinstance(row["estimates"], int)


def test_beliefs_have_the_shape_of_their_kind(book: Path, run: Run) -> None:
    rows = {row["id"].partition("/")[2]: row for row in answer(run, "status")["forecasts"]}
    for field in ("stated", "prior"):
        assert rows["hama-by-december"][field] == 0.404
        assert rows["deepest-city"][field] == {"none": 0.577, "Hama": 0.237, "Homs": 0.095, "Damascus": 0.091}
        assert rows["displaced-peak"][field]["q05"] == 70_000
        assert rows["damascus-date"][field][0] == ["2024-12-15", 0.045]
    assert 0 < rows["un-talks"]["implied"] < 1
    assert sum(rows["deepest-city"]["implied"].values()) == pytest.approx(1)
    assert rows["displaced-peak"]["implied"][0] == [70_000.0, pytest.approx(0.0266, abs=5e-5)]
    assert rows["damascus-date"]["implied"][0] == ["2024-12-15", pytest.approx(0.1265, abs=5e-5)]


def test_what_has_no_value_is_null_and_what_has_none_is_an_empty_list(book: Path, run: Run) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    (row,) = answer(run, "status", "personal")["forecasts"]
    assert {row[name] for name in ("stated", "prior", "implied", "closes_at", "outcome", "brier")} == {None}
    page = answer(run, "show", "personal/ship")
    assert (page["indicators"], page["evidence"], page["estimates"], page["scores"]) == ([], [], [], [])
    assert page["resolution"] is None
    assert answer(run, "history", "personal")["entries"] == []


def test_the_page_of_a_forecast_has_its_record_and_all_that_bears_on_it(book: Path, run: Run) -> None:
    page = answer(run, "show", "hama-by-december")
    assert page.keys() >= {"indicators", "evidence", "estimates", "resolution", "scores"}
    states = {item["id"]: item["state"] for item in page["indicators"]}
    assert states["lost-town-held"] == "pending"
    assert states["iraqi-fighters-cross"] == "observed"
    assert states["russia-surges"] == "unseen"
    assert states["army-withdraws"] == "unseen", "the event that resolves a forecast is not evidence for it"
    assert page["implied"] == pytest.approx(0.32, abs=0.01)
    assert page["resolution"]["id"] == "tpye4oqh"
    assert "2hdqccl4" in {item["id"] for item in page["evidence"]}
    assert page["scores"][0].keys() >= SCORE_KEYS
    assert "Will armed opposition forces capture Hama city" in json.dumps(page)


def test_the_scorecard_has_its_keys(book: Path, run: Run) -> None:
    card = answer(run, "score", "--at", "2026-01-01")
    assert card.keys() >= {"at", "overall", "forecasts", "groups", "not_scored"}
    assert {row["kind"] for row in card["forecasts"]} == {"binary", "choice", "numeric", "date"}
    for row in card["forecasts"]:
        assert row.keys() >= SCORE_KEYS | {"id"}
        assert len(row["range"]) == 2
    for item in card["not_scored"]:
        assert item.keys() >= {"id", "reason"}
    assert len({row["id"] for row in card["forecasts"]} | {item["id"] for item in card["not_scored"]}) == 27


def test_an_infinite_score_is_valid_json(book: Path, run: Run) -> None:
    run("estimate", "us-strike-attributed", "0", "--sure", "--why", "Never", "--known-at", "2024-12-09")
    run("resolve", "us-strike-attributed", "yes", "--known-at", "2024-12-10 09:30")
    ran = run("score", "us-strike-attributed", "--json")
    assert "Infinity" not in ran.out
    assert json.loads(ran.out)["forecasts"]


def test_history_gives_each_entry_as_it_stands_in_the_ledger(book: Path, run: Run) -> None:
    lines = (book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()
    standing = {entry["id"]: entry for entry in map(json.loads, lines)}
    entries = answer(run, "history", "--at", "2026-01-01")["entries"]
    assert {entry["id"]: entry for entry in entries} == standing


@pytest.mark.parametrize(
    "command",
    [
        ["evidence", "unsc-resolution", "Said"],
        ["estimate", "unsc-resolution", "20%", "--why", "x"],
        ["resolve", "unsc-resolution", "no", "--sure"],
        ["retract", "2hdqccl4", "--why", "x"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("flags", [[], ["--dry-run"]], ids=["written", "dry run"])
def test_what_writes_gives_its_entries_and_its_changes(
    book: Path, run: Run, command: list[str], flags: list[str]
) -> None:
    found = answer(run, *command, *flags)
    (entry,) = found["entries"]
    assert entry.keys() >= {"id", "kind", "known_at", "recorded_at", "by"}
    assert found["changes"]
    for change in found["changes"]:
        assert change.keys() >= {"forecast", "before", "after"}
        assert change["forecast"].startswith("syria-2024-12/")


def test_check_gives_its_problems(book: Path, run: Run) -> None:
    assert answer(run, "check")["problems"] == []
    (book / "syria-2024-12" / "un-talks.yaml").write_text("kind: binary\nquestoin: Talks?\n")
    ran = run("check", "--json")
    assert ran.code == 1
    problems = json.loads(ran.out)["problems"]
    assert all(problem.keys() >= PROBLEM_KEYS for problem in problems)
    mine = next(problem for problem in problems if problem["path"].endswith("un-talks.yaml"))
    assert (mine["line"], mine["column"], mine["severity"]) == (2, 1, "error")
    assert "did you mean question?" in mine["hint"]


def test_new_says_what_it_wrote(book: Path, run: Run) -> None:
    found = answer(run, "new", "personal/ship", "--question", "Shipped?")
    assert (found["id"], found["state"], found["missing"]) == ("personal/ship", "draft", ["criteria", "closes_at"])


@pytest.mark.parametrize(
    ("command", "rows"), [(["status"], 27), (["score", "--at", "2026-01-01"], 24), (["history", "--at", "2026-01-01"], 119)],
    ids=["status", "score", "history"],
)  # fmt: skip
def test_rows_are_csv_with_a_heading(book: Path, run: Run, command: list[str], rows: int) -> None:
    found = list(csv.DictReader(io.StringIO(run(*command, "--csv").out), strict=True))
    assert len(found) == rows
    assert all(None not in row and None not in row.values() for row in found)
    assert {"id"} <= found[0].keys()


def test_csv_holds_the_same_as_json(book: Path, run: Run) -> None:
    found = list(csv.DictReader(io.StringIO(run("status", "--csv").out)))
    assert [row["id"] for row in found] == [row["id"] for row in answer(run, "status")["forecasts"]]
    row = next(row for row in found if row["id"].endswith("/deepest-city"))
    assert json.loads(row["stated"]) == {"none": 0.577, "Hama": 0.237, "Homs": 0.095, "Damascus": 0.091}
    assert json.loads(row["implied"]).keys() == json.loads(row["stated"]).keys()
    quantity = next(row for row in found if row["id"].endswith("/displaced-peak"))
    assert json.loads(quantity["implied"])[0] == [70_000.0, pytest.approx(0.0266, abs=5e-5)]


@pytest.mark.parametrize("start", [*"=+-@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_escaped(book: Path, run: Run, start: str) -> None:
    hostile = f'{start}HYPERLINK("https://example.org")'
    assert (
        run("evidence", "unsc-resolution", "Said", "--source", hostile, "--note", 'quotes ", commas\nand lines').code
        == 0
    )
    row = list(csv.DictReader(io.StringIO(run("history", "unsc-resolution", "--csv").out), strict=True))[-1]
    assert row["source"] == f"'{hostile}"
    assert row["note"] == 'quotes ", commas\nand lines'


WRITING = {
    "evidence": ["unsc-resolution", "Said", "-i", "army-withdraws"],
    "estimate": ["unsc-resolution", "20%", "--why", "x"],
    "resolve": ["unsc-resolution", "no", "--sure"],
    "retract": ["2hdqccl4", "--why", "x"],
    "new": ["personal/ship", "--question", "Shipped?"],
}


@pytest.mark.parametrize("json_too", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("command", WRITING)
def test_a_dry_run_writes_nothing_and_says_so(
    book: Path, run: Run, contents: Callable[[], dict[str, bytes]], command: str, json_too: list[str]
) -> None:
    before = contents()
    ran = run(command, *WRITING[command], "--dry-run", *json_too)
    assert ran.code == 0
    assert "dry run" in ran.err
    assert "was not written" in ran.err or "nothing was written" in ran.err
    assert contents() == before
    if json_too:
        assert json.loads(ran.out)["schema"] == 2


def test_a_dry_run_shows_what_would_follow(book: Path, run: Run) -> None:
    assert "evidence 2 → 3" in run("evidence", "unsc-resolution", "Said", "--dry-run").out
    assert (
        "stated 15.3% by case-author → 20.0% by alice"
        in run("estimate", "unsc-resolution", "20%", "--why", "x", "--dry-run").out
    )
    (change,) = answer(run, "resolve", "unsc-resolution", "no", "--dry-run")["changes"]
    assert (change["before"]["state"], change["after"]["state"]) == ("open", "resolved")
