"""What annoyed people at the desk: each in a line or two."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import NOW, Terminal
from outlook.cli import completing
from outlook.cli.attending import within_of
from outlook.cli.reviewing import Reviewer
from outlook.cli.selecting import Wanted
from outlook.cli.waiting import Setting
from outlook.errors import InvalidValue, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Refuses, Run

CASE = "syria-2024-12"
NAME = f"{CASE}/unsc-resolution"


def desk(book: Path, *targets: str) -> Reviewer:
    return Reviewer(Setting(book, None, "never", within_of("14d"), every=True), Wanted([*targets] or None))


def test_a_snooze_ends_with_the_close_and_within_a_year(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(NOW)
    due = json.loads(run("due", "--json").out)["due"]
    name = next(one["id"] for one in due if one["reason"] == "closes")
    said = str(desk(book, name).snooze(name, "9mo").page)
    assert "when it closes" in said
    run("new", "s/far", "--question", "Will it?", "--closes", "2099-01-01", "--criteria", "R.", "--prior", "50%")
    with pytest.raises(InvalidValue, match="1 Jan 2090 is more than a year away"):
        desk(book, "s/far").snooze("s/far", "2090-01-01")
    assert "Snoozed: put off in a review (1)" in run("status", "--group", "attention").out
    rows = json.loads(run("status", "--group", "attention", "--json").out)["forecasts"]
    assert {one["id"] for one in rows if one["attention"] == "snoozed"} == {name}


def test_what_has_closed_can_be_put_off_until_its_outcome_is_known(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    name, asked = "s/over", ("--question", "Will it?", "--criteria", "R.", "--prior", "50%", "--opens", "2024-11-01")
    assert run("new", name, *asked, "--closes", "2024-12-20").code == 0
    clock(NOW + timedelta(days=90))
    assert "snoozed until" in str(desk(book, name).snooze(name, "2w").page)
    left = json.loads(run("due", "--json").out)
    assert name not in {one["id"] for one in left["due"]}
    assert name in [one["id"] for one in left["snoozed"]]
    clock(NOW + timedelta(days=105))
    assert name in {one["id"] for one in json.loads(run("due", "--json").out)["due"]}


def test_due_lists_a_forecast_once_with_all_its_reasons(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(NOW)
    found = json.loads(run("due", "--within", "99d", "--json").out)["due"]
    reasons = {one["id"]: [other["reason"] for other in found if other["id"] == one["id"]] for one in found}
    assert any(len(mine) > 1 for mine in reasons.values())
    lines = run("due", "--within", "99d").out.splitlines()
    for name, mine in reasons.items():
        [line] = [one for one in lines if name in one]
        assert all(f"{reason}:" in line for reason in mine[1:])


def test_a_line_of_shares_is_an_estimate_in_a_plain_review(
    book: Path, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from outlook.cli.line_by_line import prompted

    clock(NOW)
    name = f"{CASE}/end-state-june-2025"
    screen = Terminal()
    for part, stream in (("stdout", screen), ("stderr", screen), ("stdin", io.StringIO("no-such=.6,other=.4 why\n"))):
        monkeypatch.setattr(sys, part, stream)
    found = [one for one in desk(book).waiting if "=" not in one.name]
    assert found, name
    prompted(desk(book, found[0].name), "never")
    assert "is none of" not in screen.getvalue()


def test_renames_are_told_with_both_names_whatever_it_is_called_today(book: Path, run: Run) -> None:
    run("rename", NAME, "council")
    run("rename", "council", "decision", "-w", "shorter", "--by", "bob")
    out = run("history", "decision").out
    assert "unsc-resolution → council" in out
    assert "council → decision: shorter" in out
    (book / CASE / "un-talks.yaml").rename(book / CASE / "talks.yaml")
    hints = " ".join(one["hint"] for one in json.loads(run("check", "--json").out)["problems"])
    if "restore un-talks.yaml" in hints:
        assert f"`outlook rename {CASE}/un-talks talks` says so" in hints


def test_what_a_terminal_would_obey_is_refused_in_flags_and_names_of_files(book: Path, refuses: Refuses) -> None:
    whole = ("new", "s/x", "--question", "Will it?", "--closes", "2099-01-01")
    refuses(*whole, "--source", "Radio\x1b[31m", saying="--source 'Radio\\x1b[31m' has a control character in it")
    refuses(*whole, "--source", "a\u202eb", saying="--source 'a\\u202eb' has a control character in it")
    refuses("brief", "-o", "a\x1bb.md", saying="'a\\x1bb.md' has a control character in it")
    assert not (book / "s").exists()


class Context:
    """What a shell has typed before, as far as completion looks at it."""

    parent = None

    def __init__(self, **params: object) -> None:
        self.params = params


def test_former_names_statements_and_links_are_completed(book: Path, run: Run) -> None:
    (book.parent / "note.txt").write_text("Rain is likely to fall by May 2027. Snow may fall by May 2027.\n")
    run("extract", "note.txt", "--case", "wet", "--as-of", "2026-11-25", "--accept", "1")
    run("rename", "wet/rain-fall", "downpour")
    here = Context(book=str(book), case="wet")
    assert list(completing.complete_forecast(here, "rain")) == ["rain-fall"]  # type: ignore[arg-type]
    assert "wet/rain-fall" not in list(completing.complete_forecast(here, ""))  # type: ignore[arg-type]
    assert list(completing.complete_statement(here, "wet/")) == ["wet/rain-fall"]  # type: ignore[arg-type]
    assert list(completing.complete_link(here, "4=")) == ["4=downpour"]  # type: ignore[arg-type]
    case = book / "wet" / "case.yaml"
    case.write_text(case.read_text().replace("- id: rain-fall", "- id: $(touch x)"))
    assert not [one for one in completing.complete_statement(here, "") if "$" in one]  # type: ignore[arg-type]


def test_what_was_not_listed_is_named_where_it_is_taken(book: Path, run: Run) -> None:
    (book.parent / "n.md").write_text("# Port bulletin\n\nRain is likely by May 2027.\n")
    ran = run("extract", "n.md", "--case", "port", "--as-of", "2026-11-20", "--accept", "1-2")
    assert ran.code == 0, ran.err
    assert "statement 1 is not listed, and read as fact: “Port bulletin”" in ran.err
    assert "statement 2 is" not in ran.err


def test_a_snooze_is_shown_with_its_end_and_can_be_ended(
    book: Path, run: Run, clock: Callable[[datetime], None]
) -> None:
    clock(NOW)
    name = json.loads(run("due", "--json").out)["due"][0]["id"]
    desk(book, name).snooze(name, "2d")
    assert "snoozed until 12 Dec 2024" in " ".join(run("due", "--snoozed").out.split())
    assert f"{name}: snoozed no longer" in str(desk(book, name).snooze(name, "now").page)
    assert name in {one["id"] for one in json.loads(run("due", "--json").out)["due"]}
    with pytest.raises(Refused, match="is not snoozed"):
        desk(book, name).snooze(name, "now")
