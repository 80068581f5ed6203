"""A pool as a forecaster: `--by pool:RULE`, who decides it, and that nobody may write under its name."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import NOW
from outlook.book.enter import Stamp, check_stamp
from outlook.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

LATER = ("--at", "2024-12-10T09:30Z")
HAMA, UNSC = "syria-2024-12/hama-by-december", "syria-2024-12/unsc-syria-resolution"
ENTRY = '{{"id":"{id}","kind":"{kind}","by":"{by}","known_at":"{at}","recorded_at":"{at}",{more}}}\n'
ALL = [f"--by={name}" for name in ("pool:median", "pool:geometric", "pool:extremised")]
OF_GOLDEN = {"median": 0.12, "geometric": 0.1331, "extremised": 0.1249}


def answer(run: Run, *words: str) -> Any:
    ran = run(*words, "--json")
    assert ran.code == 0, ran
    return json.loads(ran.out)


def says(run: Run, by: str, forecast: str, p: str, at: str) -> None:
    ran = run("estimate", forecast, p, "--why", "x", "--by", by, "--known-at", at, "--sure")
    assert ran.code == 0, ran


def by_hand(book: Path, **fields: str) -> None:
    """A line that somebody writes into the ledger with an editor."""
    with (book / "syria-2024-12" / "ledger.jsonl").open("a") as ledger:
        ledger.write(ENTRY.format(**fields))


def estimate_by_hand(book: Path, by: str, stated: float, name: str = "aaaaaaaa") -> None:
    more = f'"forecast":"hama-by-december","stated":{stated}'
    by_hand(book, id=name, kind="estimate", by=by, at="2024-12-03T06:00:00Z", more=more)


@pytest.fixture
def crowd(book: Path, run: Run) -> None:
    """The author says 40.4% of Hama from its opening; alice and bob differ, and bob changes his mind once."""
    says(run, "alice", "hama-by-december", "90%", "2024-12-02T00:00Z")
    says(run, "bob", "hama-by-december", "20%", "2024-12-03T00:00Z")
    says(run, "bob", "hama-by-december", "60%", "2024-12-04T00:00Z")


@pytest.fixture
def certain(crowd: None, run: Run) -> None:
    """Bob was sure for a day that Hama holds."""
    says(run, "bob", "hama-by-december", "0%", "2024-12-03T12:00Z")


@pytest.fixture
def golden(book: Path, run: Run) -> None:
    record = book / "syria-2024-12" / "ship.yaml"
    record.write_text(
        "question: Q?\nkind: binary\nopens_at: 2024-12-01\ncloses_at: 2024-12-31\ncriteria: c\nprior: 0.15\n"
    )
    for by, stated in {"a": "5%", "b": "10%", "c": "12%", "d": "20%", "e": "30%"}.items():
        says(run, by, "ship", stated, "2024-12-02T00:00Z")


# ── the numbers ──


@pytest.mark.usefixtures("golden")
@pytest.mark.parametrize("rule", OF_GOLDEN)
def test_the_golden_pools_are_what_status_and_show_say(run: Run, rule: str) -> None:
    (row,) = answer(run, "status", "ship", "--by", f"pool:{rule}")["forecasts"]
    assert row["stated"] == pytest.approx(OF_GOLDEN[rule], abs=5e-5)
    assert row["stated_by"] == f"pool:{rule}"
    assert answer(run, "show", "ship", "--by", f"pool:{rule}")["estimates"][-1]["stated"] == row["stated"]
    (by_option,) = answer(run, "status", "ship", "--pool", rule)["forecasts"]
    assert by_option["pooled"][rule] == row["stated"]
    (drawn,) = answer(run, "plot", "ship", "--by", f"pool:{rule}")["panels"]
    assert [line["strokes"][-1]["value"] for line in drawn["lines"] if line["role"] == "stated"] == [row["stated"]]


@pytest.mark.usefixtures("crowd")
def test_the_median_is_scored_over_the_time_in_which_it_held(run: Run) -> None:
    """In force: .404 for a day, .652 for a day, .404, then .6 until noon of 5 December."""
    (row,) = answer(run, "score", "hama-by-december", "--by", "pool:median", *LATER)["forecasts"]
    days = [(1, 0.404), (1, (0.404 + 0.9) / 2), (1, 0.404), (1.5, 0.6)]
    assert row["by"] == "pool:median"
    assert row["brier"] == pytest.approx(sum(length * (1 - p) ** 2 for length, p in days) / 4.5)
    assert (row["coverage"], row["estimates"]) == (1, 4)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("by", ALL)
def test_every_page_has_the_same_score_of_a_pool(run: Run, by: str) -> None:
    (scored,) = answer(run, "score", "hama-by-december", by, *LATER)["forecasts"]
    (row,) = answer(run, "status", "hama-by-december", by, *LATER)["forecasts"]
    (shown,) = answer(run, "show", "hama-by-december", by, *LATER)["scores"]
    assert scored["brier"] == row["brier"] == shown["brier"]
    (pair,) = answer(run, "calibration", "hama-by-december", by, "--all", *LATER)["forecasts"]
    assert (pair["by"], pair["p"]) == (by.partition("=")[2], row["stated"])


@pytest.mark.usefixtures("crowd")
def test_a_mean_is_of_one_pool_and_what_has_none_is_not_scored(run: Run) -> None:
    found = answer(run, "score", "--by", "pool:median", *LATER)
    assert {row["by"] for row in found["forecasts"]} == {"pool:median"}
    assert {row["kind"] for row in found["forecasts"]} == {"binary", "choice"}
    reasons = {one["id"].partition("/")[2]: one["reason"] for one in found["not_scored"]}
    assert reasons["damascus-date"] == "date: quantities and days have no pool"
    binary = [row["brier"] for row in found["forecasts"] if row["kind"] == "binary"]
    assert found["overall"]["binary"]["mean"] == pytest.approx(sum(binary) / len(binary))
    assert "pool:median" not in run("score", *LATER).out


@pytest.mark.usefixtures("crowd")
def test_a_pool_has_no_points_beside_those_of_whom_it_is_made(run: Run) -> None:
    (row,) = answer(run, "score", "hama-by-december", "--by", "pool:median", "--daily", *LATER)["forecasts"]
    assert (row["peer"], row["daily"]["accuracy"]) == (None, None)
    assert row["baseline"] is not None


@pytest.mark.usefixtures("crowd")
def test_nothing_scored_is_no_score(run: Run) -> None:
    assert "no score" in run("score", "damascus-date", "--by", "pool:median", *LATER).out
    assert answer(run, "score", "damascus-date", "--by", "pool:median", *LATER)["overall"] is None
    assert "no Brier score" in run("status", "damascus-date", "--by", "pool:median", *LATER).out
    assert "no calibration" in run("calibration", "damascus-date", "--by", "pool:median", *LATER).out


@pytest.fixture
def judged(golden: None, run: Run, clock: Callable[[datetime], None]) -> str:
    """The golden question with its outcome, and a member who spoke after that was recorded; the outcome's entry."""
    ran = run("resolve", "ship", "yes", "--why", "x", "--known-at", "2024-12-06T00:00Z", "--json")
    clock(NOW + timedelta(hours=1))
    says(run, "f", "ship", "99%", "2024-12-04T00:00Z")
    return str(json.loads(ran.out)["entries"][0]["id"])


