"""`outlook review` in pages: the real app, driven key by key, on a book on the disk."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from rich.text import Text
from textual.events import Key
from textual.widgets import Input, Static

from conftest import NOW
from outlook.cli import session
from outlook.cli.attending import within_of
from outlook.cli.reviewing import Reviewer
from outlook.cli.selecting import Wanted
from outlook.cli.waiting import Setting
from outlook.tui.app import Review
from outlook.tui.drawn import drawn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from conftest import Run

    Driver = Callable[[Review, "Typist"], Awaitable[None]]

pytestmark = pytest.mark.in_turn

NAME = "syria-2024-12/attacks-on-us-forces"
NAMED = {"enter", "escape", "space", "up", "ctrl+c", "ctrl+s", "ctrl+u"}
UPDATE = ("+", "5", "enter", "enter")


@dataclass(frozen=True)
class Typist:
    """Somebody who types quickly: keys, and texts key by key, come all at once."""

    app: Review
    pilot: Pilot[int]

    async def __call__(self, *words: str) -> None:
        for word in words:
            for key in [word] if word in NAMED else word:
                self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.settled()

    async def settled(self) -> None:
        """Wait until every key was obeyed, and what that opened or closed is there or gone."""
        await self.pilot.pause()
        while self.app._is_opening or self.app._keys:
            await self.pilot.pause()
        await self.pilot.pause()

    async def resize(self, columns: int, rows: int) -> None:
        await self.pilot.resize_terminal(columns, rows)
        await self.settled()


@pytest.fixture(autouse=True)
def _at_the_time(clock: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The book is looked at when it was in use, and time passes."""
    steps = count()
    monkeypatch.setattr(session, "now", lambda: NOW + timedelta(milliseconds=next(steps)))


def review(
    book: Path, drive: Driver, *targets: str, size: tuple[int, int] = (80, 24), every: bool = False
) -> int | None:
    """Review what is due of some targets, driven by the test; how it ended."""
    reviewer = Reviewer(Setting(book, None, "never", within_of("14d"), every), Wanted([*targets] or None))
    app = Review(reviewer, color=False)

    async def driven() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await drive(app, Typist(app, pilot))

    asyncio.run(driven())
    return app.return_value


def entries(book: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (book / "syria-2024-12" / "ledger.jsonl").read_text().splitlines()]


def raw(app: Review, place: str) -> str:
    """What a part of the screen says; text of the book is never markup."""
    found = app.screen.query_one(f"#{place}", Static).content
    assert isinstance(found, Text)
    return found.plain


def shown(app: Review, place: str) -> str:
    """The same on one line."""
    return " ".join(raw(app, place).split())


def window(app: Review) -> str:
    """What is on top, on one line."""
    return " ".join(" ".join(str(part.content) for part in app.screen.query(Static)).split())


def test_an_update_takes_four_keys_and_a_confirmation_one(book: Path, run: Run) -> None:
    assert run("estimate", NAME, "40%", "-w", "A start").code == 0
    before = entries(book)

    async def drive(app: Review, press: Typist) -> None:
        assert "40.0%" in shown(app, "page")
        await press(*UPDATE)
        assert f"{NAME}: stated 40.0% → 45.0%" in shown(app, "said")
        assert entries(book)[-1]["id"] in shown(app, "said")
        assert f"outlook retract {entries(book)[-1]['id']}" in shown(app, "said")
        assert re.search(r"stated +45\.0%.* by you since 10 Dec 2024", shown(app, "page"))
        await press("c")
        assert "45.0%, unchanged: recorded as a confirmation" in shown(app, "said")
        await press("1/3 Two towns fell", "enter")
        assert "45.0% → 33.3%" in shown(app, "said")

        await press("+5", "ctrl+s")
        assert "33.3% → 38.3%" in shown(app, "said")

    assert len(UPDATE) <= 4
    review(book, drive, NAME, every=True)
    new = entries(book)[len(before) :]
    assert [(one["by"], round(one["stated"], 3), one["why"]) for one in new] == [
        ("alice", 0.45, "stated in a review, without a reason"),
        ("alice", 0.45, "confirmed in a review"),
        ("alice", 0.333, "Two towns fell"),
        ("alice", 0.383, "stated in a review, without a reason"),
    ]


