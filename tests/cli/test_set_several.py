"""`outlook set` changes a selection: what will change is shown, and all of it is written, or nothing."""

from __future__ import annotations

import json
import shlex
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from at_a_terminal import walk
from conftest import NOW
from exchange.conftest import files
from outlook.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

LINES = """\
Will the north vote?\t30%\t2025-06-30
Will the south vote?\t40%\t2025-06-30
Will the sun shine?\t50%\t2025-06-30
"""
NORTH, SOUTH, SUN = "polls/will-the-north-vote", "polls/will-the-south-vote", "polls/will-the-sun-shine"


@pytest.fixture
def polls(book: Path, run: Run) -> Path:
    """Three questions in a case of their own, of which the first has a tag."""
    assert run("add", "-", "--case", "polls", stdin=LINES).code == 0
    assert run("set", NORTH, "tag+=cold").code == 0
    return book


def tags(book: Path) -> dict[str, list[str]]:
    return {one.full_id: list(one.tags) for one in Book.open(book).cases["polls"].forecasts.values()}


def test_every_forecast_that_a_part_matches_is_changed(polls: Path, run: Run) -> None:
    ran = run("set", "vote", "tag+=europe", "--sure")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [f"{NORTH}: tags cold → cold, europe", f"{SOUTH}: tags nothing → europe"]
    assert tags(polls) == {NORTH: ["cold", "europe"], SOUTH: ["europe"], SUN: []}


@pytest.mark.parametrize(
    "selection",
    [["polls"], [NORTH, SOUTH, SUN], ["polls", "--state", "open"], ["--search", "Will the"], ["vote", "sun-shine"]],
)
def test_a_case_ids_and_options_select(polls: Path, run: Run, selection: list[str]) -> None:
    assert run("set", *selection, "tag+=europe", "--sure").code == 0
    assert tags(polls) == {NORTH: ["cold", "europe"], SOUTH: ["europe"], SUN: ["europe"]}


def test_a_tag_selects_and_one_that_it_leaves_is_changed_as_if_it_were_named(polls: Path, run: Run) -> None:
    assert run("set", "--tag", "cold", "tag-=cold").code == 0
    assert tags(polls)[NORTH] == []


def test_without_a_terminal_nothing_is_written_unless_one_is_sure(polls: Path, refuses: Refuses) -> None:
    before = files(polls)
    refuses("set", "vote", "tag+=europe", saying=("this changes 2 forecasts", "add --sure if it is meant"))
    assert files(polls) == before


def test_a_dry_run_shows_what_would_change(polls: Path, run: Run) -> None:
    before = files(polls)
    ran = run("set", "polls", "closes=2025-07-31", "--dry-run")
    assert ran.out.count("closes_at 2025-06-30T23:59:59Z → 2025-07-31") == 3
    found = json.loads(run("set", "polls", "tag+=cold", "--dry-run", "--json").out)
    assert [(one["id"], one["changed"]) for one in found["forecasts"]] == [
        (NORTH, {}),
        (SOUTH, {"tags": [None, ["cold"]]}),
        (SUN, {"tags": [None, ["cold"]]}),
    ]
    assert found["written"] is False
    assert files(polls) == before


def test_what_one_of_them_has_already_is_passed_over(polls: Path, run: Run) -> None:
    ran = run("set", "polls", "tag+=cold", "--sure")
    assert "1 forecast is as before" in ran.out
    assert set(map(tuple, tags(polls).values())) == {("cold",)}
    assert run("set", "polls", "tag-=warm", "--sure").out == "3 forecasts are as before\n"


def test_where_one_cannot_be_changed_none_is(polls: Path, refuses: Refuses) -> None:
    record = polls / f"{SOUTH}.yaml"
    record.write_text(record.read_text().replace("closes_at: ", "closes_at:  # as the law says\n  "))
    before = files(polls)
    refuses("set", "polls", "closes=2025-07-31", "--sure", saying=f"{SOUTH}: closes_at cannot be changed here")
    refuses("set", "polls", "closes=2024-01-01", "--sure", saying="and 2 more of 3: nothing was written")
    assert files(polls) == before


