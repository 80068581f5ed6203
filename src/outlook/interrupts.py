"""Ctrl-C, from the program's first line to its last: exit code 130, one line at most, and no traceback.

While a command runs, Ctrl-C is a KeyboardInterrupt, so that whatever the command holds is put back. Before and after,
there is nothing to put back and nobody to catch an exception: there it ends the program at once. So does a second
Ctrl-C, and one that Python would only report as ignored because it came in a place that cannot raise.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # not from typing, which takes longer to load than all else here: until then nobody takes Ctrl-C
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, NoReturn

EXIT_CODE = 130


class _State:
    """What the next Ctrl-C does, and what is said about it."""

    raises = False
    came = False
    was_said = False
    account: Callable[[], str] = staticmethod(str)


def watch() -> None:
    """Take over Ctrl-C, unless it is ignored, as it is for a shell's background job."""
    sys.unraisablehook = _report_unraisable
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)


def begin(account: Callable[[], str]) -> None:
    """From here on Ctrl-C is a KeyboardInterrupt, once; `account` tells then what has been written, if anything has."""
    _State.account = staticmethod(account)
    _State.came = _State.was_said = False
    _State.raises = True


def end() -> None:
    """From here on nobody would catch a KeyboardInterrupt."""
    _State.raises = False


def came() -> bool:
    """Whether there was one; some libraries turn it into an error of their own."""
    return _State.came


def say() -> None:
    """The one line that an interrupted command ends with, on standard error."""
    _State.was_said = True
    try:
        sys.stderr.write(_line())
    except OSError:
        return  # there is nowhere left to say it


def _line() -> str:
    return f"interrupted; {_State.account() or 'nothing more was written'}\n"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _State.came = True
    if not _State.raises:
        _leave()
    _State.raises = False
    raise KeyboardInterrupt


def _leave() -> NoReturn:
    """Say the line unless it was said, and end here and now; one more Ctrl-C ends it without the line."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(EXIT_CODE))
    try:
        # Not sys.stderr: this may have come in the middle of a write to it.
        if not _State.was_said and sys.stderr is not None:
            os.write(2, _line().encode(errors="backslashreplace"))
    finally:
        os._exit(EXIT_CODE)


def _report_unraisable(unraisable: Any) -> None:
    if issubclass(unraisable.exc_type, KeyboardInterrupt):
        _leave()
    sys.__unraisablehook__(unraisable)
