"""What may stand in a ledger, and the sentence for what may not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from outlook.model.entries import KINDS, Entry, Estimate, Evidence, Rename, Repair, Resolution, Retraction, Seal, build

AT = datetime(2024, 12, 5, 12, tzinfo=UTC)
STAMP: dict[str, Any] = {"id": "abcdefgh", "known_at": AT, "recorded_at": AT, "by": "alice"}

REFUSED: list[tuple[type[Entry], dict[str, Any], str]] = [
    (Evidence, {"summary": "x", "grade": "G1"}, "grade: G1 is not a grade: write a source letter A-F and a credibility digit 1-6, such as B2"),
    (Evidence, {"summary": "  "}, "summary: an empty text says nothing: write it, or leave the field out"),
    (Evidence, {}, "summary: it is missing"),
    (Evidence, {"summary": 7}, "summary: not a text: put quotes around it"),
    (Evidence, {"summary": "\udcff"}, "summary: it holds bytes that are not UTF-8: write it as UTF-8"),
    (Evidence, {"summary": "x", "indicators": {"army": "ful"}}, "indicators army: 'ful' is not a match: it is one of full, partial, pending, refutes, none; did you mean full?"),
    (Evidence, {"summary": "x", "indicators": {"army": "zzz"}}, "indicators army: 'zzz' is not a match: it is one of full, partial, pending, refutes, none"),
    (Evidence, {"summary": "x", "likelihood_ratio": 0}, "likelihood ratio: 0 is too small: it must lie above 0"),
    (Evidence, {"summary": "x", "likelihood_ratio": "strong"}, "likelihood ratio: strong is not a number"),
    (Evidence, {"summary": "x", "likelihood_ratio": float("inf")}, "likelihood ratio: inf is not a number"),
    (Evidence, {"summary": "x", "p_accurate": 90}, "p accurate: 90 is not a probability: write 90% or 0.9"),
    (Evidence, {"summary": "x", "origin": "AFP timeline"}, "origin: AFP timeline is not an id: use lower-case letters and digits joined by hyphens, such as hama-by-december (at most 80 characters)"),
    (Evidence, {"summary": "x", "happened_on": "yesterday"}, "happened on: yesterday is not a day: write it as 2024-12-31"),
    (Evidence, {"summary": "x", "revises": "short"}, "revises: short does not have the form that is needed here"),
    (Evidence, {"summary": "x", "colour": "red"}, "colour: it is not a field that is known here"),
    (Estimate, {"forecast": "hama", "stated": 0.5, "record_sha256": "cafe"}, "record sha256: cafe does not have the form that is needed here"),
    (Resolution, {"forecast": "hama", "outcome": "yes", "by": ""}, "by: an empty text says nothing: write it, or leave the field out"),
    (Retraction, {"entry": "ABCDEFGH"}, "entry: ABCDEFGH does not have the form that is needed here"),
    (Retraction, {"entry": "abcdefgi", "known_at": "yesterday"}, "known at: 'yesterday' is not a time in ISO 8601; write it as in 2024-12-05T12:00:00Z."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "sentence"), REFUSED, ids=[sentence[:40] for _, _, sentence in REFUSED])
def test_an_entry_that_does_not_fit_is_refused_with_the_field_the_value_and_the_way_out(
    kind: type[Entry], fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"..") as caught:
        build(kind, {**STAMP, **fields})
    assert str(caught.value) == sentence


def test_every_kind_can_be_built_and_says_its_kind() -> None:
    entries = [
        build(Evidence, {**STAMP, "summary": "x"}),
        build(Estimate, {**STAMP, "forecast": "hama", "stated": 0.5}),
        build(Resolution, {**STAMP, "forecast": "hama", "outcome": "yes"}),
        build(Rename, {**STAMP, "forecast": "homs", "was": "hama"}),
        build(Retraction, {**STAMP, "entry": "abcdefgi"}),
        build(Repair, {**STAMP, "entry": "abcdefgi", "why": "x"}),
        build(Seal, {**STAMP, "case": "syria", "entries": 0, "lines": "0" * 64}),
    ]
    assert tuple(entry.kind for entry in entries) == KINDS


def test_only_a_withdrawal_is_written_as_null() -> None:
    withdrawn = build(Estimate, {**STAMP, "forecast": "hama", "stated": None})
    assert withdrawn.to_json()["stated"] is None
    assert None not in build(Evidence, {**STAMP, "summary": "x"}).to_json().values()


def test_a_probability_of_nothing_is_written() -> None:
    assert build(Evidence, {**STAMP, "summary": "x", "p_accurate": 0}).to_json()["p_accurate"] == 0.0
    assert build(Estimate, {**STAMP, "forecast": "hama", "stated": 0}).to_json()["stated"] == 0.0


@pytest.mark.parametrize("outcome", ["yes", "2024", "1e5", "2024-12-08", 280_000.5])
def test_an_outcome_is_kept_as_it_was_given(outcome: str | float) -> None:
    kept = build(Resolution, {**STAMP, "forecast": "hama", "outcome": outcome}).outcome
    assert (kept, type(kept)) == (outcome, type(outcome))


def test_an_entry_cannot_be_changed() -> None:
    entry = build(Evidence, {**STAMP, "summary": "x"})
    with pytest.raises(ValidationError, match="frozen"):
        entry.summary = "y"  # type: ignore[misc]
