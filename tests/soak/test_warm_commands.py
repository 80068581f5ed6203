"""What a command opens and imports where the index is warm: no more than it must."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from .programs import NO_INDEX, knows_no_index
from .world import write_book

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.in_turn

HEAVY = {"pydantic", "pydantic_core", "yaml", "tinydb"}
SETTLED = 2.1  # seconds; what changed so shortly before it was indexed is looked at once more
READING = (
    (),
    ("status",),
    ("status", "--json"),
    ("due",),
    ("show", "front/move-0"),
    ("show", "front/move-0", "--json"),
    ("history",),
)
WATCHING = Path(__file__).with_name("watching.py")


class Watched(NamedTuple):
    """What a command opened, and whether to write, and the packages that it imported."""

    opened: list[tuple[Path, bool]]
    imported: set[str]

    def files_in(self, folder: Path) -> list[Path]:
        return [path for path, _ in self.opened if path.is_relative_to(folder) and not path.is_dir()]

    def written_in(self, folder: Path) -> list[Path]:
        return [path for path, writes in self.opened if writes and path.is_relative_to(folder)]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that has not changed for a while."""
    made = tmp_path_factory.mktemp("warm").resolve() / "forecasts"
    write_book(made, 0)
    if knows_no_index():
        time.sleep(SETTLED)
    return made


@pytest.fixture
def watched(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Watched]:
    """Run a command in an interpreter of its own, in the folder of the book, and see what it does there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(book.parent / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(book.parent / "state"))

    def watch(*words: str) -> Watched:
        report = tmp_path / "report.json"
        command = [sys.executable, str(WATCHING), str(report), *words]
        done = subprocess.run(command, cwd=book.parent, capture_output=True, check=False, env=os.environ)
        assert done.returncode == 0, done.stderr.decode()
        found = json.loads(report.read_text())
        opened = [(Path(path), writes) for path, writes in found["opened"]]
        return Watched(opened, {name.partition(".")[0] for name in found["imported"]})

    return watch


@pytest.fixture
def warm(watched: Callable[..., Watched], without_index: tuple[str, ...]) -> Callable[..., Watched]:
    """As `watched`, once the same command has been answered before."""
    if not without_index:
        pytest.skip("the program has no index yet")

    def watch(*words: str) -> Watched:
        watched(*words)
        return watched(*words)

    return watch


@pytest.fixture
def without_index() -> tuple[str, ...]:
    return (NO_INDEX,) if knows_no_index() else ()


def test_without_the_index_everything_is_read(
    watched: Callable[..., Watched], without_index: tuple[str, ...], book: Path
) -> None:
    """Who watches sees it."""
    found = watched(*without_index, "status")
    assert HEAVY - {"tinydb"} <= found.imported
    read = {str(path.relative_to(book)) for path in found.files_in(book)}
    assert {"front/case.yaml", "front/move-0.yaml", "front/ledger.jsonl", "river/thaw.yaml"} <= read
    assert found.files_in(book.parent / "cache") == []
    assert found.written_in(book) == []


@pytest.mark.alike
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_warm_reading_command_imports_nothing_heavy(warm: Callable[..., Watched], words: tuple[str, ...]) -> None:
    assert warm(*words).imported & HEAVY == set()


@pytest.mark.alike
@pytest.mark.parametrize("words", [("status",), ("status", "--json"), ()], ids=" ".join)
def test_a_warm_status_opens_no_record_and_no_ledger(
    warm: Callable[..., Watched], book: Path, words: tuple[str, ...]
) -> None:
    found = warm(*words)
    assert found.files_in(book) == []
    assert found.written_in(book) == []


def test_the_index_is_written_outside_the_book(
    watched: Callable[..., Watched], warm: Callable[..., Watched], book: Path
) -> None:
    warm("status")
    shutil.rmtree(book.parent / "cache")
    found = watched("status")
    assert found.written_in(book) == []
    assert found.written_in(book.parent) == found.written_in(book.parent / "cache" / "outlook") != []


def test_a_write_touches_only_the_files_of_its_case(
    warm: Callable[..., Watched], watched: Callable[..., Watched], book: Path
) -> None:
    warm("status")
    found = watched("evidence", "front/move-0", "Boats seen", "--lr", "2")
    assert found.files_in(book / "river") == []
    assert {path.name for path in found.written_in(book)} <= {"ledger.jsonl"}
    assert found.written_in(book) != []


def test_what_was_written_is_indexed_by_who_wrote_it(
    warm: Callable[..., Watched], watched: Callable[..., Watched], book: Path
) -> None:
    """The next status may look at that ledger once more, since it has just changed, and at nothing else."""
    warm("status")
    watched("evidence", "front/move-0", "More boats seen", "--lr", "2")
    assert set(watched("status").files_in(book)) <= {book / "front" / "ledger.jsonl"}


def test_a_line_that_a_colleague_wrote_is_read_without_what_checks_records(
    warm: Callable[..., Watched], watched: Callable[..., Watched], book: Path, tmp_path: Path
) -> None:
    """As after `git pull`: it came to the ledger without a command of ours."""
    warm("status", "--json")
    theirs = tmp_path / "theirs"
    shutil.copytree(book, theirs / "forecasts")
    said = [sys.executable, "-m", "outlook", "evidence", "front/move-0", "Barges at sea", "--lr", "2.5", "--note", "é"]
    subprocess.run(said, cwd=theirs, check=True, capture_output=True)
    ledger = book / "front" / "ledger.jsonl"
    before = ledger.read_bytes()
    try:
        ledger.write_bytes((theirs / "forecasts" / "front" / "ledger.jsonl").read_bytes())
        found = watched("status", "--json")
        assert ledger in found.files_in(book)
        assert found.imported & HEAVY == set()
    finally:
        ledger.write_bytes(before)