@pytest.mark.usefixtures("judged")
def test_the_marks_of_a_pool_are_those_of_all_its_members(run: Run) -> None:
    found = answer(run, "score", "ship", "--by", "pool:median")
    (row,) = found["forecasts"]
    assert row["brier"] == pytest.approx(0.88**2)
    assert row["marks"] == {"late": 0, "after_the_end": 5, "back_dated": 0, "taken_back": 0}
    assert found["marks"]["late"] == 1, "what was left out of the pool is said"
    (row,) = answer(run, "score", "ship", "--by", "pool:median", "--late")["forecasts"]
    assert row["brier"] == pytest.approx((0.88**2 + (1 - 0.16) ** 2) / 2)
    assert row["marks"]["late"] == 1


def test_nobody_is_late_while_there_is_no_outcome(judged: str, run: Run) -> None:
    assert run("retract", judged, "--why", "a slip").code == 0
    (row,) = answer(run, "status", "ship", "--by", "pool:median")["forecasts"]
    assert (row["state"], row["stated"]) == ("open", pytest.approx(0.16))


# ── what has to be said of it ──


def medium(run: Run, command: str, by: str, tmp_path: Path) -> dict[str, str]:
    """One answer on every medium that the command has, as one line of text."""
    words = [command, "hama-by-december", by, "--at", "2024-12-10T09:30Z", *(["--all"] * (command == "calibration"))]
    found = {"terminal": run(*words).out, "json": json.loads(run(*words, "--json").out)["pool"]["warnings"]}
    if command in ("plot", "calibration"):
        assert run(*words, "--svg", str(tmp_path / "x.svg"), "--force").code == 0
        found["svg"] = " ".join((tmp_path / "x.svg").read_text().split("<desc")[1].split())
    if command in ("score", "status", "calibration"):
        found["csv"] = run(*words, "--csv").err
    return {name: " ".join(" ".join(text if isinstance(text, list) else text.split()).split()) for name, text in
            found.items()}  # fmt: skip


