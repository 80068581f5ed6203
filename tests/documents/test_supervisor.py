"""The child process that reads a foreign document: what it may see and cost, and what is said of one that fails."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from outlook.documents import supervisor
from outlook.documents.limits import LIMITS, Limits
from outlook.documents.read import decoded
from outlook.documents.supervisor import read_apart
from outlook.errors import InvalidValue, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import PdfOf
    from outlook.documents.parts import Read

pytestmark = pytest.mark.in_turn

LINES = ["The harbour of Ness lies at the mouth of the river, and", "ships come and go with the tide."]


def unwatched(_read: int, _of: int) -> None: ...


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Put another program in the child's place, and return what is then said of a document."""

    def said(program: str, limits: Limits = LIMITS, raw: bytes = b"%PDF") -> str:
        start = "import os, sys, time, signal\nsay = lambda line: print(line, flush=True)\n"
        monkeypatch.setattr(supervisor, "PROGRAM", start + program)
        with pytest.raises(InvalidValue) as refusal:
            read_apart("pdf", raw, "n.pdf", unwatched, limits)
        return str(refusal.value)

    return said


def under_limits(program: str) -> str:
    """The program, once it has taken on the limits that it is given."""
    return f"""
import json
sys.path.append(sys.argv[1])
from outlook.documents.limits import LIMITS, Limits, take_on, write_nothing_more
take_on(Limits(*json.loads(sys.argv[-1])))
{program}"""


# ── what it can see ──

HOSTILE = ("pypdf", "docx", "lxml", "trafilatura", "sitecustomize", "usercustomize", "json", "outlook/__init__")


@pytest.fixture
def hostile_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a file in it for each module that might be imported; each leaves a trace."""
    for name in HOSTILE:
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(tmp_path / 'trace')!r}, 'a').write({name!r})\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_is_imported_from_the_current_folder_or_pythonpath(
    hostile_folder: Path, monkeypatch: pytest.MonkeyPatch, pdf_of: PdfOf
) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE"):
        monkeypatch.setenv(name, str(hostile_folder))
    assert decoded(pdf_of([LINES]), "n.pdf").text == " ".join(LINES)
    assert "Ahead" in decoded(b"<html><body><h1>Ahead</h1><p>Prices may rise before the winter.", "n.html").text
    assert not (hostile_folder / "trace").exists()


BEGINNING = supervisor.PROGRAM.partition("from outlook.documents.child")[0]


def told_by_child(failing: Callable[..., str], expression: str) -> str:
    """What an expression is worth in the child, after its own program's beginning."""
    return failing(f"{BEGINNING}\nsay('{{\"invalid\": ' + __import__('json').dumps(repr({expression})) + '}}')")


def test_the_child_has_no_folder_of_ours_and_next_to_no_environment(
    failing: Callable[..., str], hostile_folder: Path
) -> None:
    assert told_by_child(failing, "(os.getcwd(), sys.flags.isolated)") == "('/', 1)"
    assert told_by_child(failing, "set(os.environ) - {'LC_CTYPE'}") == "set()"  # Python sets that one by itself
    outside = told_by_child(failing, "[one for one in sys.path if not one.startswith('/')]")
    assert outside == "[]"
    assert str(hostile_folder) not in told_by_child(failing, "sys.path")


