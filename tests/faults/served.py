"""`outlook` for a shell's script: a small program on the PATH, for which a server forks the real one.

An interpreter of its own takes most of a command's time. The small program hands over its words, environment, folder
and open streams, and ends as the child ends that the server has forked where all is loaded. What differs: a signal to
the small program is none to the child, and neither the locale nor the limits of the script's shell are the child's.
"""

from __future__ import annotations

import marshal
import os
import select
import signal
import socket
import sys
import textwrap
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from faults.forked import CLOSED, NOT_ENDED, begun, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# No more is imported than what every interpreter has, so that it starts in a few milliseconds.
CLIENT = textwrap.dedent("""\
    #!{python} -IS
    import _signal, _socket, marshal, os, sys
    streams = []
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            continue
        streams.append(number)
    given = [*streams, os.open(".", os.O_RDONLY)]
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect({address!r})
    rights = b"".join(number.to_bytes(4, sys.byteorder) for number in given)
    server.sendmsg([b"x"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)])
    server.sendall(marshal.dumps((sys.argv[1:], dict(os.environ), streams)))
    server.shutdown(_socket.SHUT_WR)
    code = int(server.recv(16) or b"{not_ended}")
    if code < 0:
        _signal.signal(-code, _signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)
""")


@contextmanager
def served(folder: Path) -> Iterator[Path]:
    """The folder for the PATH in which `outlook` is the small program, as long as it has its server."""
    address, place = folder / "server", folder / "bin"
    place.mkdir()
    client = place / "outlook"
    client.write_text(CLIENT.format(python=sys.executable, address=str(address), not_ended=NOT_ENDED))
    client.chmod(0o755)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen(64)
        reading, writing = os.pipe()
        server = os.fork()
        if not server:
            os.close(writing)
            _serve(listening, reading)
        os.close(reading)
    try:
        yield place
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        os.close(writing)


def _serve(listening: socket.socket, parent: int) -> None:
    """A child for each that asks, until the parent closes its end of the pipe, or has died."""
    sys.settrace(None)
    ended, wake = os.pipe2(os.O_NONBLOCK)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)  # writes to the pipe
    waiting: dict[int, socket.socket] = {}
    while parent not in (ready := select.select([listening.fileno(), parent, ended], [], [])[0]):
        if listening.fileno() in ready:
            connection, _ = listening.accept()
            waiting[_begin(connection)] = connection
        if ended in ready:
            os.read(ended, 64)
            _answer_those_that_ended(waiting)
    os._exit(0)


def _begin(connection: socket.socket) -> int:
    _, (*streams, here), _, _ = socket.recv_fds(connection, 1, 4)
    with connection.makefile("rb") as asked:
        words, variables, numbers = marshal.loads(asked.read())  # noqa: S302 - from our own small program
    given = dict(zip(numbers, streams, strict=True))

    def door() -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for name in set(os.environ) - set(variables):
            del os.environ[name]
        time.tzset()
        os.fchdir(here)
        program()

    child = begun(tuple(words), [given.get(number, CLOSED) for number in range(3)], variables, door=door)
    for descriptor in (*streams, here):
        os.close(descriptor)
    return child


def _answer_those_that_ended(waiting: dict[int, socket.socket]) -> None:
    while waiting:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        with waiting.pop(child) as connection, suppress(BrokenPipeError):
            connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
