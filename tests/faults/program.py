"""The program in a child process: quick, because it is forked where everything is loaded, and killed if it hangs."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import re
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

FORK = multiprocessing.get_context("fork")
# Only a hang takes so long; no test says how quick a command is.
PATIENCE = float(os.environ.get("OUTLOOK_TEST_PATIENCE", "20"))
# What a child may take beyond what the tests hold: a file of 60 GB must not be read, and not kill the machine either.
ROOM = 400_000_000

SIGNS = re.compile(r"Traceback|bug in outlook|MemoryError|RecursionError")
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Ended(NamedTuple):
    """How a command line ended; the code of one that hung or died is None."""

    words: tuple[str, ...]
    code: int | None
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """What no command may do, whatever it reads: hang, die, show its insides, or write to the terminal raw."""
        if self.code is None:
            return [f"{self}"]
        found = []
        if self.code not in {0, 1, 2, 3}:
            found.append(f"exit code {self.code}: {self}")
        if SIGNS.search(self.out + self.err):
            found.append(f"shows its insides: {self}")
        if CONTROLS.search(self.err if {"--json", "--csv"} & set(self.words) else self.out + self.err):
            found.append(f"raw control characters: {self}")
        return found

    def __str__(self) -> str:
        how = "did not end" if self.code is None else f"code {self.code}"
        return f"`outlook {' '.join(self.words)!r}` {how}: {self.err[-400:]!r} {self.out[-200:]!r}"


Command = tuple[str, ...]


def run_all(
    commands: Sequence[Command], folder: Path, environment: Mapping[str, str], stdin: bytes = b""
) -> list[Ended]:
    """Run command lines one after the other in a child; one that hangs is killed, and the rest runs in a new child."""
    ended: list[Ended] = []
    while len(ended) < len(commands):
        ended += _run_until_one_hangs(commands[len(ended) :], folder, environment, stdin)
    return ended


def _run_until_one_hangs(
    commands: Sequence[Command], folder: Path, environment: Mapping[str, str], stdin: bytes
) -> Iterator[Ended]:
    ours, theirs = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_work, args=(commands, folder, dict(environment), stdin, theirs))
    child.start()
    theirs.close()
    try:
        for words in commands:
            if not ours.poll(PATIENCE):
                yield Ended(words, None, "", "it hung")
                return
            try:
                yield ours.recv()
            except EOFError:
                yield Ended(words, None, "", "its process died")
                return
    finally:
        end(child.pid)
        child.join()


def end(group: int | None) -> None:
    """Kill a child that leads a group of its own, with the editors that it may have started."""
    if group is None:
        return
    for kill in (os.killpg, os.kill):
        try:
            kill(group, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _work(
    commands: Sequence[Command], folder: Path, environment: Mapping[str, str], stdin: bytes, answers: Connection
) -> None:
    os.setsid()
    gc.disable()  # as the program itself; looking through all that the tests hold would copy it
    os.environ.update(environment)
    os.chdir(folder)
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if _tells_size() else 0
    if in_use:
        resource.setrlimit(resource.RLIMIT_AS, (in_use + ROOM, in_use + ROOM))
    for words in commands:
        answers.send(run_here(words, stdin))


def _tells_size() -> bool:
    return sys.platform.startswith("linux")


class _Heard(io.TextIOWrapper):
    """A stream that tells what is written to it, when it is written."""

    said: Callable[[str], None] | None = None

    def write(self, text: str) -> int:
        if self.said is not None:
            self.said(text)
        return super().write(text)


def run_here(words: Command, stdin: bytes = b"", said: Callable[[str], None] | None = None) -> Ended:
    """Run a command line in this process, as a pipe sees it; what it prints is told to `said` at once."""
    from outlook import cli

    out, err = (_Heard(io.BytesIO(), "utf-8", "backslashreplace", write_through=True) for _ in range(2))
    out.said = said
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(stdin), "utf-8"), out, err
    try:
        code = cli.run(words)
    except MemoryError:
        code, _ = 70, err.write("MemoryError")
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    return Ended(words, code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()


def at_once(work: Sequence[Callable[[], object]]) -> list[object]:
    """What each piece of work returns, all begun at the same moment, each in a process of its own."""
    gate = FORK.Event()
    runners = []
    for piece in work:
        ours, theirs = FORK.Pipe(duplex=False)
        runner = FORK.Process(target=_wait_and_work, args=(gate, piece, theirs))
        runner.start()
        theirs.close()
        runners.append((runner, ours))
    gate.set()
    try:
        return [_answer(ours) for _, ours in runners]
    finally:
        for runner, _ in runners:
            end(runner.pid)
            runner.join()


def _answer(ours: Connection) -> object:
    assert ours.poll(3 * PATIENCE), "a process that works beside others did not end"
    return ours.recv()


def _wait_and_work(gate: object, piece: Callable[[], object], answer: Connection) -> None:
    os.setsid()
    gc.disable()
    gate.wait()  # type: ignore[attr-defined]  # an event of this context; its class has no public name
    answer.send(piece())


def load(folder: Path) -> None:
    """Run every command once, so that children which are forked later need not import anything."""
    report = folder / "report.txt"
    report.write_text("The front may move if the river freezes.\n")
    book = ("--book", str(folder / "forecasts"))
    (folder / "forecasts").mkdir()
    warm: list[Command] = [
        ("new", "a/b", "--question", "Will it?", "--opens", "2024-12-01", "--closes", "2099-12-31", "--prior", "40%"),
        ("evidence", "b", "Said", "--lr", "2"), ("estimate", "b", "50%", "--why", "x"), ("resolve", "b", "yes"),
        ("retract", "zzzz", "--why", "x"), ("edit", "b"), ("extract", str(report), "--case", "c", "--accept", "1"),
        ("status",), ("status", "--json"), ("status", "--csv"), ("show", "b"), ("explain", "b"), ("plot", "b"), ("history",),
        ("plot", "b", "--svg", "-"), ("score",), ("calibration",), ("due",), ("coherence",), ("report", "-o", "-"), ("check",),
    ]  # fmt: skip
    for words in warm:
        run_here((words[0], *book, *words[1:]))
    run_here(("words", "may"))
    run_here(("extract", str(report)))
