"""Long output on a terminal goes through the pager, and everything else does not."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from pathlib import Path

import pytest

from faults.forked import become

MARKED = "sed s/^/paged:/"


pytestmark = [
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


def at_a_terminal(
    book: Path, *arguments: str, pager: str = MARKED, rows: int = 24, installed: bool = False
) -> tuple[int, str]:
    """Run the program at a terminal of its own, and return its exit code and what the terminal shows."""
    program = str(Path(sys.executable).parent / "outlook")
    environment = {**os.environ, "PAGER": pager, "TERM": "dumb", "OUTLOOK_BOOK": str(book)}
    for name in ("COLUMNS", "LINES"):
        environment.pop(name, None)
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
        if installed:
            os.execve(program, ["outlook", *arguments], environment)  # noqa: S606 - the installed program itself
        for name in set(os.environ) - set(environment):
            del os.environ[name]
        become(arguments, [0, 1, 2], environment)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody writes to a terminal any more
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def test_long_output_is_paged_and_short_output_is_not(book: Path) -> None:
    code, shown = at_a_terminal(book, "status", "--at", "2024-12-06", installed=True)
    assert code == 0
    assert all(line.startswith("paged:") for line in shown.split("\r\n") if line)
    code, shown = at_a_terminal(book, "words", "30%")
    assert (code, "paged:" in shown, "icd203" in shown) == (0, False, True)


@pytest.mark.parametrize("pager", ["", "cat"])
def test_no_pager_is_asked_for_by_the_option_or_by_an_empty_pager(book: Path, pager: str) -> None:
    code, shown = at_a_terminal(book, "status", "--no-pager")
    assert (code, "paged:" in shown, "hama-by-december" in shown) == (0, False, True)
    code, shown = at_a_terminal(book, "status", pager=pager)
    assert (code, "hama-by-december" in shown) == (0, True)


def test_a_pager_that_is_not_there_loses_nothing(book: Path) -> None:
    code, shown = at_a_terminal(book, "status", pager="no-such-pager")
    assert (code, "hama-by-december" in shown) == (0, True)


def test_what_the_exit_code_says_is_kept(book: Path) -> None:
    for number in range(30):
        (book / "syria-2024-12" / f"broken-{number}.yaml").write_text("kind: binary\nprior: 70\n", encoding="utf-8")
    code, shown = at_a_terminal(book, "check")
    assert (code, "paged:" in shown) == (1, True)
