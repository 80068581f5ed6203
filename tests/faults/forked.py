"""The program from its door to its end, with descriptors of its own, in a child that is forked where all is loaded.

As near to the installed program as a child comes without starting an interpreter: `main` is called, the streams are
real files, pipes or terminals, opened as Python opens them, and the process ends as the program ends it.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO

CLOSED = -1  # in the place of a descriptor
NOT_ENDED = 99  # no exit code of the program: `main` came back, or raised


class Finished(NamedTuple):
    """The exit code, negative for a signal, and what went into the streams that were not given."""

    code: int
    out: str
    err: str


def finished(
    words: str | tuple[str, ...],
    *,
    stdin: int | None = None,
    out: Path | int | None = None,
    err: Path | int | None = None,
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
) -> Finished:
    """Run a command line to its end; a stream that is not given is an empty input, or a file that is given back.

    Args:
        words: the words after the program's name, or a line as it is typed.
        stdin: where it reads.
        out: a device to write to, or the descriptor of a terminal.
        err: as `out`.
        environment: what it finds in its environment beside what is there.
        user: who it is, if this process may become somebody else.
    """
    typed = tuple(shlex.split(words)) if isinstance(words, str) else words
    with ExitStack() as stack:
        nothing = stack.enter_context(Path(os.devnull).open("rb")).fileno()
        files = [stack.enter_context(_file(given)) if not isinstance(given, int) else given for given in (out, err)]
        streams = [
            nothing if stdin is None else stdin,
            *(one if isinstance(one, int) else one.fileno() for one in files),
        ]
        child = begun(typed, streams, environment or {}, user=user)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return Finished(
            code, *("" if given is not None else _text(file) for given, file in zip((out, err), files, strict=True))
        )


def _file(given: Path | None) -> IO[bytes]:
    return tempfile.TemporaryFile() if given is None else given.open("wb", buffering=0)


def _text(file: IO[bytes] | int) -> str:
    assert not isinstance(file, int)
    file.seek(0)
    return file.read().decode()


def program() -> None:
    """The program's door, as the installed script opens it."""
    from outlook.__main__ import main

    main()


def begun(
    words: tuple[str, ...],
    streams: list[int],
    environment: Mapping[str, str],
    *,
    user: int | None = None,
    door: Callable[[], None] = program,
) -> int:
    """Begin a command line in a child that has these streams, and leave it to the caller; the child's id."""
    child = os.fork()
    if not child:
        become(words, streams, environment, user=user, door=door)
    return child


def become(
    words: tuple[str, ...],
    streams: list[int],
    environment: Mapping[str, str],
    *,
    user: int | None = None,
    door: Callable[[], None] = program,
) -> NoReturn:
    """Be the program with that command line from here on, in a process that was forked for it."""
    # What measures the tests is not part of the program: an interrupt in its midst would leave its locks taken.
    sys.settrace(None)
    with suppress(BaseException):
        os.environ.update(environment)
        for number, stream in enumerate(streams):
            os.close(number) if stream == CLOSED else os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = _opened(0), _opened(1), _opened(2)
        sys.argv = ["outlook", *words]
        if user is not None and os.geteuid() == 0:
            os.setegid(user)
            os.seteuid(user)
        door()
    os._exit(NOT_ENDED)


def _opened(number: int) -> io.TextIOWrapper | None:
    """A standard stream as Python opens it when it starts; one that is closed is None."""
    try:
        os.fstat(number)
    except OSError:
        return None
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    if number == 0:
        return os.fdopen(number, "r", encoding=encoding, closefd=False)
    is_unbuffered = bool(os.environ.get("PYTHONUNBUFFERED"))
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(
        raw if is_unbuffered else io.BufferedWriter(raw),
        encoding=encoding,
        errors="backslashreplace" if number == 2 else "strict",
        line_buffering=number == 2 or raw.isatty(),
        write_through=is_unbuffered,
    )
