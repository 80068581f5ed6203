"""Everything goes out again, and comes back the same as far as the format carries it; what it does not is counted."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import LATER, Import, files, lost
from exchange.held import SAMPLES, questions
from outlook.exchange.spreadsheet_table import COLUMNS
from outlook.exchange.table import Place
from outlook.exchange.threat_sharing import likelihood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from conftest import Ran, Refuses, Run

EXPORT = "fatebook/fatebook-forecasts.csv"
NOTHING = {"questions": 0, "estimates": 0, "outcomes": 0, "notes": 0}
HERE = Place("a/b")
CARRIED = (
    *("title", "kind", "options", "ordered", "lower", "upper", "created", "closes", "outcome", "outcome_known_at"),
    *("tags", "note", "estimates"),
)


# ── the archive ──


def test_an_archive_brings_the_book_back_byte_for_byte(book: Path, run: Run, tmp_path: Path) -> None:
    assert run("export", "outlook", "-o", "all.zip").code == 0
    other = tmp_path / "other"
    ran = run("import", "all.zip", "--book", str(other))
    assert ran.code == 0, ran.err
    ours = {name: raw for name, raw in files(book).items() if "/" in name and not name.endswith(".lock")}
    assert {name: raw for name, raw in files(other).items() if "/" in name} == ours
    again = run("import", "all.zip", "--book", str(other), "--json")
    assert (again.code, json.loads(again.out)["written"]) == (0, False)


def test_an_archive_of_an_earlier_moment_is_refused(book: Path, refuses: Refuses, tmp_path: Path) -> None:
    """It would hold what became known later, outcomes too."""
    refuses("export", "outlook", "--at", "2024-12-01", "-o", "old.zip", saying="`outlook export csv --at …`")
    assert not (tmp_path / "old.zip").exists()


def test_the_same_book_makes_the_same_archive(book: Path, run: Run, tmp_path: Path) -> None:
    run("export", "outlook", "-o", "one.zip")
    run("export", "outlook", "-o", "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_an_archive_adds_the_entries_that_a_copy_lacks(book: Path, run: Run, tmp_path: Path) -> None:
    run("export", "outlook", "-o", "old.zip")
    other = tmp_path / "other"
    run("import", "old.zip", "--book", str(other))
    (case,) = {path.parent.name for path in book.glob("syria-*/case.yaml")}
    (forecast, *_) = [
        row["id"] for row in json.loads(run("status", case, "--json").out)["forecasts"] if row["state"] == "open"
    ]
    assert run("estimate", forecast, "12%", "--why", "x").code == 0
    run("export", "outlook", case, "-o", "new.zip")
    said = json.loads(run("import", "new.zip", "--book", str(other), "--json").out)
    assert said["lines"] == {case: 1}
    assert files(other)[f"{case}/ledger.jsonl"] == files(book)[f"{case}/ledger.jsonl"]


def test_what_is_otherwise_in_the_archive_is_named_and_stays(book: Path, run: Run) -> None:
    run("export", "outlook", "-o", "all.zip")
    record = next(path for path in sorted(book.glob("*/*.yaml")) if path.name != "case.yaml")
    record.write_text(record.read_text("utf-8") + "# mine\n", "utf-8")
    before = files(book)
    ran = run("import", "all.zip")
    assert ran.code == 1
    assert f"{record.relative_to(book.parent)}:1:1: error: it is otherwise in the archive" in ran.out
    assert files(book) == before


def test_a_record_that_was_renamed_since_or_before_is_the_same_record(book: Path, run: Run, tmp_path: Path) -> None:
    run("export", "outlook", "-o", "old.zip")
    other = tmp_path / "other"
    run("import", "old.zip", "--book", str(other))
    assert run("rename", "hama-by-december", "hama-falls").code == 0
    assert run("rename", "hama-falls", "hama-first").code == 0
    run("export", "outlook", "-o", "new.zip")
    before = files(book)
    again = json.loads(run("import", "old.zip", "--json").out)
    assert (again["written"], again["files"], again["problems"]) == (False, {}, [])
    assert files(book) == before
    case = "syria-2024-12"
    dry = json.loads(run("import", "new.zip", "--book", str(other), "--json", "--dry-run").out)
    assert (dry["files"], dry["moved"]) == ({}, {case: {"hama-by-december.yaml": "hama-first.yaml"}})
    ran = run("import", "new.zip", "--book", str(other))
    assert f"{case}/hama-by-december → {case}/hama-first" in ran.out, ran.err
    assert {name: raw for name, raw in files(other).items() if "/" in name} == {
        name: raw for name, raw in before.items() if "/" in name
    }
    assert not json.loads(run("import", "new.zip", "--book", str(other), "--json").out)["written"]
    codes = [run("check", "--book", place, "--json").code for place in (str(book), str(other))]
    assert codes[0] == codes[1] == run("check", "--book", str(book)).code
    record = book / case / "hama-first.yaml"
    record.write_text(record.read_text("utf-8") + "# mine\n", "utf-8")
    assert "it is otherwise in the archive, as hama-by-december.yaml" in run("import", "old.zip").out


@pytest.mark.parametrize(
    "name", ["../x/case.yaml", "x/../case.yaml", "/x/case.yaml", "x/y/z.yaml", "X/a.yaml", "x/.git"]
)
def test_an_archive_with_anything_but_cases_is_refused(
    tmp_path: Path, turned_away: Callable[..., Ran], name: str
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("outlook.json", '{"schema": 1}')
        made.writestr(name, "title: x\n")
    turned_away("x.zip", saying=("x.zip: ", "out of it" if ".." in name or name[0] == "/" else "is no file of a case"))


def test_an_archive_of_a_later_version_is_refused(tmp_path: Path, turned_away: Callable[..., Ran]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("outlook.json", '{"schema": 9}')
    turned_away("x.zip", saying=("has schema 9, and this outlook reads 1",))


# ── tables ──


@pytest.mark.alike
@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("given", [(EXPORT, "--normalise"), ("metaculus/user_data.zip",)])
def test_a_table_of_ours_comes_back(bring: Import, empty: Path, run: Run, form: str, given: tuple[str, ...]) -> None:
    bring(*given)
    before = {one["id"]: one for one in questions(empty)}
    assert run("export", form, "-o", f"out.{form}").code == 0
    empty.rename(empty.with_name("old"))
    bring(f"out.{form}")
    after = {one["imported_id"]: one for one in questions(empty)}
    assert set(after) == set(before)
    for key, one in before.items():
        for name in ("id", *CARRIED):
            assert after[key].get(name) == one.get(name), (key, name)
    assert bring(f"out.{form}")["new"] == NOTHING


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize(("kind", "stated"), [("binary", "30%"), ("choice", "A=.3,B=.7"), ("numeric", "q05=1,q95=3")])
def test_what_was_withdrawn_stays_withdrawn(
    book: Path, run: Run, tmp_path: Path, form: str, kind: str, stated: str
) -> None:
    options = {"choice": ("--option", "A", "--option", "B"), "numeric": ("--unit", "t")}.get(kind, ())
    asked = ("--question", "What?", "--closes", "31 Dec 2024", "--criteria", "x", "--kind", kind, *options)
    assert run("new", "m/what", *asked, "--opens", "2024-12-01").code == 0
    assert run("estimate", "m/what", stated, "-w", "x", "--known-at", "2024-12-08").code == 0
    assert run("estimate", "m/what", "withdraw", "-w", "x", "--known-at", "2024-12-09").code == 0
    assert run("export", form, "m", "-o", f"out.{form}").code == 0
    other = str(tmp_path / "other")
    said = json.loads(run("import", f"out.{form}", "--book", other, "--json").out)
    assert said["new"]["estimates"] == 2, said
    assert _standing(run, other)["m/what"][1] is None


@pytest.mark.alike
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_book_that_a_table_of_ours_came_from_knows_it(book: Path, run: Run, tmp_path: Path, form: str) -> None:
    """Also after a rename, and what was taken back since is not brought back."""
    rows = json.loads(run("status", "--json").out)["forecasts"]
    fitting = (row["id"] for row in rows if (row["state"], row["kind"]) == ("open", "binary"))
    opened = next(name for name in fitting if "hama-by" not in name)
    (entry,) = json.loads(run("estimate", opened, "20%", "--why", "x", "--json").out)["entries"]
    assert run("export", form, "-o", f"out.{form}").code == 0
    assert run("rename", "hama-by-december", "hama-falls").code == 0
    assert run("retract", entry["id"], "--why", "x").code == 0
    before = files(book)
    said = json.loads(run("import", f"out.{form}", "--json").out)
    assert (said["new"], said["written"], said["cases"]) == (NOTHING, False, ["syria-2024-12"])
    assert lost(said)["what the book has taken back since"] == 1
    assert any("export outlook" in remark for remark in said["remarks"])
    assert files(book) == before
    other = str(tmp_path / "other")
    assert run("import", f"out.{form}", "--book", other).code == 0
    # A panel has no days on which questions open and close, so those that are open come as drafts.
    fields = FIELDS if form == "parquet" else ("state", *FIELDS)
    was, now = (_standing(run, place, fields) for place in (str(book), other))
    was["syria-2024-12/hama-by-december"] = was.pop("syria-2024-12/hama-falls")
    assert {key: said for key, said in now.items() if key != opened} == {
        key: said for key, said in was.items() if key != opened
    }
    assert json.loads(run("import", f"out.{form}", "--book", other, "--json").out)["new"] == NOTHING


FIELDS = ("kind", "stated", "stated_by", "stated_at", "outcome", "brier")


def _standing(run: Run, book: str, fields: Sequence[str] = FIELDS) -> dict[str, tuple[Any, ...]]:
    rows = json.loads(run("status", "--book", book, "--json").out)["forecasts"]
    return {row["id"]: tuple(row[field] for field in fields) for row in rows}


def test_a_changed_table_of_ours_is_compared_row_by_row(book: Path, run: Run, tmp_path: Path) -> None:
    run("export", "csv", "aleppo-retaken", "-o", "out.csv")
    text = (tmp_path / "out.csv").read_text("utf-8")
    (tmp_path / "other.csv").write_text(text.replace(",0.144,", ",0.2,"), "utf-8")
    before = files(book)
    ran = run("import", "other.csv")
    assert (ran.code, files(book)) == (1, before)
    assert "stated is 0.144 in the book and 0.2 in the file" in ran.out
    # Columns were taken out and a row was added: the book knows it by its words.
    kept = ("id", "question", "forecaster", "forecast_at", "probability")
    (row,) = [{name: row[name] for name in kept} for row in csv.DictReader(io.StringIO(text))]
    added = {**row, "forecaster": "bob"}
    lines = [",".join(kept), *(",".join(f'"{one[name]}"' for name in kept) for one in (row, added))]
    (tmp_path / "fewer.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert json.loads(run("import", "fewer.csv", "--json").out)["new"] == {**NOTHING, "estimates": 1}
    assert json.loads(run("import", "fewer.csv", "--json").out)["new"] == NOTHING


def test_a_table_of_ours_joins_no_other_question_of_the_same_id(empty: Path, run: Run) -> None:
    wet = ("--closes", "2027-06-30", "--criteria", "YES if the gauge says so.", "--prior", "40%")
    run("new", "x/wet", "--question", "Will it rain?", *wet, "--opens", "2026-11-02")
    run("export", "csv", "-o", "out.csv")
    empty.rename(empty.with_name("old"))
    run("new", "x/wet", "--question", "Will the paint be wet?", *wet, "--opens", "2026-11-01")
    before = files(empty)
    ran = run("import", "out.csv")
    assert (ran.code, files(empty)) == (2, before)
    assert "the book has another question by the id x/wet" in ran.err
    ran = run("import", "out.csv", "--case", "y")
    assert (ran.code, f"to take it back: outlook undo, or delete {empty.name}/y\n" in ran.err) == (0, True), ran.err
    assert set(_standing(run, str(empty))) == {"x/wet", "y/wet"}
    assert json.loads(run("import", "out.csv", "--case", "y", "--json").out)["new"] == NOTHING


def test_what_a_table_cannot_hold_is_counted(bring: Import, empty: Path, run: Run) -> None:
    bring("metaculus/user_data.zip")
    ran = run("export", "csv", "-o", "out.csv", "--json")
    lost = {one["what"]: one["count"] for one in json.loads(ran.out)["lost"]}
    assert lost == {
        "a base rate": 1, "evidence": 4, "the platform that decides it": 8,
        "the reason of an outcome": 2, "the sources that decide it": 8, "who resolved it": 7,
    }  # fmt: skip


def test_texts_that_a_spreadsheet_would_run_are_defused_and_come_back(bring: Import, empty: Path, run: Run) -> None:
    bring(EXPORT)
    rows = list(csv.DictReader(io.StringIO(run("export", "csv").out)))
    assert {row["question"] for row in rows if "HYPERLINK" in row["question"]} == {
        '\'=HYPERLINK("http://example.invalid","x")'
    }


# ── Fatebook ──


def test_fatebook_gets_resolved_questions_of_one_person(bring: Import, empty: Path, run: Run) -> None:
    bring(EXPORT)
    ran = run("export", "fatebook", "--by", "Ann Ex")
    assert ran.code == 0
    (header, *rows) = csv.reader(io.StringIO(ran.out))
    wanted = next(csv.reader(io.StringIO((SAMPLES / "fatebook/fatebook-import-target.csv").read_text("utf-8"))))
    assert header == wanted
    assert {row[3] for row in rows} == {"YES", "NO", "AMBIGUOUS"}
    assert [row[1] for row in rows if row[0] == "Ceasefire by February?"] == ["10%", "20%", "55%"]
    assert "2 × a question that is not resolved: Fatebook would resolve it" in ran.err
    assert "2 × a forecast of somebody else" in ran.err


def test_what_fatebook_gets_adds_nothing_where_it_came_from(
    bring: Import, empty: Path, run: Run, tmp_path: Path
) -> None:
    bring("fatebook/fatebook-import-target.csv")
    (tmp_path / "out.csv").write_text(run("export", "fatebook", "--by", "alice").out, "utf-8")
    assert bring("out.csv")["new"] == NOTHING


# ── what is refused ──


@pytest.mark.parametrize(
    ("words", "saying", "code"),
    [
        (("outlook",), "the format outlook needs a file: add -o FILE", 2),
        (("csv", "--json"), "--json needs a file: add -o FILE", 2),
        (("csv", "--force"), "--force means nothing without -o FILE", 2),
        (("csv", "nowhere", "-o", "x.csv"), "no forecast or case matches 'nowhere'", 2),
        (("csv", "-o", "nowhere/x.csv"), "there is no folder nowhere", 3),
        (("xls",), "'xls' is not one of", 2),
    ],
)
def test_what_cannot_go_out_is_refused(refuses: Refuses, words: tuple[str, ...], saying: str, code: int) -> None:
    refuses("export", *words, saying=saying, code=code)


@pytest.mark.parametrize(("form", "words"), [("forecastbench", ()), ("fatebook", ("--by", "nobody"))])
def test_an_export_with_nothing_in_it_is_refused(book: Path, run: Run, form: str, words: tuple[str, ...]) -> None:
    ran = run("export", form, *words, "-o", "out.file")
    assert (ran.code, ran.out) == (2, "")
    assert f"no forecast goes into {form}" in ran.err
    assert "Nothing was written" in ran.err
    assert not (book.parent / "out.file").exists()


def test_a_file_that_is_there_is_kept_unless_forced(book: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("mine", "utf-8")
    assert "exists already and is left as it is" in run("export", "csv", "-o", "x.csv").err
    assert run("export", "csv", "-o", "x.csv", "--force").code == 0
    assert (tmp_path / "x.csv").read_text("utf-8").startswith(",".join(COLUMNS))


# ── MISP and STIX ──

DESK = """\
question: Hama captured by 31 March 2026
kind: binary
opens_at: 2024-12-01
closes_at: 2026-03-31
criteria: YES if two wires report it.
"""


@pytest.fixture
def desk(book: Path, run: Run) -> Path:
    """A case with one question, a probability and two graded reports."""
    (book / "desk").mkdir()
    (book / "desk" / "case.yaml").write_text("title: Desk\n", "utf-8")
    (book / "desk" / "hama-2026.yaml").write_text(DESK, "utf-8")
    run("evidence", "hama-2026", "Army announces withdrawal", "--grade", "B1", "--known-at", "2024-12-04")
    run("evidence", "hama-2026", "Unverified video", "--grade", "F6", "--known-at", "2024-12-05")
    run("estimate", "hama-2026", "60%", "--why", "x", "--known-at", "2024-12-05")
    return book


def test_misp_gets_a_word_and_grades(desk: Path, run: Run) -> None:
    ran = run("export", "misp", "desk")
    wanted = json.loads((SAMPLES / "misp" / "event.json").read_text("utf-8"))["Event"]
    event = json.loads(ran.out)["Event"]
    assert set(event) == set(wanted)
    assert event["info"] == wanted["info"]
    assert event["Tag"] == wanted["Tag"][:1]
    assert [{name: one[name] for name in one if name not in ("uuid", "comment")} for one in event["Attribute"]] == [
        {name: one[name] for name in one if name not in ("uuid", "comment")} for one in wanted["Attribute"]
    ]
    assert run("export", "misp", "desk").out == ran.out


def test_stix_gets_a_report_and_notes(desk: Path, run: Run) -> None:
    ran = run("export", "stix", "desk")
    wanted = {one["type"]: one for one in json.loads((SAMPLES / "stix" / "bundle.json").read_text("utf-8"))["objects"]}
    bundle = json.loads(ran.out)
    assert [one["type"] for one in bundle["objects"]] == ["identity", "note", "note", "report"]
    person, note, other, report = bundle["objects"]
    for name in ("name", "description", "confidence", "labels", "report_types"):
        assert report[name] == wanted["report"][name]
    assert (note["abstract"], note["labels"]) == (wanted["note"]["abstract"], wanted["note"]["labels"])
    assert note["content"] == "Army announces withdrawal (B1), known 2024-12-04T12:00Z"
    assert report["object_refs"] == [note["id"], other["id"]]
    assert note["object_refs"] == [person["id"]]
    assert {set(wanted[one["type"]]) <= set(one) | {"created_by_ref"} for one in bundle["objects"]} == {True}
    assert run("export", "stix", "desk").out == ran.out


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.0, None), (0.0099, None), (0.01, "almost-no-chance"), (0.05, "very-unlikely"), (0.2, "unlikely"),
     (0.45, "roughly-even-chance"), (0.55, "likely"), (0.6, "likely"), (0.8, "very-likely"), (0.95, "almost-certain"),
     (0.99, "almost-certain"), (0.9901, None), (1.0, None)],
)  # fmt: skip
def test_a_probability_has_the_word_of_its_band(probability: float, word: str | None) -> None:
    assert likelihood(probability) == word


def test_of_many_questions_events_are_a_list_and_what_is_lost_is_said(book: Path, run: Run) -> None:
    ran = run("export", "misp", "--by", "nobody")
    assert (ran.code, ran.out) == (2, "")
    assert "× a question of which nobody believes nothing now" in ran.err
    people = {entry["by"] for entry in json.loads(run("history", "--json").out)["entries"]}
    found = [run("export", "misp", "--by", one) for one in people]
    assert any(len(json.loads(one.out)["response"]) > 1 for one in found if one.code == 0)


# ── Hubverse ──


def rows_of(raw: bytes) -> list[tuple[str, ...]]:
    return sorted(tuple(row) for row in csv.reader(io.StringIO(raw.decode())))


def as_numbers(rows: list[tuple[str, ...]]) -> list[tuple[object, ...]]:
    return [(*row[:-1], float(row[-1]) if row[-1][:1].isdigit() else row[-1]) for row in rows]


def test_a_hub_comes_back_row_for_row(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    bring("hubverse")
    assert run("export", "hubverse", "-o", "hub.zip").code == 0
    with zipfile.ZipFile(tmp_path / "hub.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                wanted = (SAMPLES / "hubverse" / name).read_bytes()
                assert as_numbers(rows_of(archive.read(name))) == as_numbers(rows_of(wanted)), name
        assert sum(name.endswith(".csv") for name in archive.namelist()) == 3
    before = {one["imported_id"]: one for one in questions(empty)}
    empty.rename(tmp_path / "old")
    bring("hub.zip")
    after = {one["imported_id"]: one for one in questions(empty)}
    assert {key: {**one, "id": ""} for key, one in after.items()} == {
        key: {**one, "id": ""} for key, one in before.items()
    }
    assert bring("hub.zip")["new"] == NOTHING


def test_what_a_hub_cannot_hold_is_counted(bring: Import, empty: Path, run: Run) -> None:
    bring("metaculus/user_data.zip")
    ran = run("export", "hubverse", "-o", "hub.zip", "--json")
    lost = {one["what"]: one["count"] for one in json.loads(ran.out)["lost"]}
    assert lost["a date question: no type of output has days"] == 1
    assert lost["a withdrawal"] == 2
    assert lost["the time of day of a forecast"] == 11
    said = bring("hub.zip", "--book", "other")
    assert "an outcome without the time at which it was known: enter it with `outlook resolve`" in {
        one["what"] for one in said["lost"]
    }
    assert run("check", "--book", "other").code in (0, 1)


# ── ForecastBench ──

ROUND = ("2026-01-04-llm.json", "2026-01-04.Made-up-Lab.m-1.json", "2026-01-04_resolution_set.json")


def test_a_submission_has_the_shape_of_the_one_it_came_from(
    bring: Import, empty: Path, run: Run, tmp_path: Path
) -> None:
    questions_file, forecasts_file, _ = (f"forecastbench/{name}" for name in ROUND)
    bring(questions_file, forecasts_file)
    ran = run("export", "forecastbench", "--by", "Made-up Lab m-1")
    said, wanted = json.loads(ran.out), json.loads((SAMPLES / forecasts_file).read_text("utf-8"))
    carried_rows = [row for row in wanted["forecasts"] if row["forecast"] is not None and isinstance(row["id"], str)]
    assert sorted(map(str, said["forecasts"])) == sorted(map(str, map(dict, map(reordered, carried_rows))))
    assert {name: said[name] for name in said if name != "forecasts"} == {
        name: wanted[name] for name in wanted if name != "forecasts"
    }
    (tmp_path / "out.json").write_text(ran.out, "utf-8")
    assert bring(questions_file, "out.json")["new"] == NOTHING


def reordered(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "source", "forecast", "resolution_date", "reasoning", "direction")}


def test_a_submission_holds_one_round(bring: Import, empty: Path, run: Run, tmp_path: Path) -> None:
    for day in ("2026-01-04", "2026-01-18"):
        for name in ROUND[:2]:
            text = (SAMPLES / "forecastbench" / name).read_text("utf-8").replace("2026-01-04", day)
            (tmp_path / f"{day}-{name}").write_text(text, "utf-8")
        bring(*(str(tmp_path / f"{day}-{name}") for name in ROUND[:2]))
    ran = run("export", "forecastbench", "--by", "Made-up Lab m-1")
    assert (ran.code, ran.out) == (2, "")
    assert "of 2 rounds (2026-01-18, 2026-01-04)" in ran.err or "of 2 rounds (2026-01-04, 2026-01-18)" in ran.err


@pytest.mark.parametrize("key", ["[", '["a"]', "[1, 2]", "x", '["a", "b", "c"]', "[[[["])
@pytest.mark.parametrize("form", ["forecastbench", "hubverse"])
def test_a_strangers_key_of_another_system_is_only_a_text(book: Path, run: Run, form: str, key: str) -> None:
    (book / "desk").mkdir()
    (book / "desk" / "case.yaml").write_text("title: Desk\n", "utf-8")
    record = f"{DESK}imported: {{system: {form}, id: {json.dumps(key)}}}\n"
    (book / "desk" / "hama-2026.yaml").write_text(record, "utf-8")
    run("estimate", "hama-2026", "60%", "--why", "x", "--known-at", "2024-12-05")
    ran = run("export", form, "desk", "-o", "out")
    if form == "hubverse":
        assert ran.code == 0
    else:
        assert (ran.code, "none of ForecastBench's. Nothing was written" in ran.err) == (2, True)


def test_to_take_an_import_back_nothing_is_deleted_that_was_there(book: Path, run: Run, tmp_path: Path) -> None:
    assert run("add", "Will it hail?", "40%", "31 Dec 2024", "--case", "m").code == 0
    assert run("export", "csv", "m", "-o", "t.csv").code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text())))
    with (tmp_path / "t.csv").open("a", newline="") as file:
        more = {**rows[0], "id": "m/new.two", "question": "Will it snow?"}
        csv.DictWriter(file, list(more)).writerow(more)
    said = run("import", "t.csv", "--sure").err
    back = said.partition("to take it back: outlook undo, or delete ")[2].splitlines()
    assert [line.rpartition("/")[2] for line in back] == ["table"], said
    assert not (book / "m" / "snow.yaml").exists()
    with (tmp_path / "t.csv").open("a", newline="") as file:
        more = {**rows[0], "id": "m/third", "question": "Will it freeze?", "probability": "", "forecaster": ""}
        csv.DictWriter(file, list(more)).writerow({**more, "forecast_at": ""})
    assert run("import", "t.csv", "--sure").err.endswith("to take it back: outlook undo\n"), "m was there"


def test_an_export_of_one_person_and_what_was_taken_back(team: Path, run: Run, tmp_path: Path) -> None:
    ids = [
        json.loads(run("estimate", "c/q", chance, "-w", "x", "--by", by, "--json").out)["entries"][0]["id"]
        for by, chance in (("ann", "90%"), ("ann", "10%"), ("bob", "40%"))
    ]
    assert run("retract", ids[0], "--why", "slip").code == 0
    ran = run("export", "csv", "--by", "ann")
    assert [row["forecaster"] for row in csv.DictReader(io.StringIO(ran.out))] == ["ann"]
    assert "not in the file: 1 × a forecast of somebody else" in ran.err
    assert "no forecast is by 'cyd'; there are those of ann, bob" in run("export", "csv", "--by", "cyd").err
    assert "--by means nothing for an archive" in run("export", "outlook", "--by", "ann", "-o", "x.zip").err


def test_a_hub_has_nothing_that_was_forecast_when_the_outcome_was_known(team: Path, run: Run) -> None:
    run("estimate", "c/q", "40%", "-w", "x", "--known-at", "2026-09-10")
    run("estimate", "c/q", "5%", "-w", "x", "--known-at", "2026-09-20")
    assert run("resolve", "c/q", "yes", "--known-at", "2026-09-17", "--sure").code == 0
    said = json.loads(run("export", "hubverse", "-o", "hub.zip", "--json").out)
    assert {one["what"]: one["count"] for one in said["lost"]}[
        "a forecast made when the outcome was known, or later"
    ] == 1
    assert "0.05" not in "".join(
        zipfile.ZipFile("hub.zip").read(name).decode()
        for name in zipfile.ZipFile("hub.zip").namelist()
        if "model-output" in name
    )


@pytest.fixture
def team(run: Run, empty: Path, clock: Callable[[datetime], None]) -> Path:
    """A book of one question that was asked on 1 September."""
    clock(datetime(2026, 9, 1, tzinfo=UTC))
    words = ("--question", "Will it?", "--criteria", "YES if it says so.", "--closes", "2026-12-01")
    assert run("new", "c/q", *words).code == 0
    clock(LATER)
    return empty


def _scores(run: Run, *words: str) -> list[tuple[str, str, float, float]]:
    rows = json.loads(run("score", "--json", *words).out)["forecasts"]
    return sorted((one["id"], one["by"], round(one["brier"], 9), round(one["coverage"], 6)) for one in rows)


@pytest.mark.alike
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_what_was_taken_back_is_scored_from_an_export_as_in_the_book(
    team: Path, run: Run, tmp_path: Path, clock: Callable[[datetime], None], form: str
) -> None:
    """Nine tenths for ten days, taken back to nothing or to what was before, or after the close, and a withdrawal."""
    said = {"ann": ["90%"], "bob": ["40%", "80%"], "cyd": ["70%"], "dan": ["20%"]}
    ids = dict[str, str]()
    for day, (by, chances) in enumerate(said.items(), 2):
        for hour, chance in enumerate(chances):
            clock(datetime(2026, 9, day, 10 + hour, tzinfo=UTC))
            ran = run("estimate", "c/q", chance, "-w", "x", "--by", by, "--json")
            ids[by] = json.loads(ran.out)["entries"][0]["id"]
    clock(datetime(2026, 9, 12, tzinfo=UTC))
    for by in ("ann", "bob"):
        assert run("retract", ids[by], "--why", "slip", "--by", by).code == 0
    assert run("estimate", "c/q", "withdraw", "-w", "x", "--by", "dan", "--known-at", "2026-09-05").code == 0
    clock(datetime(2026, 9, 20, tzinfo=UTC))
    assert run("estimate", "c/q", "10%", "-w", "x", "--by", "ann").code == 0
    clock(LATER)
    assert run("resolve", "c/q", "no", "--known-at", "2026-10-01", "--sure").code == 0
    assert run("retract", ids["cyd"], "--why", "too late", "--by", "cyd").code == 0
    assert run("export", form, "-o", f"x.{form}").code == 0
    book = _scores(run)
    assert len(book) == 4
    assert json.loads(run("import", f"x.{form}", "--json").out)["new"] == NOTHING, "the book has all of it"
    panel = run("panel", f"x.{form}", "--json", "--no-compare")
    team.rename(tmp_path / "before")
    ranked = {one["forecaster"]: one["brier"] for one in json.loads(panel.out)["forecasters"]}
    assert ranked == {by: pytest.approx(brier, abs=1e-9) for _, by, brier, _ in book}
    assert run("import", f"x.{form}", "--sure").code == 0
    assert _scores(run) == book


def test_an_export_says_since_when_an_estimate_is_taken_back(
    team: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    ids = [json.loads(run("estimate", "c/q", "90%", "-w", "x", "--json").out)["entries"][0]["id"]]
    clock(datetime(2026, 11, 21, tzinfo=UTC))
    assert run("retract", ids[0], "--why", "slip").code == 0
    first, second = csv.DictReader(io.StringIO(run("export", "csv").out))
    assert (first["probability"], first["taken_back_at"]) == ("0.9", "2026-11-21T00:00:00Z")
    assert (second["probability"], second["forecast_at"]) == ("withdrawn", "2026-11-21T00:00:00Z")
    ran = run("export", "fatebook")
    assert "left out: 1 × an estimate that was taken back, and is scored for the time until then" in ran.err


def test_the_number_of_forecasts_is_that_in_the_file(team: Path, run: Run) -> None:
    assert run("estimate", "c/q", "90%", "-w", "x").code == 0
    for form in ("csv", "stix"):
        assert "from 1 forecast" in run("export", form, "-o", f"x.{form}").out


def test_a_hub_keeps_the_name_of_who_was_first_and_has_everybodys_own(team: Path, run: Run) -> None:
    for day, by in ((10, "tomas"), (11, "TOMAS")):
        words = ("-w", "x", "--by", by, "--known-at", f"2026-09-{day}")
        assert run("estimate", "c/q", "40%", *words).code == 0
    assert run("export", "hubverse", "-o", "hub.zip").code == 0
    with zipfile.ZipFile("hub.zip") as hub:
        found = {name: hub.read(name).decode() for name in hub.namelist() if name.startswith("model-metadata/")}
    assert {name.removeprefix("model-metadata/"): text.splitlines()[-1] for name, text in found.items()} == {
        "outlook-tomas.yml": 'model_name: "tomas"',
        "outlook-tomas_2.yml": 'model_name: "TOMAS"',
    }


def test_a_hub_brings_a_quantity_back_without_the_unit_that_it_never_had(book: Path, run: Run, tmp_path: Path) -> None:
    asked = ("--question", "How many?", "--closes", "31 Dec 2024", "--criteria", "x", "--kind", "numeric")
    for name, more in (("bare", ()), ("tonnes", ("--unit", "t"))):
        assert run("new", f"m/{name}", *asked, *more, "--opens", "2024-12-01").code == 0
        assert run("estimate", f"m/{name}", "q05=1,q50=2,q95=3", "-w", "x", "--known-at", "2024-12-08").code == 0
    assert run("export", "hubverse", "m", "-o", "hub.zip").code == 0
    assert run("import", "hub.zip", "--book", str(tmp_path / "other")).code == 0
    records = [path.read_text() for path in (tmp_path / "other").rglob("how-many*.yaml")]
    assert [("unit: t\n" in text, "unit: value" in text) for text in sorted(records, key=len)] == [
        (False, False),
        (True, False),
    ]
