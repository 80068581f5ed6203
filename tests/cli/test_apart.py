"""Where one forecaster differs most from the others, of what waits for its outcome."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

WINDOW = "criteria: The press.\nopens_at: 2024-11-01\ncloses_at: 2025-03-01\n"
STATED = {
    "near": {"alice": "50%", "bob": "40%", "cyd": "56%"},
    "far": {"alice": "90%", "bob": "20%", "cyd": "40%"},
    "mine": {"alice": "90%"},
    "theirs": {"bob": "1%"},
    "over": {"alice": "99%", "bob": "2%"},
    "race": {"alice": "Ann=.7,Bea=.2,Cat=.1", "bob": "Ann=.3,Bea=.6,Cat=.1"},
    "size": {"alice": "q05=1,q50=2,q95=3", "bob": "q05=10,q50=20,q95=30"},
}
KINDS = {"race": "kind: choice\noptions: [Ann, Bea, Cat]\n", "size": "kind: numeric\nunit: t\n"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    folder = tmp_path / "forecasts" / "d"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text("title: Desk\n")
    for name, stated in STATED.items():
        (folder / f"{name}.yaml").write_text(f"question: What of {name}?\n{KINDS.get(name, 'kind: binary')}\n{WINDOW}")
        monkeypatch.chdir(tmp_path)
        for by, p in stated.items():
            words = ("estimate", f"d/{name}", p, "-w", "Polls", "--by", by, "--known-at", "2024-11-02", "--sure")
            assert run(*words).code == 0, words
    assert run("resolve", "d/over", "yes", "--known-at", "2024-12-01").code == 0
    return run


def rows(run: Run, *words: str) -> dict[str, Any]:
    ran = run("status", "--sort", "apart", *words, "--json")
    assert ran.code == 0, ran
    return {one["id"].removeprefix("d/"): one for one in json.loads(ran.out)["forecasts"]}


@pytest.mark.parametrize("words", [(), ("--by", "alice")])
def test_first_comes_what_lies_farthest_from_the_others(desk: Run, words: tuple[str, ...]) -> None:
    found = rows(desk, *words)
    assert list(found) == ["far", "race", "near", "mine", "over", "size", "theirs"], "without a distance by their ids"
    assert found["far"]["stated_by"] == "alice", "who asks, where nobody is named"
    assert found["far"]["others"] == {"forecasters": 2, "stated": pytest.approx(0.3), "apart": pytest.approx(0.6)}
    assert found["near"]["others"]["apart"] == pytest.approx(0.02)
    assert found["race"]["others"]["apart"] == pytest.approx(0.4), "of the option that differs most"
    assert found["size"]["others"] == {"forecasters": 1, "stated": {"q05": 10, "q50": 20, "q95": 30}, "apart": None}
    assert [found[name]["others"] for name in ("mine", "theirs", "over")] == [None] * 3


def test_whose_distance_it_is_can_be_chosen(desk: Run) -> None:
    found = rows(desk, "--by", "bob")
    assert next(iter(found)) == "far"
    assert found["far"]["others"]["stated"] == pytest.approx(0.65)
    assert list(rows(desk, "--by", "cyd"))[:2] == ["far", "near"], "0.40 is 0.15 from 0.55, 0.56 is 0.11 from 0.45"


def test_the_table_has_what_others_state_beside_it(desk: Run) -> None:
    lines = desk("status", "--sort", "apart").out.splitlines()
    cells = {line.split()[0]: line for line in lines if " What of " in line}
    assert "90.0%  30.0% (2)" in cells["far"]
    assert "70.0%      30.0%" in cells["race"], "of the option that the row names"
    assert "Ann: What of race?" in cells["race"]
    assert "–          –" in cells["theirs"]
    said = " ".join(" ".join(lines).split())
    assert "STATED: by alice. OTHERS: the median of what others state, in brackets of how many" in said
    assert "OTHERS" not in desk("status", "--sort", "gap").out
    assert "others" not in json.loads(desk("status", "--sort", "gap", "--json").out)["forecasts"][0]


def test_there_must_be_somebody_to_compare(desk: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = desk("status", "--sort", "apart", "--pool", "median")
    assert (ran.code, ran.out) == (2, "")
    assert "--sort apart compares one forecaster with the others, --pool shows all: give one of the two" in ran.err
    monkeypatch.setenv("OUTLOOK_BY", "zoe")
    ran = desk("status", "--sort", "apart")
    assert (ran.code, ran.out) == (2, "")
    assert "no forecaster is called 'zoe'" in ran.err


def test_other_commands_sort_by_who_asks(desk: Run) -> None:
    found = json.loads(desk("brief", "far", "near", "--sort", "apart", "-n", "1", "--json").out)
    assert [one["id"] for one in found["judgements"]] == ["d/far"]
