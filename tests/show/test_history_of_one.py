"""The history of one forecast does not repeat its id, and what takes something back says of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run

LINES = "Will it rain?\t30%\t2025-06-30\nWill it snow?\t40%\t2025-06-30\n"


@pytest.fixture
def taken_back(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    """Two questions; an estimate of one is taken back, and that once more."""
    assert run("add", "-", "--case", "sky", stdin=LINES).code == 0
    assert book.exists()
    for hour, words in enumerate((("estimate", "rain", "50%", "--why", "clouds"), ("undo",), ("undo",)), 10):
        clock(NOW.replace(hour=hour))
        assert run(*words).code == 0


@pytest.mark.usefixtures("taken_back")
def test_one_forecast_is_named_once_with_the_time_of_each_entry(run: Run) -> None:
    name, heading, *rows = run("history", "rain").out.splitlines()
    assert name == "sky/will-it-rain"
    assert heading.split() == ["ENTRY", "KNOWN", "KIND", "BY", "WHAT"]
    assert len(rows) == 4
    assert not any("will-it-rain" in row for row in rows)
    assert "2024-12-10 10:30" in rows[1]


@pytest.mark.usefixtures("taken_back")
def test_what_takes_back_says_of_which_forecast(run: Run) -> None:
    rows = [row.split() for row in run("history", "sky").out.splitlines()[1:]]
    assert [row[3] for row in rows if row[2] == "retraction"] == ["will-it-rain", "will-it-rain"]
