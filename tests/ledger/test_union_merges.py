"""A ledger is a set: whatever order a merge leaves its lines in, and whatever else it leaves, the answer is one."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faults.program import run_here
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

AT = "2025-06-01"
RECORD = """\
question: Will the front move by the close?
kind: binary
opens_at: 2024-12-01
closes_at: 2025-03-31
criteria: YES if two wires of Reuters, AP and AFP report it.
sources: [Reuters, AP]
prior: 0.4
"""


def entry(
    number: int, kind: str, *, known: int = 2, recorded: int = 3, by: str = "alice", **fields: object
) -> dict[str, object]:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return {
        "id": f"entry{letters[number // 1024]}{letters[number // 32 % 32]}{letters[number % 32]}", "kind": kind,
        "known_at": f"2024-12-{known:02}T12:00:00Z", "recorded_at": f"2024-12-{recorded:02}T12:00:00Z", "by": by, **fields,
    }  # fmt: skip


def line(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, separators=(",", ":")).encode()


def name(number: int) -> str:
    return str(entry(number, "evidence")["id"])


FORECASTS = st.sampled_from(["one", "two", "three"])
DAYS = st.integers(2, 6)


@st.composite
def entries(draw: st.DrawFn) -> list[dict[str, object]]:
    """What two people may have written apart: also what contradicts, repeats, revises and takes back each other."""
    made: list[dict[str, object]] = []
    for number in range(draw(st.integers(1, 14))):
        known = draw(DAYS)
        stamp: dict[str, Any] = {
            "known": known,
            "recorded": draw(st.integers(known, 7)),
            "by": draw(st.sampled_from(["alice", "bob"])),
        }
        kind = draw(st.sampled_from(["evidence", "evidence", "estimate", "estimate", "resolution", "retraction"]))
        if kind == "evidence":
            fields: dict[str, Any] = {
                "summary": f"Report {number}",
                "forecasts": [draw(FORECASTS)],
                "likelihood_ratio": draw(st.sampled_from([0.5, 2.0, 3.0])),
            }
            if number and draw(st.booleans()):
                fields["revises"] = name(draw(st.integers(0, number - 1)))
        elif kind == "estimate":
            fields = {"forecast": draw(FORECASTS), "stated": draw(st.sampled_from([0.1, 0.5, 0.9, None]))}
        elif kind == "resolution":
            fields = {
                "forecast": draw(FORECASTS),
                "outcome": draw(st.sampled_from(["yes", "no", "ambiguous"])),
                "why": "So",
            }
        else:
            fields = {"entry": name(draw(st.integers(0, max(0, number - 1)))), "why": "Wrong"}
        made.append(entry(number, kind, **stamp, **fields))
    return made


CONFLICTS = (b"<<<<<<< HEAD", b"=======", b">>>>>>> theirs", b"", b"   ", b"\t", b'{"id":"bad', b"null", b"\xff\xfe")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    case = tmp_path / "forecasts" / "front"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: The front\n")
    for forecast in ("one", "two", "three"):
        (case / f"{forecast}.yaml").write_text(RECORD)
    monkeypatch.chdir(tmp_path)
    return case


def answers(
    case: Path, lines: Sequence[bytes], ending: bytes = b"\n", mark: bytes = b"", last: bool = True
) -> list[Any]:
    """What the program answers for a ledger of these lines."""
    ledger = case / "ledger.jsonl"
    ledger.write_bytes(mark + ending.join(lines) + (ending if last and lines else b""))
    found = []
    for words in (("status", "--json", "--at", AT), ("history", "--json", "--at", AT), ("score", "--json", "--at", AT)):
        ended = run_here(words)
        assert ended.complaints == [], ended
        assert ended.code in {0, 3}, ended
        found.append(json.loads(ended.out))
    return found


PROPERTY = settings(
    max_examples=share(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@PROPERTY
@given(made=entries(), data=st.data())
def test_the_order_of_the_lines_changes_no_answer(
    case: Path, made: list[dict[str, object]], data: st.DataObject
) -> None:
    lines = [line(one) for one in made]
    lines += data.draw(st.lists(st.sampled_from(lines), max_size=4), "lines that are there twice")
    first = answers(case, lines)
    assert answers(case, data.draw(st.permutations(lines), "another order")) == first
    assert answers(case, sorted(lines, reverse=True)) == first


@PROPERTY
@given(made=entries(), data=st.data())
def test_line_ends_marks_and_what_a_merge_leaves_change_no_answer(
    case: Path, made: list[dict[str, object]], data: st.DataObject
) -> None:
    """Also a last line without its end, and a byte-order mark that a merge brings into the middle."""
    lines = [line(one) for one in made]
    first = answers(case, lines)
    dirty = list(lines)
    for left in data.draw(st.lists(st.sampled_from(CONFLICTS), max_size=4), "what a merge leaves"):
        dirty.insert(data.draw(st.integers(0, len(dirty))), left)
    if data.draw(st.booleans(), "a mark in the middle"):
        place = data.draw(st.integers(0, len(dirty) - 1))
        dirty[place] = b"\xef\xbb\xbf" + dirty[place]
    ending = data.draw(st.sampled_from([b"\n", b"\r\n"]))
    assert (
        answers(case, dirty, ending, data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"])), data.draw(st.booleans()))
        == first
    )


@PROPERTY
@given(made=entries(), data=st.data())
def test_a_line_that_one_copy_changed_by_hand_counts_the_same_in_every_order(
    case: Path, made: list[dict[str, object]], data: st.DataObject
) -> None:
    """Two lines of one id with different content: which of them came first in the file decides nothing."""
    lines = [line(one) for one in made]
    changed = dict(data.draw(st.sampled_from(made)))
    changed["by"] = "carol"
    changed["known_at"] = "2024-12-04T12:00:00Z"
    changed["recorded_at"] = "2024-12-08T12:00:00Z"
    lines.append(line(changed))
    first = answers(case, lines)
    assert answers(case, data.draw(st.permutations(lines), "another order")) == first
    assert answers(case, lines[::-1]) == first


@PROPERTY
@given(made=entries(), data=st.data())
def test_a_line_that_is_missing_is_missing_and_nothing_else_is(
    case: Path, made: list[dict[str, object]], data: st.DataObject
) -> None:
    lines = [line(one) for one in made]
    gone = data.draw(st.integers(0, len(lines) - 1))
    left = lines[:gone] + lines[gone + 1 :]
    first = answers(case, left)
    assert answers(case, data.draw(st.permutations(left), "another order")) == first
    assert name(gone) not in {one["id"] for one in first[1]["entries"]}


def test_the_same_keys_in_another_order_are_the_same_entry(case: Path) -> None:
    """As a tool that rewrites JSON leaves them."""
    one = entry(1, "estimate", forecast="one", stated=0.5)
    turned = json.dumps(dict(reversed(one.items())), indent=None).encode()
    first = answers(case, [line(one)])
    assert answers(case, [line(one), turned]) == first
    assert answers(case, [turned, line(one)]) == first
    assert json.loads(run_here(("check", "--json")).out)["problems"] == []


# ── git itself ──


def git(folder: Path, *words: str, code: int = 0) -> str:
    identity = [
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "protocol.file.allow=always",
    ]
    ran = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == code, ran.stderr
    return ran.stdout


@pytest.mark.survival
def test_two_clones_that_wrote_apart_merge_to_one_answer_whoever_merges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program makes the book, git's settings included; each writes; each merges the other; both read the same."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    monkeypatch.chdir(first)
    git(first, "init", "--quiet", "--initial-branch=main")
    for name in ("one", "two"):
        assert run_here(("new", f"front/{name}", "--question", "Will it move?", "--criteria", "YES if so", "--opens", "2024-12-01",
                         "--closes", "2099-12-31", "--prior", "40%")).code == 0  # fmt: skip
    assert run_here(("estimate", "one", "40%", "--why", "At the start")).code == 0
    git(first, "add", "--all")
    assert ".lock" not in git(first, "ls-files")
    git(first, "commit", "--quiet", "--message=base")
    git(tmp_path, "clone", "--quiet", str(first), str(second))
    shared = json.loads((first / "forecasts" / "front" / "ledger.jsonl").read_text())["id"]
    for folder, by, outcome in ((first, "alice", "yes"), (second, "bob", "no")):
        monkeypatch.chdir(folder)
        for words in (("evidence", "one", f"Ice, says {by}", "--lr", "2"), ("evidence", "two", "Thaw", "--lr", "0.5"),
                      ("estimate", "two", "30%", "--why", by), ("retract", shared, "--why", by), ("resolve", "one", outcome, "--sure")):  # fmt: skip
            assert run_here((*words, "--by", by)).code == 0, words
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message=more")
    git(second, "fetch", "--quiet", "origin")
    git(first, "fetch", "--quiet", str(second), "main:theirs")
    git(second, "merge", "--quiet", "--no-edit", "origin/main")
    git(first, "merge", "--quiet", "--no-edit", "theirs")
    read = []
    for folder in (first, second):
        assert git(folder, "status", "--porcelain") == ""
        monkeypatch.chdir(folder)
        read.append(
            [json.loads(run_here((words, "--json", "--at", "2099-01-01")).out) for words in ("status", "history")]
        )
        check = json.loads(run_here(("check", "--json")).out)["problems"]
        assert {problem["code"] for problem in check if problem["severity"] == "error"} == {"resolved-twice"}
    assert read[0] == read[1]
    assert len(read[0][1]["entries"]) == 11
