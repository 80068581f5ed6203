"""A table about questions that the book asks: its estimates are those of these forecasts, and nothing is made twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from exchange.conftest import LATER, lost
from exchange.held import questions
from outlook.exchange.asked_before import plain_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Run
    from exchange.conftest import Import

ASKED = datetime(2026, 9, 1, tzinfo=UTC)
STORAGE, CUT = "Will EU storage be 85% full?", "Will the bank cut its rate?"


@pytest.fixture
def team(run: Run, empty: Path, clock: Callable[[datetime], None]) -> Path:
    """A book of two forecasts, one of them resolved on 17 September."""
    clock(ASKED)
    for name, question in (("eu-storage-85", STORAGE), ("rate-cut", CUT)):
        ran = run(
            "new", f"gas/{name}", "--question", question, "--criteria", "YES if it says so.", "--closes", "2026-11-01"
        )
        assert ran.code == 0, ran.err
    clock(LATER)
    assert run("resolve", "rate-cut", "yes", "--known-at", "2026-09-17T12:00Z", "--sure").code == 0
    return empty


def sheet(folder: Path, text: str, name: str = "helene.csv") -> str:
    (folder / name).write_text(text, "utf-8")
    return name


def estimates(book: Path) -> dict[str, list[tuple[str, float]]]:
    return {one["id"]: [(entry[0], entry[2]) for entry in one["estimates"]] for one in questions(book)}


def test_questions_in_the_words_of_the_book_are_its_forecasts(team: Path, tmp_path: Path, bring: Import) -> None:
    rows = "question,forecaster,forecast_at,probability\nwill EU  storage be 85 % full,Hélène,2026-09-10,70%\n"
    table = sheet(tmp_path, rows + f"{CUT},Hélène,2026-09-10,40%\nWill it snow?,Hélène,2026-09-10,5%\n")
    said = bring(table)
    assert said["new"] == {"questions": 1, "estimates": 3, "outcomes": 0, "notes": 0}
    [remark] = said["remarks"]
    assert remark.startswith("2 questions are asked in the same words by forecasts of the book (gas/eu-storage-85, ")
    assert said["questions"] == [
        {"kind": "binary", "state": "draft", "count": 1},
        {"kind": "binary", "state": "overdue", "count": 1},
        {"kind": "binary", "state": "resolved", "count": 1},
    ]
    assert said["cases"] == ["gas", "table"]
    there = {
        "gas/eu-storage-85": [("Hélène", 0.7)],
        "gas/rate-cut": [("Hélène", 0.4)],
        "table/will-it-snow": [("Hélène", 0.05)],
    }
    assert estimates(team) == there
    assert bring(table)["new"]["estimates"] == 0
    assert bring(table, "--as-new", "--case", "apart")["new"]["questions"] == 2
    assert set(estimates(team)) == {*there, "apart/will-eu-storage-be-85-full", "apart/will-the-bank-cut-its-rate"}


def test_another_day_or_several_askers_are_not_joined_without_a_word(
    team: Path, tmp_path: Path, run: Run, bring: Import, turned_away: Callable[..., Ran]
) -> None:
    run("new", "gas/again", "--question", STORAGE.upper(), "--criteria", "YES if so.", "--closes", "2026-12-24")
    table = sheet(tmp_path, f"question,forecaster,forecast_at,probability\n{STORAGE},bob,2026-09-10,70%\n")
    turned_away(table, saying=("helene.csv:2", "by gas/again, gas/eu-storage-85", "column id", "--as-new"))
    head = "question,forecaster,forecast_at,closes_at,probability\n"
    for day, new in (("2026-12-24", 0), ("2027-11-01", 1)):  # the day tells them apart, and another is another question
        other = sheet(tmp_path, f"{head}{STORAGE},ann,2026-09-10,{day},70%\n")
        assert bring(other, "--dry-run")["new"]["questions"] == new


@pytest.mark.parametrize("column", ["id", "question"])
def test_ids_of_the_book_are_enough(team: Path, tmp_path: Path, run: Run, bring: Import, column: str) -> None:
    assert run("rename", "gas/eu-storage-85", "storage").code == 0
    rows = "gas/eu-storage-85;Hélène;10.09.2026;70\nrate-cut;Hélène;10.09.2026;40\n"
    table = sheet(tmp_path, f"Frage;Wer;Datum;Prozent\n{rows}")
    named = ("--columns", f"{column}=Frage,forecaster=Wer,forecast_at=Datum,probability=Prozent", "--percent")
    assert bring(table, *named)["new"] == {"questions": 0, "estimates": 2, "outcomes": 0, "notes": 0}
    assert estimates(team) == {"gas/storage": [("Hélène", 0.7)], "gas/rate-cut": [("Hélène", 0.4)]}
    assert bring(table, *named)["known_entries"] == 2


@pytest.mark.parametrize("column", ["id", "question"])
def test_a_mistyped_id_is_no_new_question(
    team: Path, tmp_path: Path, turned_away: Callable[..., Ran], column: str
) -> None:
    rows = "gas/eu-storage-85,ann,2026-09-10,70%\ngas/eu-storage-86,ann,2026-09-10,33%\n"
    table = sheet(tmp_path, f"{column},forecaster,forecast_at,probability\n{rows}")
    saying = (f"helene.csv:3: {column}: gas/eu-storage-86 is no forecast of the book (did you mean gas/eu-storage-85",)
    turned_away(table, "--from", "table", saying=saying)


def test_what_came_after_the_outcome_in_the_book_is_left_out(team: Path, tmp_path: Path, bring: Import) -> None:
    rows = f"{CUT},ann,2026-09-10,40%\n{CUT},ann,2026-09-20,5%\n"
    said = bring(sheet(tmp_path, f"question,forecaster,forecast_at,probability\n{rows}"))
    assert lost(said) == {"a forecast made after the outcome was known": 1}
    assert estimates(team)["gas/rate-cut"] == [("ann", 0.4)]


def test_a_row_without_a_name_and_a_reason_of_nobody_are_named(tmp_path: Path, empty: Path, bring: Import) -> None:
    rows = "Will A?,,2026-09-10,2026-12-31,40%\n"
    said = bring(sheet(tmp_path, f"question,forecaster,forecast_at,closes_at,probability\n{rows}"))
    assert said["remarks"] == ["rows without a name are by the forecaster “(no name)”; first at helene.csv:2"]
    wide = "question,forecast_at,closes_at,zoe,sam,why\nWill B?,2026-09-10,2026-12-31,60%,30%,mine\n"
    table = sheet(tmp_path, wide)
    assert reasons(bring(table, "--wide", "zoe,sam", "--case", "nobody"), empty) == (
        {"nobody": [None, None]},
        "left out",
    )
    table = sheet(tmp_path, wide.replace("B?", "C?"))
    said = bring(table, "--wide", "zoe,sam", "--case", "mine", "--me", "sam")
    assert reasons(said, empty) == ({"nobody": [None, None], "mine": [None, "mine"]}, "those of sam")


def reasons(said: dict[str, Any], book: Path) -> tuple[dict[str, list[str | None]], str]:
    [remark] = [one for one in said["remarks"] if "reasons" in one]
    found = {one["id"].partition("/")[0]: [entry[3] for entry in one["estimates"]] for one in questions(book)}
    found.pop("table")
    return found, "left out" if "left out" in remark else "those of sam" if "those of sam" in remark else remark


# ── what all together say ──


def test_the_community_of_the_api_is_a_forecaster_where_it_is_wanted(
    tmp_path: Path, empty: Path, bring: Import
) -> None:
    points = [(1767571200, 1767657600, {"centers": [0.3]}), (1767657600, None, {"forecast_values": [0.6, 0.4]})]
    history = [{"start_time": start, "end_time": end, **more} for start, end, more in points]
    asked = {"id": 1, "title": "Will A?", "type": "binary", "open_time": "2026-01-02T00:00:00Z", "my_forecasts": {}}
    asked |= {
        "scheduled_close_time": "2026-12-31T00:00:00Z",
        "aggregations": {"recency_weighted": {"history": history}},
    }
    quantity = {**asked, "id": 2, "title": "How many?", "type": "numeric", "scaling": {"range_min": 0, "range_max": 8}}
    quantity["aggregations"] = {"recency_weighted": {"history": history[:1]}}
    posts = [{"id": 9, "title": "Will A?", "published_at": "", "question": one} for one in (asked, quantity)]
    (tmp_path / "api.json").write_text(json.dumps(posts), "utf-8")
    without = lost(bring("api.json", "--dry-run"))
    assert without["a forecast of all together: with --crowd they are forecasters of their own"] == 2
    said = bring("api.json", "--crowd")
    assert lost(said)["a forecast of all together of which the file has no whole distribution"] == 1
    assert [one["estimates"] for one in questions(empty) if one["imported_id"] == "1"] == [
        [
            ["recency_weighted", "2026-01-05T00:00:00Z", 0.3, None],
            ["recency_weighted", "2026-01-06T00:00:00Z", 0.4, None],
        ]
    ]


def test_the_prices_of_a_market_are_a_forecaster_where_they_are_wanted(empty: Path, bring: Import) -> None:
    files = ("manifold/bets.json", "manifold/markets.json")
    prices = "a price of the market: with --crowd the market is a forecaster of its own"
    assert lost(bring(*files, "--dry-run"))[prices] > 0
    said = bring(*files, "--crowd")
    assert prices not in lost(said)
    [market] = [one for one in questions(empty) if one["title"] == "Ceasefire by March?"]
    assert [one[2] for one in market["estimates"] if one[0] == "market"][:2] == [0.58, 0.58]


def test_a_market_says_from_each_trade_on_what_the_trade_left(
    empty: Path, bring: Import, run: Run, tmp_path: Path
) -> None:
    """By hand: (3 days × .4² + 10 × .2² + 4 × .3²) / 17 days = 1.24 / 17; first .4², last .3²."""
    day, noon = 86_400_000, 1_793_620_800_000  # 2 November 2026, 12:00
    ends = {"isResolved": True, "resolution": "YES", "resolutionTime": noon + 17 * day, "closeTime": noon + 18 * day}
    market = {"id": "m1", "question": "Will the strike end?", "outcomeType": "BINARY", "createdTime": noon - day}
    market |= {**ends, "probability": 0.7, "lastBetTime": noon + 13 * day, "mechanism": "cpmm-1"}
    trades = [(0, 0.5, 0.6), (3, 0.6, 0.8), (13, 0.8, 0.7)]
    bets = [
        {"id": f"b{place}", "userId": "omar", "contractId": "m1", "amount": 10, "createdTime": noon + after * day}
        | {"probBefore": before, "probAfter": left}
        for place, (after, before, left) in enumerate(trades)
    ]
    # Nobody's bet that moves no price, and an order of which nothing was met before it was cancelled.
    bets.append({**bets[0], "id": "b8", "isRedemption": True, "probBefore": 0.6, "createdTime": noon + day})
    bets.append({**bets[0], "id": "b9", "isCancelled": True, "probBefore": 0.6, "createdTime": noon + day})
    (tmp_path / "markets.json").write_text(json.dumps([market]), "utf-8")
    (tmp_path / "bets.json").write_text(json.dumps(bets), "utf-8")
    assert bring("markets.json", "bets.json", "--crowd")["new"]["estimates"] == 6
    rows = json.loads(run("score", "--forecaster", "market", "--json").out)["forecasts"]
    assert [(one["brier"], one["brier_first"], one["brier_last"]) for one in rows] == [
        (pytest.approx(1.24 / 17, abs=1e-6), pytest.approx(0.16), pytest.approx(0.09))
    ]


def test_the_price_of_an_answer_moves_with_a_rebalance(empty: Path, bring: Import) -> None:
    bring("manifold/bets.json", "manifold/markets.json", "--crowd")
    said = {one["title"]: [est[:3] for est in one["estimates"]] for one in questions(empty)}
    assert said["Which city? [Idlib]"] == [["market", "2026-01-07T00:00:00Z", 0.27]]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_book_that_a_table_came_from_has_it_also_where_two_people_resolved(
    team: Path, run: Run, clock: Callable[[datetime], None], form: str
) -> None:
    """Two copies that were merged: both say yes, a day apart, and the first counts."""
    ledger = team / "gas" / "ledger.jsonl"
    first = next(line for line in ledger.read_text().splitlines() if '"resolution"' in line)
    known = "2026-09-18T15:00:00Z"
    other = {**json.loads(first), "id": "other" + "a" * 8, "known_at": known, "by": "sven"}
    ledger.write_text(ledger.read_text() + json.dumps(other) + "\n")
    assert run("export", form, "-o", f"x.{form}").code == 0
    ran = run("import", f"x.{form}", "--json")
    assert (ran.code, json.loads(ran.out)["problems"]) == (0, []), ran.err


def test_a_bare_day_agrees_with_any_time_on_it(team: Path, run: Run, tmp_path: Path) -> None:
    header = "question,forecaster,forecast_at,probability,outcome,resolved_at\n"
    assert run("resolve", "eu-storage-85", "yes", "--known-at", "2026-09-13T22:00Z", "--sure").code == 0
    for day, fits in (("2026-09-13", True), ("2026-09-14", False), ("2026-09-13T10:00:00Z", False)):
        table = sheet(tmp_path, f"{header}{STORAGE},ann,2026-09-10,70%,yes,{day}\n", f"{fits}-{day[:13]}.csv")
        ran = run("import", table, "--json", "--dry-run")
        assert ran.code == (0 if fits else 1), (day, ran.err)
        assert bool(json.loads(ran.out)["problems"]) is not fits


def test_a_forecaster_of_a_file_is_one_of_the_book_where_somebody_says_so(team: Path, run: Run, tmp_path: Path) -> None:
    assert run("estimate", "eu-storage-85", "40%", "-w", "x", "--by", "sven", "--known-at", "2026-09-02").code == 0
    table = sheet(tmp_path, f"question,forecaster,forecast_at,probability\n{STORAGE},Sven,2026-09-10,70%\n")
    ran = run("import", table, "--rename-forecaster", "Sven=sven", "--json")
    assert json.loads(ran.out)["new"]["estimates"] == 1, ran.err
    assert {by for by, _ in estimates(team)["gas/eu-storage-85"]} == {"sven"}
    again = json.loads(run("import", table, "--rename-forecaster", "Sven=sven", "--json").out)
    assert not any(again["new"].values())
    refusals = {
        "Lena=lena": "no forecaster of the files is called Lena; there are Sven",
        "Sven": "Sven is not NAME-IN-THE-FILES=NAME-HERE, as in Sven=sven",
        "Sven=pool:mean": "pool:mean is a name that only a pool or a document may have",
    }
    for said, why in refusals.items():
        ran = run("import", table, "--rename-forecaster", said)
        assert (ran.code, f"--rename-forecaster: {why}" in ran.err) == (2, True), ran.err
    both = ("--rename-forecaster", "Sven=sven", "--rename-forecaster", "Sven=lena")
    assert "--rename-forecaster: Sven is said to be sven and lena: which?" in run("import", table, *both).err


def test_check_names_two_numbers_that_a_table_gives_one_person_for_one_moment(
    team: Path, run: Run, tmp_path: Path
) -> None:
    days = "question,forecaster,forecast_at,probability\n"
    rows = [f"gas/eu-storage-85,{name},2026-10-0{day},{chance}%\n" for name, day, chance in ROWS_OF_ONE_DAY]
    assert run("import", sheet(tmp_path, days + "".join(rows)), "--sure").code == 0
    found = [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "same-moment"]
    assert [(one["severity"], "are both helene's estimate" in one["message"]) for one in found] == [("warning", True)]


# Those of ann are of two days, those of bob say the same.
ROWS_OF_ONE_DAY = [("helene", 2, 30), ("helene", 2, 45), ("ann", 2, 30), ("ann", 3, 45), ("bob", 2, 30), ("bob", 2, 30)]


# ── the same table again, and by somebody else ──


def test_one_sheet_that_two_import_and_one_as_hers_counts_for_both(
    tmp_path: Path, empty: Path, run: Run, bring: Import
) -> None:
    table = sheet(
        tmp_path, "question,forecaster,forecast_at,closes_at,probability\nWill A?,Hélène,2026-09-10,2026-12-31,31%\n"
    )
    bring(table)
    ours = (empty / "table" / "ledger.jsonl").read_text("utf-8")
    empty.rename(tmp_path / "ines")
    said = bring(table, "--me", "Hélène", "--by", "helene")
    ledger = empty / "table" / "ledger.jsonl"
    ledger.write_text(ledger.read_text("utf-8") + ours, "utf-8")
    assert run("check").code == 0
    both = {"table/will-a": [("helene", 0.31), ("Hélène", 0.31)]}
    assert {name: sorted(said) for name, said in estimates(empty).items()} == {
        name: sorted(said) for name, said in both.items()
    }
    for words in ((), ("--me", "Hélène", "--by", "helene")):
        assert bring(table, *words)["new"]["estimates"] == 0
    (tmp_path / "forecasts").rename(tmp_path / "merged")
    (tmp_path / "ines").rename(empty)
    assert bring(table, "--me", "Hélène", "--by", "helene")["new"]["estimates"] == 0, "it is there as the file has it"
    assert said["remarks"] == []


def test_a_corrected_value_comes_in_when_the_wrong_one_is_taken_back(
    team: Path, tmp_path: Path, run: Run, bring: Import
) -> None:
    rows = f"question,forecaster,forecast_at,probability\n{STORAGE},ann,2026-09-10,31%\n"
    bring(sheet(tmp_path, rows))
    corrected = sheet(tmp_path, rows.replace("31%", "32%"))
    assert run("import", corrected).code == 1
    [entry] = [
        json.loads(line)["id"] for line in (team / "gas" / "ledger.jsonl").read_text().splitlines() if "0.31" in line
    ]
    assert run("retract", entry, "--why", "a slip").code == 0
    assert bring(corrected)["new"]["estimates"] == 1
    assert bring(corrected)["new"]["estimates"] == 0


def test_what_a_newer_file_asks_otherwise_is_named_and_stays(tmp_path: Path, empty: Path, bring: Import) -> None:
    head = "id,question,criteria,forecaster,forecast_at,closes_at,probability\n"
    bring(sheet(tmp_path, f"{head}1,Will A?,As BBC says.,ann,2026-09-10,2026-12-31,31%\n"))
    said = bring(sheet(tmp_path, f"{head}1,Will A or B?,As Reuters says.,ann,2026-09-10,2027-03-31,31%\n"))
    [remark] = said["remarks"]
    assert "table/will-a closes 2026-12-31 in the book and 2027-03-31 in the files" in remark
    assert "`outlook set table/will-a closes_at=2027-03-31`" in remark
    assert "asks “Will A or B?” in the files; table/will-a has the criteria “As BBC says.” in the book" in remark
    assert "and “As Reuters says.” in the files (`outlook edit table/will-a`): the record stays as it is" in remark


def test_a_close_that_moved_within_a_day_is_named_with_what_sets_it(
    tmp_path: Path, empty: Path, bring: Import, run: Run
) -> None:
    head = "id,question,forecaster,forecast_at,closes_at,probability\n1,Will A?,ann,2026-09-10,"
    bring(sheet(tmp_path, f"{head}2026-12-31T12:00Z,31%\n"))
    assert bring(sheet(tmp_path, f"{head}2026-12-31,31%\n"))["remarks"] == [], "a bare day says no time"
    later = sheet(tmp_path, f"{head}2026-12-31T00:00Z,31%\n")
    [remark] = bring(later)["remarks"]
    assert "closes 2026-12-31T12:00:00Z in the book and 2026-12-31T00:00:00Z in the files" in remark
    way = remark.partition("`")[2].partition("`")[0].removeprefix("outlook ").split()
    assert run(*way).code == 0, way
    assert bring(later)["remarks"] == []
    assert run("set", "table/will-a", "closes_at=2026-12-31").code == 0
    assert "closes 2026-12-31 in the book and 2026-12-31T00:00:00Z in the files" in bring(later)["remarks"][0]


def test_the_id_of_a_question_in_its_table_selects_it(tmp_path: Path, empty: Path, bring: Import, run: Run) -> None:
    head = "id,question,forecaster,forecast_at,closes_at,probability\n"
    bring(
        sheet(tmp_path, f"{head}Q07,Will A?,ann,2026-09-10,2026-12-31,31%\nQ08,Will B?,ann,2026-09-10,2026-12-31,3%\n")
    )
    assert run("show", "q07").out.startswith(run("show", "will-a").out)
    assert json.loads(run("estimate", "Q08", "4%", "-w", "x", "--json").out)["entries"][0]["forecast"] == "will-b"
    assert "no forecast matches 'q09'" in run("show", "q09").err


def test_names_that_look_alike_are_named(team: Path, tmp_path: Path, bring: Import) -> None:
    rows = [
        f"{STORAGE},{name},2026-09-1{number},31%"
        for number, name in enumerate(("He\u0301le\u0300ne", "Hélène", "helene"))
    ]
    said = bring(sheet(tmp_path, "question,forecaster,forecast_at,probability\n" + "\n".join(rows) + "\n"))
    assert said["forecasters"] == {"Hélène": 2, "helene": 1}
    looks_alike = (
        "the forecaster “helene” is new here, and another one than “Hélène” (--rename-forecaster makes them one)"
    )
    assert looks_alike in said["remarks"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Will it rain, on 30 June?", "will it  rain on 30 June", True),
        ("Will “A” win (the cup)?", "Will A win the cup", True),
        ("Will it be over -5 degrees?", "Will it be over 5 degrees?", False),
        ("Will it be over −5 degrees?", "Will it be over 5 degrees?", False),
        ("Will it rise by 3.5?", "Will it rise by 3 5?", False),
        ("Will it cost 5 €?", "Will it cost 5 $?", False),
        ("Will it rise by 5%?", "Will it rise by 5?", False),
        ("Will it be < 5?", "Will it be > 5?", False),
        ("Will C++ win?", "Will C win?", False),
    ],
)
def test_only_marks_that_change_no_meaning_are_passed_over(one: str, other: str, *, is_same: bool) -> None:
    assert (plain_words(one) == plain_words(other)) is is_same
