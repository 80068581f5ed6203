"""The brief where several people state something, where a report moves nothing, and where there is too much to say."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run

NEW = ("--criteria", "The press.", "--opens", "2024-11-01", "--closes", "2025-03-01")
A = ("new", "x/will-a", "--question", "Will A win?", *NEW, "--prior", "50%")


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    """A question of which alice says 85% and zoe, later, 78%."""
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "forecasts"))
    assert run(*A).code == 0
    for by, stated, day in (("alice", "85%", "2024-11-02"), ("zoe", "78%", "2024-11-03")):
        assert run("estimate", "will-a", stated, "-w", "Polls", "--by", by, "--known-at", day).code == 0
    return run


def _part(text: str, title: str) -> list[str]:
    return re.findall(r"^- (.*)$", text.partition(f"## {title}\n")[2].partition("\n## ")[0], re.MULTILINE)


def _said(run: Run, *words: str) -> str:
    ran = run("brief", *words, "-o", "-")
    assert ran.code == 0, ran.err
    return ran.out


def test_who_moved_is_compared_with_themselves_and_named(shared: Run) -> None:
    assert shared("estimate", "will-a", "80%", "-w", "Delayed").code == 0
    text = _said(shared)
    assert _part(text, "What changed") == ["Will A win?: stated 85.0% → 80.0% by alice."]
    assert "80.0% (alice, 10 Dec 2024); zoe 78.0% (3 Nov 2024)." in _part(text, "Key judgements")[0]
    assert shared("estimate", "will-a", "70%", "-w", "New here", "--by", "bob").code == 0
    (changed,) = _part(_said(shared), "What changed")
    assert changed == "Will A win?: stated 85.0% → 80.0% by alice, stated 70.0% by bob for the first time."
    moves = json.loads(shared("brief", "--json").out)["changes"][0]["moves"]
    assert moves == [{"by": "alice", "before": 0.85, "after": 0.8}, {"by": "bob", "before": None, "after": 0.7}]
    assert _part(_said(shared, "--by", "zoe"), "What changed") == []


def test_what_came_out_has_everybodys_number(shared: Run) -> None:
    assert shared("resolve", "will-a", "no", "-w", "Lost", "--sure").code == 0
    (out,) = _part(_said(shared), "What came out")
    assert out == (
        "Will A win?: no; alice had said 85.0%, Brier 0.722 over time; zoe had said 78.0%, Brier 0.608 over time."
    )


def test_of_a_quantity_a_pool_leaves_everybodys_numbers(shared: Run) -> None:
    new = ("new", "x/rate", "--kind", "numeric", "--question", "What rate?", *NEW, "--prior", "q05=1,q50=2,q95=3")
    assert shared(*new).code == 0
    stated = ("estimate", "rate", "q05=2,q50=3,q95=4", "-w", "News", "--known-at", "2024-12-09")
    assert shared(*stated).code == 0
    text = _said(shared, "rate", "--by", "pool:median")
    assert "median 3 (alice, 9 Dec 2024)" in _part(text, "Key judgements")[0]
    assert _part(text, "What is due") == []
    assert shared("resolve", "rate", "3.5", "-w", "CBS").code == 0
    (out,) = _part(_said(shared, "rate", "--by", "pool:median"), "What came out")
    assert out == "What rate?: 3.5; alice had said median 3."
    assert "81.5% (pool:median, 3 Nov 2024)." in _said(shared, "will-a", "--by", "pool:median")


def test_a_bare_prior_is_not_the_evidence(shared: Run) -> None:
    assert "The prior is 50.0%. Confidence is low: no graded report bears on it." in _said(shared)
    assert shared("new", "x/will-b", "--question", "Will B?", *NEW, "--prior", "30%").code == 0
    assert "30.0% by the prior alone." in _said(shared)


def test_a_report_that_moves_nothing_is_no_reason_and_no_ground(shared: Run, clock: Callable[[datetime], None]) -> None:
    said = ("evidence", "will-a", "A drunk says so", "--lr", "10", "--source", "pub", "--grade", "F6")
    assert shared(*said).code == 0
    text = _said(shared)
    assert "Confidence is low: no graded report moves it." in text
    assert "no number moved. Reported, without effect: A drunk says so (pub, F6, 10 Dec 2024)." in text
    clock(NOW + timedelta(minutes=1))
    said = ("evidence", "will-a", "A poll says so", "--lr", "3", "--source", "Reuters", "--grade", "B2")
    assert shared(*said).code == 0
    text = _said(shared)
    assert "Confidence in what is implied is moderate: " in text
    assert "the best of 1 graded report is B2" in text
    assert re.search(r"implied 50.0% → \d\d.\d%. Reported: A poll says so .* without effect: A drunk", text)


@pytest.fixture
def watched(shared: Run, tmp_path: Path) -> Run:
    """The question with a sign of which nothing was heard."""
    case = tmp_path / "forecasts" / "x" / "case.yaml"
    known = case.read_text() if case.exists() else "title: X\n"
    case.write_text(known + "indicators:\n  - {id: leads-polls, text: A leads the polls}\n")
    assert shared("set", "will-a", "indicator+=leads-polls:.8/.2").code == 0
    return shared


@pytest.fixture
def signed(watched: Run) -> Run:
    """The sign was reported in November."""
    seen = ("evidence", "will-a", "A poll has A ahead", "-i", "leads-polls:partial", "--source", "AP", "--grade", "B2")
    assert watched(*seen, "--known-at", "2024-11-20").code == 0
    return watched


def test_a_report_against_a_sign_that_still_points_up_is_why_the_number_fell(signed: Run) -> None:
    """What a report did is what is implied beside what would be without it, not where its sign points in the end."""
    denied = (
        "evidence",
        "will-a",
        "A poll has A behind",
        "-i",
        "leads-polls:refutes",
        "--source",
        "CBS",
        "--grade",
        "F3",
    )
    assert signed(*denied, "--known-at", "2024-12-08").code == 0
    (changed,) = _part(_said(signed, "--since", "2024-12-01"), "What changed")
    before, after = map(float, re.findall(r"(\d+\.\d)%", changed))
    assert 50 < after < before, "the sign points up after all"
    assert "against what was reported" not in changed
    assert "Reported: A poll has A behind" in changed


def test_a_report_that_ends_a_silence_moves_the_number(watched: Run) -> None:
    pending = (
        "evidence",
        "will-a",
        "A poll is announced",
        "-i",
        "leads-polls:pending",
        "--source",
        "AP",
        "--grade",
        "C3",
    )
    assert watched(*pending, "--known-at", "2024-12-08").code == 0
    (changed,) = _part(_said(watched, "--since", "2024-12-01"), "What changed")
    before, after = map(float, re.findall(r"(\d+\.\d)%", changed))
    assert after > before, "silence spoke against it"
    assert "as time passed" not in changed
    assert "Reported: A poll is announced" in changed


def test_what_is_called_off_came_out(shared: Run) -> None:
    new = ("new", "x/will-c", "--question", "Will C?", *NEW, "--prior", "30%", "--given", "will-a=yes")
    assert shared(*new).code == 0
    assert shared("resolve", "will-a", "no", "-w", "Lost", "--sure").code == 0
    (out,) = (one for one in _part(_said(shared), "What came out") if "Will C?" in one)
    assert out == "Will C?: annulled (condition not met: will-a was no, not yes); nothing was stated."


def test_what_is_overdue_comes_last_and_has_closed(shared: Run) -> None:
    late = ("--criteria", "The press.", "--opens", "2024-11-01", "--closes", "2024-12-01", "--prior", "50%")
    for name in ("b", "c", "d"):
        assert shared("new", f"x/will-{name}", "--question", f"Will {name}?", *late).code == 0
    first, *_, last = _part(_said(shared), "Key judgements")
    assert first.startswith("Will A win? (closes 1 Mar 2025)")
    assert last.startswith("Will d? (closed 1 Dec 2024)")
    (shown,) = _part(_said(shared, "--words", "100"), "Key judgements")
    assert shown.startswith("Will A win?")


def test_the_largest_change_comes_first_the_room_is_used_and_what_is_left_out_is_named(shared: Run) -> None:
    for place in range(20):
        new = ("new", f"x/will-{place:02}", "--question", f"Will event number {place:02} come?", *NEW, "--prior", "50%")
        assert shared(*new).code == 0
        for stated, day in (("50%", "2024-11-02"), (f"{50 + place}%", "2024-12-09")):
            known = ("-w", "News", "--known-at", day)
            assert shared("estimate", f"will-{place:02}", stated, *known).code == 0
    text = _said(shared)
    changed = _part(text, "What changed")
    assert [one.partition(": ")[2] for one in changed[:2]] == ["stated 50.0% → 69.0%.", "stated 50.0% → 68.0%."]
    (left,) = re.findall(r"and (\d+) more: Will event", text.partition("## What changed")[2].partition("##")[0])
    assert len(changed) + int(left) == 19
    words = [json.loads(shared("brief", "--words", str(most), "--json").out)["text"].split() for most in (600, 2000)]
    assert 560 < len(words[0]) - words[0].count("-") - words[0].count("##") <= 601
    assert "more:" not in words[1]


def test_the_authors_number_is_beside_mine(shared: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "week.md").write_text("By Harbour Desk, 1 December 2024\n\nA strike is very likely by 1 March 2025.\n")
    assert shared("extract", "week.md", "--case", "k", "--accept", "all", "--as-of", "2024-12-01").code == 0
    assert shared("new", "--from", "k/strike", "--source", "Reuters", "--prior", "20%").code == 0
    assert shared("estimate", "k/strike", "30%", "-w", "I doubt it", "--by", "ines").code == 0
    for words in ((), ("--by", "ines")):
        (line,) = _part(_said(shared, "k", *words), "Key judgements")
        assert "30.0% (ines, 10 Dec 2024); Harbour Desk 87.5% (1 Dec 2024)." in line