COMMANDS = ("status", "score", "calibration", "plot", "show")


@pytest.mark.usefixtures("certain")
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "status"])
def test_whose_certainty_decides_a_pool_is_said_wherever_it_is_shown(run: Run, tmp_path: Path, command: str) -> None:
    for text in medium(run, command, "--by=pool:geometric", tmp_path).values():
        assert f"0% or 100% by bob decides pool:geometric of {HAMA}" in text
        assert "subtracts the base rate" not in text
    for text in medium(run, command, "--by=pool:median", tmp_path).values():
        assert "decides" not in text


@pytest.mark.usefixtures("certain")
def test_status_speaks_of_who_decides_the_number_that_it_shows(run: Run) -> None:
    """Bob was certain once, and is not as the window ends."""
    assert "decides" not in run("status", "hama-by-december", "--by", "pool:geometric", *LATER).out
    then = ("--at", "2024-12-03T13:00Z")
    for words in (["--by", "pool:geometric"], ["--pool", "geometric"]):
        out = run("status", "hama-by-december", *words, *then).out
        assert f"0% or 100% by bob decides pool:geometric of {HAMA}" in " ".join(out.split())
        found = answer(run, "status", "hama-by-december", *words, *then)
        assert found["pool"]["decided_by"] == {HAMA: ["bob"]}
        ran = run("status", "hama-by-december", *words, *then, "--csv")
        assert "by bob decides" in ran.err
        (row,) = csv.DictReader(io.StringIO(ran.out))
        number = json.loads(row["pooled"])["geometric"] if "--pool" in words else float(row["stated"])
        assert number == 0


@pytest.mark.usefixtures("certain")
def test_a_pool_that_one_forecaster_decides_is_shown_only_to_who_asks_for_it(run: Run) -> None:
    then = ("--at", "2024-12-03T13:00Z")
    fact = " ".join(run("show", "hama-by-december", *then).out.split()).partition("pooled ")[2].partition("prior ")[0]
    assert fact.startswith("median 40.4% (of 3 forecasters; 0% or 100% by bob decides the others")
    for words in (("show", "hama-by-december"), ("show", "hama-by-december", "--by", "pool:median")):
        pooled = answer(run, *words, *then)["pooled"]
        assert (pooled["median"], pooled["geometric"], pooled["extremised"]) == (0.404, None, None)
        assert pooled["certain"] == ["bob"]
    pooled = answer(run, "show", "hama-by-december", "--by", "pool:geometric", *then)["pooled"]
    assert (pooled["geometric"], pooled["extremised"]) == (0, None)
    assert "decides the others" in " ".join(run("show", "hama-by-december", *then).out.split())


