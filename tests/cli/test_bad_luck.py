"""What no person typed wrong: locks, folders nobody may write to, interrupts, closed pipes, full disks, bugs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import pytest

from faults.forked import finished
from outlook.ledger import FILE_NAME
from outlook.ledger.tiny import TinyLedger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Refuses, Run, Shell
    from faults.forked import Finished

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

CASE = "syria-2024-12"
SAID = ("evidence", "unsc-resolution", "Said", "--by", "case-author")

HOLDER = textwrap.dedent("""
    import fcntl, os, sys
    fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
""")

# The audit hook tells when the program first asks for a lock; SIGINT may arrive ignored from a shell's background job.
WAITER = textwrap.dedent("""
    import signal, sys
    from outlook.__main__ import main
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(lambda event, _: event == "fcntl.flock" and print("waiting", file=sys.stderr, flush=True))
    main()
""")

NOBODY = 65534


class AsNobody(Protocol):
    def __call__(self, *arguments: str, **environment: str) -> Finished: ...


@pytest.fixture
def as_nobody(book: Path, loaded: None) -> AsNobody:
    """Run a command as someone who owns nothing here; nobody may write unless a test allows it."""
    book.parent.chmod(0o755)
    return lambda *words, **environment: finished(("--book", "forecasts", *words), environment=environment, user=NOBODY)


def set_modes(folder: Path, of_folders: int, of_files: int) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(of_folders if path.is_dir() else of_files)


@pytest.fixture
def read_only(book: Path) -> Iterator[Path]:
    set_modes(book, 0o555, 0o444)
    yield book
    set_modes(book, 0o755, 0o644)


@contextmanager
def locked(ledger: Path) -> Iterator[int]:
    """Another process holds the lock of the ledger's folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ledger.parent)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield holder.pid
        holder.communicate()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real ledger, which waits for a lock for less than a person would."""
    monkeypatch.setattr(TinyLedger.__init__, "__defaults__", (0.1, None))


@pytest.mark.parametrize("command", [SAID, ("estimate", "unsc-resolution", "20%", "--why", "x"), ("resolve", "unsc-resolution", "yes")],
                         ids=lambda words: words[0])  # fmt: skip
def test_a_lock_that_is_held_is_waited_for_and_then_given_up(
    book: Path, refuses: Refuses, impatient: None, command: tuple[str, ...]
) -> None:
    ledger = book / CASE / FILE_NAME
    with locked(ledger):
        saying = (
            f"{ledger.parent.relative_to(book.parent)} is locked by",
            "waited 0.1 s for it and gave up, nothing was written",
            "Try again",
        )
        refuses(*command, code=3, saying=saying)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
def test_who_holds_the_lock_is_said(book: Path, refuses: Refuses, impatient: None) -> None:
    with locked(book / CASE / FILE_NAME) as holder:
        refuses(*SAID, code=3, saying=f"is locked by process {holder};")


def test_reading_needs_no_lock(book: Path, run: Run, impatient: None) -> None:
    with locked(book / CASE / FILE_NAME):
        assert run("status").code == 0


def test_what_another_case_has_taken_before_is_said_when_a_second_ledger_fails(
    book: Path, run: Run, impatient: None
) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    with locked(book / "personal" / FILE_NAME):
        ran = run("evidence", "unsc-resolution", "personal/ship", "It bears on both")
    written = json.loads((book / CASE / FILE_NAME).read_text().splitlines()[-1])
    assert ran.code == 3
    assert written["summary"] == "It bears on both"
    assert f"{written['id']} of {CASE} is written" in ran.err


@pytest.mark.in_turn
def test_an_interrupt_while_waiting_ends_quietly_and_writes_nothing(
    book: Path, contents: Callable[[], dict[str, bytes]]
) -> None:
    before = contents()
    with (
        locked(book / CASE / FILE_NAME),
        subprocess.Popen(
            [sys.executable, "-c", WAITER, *SAID], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as waiter,
    ):
        assert waiter.stderr is not None
        assert waiter.stderr.readline() == b"waiting\n"
        waiter.send_signal(signal.SIGINT)
        out, err = waiter.communicate()
    assert (waiter.returncode, out) == (130, b"")
    assert err.replace(b"waiting\n", b"") == b"interrupted; nothing more was written\n"
    assert contents() == before


@pytest.mark.parametrize(
    "command",
    [
        SAID,
        ("retract", "2hdqccl4", "--why", "x"),
        ("new", "personal/ship", "--question", "Shipped?"),
        ("new", f"{CASE}/ship", "--question", "Shipped?"),
    ],
    ids=["evidence", "retract", "new case", "new forecast"],
)
def test_a_folder_that_may_not_be_written_to_is_said(
    read_only: Path, as_nobody: AsNobody, contents: Callable[[], dict[str, bytes]], command: tuple[str, ...]
) -> None:
    before = contents()
    done = as_nobody(*command)
    assert (done.code, done.out) == (3, ""), done.err
    assert "Permission denied" in done.err
    assert "forecasts/" in done.err
    assert "Traceback" not in done.err
    assert contents() == before


def test_a_book_that_may_only_be_read_can_be_read(read_only: Path, as_nobody: AsNobody) -> None:
    done = as_nobody("status", "--json")
    assert (done.code, done.err) == (0, "")
    assert len(json.loads(done.out)["forecasts"]) == 27


def test_an_edit_that_cannot_be_written_keeps_the_text_elsewhere(read_only: Path, as_nobody: AsNobody) -> None:
    done = as_nobody("edit", "hama-by-december", EDITOR='sh -c \'echo "# mine" >> "$0"\'')
    assert (done.code, done.out) == (3, ""), done.err
    assert "cannot be written: Permission denied; it is as it was" in done.err
    kept = Path(done.err.strip().rpartition("your text is kept in ")[2])
    assert kept.read_text().endswith("# mine\n")
    kept.unlink()


@pytest.mark.parametrize("name", ["", f"{CASE}/{FILE_NAME}"], ids=["book", "ledger"])
def test_a_book_that_cannot_be_read_is_said(book: Path, as_nobody: AsNobody, name: str) -> None:
    path = book / name
    before = path.stat().st_mode
    path.chmod(0)
    try:
        done = as_nobody("status", "--json")
    finally:
        path.chmod(before)
    assert done.code == 3, done.err
    assert '"id"' not in done.out
    assert "cannot be used: Permission denied" in done.err
    assert "Traceback" not in done.err


def test_a_case_with_a_record_that_cannot_be_read_is_left_out_and_the_others_are_answered(
    book: Path, run: Run, as_nobody: AsNobody
) -> None:
    run("new", "personal/ship", "--question", "Shipped?")
    set_modes(book / "personal", 0o755, 0o644)
    (book / CASE / "un-talks.yaml").chmod(0)
    done = as_nobody("check")
    assert done.code == 3
    assert "un-talks.yaml:1:1: error: this cannot be used: Permission denied" in done.out
    done = as_nobody("status", "--json")
    assert [one["id"] for one in json.loads(done.out)["forecasts"]] == ["personal/ship"]
    assert done.code == 3
    assert f"the case {CASE} is left out: forecasts/{CASE}/un-talks.yaml: this cannot be used" in done.err


def test_without_a_book_every_command_says_how_to_name_or_start_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["status"], ["show", "x"], list(SAID), ["history"], ["score"], ["check"], ["edit", "x"]):
        ran = run(*command)
        assert (ran.code, ran.out) == (2, "")
        assert f"there is no forecasts/ folder in {tmp_path} or above it" in ran.err
        assert "--book DIR" in ran.err
        assert "outlook new" in ran.err


@pytest.mark.parametrize("command", [[], ["status"], ["check"]], ids=["bare", "status", "check"])
def test_a_named_book_that_is_not_there_is_an_error(book: Path, refuses: Refuses, command: list[str]) -> None:
    refuses(*command, "--book", "nowhere", saying=("there is no folder nowhere", "--book DIR"))
    refuses(*command, "--book", f"forecasts/{CASE}/report.txt", saying="is a file, not a folder")


def test_the_book_is_found_from_a_folder_below_it_or_by_the_environment(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    below = tmp_path / "notes" / "today"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert "27 forecasts" in run("status").out
    book.rename(tmp_path / "elsewhere")
    assert run("status").code == 2
    monkeypatch.setenv("OUTLOOK_BOOK", str(tmp_path / "elsewhere"))
    assert "27 forecasts" in run("status").out


def test_a_closed_pipe_ends_it_quietly(book: Path, quick_shell: Shell) -> None:
    line = (book / CASE / FILE_NAME).read_text().splitlines()[0]
    with (book / CASE / FILE_NAME).open("a") as file:
        for number in range(3000):
            entry_id = "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> shift & 31] for shift in (0, 5, 10, 15))
            file.write(line.replace('"id":"b5in', f'"id":"{entry_id}').replace("owpp", "aaaa") + "\n")
    ran = quick_shell("outlook history | head -1; echo ${PIPESTATUS[0]}")
    assert ran.err == ""
    heading, status = ran.out.splitlines()
    assert heading.startswith("ENTRY")
    assert status == str(128 + signal.SIGPIPE)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk to write to")  # noqa: PTH110
@pytest.mark.parametrize("command", ["--version", "history", "history --json"], ids=["little", "much", "at once"])
def test_an_output_that_takes_no_more_is_said(book: Path, quick_shell: Shell, command: str) -> None:
    ran = quick_shell(f"outlook {command} > /dev/full")
    assert (ran.code, ran.err) == (3, "outlook: the output: the disk is full\n")


@pytest.mark.in_turn
def test_closed_streams_do_no_harm(book: Path, shell: Shell) -> None:
    ran = shell("outlook status >&-")
    assert (ran.code, ran.err) == (0, "")
    assert shell("outlook status 2>&- | tail -1").out.startswith("27 forecasts")
    ran = shell("outlook evidence unsc-resolution - <&-")
    assert ran.code == 2
    assert "standard input is empty" in ran.err


@pytest.mark.in_turn
def test_a_terminal_that_cannot_show_a_character_gets_its_escape(book: Path, shell: Shell) -> None:
    ran = shell("outlook status", PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert "\\u2013" in ran.out


@pytest.mark.in_turn
def test_a_folder_that_was_removed_is_said(tmp_path: Path, shell: Shell) -> None:
    ran = shell(f"mkdir {tmp_path}/gone && cd {tmp_path}/gone && rmdir {tmp_path}/gone && outlook status")
    assert (ran.code, ran.out) == (2, "")
    assert "the current folder cannot be used (No such file or directory)" in ran.err


@pytest.mark.parametrize(
    "command",
    [("evidence", "unsc-resolution", "caf\udce9"), ("show", "caf\udce9"), (*SAID, "--source", "\udcff"), ("--book", "\udcff", "status")],
    ids=["summary", "target", "option", "book"],
)  # fmt: skip
def test_arguments_that_are_not_utf_8_are_refused(book: Path, refuses: Refuses, command: tuple[str, ...]) -> None:
    refuses(*command, saying="is not UTF-8: set the terminal to UTF-8")


@pytest.mark.in_turn
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_standard_input_that_is_not_utf_8_is_refused(
    book: Path, shell: Shell, contents: Callable[[], dict[str, bytes]], locale: str
) -> None:
    before = contents()
    ran = shell(r"printf 'caf\xe9' | outlook evidence unsc-resolution -", LC_ALL=locale)
    assert (ran.code, ran.out) == (2, "")
    assert "standard input is not UTF-8" in ran.err
    assert contents() == before


def test_a_bug_is_one_line_and_keeps_its_traceback_under_debug(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **_named: object) -> NoReturn:
        raise RuntimeError("first line\nsecond \x1b[31mline")

    monkeypatch.setattr("outlook.answers.standing.Standing.row", fail)
    ran = run("status")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err
    for words in ("this is a bug in outlook", "RuntimeError: first line", "--debug", "report"):
        assert words in ran.err
    for command in (["--debug", "status"], ["status", "--debug"]):
        with pytest.raises(RuntimeError, match="first line"):
            run(*command)


def test_the_word_debug_after_two_dashes_is_an_argument(book: Path, refuses: Refuses) -> None:
    refuses("status", "--", "--debug", saying="no forecast or case matches '--debug'")
