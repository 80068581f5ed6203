"""What a plain line says is what the model makes of it; whatever the model would refuse or change is not plain."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from outlook.book.index.marks import marked
from outlook.ledger import FILE_NAME
from outlook.ledger.lines import loaded, written
from outlook.ledger.plain_lines import plain_document, plain_entry
from outlook.ledger.tiny import TinyLedger
from outlook.model.entries import ENTRY
from outlook.model.kept import entry_of, is_same, kept_of

if TYPE_CHECKING:
    from pathlib import Path

DAY = {"known_at": "2024-12-06T12:00:00Z", "recorded_at": "2024-12-06T12:00:00.250Z", "by": "alice"}
HASH = "0123456789abcdef" * 2
LINES: dict[str, dict[str, Any]] = {
    "evidence": {
        "id": "aaaaaaaa", "kind": "evidence", **DAY, "happened_on": "2024-12-05", "summary": 'Şehir "fell"\n',
        "source": "Wire", "url": "https://example.org/a?b=c", "grade": "B2", "p_accurate": 0.75, "origin": "wire-1",
        "forecasts": ["hama", "homs-2"], "indicators": {"army-leaves": "full", "talks": "none"},
        "likelihood_ratio": 2.5, "note": "n", "revises": "bbbbbbbb", "prev": "start",
    },
    "estimate": {
        "id": "aaaaaaaaaaaa2", "kind": "estimate", **DAY, "forecast": "hama", "stated": 0.5, "why": "w",
        "belief": "revealed", "record_sha256": HASH * 2, "prev": HASH,
    },
    "shares": {"id": "aaaaaaaa", "kind": "estimate", **DAY, "forecast": "hama", "stated": {"q05": 1.5, "Other city": -2.0}},
    "points": {"id": "aaaaaaaa", "kind": "estimate", **DAY, "forecast": "hama", "stated": [["2024-12-31", 0.5], [2.0, 0.9]]},
    "resolution": {
        "id": "aaaaaaaa", "kind": "resolution", **DAY, "forecast": "hama", "outcome": "yes", "happened_on": "2024-12-05",
        "why": "w", "evidence": ["bbbbbbbb", "cccccccc"], "lesson": "l", "prev": [HASH, HASH[::-1]],
    },
    "retraction": {"id": "aaaaaaaa", "kind": "retraction", **DAY, "entry": "bbbbbbbb", "why": "w"},
}  # fmt: skip


def read(line: bytes) -> dict[str, Any] | None:
    """The document of a line as a journal keeps it, where the line is plain."""
    document = plain_document(line)
    if document is not None:
        assert is_same(document, loaded(line))
        document.pop("prev", None)
    return document


@pytest.mark.parametrize("spaces", [False, True])
@pytest.mark.parametrize("name", LINES)
def test_a_line_as_it_is_written_is_plain(name: str, spaces: bool) -> None:
    line = json.dumps(LINES[name], ensure_ascii=False).encode() if spaces else written(LINES[name])[:-1]
    plain = read(line)
    assert plain is not None
    checked = ENTRY.validate_python(dict(plain))
    entry = plain_entry(plain)
    assert entry == checked
    assert is_same(kept_of(entry), kept_of(checked))
    assert (repr(entry), entry.model_fields_set) == (repr(checked), checked.model_fields_set)
    assert entry.to_json() == checked.to_json()


def test_nearly_every_line_of_the_shipped_book_is_plain(book: Path) -> None:
    (ledger,) = book.glob("*/ledger.jsonl")
    lines = ledger.read_bytes().splitlines()
    assert sum(read(line) is not None for line in lines) > 0.9 * len(lines)


SAID: list[Any] = [
    "", " ", "\u3000", "\u00a0", "x", "a-b", "A", "-a", "a" * 80, "a" * 81, "yes", "no", "0.5", "nan", "full", "none", "pending",
    "A1", "B7", "b2", "start", HASH, HASH * 2, "aaaaaaaa", "aaaaaaa1", "2024-02-30", "2024-12-05", "2024-12-05T10:00:00Z",
    "2024-12-05T24:00:00Z", "0000-01-01T00:00:00Z", "2024-12-05T10:00:00+03:00", "\ud800", "\x1f", "é", "q05", "revealed",
    "pool:mine", "\x7f", "\u2028", "\n", "\t ", "é x", "\ud7ff\ue000", "x\ud800",
]  # fmt: skip
NUMBERS = [0, 1, 1.0, 0.0, -0.0, 0.25, -1.5, 1.5, 1e300, 1e-300, 5e-324, math.inf, math.nan, 2**70, True]
ATOMS = [*SAID, *NUMBERS, None]
HELD = [
    *([one] for one in ATOMS),
    *(["aaaaaaaa", one] for one in ATOMS),
    *([[one, 0.5]] for one in ATOMS),
    *([[0.5, one]] for one in ATOMS),
    *({"a": one} for one in ATOMS),
    *({one: "full"} for one in SAID),
    *({one: 0.5} for one in SAID),
    *([], {}, [[]], [[0.5]], [[0.5, 0.5, 0.5]]),
]
NAMES = sorted({name for line in LINES.values() for name in line} | {"imported", "schema", "band", "other"})


def bytes_of(line: dict[str, Any]) -> list[bytes]:
    """A line in the two ways in which JSON may write it."""
    return [
        json.dumps(line, ensure_ascii=escaped, separators=(",", ":")).encode("utf-8", "surrogatepass")
        for escaped in (False, True)
    ]


@pytest.mark.alike
@pytest.mark.parametrize("name", LINES)
def test_what_is_plain_is_what_the_model_makes_of_it(name: str) -> None:
    line, plain_ones = LINES[name], 0
    lacking = [{key: value for key, value in line.items() if key != one} for one in line]
    for other in lacking + [{**line, field: value} for field in NAMES for value in (*ATOMS, *HELD)]:
        for raw in bytes_of(other):
            plain = read(raw)
            entry = plain_entry(plain) if plain is not None else None
            if plain is not None and entry is not None:
                checked = kept_of(ENTRY.validate_python(dict(plain)))  # raises where the model refuses it
                assert is_same(kept_of(entry), checked), raw
                assert is_same(entry_of(loaded(raw)), checked), raw
                plain_ones += 1
    assert plain_ones > 2 * len(line)


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01"])
def test_a_day_that_no_calendar_has_is_left_to_the_model(day: str) -> None:
    plain = read(written({**LINES["evidence"], "happened_on": day})[:-1])
    assert plain is not None
    assert plain_entry(plain) is None
    with pytest.raises(ValidationError, match="is not a day"):
        ENTRY.validate_python(dict(plain))


def test_what_was_read_is_said_of_its_own_bytes_only(tmp_path: Path) -> None:
    other = {**LINES["retraction"], "id": "cccccccc", "imported": {"system": "s", "id": "1"}}
    raw = b"\n" + written(LINES["evidence"]) + written(other) + written(LINES["estimate"])
    (tmp_path / FILE_NAME).write_bytes(raw)
    ledger = TinyLedger(tmp_path / FILE_NAME)
    assert len(ledger.entries()) == 3
    assert ledger.plain_in(raw) == {1: "aaaaaaaa", 3: "aaaaaaaaaaaa2"}
    assert ledger.plain_in(raw[:-1] + b" ") == {}
    assert ledger.plain_in(raw + b"\n") == {}
    (tmp_path / FILE_NAME).write_bytes(raw + written({**LINES["shares"], "id": "dddddddd"}))
    assert ledger.entries()[-1].kind == "estimate"
    assert ledger.plain_in((tmp_path / FILE_NAME).read_bytes()) == {1: "aaaaaaaa", 3: "aaaaaaaaaaaa2", 4: "dddddddd"}


def test_a_line_that_is_there_twice_is_not_read_straight(tmp_path: Path) -> None:
    from outlook.book.index.marks import look
    from outlook.files import Folder

    raw = written(LINES["evidence"]) * 2
    (tmp_path / FILE_NAME).write_bytes(raw)
    ledger = TinyLedger(tmp_path / FILE_NAME)
    entries = ledger.entries()
    with Folder.open(tmp_path) as folder:
        seen = look(folder)
    assert seen is not None
    plain = ledger.plain_in(raw)
    assert plain == {0: "aaaaaaaa"}
    found = marked(seen, entries, plain, is_clean=True)
    assert found is not None
    assert not found[0].is_plain


@pytest.mark.parametrize("text", ["é", "漢字", "ж ", "🌧", " \u3000x"])
def test_letters_of_any_script_are_a_text(text: str) -> None:
    assert read(written({**LINES["evidence"], "summary": text})[:-1]) is not None


@pytest.mark.parametrize("letter", ["\u3000", "é", "\\n", " "])
def test_a_long_text_is_looked_at_once(letter: str) -> None:
    """A pattern that goes back would take a time that grows with the square: here for hours."""
    line = written({**LINES["evidence"], "summary": "", "note": "n"}).replace(b'""', f'"{letter * 2_000_000}"'.encode())
    assert read(line[:-1].replace(b'"n"', b'"\\x"')) is None


DIGITS = st.text("0123456789", min_size=1, max_size=17)


@given(st.booleans(), st.integers(0, 10**18 - 1), DIGITS)
def test_a_number_on_a_plain_line_is_read_to_its_last_digit(is_negative: bool, whole: int, rest: str) -> None:
    number = f"{'-' * is_negative}{whole}.{rest}"
    document = plain_document(written(LINES["points"])[:-1].replace(b"0.9", number.encode()))
    assert document is not None
    assert repr(document["stated"][1][1]) == repr(float(number))


def test_a_line_that_is_not_utf_8_is_not_plain() -> None:
    assert plain_document(written(LINES["retraction"]).replace(b'"w"', b'"\xc3w"')[:-1]) is None


def test_a_plain_line_after_one_that_says_the_same_in_another_form_is_not_read_straight(tmp_path: Path) -> None:
    line = {name: value for name, value in LINES["estimate"].items() if name != "prev"}
    raw = written({**line, "stated": 1}) + written({**line, "stated": 1.0})
    (tmp_path / FILE_NAME).write_bytes(raw)
    ledger = TinyLedger(tmp_path / FILE_NAME)
    (entry,) = ledger.entries()
    assert is_same(kept_of(entry), kept_of(ENTRY.validate_python({**line, "stated": 1})))
    assert ledger.plain_in(raw) == {}
