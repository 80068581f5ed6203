"""`outlook check` on linked forecasts: each contradiction at the line of a statement involved, the rest still works."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conftest import Run

READY = "question: {name}?\nkind: binary\nopens_at: 2024-12-01\ncloses_at: 2025-06-30\ncriteria: As AFP reports.\n"


def write(book: Path, relations: str, **forecasts: str) -> None:
    folder = book / "work"
    folder.mkdir()
    (folder / "case.yaml").write_text(f"title: Work\n{relations}", encoding="utf-8")
    for name, fields in forecasts.items():
        (folder / f"{name}.yaml").write_text(READY.format(name=name) + fields, encoding="utf-8")


def problems(run: Run) -> list[dict[str, Any]]:
    ran = run("check", "--json")
    found: list[dict[str, Any]] = json.loads(ran.out)["problems"]
    assert ran.code == int(any(one["severity"] == "error" for one in found))
    return found


def told(run: Run) -> list[tuple[str, int, str, str]]:
    return [(one["path"].split("/")[-1], one["line"], one["severity"], one["code"]) for one in problems(run)]


def test_two_priors_that_contradict_a_relation_are_an_error_at_one_of_them(book: Path, run: Run) -> None:
    write(book, "relations:\n  - implies: [early, late]\n", early="prior: 0.4\n", late="prior: 0.3\n")
    assert told(run) == [("early.yaml", 6, "error", "incoherent")]
    (problem,) = problems(run)
    assert problem["message"] == "early implies late, but P(early) = 0.4, P(late) = 0.3 (off by 0.0500 a claim)"
    assert problem["hint"] == "change one of these numbers; `outlook coherence work` shows the nearest set that fits"


def test_an_estimate_that_contradicts_is_a_warning_at_its_line_of_the_ledger(book: Path, run: Run) -> None:
    write(book, "relations:\n  - implies: [early, late]\n", early="prior: 0.2\n", late="prior: 0.3\n")
    assert told(run) == []
    run("estimate", "work/late", "50%", "--why", "x", "--known-at", "2024-12-02")
    run("estimate", "work/late", "10%", "--why", "y", "--known-at", "2024-12-03")
    assert told(run) == [("ledger.jsonl", 2, "warning", "incoherent")]
    assert problems(run)[0]["hint"].startswith("state one of them anew")


def test_what_only_the_solver_sees_is_said_with_its_bet(book: Path, run: Run) -> None:
    """Three events of which each two exclude each other, asked for as conditionals: no sum is off by itself."""
    write(
        book, "relations:\n  - excludes: [one, two]\n  - excludes: [one, three]\n  - excludes: [two, three]\n",
        one="prior: 0.4\n", two="prior: 0.4\n", three="prior: 0.4\n",
    )  # fmt: skip
    assert told(run) == [("one.yaml", 6, "error", "incoherent")]
    message = problems(run)[0]["message"]
    assert "no way the world can be fits P(one) = 0.4, P(three) = 0.4, P(two) = 0.4" in message
    assert "a bet gains 0.2000 whatever happens" in message


def test_both_arms_of_a_condition_are_held_against_the_whole(book: Path, run: Run) -> None:
    arms = "prior: 0.5\nprior_otherwise: 0.1\ngiven: {forecast: cause, outcome: yes}\n"
    write(book, "relations:\n  - equals: [effect, same]\n", cause="prior: 0.5\n", effect=arms, same="prior: 0.6\n")
    found = problems(run)
    assert [one["code"] for one in found] == ["incoherent"]
    assert "by its arms P(effect) is 0.3, but P(same) = 0.6" in found[0]["message"]


def test_a_contradiction_by_definition_stands_at_the_relation(book: Path, run: Run) -> None:
    relations = "relations:\n  - equals: [one, two]\n  - complement: [one, two]\n"
    write(book, relations, one="prior: 0.5\n", two="prior: 0.5\n")
    assert told(run) == [("case.yaml", 3, "error", "contradiction")]
    assert run("status", "syria", "--json").code == 0


def test_what_is_linked_too_closely_is_a_warning_and_the_closed_form_still_stands(book: Path, run: Run) -> None:
    names = [f"e{number:02}" for number in range(14)]
    relations = f"relations:\n  - exhaustive: [{', '.join(names)}]\n  - implies: [e00, e01]\n"
    priors = dict.fromkeys(names, "prior: 0.3\n") | {"e00": "prior: 0.4\n"}
    write(book, relations, **priors)
    assert told(run) == [("case.yaml", 3, "warning", "too-wide"), ("e00.yaml", 6, "error", "incoherent")]
    assert "16,384 possible worlds, at most 4,096 are listed" in problems(run)[0]["message"]


def test_without_the_solver_check_says_what_to_install(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    write(book, "relations:\n  - implies: [early, late]\n", early="prior: 0.2\n", late="prior: 0.3\n")
    ran = run("check")
    assert (ran.code, ran.out) == (0, "")
    assert "checked in part" in ran.err
    assert "pip install '.[coherence]'" in ran.err


def test_drafts_and_what_is_resolved_take_no_part(book: Path, run: Run) -> None:
    write(book, "relations:\n  - implies: [early, late]\n", early="prior: 0.4\n", late="prior: 0.3\n")
    assert run("resolve", "work/late", "yes", "--why", "x").code == 0
    assert told(run) == []


def test_outcomes_are_named_in_any_case(book: Path, run: Run) -> None:
    given = "prior: 0.5\nprior_otherwise: 0.1\ngiven: {forecast: cause, outcome: Yes}\n"
    write(book, "relations:\n  - equals: [effect=YES, same]\n", cause="prior: 0.5\n", effect=given, same="prior: 0.6\n")
    assert [one["code"] for one in problems(run)] == ["incoherent"]
