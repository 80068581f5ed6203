"""What one command writes in many forecasts is shown in a line each, with one way back for all of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from conftest import Run

MANY = 12
LINES = "".join(f"is-{number:02}\t{number + 30}%\tcounted again\n" for number in range(MANY))


@pytest.fixture
def many(book: Path, run: Run, clock: Callable[[datetime], None]) -> None:
    """Twelve questions."""
    assert book.exists()
    lines = "".join(f"Is {number:02} the answer?\t30%\t2025-06-30\n" for number in range(MANY))
    assert run("add", "-", "--case", "desk", stdin=lines).code == 0
    clock(NOW + timedelta(hours=1))


@pytest.mark.usefixtures("many")
def test_many_estimates_are_a_line_each_with_one_way_back(run: Run) -> None:
    ran = run("estimate", "-", stdin=LINES)
    first, *others = ran.out.splitlines()
    assert first == "12 estimates · known 10 Dec 2024 10:30 UTC · by alice"
    assert len(others) == MANY
    assert others[5].endswith("  desk/is-05-the-answer: stated 30.0% → 35.0%")
    assert ran.err.splitlines() == [
        'to take all of it back: outlook undo; one of them: outlook retract ENTRY --why "…"'
    ]
    name = others[5].split()[0]
    assert run("retract", name, "--why", "a slip").code == 0


@pytest.mark.usefixtures("many")
def test_the_way_back_is_the_one_that_is_said(run: Run, clock: Callable[[datetime], None]) -> None:
    assert (
        run("estimate", "-", "--by", "bob smith", stdin=LINES)
        .err.splitlines()[-1]
        .startswith("to take all of it back: outlook undo --by 'bob smith'; ")
    )
    ran = run("undo", "--by", "bob smith")
    assert ran.out.splitlines()[0].startswith("12 retractions · ")
    assert len(ran.out.splitlines()) == MANY + 1
    clock(NOW + timedelta(hours=2))
    stated = {one["stated"] for one in json.loads(run("status", "desk", "--json").out)["forecasts"]}
    assert stated == {0.3}


@pytest.mark.usefixtures("many")
def test_a_few_are_shown_whole(run: Run) -> None:
    ran = run("estimate", "-", stdin="".join(LINES.splitlines(keepends=True)[:2]))
    assert ran.out.count("counted again") == 2
    assert ran.err.count("to take it back: outlook retract ") == 2
