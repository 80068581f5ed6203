"""A large book is read by two processes, and nobody can tell."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import pytest

from outlook import second_process
from outlook.book import Book, by_two
from outlook.book.index.pickled import packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Run
    from outlook.second_process import Line

pytestmark = pytest.mark.in_turn

RECORD = """\
question: Will it be {number}?
kind: binary
opens_at: 2024-12-01
closes_at: 2024-12-{day}
criteria: YES if it is {number}.
prior: 0.{number}
"""
LINE = '{{"id":"{id}","kind":"{kind}","known_at":"2024-12-0{day}T09:00:00Z","recorded_at":"2024-12-0{day}T09:00:00Z","by":"{by}",{rest}}}\n'
COMMANDS = ((), ("status",), ("status", "--json"), ("status", "--csv"))


@pytest.fixture
def motley(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in which much is not as it should be."""
    root = tmp_path / "book"
    for place, case in enumerate(("alpha", "beta", "gamma", "delta", "empty-one")):
        (root / case).mkdir(parents=True)
        (root / case / "case.yaml").write_text(f"title: The case {case}\n", "utf-8")
        for number in (1, 2, 3)[: place or 3]:
            (root / case / f"q-{number}.yaml").write_text(RECORD.format(number=number, day=9 + 8 * number), "utf-8")
        lines = [
            LINE.format(
                id=f"{letter}{case[:1]}aaaaaa",
                kind="estimate",
                day=day,
                by=by,
                rest=f'"forecast":"q-{day}","stated":0.{day}',
            )
            for letter, day, by in (("a", 1, "ana"), ("b", 2, "bo"), ("c", 3, "ana"))
        ]
        (root / case / "ledger.jsonl").write_text("".join(lines), "utf-8")
    (root / "beta" / "q-2.yaml").write_text("question: [half\n", "utf-8")
    (root / "delta" / "q-3.yaml").rename(root / "delta" / "q-4.yaml")
    with (root / "gamma" / "ledger.jsonl").open("a", encoding="utf-8") as ledger:
        ledger.write("no line\n")
        ledger.write(
            LINE.format(id="dgaaaaaa", kind="resolution", day=4, by="bo", rest='"forecast":"q-1","outcome":"yes"')
        )
        ledger.write(
            LINE.format(id="egaaaaaa", kind="estimate", day=5, by="bo", rest='"forecast":"q-1","stated":0.5').replace(
                "2024", "2044"
            )
        )
        ledger.write("{torn")
    (root / "orphan").mkdir()
    (root / "orphan" / "ledger.jsonl").write_text((root / "alpha" / "ledger.jsonl").read_text("utf-8"), "utf-8")
    (root / "unusable").mkdir()
    (root / "unusable" / "case.yaml").mkdir()
    (root / "Mis named").mkdir()
    (root / "Mis named" / "case.yaml").write_text("title: x\n", "utf-8")
    (root / "linked").symlink_to(root / "alpha")
    (root / "stray.yaml").write_text("title: x\n", "utf-8")
    monkeypatch.setenv("OUTLOOK_BOOK", str(root))
    monkeypatch.setattr(by_two, "LARGE", 0)
    return root


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases of which a second process answered."""
    names, answered = list[str](), Book._answered

    def noted(root: Path, index: Any, answer: by_two.Answer) -> Book:
        names.append(answer.name)
        return answered(root, index, answer)

    monkeypatch.setattr(Book, "_answered", noted)
    return names


@pytest.fixture
def asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Ran, ...]]:
    """What a command answers by so many processes: with nothing kept, from what that kept, and without an index."""
    caches = iter(range(100))

    def ask(processes: int, *command: str) -> tuple[Ran, ...]:
        monkeypatch.setattr(second_process, "are_two", lambda: processes > 1)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"kept-{next(caches)}"))
        return run(*command), run(*command), run("--no-index", *command)

    return ask


@pytest.mark.parametrize("command", COMMANDS)
def test_two_processes_answer_as_one_does(
    motley: Path, asked: Callable[..., tuple[Ran, ...]], answered: list[str], command: tuple[str, ...]
) -> None:
    alone = asked(1, *command)
    assert not answered
    assert asked(2, *command) == alone
    assert {"alpha", "beta", "gamma", "delta", "orphan", "unusable"} & set(answered)
    assert len(set(alone)) == 1
    assert alone[0].code == 3
    assert all(words in alone[0].err for words in ("unusable", "problems", "q-3", "from the future"))


def test_whichever_cases_the_second_process_has(
    motley: Path, asked: Callable[..., tuple[Ran, ...]], answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, names = asked(1, "status", "--json"), sorted(path.name for path in motley.iterdir())
    for theirs in (names, names[::2], names[1::2]):
        monkeypatch.setattr(by_two, "_for_the_second", lambda *_, theirs=theirs: frozenset(theirs))
        answered.clear()
        assert asked(2, "status", "--json") == alone
        assert set(answered) >= set(theirs) - {"Mis named", "linked", "stray.yaml"}


def test_the_book_is_the_same_and_says_the_same_is_wrong(
    motley: Path, answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what a command does not say, and with a step that a command was ended in, which nobody can complete."""
    (motley / "beta" / ".unfinished").mkdir()

    def opened(processes: int) -> tuple[Any, ...]:
        monkeypatch.setattr(second_process, "are_two", lambda: processes > 1)
        book = Book.open(motley, None, lambda folder: (folder.id, len(folder.entries)))
        cases = [(one.id, one.left, one.unread, one.problems) for one in book.cases.values()]
        return cases, book.problems, book.left_out, book.made

    alone = opened(1)
    assert opened(2) == alone
    assert {"beta", "unusable"} <= {problem.path.parent.name for problem in alone[1]}
    assert answered


