"""Real processes at once, killed at random, and git between them: nothing acknowledged is ever lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outlook.ledger import FILE_NAME, ID_LENGTH, new_id, open_ledger
from outlook.model import Evidence
from thorough import share

if TYPE_CHECKING:
    from outlook.model import Entry

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
SHIPPED_ATTRIBUTES = Path(__file__).parents[2] / "forecasts" / ".gitattributes"
FORK = multiprocessing.get_context("fork")

# From Python 3.12 on, forking beside the test runner's own threads warns; the children only use what is tested here.
pytestmark = [
    pytest.mark.in_turn,
    pytest.mark.survival,
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),
]


def report(number: int, summary: str = "A report.", entry_id: str = "") -> Evidence:
    at = AT + timedelta(seconds=number)
    return Evidence(id=entry_id or new_id(), known_at=at, recorded_at=at, by="alice", summary=summary)


def append_many(folder: Path, writer: int, count: int) -> None:
    ledger = open_ledger(folder)
    for number in range(count):
        ledger.append(partial(list, [report(number, f"writer {writer}, entry {number}")]))


def test_eight_processes_that_append_two_hundred_entries_each_at_once_lose_none(tmp_path: Path) -> None:
    writers = [FORK.Process(target=append_many, args=(tmp_path, writer, 200)) for writer in range(8)]
    reader = open_ledger(tmp_path)
    for process in writers:
        process.start()
    seen = 0
    while any(process.is_alive() for process in writers):
        entries = reader.entries()
        assert reader.problems() == []
        assert len(entries) >= seen
        seen = len(entries)
        writers[0].join(0.05)
    assert [process.exitcode for process in writers] == [0] * 8

    for ledger in (reader, open_ledger(tmp_path)):
        summaries = {entry.summary for entry in ledger.entries() if isinstance(entry, Evidence)}
        assert summaries == {f"writer {writer}, entry {number}" for writer in range(8) for number in range(200)}
        assert ledger.problems() == []
    assert (tmp_path / FILE_NAME).read_bytes().count(b"\n") == 1600


def write_until_killed(folder: Path, acknowledgements: int, seed: int) -> None:
    """Append batches of various sizes, and tell each id once its append has returned."""
    chance = random.Random(seed)  # noqa: S311 - the same sizes in every run
    ledger = open_ledger(folder)
    while True:
        batch = [report(0, "r" * chance.choice([10, 1000, 100_000])) for _ in range(chance.choice([1, 1, 1, 5]))]
        ledger.append(partial(list, batch))
        os.write(acknowledgements, b"".join(entry.id.encode() for entry in batch))


def killed_writer(folder: Path, seed: int, seconds: float) -> list[str]:
    """The ids that a writer acknowledged before it was killed, that many seconds after its first one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.close(reading)
            write_until_killed(folder, writing, seed)
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as acknowledgements:
        told = acknowledgements.read(ID_LENGTH)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        told += acknowledgements.read()
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return [told[start : start + ID_LENGTH].decode() for start in range(0, len(told), ID_LENGTH)]


def test_a_writer_killed_at_random_moments_loses_no_acknowledged_entry(tmp_path: Path) -> None:
    chance = random.Random(20241206)  # noqa: S311 - the same moments in every run
    acknowledged: set[str] = set()
    for turn in range(share(200)):
        folder = tmp_path / f"case-{turn // 5}"  # each is read whole after each kill, so that none may grow long
        folder.mkdir(exist_ok=True)
        acknowledged |= {f"{folder.name} {told}" for told in killed_writer(folder, turn, chance.uniform(0.0001, 0.02))}
        ledger = open_ledger(folder)
        kept = {f"{folder.name} {entry.id}" for entry in ledger.entries()}
        lost = {name for name in acknowledged if name.startswith(f"{folder.name} ")} - kept
        assert not lost, f"after kill {turn}"
        assert {problem.code for problem in ledger.problems()} <= {"torn-tail"}
    assert len(acknowledged) > share(400), "the writers had time to write"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    ran = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the git settings of the shipped book and a ledger of three entries."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / ".gitattributes").write_bytes(SHIPPED_ATTRIBUTES.read_bytes())
    open_ledger(tmp_path).append(lambda: [report(number, entry_id=f"aaaaaaa{chr(97 + number)}") for number in range(3)])
    git(tmp_path, "add", FILE_NAME, ".gitattributes")
    git(tmp_path, "commit", "--quiet", "--message=base")
    return tmp_path


def commit(folder: Path, *added: Entry) -> None:
    open_ledger(folder).append(lambda: added)
    git(folder, "commit", "--quiet", "--all", "--message=more")


def test_two_diverged_copies_merged_by_git_read_as_their_union(repository: Path) -> None:
    git(repository, "branch", "theirs")
    shared = report(50, entry_id="cccccccc")
    commit(repository, report(10, entry_id="bbbbbbba"), shared, report(12, entry_id="bbbbbbbb"))
    git(repository, "checkout", "--quiet", "theirs")
    commit(repository, report(11, entry_id="bbbbbbbc"))
    commit(repository, shared, report(13, "\u2028 \x1b[0m \u202e", entry_id="bbbbbbbd"))
    git(repository, "merge", "--quiet", "--no-edit", "main")

    ledger = open_ledger(repository)
    assert [entry.id for entry in ledger.entries()] == [
        "aaaaaaaa", "aaaaaaab", "aaaaaaac", "bbbbbbba", "bbbbbbbc", "bbbbbbbb", "bbbbbbbd", "cccccccc",
    ]  # fmt: skip
    assert ledger.problems() == []
    assert git(repository, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_copy_whose_last_line_has_no_newline_merges_too(repository: Path) -> None:
    """An editor that strips the last newline must not glue two copies' lines together for good."""
    git(repository, "branch", "theirs")
    commit(repository, report(10, entry_id="bbbbbbba"))
    git(repository, "checkout", "--quiet", "theirs")
    path = repository / FILE_NAME
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    commit(repository, report(11, entry_id="bbbbbbbb"))
    git(repository, "merge", "--quiet", "--no-edit", "main")
    ledger = open_ledger(repository)
    assert {entry.id for entry in ledger.entries()} == {"aaaaaaaa", "aaaaaaab", "aaaaaaac", "bbbbbbba", "bbbbbbbb"}
    assert ledger.problems() == []


def test_an_open_ledger_follows_a_checkout(repository: Path) -> None:
    ledger = open_ledger(repository)
    git(repository, "checkout", "--quiet", "-b", "theirs")
    commit(repository, report(10, entry_id="bbbbbbba"))
    assert len(ledger.entries()) == 4
    git(repository, "checkout", "--quiet", "main")
    assert len(ledger.entries()) == 3
    ledger.append(lambda: [report(11, entry_id="bbbbbbbb")])
    assert [entry.id for entry in open_ledger(repository).entries()] == ["aaaaaaaa", "aaaaaaab", "aaaaaaac", "bbbbbbbb"]
