"""Ctrl-C at any moment of a command's life: exit code 130 or 0, one line at most, no traceback, no harm."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import pytest

from faults.forked import begun, finished
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import PdfOf, Shell

    Start = Callable[[list[str], int, list[int]], int]  # command, where to say that it is ready, output and errors

pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.survival,
    pytest.mark.usefixtures("loaded"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]

CASE = "syria-2024-12"
# The signal is blocked until the program has taken it over: what Python does with one before that, no program decides.
# One that was sent before is delivered then. The byte tells when the clock begins to run.
PROGRAM = textwrap.dedent("""
    import os, signal, sys
    from outlook.__main__ import main
    ready = int(sys.argv.pop(1))
    take_over = signal.signal
    def taken_over(number, handler):
        before = take_over(number, handler)
        if number == signal.SIGINT:
            signal.signal = take_over
            os.write(ready, b"x")
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        return before
    signal.signal = taken_over
    main()
""")
MOMENTS = max(3, share(6))
COMMANDS = {
    "help": ["--help"],
    "status": ["status"],
    "evidence": ["evidence", "unsc-resolution", "Said", "--again", "--by", "case-author", "-i", "army-withdraws"],
    "report": ["report", "hama-by-december", "deepest-city", "-o", "page.html", "--force"],
    "extract": ["extract", "report.pdf", "--json"],
    "case": ["extract", "report.pdf", "--case", "again", "--as-of", "2024-12-02", "--accept", "1", "--book", "other"],
    "new": ["new", "personal/ship", "--question", "Shipped?", "--book", "other"],
    "coherence": ["coherence"],
}
LINE = re.compile(r"(interrupted; [^\n]+\n)?")


class Ended(NamedTuple):
    """How a process ended, and how long it lived once Ctrl-C was in its hands."""

    code: int
    out: bytes
    err: str
    seconds: float


def interrupted(command: list[str], start: Start, after: float | None, again: float | None = None) -> Ended:
    """Run the command and send SIGINT so long after it can take it (None: not at all), and perhaps another."""
    reading, writing = os.pipe()
    # Not pipes: nobody reads while we wait, and a command with much to say would wait too.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            child = start(command, writing, [out.fileno(), err.fileno()])
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
            os.close(writing)
        assert os.read(reading, 1) == b"x"
        os.close(reading)
        began = time.perf_counter()
        for pause in (after, again):
            if pause is not None:
                time.sleep(pause)
                os.kill(child, signal.SIGINT)
        code = _code_of(child)
        seconds = time.perf_counter() - began
        out.seek(0)
        err.seek(0)
        return Ended(code, out.read(), err.read().decode(), seconds)


def started(command: list[str], ready: int, streams: list[int]) -> int:
    """An interpreter of its own: most of its life it imports."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.set_inheritable(ready, True)
    placed = [(os.POSIX_SPAWN_DUP2, stream, number) for number, stream in enumerate([_nothing(), *streams])]
    return os.posix_spawn(
        sys.executable, [sys.executable, "-c", PROGRAM, str(ready), *command], environment, file_actions=placed
    )


def forked(command: list[str], ready: int, streams: list[int]) -> int:
    """A child in which all is imported: every moment of its life is the command's own work."""
    door = partial(exec, PROGRAM, {})
    return begun((str(ready), *command), [_nothing(), *streams], {}, door=door)


def _code_of(child: int) -> int:
    for _ in range(60_000):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("it did not end")


@cache
def _nothing() -> int:
    return os.open(os.devnull, os.O_RDONLY)


def life_of(command: list[str], start: Start) -> float:
    """How long it runs when left alone."""
    ended = interrupted(command, start, None)
    assert ended.code == 0, ended
    return ended.seconds


def assert_quiet(ended: Ended) -> None:
    assert ended.code in (0, 130), ended
    assert "Traceback" not in ended.err, ended
    assert "Exception ignored" not in ended.err, ended
    if ended.code == 130:
        talk = [line for line in ended.err.splitlines(keepends=True) if line.startswith("interrupted")]
        assert LINE.fullmatch("".join(talk)), ended


@pytest.fixture
def workplace(book: Path, pdf_of: PdfOf) -> Path:
    """The shipped book, and a PDF of some pages."""
    sentences = ["The regime is likely to fall by the end of the year.", "It may lead to further gains."] * 12
    (book.parent / "report.pdf").write_bytes(pdf_of([sentences] * 3))
    (book.parent / "other").mkdir()
    return book.parent


