"""An empty folder for a book, and imports of the samples into it at a time when all of them have happened."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from exchange.held import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran, Run

LATER = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


class Import(Protocol):
    def __call__(self, *arguments: str) -> dict[str, Any]: ...


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Callable[[datetime], None]) -> Path:
    """The folder of a book that is not there yet, beside the current folder."""
    monkeypatch.chdir(tmp_path)
    clock(LATER)
    return tmp_path / "forecasts"


@pytest.fixture
def bring(run: Run, empty: Path) -> Import:
    """Import samples by their names and give back what the command says of it in JSON."""

    def bring_in(*arguments: str) -> dict[str, Any]:
        ran = run("import", *map(sample, arguments), "--json")
        assert ran.code == 0, ran.err
        said: dict[str, Any] = json.loads(ran.out)
        return said

    return bring_in


def sample(word: str) -> str:
    is_sample = "/" in word or word == "hubverse"
    return str(SAMPLES / word) if is_sample and (SAMPLES / word).exists() else word


@pytest.fixture
def turned_away(run: Run, empty: Path) -> Callable[..., Ran]:
    """An import that is refused in one sentence, without a trace in the book."""

    def check(*arguments: str, saying: tuple[str, ...], code: int = 2) -> Ran:
        before = files(empty)
        ran = run("import", *map(sample, arguments))
        assert (ran.code, ran.out) == (code, ""), ran
        for words in saying:
            assert words in ran.err, ran.err
        assert "bug in outlook" not in ran.err
        assert files(empty) == before
        return ran

    return check


def files(book: Path) -> dict[str, bytes]:
    return {str(path.relative_to(book)): path.read_bytes() for path in sorted(book.rglob("*")) if path.is_file()}


def lost(said: dict[str, Any]) -> dict[str, int]:
    return {one["what"]: one["count"] for one in said["lost"]}
