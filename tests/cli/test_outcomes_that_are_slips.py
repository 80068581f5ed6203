"""Outcomes and estimates that can hardly be meant are asked about before they are written."""

from __future__ import annotations

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
