"""The program under test: command lines run one after the other, forked where all is loaded, or started anew each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from faults.program import FORK, PATIENCE, Ended, end, run_here

from . import door
from .door import NoSuchFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from multiprocessing.connection import Connection
    from pathlib import Path

    from .world import Place, World

# One command line in this process, as a pipe sees it: the program itself, or one that lies.
Door = "Callable[[tuple[str, ...]], Ended]"
NO_INDEX = "--no-index"
NOT_STARTED = -1  # the folder to run it in is gone
DESCRIPTORS = 64  # of a command; what leaks them stops early


class Call(NamedTuple):
    """A command line, where and by whom it is run, and when."""

    words: tuple[str, ...]
    folder: Path
    variables: tuple[tuple[str, str], ...]
    now: datetime
    seed: str  # of the ids of what it writes
    tick: int = 0  # seconds; no time of a file is finer
    user: int | None = None
    meddling: door.Meddling | None = None

    def __str__(self) -> str:
        named = "".join(f"{name}={value} " for name, value in self.variables if name == "OUTLOOK_BOOK")
        return f"{named}outlook {' '.join(map(repr, self.words))} (in {self.folder.name}, at {self.now:%F %T.%f})"


class Program(Protocol):
    """Runs command lines in order, and says how each ended."""

    def __call__(self, calls: Sequence[Call]) -> list[Ended]: ...


def call(world: World, words: Sequence[str], place: Place, seed: str, by: str = "alice") -> Call:
    """A command line in this world, as it is now."""
    variables = {**world.variables(), "OUTLOOK_BY": by, **dict(place.variables)}
    command, *rest = words or [""]
    given = (command, *place.words, *rest) if command else place.words
    return Call(given, place.folder, tuple(variables.items()), world.now, seed, world.tick, world.user)


def knows_no_index() -> bool:
    """Whether the program has the option that switches the index off."""
    return run_here((NO_INDEX, "--version")).code == 0


def run_by_two(words: tuple[str, ...]) -> Ended:
    """Run a command line in this process, with a second one to read however small a book is."""
    from outlook import second_process
    from outlook.book import by_two

    by_two.LARGE, second_process.are_two = 0, lambda: True
    return run_here(words)


@dataclass
class Forked:
    """Each row of calls in a child of its own, which knows nothing of the rows before it."""

    prefix: tuple[str, ...] = ()
    run: Callable[[tuple[str, ...]], Ended] = run_here
    patience: float = PATIENCE

    def __call__(self, calls: Sequence[Call]) -> list[Ended]:
        ended: list[Ended] = []
        while len(ended) < len(calls):
            ended += self._until_one_hangs(calls[len(ended) :])
        return ended

    def _until_one_hangs(self, calls: Sequence[Call]) -> Iterator[Ended]:
        ours, theirs = FORK.Pipe(duplex=False)
        child = FORK.Process(target=self._work, args=(calls, theirs))
        child.start()
        theirs.close()
        try:
            for one in calls:
                if not ours.poll(self.patience):
                    yield Ended(one.words, None, "", "it hung")
                    return
                try:
                    yield ours.recv()
                except EOFError:
                    yield Ended(one.words, None, "", "its process died")
                    return
        finally:
            end(child.pid)
            child.join()
            ours.close()

    def _work(self, calls: Sequence[Call], answers: Connection) -> None:
        os.setsid()
        most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most[0], _in_use() + DESCRIPTORS), most[1]))
        for one in calls:
            answers.send(self.answer(one))

    def answer(self, one: Call) -> Ended:
        """How a call ends, in this process."""
        try:
            with door.entered(one):
                return self.run((*self.prefix, *one.words))._replace(words=one.words)
        except NoSuchFolder:
            return Ended(one.words, NOT_STARTED, "", "no such folder")
        except Exception as error:  # noqa: BLE001 - whatever a program raises is what it does wrong
            return Ended(one.words, 70, "", f"Traceback: {error!r}")


def _in_use() -> int:
    return len(os.listdir("/proc/self/fd")) if sys.platform.startswith("linux") else 256  # noqa: PTH208


@dataclass
class Here:
    """In this process, for programs that keep nothing in it: quick, and helpless against one that hangs."""

    inner: Forked = field(default_factory=Forked)

    def __call__(self, calls: Sequence[Call]) -> list[Ended]:
        return [self.inner.answer(one) for one in calls]


@dataclass
class Started:
    """Each call in an interpreter of its own, by a command that is given; `SOAK_NOW` says what time it is."""

    prefix: tuple[str, ...]
    patience: float = PATIENCE

    def __call__(self, calls: Sequence[Call]) -> list[Ended]:
        return [self._one(one) for one in calls]

    def _one(self, one: Call) -> Ended:
        if not one.folder.is_dir():
            return Ended(one.words, NOT_STARTED, "", "no such folder")
        variables = {**os.environ, **dict(one.variables), **door.as_variables(one)}
        command = [*self.prefix, *one.words]
        try:
            done = subprocess.run(
                command,
                cwd=one.folder,
                env=variables,
                capture_output=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=self.patience,
                user=one.user if one.user is not None and os.geteuid() == 0 else None,
            )
        except subprocess.TimeoutExpired:
            return Ended(one.words, None, "", "it hung")
        return Ended(one.words, done.returncode, done.stdout.decode(), done.stderr.decode())


def at_once(rows: Sequence[tuple[Program, Sequence[Call]]]) -> list[list[Ended]]:
    """Rows of calls, all begun at the same moment, each row in processes of its own."""
    runners = []
    gate, opened = os.pipe()
    for program, calls in rows:
        ours, theirs = FORK.Pipe(duplex=False)
        runner = FORK.Process(target=_when_open, args=(gate, opened, program, calls, theirs))
        runner.start()
        theirs.close()
        runners.append((runner, ours))
    os.close(opened)
    os.close(gate)
    found = []
    for (runner, ours), (_, calls) in zip(runners, rows, strict=True):
        with suppress(EOFError):
            found.append(ours.recv() if ours.poll(3 * PATIENCE) else [Ended(calls[0].words, None, "", "it hung")])
        end(runner.pid)
        runner.join()
        ours.close()
    return found


def _when_open(gate: int, opened: int, program: Program, calls: Sequence[Call], answers: Connection) -> None:
    os.setsid()
    os.close(opened)
    os.read(gate, 1)  # its other end is closed at once for all
    answers.send(program(calls))
