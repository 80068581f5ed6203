"""A second process of this program that works beside the first, and what the two say to each other.

It ends with its work, with the first process, or when that has heard enough, whatever happens.
"""

from __future__ import annotations

import marshal
import os
import signal
import socket
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LENGTH = 8  # bytes that say how long a message is
AT_ONCE = 1 << 20
QUIETLY = getattr(socket, "MSG_NOSIGNAL", 0)  # a signal would end a program that writes to nobody


class Gone(Exception):
    """The other process is not there any more."""


class Line:
    """One end of what joins two processes."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def say(self, value: Any) -> None:
        """Say something made of tuples, lists, texts, numbers and sets of them.

        Raises:
            Gone: nobody hears it.
        """
        raw = marshal.dumps(value)
        left = memoryview(len(raw).to_bytes(LENGTH, "big") + raw)
        try:
            while left:
                left = left[self._end.send(left, QUIETLY) :]
        except OSError:
            raise Gone from None

    def hear(self) -> Any:
        """What the other process says next.

        Raises:
            Gone: it says nothing any more.
        """
        length = int.from_bytes(self._bytes(LENGTH), "big")
        return marshal.loads(self._bytes(length))  # noqa: S302 - it is our own process

    def _bytes(self, count: int) -> bytes:
        parts = list[bytes]()
        while count:
            try:
                part = self._end.recv(min(count, AT_ONCE))
            except OSError:
                raise Gone from None
            if not part:
                raise Gone
            parts.append(part)
            count -= len(part)
        return b"".join(parts)


def are_two() -> bool:
    """Whether there is a second processor for a second process."""
    return hasattr(os, "fork") and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


@contextmanager
def second_process(work: Callable[[Line], None]) -> Iterator[Line]:
    """A second process that does some work, and the line to it; it is ended on the way out."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        _alone(work, ours, theirs)
    theirs.close()
    try:
        yield Line(ours)
    finally:
        ours.close()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # after an interrupt nobody waits for it
        os.waitpid(child, 0)


def _alone(work: Callable[[Line], None], others: socket.socket, end: socket.socket) -> None:
    """What the second process does: it ends here."""
    try:
        others.close()
        work(Line(end))
    finally:
        os._exit(0)
