"""The source distribution builds, tests and demonstrates itself: what git tracks is in it, but for what is named here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What only a git checkout has a use for.
LEFT_OUT: frozenset[str] = frozenset()
NEEDED_BY_TOOLS = {
    ".ci/run", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md",
    "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "docs/demo.sh", "pyproject.toml", "requirements-e2e.lock", "requirements-readers.lock",
    "requirements-engines.lock",
    "requirements-run.lock", "requirements.lock",
}  # fmt: skip


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a freshly built source distribution, without the folder they are packed in."""
    place = tmp_path_factory.mktemp("sdist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(place)],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    (archive,) = place.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        return {name.partition("/")[2] for name in tar.getnames()}


def tracked() -> set[str]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this tree is no git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def test_every_tracked_file_is_in_it_but_the_named_few(packed: set[str]) -> None:
    assert tracked() - packed == LEFT_OUT


def test_it_holds_nothing_that_is_not_tracked(packed: set[str]) -> None:
    ignored = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    fresh = set(ignored.stdout.split("\0"))
    assert packed - tracked() - fresh == {"PKG-INFO"}


def test_it_holds_what_make_needs(packed: set[str]) -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"[\w/.-]+\.(?:lock|toml|sh|py)\b", recipes)) - {"run.py"}
    assert {"docs/demo.sh", "requirements.lock", "requirements-run.lock", "bench/run.py"} <= named
    assert named | NEEDED_BY_TOOLS <= packed


@pytest.mark.parametrize("folder", ["tests", "docs", "bench", "forecasts", "src"])
def test_it_holds_every_file_of_a_folder(packed: set[str], folder: str) -> None:
    made = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    here = {
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not made & set(path.parts) and path.suffix != ".lock"
    }
    assert here <= packed
