"""Outcomes and estimates that can hardly be meant are asked about before they are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    window = ("--opens", "2024-11-01", "--closes", "2024-12-09", "--criteria", "The press.")
    days = "q05=2024-11-05,q50=2024-11-15,q95=2024-12-05"
    assert run("new", "t/day", "--question", "When?", "--kind", "date", *window, "--prior", days).code == 0
    amounts = ("--unit", "t", "--prior", "q05=200,q50=250,q95=350")
    assert run("new", "t/much", "--question", "How much?", "--kind", "numeric", *window, *amounts).code == 0
    return tmp_path / "forecasts"


@pytest.mark.usefixtures("book")
def test_a_day_behind_the_one_on_which_it_was_known_is_asked_about(run: Run, refuses: Refuses) -> None:
    refuses(
        "resolve", "day", "2025-01-15", saying="2025-01-15 lies behind 2024-12-10, when it was known: is it `later`?"
    )
    assert run("resolve", "day", "2024-11-20").code == 0


@pytest.mark.usefixtures("book")
def test_an_amount_far_from_its_prior_is_asked_about(run: Run, refuses: Refuses) -> None:
    refuses("resolve", "much", "247000", saying="247,000 is far from its prior, 200 to 350: is it in the same unit?")
    assert run("resolve", "much", "700").code == 0


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("typed", ["2.5", "0.25", "25000"])
def test_an_amount_that_would_be_expected_in_another_unit_is_asked_about(
    run: Run, refuses: Refuses, typed: str
) -> None:
    """Also where it lies below what was expected: a share for per cent is nearer to it than seven times as much."""
    refuses("resolve", "much", typed, saying="is far from its prior, 200 to 350: is it in the same unit?")
    assert run("resolve", "much", "60").code == 0, "it is within the width of the prior from its end"


@pytest.mark.usefixtures("book")
def test_per_cent_is_typed_as_it_is_said_where_that_is_the_unit(run: Run, refuses: Refuses) -> None:
    window = ("--opens", "2024-11-01", "--closes", "2024-12-09", "--criteria", "The press.")
    amounts = ("--unit", "%", "--prior", "q05=70%,q50=75%,q95=83%")
    assert run("new", "t/share", "--question", "How full?", "--kind", "numeric", *window, *amounts).code == 0
    told = "'77,4' is not a number: write decimals with a point, and a comma only between thousands"
    refuses("resolve", "share", "77,4%", saying=told)
    refuses("resolve", "much", "250%", saying="'250%' is not a number")
    refuses("resolve", "share", "0.774", saying="0.774 is far from its prior, 70 to 83: is it in the same unit?")
    assert run("resolve", "share", "77.4 %").code == 0
    assert run("resolve", "much", "1,000").code == 0


@pytest.mark.usefixtures("book")
def test_a_distribution_that_will_never_be_scored_is_asked_about_before(run: Run, refuses: Refuses) -> None:
    words = ("estimate", "much", "q50=240", "-w", "More", "--known-at", "2024-12-01")
    refuses(*words, saying="t/much: it will have no score: q05, q95 not stated")
    assert run(*words, "--sure").code == 0


def test_a_document_that_names_another_day_than_its_as_of_is_mentioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "w.md").write_text("# Week 45\n\n2 November 2024\n\nExports are likely to fall by the end of 2026.\n")
    words = ("extract", "w.md", "--case", "w", "--accept", "3")
    assert "2024-12-25 lies in the future" in run(*words, "--as-of", "2024-12-25", "--dry-run").err
    assert (
        "its heading names 2 Nov 2024, and --as-of 2 Nov 2023" in run(*words, "--as-of", "2023-11-02", "--dry-run").err
    )
    assert "its heading" not in run(*words, "--as-of", "2024-11-02", "--dry-run").err


# ── quantities without a prior, and what they score ──


@pytest.fixture
def revenue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A revenue in billions of which two people state quantiles, and a temperature that they state by points."""
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    folder = tmp_path / "forecasts" / "t"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text("title: T\n")
    window = "kind: numeric\ncriteria: The report.\nopens_at: 2024-11-01\ncloses_at: 2024-12-09\n"
    (folder / "revenue.yaml").write_text(f"{window}question: What revenue?\nunit: bn USD\n")
    (folder / "heat.yaml").write_text(f"{window}question: How warm?\nunit: °C\n")
    for name, by, stated in (
        ("revenue", "alice", "q05=47,q50=55,q95=66"),
        ("revenue", "zoe", "q05=50,q50=58,q95=69"),
        ("heat", "alice", "2=.1,4=.9"),
    ):
        words = ("estimate", name, stated, "-w", "Guidance", "--by", by, "--known-at", "2024-11-01")
        assert run(*words, "--sure").code == 0, words
    return tmp_path / "forecasts"


