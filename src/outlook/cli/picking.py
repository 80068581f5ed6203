"""Which statements become forecasts: named by their numbers, or picked at the terminal."""

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import fill

from outlook.errors import InvalidValue, Refused
from outlook.extract import Found
from outlook.show.describe.phrasing import safe

NUMBER = re.compile(r"[0-9]{1,9}")
KEYS = ("y", "n", "q")


def accepted(text: str, found: Sequence[Found]) -> list[Found]:
    """The statements that `--accept 4,5` names, by the numbers that are shown; raises InvalidValue for any other."""
    chosen: dict[int, Found] = {}
    for part in text.replace(" ", "").split(","):
        if not NUMBER.fullmatch(part) or not 1 <= int(part) <= len(found):
            raise InvalidValue(f"--accept {part[:20]!r} is not a number of the list, which runs from 1 to {len(found)}")
        chosen[int(part)] = found[int(part) - 1]
    return list(chosen.values())


def picked(walked: Sequence[tuple[int, Found]]) -> list[Found]:
    """The statements that a person takes, one key each: y takes, n passes over, q ends the walk.

    Raises:
        Refused: there is no terminal to ask on, or nothing was taken.
    """
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        raise Refused("--pick asks on a terminal, and there is none: name the statements with --accept 4,5")
    chosen: list[Found] = []
    width = shutil.get_terminal_size().columns
    with _key_by_key():
        for number, item in walked:
            words = fill(f"{number:>3}  {safe(' '.join(item.text.split()))}", width - 1, subsequent_indent=" " * 5)
            key = _ask(f"{words}\n     take it? y n q: ")
            if key == "q":
                break
            if key == "y":
                chosen.append(item)
    if not chosen:
        raise Refused("nothing was taken, so nothing was written")
    return chosen


@contextmanager
def _key_by_key() -> Iterator[None]:
    """The terminal hands over each key as it is pressed; Ctrl-C still ends the program, and all is put back."""
    try:
        import termios
        import tty
    except ImportError:
        raise Refused(
            "--pick reads single keys, which this system does not offer: name the statements with --accept 4,5"
        ) from None
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _ask(question: str) -> str:
    """The next of the three keys, shown after the question; other keys are not heard, and an end of input is q."""
    sys.stderr.write(question)
    sys.stderr.flush()
    key = ""
    while key not in KEYS:
        key = os.read(sys.stdin.fileno(), 1).decode("ascii", "replace").lower() or "q"
    sys.stderr.write(f"{key}\n")
    return key
