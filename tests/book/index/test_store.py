"""Files that may be lost: a reader gets what was written, or nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.book.index.store import AT_ONCE, Store, program

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {"about": b"what it is of", "rows": bytes(range(256)) * 40, "nothing": b""}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, "this program")


def contents(store: Store, name: str = "case") -> dict[str, bytes | None] | None:
    parts = store.read(name)
    return None if parts is None else {part: parts[part] for part in PARTS}


def test_what_is_written_is_read(store: Store) -> None:
    store.write("case", PARTS)
    assert contents(store) == PARTS
    parts = store.read("case")
    assert parts is not None
    assert ("rows" in parts, "columns" in parts, parts["columns"]) == (True, False, None)


def test_a_large_file_is_read_part_by_part(store: Store) -> None:
    store.write("case", {"large": bytes(AT_ONCE), "small": b"1"})
    parts = store.read("case")
    assert parts is not None
    assert (parts["small"], len(parts["large"] or b"")) == (b"1", AT_ONCE)


def test_what_another_state_of_the_program_wrote_is_nothing(store: Store, tmp_path: Path) -> None:
    Store(tmp_path, "another program").write("case", PARTS)
    assert contents(store) is None


def test_the_state_of_the_program_is_that_of_its_files() -> None:
    assert program() == program() != ""


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_a_bit_that_flips_anywhere_makes_a_part_or_the_file_nothing(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    store = Store(tmp_path_factory.mktemp("store"), "this program")
    store.write("case", PARTS)
    file = next(store._root.iterdir())
    raw = bytearray(file.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    file.write_bytes(raw)
    found = contents(store)
    assert found is None or [part for part in PARTS if found[part] != PARTS[part]] in (["about"], ["rows"])
    if found is not None:
        assert None in found.values()


@given(length=st.integers(0, 300))
def test_a_file_that_is_cut_short_gives_no_part_of_a_part(
    tmp_path_factory: pytest.TempPathFactory, length: int
) -> None:
    store = Store(tmp_path_factory.mktemp("store"), "this program")
    store.write("case", PARTS)
    file = next(store._root.iterdir())
    file.write_bytes(file.read_bytes()[:length])
    found = contents(store)
    assert found is None or all(found[part] in (None, PARTS[part]) for part in PARTS)


@pytest.mark.parametrize("how", ["folder", "pipe", "link"])
def test_what_is_no_plain_file_is_nothing(store: Store, tmp_path: Path, how: str) -> None:
    store.write("other", PARTS)
    place = tmp_path / "case"
    if how == "folder":
        place.mkdir()
    elif how == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("other")
    assert contents(store) is None


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_where_others_may_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Store.usual() is not None
    (tmp_path / "outlook" / "index").chmod(mode)
    assert Store.usual() is None


@pytest.mark.parametrize("named", ["relative/cache", "/dev/null", ""])
def test_without_a_folder_of_ones_own_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert Store.usual() is None
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    store.write("case", PARTS)
    (tmp_path / "full").mkdir()
    store.write("full", PARTS)  # a folder has that name
    assert contents(store) == PARTS
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "full"]


def test_where_there_are_very_many_files_those_of_half_a_year_ago_go(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("old", "new"):
        store.write(name, PARTS)
    os.utime(tmp_path / "old", (0, 0))
    store.tidy()
    assert (tmp_path / "old").exists()
    monkeypatch.setattr("outlook.book.index.store.MANY_FILES", 1)
    store.tidy()
    assert [one.name for one in tmp_path.iterdir()] == ["new"]
