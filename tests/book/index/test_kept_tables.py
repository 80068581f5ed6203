"""What is kept of a table that was printed, and of the records beside one that changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from outlook.answers.standing import Standings
from outlook.records import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

NOW = datetime(2024, 12, 10, 9, 30, tzinfo=UTC)
LATER = (timedelta(minutes=1), timedelta(hours=1), timedelta(hours=7), timedelta(days=2), timedelta(days=400))
DEAL = """\
question: Will there be a deal?
kind: binary
opens_at: 2024-12-01
closes_at: 2024-12-31
criteria: YES if it is signed
prior: 0.4
"""
# The report will count in half an hour.
ENTRIES = """\
{"id":"abcdefgh","kind":"estimate","known_at":"2024-12-08T09:00:00Z","recorded_at":"2024-12-08T09:00:00Z",\
"by":"ana","forecast":"deal","stated":0.3}
{"id":"bcdefghi","kind":"evidence","known_at":"2024-12-10T10:00:00Z","recorded_at":"2024-12-10T09:00:00Z",\
"by":"ana","summary":"They meet","forecasts":["deal"]}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A book of one forecast, of which time moves nothing but how long ago and how soon."""
    case = tmp_path / "book" / "talks"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text("title: Talks\n", "utf-8")
    (case / "deal.yaml").write_text(DEAL, "utf-8")
    (case / "ledger.jsonl").write_text(ENTRIES, "utf-8")
    return case.parent


@pytest.mark.parametrize("colour", ["never", "always"])
def test_a_printed_table_says_how_long_ago_it_is_now(
    run: Run, talks: Path, clock: Callable[[datetime], None], colour: str
) -> None:
    for length in (timedelta(), *LATER, timedelta()):
        clock(NOW + length)
        command = ("status", "--color", colour, "--book", str(talks))
        assert run(*command) == run("--no-index", *command)
        assert run(*command) == run("--no-index", *command)


@pytest.mark.parametrize("is_renamed", [False, True])
def test_only_the_record_is_read_that_has_changed(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, is_renamed: bool
) -> None:
    record, parsed = book / "syria-2024-12" / "hama-by-december.yaml", list[str]()
    if is_renamed:
        assert run("rename", "hama-by-december", "hama-again").code == 0
        assert run("rename", "unsc-resolution", "resolution").code == 0
        record = record.with_stem("hama-again")
    run("status", "--json")
    record.write_text(record.read_text("utf-8").replace("title: ", "title: Once more, ", 1), "utf-8")
    right, parse = run("--no-index", "status", "--json"), read.parse_forecast

    def noted(path: Path, raw: bytes, case: str) -> read.Read:
        parsed.append(path.stem)
        return parse(path, raw, case)

    monkeypatch.setattr(read, "parse_forecast", noted)
    assert run("status", "--json") == right
    assert "Once more" in right.out
    assert parsed == [record.stem]


def test_a_changed_record_that_names_a_forecast_as_it_was_called_is_named_anew(run: Run, book: Path) -> None:
    assert run("rename", "hama-by-december", "hama-again").code == 0
    run("status", "--json")
    record = book / "syria-2024-12" / "unsc-resolution.yaml"
    given = "given: {forecast: hama-by-december, outcome: 'yes'}\n"
    record.write_text(f"{record.read_text('utf-8')}{given}", "utf-8")
    kept, right = (run(*words, "show", "unsc-resolution", "--json") for words in ((), ("--no-index",)))
    assert kept == right
    assert "hama-again" in right.out


def test_where_nothing_waits_for_its_outcome_due_folds_no_ledger(
    run: Run, book: Path, clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(NOW + timedelta(days=400))
    run("status")
    right = run("--no-index", "due")

    def folded(*_: object) -> None:
        raise AssertionError("a case in which all is resolved was folded")

    monkeypatch.setattr(Standings, "of_case", folded)
    assert run("due") == right
