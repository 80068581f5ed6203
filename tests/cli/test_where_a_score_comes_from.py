"""Whoever asks why their score is what it is sees what it is the sum of, and which updates moved it most."""

from __future__ import annotations

import json
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ASKED = ("--opens", "2024-11-01", "--closes", "2024-12-09", "--criteria", "X.", "--question")


def _ask(run: Run, name: str, *stated: tuple[str, str], outcome: str = "yes") -> None:
    assert run("new", f"z/{name}", *ASKED, f"What of {name}?").code == 0
    for number, day in stated:
        assert run("estimate", name, number, "--why", "A guess.", "--known-at", day).code == 0
    assert run("resolve", name, outcome, "--why", "It did.", "--known-at", "2024-12-09", "--sure").code == 0


def test_the_page_of_one_forecaster_shows_what_their_score_is_the_sum_of(book: Path, run: Run) -> None:
    _ask(run, "rain", ("40%", "2024-11-11T00:00Z"), ("90%", "2024-11-21T00:00Z"))
    out = run("show", "rain", "--by", "alice").out
    lines = out[out.index("How the Brier of alice comes about") :].splitlines()
    first, second = (line.split() for line in lines if line.startswith(("11 Nov", "21 Nov")))
    assert first[:3] == ["11", "Nov", "2024"]
    assert {"40.0%", "0.360"} <= {*first}
    assert {"90.0%", "0.010"} <= {*second}
    data = json.loads(run("show", "rain", "--by", "alice", "--json").out)
    (score,) = data["scores"]
    assert fsum(one["adds"] for one in data["parts"]) == score["brier"]
    assert [one["entry"] for one in data["parts"]] == [one["id"] for one in data["estimates"]]
    assert f"The sum is {score['brier']:.3f}, the score over time." in out
    assert "comes about" not in run("show", "rain").out, "of several people there would be several"
    assert json.loads(run("show", "rain", "--json").out)["parts"] == []


def test_the_updates_that_gained_or_lost_most_come_first(book: Path, run: Run) -> None:
    for at in range(10):
        _ask(run, f"calm-{at}", ("40%", "2024-11-11"), ("41%", "2024-11-21"))
    _ask(run, "worst", ("90%", "2024-11-11"), ("5%", "2024-11-21"))
    _ask(run, "best", ("30%", "2024-11-11"), ("95%", "2024-11-21"))
    out = run("score", "z").out
    table = out[out.index("What each update gained or lost, the most first") :].splitlines()
    heading = next(place for place, line in enumerate(table) if line.startswith("FORECAST"))
    assert [line.split()[0] for line in table[heading + 1 : heading + 4]] == ["z/worst", "z/best", "z/calm-0"]


def test_under_groups_what_is_not_scored_is_counted_and_not_what_the_table_has(book: Path, run: Run) -> None:
    at = ("--at", "2025-01-06")
    every = run("score", *at).out
    for key in ("forecaster", "tag", "hedge", "source"):
        out = run("score", "--by", key, *at).out
        assert out.count("Not scored (") == 1
        line = next(line for line in out.splitlines() if line.startswith("Not scored ("))
        assert line.endswith("; `outlook score` lists them.")
        assert len(out.splitlines()) < len(every.splitlines())
    _ask(run, "calm", ("40%", "2024-11-11"))
    assert run("new", "z/silent", *ASKED, "What of silent?").code == 0
    assert run("resolve", "silent", "yes", "--why", "It did.", "--known-at", "2024-12-09", "--sure").code == 0
    assert "Not scored (1): 1 resolved; `outlook score` lists them." in run("score", "z", "--by", "forecaster").out
    for key in ("hedge", "source"):
        assert "Not scored" not in run("score", "z", "--by", key).out
