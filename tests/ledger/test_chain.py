"""The chain and the seals: what is removed or changed leaves a gap, merges leave none, and a root proves its leaves."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlook.ledger import open_ledger
from outlook.ledger.chain import Line, examine, line_hash, previous, version_hash
from outlook.ledger.lines import parsed_lines
from outlook.ledger.seals import covered, digest, leaf, root_of, tree
from outlook.ledger.versions import Versions
from outlook.model import Evidence
from outlook.model.entries import Seal
from thorough import share

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "forecasts" / "syria-2024-12" / "ledger.jsonl"


def report(number: int, summary: str = "A report.") -> Evidence:
    name = f"aaaaaaaaaaa{chr(97 + number // 26)}{chr(97 + number % 26)}"
    at = AT + timedelta(seconds=number)
    return Evidence(id=name, known_at=at, recorded_at=at, by="alice", summary=summary)


def chained(count: int) -> list[bytes]:
    """The lines of a ledger to which so many reports were added one at a time."""
    with TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder))
        for number in range(count):
            ledger.append(lambda number=number: [report(number)])  # type: ignore[misc]  # each its own
        return (Path(folder) / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def examined(lines: list[bytes]) -> Any:
    return examine(parsed_lines(b"".join(lines)))


def test_each_line_names_the_one_before_it_by_a_hash_that_can_be_redone_by_hand() -> None:
    first, second, third = chained(3)
    assert json.loads(first)["prev"] == "start"
    assert json.loads(second)["prev"] == hashlib.sha256(first.strip()).hexdigest()[:32]
    assert json.loads(third)["prev"] == hashlib.sha256(second.strip()).hexdigest()[:32]


def test_a_batch_is_chained_within() -> None:
    with TemporaryDirectory() as folder:
        open_ledger(Path(folder)).append(lambda: [report(0), report(1)])
        first, second = (Path(folder) / "ledger.jsonl").read_bytes().splitlines()
    assert json.loads(second)["prev"] == line_hash(first)


def test_the_first_new_line_of_an_older_ledger_names_its_last_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_bytes(SHIPPED.read_bytes())
    open_ledger(tmp_path).append(lambda: [report(0)])
    *older, new = (tmp_path / "ledger.jsonl").read_bytes().splitlines()
    assert json.loads(new)["prev"] == line_hash(older[-1])
    assert examine(parsed_lines((tmp_path / "ledger.jsonl").read_bytes())).gaps == ()


@given(st.data())
@settings(max_examples=share(60))
def test_whatever_line_is_removed_or_changed_leaves_a_gap_unless_it_is_the_last(data: st.DataObject) -> None:
    lines = chained(6)
    place = data.draw(st.integers(0, 5))
    if data.draw(st.booleans()):
        left = lines[:place] + lines[place + 1 :]
    else:
        left = [*lines[:place], lines[place].replace(b"A report.", b"Another."), *lines[place + 1 :]]
    gaps = examined(data.draw(st.permutations(left))).gaps
    assert [gap.missing for gap in gaps] == ([] if place == 5 else [line_hash(lines[place])])


@given(st.permutations(range(6)), st.sampled_from([b"\n", b"\r\n", b" \n"]), st.booleans())
def test_the_order_of_lines_their_ends_and_a_mark_change_nothing(order: list[int], end: bytes, marked: bool) -> None:
    lines = chained(6)
    moved = [lines[place].rstrip(b"\n") + end for place in order]
    found = examined([b"\xef\xbb\xbf" + moved[0], *moved[1:]] if marked else moved)
    assert (found.gaps, found.heads, len(found.lines)) == ((), (line_hash(lines[-1]),), 6)


def test_after_a_merge_the_next_line_names_every_head_and_the_chain_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    open_ledger(tmp_path).append(lambda: [report(0)])
    base = path.read_bytes()
    open_ledger(tmp_path).append(lambda: [report(1), report(2)])
    ours = path.read_bytes().removeprefix(base)
    path.write_bytes(base)
    open_ledger(tmp_path).append(lambda: [report(3)])
    theirs = path.read_bytes().removeprefix(base)
    path.write_bytes(base + theirs + ours)
    open_ledger(tmp_path).append(lambda: [report(4)])
    lines = path.read_bytes().splitlines()
    heads = {line_hash(ours.splitlines()[-1]), line_hash(theirs.splitlines()[-1])}
    assert set(json.loads(lines[-1])["prev"]) == heads
    found = examine(parsed_lines(path.read_bytes()))
    assert (found.gaps, found.heads) == ((), (line_hash(lines[-1]),))


def test_a_line_without_a_chain_after_one_that_has_it_is_told_apart(tmp_path: Path) -> None:
    lines = chained(2)
    stray = {name: value for name, value in json.loads(lines[1]).items() if name != "prev"}
    found = examined([*lines, json.dumps({**stray, "id": "bbbbbbbb"}).encode() + b"\n"])
    assert [line.number for line in found.unchained_after] == [3]


@pytest.mark.parametrize("named", ["", 7, "short", ["short", 7], {"a": 1}, None])
def test_a_prev_that_is_none_names_nothing(named: object) -> None:
    assert previous({"prev": named}) == ()


def test_a_version_is_what_an_entry_says_not_where_it_is_nor_when_an_import_was_written() -> None:
    one = {"id": "a", "recorded_at": "2024", "prev": "start"}
    assert version_hash(one) == version_hash({"recorded_at": "2024", "id": "a", "prev": "x"})
    assert version_hash(one) != version_hash({**one, "recorded_at": "2025"})
    imported = {**one, "imported": {"system": "s", "id": "1"}}
    assert version_hash(imported) == version_hash({**imported, "recorded_at": "2025"})


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("2024-12-03T12:00:00Z", "2024-12-03T12:00:00.500Z"),  # as text the later one is the smaller
        ("2024-12-03T13:00:00+02:00", "2024-12-03T12:00:00Z"),
        ("2024-12-03T12:00:00Z", "some day"),
    ],
)
def test_of_two_imports_the_one_that_was_recorded_first_counts_whichever_line_it_is(
    first: str, later: str, order: int
) -> None:
    versions = Versions()
    said = {"id": "a", "imported": {"system": "s", "id": "1"}}
    for line, at in enumerate((first, later)[::order], 1):
        versions.add({**said, "recorded_at": at}, line)
    assert versions.counting["a"]["recorded_at"] == first


# ── seals ──


@given(st.dictionaries(st.text("abc", min_size=1), st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1))
def test_every_leaf_leads_to_the_root_by_its_path_and_no_other_leaf_does(leaves: dict[str, str]) -> None:
    root, paths = tree(leaves)
    for name, found in leaves.items():
        assert root_of(found, paths[name]) == root
        assert root_of(hashlib.sha256(found.encode()).hexdigest(), paths[name]) != root


def sealing(lines: list[bytes], **changed: Any) -> Seal:
    found = examined(lines)
    said = {"heads": found.heads, "entries": len(found.lines), "lines": digest(found, found.lines)}
    more = {"id": "s" * 13, "known_at": AT, "recorded_at": AT, "by": "alice", "case": "one"}
    return Seal(**more, **{**said, **changed})


@given(st.data())
@settings(max_examples=share(40))
def test_a_seal_covers_the_lines_of_its_time_whatever_comes_later_in_whatever_order(data: st.DataObject) -> None:
    lines = chained(8)
    at = data.draw(st.integers(1, 8))
    seal = sealing(lines[:at])
    later = examined(data.draw(st.permutations(lines)))
    names = covered(later, seal.heads, seal.entries)
    assert names is not None
    assert digest(later, names) == seal.lines


def test_a_seal_covers_older_lines_without_a_chain_too() -> None:
    older = SHIPPED.read_bytes().splitlines(keepends=True)[:5]
    seal = sealing(older)
    found = examined([*older, *chained(2)])
    names = covered(found, seal.heads, seal.entries)
    assert names is not None
    assert digest(found, names) == seal.lines


@pytest.mark.parametrize("change", ["removed", "changed"])
@pytest.mark.parametrize("place", range(4))
def test_a_seal_is_broken_by_any_line_of_its_time_that_is_removed_or_changed(place: int, change: str) -> None:
    lines = chained(5)
    seal = sealing(lines[:4])
    new = [] if change == "removed" else [lines[place].replace(b"A report.", b"Another.")]
    found = examined([*lines[:place], *new, *lines[place + 1 :]])
    names = covered(found, seal.heads, seal.entries)
    assert names is None or digest(found, names) != seal.lines


@pytest.mark.parametrize("field", ["by", "recorded_at", "case", "entries", "lines", "heads", "files"])
def test_every_field_of_a_seal_is_in_its_leaf(field: str) -> None:
    seal = sealing(chained(2))
    other = {
        "by": "bob", "recorded_at": AT + timedelta(1), "case": "two", "entries": 9, "lines": "0" * 64,
        "heads": ("0" * 32,), "files": {"case.yaml": "0" * 64},
    }[field]  # fmt: skip
    assert leaf(seal.model_copy(update={field: other})) != leaf(seal)
    assert leaf(seal.model_copy(update={"id": "t" * 13, "path": ("l:" + "0" * 64,)})) == leaf(seal), "these it is not"


def test_a_line_knows_whether_it_is_chained() -> None:
    assert [line.is_chained for line in map(Line._make, [(1, b"", {"prev": "start"}), (2, b"", {})])] == [True, False]
