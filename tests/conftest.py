"""What every test shares: a scratch copy of the shipped book, and the program run as a user runs it."""

import gc
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import HealthCheck, settings

import once
import thorough
from faults import program
from faults.served import served
from outlook import cli
from outlook.book import future
from outlook.cli import session
from outlook.model.entries import Entry

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "forecasts"
NOW = datetime(2024, 12, 10, 9, 30, tzinfo=UTC)

# A loaded machine must not fail a property, only a counter-example may.
settings.register_profile(
    "outlook",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=thorough.share(100),
)
settings.load_profile("outlook")
once.remember()


class OnlyExamples:
    """Of the files that are looked through for examples, those that have some: a tenth of them."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        found = yield
        return [one for one in found if not isinstance(one, DoctestModule) or b">>> " in file_path.read_bytes()]


def pytest_configure(config: pytest.Config) -> None:
    """A shell that starts this in the background has it ignore Ctrl-C, and all that it starts in turn."""
    config.pluginmanager.register(OnlyExamples())  # a hook of this file would not be asked about src
    gc.disable()  # until all tests are found: until then hardly anything is garbage, and a fifth of the time was looking
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that is asked for by name runs with all its cases."""
    if config.pluginmanager.hasplugin("_cov"):  # counting lines doubles the time
        for item in thorough.repeated(items):
            item.add_marker("no_cover")
    if any("::" in name for name in config.args) or config.getoption("keyword"):
        return
    is_whole = sorted(config.args) == sorted(config.getini("testpaths"))
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    items[:], left = thorough.drawn(items, run, is_whole=is_whole)
    if left:
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Five thousand tests are no garbage: what is there before the first of them runs is not looked through again."""
    if "outlook.panel.scored" in sys.modules:  # importing what it needs takes a second
        import compiled_once

        compiled_once.remember()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@dataclass(frozen=True)
class Ran:
    """What a command line did."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str, stdin: str = "") -> Ran: ...


class Refuses(Protocol):
    def __call__(self, *arguments: str, saying: str | tuple[str, ...], code: int = 2, stdin: str = "") -> Ran: ...


class Shell(Protocol):
    def __call__(self, script: str, **environment: str) -> Ran: ...


PdfOf = Callable[[list[list[str]]], bytes]


class Terminal(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages, in Helvetica; a page of no lines holds a picture of nothing."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for lines in pages:
        shown = [
            line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines
        ]
        drawn = b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(b"(" + line + b") Tj T*" for line in shown) + b" ET"
        content = drawn if lines else b"q Q"
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"<< /Font << /F1 3 0 R >> >>"
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, len(bodies))
        )
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (len(bodies) + 1, made.rindex(b"xref\n0 "))


@pytest.fixture(scope="session")
def pdf_of() -> PdfOf:
    return _pdf_of


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For each test the folder of a person who has no state and no cache yet."""
    folder = tmp_path_factory.mktemp("people")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, people: Iterator[Path]) -> None:
    for name in ("OUTLOOK_BOOK", "NO_COLOR", "VISUAL", "EDITOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OUTLOOK_BY", "alice")
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.setenv("TERM", "xterm-256color")
    own = next(people)  # the person's state and cache are no business of a test's
    monkeypatch.setenv("XDG_STATE_HOME", str(own / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own / "config"))
    # A cold index is most of a quick command's work, so that without CI only each fourth test keeps one.
    monkeypatch.setenv("XDG_CACHE_HOME", str(own / "cache") if thorough.now_and_then() else os.devnull)


@cache
def _shipped_ids() -> frozenset[str]:
    lines = [line for ledger in SHIPPED.glob("*/ledger.jsonl") for line in ledger.read_text("utf-8").splitlines()]
    return frozenset(json.loads(line)["id"] for line in lines)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the time that commands see; it starts at NOW."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr(session, "now", lambda: at)

    # The shipped book was written after NOW. Tests that set the clock back do not want to hear of that each time.
    shipped, late = _shipped_ids(), future.from_the_future

    def of_others(entries: Iterable[Entry], now: datetime) -> list[Entry]:
        return [entry for entry in late(entries, now) if entry.id not in shipped]

    monkeypatch.setattr(future, "from_the_future", of_others)
    set_to(NOW)
    return set_to


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scratch copy of the shipped book, in the current folder."""
    copied = tmp_path / "forecasts"
    copied.mkdir()
    for name, held in _shipped_files():
        (copied / name).mkdir() if held is None else (copied / name).write_bytes(held)
    monkeypatch.chdir(tmp_path)
    return copied


@cache
def _shipped_files() -> tuple[tuple[str, bytes | None], ...]:
    """The folders and files of the shipped book, folders first; a thousand tests get a copy of it."""
    found = [path for path in sorted(SHIPPED.rglob("*")) if path.suffix != ".lock"]
    return tuple((str(path.relative_to(SHIPPED)), None if path.is_dir() else path.read_bytes()) for path in found)


HOSTILE = (
    "</title></style></textarea></script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    '" onmouseover="window.hacked=1" autofocus onfocus="window.hacked=1" x=\'<svg onload=window.hacked=1>'
    "<!-- ]]> &lt;b&gt; \u202eesrever\u2066 \x07\x1b[31m\u2028 end"
)
HOSTILE_URLS = (
    "javascript:window.hacked=1", "JaVaScRiPt:window.hacked=1", "data:text/html,<script>window.hacked=1</script>",
    'https://ok.example/"onclick="window.hacked=1', "https://bank.example@evil.example/", "//evil.example/x",
    "java\nscript:window.hacked=1", " javascript:window.hacked=1", "https://ok.example/<script>", "vbscript:x", "http://[",
)  # fmt: skip


