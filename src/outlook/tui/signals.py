"""Signals that end a review: between two keys, so that nothing is cut in the middle and the terminal is restored.

While somebody else has the terminal, as the person's editor does, they are what they were before the review.
"""

from __future__ import annotations

import asyncio
import errno
import signal
import termios
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

EVERY = 0.5  # seconds
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_before: dict[int, Any] = {}


@contextmanager
def ending(end: Callable[[int], None]) -> Iterator[None]:
    """Let the loop call `end` with the signal; one that is ignored, as for a shell's background job, stays ignored."""
    loop = asyncio.get_running_loop()
    _before.update({number: signal.getsignal(number) for number in ENDINGS})
    for number, handler in _before.items():
        if handler != signal.SIG_IGN:
            loop.add_signal_handler(number, end, number)
    try:
        yield
    finally:
        for number in ENDINGS:
            loop.remove_signal_handler(number)
        _put_back(_before)
        _before.clear()


async def watch(end: Callable[[int], None]) -> None:
    """Call `end` once the terminal is gone, also where a hang-up is ignored, as whoever begins us by `nohup` has it."""
    while not _is_gone():  # noqa: ASYNC110 - a terminal that hangs up sets no event
        await asyncio.sleep(EVERY)
    end(signal.SIGHUP)


def _is_gone() -> bool:
    """Whether standard input was a terminal, which has hung up."""
    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False


@contextmanager
def as_before() -> Iterator[None]:
    """Let them be what they were; what comes meanwhile is nothing that the loop hears of."""
    ours = {number: signal.getsignal(number) for number in ENDINGS}
    descriptor = signal.set_wakeup_fd(-1)
    _put_back(_before)
    try:
        yield
    finally:
        _put_back(ours)
        signal.set_wakeup_fd(descriptor)


def _put_back(handlers: Mapping[Any, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)
