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

    from conftest import Refuses, Run

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


@pytest.mark.usefixtures("many")
def test_a_line_says_when_it_was_known(run: Run) -> None:
    lines = "is-01\t31%\tcounted\t2024-12-08\nis-02\t32%\tcounted\t\nis-03\t33%\tcounted\n"
    said = ("--known-at", "2024-12-09", "--json")
    entries = json.loads(run("estimate", "-", *said, stdin=lines).out)["entries"]
    assert [one["known_at"][:10] for one in entries] == ["2024-12-08", "2024-12-09", "2024-12-09"]
    resolved = "is-01\tyes\tchecked\t2024-12-10 10:00\nis-02\tyes\tchecked\n"
    entries = json.loads(run("resolve", "-", "--json", stdin=resolved).out)["entries"]
    assert [(one["known_at"], one["why"]) for one in entries] == [
        ("2024-12-10T10:00:00Z", "checked"),
        ("2024-12-10T10:30:00Z", "checked"),
    ]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("command", "first"), [("estimate", "31%"), ("resolve", "yes")])
def test_each_wrong_cell_is_refused_on_a_line_of_its_own(refuses: Refuses, command: str, first: str) -> None:
    cells = ("more words", "2024-12-08\tx", "2030-01-01", "")
    lines = "".join(f"is-0{number}\t{first}\tcounted\t{cell}\n" for number, cell in enumerate(cells))
    ran = refuses(command, "-", stdin=lines, saying="")
    assert "line 2: nothing is asked for in cell 5 (x): write FORECAST, " in ran.err
    ran = refuses(command, "-", stdin=lines.replace("\tx", ""), saying="")
    first_line, *others = ran.err.splitlines()
    assert first_line == "outlook: 2 lines are refused, and nothing was written:"
    assert others[0].startswith("  line 1: KNOWN ON: 'more words'")
    assert others[1].startswith("  line 3: known at 2030-01-01T12:00:00Z lies in the future")


@pytest.mark.usefixtures("many")
def test_some_lines_that_look_like_slips_are_meant(refuses: Refuses, run: Run) -> None:
    """The questions close in half a year, so that each of them can still come true."""
    lines = "".join(f"is-0{number}\tno\tcalled off\n" for number in range(3))
    ran = refuses("resolve", "-", stdin=lines, saying="3 things look like slips. Nothing was written")
    assert "--sure-of 3,7 takes these lines as they are, --sure takes all" in ran.err
    assert [line[:31] for line in ran.err.splitlines()[1:]] == [
        f"  line {number + 1}: desk/is-0{number}-the-answer" for number in range(3)
    ]
    ran = refuses("resolve", "-", "--sure-of", "1,3", stdin=lines, saying="line 2: desk/is-01-the-answer closes on")
    assert "line 1" not in ran.err
    refuses("resolve", "-", "--sure-of", "1,9", stdin=lines, saying="--sure-of: 9 is no line that says something")
    refuses("resolve", "is-01", "yes", "--sure-of", "1", saying="--sure-of names lines of standard input")
    meant = lines.replace("is-01\tno", "is-01\tyes")
    assert run("resolve", "-", "--sure-of", "1,3", stdin=meant).code == 0
    estimates = "is-05\t100%\tx\nis-06\t0%\tx\n"
    refuses("estimate", "-", "--sure-of", "1", stdin=estimates, saying="line 2: 0, or 0%, says that")
    assert run("estimate", "-", "--sure-of", "1,2", stdin=estimates).code == 0
