"""`outlook undo` takes back what somebody entered last, and can be undone itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from conftest import NOW
from outlook.cli import asking

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    import pytest

    from conftest import Refuses, Run

OPEN = "outlook-by-march"


def stated(run: Run) -> float | None:
    found: float | None = json.loads(run("status", "unsc-resolution", "--json").out)["forecasts"][0]["stated"]
    return found


def test_the_newest_entry_is_taken_back_and_comes_back(book: Path, run: Run) -> None:
    before = stated(run)
    assert run("estimate", "unsc-resolution", "77%", "-w", "x", "--sure").code == 0
    ran = run("undo")
    assert (ran.code, stated(run)) == (0, before), ran
    assert "taking back estimate" in ran.err
    assert "77.0%: x" in ran.err
    assert run("undo").code == 0
    assert stated(run) == 0.77


def test_only_one_s_own_is_taken_back(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("evidence", OPEN, "Seen by bob", "--by", "bob").code == 0
    assert run("evidence", OPEN, "Seen by alice").code == 0
    assert "Seen by bob" in run("undo", "--by", "bob", "--dry-run").err
    assert "Seen by alice" in run("undo").err
    refuses("undo", "--by", "carol", saying="'carol' has entered nothing that could be taken back")


def test_the_second_undo_says_that_it_undoes_the_first_and_what_would_go_further_back(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    first = json.loads(run("estimate", "unsc-resolution", "60%", "-w", "first", "--json").out)["entries"][0]["id"]
    clock(NOW + timedelta(minutes=1))
    assert run("estimate", "unsc-resolution", "77%", "-w", "second", "--sure").code == 0
    assert "undoes that" not in run("undo").err
    looked = run("undo", "--dry-run")
    assert "what you did last was to take something back: this undoes that, and goes no further back" in looked.err
    assert f"to go further back, outlook retract {first} --why" in looked.err
    assert "bringing back estimate" in looked.err
    assert "77.0%: second" in looked.err
    assert run("undo").code == 0
    assert stated(run) == 0.77
    third = run("undo")
    assert "taking back once more estimate" in third.err
    assert stated(run) == 0.6


def test_what_one_command_entered_goes_together(book: Path, run: Run) -> None:
    (book / "other").mkdir()
    (book / "other" / "case.yaml").write_text("title: Other\n")
    assert run("new", "other/q", "--question", "Will it?", "--closes", "2027-01-01", "--criteria", "x").code == 0
    assert run("evidence", OPEN, "other/q", "On both").code == 0
    ran = run("undo", "--json")
    assert len(json.loads(ran.out)["entries"]) == 2
    assert ran.err.count("taking back evidence") == 2
    again = run("undo", "--json")
    assert len(json.loads(again.out)["entries"]) == 2, "both come back"
    assert {one["forecast"] for one in json.loads(again.out)["changes"]} == {
        "syria-2024-12/outlook-by-march",
        "other/q",
    }
    assert "bringing back evidence" in again.err
    assert "of other/q" in again.err


def test_an_outcome_does_not_come_back_where_another_was_entered(book: Path, run: Run, refuses: Refuses) -> None:
    assert run("resolve", "unsc-resolution", "yes", "--sure").code == 0
    assert run("undo").code == 0
    assert run("resolve", "unsc-resolution", "no", "--sure", "--by", "bob").code == 0
    refuses("undo", saying="unsc-resolution was resolved no since, by")


def test_on_a_terminal_it_asks(book: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("evidence", OPEN, "Seen").code == 0
    size = (book / "syria-2024-12" / "ledger.jsonl").stat().st_size
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    ran = run("undo", stdin="n\n")
    assert (ran.code, (book / "syria-2024-12" / "ledger.jsonl").stat().st_size) == (2, size)
    assert "take it back? [y/N] outlook: nothing was taken back" in ran.err
    assert run("undo", stdin="y\n").code == 0
    assert (book / "syria-2024-12" / "ledger.jsonl").stat().st_size > size


def test_a_dry_run_takes_nothing_back(book: Path, run: Run, contents: Callable[[], dict[str, bytes]]) -> None:
    assert run("evidence", OPEN, "Seen").code == 0
    before = contents()
    assert "dry run: nothing was written" in run("undo", "--dry-run").err
    assert contents() == before


def test_what_was_entered_last_is_taken_back_whatever_the_clock_said(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    def undone() -> str:
        return run("undo", "--dry-run").err

    clock(NOW + timedelta(hours=2))  # the clock was ahead, and is set right
    run("estimate", "unsc-resolution", "45%", "-w", "ahead", "--sure")
    added = json.loads(run("add", "Will it rain?", "40%", "31 Dec 2024", "--json").out)["added"][0]["entry"]
    clock(NOW)
    run("estimate", "unsc-resolution", "50%", "-w", "right", "--sure")
    assert "50.0%: right" in undone()
    clock(NOW + timedelta(hours=3))  # and later what lay in the future does no longer
    run("retract", added, "-w", "it was no question", "--by", "ann")
    assert "50.0%: right" in undone()


def test_after_a_merge_the_entry_recorded_last_is_taken_back_in_any_order_of_lines(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    ledger = book / "syria-2024-12" / "ledger.jsonl"
    before = ledger.read_bytes()
    ends = []
    for hours, share in ((2, "45%"), (1, "50%")):  # the same person on two machines
        ledger.write_bytes(before)
        clock(NOW + timedelta(hours=hours))
        run("estimate", "unsc-resolution", share, "-w", "x", "--sure")
        ends.append(ledger.read_bytes().removeprefix(before))
    clock(NOW + timedelta(hours=3))
    for lines in (ends, ends[::-1]):
        ledger.write_bytes(before + b"".join(lines))
        assert "45.0%: x" in run("undo", "--dry-run").err


def test_a_condition_whose_outcome_was_taken_back_leaves_a_warning_at_what_depended_on_it(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(NOW)
    whole = ("--opens", "2024-11-01", "--closes", "2025-05-01", "--criteria", "R.", "--prior", "40%")
    run("new", "s/port", "--question", "Will the port close?", *whole)
    run("new", "s/exports", "--question", "Will exports fall?", *whole, "--given", "port=yes")
    for number, (name, outcome) in enumerate((("s/port", "yes"), ("s/exports", "no"))):
        clock(NOW + timedelta(minutes=number))
        assert run("resolve", name, outcome, "--why", "seen", "--sure").code == 0
    found = json.loads(run("history", "s/port", "--json").out)["entries"][0]["id"]
    codes = [one["code"] for one in json.loads(run("check", "--json").out)["problems"]]
    assert "open-condition" not in codes
    run("retract", found, "--why", "it did not close")
    [warning] = [one for one in json.loads(run("check", "--json").out)["problems"] if one["code"] == "open-condition"]
    assert "exports is resolved no, and its condition port is not: it is not scored" in warning["message"]


def test_what_is_no_entry_is_not_taken_back_and_the_way_is_named(
    book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None]
) -> None:
    entry = json.loads(run("estimate", "unsc-resolution", "33%", "-w", "x", "--json").out)["entries"][0]["id"]
    clock(NOW + timedelta(minutes=1))
    was = (book / "syria-2024-12" / "unsc-resolution.yaml").read_bytes()
    back = run("set", "unsc-resolution", "tag+=new").err.partition("to take it back: ")[2].strip()
    ran = refuses("undo", saying=("your last `set` changed a record", back, f"outlook retract {entry} --why"))
    assert ran.err.startswith("outlook: undo takes back entries")
    refuses("undo", "--dry-run", saying=back)
    assert "taking back" in run("undo", "--by", "case-author", "--dry-run").err, "of others nothing is in the way"
    assert run(*back.split()[1:]).code == 0
    assert (book / "syria-2024-12" / "unsc-resolution.yaml").read_bytes() == was
    clock(NOW + timedelta(minutes=2))
    assert run("estimate", "unsc-resolution", "34%", "-w", "y").code == 0
    assert "34.0%: y" in run("undo").err


def test_a_new_question_is_no_entry_either_but_its_estimate_is(
    book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None]
) -> None:
    assert run("estimate", "unsc-resolution", "33%", "-w", "x").code == 0
    clock(NOW + timedelta(minutes=1))
    added = run("add", "Will it rain?", "--case", "sky").err
    path = added.partition("to take it back: delete ")[2].strip()
    refuses("undo", saying=f"to take back your last `add`, delete {path}")
    refuses("undo", "--by", "carol", saying="'carol' has entered nothing that could be taken back")
    (book.parent / path).unlink()
    assert "33.0%: x" in run("undo", "--dry-run").err, "it is gone, and the entry is the newest again"
    assert run("add", "Will it snow?", "40%", "31 Dec 2024", "--case", "sky").code == 0
    ran = run("undo")
    assert "the question itself is no entry, and stays: delete" in ran.err
    assert "taking back estimate" in ran.err
    clock(NOW + timedelta(minutes=2))
    assert run("new", "sky/hail", "--question", "Will it hail?", "--prior", "10%").code == 0
    refuses("undo", saying="to take back your last `new`, delete")


def test_a_note_of_a_change_that_is_damaged_or_cannot_be_kept_is_in_nobody_s_way(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: Callable[[datetime], None]
) -> None:
    assert run("estimate", "unsc-resolution", "33%", "-w", "x").code == 0
    clock(NOW + timedelta(minutes=1))
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    assert run("set", "unsc-resolution", "tag+=new").code == 0
    (note,) = (state / "outlook" / "changed").iterdir()
    note.write_text('{"changed": [{"by": 3}]}')
    assert "33.0%: x" in run("undo", "--dry-run").err
    assert run("set", "unsc-resolution", "tag+=newer").code == 0
    assert "newer" in note.read_text()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    ran = run("set", "unsc-resolution", "tag+=newest")
    assert (ran.code, ran.err.count("to take it back")) == (0, 1), ran
    assert "33.0%: x" in run("undo", "--dry-run").err


def test_after_an_edit_it_says_that_the_old_text_is_with_git(
    book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("estimate", "unsc-resolution", "33%", "-w", "x").code == 0
    clock(NOW + timedelta(minutes=1))
    monkeypatch.setenv("EDITOR", "sed -i '1i # looked at'")
    path = "forecasts/syria-2024-12/unsc-resolution.yaml"
    kept_nowhere = "`outlook edit syria-2024-12/unsc-resolution` opens it again, and its text before is kept nowhere"
    assert run("edit", "unsc-resolution").code == 0
    refuses("undo", saying=("your last `edit` changed a record", kept_nowhere))
    (book.parent / ".git").mkdir()
    clock(NOW + timedelta(minutes=2))
    monkeypatch.setenv("EDITOR", "sed -i '1i # once more'")
    assert run("edit", "unsc-resolution").code == 0
    refuses("undo", saying=f"`git restore {path}` brings back the text that was committed last")
