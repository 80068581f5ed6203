"""`make demo` shows the day's work on a scratch copy, and leaves nothing behind."""

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".lock"
    }


@pytest.fixture
def demo(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    binaries = Path(sys.executable).parent
    variables = {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "TMPDIR": str(tmp_path),
        "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
    }  # fmt: skip
    return subprocess.run(
        ["sh", str(ROOT / "docs" / "demo.sh")], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
    )


def test_the_demo_shows_the_days_work(demo: subprocess.CompletedProcess[str]) -> None:
    assert demo.returncode == 0, demo.stderr
    assert re.findall(r"^\$ outlook (\w+)", demo.stdout, re.MULTILINE) == [
        "status", "evidence", "status", "estimate", "resolve",
    ]  # fmt: skip
    assert re.findall(r"9\.1% +(\S+?)%", demo.stdout) == ["6.7", "19.4"], "the report moves the forecast"
    assert "open → resolved yes, Brier 0.423" in demo.stdout


def test_the_demo_leaves_nothing_behind_and_the_shipped_book_alone(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = fingerprint(ROOT / "forecasts")
    request.getfixturevalue("demo")
    assert list(tmp_path.iterdir()) == []
    assert fingerprint(ROOT / "forecasts") == before


def test_the_commands_of_the_demo_fit_a_terminal_of_80_columns(demo: subprocess.CompletedProcess[str]) -> None:
    typed = [line for line in demo.stdout.splitlines() if re.match(r"[$#] |    [^ ].* \\$", line)]
    assert len(typed) >= 10
    assert max(map(len, typed)) <= 80
