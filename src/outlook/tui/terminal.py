"""What is done to the terminal before the first page of a review."""

from __future__ import annotations

import os
import sys
import termios
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def forget_typed() -> None:
    """Drop what was typed while the review was being prepared, as for a shell that was not there yet."""
    if sys.stdin.isatty():
        termios.tcflush(sys.stdin, termios.TCIFLUSH)


@contextmanager
def no_color_unless(color: bool) -> Iterator[None]:
    """What textual decides by when it begins is what was decided for the whole program."""
    before = os.environ.pop("NO_COLOR", None)
    if not color:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before
