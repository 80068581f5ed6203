"""Questions to a person at a terminal: one key, or one line, with a proposal that Enter takes."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from outlook.errors import OutlookError, Refused
from outlook.show.describe.phrasing import safe
from outlook.show.terminal.layout import wrapped

Value = TypeVar("Value")
LEFT = " " * 5  # under the number of a statement
ENTER = "\n"
LEAST = 20  # columns of a terminal that says it has fewer
BACK = "<"  # alone on a line: no name, day, amount or probability is written so


class NoAnswer(Refused):
    """The answers ended: whoever was there is gone, or pressed Ctrl-D."""


class WentBack(Refused):
    """The person wants the question before this one again."""


def fitted(text: str, indent: int = 0) -> str:
    """A text as a terminal takes it: in lines that end between words, each under the first; a last blank stays.

    >>> fitted("closes: ", 5)
    '     closes: '
    """
    room = max(shutil.get_terminal_size().columns - indent - 2, LEAST)  # a blank, and the cursor
    lines = wrapped(text, room)
    ending = " " if text.endswith(" ") and not lines[-1].endswith(" ") else ""
    return "\n".join(" " * indent + line for line in lines) + ending


def key(question: str, keys: Sequence[str]) -> str:
    """The next of these keys, shown after the question; others are not heard, and an end of input is the last.

    Raises:
        Refused: this system does not hand over single keys.
    """
    found = ""
    with _key_by_key():
        sys.stderr.write(fitted(question))
        sys.stderr.flush()
        while found not in keys:
            found = _read(sys.stdin.fileno()).decode("ascii", "replace").lower() or keys[-1]
    sys.stderr.write(f"{found.strip()}\n")
    return found


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1)
    except OSError:  # the terminal is gone
        return b""


def line(label: str, default: str = "") -> str:
    """What was typed after a label, on one line; nothing for the default.

    Raises:
        NoAnswer: the input ended.
        WentBack: it is `<` alone.
    """
    sys.stderr.write(fitted(f"{label}{f' [{safe(default)}]' if default else ''}: ", len(LEFT)))
    sys.stderr.flush()
    try:
        typed = sys.stdin.readline()
    except UnicodeDecodeError:
        say("that is not UTF-8: set the terminal to UTF-8, and type it again")
        return line(label, default)
    except OSError:  # the terminal is gone
        typed = ""
    if not typed:
        sys.stderr.write("\n")
        raise NoAnswer(f"the answers ended at {label!r}: nothing of this one was written")
    text = typed.strip()
    if not text.isprintable():
        say("a control character is in it, perhaps of an arrow key: type it again")
        return line(label, default)
    if text == BACK:
        raise WentBack(f"nothing comes before {label!r}")
    return text or default


def value(label: str, default: str, read: Callable[[str], Value]) -> Value:
    """What was typed, as it is read; asked again, with the reason, until it can be read.

    Raises:
        NoAnswer: the input ended.
        WentBack: it is `<` alone.
    """
    while True:
        text = line(label, default)
        try:
            return read(text)
        except (OutlookError, ValueError) as error:
            say(str(error))


def say(text: str) -> None:
    """A remark to the person, under the question."""
    sys.stderr.write(f"{fitted(safe(text), len(LEFT))}\n")
    sys.stderr.flush()


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
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
