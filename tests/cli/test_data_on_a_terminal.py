"""`--json` and `--csv`: exact in a file or a pipe; on a terminal nothing in them drives it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from unicodedata import category

import pytest

from outlook.spreadsheet import undefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

# Controls of both kinds, DEL, OSC, line ends, directions, widths of nothing, tags beyond the 16-bit plane.
DRIVES = (
    "\x1b[2J \x1b]0;title\x07 \x7f \x9b31m \x9d0;title\x9c a\rb a\nb a\tb \u202eesrever\u202c \u2066i\u2069 "
    "\u200b\u200d\ufeff\u2060 \u2028\u2029 \U000e0041 é漢"
)
STEERS = ("Cc", "Cf", "Zl", "Zp")
EVERY_JSON = [
    ["history"], ["show", "unsc-resolution"], ["status"], ["explain", "unsc-resolution"], ["plot", "unsc-resolution"],
    ["due"], ["score"], ["calibration"], ["coherence"], ["check"],
    ["evidence", "unsc-resolution", DRIVES, "--dry-run"],
]  # fmt: skip
EVERY_CSV = [["history"], ["status"], ["due", "--within", "9999"], ["score"], ["calibration"]]


@pytest.fixture
def driven(book: Path, run: Run) -> Path:
    """A book with a report and an estimate that would drive a terminal."""
    for words in (
        ["evidence", "unsc-resolution", DRIVES, "--note", f"={DRIVES}"],
        ["estimate", "unsc-resolution", "20%", "--why", DRIVES],
    ):
        assert run(*words, "--source" if words[0] == "evidence" else "--by", DRIVES).code == 0
    return book


def steering(text: str) -> list[str]:
    return [sign for sign in text if sign != "\n" and category(sign) in STEERS]


@pytest.mark.alike
@pytest.mark.parametrize("command", EVERY_JSON, ids=lambda words: words[0])
def test_json_on_a_terminal_is_the_same_value_with_every_control_escaped(
    driven: Path, run: Run, run_in_terminal: Callable[[int], Run], command: list[str]
) -> None:
    piped, shown = run(*command, "--json"), run_in_terminal(80)(*command, "--json")
    assert steering(shown.out) == []
    if command[0] != "evidence":  # every call makes another id
        assert json.loads(shown.out) == json.loads(piped.out)
    assert "é漢" in shown.out or "é漢" not in piped.out


def test_json_in_a_pipe_has_every_character_as_it_is(driven: Path, run: Run) -> None:
    out = run("history", "unsc-resolution", "--json").out
    for sign in "\x7f\x9b\u202e\u2066\u200b\ufeff\u2028\U000e0041é漢":
        assert sign in out
    assert DRIVES in [entry.get("summary") for entry in json.loads(out)["entries"]]


@pytest.mark.parametrize("command", EVERY_CSV, ids=lambda words: words[0])
def test_csv_on_a_terminal_has_visible_escapes_and_a_line_for_each_row(
    driven: Path, run: Run, run_in_terminal: Callable[[int], Run], command: list[str]
) -> None:
    piped, shown = run(*command, "--csv"), run_in_terminal(80)(*command, "--csv")
    assert steering(shown.out) == []
    rows = list(csv.reader(io.StringIO(piped.out, newline=""), strict=True))
    assert len(shown.out.splitlines()) == len(rows)
    if DRIVES in piped.out:
        assert r"\x1b[2J \x1b]0;title\x07 \x7f \x9b31m \x9d0;title\x9c a\rb a\nb a\tb \u202eesrever" in shown.out


def test_csv_in_a_pipe_gives_back_every_text_as_it_was(driven: Path, run: Run) -> None:
    out = run("history", "unsc-resolution", "--csv").out
    rows = list(csv.DictReader(io.StringIO(out, newline=""), strict=True))
    (evidence,) = [row for row in rows if row["source"] == DRIVES]
    (estimate,) = [row for row in rows if row["by"] == DRIVES]
    assert (evidence["summary"], evidence["note"]) == (DRIVES, f"'={DRIVES}")
    assert undefused(evidence["note"]) == f"={DRIVES}"
    assert estimate["why"] == DRIVES


def test_a_carriage_return_begins_no_new_row(book: Path, run: Run) -> None:
    assert run("evidence", "unsc-resolution", "Said", "--source", "a\r=1+2").code == 0
    assert '"a\r=1+2"' in run("history", "unsc-resolution", "--csv").out


@pytest.mark.parametrize("text", ["'=1+2", "''-1", "'@a"])
def test_an_apostrophe_of_the_texts_own_comes_back(book: Path, run: Run, text: str) -> None:
    assert run("evidence", "unsc-resolution", "Said", "--source", text).code == 0
    rows = list(csv.DictReader(io.StringIO(run("history", "unsc-resolution", "--csv").out)))
    (row,) = [row for row in rows if row["summary"] == "Said"]
    assert row["source"] == f"'{text}"
    assert undefused(row["source"]) == text
