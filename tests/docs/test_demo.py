"""`make demo` shows the day's work on a scratch copy, and leaves nothing behind."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".lock"
    }


class Shown(NamedTuple):
    """What the demo did: what it printed, what it left in its folder, and what it made of the shipped book."""

    ran: subprocess.CompletedProcess[str]
    left: list[Path]
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The demo, run once; no test here changes anything."""
    folder, before = tmp_path_factory.mktemp("demo"), fingerprint(ROOT / "forecasts")
    binaries = Path(sys.executable).parent
    variables = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
    }  # fmt: skip
    ran = subprocess.run(
        ["sh", str(ROOT / "docs" / "demo.sh")], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )
    return Shown(ran, [*folder.iterdir()], before, fingerprint(ROOT / "forecasts"))


def test_the_demo_shows_the_days_work(demo: Shown) -> None:
    assert demo.ran.returncode == 0, demo.ran.stderr
    assert re.findall(r"^\$ outlook (\w+)", demo.ran.stdout, re.MULTILINE) == [
        "status", "evidence", "status", "estimate", "resolve",
    ]  # fmt: skip
    assert re.findall(r"9\.1% +(?:\d+ d +)?(\S+?)%", demo.ran.stdout) == ["6.7", "19.4"], (
        "the report moves the forecast"
    )
    assert "open → resolved yes, Brier 0.423" in demo.ran.stdout


def test_the_demo_leaves_nothing_behind_and_the_shipped_book_alone(demo: Shown) -> None:
    assert demo.left == []
    assert demo.after == demo.before


def test_the_commands_of_the_demo_fit_a_terminal_of_80_columns(demo: Shown) -> None:
    typed = [line for line in demo.ran.stdout.splitlines() if re.match(r"[$#] |    [^ ].* \\$", line)]
    assert len(typed) >= 10
    assert max(map(len, typed)) <= 80
