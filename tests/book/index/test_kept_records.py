"""What is kept of records and entries is what pydantic made of them, and behaves alike."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.book import Book
from outlook.book.index.pickled import packed, unpacked
from outlook.model.entries import Estimate, Evidence, Resolution, Retraction, Seal
from outlook.model.kept import FIELDS, KeptEntry, entry_of, is_same, kept_of
from outlook.model.kinds import FORECAST

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

KINDS: dict[str, type[BaseModel]] = {
    "evidence": Evidence,
    "estimate": Estimate,
    "resolution": Resolution,
    "retraction": Retraction,
    "seal": Seal,
}


ASKED = {"id": "f", "case": "c", "question": "Will it?", "opens_at": "2024-12-01", "closes_at": "2025-03-31T23:59Z"}
RECORDS: dict[str, dict[str, Any]] = {
    "binary": {
        "kind": "binary", "prior": "1/3", "prior_range": [0.2, 0.5], "as_stated_in": "s-one:no", "given": {"forecast": "g", "outcome": "no"},
        "prior_otherwise": 0.5, "base_rates": [{"of": "releases", "k": 7, "n": 20}], "known": {"b": "c"}, "tags": ["x"],
        "indicators": [{"id": "sign", "likelihood": {"yes": 0.6, "no": 1}}], "imported": {"system": "s", "id": "1"},
        "scenarios": {"set": "h", "probability": {"one": 0.25, "two": "50%"}},
    },
    "none stated": {"kind": "binary", "as_stated_in": [], "fine_print": ["One.", "Two."]},
    "several stated": {"kind": "binary", "as_stated_in": ["s-one", "s-two:no"], "prior": 1},
    "choice": {
        "kind": "choice", "options": ["one", {"name": "two", "title": "The second"}], "prior": {"one": 0.25, "two": 0.75},
        "as_stated_in": {"s-one": {"one": "40%", "two": 0.6}},
    },
    "numeric": {"kind": "numeric", "unit": "km", "lower": 0, "prior": {"q05": 1, "q50": 2.5, "q95": 7}},
    "date": {"kind": "date", "lower": "2024-12-01", "upper": "2025-03-31", "prior": [["2024-12-31", 0.4], ["2025-02-01", 0.8]]},
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_a_kept_record_is_written_as_it_was_read(name: str) -> None:
    forecast = FORECAST.validate_python({**ASKED, **RECORDS[name]})
    kept = unpacked(packed(forecast))
    assert is_same(kept, kept_of(forecast))
    assert is_same(unpacked(packed(kept)), kept)
    assert is_same(kept.written, forecast.written)
    assert (kept.record_sha256, kept.labelled) == (forecast.record_sha256, forecast.labelled)


@pytest.fixture
def shipped(book: Path) -> Book:
    return Book.open(book)


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_an_entry_are_listed_in_their_order(kind: str) -> None:
    assert list(FIELDS[kind]) == list(KINDS[kind].model_fields)


def test_only_kinds_that_settle_something_by_hand_are_always_checked() -> None:
    assert set(KINDS) == set(FIELDS)


def test_every_entry_of_the_shipped_book_is_read_from_its_line_as_it_is_checked(shipped: Book) -> None:
    (folder,) = shipped.cases.values()
    lines = {one["id"]: one for one in map(json.loads, (folder.path / "ledger.jsonl").read_text("utf-8").splitlines())}
    for entry in folder.entries:
        kept = kept_of(entry)
        assert is_same(entry_of(lines[entry.id]), kept)
        assert kept.to_json() == entry.to_json()
        assert list(kept.to_json()) == list(entry.to_json())


def test_every_record_of_the_shipped_book_says_the_same_once_it_is_kept(shipped: Book) -> None:
    (folder,) = shipped.cases.values()
    for forecast in folder.forecasts.values():
        kept = unpacked(packed(kept_of(forecast)))
        for name in ("full_id", "heading", "missing", "signs", "record_sha256", "written", "labelled", "prior"):
            assert getattr(kept, name) == getattr(forecast, name), name
        if forecast.prior is not None:
            stated = forecast.prior.to_json()
            assert kept.read_belief(stated) == forecast.read_belief(stated)
            assert type(kept.prior) is type(forecast.prior)
    case = unpacked(packed(kept_of(folder.case)))
    assert folder.case is not None
    assert [one.id for one in case.indicators] == [one.id for one in folder.case.indicators]
    assert case.statement("s-hama") == kept_of(folder.case.statement("s-hama"))
    assert (case.weighing, case.title, case.warning) == (folder.case.weighing, folder.case.title, folder.case.warning)
    assert [one.terms for one in case.relations] == [one.terms for one in folder.case.relations]
    assert [one.kind for one in case.relations] == [one.kind for one in folder.case.relations]


LINE: dict[str, Any] = {
    "id": "aaaaaaaa", "kind": "estimate", "known_at": "2024-12-06T12:00:00Z", "recorded_at": "2024-12-06T12:00:00Z",
    "by": "alice", "forecast": "hama", "stated": 0.5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stated", 1),  # checked, it is the float 1.0
        ("stated", {"q05": 1, "q50": 2.0}),
        ("known_at", "2024-12-06T15:00:00+03:00"),
    ],
)
def test_a_line_that_checking_would_change_is_not_read_straight(field: str, value: object) -> None:
    line = {**LINE, field: value}
    checked = Estimate.model_validate(line)
    try:
        read = entry_of(line)
    except ValueError:
        return
    assert not is_same(read, kept_of(checked))


@given(st.recursive(st.integers() | st.floats(allow_nan=False) | st.booleans() | st.text(), st.lists))
def test_what_is_the_same_is_equal_and_of_one_type(value: object) -> None:
    assert is_same(value, value)
    assert not is_same([value], (value,))


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 1.0), (1, True), ([1], [1.0]), ({"a": 0}, {"a": 0.0}), ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
     (datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 1)), (date(2024, 1, 1), "2024-01-01")],  # noqa: DTZ001
)  # fmt: skip
def test_equal_values_of_other_types_are_not_the_same(one: object, other: object) -> None:
    assert not is_same(one, other)


class Door:
    """What nobody may open by naming it in some bytes."""

    opened: ClassVar[list[str]] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return Door.opened.append, ("opened",)


@pytest.mark.parametrize("value", [Door(), print, KeptEntry.to_json, {"a": [Door()]}])
def test_bytes_make_nothing_but_what_holds_data(value: object) -> None:
    assert unpacked(pickle.dumps(value)) is None
    assert Door.opened == []


@pytest.mark.parametrize("raw", [None, b"", b"nothing of ours", packed({"a": 1})[:-3]])
def test_bytes_that_are_not_ours_are_nothing(raw: bytes | None) -> None:
    assert unpacked(raw) is None