def test_letters_of_a_reason_that_comes_after_the_number_are_no_keys(book: Path) -> None:
    """Each of them is a key of the page: c confirms, space goes on, u and y take back, digits state another number."""
    before = entries(book)

    async def drive(app: Review, press: Typist) -> None:
        await press("35", "enter", "30 Supplies cut, you see: c u y", "enter")
        assert "→ 35.0%" in shown(app, "said")
        await press("+90", "enter", "in 3 towns", "enter")
        assert "+90 from 35% leads to 125%" in shown(app, "said")
        assert app.query_one("#typed", Input).value == "+90"
        await press("ctrl+u", "1", "enter")
        assert app.query_one("#typed", Input).value == "in 3 towns"
        await press("enter", "y")
        await press("40", "enter", "c", "escape")

    review(book, drive, every=True)
    assert [(one["stated"], one["why"]) for one in entries(book)[len(before) :]] == [
        (0.35, "30 Supplies cut, you see: c u y"),
        (1, "in 3 towns"),
    ]


def test_a_refusal_is_a_line_and_leaves_what_was_typed_to_be_corrected(book: Path) -> None:
    before = entries(book)

    async def drive(app: Review, press: Typist) -> None:
        await press("c")
        assert "alice has stated nothing" in shown(app, "said")
        await press("+5 So", "enter")
        assert "alice has no standing estimate" in shown(app, "said")
        assert app.query_one("#typed", Input).value == "+5 So"
        await press("ctrl+u", "100", "enter", "enter")  # a certainty is asked about
        assert "says that syria-2024-12/attacks-on-us-forces is certain" in window(app)
        await press("n")
        assert "nothing was written" in shown(app, "said")
        assert (shown(app, "label"), entries(book)) == ("Why:", before)
        await press("enter", "y")
        assert "→ 100%" in shown(app, "said")

    review(book, drive, NAME)
    assert [one["stated"] for one in entries(book)[len(before) :]] == [1.0]


def test_a_report_is_logged_once_and_an_outcome_is_asked_about(book: Path) -> None:
    before = entries(book)
    name = "syria-2024-12/if-assad-accepts-un-track"

    async def drive(app: Review, press: Typist) -> None:
        await press("v", "ctrl+s")
        assert "write in a sentence what was reported" in window(app)
        await press("A new report", "enter", "no-such-sign", "ctrl+s")
        assert "no indicator of syria-2024-12 matches 'no-such-sign'" in window(app)
        await press("ctrl+u", "enter", "for some", "enter", "AFP", "enter", "b2", "ctrl+s")
        assert "'for some' says no weight" in window(app)
        await press("up", "up", "ctrl+u", "against weak", "ctrl+s")
        assert "evidence · syria-2024-12" in shown(app, "said")
        await press("v", "A new report", "enter", "enter", "enter", "AFP", "ctrl+s")
        assert "is this another report" in window(app)
        await press("n", "escape")
        await press("r", "no", "enter", "It closed", "ctrl+s")
        assert "it can still come true" in window(app)
        await press("y")
        assert f"{name}: open → resolved no" in shown(app, "said")

    review(book, drive, name)
    new = entries(book)[len(before) :]
    assert [one["kind"] for one in new] == ["evidence", "resolution"]
    assert (new[0]["summary"], new[0]["grade"], new[1]["outcome"], new[1]["why"]) == (
        "A new report",
        "B2",
        "no",
        "It closed",
    )


def test_what_is_snoozed_waits_until_it_is_taken_back_and_undo_shows_what_it_takes(book: Path, run: Run) -> None:
    def due() -> tuple[set[str], list[dict[str, str]]]:
        found = json.loads(run("due", "--json").out)
        return {row["id"] for row in found["due"]}, found["snoozed"]

    async def drive(app: Review, press: Typist) -> None:
        await press("s", "yesterday", "enter")
        assert "name a later day" in shown(app, "said")
        await press("ctrl+u", "2w", "enter")
        assert "snoozed until 24 Dec 2024" in shown(app, "said")
        (row,) = due()[1]
        assert (row["id"], row["by"], row["until"][:10], NAME in due()[0]) == (NAME, "alice", "2024-12-24", False)
        assert "1 snoozed until 24 Dec 2024; --snoozed shows them" in run("due").err
        assert NAME in run("due", "--snoozed").out
        await press("u", "y")
        assert (NAME in due()[0], due()[1]) == (True, [])
        await press("60 Now", "enter", "u")
        assert "taking back estimate" in window(app)
        assert "60.0%: Now" in window(app)
        await press("n")
        assert entries(book)[-1]["kind"] == "estimate"
        await press("u", "y")
        assert entries(book)[-1]["kind"] == "retraction"

    review(book, drive, NAME)


