"""What weighing adds to the commands: accepting what is implied, reports of stated accuracy, scenarios, pools, verdicts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run(*words, "--json")
    assert ran.code == 0, ran
    found: dict[str, Any] = json.loads(ran.out)
    return found


# ── estimate --accept ──


def test_the_implied_probability_is_adopted_in_full(book: Path, run: Run) -> None:
    implied = answer(run, "show", "un-talks")["implied"]
    (entry,) = answer(run, "estimate", "un-talks", "--accept")["entries"]
    assert entry["stated"] == implied
    assert entry["why"] == "the implied probability, accepted"
    assert answer(run, "status", "un-talks")["forecasts"][0]["stated"] == implied


def test_it_is_what_was_implied_when_the_estimate_was_known(book: Path, run: Run) -> None:
    (entry,) = answer(run, "estimate", "hama-by-d", "--accept", "--known-at", "2024-12-04T23:59Z", "--why", "z")[
        "entries"
    ]
    assert entry["stated"] == pytest.approx(0.3225, abs=0.0005)
    assert entry["why"] == "z"


def test_the_shares_of_a_choice_are_adopted(book: Path, run: Run) -> None:
    implied = answer(run, "show", "deepest-city", "--at", "2024-12-06T12:00Z")["implied"]
    (entry,) = answer(run, "estimate", "deepest-city", "--accept", "--known-at", "2024-12-06T12:00Z")["entries"]
    assert entry["stated"] == implied


def test_a_distribution_is_adopted_as_points(book: Path, run: Run) -> None:
    implied = answer(run, "show", "displaced-peak")["implied"]
    (entry,) = answer(run, "estimate", "displaced-peak", "--accept")["entries"]
    assert entry["stated"] == implied
    assert [value for value, _ in implied] == [70_000, 95_000, 160_000, 280_000, 480_000, 800_000, 1_050_000]


def test_there_must_be_one_probability_and_something_to_accept(book: Path, run: Run, refuses: Refuses) -> None:
    refuses("estimate", "un-talks", "10%", "--accept", saying="give the probability, or --accept")
    refuses("estimate", "un-talks", saying="give the probability, or --accept")
    refuses("estimate", "hama-by-d", "--accept", saying="an estimate counts only before that")
    run("new", "work/ship", "--question", "?", "--criteria", "c", "--closes", "2025-06-30")
    refuses("estimate", "work/ship", "--accept", saying="the record states no prior. State a probability yourself")


# ── evidence ──


def test_a_stated_accuracy_stands_in_place_of_the_grade(book: Path, run: Run) -> None:
    words = ("evidence", "un-talks", "Venue named", "-i", "talks-date", "--dry-run")
    changes = {
        name: answer(run, *words, *flags)["changes"][0]["after"]["implied"]
        for name, flags in {
            "F6": ("--grade", "F6"), "half": ("--p-accurate", "50%"), "both": ("--grade", "A1", "--p-accurate", "0.5"),
            "sure": ("--p-accurate", "1"),
        }.items()
    }  # fmt: skip
    assert changes["F6"] == changes["half"] == changes["both"] < changes["sure"] < 1


@pytest.mark.parametrize(
    ("flags", "saying"),
    [
        (("--p-accurate", "80"), "80 is not a probability: write 80% or 0.8"),
        (("--p-accurate", "sure"), "'sure' is not a probability"),
        (("--happened-on", "2024-12-08", "--known-at", "2024-12-06"), "nothing is known before it happens"),
    ],
)
def test_a_report_that_cannot_be_is_refused(book: Path, refuses: Refuses, flags: tuple[str, ...], saying: str) -> None:
    refuses("evidence", "un-talks", "x", *flags, saying=saying.replace("'sure'", "sure"))


def test_what_happened_on_a_day_that_has_begun_in_the_far_east_can_be_known(book: Path, run: Run) -> None:
    words = ("evidence", "un-talks", "x", "--happened-on", "2024-12-06", "--known-at", "2024-12-05T15:00Z")
    assert run(*words).code == 0


def test_a_certain_report_that_contradicts_a_certain_one_is_refused(book: Path, run: Run, refuses: Refuses) -> None:
    run("new", "work/ship", "--question", "?", "--criteria", "c", "--closes", "2025-06-30", "--prior", "40%")
    (book / "work" / "case.yaml").write_text(
        "title: Work\nindicators:\n  - {id: shipped, text: It is out.}\n  - {id: stopped, text: It is off.}\n"
    )
    with (book / "work" / "ship.yaml").open("a") as file:
        file.write(
            "indicators:\n  - {id: shipped, likelihood: {yes: 1, no: 0}}\n  - {id: stopped, likelihood: {yes: 0, no: 1}}\n"
        )
    assert "implied 40.0% → 100%" in run("evidence", "work/ship", "Out", "-i", "shipped", "--p-accurate", "1").out
    words = ("evidence", "work/ship", "Off", "-i", "stopped", "--p-accurate")
    refuses(*words, "1", saying=("rules out every outcome of work/ship", "Give a --p-accurate below 1, or retract"))
    assert run(*words, "0.99", "--dry-run").code == 0


def test_evidence_on_a_scenario_set_moves_what_hangs_on_it(book: Path, run: Run) -> None:
    case = book / "syria-2024-12" / "outlook-by-march.yaml"
    shares = "{breakthrough: 0.9, settlement: 0.1, recovery: 0.1, escalation: 0.1, stalemate: 0.1}"
    case.write_text(f"{case.read_text()}indicators:\n  - {{id: outer-towns-fall, likelihood: {shares}}}\n")
    out = run("evidence", "outlook-by-march", "Towns fall", "-i", "outer-towns", "--grade", "B1").out
    assert re.search(r"outlook-by-march: implied breakthrough 15\.6%.* → breakthrough \d\d\.\d%", out)
    assert re.search(r"hts-designation-revoked: through its scenarios 1\.2% → 2\.4%", out)


# ── scenarios in show and explain ──


def test_the_second_value_stands_beside_the_direct_one(book: Path, run: Run) -> None:
    out = run("show", "aleppo-retaken", "--at", "2024-12-06").out
    assert "scenarios    14.4% through outlook-by-march, +8.7 points beside the direct 5.7%" in out
    data = answer(run, "show", "aleppo-retaken", "--at", "2024-12-06")["through_scenarios"]
    assert data["implied"] == pytest.approx(sum(arm["weight"] * arm["probability"] for arm in data["arms"]))


def test_the_arms_of_the_second_value_can_be_added_up(book: Path, run: Run) -> None:
    out = run("explain", "us-iran-fire", "--at", "2024-12-06").out
    table = out.partition("Through outlook-by-march · ")[2].partition("P(S)")[2].partition("\nP(S)")[0].splitlines()[1:]
    products = [float(line.split()[-1]) for line in table]
    assert sum(products[:-1]) == pytest.approx(products[-1], abs=3e-4)
    weights = [float(line.split()[1]) for line in table[:-1]]
    assert sum(weights) == pytest.approx(1, abs=3e-4)
    assert "where iranian-premises-attacked is met" in out


def test_the_grades_behind_the_arithmetic_are_shown(book: Path, run: Run) -> None:
    assert "by convention A .98 B .90 C .75 D .50 E .25 F .50 1 .98" in run("explain", "un-talks").out
    case = book / "syria-2024-12" / "case.yaml"
    case.write_text(f"{case.read_text()}\ngrades: {{B: 0.8, '2': 70%}}\n")
    assert "this case sets B .80 2 .70" in run("explain", "un-talks").out
    assert answer(run, "explain", "un-talks")["grades"]["B"] == 0.8


def test_a_choice_is_explained_in_its_options(book: Path, run: Run) -> None:
    out = run("explain", "deepest-city", "--at", "2024-12-06").out
    assert "log weights" in out
    assert re.search(r"LINE +none +Hama +Homs +Damascus +LEADING", out)


# ── several forecasters ──


@pytest.fixture
def crowd(book: Path, run: Run) -> None:
    for by, stated in {"a": "5%", "b": "10%", "c": "12%", "d": "20%", "e": "30%"}.items():
        assert run("estimate", "unsc", stated, "--why", "x", "--by", by).code == 0
    newest = answer(run, "history", "unsc", "--by", "case-author")["entries"][-1]["id"]
    assert run("retract", newest, "--why", "x").code == 0


@pytest.mark.usefixtures("crowd")
def test_status_pools_all_forecasters(run: Run) -> None:
    row = answer(run, "status", "unsc", "--pool", "median")["forecasts"][0]["pooled"]
    assert row["median"] == pytest.approx(0.12, abs=0.02)
    out = run("status", "unsc", "--pool", "geometric").out
    assert "GEOMETRIC" in out
    assert f"{100 * row['geometric']:.1f}%" in out


@pytest.mark.usefixtures("crowd")
def test_show_pools_all_forecasters_and_can_follow_one(run: Run) -> None:
    assert re.search(
        r"pooled +median \d+\.\d% · geometric odds \d+\.\d% \(of \d forecasters\)",
        run("show", "unsc").out,
    )
    mine = run("show", "unsc", "--by", "c").out
    assert "Estimates by c (1)" in mine
    assert re.search(r"stated +12\.0% by c", mine)
    assert [one["by"] for one in answer(run, "show", "unsc", "--by", "c")["estimates"]] == ["c"]


def test_one_forecaster_and_all_of_them_do_not_go_together(book: Path, refuses: Refuses) -> None:
    refuses("status", "--pool", "median", "--by", "case-author", saying="give one of the two")
    refuses("status", "--pool", "mean", saying="median")


# ── indicators ──


def test_indicators_show_the_entries_behind_their_state_and_how_they_judged(book: Path, run: Run) -> None:
    out = run("show", "hama-by-december").out
    assert "xg66te2s B2 full" in out
    assert "xtoyn533 C2 pending" in out
    assert "under 0.005 bits, next to no information: sdf-or-isis-gains" in out
    assert "pointed away from it, bits at the end: iraqi-fighters-cross -0.15, army-withdraws -0.04" in out
    assert "pointed to what happened, bits at the end: russia-surges +0.02" in out
    assert "pointed" not in run("show", "un-talks").out


def test_a_report_that_another_of_its_origin_stands_for_is_marked(book: Path, run: Run) -> None:
    for grade in ("B2", "C3"):
        run("evidence", "un-talks", "Venue named", "-i", "talks-date", "--grade", grade, "--origin", "envoy", "--again")
    out = run("show", "un-talks").out
    assert re.search(r"\w{8} B2 full(;| *$)", out, re.MULTILINE)
    assert "C3 full (not counted)" in out


def test_an_estimate_after_the_close_is_kept_and_said_not_to_count(book: Path, run: Run) -> None:
    run("new", "work/ship", "--question", "?", "--criteria", "c", "--opens", "2024-12-01", "--closes", "2024-12-05")
    out = run("estimate", "work/ship", "70%", "--why", "x").out
    assert "it came after the close on 2024-12-05; kept, and not scored" in out