def test_nothing_is_divided_that_is_soon_read(
    motley: Path, asked: Callable[..., tuple[Ran, ...]], answered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_two, "LARGE", 100_000)
    asked(2, "status")
    monkeypatch.setattr(by_two, "LARGE", 0)
    for case in motley.iterdir():
        if case.is_dir() and case.name != "alpha":
            shutil.rmtree(case) if not case.is_symlink() else case.unlink()
    (motley / "stray.yaml").unlink()
    assert asked(2, "status") == asked(1, "status")
    assert not answered


def _dies(names: Any, part: Any, line: Line) -> None:
    line.say(packed(by_two._answer_of(names[0], part(names[0]))))
    part(names[1])
    os.kill(os.getpid(), signal.SIGKILL)


def _raises(_names: Any, _part: Any, _line: Line) -> None:
    raise ZeroDivisionError


def _talks_nonsense(names: Any, part: Any, line: Line) -> None:
    for one in (
        b"",
        b"\x80nonsense",
        packed(("no", "answer")),
        packed(by_two._answer_of("q", part(names[0]))),
    ):
        line.say(one)
    assert line._end is not None
    line._end.send(b"\0\0\0\0\0\0\0\3wrongabc")


@pytest.mark.parametrize("work", [_dies, _raises, _talks_nonsense])
def test_what_the_second_process_does_not_answer_the_first_reads(
    motley: Path,
    asked: Callable[..., tuple[Ran, ...]],
    monkeypatch: pytest.MonkeyPatch,
    work: Callable[..., None],
    capfd: pytest.CaptureFixture[str],
) -> None:
    alone = asked(1, "status", "--json")
    monkeypatch.setattr(by_two, "_second", work)
    assert asked(2, "status", "--json") == alone
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("lacking", ["fork", "socketpair"])
def test_where_no_process_can_be_had_one_reads_all(
    motley: Path, asked: Callable[..., tuple[Ran, ...]], monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    alone = asked(1, "status", "--json")

    def refused() -> None:
        raise OSError(errno.EAGAIN, "try again")

    monkeypatch.setattr(os if lacking == "fork" else socket, lacking, refused)
    assert asked(2, "status", "--json") == alone


# Each of the two notes that it is reading, and goes on with that for a long time.
SLOW = """
import os, sys, time
from outlook import second_process
from outlook.book import by_two, reading

def slow(*_):
    os.write(2, f"{os.getpid()} reads\\n".encode())
    time.sleep(60)

by_two.LARGE, second_process.are_two, reading.read_folder = 0, lambda: True, slow
from outlook.cli import main
main()
"""


@pytest.mark.parametrize("whom", ["both", "the first"])
def test_an_interrupt_ends_both_and_is_said_once(motley: Path, tmp_path: Path, whom: str) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", SLOW, "--no-index", "status"],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "kept")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stderr is not None
    reading = {int(started.stderr.readline().split()[0]) for _ in range(2)}
    assert started.pid in reading
    (os.killpg if whom == "both" else os.kill)(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (130, "", "interrupted; nothing more was written\n")
    _wait_for_the_end_of((reading - {started.pid}).pop())


def _wait_for_the_end_of(process: int) -> None:
    until = monotonic() + 20
    while monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        sleep(0.01)
    pytest.fail(f"{process} goes on")
