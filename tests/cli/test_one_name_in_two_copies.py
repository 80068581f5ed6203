"""Two copies of a book give two forecasts one name, and are merged: no estimate counts for another question."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run

NEW = ("--closes", "2027-12-31", "--criteria", "YES if Reuters reports it.", "--prior", "50%")


class Clones:
    """Alice's and Bob's copy of a case with one forecast, which each has changed since."""

    def __init__(self, book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
        self.alice, self.bob, self.run, self.clock, self.minutes = book, book.parent / "bob", run, clock, count()
        self.ran(self.alice, "new", "s/bus", "--question", BUS, *NEW)
        self.ran(self.alice, "estimate", "s/bus", "20%", "-w", "bus")
        shutil.copytree(self.alice, self.bob)

    def ran(self, copy: Path, *words: str) -> str:
        self.clock(NOW + timedelta(minutes=next(self.minutes)))
        ran = self.run(*words, "--book", str(copy))
        assert ran.code == 0, ran.err
        return ran.out

    def asks(self, copy: Path, name: str, question: str, stated: str) -> None:
        self.ran(copy, "new", f"s/{name}", "--question", question, *NEW)
        self.ran(copy, "estimate", f"s/{name}", stated, "-w", question)

    def merge(self) -> None:
        """Lines by union, and the files of both; where they conflict, what is in Alice's copy stays."""
        ledgers = [copy / "s" / "ledger.jsonl" for copy in (self.alice, self.bob)]
        lines = [path.read_text().splitlines() for path in ledgers]
        ledgers[0].write_text("\n".join(dict.fromkeys([*lines[0], *lines[1]])) + "\n")
        for path in (self.bob / "s").glob("*.yaml"):
            here = self.alice / "s" / path.name
            if not here.exists() and path.stem != "bus":
                shutil.copy(path, here)

    def stated(self) -> dict[str, tuple[str, float | None]]:
        with_index, without = (
            json.loads(self.run("status", "--json", "--book", str(self.alice), *words).out)
            for words in ((), ("--no-index",))
        )
        assert with_index == without
        return {one["id"]: (one["title"], one["stated"]) for one in with_index["forecasts"] if one["case"] == "s"}


@pytest.fixture
def clones(book: Path, run: Run, clock: Callable[[datetime], None]) -> Clones:
    return Clones(book, run, clock)


BUS, CUP = "Will the bus talks succeed?", "Will the coach win the cup?"


def test_a_name_that_was_given_on_is_another_forecast_s_in_the_other_copy(clones: Clones) -> None:
    clones.ran(clones.alice, "rename", "s/bus", "coach")
    clones.ran(clones.alice, "estimate", "s/coach", "30%", "-w", "still the bus")
    clones.ran(clones.alice, "rename", "s/coach", "autobus")
    clones.asks(clones.bob, "coach", CUP, "90%")
    clones.merge()
    assert clones.stated() == {"s/autobus": (BUS, 0.3), "s/coach": (CUP, 0.9)}
    clones.ran(clones.alice, "estimate", "s/coach", "91%", "-w", "the cup")
    clones.ran(clones.alice, "estimate", "s/bus", "31%", "-w", "the bus")
    assert clones.stated() == {"s/autobus": (BUS, 0.31), "s/coach": (CUP, 0.91)}
    problems = json.loads(clones.run("check", "--json", "--book", str(clones.alice)).out)["problems"]
    assert not [one for one in problems if one["severity"] == "error" and "/s/" in one["path"]]


