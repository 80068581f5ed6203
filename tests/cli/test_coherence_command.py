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
    assert case["unsolved"] == ["the solver is not installed: pip install '.[coherence]' in the checkout of outlook"]


@pytest.fixture
def team(book: Path, run: Run) -> Callable[..., None]:
    """Two forecasts of which one implies the other, without priors; states a person's number of one of them."""
    for name in ("final-day", "any-day"):
        words = ("--question", f"{name}?", "--criteria", "It is so", "--closes", "2025-06-30", "--opens", "2024-12-01")
        assert run("new", f"work/{name}", *words).code == 0
    relations = "title: Work\nrelations:\n  - implies: [final-day, any-day]\n"
    (book / "work" / "case.yaml").write_text(relations, encoding="utf-8")

    def state(by: str, name: str, chance: str) -> None:
        assert run("estimate", f"work/{name}", chance, "--why", "x", "--by", by).code == 0

    return state


def incoherent_in_check(run: Run) -> list[str]:
    found = json.loads(run("check", "--json").out)["problems"]
    return [one["message"] for one in found if one["code"] == "incoherent"]


def test_two_people_who_disagree_are_not_one_who_contradicts_himself(run: Run, team: Callable[..., None]) -> None:
    team("ngozi", "final-day", "35%")
    team("tomas", "any-day", "12%")
    assert incoherent_in_check(run) == []
    (case,) = answer(run, "work")["cases"]
    (part,) = case["sets"]
    assert (case["gain"], part["coherent"], part["gain"], part["people"]) == (0, False, None, ["ngozi", "tomas"])
    assert {claim["claim"]: claim["by"] for claim in part["claims"]} == {
        "P(final-day)": "ngozi",
        "P(any-day)": "tomas",
    }
    out = " ".join(run("coherence", "work").out.split())
    assert (
        "these numbers do not fit together, and are of ngozi and tomas: they disagree, which is no incoherence" in out
    )
    assert "each by themselves, the numbers of ngozi and tomas contradict nothing" in out
    assert "guaranteed gain" not in out
    assert answer(run, "work", "--by", "ngozi")["cases"][0]["sets"][0]["coherent"]


def test_who_contradicts_himself_is_found_behind_the_newest_number_of_somebody_else(
    run: Run, team: Callable[..., None]
) -> None:
    team("tomas", "final-day", "30%")
    team("tomas", "any-day", "12%")
    team("ngozi", "final-day", "5%")
    (message,) = incoherent_in_check(run)
    assert message.startswith("of tomas's numbers: final-day implies any-day")
    (case,) = answer(run, "work")["cases"]
    assert [part["coherent"] for part in case["sets"]] == [True]
    assert [(one["by"], one["gain"] > 0) for one in case["people"] if one["violations"]] == [("tomas", True)]
    out = " ".join(run("coherence", "work").out.split())
    assert "work · what tomas states" in out
    assert "guaranteed gain in all, of tomas's numbers: 0.1800" in out


def test_a_pool_holds_all_its_numbers(run: Run, team: Callable[..., None]) -> None:
    """The median of what each stated of one of them is held by the pool alone."""
    team("ngozi", "final-day", "35%")
    team("tomas", "any-day", "12%")
    (case,) = answer(run, "work", "--by", "pool:median")["cases"]
    assert (case["by"], case["gain"] > 0, case["sets"][0]["people"]) == ("pool:median", True, ["pool:median"])
    assert run("coherence", "work", "--by", "nobody").code == 2


def test_a_prior_from_which_a_colleague_has_moved_on_is_not_held_by_the_others(
    book: Path, run: Run, team: Callable[..., None]
) -> None:
    assert run("set", "work/any-day", "prior=10%").code == 0
    team("ngozi", "final-day", "35%")
    assert len(incoherent_in_check(run)) == 1, "nobody else has spoken of any-day: its prior is everybody's"
    team("tomas", "any-day", "40%")
    assert incoherent_in_check(run) == []
    assert all(one["gain"] == 0 and not one["violations"] for one in answer(run, "work")["cases"][0]["people"])


def test_a_relation_that_names_nothing_to_link_is_named(book: Path, run: Run) -> None:
    case = book / "work"
    case.mkdir()
    terms = ("[a, other/b]", "[a, a=maybe]", "[a, size]")
    (case / "case.yaml").write_text("title: Work\nrelations:\n" + "".join(f"  - equals: {one}\n" for one in terms))
    record = "question: Is it?\ncriteria: YES if so.\nopens_at: 2024-12-01\ncloses_at: 2025-02-01\n"
    (case / "a.yaml").write_text(record + "kind: binary\nprior: 0.4\n")
    (case / "size.yaml").write_text(record + "kind: numeric\nprior: {q05: 1, q50: 2, q95: 3}\n")
    said = " ".join(run("coherence", "work").out.split())
    assert "relation 1, equals of a, other/b, is not looked at: no forecast of this case is called other/b" in said
    assert "relation 2, equals of a, a=maybe, is not looked at: a has no outcome maybe" in said
    assert "relation 3, equals of a, size, is not looked at: size is numeric, and relations are between events" in said
    assert len(json.loads(run("coherence", "work", "--json").out)["cases"][0]["unread"]) == len(terms)
