"""Large files are read piece by piece, and what is read of them waits on the disk: the book is the same."""

from __future__ import annotations

import errno
import json
import os
import resource
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.conftest import Import, files, sample
from exchange.held import SAMPLES as SAMPLES_FOLDER
from exchange.test_asking_first import typed
from outlook.errors import InvalidValue
from outlook.exchange import content, source, spool
from outlook.exchange import given as given_files
from outlook.exchange.content import OnDisk
from outlook.exchange.source import Source
from outlook.exchange.spool import Seen, Spool
from outlook.ledger import writing
from thorough import share

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

SAMPLES = (
    ("manifold/bets.json", "manifold/markets.json"),
    ("manifold/markets.json", "manifold/dump-with-trailing-comma.json"),
    ("fatebook/fatebook-forecasts.csv",),
    ("forecastbench/2026-01-04-llm.json", "forecastbench/2026-01-04.Made-up-Lab.m-1.json", "forecastbench/2026-01-04_resolution_set.json"),
    ("generic/long.csv",),
    ("generic/long.jsonl",),
    ("generic/wide-percent.csv", "--wide", "ann,bob", "--percent", "--at", "2026-01-01"),
)  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on everything is large: files of ten bytes, lists of two items."""

    def shrink() -> None:
        monkeypatch.setattr(content, "HELD", 10)
        monkeypatch.setattr(content, "PIECE", 16)
        monkeypatch.setattr(source, "PIECE", 16)
        monkeypatch.setattr(spool, "KEPT", 2)

    return shrink


@pytest.mark.parametrize("given", SAMPLES)
def test_a_file_that_is_read_in_pieces_makes_the_same_book(
    bring: Import, empty: Path, tmp_path: Path, small: Callable[[], None], given: tuple[str, ...]
) -> None:
    said = bring(*given)
    whole = files(empty)
    empty.rename(tmp_path / "whole")
    small()
    assert bring(*given) == said
    assert files(empty) == whole


def in_pieces(tmp_path: Path, raw: bytes) -> Source:
    (tmp_path / "x.json").write_bytes(raw)
    found = Source.read(tmp_path / "x.json")
    assert isinstance(found.content, OnDisk)
    return found


@pytest.mark.parametrize(
    ("raw", "saying"),
    [
        (b'[{"a": 1},\n {"a": 2}', "x.json:2: it is no JSON (, was expected)"),
        (b'[{"a": 1}\n {"a": 2}]', "x.json:2: it is no JSON (, was expected)"),
        (b'[{"a": 1},\n {"a": NaN}]', "x.json:1: it is no JSON (NaN is no number in JSON)"),
        (b'[{"a": 1},\n\n {"a": }]', "x.json:3: it is no JSON (Expecting value)"),
        (b'[{"a": 1}] []        ', "x.json:1: it is no JSON (something follows the list)"),
        (b'[{"a": 1}, 7         ]', "[1]: it is no JSON object"),
        (b'[{"a": "\0"}         ]', "it holds a NUL character"),
        (b'[{"a": ' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_damaged_list_is_refused_with_its_line(
    tmp_path: Path, small: Callable[[], None], raw: bytes, saying: str
) -> None:
    small()
    with pytest.raises(InvalidValue) as refused:
        list(in_pieces(tmp_path, raw).objects())
    assert saying in str(refused.value)


def test_a_value_that_does_not_end_is_given_up_before_all_of_the_file_is_held(
    tmp_path: Path, small: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    small()
    monkeypatch.setattr(source, "_LARGEST", 1000)
    listed = in_pieces(tmp_path, b'[{"a": "' + b"x" * 100_000)
    read = source._Listed(listed)
    with pytest.raises(InvalidValue, match="it is no JSON"):
        list(read.values())
    assert len(read._text) < 5000


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, small: Callable[[], None]) -> None:
    small()
    found = in_pieces(tmp_path, b'[{"a": 1}, {"a": 2}]' * 10)
    (tmp_path / "x.json").write_bytes(b'[{"a": 1}]' + b" " * 400)
    with pytest.raises(InvalidValue, match="it changed while it was read; import it when it is whole"):
        list(found.objects())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_pieces_are_read_in_any_encoding(tmp_path: Path, small: Callable[[], None], encoding: str) -> None:
    small()
    text = "Frage;Wer\r\n" + "Überläßt er's?;änn\n" * 20
    assert "".join(in_pieces(tmp_path, text.encode(encoding)).lines()) == text


@given(st.lists(st.integers()), st.integers(1, 5))
@settings(max_examples=share(30))
def test_a_spool_is_the_list_of_what_was_put_into_it(items: list[int], kept: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spool, "KEPT", kept)
        found = Spool(items)
        assert (list(found), list(found), len(found)) == (items, items, len(items))


@given(st.lists(st.tuples(st.text(max_size=2), st.integers(0, 2**64 - 1))))
def test_what_was_seen_is_known_with_what_it_said_first(items: list[tuple[str, int]]) -> None:
    seen, known = Seen(), dict[str, int]()
    for name, said in items:
        assert seen.get(name) == known.get(name)
        assert seen.add(name, said) == (name not in known)
        known.setdefault(name, said)
    assert {name: seen.get(name) for name in known} == known


def test_no_room_for_what_waits_is_said_and_nothing_is_written(
    run: Run, empty: Path, small: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    small()

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    ran = run("import", sample("generic/long.csv"))
    assert (ran.code, files(empty)) == (3, {})
    assert "TMPDIR names another folder for temporary files. Nothing was written" in ran.err


@pytest.mark.usefixtures("loaded")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_on_a_terminal_a_bar_shows_how_far_a_large_file_is(
    empty: Path, small: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    small()
    monkeypatch.setenv("TERM", "xterm")
    said = typed("y\n", "generic/long.csv")
    assert said.code == 0
    assert "long.csv" in said.err
    assert "%" in said.err


def test_a_large_list_needs_the_memory_of_its_largest_value(tmp_path: Path) -> None:
    with (tmp_path / "x.json").open("w", encoding="utf-8") as file:
        file.write("[" + ",".join(json.dumps({"a": number, "b": "x" * 900}) for number in range(30_000)) + "]")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in Source.read(tmp_path / "x.json").objects()) == 30_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 15_000


def test_a_ledger_that_would_be_too_large_is_refused_and_is_as_it_was(
    bring: Import, empty: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("manifold/bets.json", "manifold/markets.json")
    before = files(empty)
    monkeypatch.setattr(writing, "LEDGER_LIMIT", len(before["manifold/ledger.jsonl"]) + 100)
    ran = run("import", sample("generic/long.csv"), "--case", "manifold")
    assert ran.code == 2
    assert "would be too large (a ledger has at most" in ran.err
    assert files(empty) == before


def test_an_archive_that_is_too_large_to_be_unpacked_is_refused(
    tmp_path: Path, turned_away: Callable[..., Any], small: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    small()
    monkeypatch.setattr(given_files, "LIMIT", 1000)
    (tmp_path / "x.zip").write_bytes((SAMPLES_FOLDER / "metaculus" / "user_data.zip").read_bytes())
    turned_away("x.zip", saying=("is not unpacked here: unpack it, and import the files in it",))