def tidy(place: Path) -> None:
    """What `case` and `new` make is made anew each time."""
    for path in sorted((place / "other").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


# What is imported is imported in much the same order by every command, so that not each of them is interrupted at that.
WAYS = {
    **{name: (COMMANDS[name], started) for name in ("help", "status", "evidence", "extract", "coherence")},
    **{f"{name}-loaded": (COMMANDS[name], forked) for name in ("evidence", "report", "case", "new")},
}


@pytest.mark.alike
@pytest.mark.parametrize(("command", "start"), WAYS.values(), ids=WAYS)
def test_an_interrupt_at_any_moment_ends_it_quietly(workplace: Path, command: list[str], start: Start) -> None:
    """Later and later, until the command is done before the interrupt comes."""
    step = life_of(command, start) / MOMENTS
    codes: list[int] = []
    while len(codes) < MOMENTS or (codes[-1] != 0 and len(codes) < 3 * MOMENTS):
        tidy(workplace)
        ended = interrupted(command, start, step * len(codes))
        assert_quiet(ended)
        codes.append(ended.code)
    assert codes[0] == 130, codes
    assert finished("check").code == 0


def test_an_interrupt_that_came_before_the_program_could_take_it(workplace: Path) -> None:
    ended = interrupted(["status"], started, 0.0)
    assert (ended.code, ended.out) == (130, b"")
    assert_quiet(ended)


@pytest.mark.alike
@pytest.mark.parametrize(
    ("command", "start"),
    [(COMMANDS["evidence"], started), (COMMANDS["report"], forked)],
    ids=["evidence", "report-loaded"],
)
def test_a_second_interrupt_at_any_moment_changes_nothing(workplace: Path, command: list[str], start: Start) -> None:
    life = life_of(command, start)
    for moment in range(MOMENTS):
        assert_quiet(interrupted(command, start, life * moment / MOMENTS, again=0.001 * (moment % 4)))
    assert finished("check").code == 0


def test_what_an_interrupted_command_says_of_its_entry_is_so(workplace: Path) -> None:
    """The entry is named if, and only if, it is in the ledger."""
    ledger = workplace / "forecasts" / CASE / "ledger.jsonl"
    command = COMMANDS["evidence"]
    life = life_of(command, forked)
    for moment in range(4 * MOMENTS):
        before = ledger.read_bytes().splitlines()
        ended = interrupted(command, forked, life * 1.05 * moment / (4 * MOMENTS))
        assert_quiet(ended)
        after = ledger.read_bytes().splitlines()
        assert after[: len(before)] == before
        fresh = [json.loads(line)["id"] for line in after[len(before) :]]
        if ended.code == 0:
            assert len(fresh) == 1
        elif ended.err:
            named = re.findall(r"interrupted; entry (\w+) is written", ended.err)
            assert named == fresh, ended


def test_an_ignored_interrupt_stays_ignored(workplace: Path, shell: Shell) -> None:
    """As for a shell's background job, which the Ctrl-C on its terminal is not meant for."""
    ran = shell("trap '' INT; outlook status >out & sleep 0.1; kill -INT $!; wait $!")
    assert ran.code == 0
    assert "27 forecasts" in (workplace / "out").read_text()


def test_an_interrupt_ends_a_command_whose_reader_reads_nothing(workplace: Path) -> None:
    """The last thing a command does is to hand over its output; a reader that waits must not hold it."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "outlook", "history", "--json"], stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    time.sleep(3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    os.close(reading)
    assert (process.returncode, err) == (130, "interrupted; nothing more was written\n")


# An interrupt where Python cannot raise, and one that a library turns into an error of its own.
SWALLOWED = textwrap.dedent("""
    import os, signal, sys
    import outlook.show.terminal.printed
    from outlook.__main__ import main
    signal.signal(signal.SIGINT, signal.default_int_handler)
    def press():
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
    class Held:
        def __del__(self):
            press()
    def finalised(*_):
        Held()
        print("it went on")
    def converted(*_):
        try:
            press()
        except KeyboardInterrupt as error:
            raise RuntimeError("the extension could not be loaded") from error
    outlook.show.terminal.printed.show = {"finalised": finalised, "converted": converted}[sys.argv.pop(1)]
    main()
""")


@pytest.mark.parametrize("way", ["finalised", "converted"])
def test_an_interrupt_that_python_or_a_library_would_hide_counts(workplace: Path, way: str) -> None:
    program = [sys.executable, "-c", SWALLOWED, way, *COMMANDS["evidence"]]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    entry = json.loads((workplace / "forecasts" / CASE / "ledger.jsonl").read_text().splitlines()[-1])
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == f"interrupted; entry {entry['id']} is written\n"
    assert entry["summary"] == "Said"
