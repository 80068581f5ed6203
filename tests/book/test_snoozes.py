"""What a person put off: when it comes back, and that it is kept whole, apart from the book, or not at all."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import NOW
from outlook.answers.attention import attention, is_asleep
from outlook.answers.due import Due
from outlook.belief.timeline import situations
from outlook.book.own_files import name_of
from outlook.book.snoozes import Snooze, snooze, snoozes, wake
from outlook.errors import Unreadable
from outlook.locate import state_folder
from outlook.model.entries import Evidence
from outlook.model.kinds import FORECAST

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

START = datetime(2024, 12, 1, tzinfo=UTC)
HOURS = st.integers(0, 6)  # few, so that moments often fall together
NAME = "syria-2024-12/attacks-on-us-forces"


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


@example(since=2, length=4, now=4, closes=6, reports=[(1, 2)])
@given(since=HOURS, length=HOURS, now=HOURS, closes=HOURS, reports=st.lists(st.tuples(HOURS, HOURS), max_size=3))
def test_a_snooze_holds_until_its_end_a_close_or_news(
    since: int, length: int, now: int, closes: int, reports: list[tuple[int, int]]
) -> None:
    record = {
        "id": "f",
        "case": "c",
        "kind": "binary",
        "question": "?",
        "criteria": "!",
        "opens_at": at(-1),
        "closes_at": at(closes),
    }
    forecast = FORECAST.validate_python(record)
    entries = [
        Evidence(
            id=f"aaaaaaaaaaaa{'bcd'[number]}",
            known_at=at(known),
            recorded_at=at(known + later),
            by="b",
            summary="s",
            forecasts=("f",),
        )
        for number, (known, later) in enumerate(reports)
    ]
    (situation,) = situations({"f": forecast}, entries, at(now))
    one = Snooze("c/f", "a", at(since), at(since + length))
    news = [known for known, later in reports if known <= now and (known > since or since < known + later <= now)]
    holds = since <= now < since + length and (now <= closes or closes <= since) and not news
    assert is_asleep(one, situation, at(now)) is holds
    item = Due(situation, "closes")
    for person, asleep in (("a", holds), ("b", False), (None, False)):
        found = attention([item], [one], person, at(now))
        assert (found.due, set(found.snoozed)) == (([], {"c/f"}) if asleep else ([item], set()))
        assert found.wakes_at == (one.until if asleep else None)


def kept(root: Path) -> Path:
    return state_folder() / "snoozed" / name_of(root)


def test_one_book_and_one_person_have_their_own_and_what_is_over_is_left_out(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    mine = [
        Snooze("c/f", "ann", at(0), at(10)),
        Snooze("c/f", "bob", at(1), at(20)),
        Snooze("c/g", "ann", at(2), at(30)),
    ]
    for new in mine:
        snooze(one, new)
    assert snoozes(one) == (tuple(mine), "")
    assert snoozes(other) == ((), "")
    assert snoozes(tmp_path / "other" / ".." / "one").snoozes == tuple(mine), "the same folder by another way"
    snooze(one, Snooze("c/f", "bob", at(15), at(40)))
    assert {(it.forecast, it.by, it.until) for it in snoozes(one).snoozes} == {
        ("c/g", "ann", at(30)),
        ("c/f", "bob", at(40)),
    }
    wake(one, Snooze("c/f", "bob", at(0), at(0)), at(16))
    assert [it.by for it in snoozes(one).snoozes] == ["ann"]
    assert kept(one).stat().st_mode & 0o077 == 0
    assert [path.name for path in kept(one).parent.iterdir()] == [name_of(one)], "nothing is left beside it"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "\x00", '{"snoozed":[{}]}', '{"snoozed":[{"forecast":"a","by":"b","since":1,"until":2}]}']
)
def test_damage_is_said_changes_no_answer_and_is_not_written_over(book: Path, run: Run, text: str) -> None:
    whole = run("due").out
    kept(book).parent.mkdir(parents=True)
    kept(book).write_text(text)
    ran = run("due")
    assert (ran.code, ran.out) == (0, whole)
    assert f"nothing counts as snoozed: {kept(book)} is damaged: remove it" in ran.err
    with pytest.raises(Unreadable, match="is damaged"):
        snooze(book, Snooze(NAME, "alice", at(0), at(1)))
    assert kept(book).read_text() == text


def test_what_may_not_be_written_is_said_and_nothing_else_fails(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    with pytest.raises(Unreadable, match="nothing was snoozed"):
        snooze(book, Snooze(NAME, "alice", at(0), at(1)))
    assert run("due").code == 0
    assert json.loads(run("due", "--json").out)["snoozed"] == []


def test_a_forecast_that_is_renamed_stays_put_off(book: Path, run: Run) -> None:
    snooze(book, Snooze(NAME, "alice", NOW, at(10_000)))
    listed = [row["id"] for row in json.loads(run("due", "--json").out)["due"]]
    assert run("rename", NAME, "more-attacks").code == 0
    found = json.loads(run("due", "--json").out)
    assert [row["id"] for row in found["snoozed"]] == ["syria-2024-12/more-attacks"]
    assert [row["id"] for row in found["due"]] == listed
