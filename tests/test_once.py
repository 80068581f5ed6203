"""What tests remember of a ledger is what its bytes say, and what one reader goes on with changes nothing for another."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from outlook.ledger import open_ledger
from outlook.model.entries import ENTRY, Entry

if TYPE_CHECKING:
    from pathlib import Path

AT = "2024-12-02T12:00:00Z"


def report(number: int, summary: str = "A report.") -> dict[str, object]:
    return {
        "id": f"aaaaaaa{'abcdefgh'[number]}", "kind": "evidence", "known_at": AT, "recorded_at": AT, "by": "alice",
        "summary": summary,
    }  # fmt: skip


def lines_of(*documents: dict[str, object]) -> bytes:
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


def ledgers(tmp_path: Path, raw: bytes) -> list[Path]:
    """Folders of three cases with the same ledger."""
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
        (folder / "ledger.jsonl").write_bytes(raw)
    return folders


def test_two_readers_of_the_same_lines_have_the_same_entries_and_each_its_own_places(tmp_path: Path) -> None:
    first, second, third = map(open_ledger, ledgers(tmp_path, lines_of(report(0), report(1))))
    assert first.entries() == second.entries() == [ENTRY.validate_python(report(number)) for number in (0, 1)]
    assert [ledger.where("aaaaaaab") for ledger in (first, second)] == [
        f"{tmp_path / name / 'ledger.jsonl'}:2" for name in "ab"
    ]
    added: Entry = ENTRY.validate_python(report(2))
    first.append(partial(list, [added]))
    assert first.entries()[-1] == added
    assert len(second.entries()) == len(third.entries()) == 2
    assert third.problems() == []


def test_what_contradicts_an_entry_later_is_told_of_its_own_ledger_alone(tmp_path: Path) -> None:
    folders = ledgers(tmp_path, lines_of(report(0), report(1)))
    first, second = map(open_ledger, folders[:2])
    assert len(first.entries()) == len(second.entries()) == 2
    with (folders[0] / "ledger.jsonl").open("ab") as file:
        file.write(lines_of(report(1, "Another.")))
    assert [entry.id for entry in first.entries()] == ["aaaaaaaa"]
    assert [problem.code for problem in first.problems()] == ["two-versions", "two-versions"]
    for ledger in (second, open_ledger(folders[2])):
        assert [entry.id for entry in ledger.entries()] == ["aaaaaaaa", "aaaaaaab"]
        assert ledger.problems() == []
