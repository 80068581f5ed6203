"""`outlook due --ics`: the list as a calendar that other programs read."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conftest import Refuses, Run

AT = ("--at", "2024-12-05")


def events(text: str) -> dict[str, Any]:
    calendar: Any = Calendar.from_ical(text)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_each_row_of_the_list_is_an_event(book: Path, run: Run, tmp_path: Path) -> None:
    ran = run("due", *AT, "--ics", "due.ics")
    assert (ran.out, ran.err) == ("", "wrote due.ics\n")
    raw = (tmp_path / "due.ics").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    found = events(raw.decode())
    assert len(found) == 19
    closing = found["closes--syria-2024-12-ministerial-meeting@outlook"]
    assert closing["dtstart"].dt == datetime(2024, 12, 15, 23, 59, tzinfo=UTC)
    assert str(closing["summary"]) == "Closes: Ministerial meeting on Syria by 15 Dec 2024"
    assert [str(part["action"]) for part in closing.walk("VALARM")] == ["DISPLAY"]
    stale = [event for name, event in found.items() if name.startswith("moved-")]
    assert stale
    assert all(event["dtstart"].dt == date(2024, 12, 5) for event in stale)


def test_the_names_of_events_stay_so_that_a_new_file_replaces_the_old(book: Path, run: Run) -> None:
    names = set(events(run("due", *AT, "--ics", "-").out))
    assert names == set(events(run("due", *AT, "--ics", "-").out))
    assert len(names) == 19


def test_an_existing_file_is_kept_unless_forced(book: Path, run: Run, refuses: Refuses, tmp_path: Path) -> None:
    (tmp_path / "due.ics").write_text("mine")
    refuses("due", *AT, "--ics", "due.ics", saying=("due.ics exists already", "--force"))
    assert (tmp_path / "due.ics").read_text() == "mine"
    assert run("due", *AT, "--ics", "due.ics", "--force").code == 0
    assert "BEGIN:VCALENDAR" in (tmp_path / "due.ics").read_text()


def test_what_cannot_be_written_is_a_sentence(book: Path, refuses: Refuses, tmp_path: Path) -> None:
    refuses("due", "--ics", "nowhere/due.ics", saying="there is no folder nowhere", code=3)
    refuses("due", "--ics", str(tmp_path), "--force", saying="is a folder: name a file in it")


def test_two_outputs_and_a_force_without_a_file_are_refused(book: Path, refuses: Refuses) -> None:
    refuses("due", "--ics", "due.ics", "--json", saying="--ics and --json are two outputs")
    refuses("due", "--force", saying="--force means nothing without --ics FILE")


def test_text_of_the_records_stays_text(book: Path, run: Run) -> None:
    title = "Sea\r\nBEGIN:VEVENT; \\n, x"
    run("new", "work/ship", "--question", "Q?", "--title", title, "--criteria", "c", "--closes", "2024-12-20")
    found = events(run("due", "work", "--ics", "-").out)
    assert len(found) == 1
    (event,) = found.values()
    assert "BEGIN:VEVENT" in str(event["summary"])


def test_without_the_writer_it_says_what_to_install(
    book: Path, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    refuses("due", "--ics", "due.ics", saying="pip install '.[calendar]'")