@pytest.mark.usefixtures("revenue")
def test_an_amount_far_from_all_that_was_stated_is_asked_about(run: Run) -> None:
    ran = run("resolve", "revenue", "57,006")
    assert (ran.code, ran.out) == (2, "")
    assert "57,006 is far from all that was stated of it, 47 to 69: is it in the same unit?" in ran.err
    assert "4,000 is far from all that was stated of it, 2 to 4" in run("resolve", "heat", "4000").err
    assert run("resolve", "revenue", "57,006", "--sure", "--dry-run").code == 0


@pytest.mark.usefixtures("book")
def test_an_amount_that_somebody_thought_possible_is_not_asked_about(run: Run) -> None:
    assert "far from its prior, 200 to 350" in run("resolve", "much", "50000").err
    stated = ("estimate", "much", "q05=30000,q50=45000,q95=60000", "-w", "All of them", "--known-at", "2024-11-10")
    assert run(*stated).code == 0
    assert "far from its prior and what was stated, 200 to 60,000" in run("resolve", "much", "9000000").err
    assert run("resolve", "much", "50000").code == 0


@pytest.mark.usefixtures("revenue")
def test_an_estimate_that_was_taken_back_makes_no_amount_possible(run: Run) -> None:
    words = ("estimate", "revenue", "q05=47000,q50=55000,q95=66000", "-w", "In millions", "--json", "--known-at")
    (entry,) = json.loads(run(*words, "2024-11-10").out)["entries"]
    assert run("resolve", "revenue", "57006", "--dry-run").code == 0
    assert run("retract", entry["id"], "--why", "In the wrong unit").code == 0
    assert "57,006 is far from all that was stated of it, 47 to 69" in run("resolve", "revenue", "57006").err


@pytest.mark.usefixtures("revenue")
def test_a_resolved_quantity_prints_everybodys_score_in_its_unit(run: Run) -> None:
    out = " ".join(run("resolve", "revenue", "57.006", "--known-at", "2024-12-09", "--by", "zoe").out.split())
    scores = {one["by"]: one["crps"] for one in json.loads(run("score", "revenue", "--json").out)["forecasts"]}
    shown = f"{scores['zoe']:.3f} of zoe, {scores['alice']:.3f} of alice (bn USD, lower is better)"
    assert f"open → resolved 57.006, WIS {shown}" in out
    out = " ".join(run("resolve", "heat", "3500", "--sure", "--known-at", "2024-12-09").out.split())
    (score,) = [one["crps"] for one in json.loads(run("score", "heat", "--json").out)["forecasts"]]
    assert f"open → resolved 3,500, CRPS {score:,.0f} (°C, lower is better)" in out, "as the line above has it"


@pytest.mark.usefixtures("book")
def test_a_resolved_day_prints_its_score_in_days(run: Run) -> None:
    stated = "q05=2024-11-05,q50=2024-11-15,q95=2024-12-05"
    assert run("estimate", "day", stated, "-w", "The prior", "--known-at", "2024-11-01").code == 0
    out = " ".join(run("resolve", "day", "later", "--known-at", "2024-12-09").out.split())
    (score,) = [one["crps"] for one in json.loads(run("score", "day", "--json").out)["forecasts"]]
    assert f"open → resolved later, WIS {score:.3f} (days, lower is better)" in out
