"""A line of a ledger: written then read it is the same entry, whatever the text; and any bytes can be read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outlook.ledger.tiny import TinyLedger
from outlook.model import Entry, Estimate, Evidence, Resolution, Retraction
from outlook.model.entries import ENTRY
from outlook.model.values import MATCHES
from thorough import share

if TYPE_CHECKING:
    from outlook.errors import Problem

SHIPPED = Path(__file__).parents[2] / "forecasts" / "syria-2024-12" / "ledger.jsonl"

HOSTILE = (
    "\x1b[31mred\x1b[0m \x07",
    "[bold red]markup[/]",
    "\u202egnp.exe\u202c",
    "one\u2028two\u2029three\x85four\x0bfive",
    "\r\n\ttabbed\x00\x7f",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301",
    '"quoted" \\back\\slash {"id":"x"}',
    "\ufeffbyte-order mark \ufffe\uffff",
    "yes",
    "1e5",
)

hostile = st.sampled_from(HOSTILE)
texts = st.one_of(hostile, st.text(st.characters(exclude_categories=["Cs"]), min_size=1)).filter(str.strip)
GRADES = [f"{letter}{number}" for letter in "ABCDEFabcdef" for number in range(1, 7)]
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=5)
slugs = st.lists(words, min_size=1, max_size=4).map("-".join)
entry_ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes beside it
days = st.dates()
probabilities = st.floats(0, 1)
numbers = st.floats(allow_nan=False, allow_infinity=False)
optional_text = st.none() | texts
sha256 = st.binary(min_size=32, max_size=32).map(bytes.hex)

common: dict[str, Any] = {"id": entry_ids, "known_at": moments, "recorded_at": moments, "by": texts}
evidence = st.builds(
    Evidence,
    **common,
    happened_on=st.none() | days,
    summary=texts,
    source=optional_text,
    url=optional_text,
    grade=st.none() | st.sampled_from(GRADES),
    p_accurate=st.none() | probabilities,
    origin=st.none() | slugs,
    forecasts=st.lists(slugs, max_size=3),
    indicators=st.dictionaries(slugs, st.sampled_from(MATCHES), max_size=3),
    likelihood_ratio=st.none() | st.floats(min_value=0, exclude_min=True, allow_infinity=False),
    note=optional_text,
    revises=st.none() | entry_ids,
)
stated = st.one_of(
    st.none(),
    probabilities,
    st.dictionaries(texts, probabilities, min_size=2, max_size=4),
    st.fixed_dictionaries({"q05": numbers, "q50": numbers, "q97.5": numbers}),
    st.fixed_dictionaries({"q05": days.map(date.isoformat)}),
    st.lists(st.tuples(days.map(date.isoformat), probabilities), min_size=1, max_size=3),
    st.lists(st.tuples(numbers, probabilities), min_size=1, max_size=3),
)
estimates = st.builds(
    Estimate, **common, forecast=slugs, stated=stated, why=optional_text, record_sha256=st.none() | sha256
)
resolutions = st.builds(
    Resolution,
    **common,
    forecast=slugs,
    outcome=st.one_of(texts, numbers, st.sampled_from(["yes", "2024", "1e5", "inf", "true", "2024-12-08"])),
    happened_on=st.none() | days,
    why=optional_text,
    evidence=st.lists(entry_ids, max_size=3),
)
retractions = st.builds(Retraction, **common, entry=entry_ids, why=optional_text)
entries = st.one_of(evidence, estimates, resolutions, retractions)


def written(found: list[Entry]) -> tuple[bytes, list[Entry], list[Problem]]:
    """The bytes of a ledger that took the entries, and what another reader makes of them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        TinyLedger(path).append(lambda: found)
        reader = TinyLedger(path)
        return path.read_bytes(), reader.entries(), reader.problems()


@given(st.lists(entries, min_size=1, max_size=6, unique_by=lambda entry: entry.id))
@settings(max_examples=share(150))
def test_writing_then_reading_is_identity(found: list[Entry]) -> None:
    raw, read, problems = written(found)
    assert read == sorted(found, key=lambda e: (e.known_at, e.recorded_at, e.id))
    assert [type(entry) for entry in sorted(read, key=lambda e: e.id)] == [
        type(entry) for entry in sorted(found, key=lambda e: e.id)
    ]
    assert problems == []
    assert raw.count(b"\n") == len(found)
    assert raw.endswith(b"\n")


@given(entries)
def test_an_outcome_and_a_belief_keep_their_type(entry: Entry) -> None:
    read = ENTRY.validate_json(json.dumps(entry.to_json()))
    assert repr(read) == repr(entry)


@given(st.lists(entries, min_size=1, max_size=4, unique_by=lambda entry: entry.id), st.randoms())
@settings(max_examples=share(50))
def test_lines_can_be_shuffled_doubled_and_ended_otherwise_and_are_the_same_ledger(
    found: list[Entry], chance: Any
) -> None:
    """What a merge by union, an editor on another system or a copy may do to the lines."""
    raw, read, _ = written(found)
    lines = raw.splitlines(keepends=False) if b"\x85" not in raw else raw.split(b"\n")[:-1]
    lines = lines + chance.choices(lines, k=2)
    chance.shuffle(lines)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        path.write_bytes(b"".join(line + chance.choice([b"\n", b"\r\n", b"\n\n", b"  \n"]) for line in lines))
        merged = TinyLedger(path)
        assert merged.entries() == read
        assert merged.problems() == []


