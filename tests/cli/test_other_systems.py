"""A system that is not POSIX is named in one sentence; it is no bug."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.in_turn

SENTENCE = "outlook needs a POSIX system such as Linux or macOS; on Windows it works inside WSL\n"
WITHOUT = textwrap.dedent("""
    import sys
    sys.modules[sys.argv.pop(1)] = None
    from outlook.__main__ import main
    main()
""")


@pytest.mark.parametrize("command", [["--help"], ["status"], ["evidence", "unsc-resolution", "Said"]], ids=" ".join)
def test_a_system_without_file_locks_is_told_where_outlook_runs(
    book: Path, contents: Callable[[], dict[str, bytes]], command: list[str]
) -> None:
    before = contents()
    program = [sys.executable, "-c", WITHOUT, "fcntl", *command]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", SENTENCE)
    assert contents() == before


def test_a_system_without_key_by_key_input_is_told_to_name_the_statements(book: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = ["extract", f"{book}/syria-2024-12/report.txt", "--case", "again", "--as-of", "2024-12-02", "--pick"]
    program = [sys.executable, "-c", WITHOUT, "termios", *command, "--book", str(tmp_path / "other")]
    done = subprocess.run(program, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, check=False)
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "--pick reads single keys, which this system does not offer: name the statements with --accept 4,5" in said
    assert "bug" not in said
    assert not (tmp_path / "other").exists()


def test_the_module_runs_as_the_program_does(book: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "outlook", "status"], capture_output=True, text=True, check=True)
    assert "27 forecasts" in done.stdout
