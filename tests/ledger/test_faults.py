"""What a ledger does with damage: short writes, torn tails, full disks, garbage, locks and files that are replaced."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from outlook import locking
from outlook.errors import Refused, Unreadable
from outlook.files import Folder
from outlook.ledger.journal import Journal
from outlook.ledger.tiny import TinyLedger
from outlook.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")

# From Python 3.12 on, forking beside the test runner's own threads warns; the children only use what is tested here.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def entry(entry_id: str, summary: str = "A report.") -> Evidence:
    return Evidence(id=entry_id, known_at=AT, recorded_at=AT, by="alice", summary=summary)


def ids(ledger: TinyLedger) -> list[str]:
    return [found.id for found in ledger.entries()]


def said(ledger: TinyLedger) -> list[tuple[int, str, str]]:
    ledger.entries()
    return [(problem.line, problem.code, problem.message) for problem in ledger.problems()]


@pytest.fixture
def ledger(tmp_path: Path) -> TinyLedger:
    return TinyLedger(tmp_path / "ledger.jsonl", lock_timeout=0.2)


def in_a_child(work: Callable[[], str]) -> str:
    """What the work returns, or the sentence it fails with, in a process of its own."""
    ours, theirs = FORK.Pipe()

    def run() -> None:
        try:
            theirs.send(work())
        except (Refused, Unreadable) as error:
            theirs.send(f"{type(error).__name__}: {error}")

    child = FORK.Process(target=run)
    child.start()
    theirs.close()
    answer = str(ours.recv())
    child.join()
    assert child.exitcode == 0
    return answer


# ── the four faults of a careful prototype ──


def test_nothing_acknowledged_is_dropped_when_two_writers_take_turns(tmp_path: Path) -> None:
    """A generation number once made a writer take its own stale copy for the newest and write over the other's."""
    writers = [TinyLedger(tmp_path / "ledger.jsonl") for _ in range(3)]
    acknowledged = []
    for turn in range(30):
        name = f"aaaaaa{chr(97 + turn // 20)}{chr(97 + turn % 20)}"
        writers[turn % 3].append(partial(list, [entry(name)]))
        acknowledged.append(name)
        if turn % 4 == 0:
            writers[(turn + 1) % 3].entries()
    assert [ids(writer) for writer in writers] == [sorted(acknowledged)] * 3
    assert ids(TinyLedger(tmp_path / "ledger.jsonl")) == sorted(acknowledged)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process may grow beyond the size, as on a disk that is full there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN, "Python turns the signal into an error or a short write"
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_short_write_is_taken_back_refused_and_said(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    before = ledger.path.read_bytes()
    with files_of_at_most(len(before) + 50), pytest.raises(Unreadable) as caught:
        ledger.append(lambda: [entry("bbbbbbbb", "longer than fits")])
    assert re.fullmatch(
        rf"{re.escape(str(ledger.path))} could not be written: only 50 of \d+ bytes fitted on the disk; "
        r"nothing was kept of it\. Make room and try again",
        str(caught.value),
    )
    assert ledger.path.read_bytes() == before
    assert ids(ledger) == ["aaaaaaaa"]
    ledger.append(lambda: [entry("cccccccc")])
    assert ids(ledger) == ids(TinyLedger(ledger.path)) == ["aaaaaaaa", "cccccccc"]


def test_a_write_that_does_not_even_begin_is_refused_and_said(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    before = ledger.path.read_bytes()
    with (
        files_of_at_most(len(before)),
        pytest.raises(Unreadable, match="could not be written: File too large; nothing was kept of it"),
    ):
        ledger.append(lambda: [entry("bbbbbbbb")])
    assert ledger.path.read_bytes() == before


def test_many_entries_are_acknowledged_only_as_a_whole(ledger: TinyLedger) -> None:
    many = [entry(f"aaaaaa{a}{b}") for a in "abcde" for b in "abcde"]
    with files_of_at_most(1000), pytest.raises(Unreadable, match="only 1000 of"):
        ledger.append(lambda: many)
    assert ledger.path.read_bytes() == b""
    ledger.append(lambda: many)
    assert len(ids(TinyLedger(ledger.path))) == 25


def test_a_completed_last_line_that_does_not_fit_either_is_left_as_it_was(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    open_ended = ledger.path.read_bytes().rstrip(b"\n")
    ledger.path.write_bytes(open_ended)
    with files_of_at_most(len(open_ended)), pytest.raises(Unreadable, match="File too large"):
        ledger.append(lambda: [entry("bbbbbbbb")])
    assert ledger.path.read_bytes() == open_ended


@pytest.mark.parametrize("torn", [b'{"id":"bbbbbbbb","kind":"evi', b"\xe2\x82", b'{"id":1}', b"0", b'"text"'])
def test_a_new_entry_is_not_glued_to_a_torn_tail(ledger: TinyLedger, torn: bytes) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole + torn)
    fresh = TinyLedger(ledger.path)
    assert ids(fresh) == ["aaaaaaaa"]
    problem = fresh.problems()[0]
    assert (problem.line, problem.code, problem.severity) == (2, "torn-tail", "warning")
    assert problem.message == f"the last line is torn ({len(torn)} bytes): it will be set aside by the next write"

    fresh.append(lambda: [entry("cccccccc")])
    assert ledger.path.read_bytes().startswith(whole + b'{"id":"cccccccc"')
    assert ids(fresh) == ids(TinyLedger(ledger.path)) == ["aaaaaaaa", "cccccccc"]
    assert fresh.problems() == []
    aside = list(ledger.path.parent.glob("ledger.jsonl.torn-*"))
    assert [file.read_bytes() for file in aside] == [torn]


def test_a_reader_beside_a_writer_counts_every_line_once(tmp_path: Path) -> None:
    """A reader that saw a tail grow once folded its first half, then the whole, and kept both."""
    path = tmp_path / "ledger.jsonl"
    writer, reader = TinyLedger(path), TinyLedger(path)
    writer.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb")])
    first, second = path.read_bytes().splitlines(keepends=True)
    for cut in range(1, len(second)):
        path.write_bytes(first + second[:cut])
        ids(reader)
        path.write_bytes(first + second)
        assert ids(reader) == ["aaaaaaaa", "bbbbbbbb"]
        assert reader.problems() == []
        assert reader.where("bbbbbbbb") == f"{reader.path}:2"


def test_a_tail_that_grows_under_a_writers_lock_is_waited_for(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb")])
    first, second = ledger.path.read_bytes().splitlines(keepends=True)
    ledger.path.write_bytes(first + second[:20])
    reader = TinyLedger(ledger.path)
    is_locked = threading.Event()

    def finish_the_line() -> None:
        with Folder.open(ledger.path.parent) as folder, locking.locked(folder):
            is_locked.set()
            with ledger.path.open("ab") as file:
                file.write(second[20:])

    writer = threading.Thread(target=finish_the_line)
    writer.start()
    is_locked.wait()
    assert ids(reader) == ["aaaaaaaa", "bbbbbbbb"]
    assert reader.problems() == []
    writer.join()


# ── lines that are no entries ──


def test_a_whole_last_line_without_its_newline_counts_and_is_completed(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    ledger.path.write_bytes(ledger.path.read_bytes().rstrip(b"\n"))
    fresh = TinyLedger(ledger.path)
    assert ids(fresh) == ["aaaaaaaa"]
    assert fresh.problems() == []
    fresh.append(lambda: [entry("bbbbbbbb")])
    assert ids(fresh) == ["aaaaaaaa", "bbbbbbbb"]
    assert [json.loads(line)["id"] for line in ledger.path.read_text().splitlines()] == ["aaaaaaaa", "bbbbbbbb"]


def test_a_last_line_without_its_newline_that_is_taken_away_is_forgotten(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb")])
    first, second = ledger.path.read_bytes().splitlines(keepends=True)
    ledger.path.write_bytes(first + second.rstrip())
    fresh = TinyLedger(ledger.path)
    assert ids(fresh) == ["aaaaaaaa", "bbbbbbbb"]
    ledger.path.write_bytes(first)
    assert ids(fresh) == ["aaaaaaaa"]
    assert fresh.where("bbbbbbbb").endswith(":0")


STAMPED = (
    b'{"id":"bbbbbbbb","kind":"evidence","known_at":"2024-12-05T12:00:00Z",'
    b'"recorded_at":"2024-12-05T12:00:00Z","by":"a","summary":"b",'
)
BAD_LINES = [
    (b"<<<<<<< HEAD", "not-an-entry", "this line is not JSON; it is left out, the rest stays in use"),
    (b'{"id":"bbbbbbbb","summary":"caf\xe9"}', "not-an-entry", "this line is not JSON; it is left out"),
    (b"[" * 100_000 + b"]" * 100_000, "not-an-entry", "this line is not JSON; it is left out"),
    (b"[1, 2]", "not-an-entry", "this line is not an entry: it has no id; it is left out"),
    (b'{"id":7}', "not-an-entry", "this line is not an entry: it has no id"),
    (
        b'{"id":"bbbbbbbb","kind":"opinion"}',
        "not-an-entry",
        "'opinion' is not a kind of entry: it is one of evidence, estimate, resolution, rename, retraction, repair, seal",
    ),
    (b'{"id":"bbbbbbbb"}', "not-an-entry", "the field 'kind' is missing"),
    (b'{"id":"bbbbbbbb","kind":"evidence"}', "not-an-entry", "the field 'known_at' is missing"),
    (
        STAMPED + b'"sumary":"c"}',
        "not-an-entry",
        "unknown field 'sumary'",
    ),
    (
        STAMPED + b'"grade":"G9"}',
        "not-an-entry",
        "grade: G9 is not a grade: write a source letter A-F and a credibility digit 1-6, such as B2",
    ),
    (
        b'{"schema":2,"id":"bbbbbbbb","kind":"evidence"}',
        "future-schema",
        "this entry was written by a newer outlook (schema 2, this one reads 1)",
    ),
]


@pytest.mark.parametrize(("bad", "code", "message"), BAD_LINES, ids=[str(line[0][:30]) for line in BAD_LINES])
def test_a_line_that_is_no_entry_is_a_problem_with_its_line_and_the_rest_stays_in_use(
    ledger: TinyLedger, bad: bytes, code: str, message: str
) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("cccccccc")])
    first, last = ledger.path.read_bytes().splitlines(keepends=True)
    ledger.path.write_bytes(first + b"\n" + bad + b"\n" + last)
    fresh = TinyLedger(ledger.path)
    assert ids(fresh) == ["aaaaaaaa", "cccccccc"]
    problem = fresh.problems()[0]
    assert (problem.path, problem.line, problem.code, problem.severity) == (ledger.path, 3, code, "error")
    assert problem.message.startswith(message)
    assert len(fresh.problems()) == 1
    fresh.append(lambda: [entry("dddddddd")])
    assert ids(fresh) == ["aaaaaaaa", "cccccccc", "dddddddd"]
    assert fresh.path.read_bytes().startswith(first + b"\n" + bad + b"\n" + last), "what stands is never touched"


@pytest.mark.parametrize(
    ("more", "upgrades"),
    [
        (b'"kind":"rename","forecast":"a","was":"b","asunder":true}', True),
        (b'"kind":"opinion"}', True),
        (b'"kind":"rename","forecast":"a","was":"B!","asunder":true}', False),
        (b'"kind":"rename","forecast":"a"}', False),
    ],
)
def test_what_a_newer_outlook_may_have_written_names_the_upgrade(
    ledger: TinyLedger, more: bytes, *, upgrades: bool
) -> None:
    stamp = b'{"id":"bbbbbbbb","known_at":"2024-12-05T12:00:00Z","recorded_at":"2024-12-05T12:00:00Z","by":"a",'
    ledger.append(lambda: [entry("aaaaaaaa")])
    with ledger.path.open("ab") as file:
        file.write(stamp + more + b"\n")
    fresh = TinyLedger(ledger.path)
    assert ids(fresh) == ["aaaaaaaa"]
    assert ("if a newer outlook wrote it, upgrade outlook to use it" in fresh.problems()[0].hint) is upgrades


def test_the_same_entry_twice_is_one_entry(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])
    ledger.path.write_bytes(ledger.path.read_bytes() * 3)
    assert ids(TinyLedger(ledger.path)) == ["aaaaaaaa"]
    assert said(TinyLedger(ledger.path)) == []


# ── the file under an open ledger ──


def test_a_replaced_file_is_read_anew(ledger: TinyLedger, tmp_path: Path) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb", "as it was")])
    assert ids(ledger) == ["aaaaaaaa", "bbbbbbbb"]
    other = TinyLedger(tmp_path / "other.jsonl")
    other.append(lambda: [entry("bbbbbbbb", "as it came from elsewhere"), entry("cccccccc"), entry("dddddddd")])
    other.path.replace(ledger.path)
    assert ids(ledger) == ["bbbbbbbb", "cccccccc", "dddddddd"]
    assert ledger.entries()[0] == entry("bbbbbbbb", "as it came from elsewhere")
    ledger.append(lambda: [entry("eeeeeeee")])
    assert ids(TinyLedger(ledger.path)) == ["bbbbbbbb", "cccccccc", "dddddddd", "eeeeeeee"]


def test_a_replaced_file_is_read_anew_though_it_has_the_same_length_and_last_line(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb")])
    other = TinyLedger(ledger.path.with_name("other.jsonl"))
    other.append(lambda: [entry("cccccccc"), entry("bbbbbbbb")])
    assert len(other.path.read_bytes()) == len(ledger.path.read_bytes())
    other.path.replace(ledger.path)
    assert ids(ledger) == ["bbbbbbbb", "cccccccc"]


def test_a_file_that_was_cut_rewritten_or_removed_is_read_anew(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa"), entry("bbbbbbbb")])
    first, second = ledger.path.read_bytes().splitlines(keepends=True)
    ledger.path.write_bytes(first)
    assert ids(ledger) == ["aaaaaaaa"]
    ledger.path.write_bytes(second + first + second)
    assert ids(ledger) == ["aaaaaaaa", "bbbbbbbb"]
    ledger.path.unlink()
    assert ids(ledger) == []


@pytest.mark.parametrize("is_replaced", [True, False], ids=["replaced", "removed"])
def test_an_append_whose_file_is_replaced_meanwhile_is_not_acknowledged(
    ledger: TinyLedger, monkeypatch: pytest.MonkeyPatch, is_replaced: bool
) -> None:
    """A checkout takes no lock: what was just written may be in a file that no name leads to any more."""
    ledger.append(lambda: [entry("aaaaaaaa")])
    standing = ledger.path.read_bytes()
    write_whole = Journal._write_whole

    def check_out_while_writing(self: Journal, descriptor: int, payload: bytes) -> None:
        write_whole(self, descriptor, payload)
        self.path.unlink()
        if is_replaced:
            self.path.write_bytes(standing)

    monkeypatch.setattr(Journal, "_write_whole", check_out_while_writing)
    with pytest.raises(
        Unreadable, match=r"was replaced while it was written to; nothing is in the new one\. Try again"
    ):
        ledger.append(lambda: [entry("bbbbbbbb")])
    monkeypatch.undo()
    assert ids(ledger) == (["aaaaaaaa"] if is_replaced else [])
    ledger.append(lambda: [entry("bbbbbbbb")])
    assert ids(TinyLedger(ledger.path)) == (["aaaaaaaa", "bbbbbbbb"] if is_replaced else ["bbbbbbbb"])


def test_a_ledger_that_is_a_link_is_neither_read_nor_written(ledger: TinyLedger, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jsonl"
    outside.write_bytes(b"")
    ledger.path.symlink_to(outside)
    uses: list[Callable[[], object]] = [lambda: ledger.append(lambda: [entry("aaaaaaaa")]), ledger.entries]
    for use in uses:
        with pytest.raises(Unreadable, match="it is a link, and links are not followed; put the file itself here"):
            use()
    assert outside.read_bytes() == b""


def test_a_folder_in_the_ledgers_place_is_said(ledger: TinyLedger) -> None:
    ledger.path.mkdir()
    with pytest.raises(Unreadable, match=r"ledger\.jsonl cannot be used: it is a folder, where a file is due"):
        ledger.entries()
    with pytest.raises(Unreadable, match="it is a folder, where a file is due"):
        ledger.append(lambda: [entry("aaaaaaaa")])


# ── locks, rights and room ──


def hold_the_lock(path: Path, ready: Any, done: Any) -> None:
    with Folder.open(path.parent) as folder, locking.locked(folder):
        ready.set()
        done.wait(30)


@pytest.fixture
def holder(ledger: TinyLedger) -> Iterator[int]:
    """The id of a process that holds the ledger's lock until the test is over."""
    ready, done = FORK.Event(), FORK.Event()
    process = FORK.Process(target=hold_the_lock, args=(ledger.path, ready, done))
    process.start()
    assert ready.wait(10)
    assert process.pid is not None
    yield process.pid
    done.set()
    process.join()


def test_a_lock_held_by_another_process_is_waited_for_then_named(ledger: TinyLedger, holder: int) -> None:
    with pytest.raises(Unreadable) as caught:
        ledger.append(lambda: [entry("aaaaaaaa")])
    assert str(caught.value) == (
        f"{ledger.path.parent} is locked by process {holder}; waited 0.2 s for it and gave up, nothing was written. "
        "Try again when it is done"
    )
    assert not ledger.path.exists()


def test_a_ledger_that_was_open_before_a_fork_serves_both_sides_of_it(ledger: TinyLedger) -> None:
    ledger.append(lambda: [entry("aaaaaaaa")])

    def append_and_read() -> str:
        ledger.append(lambda: [entry("bbbbbbbb")])
        return " ".join(ids(ledger))

    assert in_a_child(append_and_read) == "aaaaaaaa bbbbbbbb"
    ledger.append(lambda: [entry("cccccccc")])
    assert ids(ledger) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_a_locked_ledger_can_be_read_a_torn_tail_included(ledger: TinyLedger, holder: int) -> None:
    ledger.path.write_bytes(b'{"id":"aaaa')
    assert said(ledger) == [
        (1, "torn-tail", "the last line is torn (11 bytes): it will be set aside by the next write")
    ]


def test_where_the_kernel_does_not_tell_the_holder_is_another_process(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as folder:
        assert locking.holder(folder.descriptor) == "another process"
    assert locking.holder(folder.descriptor) == "another process", "it is closed by now"


NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; the usual temporary one is closed to all but its owner."""
    folder = Path(tempfile.mkdtemp(prefix="outlook-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(work: Callable[[], object]) -> Callable[[], str]:
    def run() -> str:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)
        work()
        return "done"

    return run


def test_a_folder_without_write_permission_is_said_and_nothing_is_written(open_folder: Path) -> None:
    ledger = TinyLedger(open_folder / "ledger.jsonl")
    open_folder.chmod(0o555)
    answer = in_a_child(as_nobody(lambda: ledger.append(lambda: [entry("aaaaaaaa")])))
    assert answer == f"Unreadable: {ledger.path} cannot be opened for writing: Permission denied; nothing was written"
    assert list(open_folder.iterdir()) == []
    open_folder.chmod(0o755)


def test_a_file_without_write_permission_is_said_and_stays_as_it_is(open_folder: Path) -> None:
    ledger = TinyLedger(open_folder / "ledger.jsonl")
    ledger.append(lambda: [entry("aaaaaaaa")])
    before = ledger.path.read_bytes()
    ledger.path.chmod(0o444)
    open_folder.chmod(0o777)
    answer = in_a_child(as_nobody(lambda: ledger.append(lambda: [entry("bbbbbbbb")])))
    assert answer == f"Unreadable: {ledger.path} cannot be used: Permission denied; nothing was written"
    assert ledger.path.read_bytes() == before


def test_a_file_without_read_permission_is_said(open_folder: Path) -> None:
    ledger = TinyLedger(open_folder / "ledger.jsonl")
    ledger.append(lambda: [entry("aaaaaaaa")])
    ledger.path.chmod(0o200)
    answer = in_a_child(as_nobody(TinyLedger(ledger.path).entries))
    assert answer == f"NotUsable: {ledger.path} cannot be used: Permission denied"


def test_a_torn_tail_is_read_where_nothing_can_be_locked(open_folder: Path) -> None:
    path = open_folder / "ledger.jsonl"
    path.write_bytes(b'{"id":"aaaa')
    open_folder.chmod(0o555)
    assert in_a_child(as_nobody(lambda: said(TinyLedger(path)))) == "done"
    assert [file.name for file in open_folder.iterdir()] == ["ledger.jsonl"]
    open_folder.chmod(0o755)


def test_a_torn_tail_that_cannot_be_set_aside_stays_and_nothing_is_written(ledger: TinyLedger) -> None:
    torn = b'{"id":"aaaa'
    ledger.path.write_bytes(torn)
    with (
        files_of_at_most(5),
        pytest.raises(
            Unreadable, match="ends in a torn line that cannot be set aside: File too large; nothing was written"
        ),
    ):
        ledger.append(lambda: [entry("bbbbbbbb")])
    assert ledger.path.read_bytes() == torn
    ledger.append(lambda: [entry("bbbbbbbb")])
    assert ids(ledger) == ["bbbbbbbb"]


@pytest.fixture
def uncuttable(ledger: TinyLedger) -> Iterator[TinyLedger]:
    """A ledger with a torn tail that can be appended to but not cut, where the file system knows of such files."""
    chattr = shutil.which("chattr")
    ledger.path.write_bytes(b'{"id":"aaaa')
    if chattr is None or subprocess.run([chattr, "+a", str(ledger.path)], capture_output=True, check=False).returncode:
        pytest.skip("this file system or user cannot make a file append-only")
    yield ledger
    subprocess.run([chattr, "-a", str(ledger.path)], check=True)


def test_a_torn_tail_that_cannot_be_cut_off_is_said_and_nothing_is_glued_to_it(uncuttable: TinyLedger) -> None:
    with pytest.raises(
        Unreadable, match=r"cannot be cut back to 0 bytes: Operation not permitted; `outlook check` shows"
    ):
        uncuttable.append(lambda: [entry("bbbbbbbb")])
    assert uncuttable.path.read_bytes() == b'{"id":"aaaa'


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "case").write_text("a file")
    ledger = TinyLedger(tmp_path / "case" / "ledger.jsonl", lock_timeout=0.2)
    uses: list[Callable[[], object]] = [lambda: ledger.append(lambda: [entry("aaaaaaaa")]), ledger.entries]
    for use in uses:
        with pytest.raises(Unreadable, match="it is no folder"):
            use()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of 64 KB, where the machine lets us mount one.

    It lies outside the folder that all of this user's test runs share: each run tidies up the older ones there, and
    would empty the disk under our feet, or fail because it cannot remove what is mounted.
    """
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root and mount(8)")
    with tempfile.TemporaryDirectory(prefix="outlook-disk-") as disk:
        tried = subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, text=True, check=False
        )
        if tried.returncode:
            pytest.skip(f"this machine does not let us mount: {tried.stderr.strip()}")
        try:
            yield Path(disk)
        finally:
            # A descriptor that a failed test left open must not keep the disk mounted.
            subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.mark.survival
def test_the_small_disk_is_not_among_the_folders_that_other_test_runs_tidy_up(
    small_disk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = tmp_path_factory.getbasetemp().resolve().parent
    assert small_disk.is_mount()
    assert not small_disk.resolve().is_relative_to(shared)


def append_until_refused(ledger: TinyLedger, acknowledged: list[str]) -> None:
    for name in map("".join, itertools.product("a", "a", "a", "a", "a", "a", "abcdefgh", "abcdefgh")):
        ledger.append(partial(list, [entry(name, "r" * 700)]))
        acknowledged.append(name)


@pytest.mark.survival
def test_a_disk_that_fills_up_in_the_middle_of_an_append_takes_entries_again_once_there_is_room(
    small_disk: Path,
) -> None:
    ledger = TinyLedger(small_disk / "ledger.jsonl")
    stone = small_disk / "stone"
    stone.write_bytes(b"x" * 50_000)
    acknowledged: list[str] = []
    with pytest.raises(Unreadable, match="could not be written") as caught:
        append_until_refused(ledger, acknowledged)
    assert re.search(r"only \d+ of \d+ bytes fitted on the disk|No space left on device", str(caught.value))
    assert len(acknowledged) > 3
    assert ids(TinyLedger(ledger.path)) == acknowledged
    assert TinyLedger(ledger.path).problems() == []
    stone.unlink()
    ledger.append(lambda: [entry("zzzzzzzz")])
    assert ids(TinyLedger(ledger.path)) == [*acknowledged, "zzzzzzzz"]