def test_the_child_has_no_open_file_but_its_three_pipes(failing: Callable[..., str], tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        found = told_by_child(
            failing, f"[fd for fd in range(3, {file.fileno() + 1}) if os.path.exists(f'/dev/fd/{{fd}}')]"
        )
    assert found == "[]"


# ── what it may cost ──


def test_a_child_that_sleeps_is_ended_with_what_it_started(failing: Callable[..., str], tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    saying = failing(
        f"signal.signal(signal.SIGTERM, signal.SIG_IGN)\nos.fork()\nopen({str(pids)!r}, 'a').write(f'{{os.getpid()}} ')\ntime.sleep(600)",
        Limits(clock=2),
    )
    assert saying == "n.pdf is not read after 2 s, which is the limit: split it, or save its text as plain text"
    found = [int(pid) for pid in pids.read_text().split()]
    assert len(found) == 2
    assert not any(map(is_running, found))


def is_running(pid: int) -> bool:
    for _ in range(100):  # a moment passes until the system has taken an orphan down
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        with suppress(FileNotFoundError), open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            if stat.read().rpartition(")")[2].split()[0] == "Z":
                return False
        time.sleep(0.05)
    return True


def test_a_child_that_takes_no_bytes_is_ended(failing: Callable[..., str]) -> None:
    assert "n.pdf is not read after 1 s" in failing("time.sleep(600)", Limits(clock=1), b"%PDF" + bytes(9_000_000))


def test_processor_time_is_limited(failing: Callable[..., str]) -> None:
    saying = failing(under_limits("while True: pass"), Limits(processor=1))
    assert (
        saying
        == "n.pdf needs more than 1 s of processor time, which is the limit: split it, or save its text as plain text"
    )


def test_a_child_whose_parent_is_gone_ends_by_the_clock(failing: Callable[..., str]) -> None:
    left = failing(under_limits('say(\'{"invalid": "%d"}\' % signal.alarm(0))'), Limits(clock=20))
    assert left in ("24", "25")


def test_memory_is_limited(failing: Callable[..., str]) -> None:
    saying = failing(
        under_limits('try:\n bytearray(400_000_000)\nexcept MemoryError:\n say(\'{"limit": "memory"}\')'),
        Limits(memory=300_000_000),
    )
    assert (
        saying == "n.pdf needs more than 0.3 GB of memory, which is the limit: split it, or save its text as plain text"
    )


def test_a_child_writes_no_file(failing: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "made"
    saying = failing(
        under_limits(
            f"write_nothing_more()\ntry:\n with open({str(file)!r}, 'w') as file: file.write('x')\nexcept OSError as error:\n say('{{\"invalid\": \"%s\"}}' % error.strerror)"
        )
    )
    assert saying == "File too large"
    assert file.read_bytes() == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser's processes are not counted")
def test_a_child_starts_no_process(failing: Callable[..., str]) -> None:
    program = 'write_nothing_more()\ntry:\n os.fork()\nexcept OSError as error:\n say(\'{"invalid": "%s"}\' % type(error).__name__)'
    assert failing(under_limits(program)) == "BlockingIOError"


def test_more_text_than_the_limit_is_refused(pdf_of: PdfOf) -> None:
    saying = "n.pdf holds more than 4e-05 MB of text, which is the limit"
    with pytest.raises(InvalidValue, match=saying):
        read_apart("pdf", pdf_of([LINES]), "n.pdf", unwatched, Limits(text=40))


# ── what is said of one that fails ──


@pytest.mark.parametrize(
    ("program", "saying"),
    [
        (
            "pass",
            "n.pdf cannot be read: what reads it gave no proper answer. It may be damaged: save it again, or split it",
        ),
        ("sys.exit(3)", "gave no proper answer"),
        ("raise ValueError", "gave no proper answer"),
        ("os.close(1); time.sleep(600)", "what reads it broke down (SIGKILL)"),
        (
            "os.kill(os.getpid(), signal.SIGSEGV)",
            "n.pdf cannot be read: what reads it broke down (SIGSEGV). It may be damaged",
        ),
        ("os.kill(os.getpid(), signal.SIGKILL)", "what reads it broke down (SIGKILL)"),
        ("os.kill(os.getpid(), signal.SIGRTMIN + 3)", "what reads it broke down (signal "),
        ("say('rubbish')", "gave no proper answer"),
        ("while True: say('rubbish' * 99)", "gave no proper answer"),
        ("while True: sys.stdout.write('x')", "gave no proper answer"),
        ('while True: say(\'{"text": "x"}\')', "gave no proper answer"),
        ('say(\'{"text": "x"}\'); time.sleep(0.1); os._exit(0)', "gave no proper answer"),
    ],
)
def test_a_child_that_breaks_down_or_talks_rubbish_is_one_sentence(
    failing: Callable[..., str], program: str, saying: str
) -> None:
    assert saying in failing(program)


def test_a_child_that_reads_nothing_ends_nobody(failing: Callable[..., str]) -> None:
    """`outlook` is ended by a pipe that its reader closes; the child's must not do that."""
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        assert failing('os.close(0); say(\'{"invalid": "gone"}\')', raw=b"%PDF" + bytes(9_000_000)) == "gone"
        assert signal.SIGPIPE not in signal.pthread_sigmask(signal.SIG_BLOCK, set())
    finally:
        signal.signal(signal.SIGPIPE, before)


def test_without_an_interpreter_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Unreadable, match=r"n\.pdf cannot be read: no process can be started for it \(No such file"):
        read_apart("pdf", b"%PDF", "n.pdf", unwatched)


# ── what it gives ──


def test_the_child_gives_what_the_reader_gives_and_tells_how_far_it_is(pdf_of: PdfOf) -> None:
    raw, seen = pdf_of([LINES, LINES, []]), list[tuple[int, int]]()
    read: Read = read_apart("pdf", raw, "n.pdf", lambda done, of: seen.append((done, of)))
    assert read.text == " ".join(LINES * 2).replace("tide. The", "tide.\n\nThe")
    assert [place.page for place in read.places] == [1, 2]
    assert read.note == "page 3 of n.pdf holds no text"
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_long_text_of_any_script_comes_through(pdf_of: PdfOf) -> None:
    page = "<html><body><article>" + "<p>Цены могут вырасти 価格は上がる 🌧 “soon”.</p>" * 3_000
    read = decoded(page.encode(), "n.html")
    assert read.text.count("Цены могут вырасти 価格は上がる 🌧 “soon”.") == 3_000


@pytest.mark.alike
@pytest.mark.parametrize("name", ["-c.pdf", "a b'\".pdf", "\udcff\n\x1b.pdf", "ü" * 100])
def test_a_document_may_have_any_name(name: str) -> None:
    with pytest.raises(InvalidValue, match="is a damaged PDF") as refusal:
        read_apart("pdf", b"%PDF", name, unwatched)
    assert str(refusal.value).startswith(name)
