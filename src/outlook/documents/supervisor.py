"""Foreign documents are read in a child process of limited means, because a hostile one may take over its reader.

The child gets bytes and gives text. What it writes is checked (`answer`), how long it takes is limited here, and
everything else by itself (`limits`), before it reads a byte.
"""

import json
import os
import select
import selectors
import signal
import site
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from outlook.documents.answer import Answer, Improper
from outlook.documents.limits import LIMITS, SPLIT, Limits
from outlook.documents.parts import Read, Watch
from outlook.errors import InvalidValue, Unreadable

# `-I` leaves out the current folder, PYTHONPATH and the packages that a person installed for themselves. The last of
# these, and our own package, come after Python's modules, which nothing may hide, and before everybody's packages.
PROGRAM = """
import site, sys
folder, packages, *words = sys.argv[1:]
shared = [sys.path.index(one) for one in site.getsitepackages() if one in sys.path]
at = min(shared, default=len(sys.path))
sys.path[at:at] = [one for one in (folder, packages) if one]
from outlook.documents.child import main
main(*words)
"""
# Where some systems say in which folders the interpreter finds its own libraries.
KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
CHUNK = 65_536


def read_apart(ending: str, raw: bytes, name: str, watch: Watch, limits: Limits = LIMITS) -> Read:
    """What a document of a foreign format holds, read in a child process.

    Raises:
        InvalidValue: it is damaged, locked, holds no text, or needs more than it may.
        Refused: the extra `ingest` is not installed.
        Unreadable: the system starts no process.
    """
    answer = Answer(name, watch, limits)
    with _interrupts_held() as let_through, _started(ending, name, limits) as child:
        try:
            let_through()
            is_in_time = _exchanged(child, raw, answer, limits.clock)
            if answer.is_complete:
                return answer.read()
        except Improper as error:
            raise InvalidValue(f"{name} {NO_ANSWER}") from error
        finally:
            _kill(child)  # whatever happened, an interruption too
    raise InvalidValue(_why(name, limits, child.returncode) if is_in_time else limits.exceeded(name, "clock"))


NO_ANSWER = f"cannot be read: what reads it gave no proper answer. It may be damaged: save it again, or {SPLIT}"


def _why(name: str, limits: Limits, code: int) -> str:
    """Why a child said nothing, by how it ended."""
    if code == -signal.SIGXCPU:
        return limits.exceeded(name, "processor")
    if code >= 0:
        return f"{name} {NO_ANSWER}"
    ended = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"{name} cannot be read: what reads it broke down ({ended}). It may be damaged: save it again, or {SPLIT}"


def _started(ending: str, name: str, limits: Limits) -> subprocess.Popen[bytes]:
    """The child, alone in a session of its own, with next to no environment."""
    words = [str(Path(__file__).parents[2]), _user_packages(), ending, name, json.dumps(limits)]
    try:
        return subprocess.Popen(  # noqa: S603 - Python itself, with a program of ours
            [sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={key: os.environ[key] for key in KEPT if key in os.environ},
            start_new_session=True,
            bufsize=0,
        )
    except OSError as error:
        raise Unreadable(f"{name} cannot be read: no process can be started for it ({error.strerror})") from error


def _user_packages() -> str:
    """The folder of the packages that the person installed for themselves, if this process has it."""
    return os.path.abspath(site.getusersitepackages()) if site.ENABLE_USER_SITE else ""  # noqa: PTH100 - links stay


def _exchanged(child: subprocess.Popen[bytes], raw: bytes, answer: Answer, seconds: float) -> bool:
    """Hand the child its bytes and take its answer as it comes; False when the time is over."""
    assert child.stdin is not None
    assert child.stdout is not None
    end, waiting = time.monotonic() + seconds, memoryview(raw)
    with _closed_pipes_are_errors(), selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        ready.register(child.stdin, selectors.EVENT_WRITE)
        while not answer.is_complete:
            left = end - time.monotonic()
            if left <= 0:
                return False
            for key, _ in ready.select(left):
                if key.fileobj is child.stdout:
                    piece = os.read(key.fd, CHUNK)
                    if not piece:
                        return True
                    answer.take(piece)
                else:
                    waiting = _handed(child.stdin, waiting)
                    if not waiting:
                        ready.unregister(child.stdin)
                        child.stdin.close()
    return True


def _handed(pipe: IO[bytes], waiting: memoryview) -> memoryview:
    """What is left after the next bytes; nothing once the child wants no more."""
    try:
        return waiting[os.write(pipe.fileno(), waiting[: select.PIPE_BUF]) :]
    except BrokenPipeError:
        return waiting[:0]


@contextmanager
def _closed_pipes_are_errors() -> Iterator[None]:
    """Nothing is ended by a pipe that the child closes, as `outlook` is by one that its own reader closes."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        yield
    finally:
        if signal.SIGPIPE in signal.sigpending():
            signal.sigwait({signal.SIGPIPE})
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_held() -> Iterator[Callable[[], object]]:
    """Ctrl-C waits until it is let through: in the middle of starting a child it would leave the child behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def let_through() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    try:
        yield let_through
    finally:
        let_through()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and what it started. One that has ended by itself keeps the reason for which it did."""
    if child.returncode is None:
        with suppress(ProcessLookupError, PermissionError):  # some systems find nobody where all have ended
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