def test_a_record_that_comes_to_ask_what_another_was_estimated_on_is_nobody_s(
    clones: Clones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    clones.ran(clones.alice, "rename", "s/bus", "coach")
    clones.ran(clones.alice, "rename", "s/coach", "autobus")
    clones.asks(clones.bob, "coach", CUP, "90%")
    clones.merge()
    case = clones.alice / "s"
    assert set(clones.stated()) == {"s/autobus", "s/coach"}
    (case / "coach.yaml").write_text((case / "coach.yaml").read_text().replace("the cup?", "a cup?"))
    assert clones.stated()["s/coach"] == ("Will the coach win a cup?", 0.9)
    (case / "coach.yaml").write_bytes((case / "autobus.yaml").read_bytes())
    assert clones.stated() == {}


@pytest.mark.parametrize("is_stated", [True, False])
def test_the_file_of_a_new_record_that_nothing_was_stated_on_is_found_under_the_name_of_another(
    clones: Clones, is_stated: bool
) -> None:
    """As git leaves it where somebody takes one side of an add/add conflict."""
    alice = clones.alice
    if not is_stated:
        (alice / "s" / "ledger.jsonl").write_text("")
    clones.ran(alice, "rename", "s/bus", "x")
    ours = (alice / "s" / "x.yaml").read_text()
    clones.ran(clones.bob, "new", "s/x", "--question", CUP, *NEW)
    shutil.copy(clones.bob / "s" / "x.yaml", alice / "s" / "x.yaml")
    [message] = changed(clones)
    assert "x asks otherwise than when it was renamed from bus" in message
    (alice / "s" / "y.yaml").write_text((alice / "s" / "x.yaml").read_text())  # as `check` says
    (alice / "s" / "x.yaml").write_text(ours)
    assert changed(clones) == []
    assert clones.stated() == {"s/x": (BUS, 0.2 if is_stated else None), "s/y": (CUP, None)}
    clones.ran(alice, "set", "s/x", "criteria=YES if AP reports it.")
    clones.ran(alice, "estimate", "s/x", "40%", "-w", "on the new criteria")
    assert changed(clones) == []


def changed(clones: Clones) -> list[str]:
    problems = json.loads(clones.run("check", "--json", "--book", str(clones.alice)).out)["problems"]
    return [one["message"] for one in problems if "asks otherwise" in one["message"]]


@pytest.mark.parametrize("side", ["alice", "bob"])
def test_a_new_record_under_a_name_that_the_other_copy_gave_hides_both_until_each_has_its_file(
    clones: Clones, side: str
) -> None:
    clones.ran(clones.alice, "rename", "s/bus", "x")
    clones.ran(clones.alice, "estimate", "s/x", "30%", "-w", "still the bus")
    clones.asks(clones.bob, "x", CUP, "90%")
    files = {
        name: (copy / "s" / "x.yaml").read_bytes() for name, copy in (("alice", clones.alice), ("bob", clones.bob))
    }
    clones.merge()
    (clones.alice / "s" / "x.yaml").write_bytes(files[side])  # as git leaves it where somebody takes one side
    assert clones.stated() == {}
    ran = clones.run("check", "--json", "--book", str(clones.alice))
    [problem] = [one for one in json.loads(ran.out)["problems"] if one["code"] == "contested-name"]
    assert (ran.code, "bus, x were joined by renames" in problem["message"]) == (1, True)
    [entry] = [word.strip("(),") for word in problem["message"].split() if len(word.strip("(),")) == 13]
    clones.ran(clones.alice, "retract", entry, "--why", "x is the cup")  # as `check` says
    (clones.alice / "s" / "x.yaml").write_bytes(files["bob"])
    (clones.alice / "s" / "bus.yaml").write_bytes(files["alice"])
    assert clones.stated() == {"s/bus": (BUS, 0.3), "s/x": (CUP, 0.9)}
    clones.ran(clones.alice, "rename", "s/bus", "autobus")
    clones.ran(clones.alice, "estimate", "s/x", "91%", "-w", "the cup")
    assert clones.stated() == {"s/autobus": (BUS, 0.3), "s/x": (CUP, 0.91)}


def two_new(clones: Clones) -> None:
    clones.asks(clones.alice, "q", "Will more than 60 ships wait?", "15%")
    clones.asks(clones.bob, "q", "Will over 60 ships wait on the last day?", "35%")


OVER, MORE = "Will over 60 ships wait on the last day?", "Will more than 60 ships wait?"


def problems(clones: Clones, code: str) -> list[dict[str, str]]:
    found = json.loads(clones.run("check", "--json", "--book", str(clones.alice)).out)["problems"]
    return [one for one in found if one["code"] == code]


def test_two_that_began_under_one_name_are_both_shown_when_each_was_renamed_in_its_copy(clones: Clones) -> None:
    two_new(clones)
    clones.ran(clones.bob, "evidence", "s/q", "Ships turn back", "--for", "weak")
    clones.ran(clones.bob, "rename", "s/q", "q-last-day")
    clones.ran(clones.bob, "estimate", "s/q", "36%", "-w", "under the old name")
    clones.ran(clones.alice, "rename", "s/q", "q-any-day")
    clones.merge()
    bus = {"s/bus": (BUS, 0.2)}
    assert clones.stated() == {**bus, "s/q-any-day": (MORE, 0.15), "s/q-last-day": (OVER, 0.36)}
    assert problems(clones, "contested-name") + problems(clones, "changed-question") == []
    shown = {
        name: json.loads(clones.ran(clones.alice, "show", f"s/{name}", "--json"))
        for name in ("q-any-day", "q-last-day")
    }
    assert [len(one["evidence"]) for one in shown.values()] == [0, 1]
    clones.ran(clones.alice, "set", "s/q-last-day", "criteria=YES if AP reports it.")
    clones.ran(clones.alice, "rename", "s/q-any-day", "ships")
    assert clones.stated() == {**bus, "s/ships": (MORE, 0.15), "s/q-last-day": (OVER, 0.36)}
    (clones.alice / "s" / "q-last-day.yaml").unlink()  # who keeps one file says that both names are of one forecast
    assert clones.stated() == {**bus, "s/ships": (MORE, 0.36)}


def test_what_was_stated_on_another_new_record_of_that_name_is_given_to_it_by_a_rename(clones: Clones) -> None:
    two_new(clones)
    theirs = (clones.bob / "s" / "q.yaml").read_bytes()
    clones.merge()
    (clones.alice / "s" / "q-last-day.yaml").write_bytes(theirs)  # keep both, as git's conflict asks
    bus = {"s/bus": (BUS, 0.2)}
    [problem] = problems(clones, "stated-elsewhere")
    assert problem["severity"] == "error"
    assert "was stated on what q-last-day asks, and counts for q" in problem["message"]
    assert "`outlook rename s/q s/q-last-day`" in problem["hint"]
    clones.ran(clones.alice, "rename", "s/q", "s/q-last-day")
    apart = {**bus, "s/q": (MORE, 0.15), "s/q-last-day": (OVER, 0.35)}
    assert clones.stated() == apart
    assert problems(clones, "stated-elsewhere") == []
    clones.ran(clones.alice, "resolve", "s/q", "yes", "--sure")
    rows = json.loads(clones.ran(clones.alice, "score", "s/q", "--json"))["forecasts"]
    assert [round(row["brier_last"], 4) for row in rows] == [0.7225]  # of 15%, and none of 35%
    clones.ran(clones.alice, "set", "s/q-last-day", "criteria=YES if AP reports it.")
    assert clones.stated()["s/q-last-day"] == (OVER, 0.35)
    [entry] = [
        json.loads(line)["id"]
        for line in (clones.alice / "s" / "ledger.jsonl").read_text().splitlines()
        if '"apart"' in line
    ]
    clones.ran(clones.alice, "retract", entry, "--why", "no")
    assert clones.stated()["s/q-last-day"] == (OVER, None)


def test_an_estimate_on_an_older_text_that_a_copy_still_has_is_not_that_copy_s(clones: Clones) -> None:
    case = clones.alice / "s"
    (case / "bus-copy.yaml").write_bytes((case / "bus.yaml").read_bytes())
    clones.ran(clones.alice, "set", "s/bus", "criteria=YES if AP reports it.")
    assert [one["severity"] for one in problems(clones, "stated-elsewhere")] == ["warning"]
    clones.ran(clones.alice, "estimate", "s/bus", "21%", "-w", "on the new criteria")
    assert problems(clones, "stated-elsewhere") == []
    assert len(problems(clones, "changed-question")) == 1


def test_what_is_contested_says_how_it_is_settled_and_not_that_the_file_is_wrong(clones: Clones) -> None:
    clones.ran(clones.alice, "rename", "s/bus", "x")
    clones.asks(clones.bob, "x", CUP, "90%")
    clones.merge()
    ran = clones.run("show", "s/x", "--book", str(clones.alice))
    assert ran.code == 2
    assert "git merge --abort" in ran.err
    assert "outlook edit" not in ran.err


def test_verify_is_silent_about_an_estimate_that_was_taken_back(clones: Clones) -> None:
    clones.ran(clones.alice, "set", "s/bus", "criteria=YES if AP reports it.")
    assert clones.run("verify", "s", "--book", str(clones.alice)).code == 1
    [entry] = [json.loads(line)["id"] for line in (clones.alice / "s" / "ledger.jsonl").read_text().splitlines()]
    clones.ran(clones.alice, "retract", entry, "--why", "on the old text")
    assert clones.run("verify", "s", "--book", str(clones.alice)).code == 0


def test_a_report_that_two_copies_brought_is_named_and_one_that_was_insisted_on_is_not(clones: Clones) -> None:
    report = (
        "evidence",
        "s/bus",
        "Signature put off",
        "--source",
        "AFP",
        "--against",
        "moderate",
        "--known-at",
        "2024-11-01",
    )
    clones.ran(clones.alice, *report, "--again")
    clones.ran(clones.bob, *report)
    clones.merge()
    [problem] = problems(clones, "reported-twice")
    assert problem["severity"] == "warning"
    clones.ran(clones.alice, *report, "--again")
    assert len(problems(clones, "reported-twice")) == 1


@pytest.mark.parametrize("is_stated", [True, False])
def test_one_of_two_new_is_renamed_in_its_branch_and_the_other_keeps_the_name(clones: Clones, is_stated: bool) -> None:
    if is_stated:
        clones.asks(clones.alice, "q", MORE, "15%")
    else:
        clones.ran(clones.alice, "new", "s/q", "--question", MORE, *NEW)
    clones.asks(clones.bob, "q", OVER, "35%")
    clones.ran(clones.bob, "rename", "s/q", "q-last-day")
    clones.merge()
    bus, theirs = {"s/bus": (BUS, 0.2)}, {"s/q-last-day": (OVER, 0.35)}
    assert clones.stated() == {**bus, **theirs, "s/q": (MORE, 0.15 if is_stated else None)}
    clones.ran(clones.alice, "estimate", "s/q", "16%", "-w", "after the merge")
    clones.ran(clones.alice, "set", "s/q", "criteria=YES if AP reports it.")
    assert clones.stated() == {**bus, **theirs, "s/q": (MORE, 0.16)}
    clones.ran(clones.alice, "rename", "s/q", "ships")
    assert clones.stated() == {**bus, **theirs, "s/ships": (MORE, 0.16)}


def test_one_forecast_that_was_renamed_in_one_copy_and_changed_in_the_other_is_not_two(clones: Clones) -> None:
    clones.ran(clones.bob, "rename", "s/bus", "coach")
    clones.ran(clones.alice, "set", "s/bus", "criteria=YES if AP reports it.")
    clones.ran(clones.alice, "estimate", "s/bus", "30%", "-w", "on the new criteria")
    clones.merge()
    assert clones.stated() == {}
    assert len(problems(clones, "contested-name")) == 1
