"""What every test shares: a scratch copy of the shipped book, and the program run as a user runs it."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from outlook import cli
from outlook.cli import session

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "forecasts"
NOW = datetime(2024, 12, 10, 9, 30, tzinfo=UTC)

# A loaded machine must not fail a property, only a counter-example may.
settings.register_profile("outlook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("outlook")


@dataclass(frozen=True)
class Ran:
    """What a command line did."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str, stdin: str = "") -> Ran: ...


class Terminal(io.StringIO):
    """A standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OUTLOOK_BOOK", "NO_COLOR", "VISUAL", "EDITOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OUTLOOK_BY", "alice")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the time that commands see; it starts at NOW."""

    def set_to(at: datetime) -> None:
        monkeypatch.setattr(session, "now", lambda: at)

    set_to(NOW)
    return set_to


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scratch copy of the shipped book, in the current folder."""
    shutil.copytree(SHIPPED, tmp_path / "forecasts", ignore=shutil.ignore_patterns("*.lock"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "forecasts"


@pytest.fixture
def run(clock: object, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, as a pipe sees it."""
    return _runner(monkeypatch, io.StringIO, 80)


@pytest.fixture
def run_in_terminal(clock: object, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Run]:
    """Run a command line in this process, as a terminal of some width shows it."""
    return lambda columns: _runner(monkeypatch, Terminal, columns)


def _runner(monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], columns: int) -> Run:
    def run(*arguments: str, stdin: str = "") -> Ran:
        out, err = stream(), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            patch.setenv("COLUMNS", str(columns))
            code = cli.run(arguments)
        return Ran(code, out.getvalue(), err.getvalue())

    return run
