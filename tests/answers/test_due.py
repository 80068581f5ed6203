"""What needs attention: overdue, closing soon, and standing still against the hazard."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outlook.answers.due import Due, due
from outlook.answers.standing import Standing
from outlook.belief.timeline import Situation, situations
from outlook.lengths import length
from outlook.model.case import Case
from outlook.model.entries import Entry, Estimate, Evidence
from outlook.model.forecast import Forecast
from outlook.model.kinds import FORECAST

OPENS = datetime(2024, 12, 1, tzinfo=UTC)
WEEK = length("7d")


def forecast(decay: str = "deadline") -> Forecast:
    return FORECAST.validate_python({
        "id": "f", "case": "c", "kind": "binary", "question": "?", "criteria": "!", "opens_at": OPENS,
        "closes_at": OPENS + timedelta(days=30), "prior": 0.5, "decay": decay,
    })  # fmt: skip


def stated(probability: float, day: int = 0) -> Estimate:
    at = OPENS + timedelta(days=day)
    return Estimate(
        id=f"aaaaaaa{'abcdefg'[day // 5]}", known_at=at, recorded_at=at, by="a", forecast="f", stated=probability
    )


def standing(situation: Situation, at: datetime, case: Case | None = None) -> Standing:
    return Standing(situation, case, at)


def nobody(_forecast: Forecast, _name: str) -> None:
    """No forecast of these tests has a condition."""


def found(day: int, *entries: Entry, decay: str = "deadline") -> list[Due]:
    at = OPENS + timedelta(days=day)
    return due([standing(one, at) for one in situations({"f": forecast(decay)}, entries, at)], at, WEEK, nobody)


def test_nothing_needs_attention_at_first() -> None:
    assert found(1, stated(0.5)) == []


def test_what_closes_within_the_time_is_listed() -> None:
    assert [item.reason for item in found(24, stated(0.5, 24))] == ["closes"]
    assert [item.reason for item in found(22, stated(0.5, 22))] == []


def test_what_is_past_its_close_is_overdue() -> None:
    assert [item.reason for item in found(31, stated(0.5))] == ["overdue"]


def test_what_stood_still_while_a_constant_hazard_took_five_points_is_stale() -> None:
    (item,) = found(10, stated(0.5))
    assert (item.reason, item.stated, item.by) == ("stale", 0.5, "a")
    assert item.decayed == pytest.approx(1 - 0.5 ** (20 / 30))


def test_a_new_statement_or_a_question_without_decay_is_not_stale() -> None:
    assert found(10, stated(0.5), stated(0.37, 10)) == []
    assert [item.reason for item in found(10, stated(0.5), decay="none")] == ["untouched"]


def test_five_points_are_counted_from_the_statement() -> None:
    """(1 - p)^(left/whole) crosses five points between these two days, by hand: .5 → .4506 on the fourth, .4383 on the fifth."""
    assert [item.reason for item in found(3, stated(0.5))] == ["untouched"], "a tenth of the window"
    assert [item.reason for item in found(5, stated(0.5))] == ["stale"]


def report(day: int, match: str = "full") -> Evidence:
    at = OPENS + timedelta(days=day)
    return Evidence(
        id=f"eaaaaaa{'abcdefg'[day // 5]}", known_at=at, recorded_at=at, by="r", summary="Seen.", forecasts=("f",),
        indicators={"sign": match}, grade="A1",
    )  # fmt: skip


WATCHED: dict[str, Any] = {"indicators": [{"id": "sign", "likelihood": {"yes": 0.9, "no": 0.05}}], "decay": "none"}


def of(day: float, *entries: Entry, case: Case | None = None, person: str | None = None, **fields: Any) -> list[Due]:
    record = forecast().model_copy(update={})
    read = FORECAST.validate_python({**record.model_dump(exclude_none=True), "id": "f", "case": "c", **fields})
    at = OPENS + timedelta(days=day)
    found = [standing(one, at, case) for one in situations({"f": read}, entries, at)]
    return due(found, at, WEEK, nobody, person)


def test_what_evidence_moved_and_its_owner_did_not_is_named_with_both_numbers() -> None:
    (item,) = of(2, stated(0.3), report(1), **WATCHED)
    assert (item.reason, item.stated, item.by) == ("moved", 0.3, "a")
    assert item.gap is not None
    assert item.gap >= 0.10
    assert of(2, stated(0.3), report(1, "none"), **WATCHED) == [], "no report of a sign moves nothing"


def test_evidence_that_the_owner_knew_is_no_reason() -> None:
    """They may well have a reason to be elsewhere than the rules."""
    assert of(2, report(0), stated(0.3, 1), **WATCHED) == []


def test_what_nobody_touched_for_a_tenth_of_its_window_or_what_its_case_allows() -> None:
    def reasons(day: float, **fields: Any) -> list[str]:
        return [item.reason for item in of(day, stated(0.5), decay="none", **fields)]

    assert (reasons(2.9), reasons(3)) == ([], ["untouched"])
    weekly = Case(id="c", title="C", stale_after="1w")
    assert (reasons(6.9, case=weekly), reasons(7, case=weekly)) == ([], ["untouched"])
    year: dict[str, Any] = {"closes_at": OPENS + timedelta(days=3650)}
    assert (reasons(29.9, **year), reasons(30, **year)) == ([], ["untouched"])


def test_of_one_person_only_their_own_estimates_count() -> None:
    others = Estimate.model_validate({**stated(0.5, 5).model_dump(), "by": "b", "id": "baaaaaaa"})
    assert of(6, stated(0.5), others, decay="none") == []
    assert [item.reason for item in of(6, stated(0.5), others, decay="none", person="a")] == ["untouched"]


def test_what_closes_soon_with_signs_unseen_names_them() -> None:
    found = of(24, stated(0.5, 23), **WATCHED)
    assert [(item.reason, item.signs) for item in found] == [("closes", ()), ("expiring", ("sign",))]
    assert [item.reason for item in of(24, report(20), stated(0.5, 23), **WATCHED)] == ["closes"]


def test_a_length_that_a_case_cannot_mean_is_refused() -> None:
    with pytest.raises(ValueError, match="'soon' is not a length of time; write 7d"):
        Case(id="c", title="C", stale_after="soon")


def test_lengths_beyond_the_calendar_are_no_bug() -> None:
    ages = Case(id="c", title="C", stale_after="9999y")
    assert of(9, stated(0.5), case=ages, decay="none") == []
    at = OPENS + timedelta(days=9)
    found = [standing(one, at) for one in situations({"f": forecast("none")}, [stated(0.5, 9)], at)]
    assert [item.reason for item in due(found, at, length("9999y"), nobody)] == ["closes"]


def several(day: int, closing: dict[str, int], *entries: Entry, decay: str = "none") -> list[tuple[str, str]]:
    """Why which forecast needs attention, in order; each forecast closes on its own day."""
    at = OPENS + timedelta(days=day)
    records = {
        name: FORECAST.validate_python({
            **forecast(decay).model_dump(exclude_none=True), "id": name, "case": "c", **WATCHED, "decay": decay,
            "closes_at": OPENS + timedelta(days=closes),
        })
        for name, closes in closing.items()
    }  # fmt: skip
    found = due([standing(one, at) for one in situations(records, entries, at)], at, WEEK, nobody)
    return [(item.reason, item.situation.forecast.id) for item in found]


def by(name: str, probability: float, day: int, letter: str) -> Estimate:
    return stated(probability).model_copy(
        update={"id": f"{letter}aaaaaaa", "forecast": name, "known_at": OPENS + timedelta(days=day)}
    )


def test_reasons_have_an_order_and_within_one_the_longest_and_the_soonest_come_first() -> None:
    closing = {"a": 150, "b": 151, "c": 150, "late": 18, "later": 15, "soon": 26, "sooner": 25}
    entries = [by("a", 0.5, 2, "a"), by("b", 0.5, 1, "b"), by("c", 0.5, 1, "c"), by("soon", 0.5, 19, "d")]
    found = several(20, closing, *entries, by("sooner", 0.5, 19, "e"))
    assert found == [
        ("overdue", "later"), ("overdue", "late"), ("closes", "sooner"), ("closes", "soon"),
        ("expiring", "sooner"), ("expiring", "soon"), ("untouched", "c"), ("untouched", "b"), ("untouched", "a"),
    ]  # fmt: skip


def test_what_moved_most_comes_first_and_so_does_what_time_alone_changed_most() -> None:
    entries = [by("a", 0.5, 0, "a"), by("b", 0.2, 0, "b"), report(5).model_copy(update={"forecasts": ("a", "b")})]
    assert several(6, {"a": 365, "b": 366}, *entries) == [("moved", "b"), ("moved", "a")]
    entries = [by("a", 0.3, 0, "a"), by("b", 0.5, 0, "b")]
    assert several(10, {"a": 30, "b": 30}, *entries, decay="deadline") == [("stale", "b"), ("stale", "a")]
