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
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LENGTH, CHECKSUM = 8, 4  # bytes before a message that say how long it is, and its checksum
AT_ONCE = 1 << 20
QUIETLY = getattr(socket, "MSG_NOSIGNAL", 0)  # a signal would end a program that writes to nobody


class Gone(Exception):
    """The other process is not there any more."""


class Line:
    """One end of what joins two processes; with no end there is no other process."""

    def __init__(self, end: socket.socket | None) -> None:
        self._end = end

    @property
    def is_open(self) -> bool:
        """Whether the other process is still there."""
        try:
            return self._end is not None and self._end.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def say(self, value: Any) -> None:
        """Say something made of tuples, lists, texts, bytes, numbers and sets of them.

        Raises:
            Gone: nobody hears it.
        """
        if self._end is None:
            raise Gone
        raw = marshal.dumps(value)
        left = memoryview(len(raw).to_bytes(LENGTH, "big") + crc32(raw).to_bytes(CHECKSUM, "big") + raw)
        try:
            while left:
                left = left[self._end.send(left, QUIETLY) :]
        except OSError:
            raise Gone from None

    def hear(self) -> Any:
        """What the other process says next.

        Raises:
            Gone: it says nothing any more, or nothing that can be understood.
        """
        length, checksum = (int.from_bytes(self._bytes(count), "big") for count in (LENGTH, CHECKSUM))
        raw = self._bytes(length)
        if crc32(raw) != checksum:
            raise Gone
        return marshal.loads(raw)  # noqa: S302 - it is our own process

    def _bytes(self, count: int) -> bytes:
        if self._end is None:
            raise Gone
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
    """A second process that does some work, and the line to it; it is ended on the way out.

    Where the system allows none, nobody is on the line.
    """
    try:
        ours, theirs = socket.socketpair()
    except OSError:
        yield Line(None)
        return
    # A Ctrl-C waits until each of the two knows which of them it is.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    child = _forked()
    if child == 0:
        _alone(work, ours, theirs)
    try:
        theirs.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield Line(ours)
    finally:
        ours.close()
        _end(child)


def _forked() -> int | None:
    try:
        return os.fork()
    except OSError:  # there may be no more processes
        return None


def _end(child: int | None) -> None:
    if child is not None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # after an interrupt nobody waits for it
        os.waitpid(child, 0)


def _alone(work: Callable[[Line], None], others: socket.socket, end: socket.socket) -> None:
    """What the second process does: it ends here."""
    try:
        # The first process says that there was a Ctrl-C; the second one just ends.
        if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        others.close()
        work(Line(end))
    finally:
        os._exit(0)
