"""Each fault of the lint: a question that has it, the same question mended, and a reason that makes it known."""

from typing import Any

import pytest

from outlook.checks.question import CODES, lint, unused_reasons
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

SOUND: dict[str, Any] = {
    "id": "f", "case": "c", "kind": "binary", "question": "Will the port of Odesa load a grain ship by 31 Dec 2027?",
    "opens_at": "2027-01-01", "closes_at": "2027-12-31T23:59Z", "sources": ["Reuters"],
    "criteria": "YES if Reuters reports that a ship took on grain there.",
}  # fmt: skip


def question(**fields: Any) -> Forecast:
    return FORECAST.validate_python({name: value for name, value in {**SOUND, **fields}.items() if value is not None})


FAULTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "other-day": ({"closes_at": "2027-12-30"}, {"closes_at": "2028-01-01T05:00Z"}),
    "no-close": ({"closes_at": None}, {}),
    "no-criteria": ({"criteria": None}, {}),
    "no-source": ({"sources": [], "criteria": "YES if it is out."}, {"sources": [], "criteria": "YES if the Lloyd's register lists it as published."}),
    "vague-word": (
        {"question": "Will the ceasefire in Gaza hold?"},
        {"question": "Will the ceasefire in Gaza hold?", "fine_print": ["A ceasefire holds if no more than ten deaths count against it."]},
    ),
    "no-attribution": (
        {"question": "Will Israel strike Isfahan by the end of 2027?"},
        {"question": "Will Israel strike Isfahan by the end of 2027?", "fine_print": ["A strike that Israel does not acknowledge counts if two wires attribute it."]},
    ),
    "no-counting-source": (
        {"sources": [], "question": "How many ships will load grain in 2027?"},
        {"question": "How many ships will load grain in 2027?"},
    ),
    "stock-or-flow": (
        {"question": "Will the number of refugees be above one million?"},
        {"question": "Will the number of refugees as of 1 June be above one million?"},
    ),
    "no-time-zone": (
        {"criteria": "YES if Reuters reports it by midnight of the last day."},
        {"criteria": "YES if Reuters reports it by midnight UTC of the last day."},
    ),
    "hedged-question": ({"question": "Is it likely that the port opens?"}, {"question": "Will the port open by May 2027?"}),
    "mixed-confidence": (
        {"note": "We judge with high confidence that it is likely."},
        {"note": "We judge that it is likely. Our confidence in that is high."},
    ),
    "far-from-base-rates": (
        {"prior": 0.7, "base_rates": [{"of": "others", "k": 7, "n": 20}]},
        {"prior": 0.6, "base_rates": [{"of": "others", "k": 7, "n": 20}]},
    ),
    "certain-prior": ({"prior": 0}, {"prior": 0.005}),
    "open-end": ({"question": "Will the port eventually open?"}, {"question": "Will the port open by 31 Dec 2027?"}),
}  # fmt: skip


def test_a_sound_question_has_no_fault() -> None:
    assert lint(question()) == []


@pytest.mark.parametrize(("code", "faulty"), [(code, faulty) for code, (faulty, _) in FAULTS.items()])
def test_a_fault_is_found_with_the_way_to_mend_it(code: str, faulty: dict[str, Any]) -> None:
    found = {fault.code: fault for fault in lint(question(**faulty))}
    assert code in found
    assert found[code].hint
    assert found[code].field in type(question()).model_fields


@pytest.mark.parametrize(("code", "mended"), [(code, mended) for code, (_, mended) in FAULTS.items()])
def test_what_is_mended_is_no_longer_found(code: str, mended: dict[str, Any]) -> None:
    assert code not in {fault.code for fault in lint(question(**mended))}


@pytest.mark.parametrize(("code", "faulty"), [(code, faulty) for code, (faulty, _) in FAULTS.items()])
def test_a_fault_that_the_record_calls_known_is_not_reported(code: str, faulty: dict[str, Any]) -> None:
    known = question(**faulty, known={code: "It is meant."})
    assert code not in {fault.code for fault in lint(known)}
    assert unused_reasons(known) == []


def test_a_reason_without_a_fault_is_said_to_be_one() -> None:
    assert unused_reasons(question(known={"open-end": "It is meant.", "opne-end": "x"})) == ["open-end", "opne-end"]


def test_a_condition_that_repeats_the_outcome_is_circular() -> None:
    outcome = question(
        question="If rebels enter Hama, will rebels enter Hama city?", given={"forecast": "g", "outcome": "yes"}
    )
    same, other = (
        question(id="g", question=text) for text in ("Will rebels enter Hama?", "Will the army leave Aleppo?")
    )
    assert [fault.code for fault in lint(outcome, same)] == ["circular-outcome"]
    assert lint(outcome, other) == []


def test_every_code_of_the_list_has_a_question_that_shows_it() -> None:
    assert {*FAULTS, "circular-outcome"} == set(CODES)


def test_a_choice_with_a_certain_option_has_a_certain_prior() -> None:
    choice = question(kind="choice", options=["a", "b"], prior={"a": 1, "b": 0})
    assert [fault.code for fault in lint(choice)] == ["certain-prior"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"question": "Will it rain before 1 January 2028?"}, None),
        ({"question": "Will it rain before 2028-01-02?"}, "question"),
        ({"question": "Will it rain by December 15, 2027?"}, "question"),
        ({"question": "Will it rain by the end of December 2027?"}, None),
        ({"question": "Will it rain until Dec 2027?"}, None),
        ({"question": "Will the tax agreed by 3 May 2026 be paid?"}, None),  # before it opens
        ({"question": "Will it rain by 31 June 2027?"}, None),  # no day
        ({"question": "Will it rain on 3 May 2027?"}, None),  # no last day
        ({"criteria": "YES if Reuters reports by 15 January 2028 that it did."}, None),
        ({"criteria": "YES if Reuters reports by 30 November 2027 that it did."}, "criteria"),
        ({"criteria": "YES if Reuters reports by 30 November 2027, or AP by 31 December 2027, that it did."}, None),
        ({"criteria": "YES if Reuters reports by 30 November 2027 that it did.", "closes_at": None}, None),
    ],
)
def test_the_last_day_is_that_of_the_close(changes: dict[str, Any], field: str | None) -> None:
    found = [fault.field for fault in lint(question(**changes)) if fault.code == "other-day"]
    assert found == ([field] if field else [])
