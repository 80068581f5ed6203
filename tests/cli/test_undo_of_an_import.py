"""`outlook undo` takes an import back as one, and the same import brings it back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conftest import NOW
from outlook.cli import asking
from outlook.files import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

HEAD = "question,forecaster,forecast_at,probability,closes_at,resolved_at,outcome\n"
THAW = "Will it thaw?,ann,2024-11-01,30%,2024-12-31,,\n"
FREEZE = "Will it freeze?,bob,2024-11-01,{},2024-12-31,2024-12-01,no\n"


@pytest.fixture
def bring(book: Path, run: Run) -> Callable[..., None]:
    """Imports a table into a case of its own, and says so if it could not."""

    def bring_in(*rows: str, case: str = "w") -> None:
        (book.parent / "t.csv").write_text(HEAD + "".join(rows))
        ran = run("import", "t.csv", "--case", case, "--sure")
        assert ran.code == 0, ran

    return bring_in


def rows(run: Run, case: str = "w") -> dict[str, Any]:
    found = json.loads(run("status", case, "--json").out)["forecasts"]
    return {one["id"]: (one["stated"], one["outcome"], one["brier"]) for one in found}


def test_all_that_it_wrote_is_taken_back_and_the_same_import_brings_it_back(
    bring: Callable[..., None], book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None]
) -> None:
    bring(THAW, FREEZE.format("80%"))
    before = rows(run)
    clock(NOW + timedelta(minutes=1))
    looked = run("undo", "--dry-run")
    assert "dry run: nothing was written" in looked.err
    assert rows(run) == before
    ran = run("undo")
    assert ran.out == "3 entries taken back (2 estimates, 1 resolution), 2 records deleted, 0 left\n"
    assert "taking back your import of 10 Dec 2024 09:30 UTC: outlook import t.csv --case w" in ran.err
    assert "3 entries of w by retractions" in ran.err
    assert "deleting 2 records" in ran.err
    assert "to have it back: outlook import t.csv --case w" in ran.err
    assert "has no forecast any more: delete it, and its ledger goes too" in ran.err
    assert [one.name for one in (book / "w").glob("*.yaml")] == ["case.yaml"]
    for command in ("check", "verify"):
        assert "will-it-thaw" not in run(command, "w").out, "nothing is missing"
    assert "will-it" not in run("status").err
    assert "will-it" not in run("score").out
    refuses("undo", saying=("did last was to take back an import", "to have it back: outlook import t.csv --case w"))
    clock(NOW + timedelta(minutes=2))
    again = run("import", "t.csv", "--case", "w", "--sure")
    assert "2 questions, 0 estimates, 0 outcomes, 0 notes, 3 entries of an undone import back\n" in again.out
    assert rows(run) == before
    assert "nothing new: the book has all of it" in run("import", "t.csv", "--case", "w").err
    clock(NOW + timedelta(minutes=3))
    assert "3 entries taken back" in run("undo").out, "the entries that brought the others back"
    assert not list((book / "w").glob("will*.yaml"))


def test_what_a_wrong_column_said_never_counts_in_a_score(
    bring: Callable[..., None], run: Run, clock: Callable[[datetime], None]
) -> None:
    bring(FREEZE.format("90%"))
    clock(NOW + timedelta(hours=1))
    assert run("undo").code == 0
    clock(NOW + timedelta(hours=2))
    bring(FREEZE.format("20%"))
    assert rows(run)["w/will-it-freeze"] == (0.2, "no", pytest.approx(0.04))
    clock(NOW + timedelta(days=1))
    assert "90" not in run("show", "w/will-it-freeze").out


def test_what_a_person_retracted_does_not_come_back_with_the_import(bring: Callable[..., None], run: Run) -> None:
    bring(THAW, FREEZE.format("80%"))
    one = next(
        one["id"] for one in json.loads(run("history", "w", "--json").out)["entries"] if one.get("stated") == 0.3
    )
    assert run("retract", one, "-w", "a slip", "--by", "ann").code == 0
    assert "2 entries taken back (1 estimate, 1 resolution)" in run("undo").out
    bring(THAW, FREEZE.format("80%"))
    assert rows(run) == {"w/will-it-freeze": (0.8, "no", pytest.approx(0.64)), "w/will-it-thaw": (None, None, None)}


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (("set", "w/will-it-thaw", "tag+=x", "--by", "bob"), "it was changed since"),
        (("estimate", "w/will-it-thaw", "40%", "-w", "x", "--by", "bob"), "bob has entered something about it"),
        (("rename", "w/will-it-thaw", "thaw", "--by", "bob"), "will-it-thaw was renamed since"),
    ],
)
def test_a_record_that_others_have_touched_stays_and_it_is_said_why(
    bring: Callable[..., None], book: Path, run: Run, clock: Callable[[datetime], None], since: list[str], why: str
) -> None:
    bring(THAW, FREEZE.format("80%"))
    clock(NOW + timedelta(minutes=1))
    if since[0] == "set":  # by an editor, of which nobody knows
        path = book / "w" / "will-it-thaw.yaml"
        path.write_text(path.read_text() + "tags: [x]\n")
    else:
        assert run(*since).code == 0
    ran = run("undo")
    assert why in ran.err
    assert "1 record deleted, 1 left" in ran.out
    assert len(list((book / "w").glob("*thaw.yaml"))) == 1
    assert not (book / "w" / "will-it-freeze.yaml").exists()


def test_a_record_that_another_one_names_stays(bring: Callable[..., None], book: Path, run: Run) -> None:
    bring(THAW, FREEZE.format("80%"))
    (book / "w" / "flood.yaml").write_text(
        "kind: binary\nquestion: Will it flood?\ngiven: {forecast: will-it-thaw, is: yes}\n"
    )
    found = json.loads(run("undo", "--json").out)
    assert [(one["path"].rpartition("/")[2], one["why"]) for one in found["left"]] == [
        ("will-it-thaw.yaml", "flood.yaml names it")
    ]
    assert [path.rpartition("/")[2] for path in found["deleted"]] == ["will-it-freeze.yaml"]
    assert (found["import"], found["entries"], found["written"]) == ("outlook import t.csv --case w", {"w": 3}, True)


def test_an_import_into_questions_that_were_there_takes_back_its_entries_only(
    bring: Callable[..., None], run: Run, clock: Callable[[datetime], None]
) -> None:
    bring(THAW)
    clock(NOW + timedelta(minutes=1))
    bring(THAW, "Will it thaw?,bob,2024-11-05,60%,2024-12-31,,\n")
    assert run("undo").out == "1 entry taken back (1 estimate), 0 records deleted, 0 left\n"
    assert rows(run) == {"w/will-it-thaw": (0.3, None, None)}


def test_who_did_something_since_takes_that_back_and_others_do_not_take_it_back(
    bring: Callable[..., None], run: Run, clock: Callable[[datetime], None], refuses: Refuses
) -> None:
    bring(THAW)
    refuses("undo", "--by", "dora", saying="'dora' has entered nothing")
    clock(NOW + timedelta(minutes=1))
    assert run("estimate", "unsc-resolution", "44%", "-w", "since").code == 0
    assert "44.0%: since" in run("undo", "--dry-run").err
    clock(NOW + timedelta(minutes=2))
    assert run("set", "unsc-resolution", "tag+=new").code == 0
    refuses("undo", saying="your last `set` changed a record")


def test_on_a_terminal_it_asks_before_an_import_is_taken_back(
    bring: Callable[..., None], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(THAW)
    before = rows(run)
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("outlook.cli.undoing_import.can_ask", lambda: True)
    ran = run("undo", stdin="n\n")
    assert (ran.code, ran.err.endswith("take it back? [y/N] outlook: nothing was taken back\n")) == (2, True), ran
    assert rows(run) == before
    assert run("undo", stdin="y\n").code == 0
    assert rows(run) == {}


def test_without_a_note_one_entry_at_a_time_is_named(
    bring: Callable[..., None], run: Run, refuses: Refuses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bring("Will it thaw?,alice,2024-11-01,30%,2024-12-31,,\n")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another machine"))
    refuses("undo", saying=("is not noted on this machine", "outlook retract"))
    notes = tmp_path / "another machine" / "outlook" / "imported"
    bring(THAW)
    (note,) = notes.iterdir()
    for damaged in ("[", "{}", '{"imports": [3]}', '{"imports": [{"by": "alice"}]}'):
        note.write_text(damaged)
        refuses("undo", saying="is not noted on this machine")


def test_where_nothing_is_left_of_it_the_next_undo_goes_on(
    bring: Callable[..., None], book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    assert run("estimate", "unsc-resolution", "44%", "-w", "before").code == 0
    clock(NOW + timedelta(minutes=1))
    bring(THAW)
    for path in (book / "w").iterdir():
        path.unlink()
    (book / "w").rmdir()
    ran = run("undo")
    assert (ran.code, "nothing is left of your last import (outlook import t.csv --case w)" in ran.err) == (2, True), (
        ran
    )
    assert "44.0%: before" in run("undo", "--dry-run").err


def test_a_restored_archive_is_named_with_its_way_back(
    bring: Callable[..., None], book: Path, run: Run, refuses: Refuses, clock: Callable[[datetime], None]
) -> None:
    assert run("export", "outlook", "syria-2024-12", "-o", "all.zip").code == 0
    (book / "syria-2024-12").rename(book.parent / "away")
    clock(NOW + timedelta(minutes=1))
    ran = run("import", "all.zip")
    way = ran.err.partition("to take it back: ")[2].strip()
    assert way.startswith("delete ")
    assert way.endswith("syria-2024-12")
    refuses("undo", saying=f"undo takes back no archive; to take back your last `import`, {way}")


def test_a_disk_that_refuses_leaves_an_undo_that_the_next_one_goes_on_with(
    bring: Callable[..., None],
    book: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[datetime], None],
) -> None:
    bring(THAW, FREEZE.format("80%"))
    clock(NOW + timedelta(minutes=1))
    forget = Folder.forget

    def refused(folder: Folder, name: str) -> None:
        if name == "will-it-freeze.yaml":
            raise PermissionError(13, "Permission denied", name)
        forget(folder, name)

    monkeypatch.setattr(Folder, "forget", refused)
    ran = run("undo")
    assert (ran.code, ran.out) == (3, ""), ran
    assert "is written" in ran.err
    monkeypatch.setattr(Folder, "forget", forget)
    clock(NOW + timedelta(minutes=2))
    assert run("undo").out == "0 entries taken back, 1 record deleted, 0 left\n"
    assert not list((book / "w").glob("will*.yaml"))
