"""The program at a real pseudo-terminal, in a forked child, with answers typed as it asks."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from faults.forked import become

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 20  # seconds without a word from the program: it waits for something that no test types
ASKS = (": ", "[Y/n] ", "[y/N] ")  # how each question ends
INTERRUPT, MOMENT = "\x03", 0.1


def walk(words: list[str], *answers: str, before_the_last: Callable[[], object] = list) -> tuple[int, str]:
    """Run the program and type an answer each time that it asks; its exit code and all that was seen.

    Raises:
        AssertionError: it asks for more than there are answers, or hangs.
    """
    child, terminal = pty.fork()
    if child == 0:
        become(tuple(words), [0, 1, 2], {})
    seen, waiting = "", list(answers)
    with suppress(OSError):  # the other end is closed when the program ends
        while data := _heard(terminal, child, seen):
            seen += data
            if waiting and seen.endswith(ASKS):
                if len(waiting) == 1:
                    before_the_last()
                _typed(terminal, waiting.pop(0))
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), seen.replace("\r\n", "\n")


def _typed(terminal: int, answer: str) -> None:
    if answer == INTERRUPT:
        time.sleep(MOMENT)  # between its question and its waiting a program would not notice
    os.write(terminal, answer.encode())


def hung_up(words: list[str], *answers: str) -> int:
    """Run the program, and after the answers close the terminal; the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        become(tuple(words), [0, 1, 2], {})
    seen, waiting = "", list(answers)
    while waiting or not seen.endswith(ASKS):
        seen += _heard(terminal, child, seen)
        if waiting and seen.endswith(ASKS):
            os.write(terminal, waiting.pop(0).encode())
            seen += "\n"
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _heard(terminal: int, child: int, seen: str) -> str:
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    if not ready:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise AssertionError(f"the program waits for something after:\n{seen}")
    return os.read(terminal, 4096).decode(errors="replace")