@pytest.mark.usefixtures("certain")
def test_the_report_shows_the_median_and_says_who_decides_the_others(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", "hama-by-december", "--at", "2024-12-03T13:00Z", "--output", str(page)).code == 0
    assert "0% or 100% by bob decides the others" in page.read_text()


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_extremised_pool_carries_its_warning(run: Run, tmp_path: Path, command: str) -> None:
    for text in medium(run, command, "--by=pool:extremised", tmp_path).values():
        assert "scored worse than their median by .0104" in text
    assert "extremised" not in run("show", "hama-by-december", *LATER).out, "it is for those who ask"


# ── its name ──


@pytest.mark.parametrize("name", ["pool:median", "Pool:median", " pool:mine", "POOL:"])
@pytest.mark.parametrize(
    "words",
    [
        ("estimate", "unsc", "10%", "--why", "x"),
        ("evidence", "unsc", "A draft is tabled", "--lr", "2"),
        ("resolve", "unsc", "no", "--why", "x"),
    ],
    ids=["estimate", "evidence", "resolve"],
)
def test_nobody_writes_as_a_pool(
    book: Path, refuses: Refuses, monkeypatch: pytest.MonkeyPatch, name: str, words: tuple[str, ...]
) -> None:
    refuses(*words, "--by", name, saying=(f"{name.strip()!r} would be taken for a pool", "give --by YOUR-NAME"))
    monkeypatch.setenv("OUTLOOK_BY", name)
    refuses(*words, saying=(f"{name.strip()!r} would be taken for a pool", "give --by YOUR-NAME"))


@pytest.mark.parametrize("name", ["pool:median", "POOL:x"])
def test_nor_does_a_program_that_writes_through_the_book(name: str) -> None:
    with pytest.raises(InvalidValue, match=f"{name} would be taken for a pool of all forecasters"):
        check_stamp(Stamp(name, NOW, NOW))


@pytest.mark.parametrize("command", ["status", "score", "calibration", "show unsc", "plot unsc", "history"])
def test_there_are_three_pools(book: Path, refuses: Refuses, command: str) -> None:
    refuses(
        *command.split(), "--by", "pool:mean",
        saying=("no pool called 'pool:mean'", "pool:median, pool:geometric, pool:extremised"),
    )  # fmt: skip


def test_a_pool_has_no_entries_in_a_ledger(book: Path, refuses: Refuses) -> None:
    refuses("history", "--by", "pool:median", saying=("pool:median has no entries", "outlook plot"))


def test_score_takes_a_pool_by_either_option_and_not_beside_a_group_of_reports(book: Path, run: Run) -> None:
    one, other = (answer(run, "score", option, "pool:median", *LATER) for option in ("--by", "--forecaster"))
    assert one == other
    grouped = answer(run, "score", "--by", "tag", "--forecaster", "pool:median", *LATER)["groups"]
    assert {group["forecaster"] for group in grouped} == {"pool:median"}


# ── what somebody wrote into a ledger by hand ──


def test_an_estimate_by_hand_under_the_name_of_a_pool_counts_nowhere_and_check_names_it(book: Path, run: Run) -> None:
    before = answer(run, "score", *LATER), answer(run, "score", "--by", "pool:median", *LATER)
    estimate_by_hand(book, "pool:median", 0.99)
    estimate_by_hand(book, "Pool:mine", 0.98, "bbbbbbbb")
    assert (answer(run, "score", *LATER), answer(run, "score", "--by", "pool:median", *LATER)) == before
    (row,) = answer(run, "status", "hama-by-december", *LATER)["forecasts"]
    assert row["stated_by"] == "case-author"
    assert answer(run, "show", "hama-by-december", *LATER)["pooled"]["forecasters"] == 1
    found = [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "pool-name"]
    assert [(one["severity"], one["message"].split()[0]) for one in found] == [
        ("error", "aaaaaaaa"),
        ("error", "bbbbbbbb"),
    ]
    assert "entered as pool:median" in found[0]["message"]
    assert "retract aaaaaaaa" in found[0]["hint"]
    assert len(answer(run, "history", "--by", "Pool:mine")["entries"]) == 1, "nothing is lost"


def test_a_retraction_settles_it(book: Path, run: Run) -> None:
    estimate_by_hand(book, "pool:median", 0.99)
    assert run("retract", "aaaaaaaa", "--why", "x").code == 0
    assert "pool-name" not in run("check", "--json").out


def test_a_report_by_hand_under_such_a_name_counts_and_is_named(book: Path, run: Run) -> None:
    more = '"forecasts":["hama-by-december"],"summary":"The army withdraws","indicators":{"army-withdraws":"full"}'
    by_hand(book, id="aaaaaaaa", kind="evidence", by="pool:x", at="2024-12-04T06:00:00Z", more=more)
    (found,) = [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "pool-name"]
    assert found["severity"] == "warning"
    assert "aaaaaaaa" in run("show", "hama-by-december").out
