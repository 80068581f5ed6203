"""`outlook coherence`: the shipped case holds together, and a set that does not is shown with the bet on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

RELATIONS = """\
title: Work
relations:
  - excludes: [one, two, three]
  - exhaustive: [one, two, three]
"""


def answer(run: Run, *words: str) -> dict[str, Any]:
    ran = run("coherence", *words, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.fixture
def incoherent(book: Path, run: Run) -> None:
    """Three scenarios of which one must come true, at .5, .4 and .3."""
    for name, prior in (("one", "50%"), ("two", "40%"), ("three", "30%")):
        words = ("--question", f"{name}?", "--criteria", "It is so", "--closes", "2025-06-30", "--prior", prior)
        assert run("new", f"work/{name}", *words).code == 0
    (book / "work" / "case.yaml").write_text(RELATIONS, encoding="utf-8")


def test_the_shipped_case_is_coherent_as_it_was_written(book: Path, run: Run) -> None:
    (case,) = answer(run, "syria", "--at", "2024-12-01")["cases"]
    assert case["violations"] == case["unsolved"] == []
    assert all(part["coherent"] for part in case["sets"])
    assert case["claims"] > 100


@pytest.mark.usefixtures("incoherent")
def test_a_sum_above_one_is_a_bet_that_cannot_lose(run: Run) -> None:
    (case,) = answer(run, "work")["cases"]
    assert case["gain"] == pytest.approx(0.2, abs=1e-6)
    (part,) = case["sets"]
    assert [claim["stake"] for claim in part["claims"]] == pytest.approx([-1, -1, -1])
    assert sum(claim["nearest"] for claim in part["claims"]) == pytest.approx(1, abs=1e-4)
    assert [item["check"] for item in case["violations"]] == ["excludes"]


@pytest.mark.usefixtures("incoherent")
def test_the_page_shows_the_gain_and_fits_the_terminal(run_in_terminal: Callable[[int], Run]) -> None:
    out = run_in_terminal(80)("coherence", "work", "--color", "never").out
    assert "guaranteed gain 0.2000 with stakes of at most 1" in out.replace("\n", " ").replace("  ", " ")
    assert "P(one)" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "HiGHS" not in out


@pytest.mark.usefixtures("incoherent")
def test_without_the_solver_the_closed_form_part_stands(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    (case,) = answer(run, "work")["cases"]
    assert [item["check"] for item in case["violations"]] == ["excludes"]
    assert case["unsolved"] == ["the solver is not installed: pip install 'outlook-forecasts[coherence]'"]
