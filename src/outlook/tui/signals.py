"""Signals that end a review: between two keys, so that nothing is cut in the middle and the terminal is restored.

While somebody else has the terminal, as the person's editor does, they are what they were before the review.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
