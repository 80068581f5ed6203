"""What pages say in every state a forecast can be in: numbers with their unit and range, nothing passed over."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from outlook.show.describe import phrasing as words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

WHOLE = ("--question", "Shipped?", "--criteria", "Public", "--closes", "2024-12-20")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.0, "0%"), (1.0, "100%"), (0.5, "50.0%"), (0.00001, "<0.01%"), (0.99999, ">99.99%"), (0.0008, "0.08%"), (0.995, "99.50%")],
)  # fmt: skip
def test_a_probability_is_never_rounded_to_certainty(number: float, shown: str) -> None:
    assert words.percent(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, "–"), (0.0, "0.000"), (0.25, "0.250"), (0.0001, "0.0001"), (float("inf"), "∞"), (-float("inf"), "-∞"), (12345.6, "12,346")],
)  # fmt: skip
def test_a_score_keeps_the_digits_that_say_something(number: float | None, shown: str) -> None:
    assert words.score(number) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0 min"),
        (2700, "45 min"),
        (21600, "6 h"),
        (86400 * 25, "25 d"),
        (86400 * 130, "4 mo"),
        (86400 * 1200, "3 y"),
    ],
)
def test_a_span_is_in_its_largest_fitting_unit(seconds: float, shown: str) -> None:
    assert words.span(seconds) == words.span(-seconds) == shown


def test_an_impossible_that_happened_scores_infinitely_and_is_said_apart(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    run(
        "estimate",
        "us-strike-attributed",
        "0",
        "--sure",
        "--why",
        "Never",
        "--by",
        "case-author",
        "--known-at",
        "2024-12-01",
    )
    clock(datetime(2024, 12, 11, tzinfo=UTC))
    run("resolve", "us-strike-attributed", "yes")
    out = run("score").out
    assert "infinite on 1" in out
    assert "without" in out
    assert "log score ∞ nats" in run("show", "us-strike-attributed").out


def test_estimates_after_the_end_are_ignored_and_counted(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    run("new", "personal/ship", *WHOLE)
    run("estimate", "ship", "60%", "--why", "On track")
    clock(datetime(2024, 12, 22, tzinfo=UTC))
    run("estimate", "ship", "90%", "--why", "Said to be out")
    run("resolve", "ship", "yes")
    assert "1 estimate(s) known at the end or later were ignored" in run("show", "ship").out
    (row,) = json.loads(run("score", "ship", "--json").out)["forecasts"]
    assert (row["estimates"], row["ignored"]) == (2, 1)
    assert row["brier_last"] == pytest.approx(0.16)


def test_quantities_in_different_units_have_no_mean(book: Path, run: Run) -> None:
    assert (
        "they differ in unit or measure, or have no unit, so they have no mean"
        in run("score", "--at", "2026-01-01").out
    )


def test_the_page_of_a_choice_has_its_ranked_score(book: Path, run: Run) -> None:
    out = run("show", "deepest-city", "--at", "2026-01-01").out
    assert "ranked probability score" in out
    assert "none < Hama < Homs < Damascus" in out


def test_the_page_of_a_quantity_says_which_intervals_held_the_outcome(book: Path, run: Run) -> None:
    out = run("show", "displaced-peak", "--at", "2026-01-01").out
    assert "weighted interval score at q05" in out
    assert "persons" in out
    assert "central intervals that held the outcome: none (stated: 90% 80% 50%)" in out


def test_scenarios_are_told_whole(book: Path, run: Run) -> None:
    out = run("show", "outlook-by-march").out
    assert "Scenarios" in out
    assert all(name in out for name in ("breakthrough", "settlement", "recovery", "escalation", "stalemate"))


def test_an_estimate_made_under_an_older_text_is_marked(book: Path, run: Run) -> None:
    record = book / "syria-2024-12" / "unsc-resolution.yaml"
    run("estimate", "unsc-resolution", "20%", "--why", "Votes")
    record.write_text(record.read_text().replace("criteria: >-\n", "criteria: >-\n  Once more:\n"))
    assert "under an older text" not in run("show", "un-talks").out
    assert run("show", "unsc-resolution").out.count("under an older text of the question") == 2


def test_an_estimate_that_no_longer_fits_its_record_is_shown_as_none(book: Path, run: Run) -> None:
    run("new", "personal/city", *WHOLE, "--kind", "choice", "--option", "Hama", "--option", "Homs")
    run("estimate", "city", "Hama=.3,Homs=.7", "--why", "Nearer")
    record = book / "personal" / "city.yaml"
    record.write_text(record.read_text().replace("- Homs", "- Damascus"))
    assert run("show", "city").code == 0
    assert json.loads(run("status", "city", "--json").out)["forecasts"][0]["stated"] is None
    assert run("check").code == 1


def test_a_draft_says_what_is_missing_and_bare_outlook_what_to_do_about_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "personal/ship", "--question", "Shipped?")
    assert "missing: criteria, closes_at" in run("show", "ship").out
    assert "next: outlook edit personal/ship" in run().out


def test_the_next_step_follows_the_life_of_a_forecast(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "personal/ship", *WHOLE)
    assert "next: outlook estimate personal/ship" in run().out
    run("estimate", "ship", "60%", "--why", "On track")
    assert "next: outlook evidence personal/ship" in run().out
    clock(datetime(2024, 12, 22, tzinfo=UTC))
    assert "next: outlook resolve personal/ship" in run().out
    run("resolve", "ship", "yes")
    assert "next: outlook score" in run().out


def test_an_empty_ledger_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "personal/ship", *WHOLE)
    assert run("history").out == "the ledger is empty\n"


def test_evidence_tells_all_that_was_given_with_it(book: Path, run: Run) -> None:
    out = run(
        "evidence", "unsc-resolution", "Said", "--source", "AFP", "--url", "https://example.org", "--origin", "afp-1",
        "--happened-on", "2024-12-09", "-i", "army-withdraws:partial",
    ).out  # fmt: skip
    for text in ("AFP", "https://example.org", "afp-1", "9 Dec 2024", "army-withdraws (partial)"):
        assert text in out
    assert "likelihood ratio 2" in run("evidence", "unsc-resolution", "Said too", "--lr", "2").out


def test_many_rows_are_cut_on_a_terminal_and_the_rest_is_counted(
    book: Path, run: Run, run_in_terminal: Callable[[int], Run]
) -> None:
    for number in range(60):
        (book / "syria-2024-12" / f"more-{number}.yaml").write_text(f"kind: binary\nquestion: Number {number}?\n")
    out = run_in_terminal(80)("status", "--color", "never").out
    assert "37 more: pipe the table" in out
    assert "Number 59" in run("status").out


@pytest.mark.parametrize("word", ["ambiguous", "annulled"])
def test_a_quantity_without_an_outcome_says_why(book: Path, run: Run, word: str) -> None:
    run("resolve", "displaced-peak", word, "--why", "No count was published")
    (row,) = json.loads(run("status", "displaced-peak", "--json").out)["forecasts"]
    assert (row["state"], row["outcome"]) == (word, word)
    assert "No count was published" in run("show", "displaced-peak").out


def test_a_withdrawn_estimate_is_shown_as_withdrawn(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    run("estimate", "unsc-resolution", "20%", "--why", "Votes")
    clock(datetime(2024, 12, 11, tzinfo=UTC))
    assert "withdrawn" in run("estimate", "unsc-resolution", "withdraw").out
    assert "withdrawn by alice" in run("show", "unsc-resolution").out
    assert "withdrawn" in run("history", "unsc-resolution").out


def test_history_tells_what_was_stated_in_words(book: Path, run: Run) -> None:
    run(
        "estimate",
        "outlook-by-march",
        "stalemate=.5,breakthrough=.2,settlement=.1,recovery=.1,escalation=.1",
        "--why",
        "x",
    )
    run("estimate", "displaced-peak", "q05=70000,q95=1050000", "--why", "x", "--sure")
    run("estimate", "brussels-pledges", "4=.05,9=.95", "--why", "x")
    out = run("history").out
    for words_shown in ("stalemate 50.0%: x", "q05 70,000, q95 1,050,000: x", "5.0% by 4, 95.0% by 9: x"):
        assert words_shown in out
