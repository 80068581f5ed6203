"""Long output of a reading command goes through the pager, on a terminal that is too short for it."""

import io
import os
import shlex
import signal
import sys
from collections.abc import Sequence

from outlook.errors import InvalidValue
from outlook.settings import settings

OPTION = "--no-pager"
READING = frozenset(
    {
        "status",
        "show",
        "explain",
        "history",
        "score",
        "calibration",
        "due",
        "brief",
        "coherence",
        "words",
        "check",
        "verify",
    }
)
# less leaves short output on the screen, keeps colours, and does not clear what it showed.
DEFAULTS = {"LESS": "FRX", "LESSCHARSET": "utf-8"}


class Held(io.StringIO):
    """What a command writes to the terminal, held until it is known how long it is."""

    def __init__(self, terminal: io.TextIOBase) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """It ends on a terminal."""
        return True

    def fileno(self) -> int:
        """That of the terminal."""
        return self.terminal.fileno()


def _command() -> str:
    """The pager; where the person's settings are wrong the command itself will say so."""
    try:
        usual = settings().pager
    except InvalidValue:
        usual = None
    return os.environ.get("PAGER", usual or "less").strip()


def hold(words: Sequence[str]) -> Held | None:
    """Hold what a reading command writes to a terminal; None where there is nothing to page."""
    named = [word for word in words if not word.startswith("-")]
    is_reading = named[:1] == [] or named[0] in READING
    pager = _command()
    if OPTION in words or not is_reading or not sys.stdout.isatty() or pager in ("", "cat"):
        return None
    held = Held(sys.stdout)  # type: ignore[arg-type]  # a text stream, whatever its class
    sys.stdout = held
    return held


def let_go(held: Held) -> None:
    """Show what was held: as it is where it fits on the terminal, else through the pager."""
    text = held.getvalue()
    sys.stdout = held.terminal
    import shutil

    rows = shutil.get_terminal_size().lines
    if text.count("\n") < rows or not _paged(text):
        sys.stdout.write(text)


def _paged(text: str) -> bool:
    """Whether a pager has shown it."""
    import shutil
    import subprocess  # only long output needs it

    command = shlex.split(_command())
    if shutil.which(command[0]) is None:
        return False
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's: it stops a search, and does not end it
    encoded = text.encode(sys.stdout.encoding or "utf-8", errors="backslashreplace")
    done = subprocess.run(command, input=encoded, env={**DEFAULTS, **os.environ}, check=False)  # noqa: S603 - the person's own pager
    return done.returncode in (0, 1, 2)