def test_the_command_that_is_printed_takes_it_back(polls: Path, run: Run) -> None:
    before = files(polls)
    ran = run("set", "polls", "opens=2024-08-01", "tag+=cold", "--sure")
    assert "3 estimates of 3 forecasts were made on the older text (opens_at): `outlook show` marks them" in ran.err
    back = next(one for one in ran.err.splitlines() if one.startswith("to take it back: "))
    for command in back.removeprefix("to take it back: ").split("; "):
        assert run(*shlex.split(command)[1:], "--sure").code == 0, command
    assert files(polls) == before


@pytest.mark.usefixtures("book")
def test_the_way_back_of_many_is_given_by_undo(run: Run, refuses: Refuses, clock: Callable[[datetime], None]) -> None:
    many = "".join(f"Will it rain in week {number}?\t30%\t2025-06-30\n" for number in range(1, 12))
    assert run("add", "-", "--case", "rain", stdin=many).code == 0
    clock(NOW + timedelta(hours=1))
    ran = run("set", "rain", "tag+=wet", "--sure")
    assert "to take it back: `outlook undo` gives the command" in ran.err
    refused = refuses("undo", saying="outlook set rain/will-it-rain-in-week-1 ")
    assert refused.err.count("rain/will-it-rain-in-week-") == 11


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (["vote", "title=The same"], "2 forecasts cannot share one title"),
        (["nowhere", "tag+=x"], "no forecast or case matches 'nowhere'"),
        (["vote"], "says nothing to change"),
        (["tag+=x"], "is to change in which forecast?"),
        (["vote", "tag+=x", "sun"], "sun says nothing to change"),
        (["--tag", "nosuch", "tag+=x"], "nosuch"),
    ],
)
def test_what_cannot_be_meant_is_refused(polls: Path, refuses: Refuses, words: list[str], saying: str) -> None:
    before = files(polls)
    refuses("set", *words, "--sure", saying=saying)
    assert files(polls) == before


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2)])
def test_on_a_terminal_it_is_shown_and_asked(polls: Path, answer: str, code: int) -> None:
    done, seen = walk(["set", "vote", "tag+=europe"], answer)
    assert (done, "europe" in tags(polls)[SOUTH]) == (code, code == 0), seen
    assert seen.index(f"{SOUTH}: tags nothing → europe") < seen.index("change 2 forecasts? [y/N]")


# ── only what a change made worse ──


def test_set_mentions_no_fault_that_was_there_before(polls: Path, run: Run) -> None:
    record = polls / f"{SUN}.yaml"
    record.write_text(record.read_text().replace("judged_by: alice\n", "criteria: YES if it does.\n"))
    assert "no source is named" in run("check").out
    ran = run("set", SUN, "tag+=x")
    assert "no source" not in ran.err
    ran = run("set", SUN, "question=Will the sun shine soon?")
    assert "no source" not in ran.err
    assert "soon" in ran.err


def test_a_fault_that_comes_into_several_is_said_once(polls: Path, run: Run) -> None:
    ran = run("set", "polls", "judged_by=", "criteria=YES if it does.", "--sure")
    said = [one for one in ran.err.splitlines() if "no source is named" in one]
    assert len(said) == 1
    assert said[0].startswith("3 records: warning: ")


@pytest.mark.parametrize("typed", ["prior=20%", "prior=", "decay=deadline", "indicator-=army-withdraws"])
def test_what_would_look_like_foresight_is_asked_about_once_the_outcome_is_known(
    book: Path, run: Run, refuses: Refuses, typed: str
) -> None:
    told = "hama-by-december is resolved (yes): with another"
    refuses("set", "hama-by-december", typed, saying=told)
    assert told not in run("set", "hama-by-december", "title=Hama", "--dry-run").err


def test_of_many_it_is_said_although_one_is_sure(book: Path, run: Run) -> None:
    ran = run("set", "hama-by-december", "if-regime-falters", "aleppo-retaken", "prior=20%", "--sure", "--dry-run")
    assert (
        "2 of these are resolved: with another prior, VS PRIOR and IMPLIED would say what was written after"
        in " ".join(ran.err.split())
    )
