"""A history that comes in after its questions were added: it lies before they open, and that is never silent."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from at_a_terminal import walk
from exchange.conftest import LATER, files

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run
    from exchange.conftest import Import

TABLE = """\
question,forecaster,forecast_at,probability
Will X happen?,sue,2026-08-01,0.2
Will X happen?,sue,2026-10-01,0.9
Will X happen?,crowd,2026-10-01,0.7
Will Y happen?,sue,2026-10-02,0.3
"""
FIRST, SECOND = "inbox/will-x-happen", "inbox/will-y-happen"


@pytest.fixture
def added(run: Run, empty: Path) -> Path:
    """A book of two questions that were added today, and beside it a table of what was believed before."""
    lines = "Will X happen?\t30%\t2026-12-31\nWill Y happen?\t40%\t2026-12-31\n"
    assert run("add", "-", stdin=lines).code == 0
    (empty.parent / "h.csv").write_text(TABLE)
    return empty


def opens(book: Path) -> list[str]:
    lines = [one for path in sorted(book.glob("inbox/will-*.yaml")) for one in path.read_text().splitlines()]
    return [one.partition(": ")[2].strip("'") for one in lines if one.startswith("opens_at")]


def first_score(run: Run, clock: Callable[[datetime], None]) -> Any:
    """The score of what sue said first, once the outcome is known a day later."""
    clock(LATER + timedelta(days=1))
    assert run("resolve", "will-x-happen", "yes").code == 0
    return json.loads(run("score", "--by", "sue", "--json").out)["overall"]["binary"]["first"]


def test_an_import_says_what_lies_before_the_opening_and_the_way_out(
    added: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    ran = run("import", "h.csv", "--dry-run")
    assert "Before the opening of their question" in ran.out
    assert f"3 estimates from 1 Aug 2026 on, of {FIRST}, which opens on 20 Nov 2026" in ran.out
    ran = run("import", "h.csv")
    assert "4 estimates of 2 questions lie before the opening" in ran.err
    assert "the same import with --open-earlier opens each with its first estimate" in ran.err
    assert opens(added) == ["2026-11-20T09:30:00Z"] * 2
    assert first_score(run, clock) == pytest.approx(0.1**2)  # what sue said in October, and not in August


def test_open_earlier_moves_the_openings_and_nothing_else(
    added: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    before = files(added)
    ran = run("import", "h.csv", "--open-earlier")
    assert ran.code == 0, ran.err
    assert opens(added) == ["2026-08-01T12:00:00Z", "2026-10-02T12:00:00Z"]
    assert f"outlook set {FIRST} {SECOND} opens=2026-11-20T09:30:00Z" in ran.err
    after = files(added)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"inbox/ledger.jsonl", f"{FIRST}.yaml", f"{SECOND}.yaml"}
    record = f"{FIRST}.yaml"
    assert after[record] == before[record].replace(b"2026-11-20T09:30:00Z", b"2026-08-01T12:00:00Z")
    assert first_score(run, clock) == pytest.approx(0.8**2)


def test_what_was_imported_before_opens_earlier_by_the_same_import(added: Path, run: Run, bring: Import) -> None:
    assert bring("h.csv")["before_opening"] == [
        {"id": FIRST, "opens_at": "2026-11-20T09:30:00Z", "first_at": "2026-08-01T12:00:00Z", "estimates": 3},
        {"id": SECOND, "opens_at": "2026-11-20T09:30:00Z", "first_at": "2026-10-02T12:00:00Z", "estimates": 1},
    ]
    supposed = json.loads(run("import", "h.csv", "--open-earlier", "--dry-run", "--json").out)
    assert (supposed["written"], opens(added)) == (False, ["2026-11-20T09:30:00Z"] * 2)
    assert bring("h.csv", "--open-earlier")["written"] is True
    again = bring("h.csv", "--open-earlier")
    assert (again["before_opening"], again["written"]) == ([], False)


def test_a_record_that_only_a_hand_can_change_stops_the_whole_import(added: Path, run: Run) -> None:
    record = added / f"{FIRST}.yaml"
    record.write_text(record.read_text().replace("opens_at: ", "opens_at:  # when it was added\n  "))
    before = files(added)
    ran = run("import", "h.csv", "--open-earlier")
    assert (ran.code, files(added)) == (2, before)
    assert f"{FIRST}: opens_at cannot be changed here" in ran.err


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("answer", "first"), [("y\n", "2026-08-01T12:00:00Z"), ("n\n", "2026-11-20T09:30:00Z")])
def test_on_a_terminal_a_second_yes_opens_them_earlier(added: Path, answer: str, first: str) -> None:
    code, seen = walk(["import", "h.csv"], "y\n", answer)
    assert (code, opens(added)[0]) == (0, first), seen
    assert "open these 2 questions with the first of these estimates, so that they are scored? [y/N]" in seen


def test_check_and_show_say_what_lies_before_the_opening(added: Path, run: Run) -> None:
    assert run("import", "h.csv").code == 0
    found = json.loads(run("check", "--json").out)["problems"]
    early = [one for one in found if one["code"] == "before-opening"]
    assert [one["message"][:30] for one in early] == [
        "3 estimates lie before the ope",
        "an estimate lies before the op",
    ]
    assert "from 2026-08-01T12:00:00Z on" in early[0]["message"]
    assert early[0]["hint"].startswith("`outlook set FORECAST opens=WHEN`")
    assert run("show", FIRST).out.count("· before the opening") == 3
    assert run("set", FIRST, "opens=2026-08-01T12:00:00Z").code == 0
    assert "before-opening" not in [
        one["code"] for one in json.loads(run("check", "--json").out)["problems"] if FIRST in one["path"]
    ]
    assert "before the opening" not in run("show", FIRST).out


def test_undo_moves_the_openings_back_and_the_same_import_moves_them_again(
    added: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    before = files(added)
    clock(LATER + timedelta(minutes=1))
    assert run("import", "h.csv", "--open-earlier").code == 0
    clock(LATER + timedelta(minutes=2))
    looked = run("undo", "--dry-run")
    named = f"2 records open as before the import: forecasts/{FIRST}.yaml, forecasts/{SECOND}.yaml"
    assert named in looked.err
    assert opens(added)[0] == "2026-08-01T12:00:00Z"
    ran = run("undo")
    assert ran.out == "4 entries taken back (4 estimates), 0 records deleted, 2 openings moved back, 0 left\n", ran.err
    after = files(added)
    assert [name for name in after if before.get(name) != after[name]] == ["inbox/ledger.jsonl"]
    clock(LATER + timedelta(minutes=3))
    assert run("import", "h.csv", "--open-earlier").code == 0
    assert opens(added) == ["2026-08-01T12:00:00Z", "2026-10-02T12:00:00Z"]


def test_an_opening_that_others_rely_on_by_now_stays_and_it_is_said_why(
    added: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(LATER + timedelta(minutes=1))
    assert run("import", "h.csv", "--open-earlier").code == 0
    clock(LATER + timedelta(minutes=2))
    assert run("estimate", FIRST, "33%", "-w", "x", "--by", "bob", "--known-at", "2026-09-01").code == 0
    record = added / f"{SECOND}.yaml"
    record.write_text(record.read_text() + "note: mine\n")
    ran = json.loads(run("undo", "--json").out)
    assert ran["reopened"] == []
    assert [(one["path"].rpartition("/")[2], one["why"]) for one in ran["left"]] == [
        ("will-x-happen.yaml", "bob has entered something about it since"),
        ("will-y-happen.yaml", "it was changed since"),
    ]
    assert opens(added) == ["2026-08-01T12:00:00Z", "2026-10-02T12:00:00Z"]


def test_openings_that_were_moved_without_an_entry_are_not_taken_for_the_import_before(
    added: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(LATER + timedelta(minutes=1))
    assert run("import", "h.csv").code == 0
    clock(LATER + timedelta(minutes=2))
    assert run("import", "h.csv", "--open-earlier").code == 0
    clock(LATER + timedelta(minutes=3))
    way = f"to take back your last `import --open-earlier`, outlook set {FIRST} {SECOND} opens=2026-11-20T09:30:00Z"
    before = files(added)
    ran = run("undo")
    assert (ran.code, files(added)) == (2, before)
    assert way in ran.err
