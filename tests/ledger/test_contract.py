"""What every ledger promises, whatever it is made of: it grows, it forgets nothing, and it is read in one order."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from outlook.errors import Refused
from outlook.ledger import Ledger, lines_of, new_id, open_ledger, problem_at
from outlook.ledger.tiny import TinyLedger
from outlook.model import Estimate, Evidence, Resolution, Retraction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from outlook.model import Entry

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)


def evidence(entry_id: str, known_at: datetime = AT, recorded_at: datetime = AT, **more: Any) -> Evidence:
    fields = {"summary": "The army announces its withdrawal.", "forecasts": ["hama-by-december"], **more}
    return Evidence(id=entry_id, known_at=known_at, recorded_at=recorded_at, by="alice", **fields)


@pytest.fixture(params=["journal", "memory"], ids=["tinydb over a journal", "in memory"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Ledger]:
    """Opens the ledger at one and the same address, as often as it is called."""
    address = tmp_path if request.param == "journal" else f"memory:{tmp_path}"
    return lambda: open_ledger(address)


def ids(ledger: Ledger) -> list[str]:
    return [entry.id for entry in ledger.entries()]


def test_what_is_appended_is_read_back(opened: Callable[[], Ledger]) -> None:
    entries: list[Entry] = [
        evidence("aaaaaaaa", indicators={"army-withdraws": "full"}, grade="b1", happened_on="2024-12-05"),
        Estimate(id="bbbbbbbb", known_at=AT, recorded_at=AT, by="alice", forecast="hama-by-december", stated=0.7),
        Resolution(id="cccccccc", known_at=AT, recorded_at=AT, by="bob", forecast="hama-by-december", outcome="yes"),
        Retraction(id="dddddddd", known_at=AT, recorded_at=AT, by="bob", entry="aaaaaaaa", why="a mistake"),
    ]
    ledger = opened()
    ledger.append(lambda: entries)
    assert ledger.entries() == entries
    assert opened().entries() == entries
    assert opened().problems() == []


def test_entries_are_ordered_by_when_they_were_known_then_recorded_then_by_id(opened: Callable[[], Ledger]) -> None:
    hour = timedelta(hours=1)
    ledger = opened()
    ledger.append(lambda: [evidence("eeeeeeee", AT + hour, AT + hour), evidence("dddddddd", AT, AT + 2 * hour)])
    ledger.append(lambda: [evidence("cccccccc", AT, AT + hour), evidence("bbbbbbbb", AT - hour, AT + 3 * hour)])
    ledger.append(lambda: [evidence("aaaaaaaa", AT, AT + 2 * hour)])
    assert ids(ledger) == ids(opened()) == ["bbbbbbbb", "cccccccc", "aaaaaaaa", "dddddddd", "eeeeeeee"]


def test_a_new_ledger_holds_nothing(opened: Callable[[], Ledger]) -> None:
    ledger = opened()
    assert ledger.entries() == opened().entries() == []
    assert ledger.problems() == []
    assert ledger.append(list) == []
    assert opened().entries() == []


def test_a_missing_file_and_an_empty_one_hold_nothing(tmp_path: Path) -> None:
    ledger = TinyLedger(tmp_path / "ledger.jsonl")
    assert ledger.entries() == []
    assert not ledger.path.exists(), "reading makes no file"
    ledger.append(list)
    assert list(tmp_path.iterdir()) == [], "appending nothing writes nothing"
    ledger.path.write_bytes(b"")
    assert ledger.entries() == open_ledger(tmp_path).entries() == []
    assert ledger.problems() == []


def test_an_id_that_is_taken_is_refused_and_nothing_of_that_append_is_written(opened: Callable[[], Ledger]) -> None:
    ledger = opened()
    ledger.append(lambda: [evidence("aaaaaaaa")])
    before = ledger.entries()
    with pytest.raises(Refused, match="entry aaaaaaaa is in the ledger already; nothing was written"):
        opened().append(lambda: [evidence("bbbbbbbb"), evidence("aaaaaaaa", summary="Something else.")])
    assert ledger.entries() == opened().entries() == before


def test_what_refuses_while_it_is_built_leaves_nothing(opened: Callable[[], Ledger]) -> None:
    ledger = opened()

    def build() -> list[Entry]:
        raise Refused("resolved already")

    with pytest.raises(Refused, match="resolved already"):
        ledger.append(build)
    assert opened().entries() == []


def test_what_is_built_sees_what_is_there(opened: Callable[[], Ledger]) -> None:
    mine, theirs = opened(), opened()
    theirs.append(lambda: [evidence("aaaaaaaa")])
    seen: list[str] = []

    def build() -> list[Entry]:
        seen.extend(ids(mine))
        return [evidence("bbbbbbbb")]

    mine.append(build)
    assert seen == ["aaaaaaaa"]


def test_an_id_twice_in_one_append_is_refused(opened: Callable[[], Ledger]) -> None:
    ledger = opened()
    with pytest.raises(Refused, match="aaaaaaaa"):
        ledger.append(lambda: [evidence("aaaaaaaa"), evidence("aaaaaaaa", summary="Something else.")])
    assert ledger.entries() == []


def test_an_open_ledger_sees_what_another_appends(opened: Callable[[], Ledger]) -> None:
    mine, theirs = opened(), opened()
    mine.append(lambda: [evidence("aaaaaaaa")])
    theirs.append(lambda: [evidence("bbbbbbbb")])
    mine.append(lambda: [evidence("cccccccc")])
    assert ids(mine) == ids(theirs) == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_every_entry_knows_its_place(opened: Callable[[], Ledger]) -> None:
    ledger = opened()
    ledger.append(lambda: [evidence("bbbbbbbb"), evidence("aaaaaaaa")])
    places = [ledger.where(name).rpartition(":") for name in ("bbbbbbbb", "aaaaaaaa", "zzzzzzzz")]
    assert [number for _, _, number in places] == ["1", "2", "0"]
    assert len({place for place, _, _ in places}) == 1
    problem = problem_at(ledger, "aaaaaaaa", "odd", "it is odd")
    assert (str(problem.path), problem.line) == (places[0][0], 2)


def test_only_a_file_of_lines_can_be_verified(tmp_path: Path) -> None:
    assert lines_of(open_ledger(tmp_path)).path == tmp_path / "ledger.jsonl"
    with pytest.raises(Refused, match="this ledger is no file of lines"):
        lines_of(open_ledger(f"memory:{tmp_path}"))


def test_new_ids_are_thirteen_characters_of_base32() -> None:
    found = [new_id() for _ in range(1000)]
    assert len(set(found)) == 1000
    assert all(re.fullmatch("[a-z2-7]{13}", name) for name in found)
    assert all({name[place] for name in found} > {"a", "7"} for place in range(13)), "every character is drawn"


CHANGES: list[tuple[str, Callable[[Any], Any]]] = [
    ("update", lambda table: table.update({"summary": "changed"})),
    ("update_multiple", lambda table: table.update_multiple([])),
    ("upsert", lambda table: table.upsert({"summary": "changed"}, lambda _: True)),
    ("remove", lambda table: table.remove(doc_ids=["aaaaaaaa"])),
    ("truncate", lambda table: table.truncate()),
]


@pytest.mark.parametrize("change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES])
def test_tinydbs_verbs_that_change_or_delete_are_refused(tmp_path: Path, change: Callable[[Any], Any]) -> None:
    ledger = TinyLedger(tmp_path / "ledger.jsonl")
    ledger.append(lambda: [evidence("aaaaaaaa")])
    before = ledger.path.read_bytes()
    with pytest.raises(Refused, match=r"append-only: take an entry back with `outlook retract`"):
        change(ledger.table)
    assert ledger.path.read_bytes() == before


def test_dropping_tables_and_writing_over_the_file_are_refused(tmp_path: Path) -> None:
    from outlook.ledger.journal import Journal
    from outlook.ledger.tiny import LedgerDatabase

    TinyLedger(tmp_path / "ledger.jsonl").append(lambda: [evidence("aaaaaaaa")])
    journal = Journal(tmp_path / "ledger.jsonl")
    before = journal.path.read_bytes()
    database = LedgerDatabase(storage=lambda: journal)
    for destroy in (database.drop_tables, lambda: database.drop_table("entries"), lambda: journal.write({})):
        with pytest.raises(Refused, match="append-only"):
            destroy()
    assert journal.path.read_bytes() == before


def test_a_ledger_can_be_searched_as_any_tinydb_table(tmp_path: Path) -> None:
    from tinydb import where

    ledger = TinyLedger(tmp_path / "ledger.jsonl")
    ledger.append(lambda: [evidence("aaaaaaaa", grade="B2"), evidence("bbbbbbbb")])
    assert [found["id"] for found in ledger.table.search(where("grade") == "B2")] == ["aaaaaaaa"]
    ledger.table.insert({**json.loads(ledger.path.read_text().splitlines()[0]), "id": "cccccccc"})
    assert [entry.id for entry in ledger.entries()] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]
