"""Statements that deny what is asked, those that do not count, and what `set` takes and says of `as_stated_in`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from outlook.records.yaml12 import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Refuses, Run

WEEK_1 = """\
# Sel: week 44

By Harbour Desk, 1 November 2024

The senate is unlikely to ratify the pact by 30 November 2024; its committee has not put the text on the agenda.
"""
WEEK_2 = """\
# Sel: week 45

By Harbour Desk, 8 November 2024

The senate is almost certainly not going to ratify the pact by 30 November 2024.
Almost certainly nobody in the senate will ratify the pact by 30 November 2024.
Ana Berg said that the senate is very likely to ratify the pact by 30 November 2024.
"""
NOT, NOBODY, ANA = "3", "4", "5"
FURTHER = ("extract", "week-2.md", "--case", "sel", "--as-of", "2024-11-08")


@pytest.fixture
def pact(book: Path, run: Run) -> Path:
    """Whether a pact is ratified, with the words of one report as an estimate, and a second report to come."""
    (book.parent / "week-1.md").write_text(WEEK_1)
    (book.parent / "week-2.md").write_text(WEEK_2)
    assert run("extract", "week-1.md", "--case", "sel", "--accept", "all", "--as-of", "2024-11-01").code == 0
    [name] = [one["id"] for one in json.loads(run("status", "sel", "--json").out)["forecasts"]]
    assert run("new", "--from", name, "--source", "Reuters", "--prior", "40%").code == 0
    assert run("rename", name, "pact").code == 0
    return book / "sel" / "pact.yaml"


def stated(run: Run) -> float | None:
    [row] = json.loads(run("status", "sel/pact", "--json").out)["forecasts"]
    found: float | None = row["stated"]
    return found


def test_what_denies_the_question_is_an_estimate_of_its_no(pact: Path, run: Run) -> None:
    ran = run(*FURTHER, "--link", f"{NOT}=pact")
    assert ran.code == 0, ran.err
    assert "its author's estimate: 3.0% (“almost certainly” that it does not happen)" in ran.err
    [first, second] = load(pact.read_text())["as_stated_in"]
    assert (first.endswith(":no"), second.endswith(":no")) == (False, True)
    assert stated(run) == pytest.approx(0.03)
    page = run("show", "sel/pact").out
    assert "3.0% (1%–5%)" in page
    assert "“almost certainly” that it does not happen:" in " ".join(page.split())
    data = json.loads(run("show", "sel/pact", "--json").out)["estimates"]
    assert [one["band"] for one in data] == [[0.2, 0.45], [pytest.approx(0.01), pytest.approx(0.05)]]
    assert run("check").code == 0
    assert run("report", "sel", "-o", "sel.html").code == 0
    assert (
        "3.0% (its words are of the answer no) by Harbour Desk" in (pact.parent.parent.parent / "sel.html").read_text()
    )


def test_what_denies_the_question_is_right_where_the_answer_is_no(pact: Path, run: Run) -> None:
    assert run(*FURTHER, "--link", f"{NOT}=pact").code == 0
    assert run("resolve", "sel/pact", "no", "-w", "adjourned", "--known-at", "2024-12-01").code == 0
    rows = {one["group"]: one for one in json.loads(run("score", "sel", "--by", "hedge", "--json").out)["groups"]}
    assert (rows["almost certainly"]["happened"], rows["almost certainly"]["n"]) == (1, 1)
    assert rows["almost certainly"]["brier"] == pytest.approx(0.03**2)
    assert (rows["unlikely"]["happened"], rows["unlikely"]["n"]) == (0, 1)
    documents = {
        one["group"]: one for one in json.loads(run("score", "sel", "--by", "document", "--json").out)["groups"]
    }
    assert documents["sel/week-2"]["brier"] == pytest.approx(0.03**2)


def test_where_it_cannot_be_told_both_ways_are_named(pact: Path, run: Run) -> None:
    ran = run(*FURTHER, "--link", f"{NOBODY}=pact")
    assert "no estimate of its author: it denies something, and whether that is what is asked cannot be told" in ran.err
    ways = [line.partition("as_stated_in=")[2].rstrip("`") for line in ran.err.splitlines() if "if it is" in line]
    assert [way.endswith(":no") for way in ways] == [False, True]
    assert run("set", "sel/pact", f"as_stated_in={ways[1]}").code == 0
    assert stated(run) == pytest.approx(0.03)


def test_words_that_count_for_the_opposite_of_what_they_say_are_pointed_out(pact: Path, run: Run) -> None:
    assert run(*FURTHER, "--link", f"{NOT}=pact").code == 0
    name = load(pact.read_text())["as_stated_in"][1].removesuffix(":no")
    ran = run("set", "sel/pact", f"as_stated_in={name}")
    assert f"{name} denies what is asked, or the other way round" in ran.err
    assert f"write {name}:no" in ran.err
    assert f"{name} denies what is asked" in run("check").out


def test_insisting_on_a_denial_keeps_what_it_says(pact: Path, run: Run) -> None:
    assert run(*FURTHER, "--accept", NOT).code == 0
    [name] = [path.stem for path in pact.parent.glob("*.yaml") if path.stem not in ("pact", "case")]
    assert load((pact.parent / f"{name}.yaml").read_text())["as_stated_in"] == f"{name}:no"
    flags = ("--question", "Will the senate ratify it?", "--closes", "2024-11-30", "--source", "R", "--prior", "5%")
    assert run("new", "sel/other", "--from", f"sel/{name}", *flags, "--as-stated").code == 0
    assert load((pact.parent / "other.yaml").read_text())["as_stated_in"] == f"{name}:no"


def test_a_statement_of_somebody_else_is_named_where_it_is_set(pact: Path, run: Run) -> None:
    assert run(*FURTHER, "--link", f"{ANA}=pact").code == 0
    name = load(pact.read_text())["statements"][-1]
    ran = run("set", "sel/pact", f"as_stated_in+={name}")
    assert ran.code == 0, ran.err
    assert f"sel/pact: {name} is no estimate of its document: Ana Berg said it" in ran.err
    assert "outlook estimate --by" in ran.err
    assert run("set", "sel/pact", "note=seen").err.count("no estimate of its document") == 0


def test_statements_are_added_and_taken_out_one_by_one(pact: Path, run: Run, refuses: Refuses) -> None:
    assert run(*FURTHER, "--link", f"{NOT}=pact").code == 0
    before = pact.read_text()
    first, second = load(before)["as_stated_in"]
    ran = run("set", "sel/pact", f"as_stated_in-={second.removesuffix(':no')}")
    assert load(pact.read_text())["as_stated_in"] == first
    assert f"to take it back: outlook set sel/pact as_stated_in={first},{second}" in ran.err
    assert run("set", "sel/pact", f"as_stated_in+={second}").code == 0
    assert load(pact.read_text())["as_stated_in"] == [first, second]
    refuses("set", "sel/pact", f"as_stated_in+={second}", saying=f"as_stated_in names {second} already")
    refuses("set", "sel/pact", "as_stated_in-=rain", saying=f"does not name rain: it names {first}, {second}")
    refuses("set", "sel/pact", "as_stated_in=rain:maybe", saying="STATEMENT:no where its words say how likely")
    refuses("set", "sel/pact", f"as_stated_in={first},{first}:no", saying="is named twice")


def test_that_no_statement_says_it_is_other_than_that_nobody_has_said(pact: Path, run: Run) -> None:
    name = load(pact.read_text())["as_stated_in"]
    ran = run("set", "sel/pact", f"as_stated_in-={name}")
    assert f"as_stated_in {name} → [] (no statement says it)" in ran.out
    assert load(pact.read_text())["as_stated_in"] == []
    assert f"to take it back: outlook set sel/pact as_stated_in={name}" in ran.err
    ran = run("set", "sel/pact", "as_stated_in=")
    assert "as_stated_in [] (no statement says it) → nothing" in ran.out
    assert "as_stated_in" not in load(pact.read_text())
    assert "to take it back: outlook set sel/pact 'as_stated_in=[]'" in ran.err
    assert "as_stated_in nothing → [] (no statement says it)" in run("set", "sel/pact", "as_stated_in=[]").out
    assert load(pact.read_text())["as_stated_in"] == []


QUOTAS = """\
title: Landings in November
kind: numeric
question: How many tonnes are landed at Sel in November 2024?
unit: tonnes
criteria: The figure that the Office publishes.
opens_at: 2024-11-01
closes_at: 2024-11-30
prior: {q05: 10, q50: 20, q95: 40}
"""


def test_levels_are_those_of_the_question(pact: Path, run: Run) -> None:
    (pact.parent / "landings.yaml").write_text(QUOTAS)
    (pact.parent.parent.parent / "week-2.md").write_text(
        "Landings at Sel will probably reach 24 tonnes by 30 November 2024."
    )
    ran = run(*FURTHER, "--link", "1=landings")
    assert "as_stated_in=STATEMENT:q05=…,q50=…,q95=…`" in ran.err, ran.err
    [name] = load((pact.parent / "landings.yaml").read_text())["statements"]
    ran = run("set", "sel/landings", f"as_stated_in={name}:q10=15,q50=24,q90=30")
    assert f"{name} has no score: the question is scored at q05, q50, q95, and it lacks q05, q95" in ran.err
    assert "it lacks q05, q95" in run("check").out
    assert "no score" not in run("set", "sel/landings", f"as_stated_in={name}:q05=15,q50=24,q95=30").err
    assert run("set", "sel/landings", f"as_stated_in-={name}").code == 0
    assert "as_stated_in" not in load((pact.parent / "landings.yaml").read_text())
