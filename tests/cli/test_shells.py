"""Completion in the shells themselves: what they are offered is completed, and nothing of a book is run."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Shell = Callable[[str, Path], str]

pytestmark = pytest.mark.in_turn

PROGRAM = Path(sys.executable).parent
LONGEST = 30  # seconds until a shell must have answered


def surroundings(home: Path) -> dict[str, str]:
    return {
        **os.environ, "PATH": f"{PROGRAM}:{os.environ['PATH']}", "HOME": str(home), "PS1": "> ", "ZDOTDIR": str(home),
    }  # fmt: skip


def in_bash(line: str, home: Path) -> str:
    """The words that bash would offer, one a line."""
    words = line.split(" ")
    script = f"""
eval "$(_OUTLOOK_COMPLETE=source_bash outlook)"
COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
COMP_CWORD={len(words) - 1}
_outlook_completion outlook
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    return subprocess.run(
        ["bash", "--norc", "-c", script], env=surroundings(home), capture_output=True, text=True, check=True
    ).stdout


def in_fish(line: str, home: Path) -> str:
    script = f"_OUTLOOK_COMPLETE=source_fish outlook | source; complete -C '{line}'"
    return subprocess.run(
        ["fish", "--no-config", "-c", script], env=surroundings(home), capture_output=True, text=True, check=True
    ).stdout


def in_zsh(line: str, home: Path) -> str:
    """What stands on the line of a zsh on a terminal after the key that completes."""
    (home / ".zshrc").write_text(
        f"autoload -Uz compinit; compinit -u -d {home}/zcompdump\n"
        'eval "$(_OUTLOOK_COMPLETE=source_zsh outlook)"\nPS1="ready> "\nunsetopt beep\n'
    )
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("zsh", ["zsh", "-i"], surroundings(home) | {"TERM": "dumb"})  # noqa: S606 - no shell but this one
    try:
        _read_until(terminal, "ready> ")
        os.write(terminal, f"{line}\t".encode())
        first = _read_for(terminal, 3)
        os.write(terminal, b"\x15exit\n")
        return first
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def _read_until(terminal: int, wanted: str) -> str:
    seen, end = "", time.monotonic() + LONGEST
    while wanted not in seen and time.monotonic() < end:
        seen += os.read(terminal, 4096).decode("utf-8", "replace")
    return seen


def _read_for(terminal: int, seconds: float) -> str:
    """What comes until nothing more does for so long."""
    import select

    seen = ""
    while select.select([terminal], [], [], seconds)[0]:
        seen += os.read(terminal, 4096).decode("utf-8", "replace")
        if "unsc-resolution" in seen or "army-withdraws" in seen:
            break
    return seen


SHELLS: dict[str, Shell] = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}


@pytest.fixture(params=SHELLS)
def complete(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    name = request.param
    if shutil.which(name) is None:
        if os.environ.get("OUTLOOK_REQUIRE_SHELLS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    home = tmp_path / "home"
    home.mkdir()
    return lambda line: SHELLS[name](line, home)


@pytest.mark.alike
def test_ids_and_signs_are_completed(book: Path, complete: Callable[[str], str]) -> None:
    assert "unsc-resolution" in complete("outlook show unsc")
    assert "army-withdraws" in complete("outlook evidence hama-by Seen -i army-w")


@pytest.mark.alike
def test_a_part_in_the_middle_is_enough(book: Path, complete: Callable[[str], str]) -> None:
    assert "unsc-resolution" in complete("outlook show resol")
    assert "army-withdraws" in complete("outlook evidence hama-by Seen -i withdr")


@pytest.mark.alike
def test_nothing_that_a_book_holds_is_run(book: Path, tmp_path: Path, complete: Callable[[str], str]) -> None:
    trace = tmp_path / "trace"
    for name in ("unsx$(touch trace)", "unsx`touch trace`", "unsx';touch trace;'", 'unsx";touch trace;"'):
        (book / "syria-2024-12" / f"{name}.yaml").write_text("kind: binary\n")
        (book / f"{name}").mkdir()
        (book / f"{name}" / "case.yaml").write_text("title: x\n")
    assert "touch" not in complete("outlook show unsx").replace("outlook show unsx", "")
    assert not trace.exists()


def test_bash_completes_what_it_splits_at_colons_and_signs_of_equality(book: Path, tmp_path: Path) -> None:
    """As bash itself hands the words over."""
    for line, offered in (
        ("outlook status tag : ir", "iran"),
        ("outlook status tag :", "iran"),
        ("outlook set unsc-resolution tag+ = ir", "iran"),
        ("outlook show unsc", "unsc-resolution"),
    ):
        assert offered in in_bash(line, tmp_path).split("\n"), line