def test_it_ends_at_any_moment_and_shows_only_what_it_has_room_for(book: Path) -> None:
    before = entries(book)

    async def drive(app: Review, press: Typist) -> None:
        assert len(app.walk.waiting) == 7
        assert "1 of 7 · closes · alice" in shown(app, "head")
        await press("p")
        assert "that was the first of 7" in shown(app, "said")
        await press("n", "space", "p", "p", "n")
        assert "2 of 7" in shown(app, "head")
        await press("?")
        assert "Ctrl-C" in window(app)
        await press("x", "e")
        await press.resize(30, 8)
        assert app.screen.has_class("small")
        await press("5")  # is lost on nobody: the page cannot be seen
        await press.resize(160, 30)
        assert "○ if-assad-accepts-un-track" in shown(app, "list")
        assert "▸○ us-iran-fire-given-attack" in shown(app, "list")
        await press("4", "0", "ctrl+c")

    assert review(book, drive) == signal.SIGINT
    assert entries(book) == before


def test_nothing_that_a_book_says_acts_on_the_pages(hostile_book: Path) -> None:
    (hostile_book / "hostile" / "ledger.jsonl").write_text("")
    for record in hostile_book.glob("hostile/*.yaml"):
        record.write_text(
            record.read_text().replace("2024-12-08", "2025-01-08").replace("window.hacked", "[bold]x[/] 漢字" * 50)
        )

    async def drive(app: Review, press: Typist) -> None:
        for _ in app.walk.waiting:
            assert "[bold]x[/]" in shown(app, "page")
            assert not re.search(
                "[\x00-\x09\x0b-\x1f\x7f\u202e\u2066\u2028]", raw(app, "page") + raw(app, "list") + raw(app, "head")
            )
            await press("v", "[/] [bold]", "enter", "[red]", "ctrl+s")
            assert "'[red]'" in window(app)
            await press("escape", "n")

    review(hostile_book, drive, size=(60, 24), every=True)


def test_what_is_typed_ahead_means_the_same(book: Path) -> None:
    before = entries(book)

    async def drive(_app: Review, press: Typist) -> None:
        # No window is there yet when its first key comes.
        await press("v", "Seen", "enter", "enter", "enter", "AFP", "ctrl+s", "n", "35", "enter", "enter", "u", "y", "q")

    assert review(book, drive) == 0
    assert [one["kind"] for one in entries(book)[len(before) :]] == ["evidence", "estimate", "retraction"]


def test_an_empty_estimate_says_what_to_type_and_the_end_what_was_done(book: Path, run: Run) -> None:
    assert run("add", "How much rain?", "q05=20,q50=60,q95=120", "2025-06-30", "--id", "rain").code == 0
    summed: list[str] = []

    async def drive(app: Review, press: Typist) -> None:
        await press("e")
        assert app.query_one("#typed", Input).placeholder.startswith("q05=20,q50=60,q95=120, and why")
        await press("enter")
        assert "nothing was stated: type q05=20,q50=60,q95=120" in shown(app, "said")
        await press("c")
        await press("e", "q05=30,q50=70,q95=130 wetter", "enter")
        summed.append(str(drawn(app.desk.summary(), 200, color=False)))
        await press("u", "y")
        summed.append(str(drawn(app.desk.summary(), 200, color=False)))
        await press("q")

    assert review(book, drive, "inbox/rain", every=True) == 0
    assert "estimated    inbox/rain: stated q05 20, q50 60, q95 120 → q05 30, q50 70, q95 130" in summed[0]
    assert "confirmed    inbox/rain: stated q05 20, q50 60, q95 120, unchanged" in summed[1]
    assert "estimated" not in summed[1]
