"""How an import gets into a book: all or nothing, what is there stays, and what is new is added."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import Import, files
from exchange.held import SAMPLES, questions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

EXPORT = "fatebook/fatebook-forecasts.csv"
NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}
HEAD = "question,forecaster,forecast_at,probability,resolved_at,outcome\n"
ROWS = ["Will it thaw?,ann,2026-01-01,30%,,\n", "Will it freeze?,ann,2026-01-01,70%,2026-02-01,no\n"]


def table(path: Path, *rows: str) -> str:
    path.write_text(HEAD + "".join(rows), "utf-8")
    return str(path)


def test_a_newer_export_adds_only_what_is_new(bring: Import, empty: Path, tmp_path: Path) -> None:
    bring(table(tmp_path / "t.csv", *ROWS))
    more = ["Will it thaw?,ann,2026-01-05,35%,,\n", "Will it rain?,bob,2026-01-05,1%,,\n"]
    said = bring(table(tmp_path / "t.csv", *ROWS, *more))
    assert said["new"] == {"questions": 1, "estimates": 2, "outcomes": 0, "notes": 0}
    assert said["known_entries"] == 3


def test_what_is_in_another_case_stays_there(bring: Import, empty: Path, tmp_path: Path) -> None:
    bring(table(tmp_path / "t.csv", *ROWS), "--case", "weather")
    more = "Will it thaw?,bob,2026-01-05,35%,,\n"
    said = bring(table(tmp_path / "t.csv", *ROWS, more), "--case", "other")
    assert said["new"] == {"questions": 0, "estimates": 1, "outcomes": 0, "notes": 0}
    assert [path.name for path in empty.iterdir() if path.is_dir()] == ["weather"]


def test_two_colleagues_make_the_same_entries(bring: Import, empty: Path, tmp_path: Path) -> None:
    said = []
    for by in ("ann", "bob"):
        bring(EXPORT, "--by", by)
        said.append((empty / "fatebook" / "ledger.jsonl").read_text("utf-8").splitlines())
        empty.rename(tmp_path / by)
    entries = [[json.loads(line) for line in lines] for lines in said]
    for one in (one for mine in entries for one in mine):
        del one["recorded_at"]
        one.pop("prev", None)
    assert entries[0] == entries[1]
    assert len({one["id"] for one in entries[0]}) == 19


def test_ledgers_of_two_colleagues_merge_by_union(bring: Import, empty: Path, tmp_path: Path, run: Run) -> None:
    bring(EXPORT, "--by", "ann")
    ledger = empty / "fatebook" / "ledger.jsonl"
    ours = ledger.read_text("utf-8")
    empty.rename(tmp_path / "ann")
    later = (SAMPLES / EXPORT).read_text("utf-8").replace("2027-01-01 00:00:0", "2027-06-01 00:00:0")
    (tmp_path / "later.csv").write_text(later, "utf-8")
    bring("later.csv", "--by", "bob")
    ledger.write_text(ours + ledger.read_text("utf-8"), "utf-8")
    assert [one["estimates"] for one in questions(empty)]
    assert run("verify").code == 0


def test_an_import_that_was_killed_after_its_records_is_completed_by_the_same_command(
    bring: Import, empty: Path
) -> None:
    bring(EXPORT)
    (empty / "fatebook" / "ledger.jsonl").unlink()
    (empty / "fatebook" / "was-it-a-drone.yaml").unlink()
    said = bring(EXPORT)
    assert said["new"] == {"questions": 1, "estimates": 13, "outcomes": 6, "notes": 0}
    assert len(questions(empty)) == 8


def test_a_record_that_was_edited_stays_as_it_is(bring: Import, empty: Path) -> None:
    bring(EXPORT)
    record = empty / "fatebook" / "was-it-a-drone.yaml"
    record.write_text(record.read_text("utf-8") + "criteria: YES if two wires say so.\n", "utf-8")
    before = files(empty)
    assert bring(EXPORT)["new"] == NOTHING
    assert files(empty) == before


def test_an_entry_that_came_first_under_the_same_id_is_named_and_stays(bring: Import, empty: Path, run: Run) -> None:
    bring("predictionbook/my_predictions.json")
    ledger = empty / "predictionbook" / "ledger.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace('"stated":0.78', '"stated":0.01'), "utf-8")
    before = files(empty)
    ran = run("import", str(SAMPLES / "predictionbook/my_predictions.json"))
    assert ran.code == 1
    assert "stated is 0.01 in the book and 0.78 in the file" in ran.out
    assert files(empty) == before


def test_what_was_retracted_does_not_come_back(bring: Import, empty: Path, run: Run) -> None:
    bring(EXPORT)
    first = json.loads((empty / "fatebook" / "ledger.jsonl").read_text("utf-8").splitlines()[0])["id"]
    assert run("retract", first, "--why", "not mine").code == 0
    assert bring(EXPORT)["new"] == NOTHING


def test_entries_keep_the_order_of_the_file_and_are_never_late(bring: Import, empty: Path, run: Run) -> None:
    bring("predictionbook/my_predictions.json")
    (both,) = [one for one in questions(empty) if one["title"] == "Overdue, never judged"]
    assert [one[2] for one in both["estimates"]] == [0.0, 1.0]
    rows = json.loads(run("score", "--json").out)["forecasts"]
    assert {row["marks"]["late"] for row in rows} == {0}
    assert rows


def test_the_same_title_twice_gets_ids_in_the_order_of_asking(bring: Import, empty: Path) -> None:
    bring(EXPORT)
    found = {one["created"]: one["id"] for one in questions(empty) if one["title"] == "Ceasefire by February?"}
    assert found == {
        "2026-01-02T09:00:00Z": "fatebook/ceasefire-by-february",
        "2026-02-03T09:59:07Z": "fatebook/ceasefire-by-february-2",
    }


def test_a_record_that_cannot_be_read_may_be_what_is_imported(
    bring: Import, empty: Path, turned_away: Callable[..., Any]
) -> None:
    bring(EXPORT)
    (empty / "fatebook" / "was-it-a-drone.yaml").write_text("kind: binry\n", "utf-8")
    turned_away(EXPORT, saying=("was-it-a-drone.yaml cannot be read", "`outlook check` says why"))


@pytest.mark.parametrize(
    ("flags", "saying"),
    [
        (("--case", "No Slug"), "--case 'No Slug' is not an id"),
        (("--only-me",), "no forecast is by None; the files have (no name), Ann Ex, Bob"),
        (("--only-me", "--me", "Anne"), "no forecast is by 'Anne'"),
        (("--at", "soon"), "--at: 'soon'"),
        (("--at", "2026-01-01"), "--at means nothing for files from fatebook: leave it out"),
        (("--crowd",), "--crowd means nothing for files from fatebook: leave it out"),
        (("--columns", "question=x", "--from", "fatebook"), "--columns means nothing for files from fatebook"),
    ],
)
def test_what_the_command_line_cannot_mean_is_refused(
    turned_away: Callable[..., Any], flags: tuple[str, ...], saying: str
) -> None:
    turned_away(EXPORT, *flags, saying=(saying,))


def test_a_file_that_is_not_there_is_named(turned_away: Callable[..., Any]) -> None:
    turned_away("nothing.csv", saying=("nothing.csv",), code=3)


def archive(path: Path, members: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members.items():
            made.writestr(name, raw)
    return str(path)


def test_an_archive_with_names_that_lead_out_is_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    for name in ("../question_data.csv", "/question_data.csv", "a/../../x.csv"):
        turned_away(archive(tmp_path / "x.zip", {name: b"x"}), saying=("leads out of it",))


@pytest.mark.in_turn
def test_an_archive_that_unpacks_to_more_than_is_read_is_refused(
    tmp_path: Path, turned_away: Callable[..., Any]
) -> None:
    bomb = archive(tmp_path / "x.zip", {"question_data.csv": bytes(201_000_000)})
    turned_away(bomb, saying=("it holds 1 files of 201 MB; at most",))


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("question_data.csv", bytes(1_000_000))
    lying = raw.getvalue().replace((1_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    (tmp_path / "x.zip").write_bytes(lying)
    turned_away(str(tmp_path / "x.zip"), saying=("x.zip: ",))


def test_an_archive_whose_directory_is_misplaced_is_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    wrong = bytearray((SAMPLES / "metaculus/user_data.zip").read_bytes())
    end = wrong.rindex(b"PK\x05\x06")
    for at in (end + 12, end + 16):  # the size of the directory, and where it begins
        damaged = wrong[:]
        damaged[at] ^= 0xFF
        damaged[at + 1] ^= 0x7F
        (tmp_path / "x.zip").write_bytes(damaged)
        turned_away(str(tmp_path / "x.zip"), saying=("this archive is damaged",))


def test_records_do_not_stay_where_their_entries_cannot_be_written(
    bring: Import, empty: Path, tmp_path: Path, turned_away: Callable[..., Any]
) -> None:
    bring(table(tmp_path / "t.csv", *ROWS))
    (tmp_path / "other-name.jsonl").hardlink_to(empty / "table" / "ledger.jsonl")
    more = table(tmp_path / "more.csv", "Will it rain?,ann,2026-01-01,30%,,\n")
    turned_away(more, saying=("it has several names (hard links)",), code=3)
    assert not (empty / "table" / "will-it-rain.yaml").exists()


def test_a_damaged_archive_is_refused(tmp_path: Path, turned_away: Callable[..., Any]) -> None:
    (tmp_path / "x.zip").write_bytes((SAMPLES / "metaculus/user_data.zip").read_bytes()[:3000])
    turned_away(str(tmp_path / "x.zip"), saying=("this archive is damaged",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_in_which_few_bytes_could_stand_for_many_is_refused(
    tmp_path: Path, turned_away: Callable[..., Any], encoding: str
) -> None:
    part = " " * (1 << 20) + '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    book = archive(tmp_path / "x.xlsx", {"[Content_Types].xml": b"<x/>", "xl/a.xml": part.encode(encoding)})
    turned_away(book, saying=("'xl/a.xml' declares a document type, which no workbook does",))


def test_where_a_library_lacks_the_way_to_it_is_said(
    tmp_path: Path, turned_away: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("openpyxl", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    book = archive(tmp_path / "x.xlsx", {"[Content_Types].xml": b"<x/>"})
    turned_away(book, saying=("a workbook needs openpyxl: pip install '.[excel]'",))
    turned_away("generic/long.parquet", saying=("Parquet needs pyarrow: pip install '.[parquet]'",))


def test_an_import_that_was_killed_while_its_entries_were_written_is_completed_by_the_same_command(
    bring: Import, empty: Path, run: Run
) -> None:
    bring("predictionbook/my_predictions.json")
    ledger = empty / "predictionbook" / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: len(whole) // 2])
    assert 0 < bring("predictionbook/my_predictions.json")["known_entries"] < whole.count(b"\n")
    found = {json.loads(line)["id"] for line in ledger.read_text("utf-8").splitlines()}
    assert found == {json.loads(line)["id"] for line in whole.splitlines()}
    assert bring("predictionbook/my_predictions.json")["new"] == NOTHING


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"items": 3}', "items is 3, not a list of objects"),
        ('{"items": [}', "it is no JSON"),
        ('{"items": [{"title": "x", "createdAt": NaN}]}', "NaN is no number"),
        ('{"items": [{"title": "x"}]}', "x.json: items[0]: createdAt is missing"),
        ('{"items": [{"title": "x", "createdAt": "2026-01-01", "forecasts": [{"forecast": 2}]}]}', "2 is not a prob"),
        ('{"items": [{"title": "\\ud800", "createdAt": "2026-01-01"}]}', "bytes that are not UTF-8"),
    ],
)
def test_json_of_another_shape_is_refused_with_its_place(
    tmp_path: Path, turned_away: Callable[..., Any], text: str, saying: str
) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    turned_away(str(tmp_path / "x.json"), "--from", "fatebook", saying=(saying,))


def test_a_question_whose_only_forecast_came_too_late_is_named_as_a_draft(
    bring: Import, empty: Path, tmp_path: Path
) -> None:
    late = "Will it hail?,ann,2026-02-05,30%,2026-02-01,yes\n"
    said = bring(table(tmp_path / "t.csv", *ROWS, late), "--dry-run")
    lost = {one["what"]: one["count"] for one in said["lost"]}
    assert lost["a forecast made after the outcome was known"] == 1
    (draft,) = (what for what in lost if what.endswith("it is a draft") and "opens" in what)
    assert lost[draft] == 1


def test_who_says_the_same_twice_in_one_second_says_it_twice(bring: Import, empty: Path, tmp_path: Path) -> None:
    """In the order of the file or in another, and once where one form of a file has no fractions of a second."""
    choice = "Which?,choice,{},ann,2026-01-01T12:00:00{}Z,{}\n"
    head = "question,kind,option,forecaster,forecast_at,probability\n"

    def of(*moments: str) -> str:
        path = tmp_path / "t.csv"
        rows = [choice.format(option, at, share) for at in moments for option, share in (("A", 0.3), ("B", 0.7))]
        path.write_text(head + "".join(rows), "utf-8")
        return str(path)

    assert bring(of(".100"))["new"]["estimates"] == 1
    assert bring(of(".100", ".200"))["new"]["estimates"] == 1
    for moments in ((".100", ".200"), (".200", ".100"), ("",), ("", ".200")):
        assert bring(of(*moments))["new"] == NOTHING, moments
    ledger = (empty / "table" / "ledger.jsonl").read_text("utf-8")
    assert {json.loads(line)["known_at"][-5:] for line in ledger.splitlines()} == {".100Z", ".200Z"}


def test_two_questions_with_one_id_are_not_taken_for_one(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    rows = "x1,Will Orland win?,ann,2026-01-01,50%\nx1,{},ann,2026-01-02,90%\n"
    path = tmp_path / "t.csv"
    path.write_text("id,question,forecaster,forecast_at,probability\n" + rows.format("Will Orland lose?"), "utf-8")
    ran = run("import", str(path), "--sure")
    assert ran.code == 2
    assert "t.csv:3" in ran.err
    assert "x1 is the id of “Will Orland win?” on" in ran.err
    assert "give each question an id of its own" in ran.err
    path.write_text("id,question,forecaster,forecast_at,probability\n" + rows.format("will  Orland win"), "utf-8")
    assert bring(str(path))["new"]["estimates"] == 2


def test_a_day_alone_is_now_until_its_noon(
    bring: Import, empty: Path, run: Run, tmp_path: Path, clock: Callable[[datetime], None]
) -> None:
    path = table(
        tmp_path / "t.csv", "Will it thaw?,ann,2026-11-27,30%,,\n", "Will it hail?,ann,2026-11-26,3%,2026-11-27,no\n"
    )
    clock(datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    assert bring(path)["new"] == {"questions": 2, "estimates": 2, "outcomes": 1, "notes": 0}
    clock(datetime(2026, 11, 27, 14, 30, tzinfo=UTC))
    assert bring(path)["new"] == NOTHING
    ran = run("import", table(tmp_path / "t.csv", "Will it rain?,ann,2026-11-28,30%,,\n"), "--sure")
    assert "2026-11-28 12:00 lies in the future" in ran.err
