"""Colour: only on a terminal or when asked for, never the only signal, and never anything but colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PAGES = [
    ["status"], ["show", "hama-by-december"], ["history"], ["score"], [], ["evidence", "unsc-resolution", "Said", "--dry-run"],
    ["new", "personal/ship", "--question", "Shipped?", "--dry-run"],
]  # fmt: skip
NAMES = ["status", "show", "history", "score", "bare", "evidence", "new"]


def plain(out: str) -> list[str]:
    """The lines without their colour; blanks at their ends cannot be seen."""
    return [line.rstrip() for line in COLOUR.sub("", out).splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_pipe_gets_no_colour_unless_it_is_asked_for(book: Path, run: Run, page: list[str]) -> None:
    assert "\x1b" not in run(*page).out
    assert "\x1b" not in run(*page, "--color", "never").out
    assert COLOUR.search(run(*page, "--color", "always").out)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_terminal_gets_colour_unless_it_is_unwanted(
    book: Path, run_in_terminal: Callable[[int], Run], monkeypatch: pytest.MonkeyPatch, page: list[str]
) -> None:
    run = run_in_terminal(80)
    assert COLOUR.search(run(*page).out)
    assert "\x1b" not in run(*page, "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(*page).out
    assert COLOUR.search(run(*page, "--color", "always").out)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run(*page).out


def test_an_empty_no_color_means_nothing(
    book: Path, run_in_terminal: Callable[[int], Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert COLOUR.search(run_in_terminal(80)("status").out)


@pytest.mark.parametrize("page", PAGES[:5], ids=NAMES[:5])
@pytest.mark.parametrize("columns", [80, 160])
def test_colour_adds_nothing_but_colour(
    book: Path, run_in_terminal: Callable[[int], Run], page: list[str], columns: int
) -> None:
    run = run_in_terminal(columns)
    assert plain(run(*page).out) == plain(run(*page, "--color", "never").out)


@pytest.mark.parametrize("page", PAGES[:5], ids=NAMES[:5])
def test_colour_in_a_pipe_adds_nothing_but_colour(book: Path, run: Run, page: list[str]) -> None:
    assert plain(run(*page, "--color", "always").out) == plain(run(*page).out)


def test_a_colour_that_is_none_is_refused(book: Path, run: Run) -> None:
    assert run("status", "--color", "red").code == 2