def test_keys_stand_in_a_fixed_order_and_empty_fields_are_left_out() -> None:
    at = datetime(2024, 12, 5, 12, tzinfo=UTC)
    entry = Evidence(
        id="abcdefgh", known_at=at, recorded_at=at.replace(microsecond=250_000), by="alice",
        happened_on=date(2024, 12, 5), summary="Ḥamā fällt", source="AFP", url="https://example.org", grade="b1",
        p_accurate=0.0, origin="afp", forecasts=("hama",), indicators={"army-withdraws": "full"},
        likelihood_ratio=3, note="noted", revises="aaaaaaaa",
    )  # fmt: skip
    withdrawn = Estimate(id="abcdefgi", known_at=at, recorded_at=at, by="alice", forecast="hama", stated=None)
    raw, _, _ = written([entry, withdrawn])
    assert raw.decode() == (
        '{"id":"abcdefgh","kind":"evidence","known_at":"2024-12-05T12:00:00Z","recorded_at":"2024-12-05T12:00:00.250Z",'
        '"by":"alice","happened_on":"2024-12-05","summary":"Ḥamā fällt","source":"AFP","url":"https://example.org",'
        '"grade":"B1","p_accurate":0.0,"origin":"afp","forecasts":["hama"],"indicators":{"army-withdraws":"full"},'
        '"likelihood_ratio":3.0,"note":"noted","revises":"aaaaaaaa","prev":"start"}\n'
        '{"id":"abcdefgi","kind":"estimate","known_at":"2024-12-05T12:00:00Z","recorded_at":"2024-12-05T12:00:00Z",'
        '"by":"alice","forecast":"hama","stated":null,"prev":"8910435b683424b163c0644c400608f5"}\n'
    )


def test_the_shipped_ledger_is_written_as_the_tool_writes() -> None:
    for line in SHIPPED.read_text("utf-8").splitlines():
        entry = ENTRY.validate_json(line)
        assert json.dumps(entry.to_json(), ensure_ascii=False, separators=(",", ":")) == line


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 1_000_000, "a\u2028" * 300_000], ids=lambda text: ascii(text)[:24])
def test_hostile_text_is_stored_as_it_was_given_on_one_line(text: str) -> None:
    at = datetime(2024, 12, 5, 12, tzinfo=UTC)
    raw, read, problems = written([Evidence(id="abcdefgh", known_at=at, recorded_at=at, by=text, summary=text)])
    assert raw.count(b"\n") == 1
    assert [(entry.by, getattr(entry, "summary", None)) for entry in read] == [(text, text)]
    assert problems == []


def _mutated(chance: Any, raw: bytes) -> bytes:
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(raw) + 1)
        end = min(len(raw), start + chance.choice([0, 1, 3, 40, 400]))
        filling = chance.choice([b"", b"\n", b"\xff\xfe", b"{", b"}", b'"', b"null", b"\x00", b"1e999", b"[" * 2000])
        raw = raw[:start] + filling + raw[end:]
    return raw


shipped_lines = b"\n".join(SHIPPED.read_bytes().split(b"\n")[60:80])
odd_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**400), 10**400) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
odd_entries = st.fixed_dictionaries(
    {"id": st.just("abcdefgh") | odd_values, "kind": st.sampled_from(["evidence", "estimate", "resolution"])},
    optional={
        "known_at": odd_values,
        "recorded_at": odd_values,
        "by": st.just("alice") | odd_values,
        "summary": odd_values,
        "p_accurate": odd_values,
        "stated": odd_values,
        "outcome": odd_values,
        "indicators": odd_values,
        "schema": odd_values,
        "grade": odd_values,
    },
)
ledger_bytes = st.one_of(
    st.binary(),
    st.lists(odd_entries | odd_values, max_size=4).map(lambda found: "\n".join(map(json.dumps, found)).encode()),
    st.randoms(use_true_random=False).map(lambda chance: _mutated(chance, shipped_lines)),
)


@given(ledger_bytes)
@example(b'{"id":"\\ud800","kind":"evidence"}\n{"id":"\\ud800","kind":"estimate"}\n')
@example(b'{"id":"abcdefgh","kind":"evidence","p_accurate":' + b"9" * 400 + b"}")
@example(b'{"id":"abcdefgh","stated":' + b"[" * 900 + b"]" * 900 + b"}\n" + b'{"id":"abcdefgh"}\n' + b"[" * 100_000)
@settings(max_examples=share(300))
def test_any_bytes_are_read_without_an_exception_and_take_an_entry(raw: bytes) -> None:
    at = datetime(2024, 12, 5, 12, tzinfo=UTC)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        path.write_bytes(raw)
        ledger = TinyLedger(path)
        before = [entry.id for entry in ledger.entries()]
        lines = raw.count(b"\n") + 1
        for problem in ledger.problems():
            assert 1 <= problem.line <= lines
            assert str(problem)
        ledger.append(lambda: [Evidence(id="zzzzzzzz", known_at=at, recorded_at=at, by="alice", summary="added")])
        after = [entry.id for entry in TinyLedger(path).entries()]
        assert sorted(after) == sorted([*before, "zzzzzzzz"])
        assert sorted(entry.id for entry in ledger.entries()) == sorted(after)
