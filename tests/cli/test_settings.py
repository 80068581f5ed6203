"""A person's own defaults: a file in their configuration folder, after options and the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refuses, Run, Shell


@pytest.fixture
def wanted() -> Callable[[str], Path]:
    """Write the person's file."""
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "outlook" / "config.toml"

    def write(text: str) -> Path:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write


def test_who_writes_is_the_person_of_the_file_unless_said_otherwise(
    book: Path, run: Run, wanted: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted('by = "zoe"\n')

    def writes(*words: str) -> str:
        ran = run("evidence", "unsc", "Said", "--dry-run", "--json", *words)
        return str(json.loads(ran.out)["entries"][0]["by"])

    assert writes() == "alice", "OUTLOOK_BY comes first"
    monkeypatch.delenv("OUTLOOK_BY")
    assert writes() == "zoe"
    assert writes("--by", "bob") == "bob"


def test_a_usual_book_is_used_where_none_is_upward(
    book: Path, run: Run, wanted: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted(f'book = "{book}"\n')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere.parent)
    assert run("status").code == 0
    (tmp_path / "other" / "forecasts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "other")
    assert json.loads(run("status", "--json").out)["forecasts"] == [], "the nearest one comes first"


def test_a_colour_a_pager_and_a_length_of_one_s_own(
    book: Path, run_in_terminal: Callable[[int], Run], run: Run, wanted: Callable[[str], Path]
) -> None:
    assert "\x1b[" in run_in_terminal(100)("due", "--at", "2024-12-06").out
    assert "untouched" in run("due", "--at", "2024-12-06").out
    wanted('color = "never"\nstale_after = "2w"\n')
    assert "\x1b[" not in run_in_terminal(100)("due", "--at", "2024-12-06").out
    assert "untouched" not in run("due", "--at", "2024-12-06").out


def test_what_holds_is_shown_with_where_it_comes_from(run: Run, wanted: Callable[[str], Path]) -> None:
    file = wanted('by = "zoe"\nstale_after = "3mo"\n')
    assert run("--show-config").out.splitlines() == [
        f"file         {file}",
        "by           alice (from OUTLOOK_BY)",
        "book         the nearest forecasts/ folder upward (as usual)",
        "color        auto (as usual)",
        "pager        cat (from PAGER)",
        "stale_after  3mo (from the file)",
        "mine         false (as usual)",
    ]


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("by = \n", "config.toml is no TOML"),
        ("bye = 'x'\n", "there is no setting 'bye'; did you mean by?"),
        ("by = 3\n", 'by is a text on one line, as in by = "ann"'),
        ('by = "a\\nb"\n', "by is a text on one line"),
        ('color = "red"\n', "color is 'red'; it is one of auto, always, never"),
        ('stale_after = "soon"\n', "stale_after: 'soon' is not a length of time"),
        ("x" * 100_001, "has more than 100,000 bytes"),
    ],
)
@pytest.mark.parametrize(
    "command", [("status",), ("show", "unsc"), ("evidence", "unsc", "Said")], ids=lambda one: one[0]
)
def test_a_file_that_is_wrong_is_a_sentence_for_every_command(
    refuses: Refuses, wanted: Callable[[str], Path], command: tuple[str, ...], text: str, saying: str
) -> None:
    wanted(text)
    refuses(*command, "--color", "auto", saying=saying)


def test_also_where_a_program_starts(book: Path, shell: Shell, wanted: Callable[[str], Path]) -> None:
    wanted("by = \n")
    ran = shell("outlook status; outlook; outlook --show-config")
    assert ran.err.count("is no TOML") == 3, ran
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("home", ["~", ".", "relative"])
def test_a_folder_of_a_strangers_book_is_nobodys_home(
    book: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """The pager that such a file names would be run."""
    for folder in (tmp_path / "~", tmp_path, tmp_path / "relative"):
        (folder / ".config" / "outlook").mkdir(parents=True, exist_ok=True)
        (folder / ".config" / "outlook" / "config.toml").write_text('pager = "touch pwned"\nby = "mallory"\n')
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("OUTLOOK_BY")
    monkeypatch.delenv("PAGER")
    for config in ("", "relative/.config", ".config"):
        monkeypatch.setenv("XDG_CONFIG_HOME", config)
        assert "mallory" not in run("--show-config").out
        assert "pwned" not in run("--show-config").out
