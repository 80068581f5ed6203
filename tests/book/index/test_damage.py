"""What is damaged is read anew, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outlook.errors import Changed

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path / "kept" / "outlook" / "index"


@pytest.mark.alike
@pytest.mark.parametrize("sort", ["about", "ledger", "records", "rows"])
@pytest.mark.parametrize("command", [("status", "--json"), ("show", "hama-by-december"), ("history",)], ids=" ".join)
def test_a_damaged_file_changes_no_answer_and_is_made_anew(
    run: Run, book: Path, cache: Path, sort: str, command: tuple[str, ...]
) -> None:
    right = run("--no-index", *command)
    run("status")
    (file,) = cache.glob(f"*.{sort}")
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2 :] = bytes(len(raw) - len(raw) // 2)
    file.write_bytes(raw)
    assert run(*command) == right
    run("show", "hama-by-december")  # who needs a record finds out that it is damaged
    run("status")
    assert run(*command) == right
    assert next(cache.glob(f"*.{sort}")).read_bytes() != raw


def test_what_is_written_is_not_written_again_where_the_index_fails_afterwards(
    run: Run, book: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object) -> None:
        raise Changed

    ledger = book / "syria-2024-12" / "ledger.jsonl"
    run("status")
    before = ledger.read_text("utf-8").splitlines()
    monkeypatch.setattr("outlook.cli.finishing.Compared", changed)
    ran = run("evidence", "hama-by", "Once is enough")
    assert ran.code == 3
    assert "is written; after that, somebody else changed the book" in ran.err
    assert len(ledger.read_text("utf-8").splitlines()) == len(before) + 1