@pytest.fixture
def hostile_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose every text tries to run or to break out of where it is shown."""
    book = tmp_path / "forecasts"
    case = book / "hostile"
    case.mkdir(parents=True)
    said, name = json.dumps(HOSTILE), json.dumps("<script>window.hacked</script>\"'")
    document = f"{{id: report, file: report.txt, sha256: '{'0' * 64}', statements: [{{id: one, quote: {said}, hedge: {said}, condition: end, attributed_to: {said}}}]}}"
    (case / "report.txt").write_text(HOSTILE)
    (case / "case.yaml").write_text(
        f"title: {said}\nsummary: {said}\nwarning: {said}\ndocuments: [{document}]\nindicators: [{{id: sign, text: {said}, group: shared}}]\n"
    )
    common = (
        f"title: {said}\nquestion: {said}\ncriteria: {said}\nfine_print: [{said}]\nsources: [{said}]\nbase_rate: {said}\nnote: {said}\n"
        "opens_at: 2024-12-01\ncloses_at: 2024-12-08\nstatements: [one]\ntags: [tag]\n"
    )
    signs = "indicators: [{id: sign, likelihood: {yes: 0.6, no: 0.1}}]\n"
    (case / "yes.yaml").write_text(f"{common}kind: binary\nprior: 0.4\n{signs}")
    (case / "either.yaml").write_text(
        f"{common}kind: choice\noptions: [{{name: {name}, title: {said}, narrative: {said}}}, other]\nprior: {{{name}: 0.5, other: 0.5}}\n"
    )
    (case / "much.yaml").write_text(f"{common}kind: numeric\nunit: {said}\nprior: {{q05: 1, q50: 2, q95: 3}}\n")
    (case / "ledger.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in _hostile_entries()))
    monkeypatch.chdir(tmp_path)
    return book


def _hostile_entries() -> Iterator[dict[str, object]]:
    stamp = {"known_at": "2024-12-02T12:00:00Z", "recorded_at": "2024-12-02T12:00:00Z", "by": HOSTILE}
    for number, url in enumerate(HOSTILE_URLS):
        yield {
            "id": f"aaaaaaa{'abcdefghijklmnop'[number]}", "kind": "evidence", **stamp, "summary": HOSTILE, "source": HOSTILE,
            "url": url, "note": HOSTILE, "grade": "B2", "forecasts": ["yes"], "indicators": {"sign": "full"},
        }  # fmt: skip
    stated = {
        "yes": 0.3,
        "either": {"<script>window.hacked</script>\"'": 0.2, "other": 0.8},
        "much": {"q05": 1, "q50": 2, "q95": 3},
    }
    outcomes = {"yes": "yes", "either": "<script>window.hacked</script>\"'", "much": 2.5}
    for letter, (forecast, belief) in zip("bcd", stated.items(), strict=True):
        yield {
            "id": f"{letter}aaaaaaa",
            "kind": "estimate",
            **stamp,
            "forecast": forecast,
            "stated": belief,
            "why": HOSTILE,
        }
        late = {**stamp, "known_at": "2024-12-07T12:00:00Z"}
        yield {
            "id": f"{letter}bbbbbbb",
            "kind": "resolution",
            **late,
            "forecast": forecast,
            "outcome": outcomes[forecast],
            "why": HOSTILE,
        }


@pytest.fixture
def run(clock: object, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, as a pipe sees it."""
    return _runner(monkeypatch, io.StringIO, 80)


@pytest.fixture
def run_in_terminal(clock: object, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Run]:
    """Run a command line in this process, as a terminal of some width shows it."""
    return lambda columns: _runner(monkeypatch, Terminal, columns)


@pytest.fixture
def contents(book: Path) -> Callable[[], dict[str, bytes]]:
    """Every file of the book with its bytes; lock files hold nothing and are left out."""
    return lambda: {
        str(path.relative_to(book)): path.read_bytes()
        for path in sorted(book.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def refuses(run: Run, contents: Callable[[], dict[str, bytes]]) -> Refuses:
    """Run a command line that must be refused: a sentence on standard error, nothing else, nothing written."""

    def check(*arguments: str, saying: str | tuple[str, ...], code: int = 2, stdin: str = "") -> Ran:
        before = contents()
        ran = run(*arguments, stdin=stdin)
        assert (ran.code, ran.out) == (code, ""), ran
        for words in (saying,) if isinstance(saying, str) else saying:
            assert words in ran.err, ran.err
        assert "Traceback" not in ran.err
        assert "bug in outlook" not in ran.err
        assert contents() == before
        return ran

    return check


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Everything that a command imports is imported, for children that are forked."""
    folder = tmp_path_factory.mktemp("load")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        program.load(folder)


@pytest.fixture(scope="session")
def quick_programs(loaded: None) -> Iterator[Path]:
    """A folder for the PATH with an `outlook` that is forked where all is loaded."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as place:
        yield place


@pytest.fixture
def shell() -> Shell:
    """Run a script in a real shell in the current folder, with the installed `outlook` first on the PATH."""
    return _shell_with(Path(sys.executable).parent)


@pytest.fixture
def quick_shell(quick_programs: Path) -> Shell:
    """As `shell`, for what does not hang on how an interpreter starts: each `outlook` is a fork of one that has."""
    return _shell_with(quick_programs)


def _shell_with(folder: Path) -> Shell:
    def run(script: str, **environment: str) -> Ran:
        path = f"{folder}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", script], env={**os.environ, "PATH": path, **environment}, capture_output=True, check=False
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def _runner(monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], columns: int) -> Run:
    def run(*arguments: str, stdin: str = "") -> Ran:
        out, err = stream(), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            patch.setenv("COLUMNS", str(columns))
            code = cli.run(arguments)
        return Ran(code, out.getvalue(), err.getvalue())

    return run
