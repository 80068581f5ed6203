"""The small types as people write them, and the exact sentence for what they are not."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from outlook.errors import InvalidValue, OutlookError, Problem, Unreadable, did_you_mean
from outlook.model.types import Closing, Grade, Moment, Slug
from outlook.model.values import parse_probability, quantile_level, read_day, shown

PROBABILITIES = [
    ("0.65", 0.65), (".65", 0.65), ("65%", 0.65), (" 65 % ", 0.65), ("0.5%", 0.005), ("2:1", 2 / 3), ("1 : 3", 0.25), ("0:5", 0.0),
    ("1e-3", 0.001), ("0", 0.0), ("1", 1.0), ("1.", 1.0), ("100%", 1.0), ("0%", 0.0), ("+0.5", 0.5), ("0e-999", 0.0), ("5e-324", 5e-324),
    ("1/4", 0.25), ("0/3", 0.0), ("1 in 3", 1 / 3), ("2 out of 5", 0.4), ("one in three", 1 / 3), ("Twelve in a hundred", 0.12),
    ("one in twenty", 0.05), ("1 in fifty", 0.02), ("one in a thousand", 0.001), ("~30%", 0.3), ("~ .3", 0.3), ("~1/4", 0.25),
    (0, 0.0), (1, 1.0), (0.25, 0.25), ("0." + "0" * 300 + "1", 1e-301),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "value"), PROBABILITIES, ids=[str(raw)[:12] for raw, _ in PROBABILITIES])
def test_a_probability_is_read_as_people_write_it(raw: Any, value: float) -> None:
    assert parse_probability(raw) == pytest.approx(value, rel=1e-12, abs=0)


def answer(raw: Any) -> float | str:
    """The probability, or the sentence that refuses it."""
    try:
        return parse_probability(raw)
    except ValueError as error:
        return str(error)


FORM = "write 0.65, 65% or odds such as 2:1"
RANGE = "a probability lies between 0 and 1"
NO_PROBABILITIES = [
    ("70", "70 is not a probability: write 70% or 0.7"),
    (70, "70 is not a probability: write 70% or 0.7"),
    ("1.5", "1.5 is not a probability: write 1.5% or 0.015"),
    ("101", f"101 is not a probability: {RANGE}"),
    ("700%", f"700% is not a probability: {RANGE}"),
    ("-0.1", f"-0.1 is not a probability: {RANGE}"),
    (-1, f"-1 is not a probability: {RANGE}"),
    ("-5%", f"-5% is not a probability: {RANGE}"),
    ("NaN", f"NaN is not a probability: {FORM}"),
    (math.nan, f"nan is not a probability: {RANGE}"),
    (math.inf, f"inf is not a probability: {RANGE}"),
    ("inf", f"inf is not a probability: {FORM}"),
    ("1e999", f"1e999 is not a probability: {RANGE}"),
    (10**400, f"'1{'0' * 59}…' is not a probability: {RANGE}"),
    ("1e-400", "1e-400 is too small to be distinguished from 0: write 0 if that is what you mean"),
    ("0:0", f"0:0 is not a probability: {FORM}"),
    ("1/0", f"1/0 is not a probability: {FORM}"),
    ("1/" + "9" * 400, f"'1/{'9' * 58}…' is not a probability: {FORM}"),
    ("5/4", f"5/4 is not a probability: {RANGE}"),
    ("three in two", f"three in two is not a probability: {RANGE}"),
    ("one in", f"one in is not a probability: {FORM}"),
    ("~70", "~70 is not a probability: write 70% or 0.7"),
    ("2:1:1", f"2:1:1 is not a probability: {FORM}"),
    ("-2:1", f"-2:1 is not a probability: {FORM}"),
    ("9" * 400 + ":1", f"'{'9' * 60}…' is not a probability: {FORM}"),
    (True, f"True is not a probability: {FORM}"),
    (False, f"False is not a probability: {FORM}"),
    (None, f"None is not a probability: {FORM}"),
    ("", f"an empty value is not a probability: {FORM}"),
    ("likely", f"likely is not a probability: {FORM}"),
    ("0,65", f"0,65 is not a probability: {FORM}"),
    ("65 percent", f"65 percent is not a probability: {FORM}"),
    ([0.5], f"[0.5] is not a probability: {FORM}"),
    ("\x1b[31m", f"\\x1b[31m is not a probability: {FORM}"),
    ("\u202e0.5", f"\\u202e0.5 is not a probability: {FORM}"),
]


@pytest.mark.parametrize(("raw", "sentence"), NO_PROBABILITIES, ids=[str(raw)[:12] for raw, _ in NO_PROBABILITIES])
def test_what_is_no_probability_is_refused_with_the_value_and_the_way_out(raw: Any, sentence: str) -> None:
    assert answer(raw) == sentence


@given(st.floats(0, 1))
def test_a_probability_written_out_is_read_back_exactly(probability: float) -> None:
    assert parse_probability(repr(probability)) == probability
    assert parse_probability(probability) == probability


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.integers())))
@example("0" * 5000)
@example(-(10**4000))
def test_anything_else_is_refused_with_one_printable_line(raw: Any) -> None:
    said = answer(raw)
    assert isinstance(said, str) or 0 <= said <= 1
    assert str(said).isprintable()
    assert len(str(said)) < 600


QUANTILES = [("q05", 0.05), ("q50", 0.5), ("q97.5", 0.975), ("q00.1", 0.001), ("q99.9", 0.999)]


@pytest.mark.parametrize(("name", "level"), QUANTILES)
def test_a_quantile_is_named_by_its_percentage(name: str, level: float) -> None:
    assert quantile_level(name) == pytest.approx(level)


@pytest.mark.parametrize("name", ["q00", "q5", "q100", "05", "Q05", "q05 ", "q-5", "median", ""])
def test_what_names_no_quantile_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"is not a quantile: write q05, q50 or q97\.5"):
        quantile_level(name)


SLUG: TypeAdapter[str] = TypeAdapter(Slug)


@pytest.mark.parametrize("slug", ["a", "0", "hama-by-december", "x" * 80, "2024-12"])
def test_ids_are_lower_case_words_joined_by_hyphens(slug: str) -> None:
    assert SLUG.validate_python(slug) == slug


@pytest.mark.parametrize(
    "slug",
    ["", "Hama", "hama_1", "-a", "a-", "a--b", "../x", "/etc/passwd", "a/b", "a.b", "ḥama", "a\n", "x" * 81, 7, None],
)
def test_what_is_no_id_is_refused(slug: Any) -> None:
    with pytest.raises(ValidationError, match="is not an id: use lower-case letters and digits joined by hyphens"):
        SLUG.validate_python(slug)


MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
CLOSING: TypeAdapter[datetime] = TypeAdapter(Closing)


def test_a_bare_day_opens_at_its_start_and_closes_at_its_end() -> None:
    assert MOMENT.validate_python("2024-12-31") == datetime(2024, 12, 31, tzinfo=UTC)
    assert CLOSING.validate_python(" 2024-12-31 ") == datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert CLOSING.validate_python("2024-12-31T10:00+03:00") == datetime(2024, 12, 31, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [datetime(2024, 12, 31), date(2024, 12, 31), 2024, None, "31.12.2024", "2024-12-31T10:00", "2024-02-30"],  # noqa: DTZ001 - that is the fault
)
def test_what_is_no_moment_is_refused(raw: Any) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(raw)


@pytest.mark.parametrize("raw", ["2024-12-31", " 2024-12-31\n", date(2024, 12, 31)])
def test_a_day_is_a_day_of_the_calendar(raw: Any) -> None:
    assert read_day(raw) == date(2024, 12, 31)


@pytest.mark.parametrize(
    "raw", ["2024-02-30", "31 Dec 2024", "20241231", "", None, 20241231, datetime(2024, 12, 31, tzinfo=UTC)]
)
def test_what_is_no_day_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="is not a day: write it as 2024-12-31"):
        read_day(raw)


GRADE: TypeAdapter[str] = TypeAdapter(Grade)


def test_a_grade_is_a_letter_and_a_digit() -> None:
    assert GRADE.validate_python(" b2 ") == "B2"
    for raw in ("G1", "B7", "B", "2B", "", None, 12):
        with pytest.raises(
            ValidationError, match="is not a grade: write a source letter A-F and a credibility digit 1-6"
        ):
            GRADE.validate_python(raw)


@given(st.one_of(st.text(), st.binary(), st.lists(st.text())))
def test_a_value_is_shown_on_one_line_harmless_and_short(value: Any) -> None:
    assert shown(value).isprintable()
    assert len(shown(value)) <= 200


# ── what can go wrong, said once ──


def test_a_problem_is_printed_as_editors_jump_to_it(tmp_path: Any) -> None:
    path = tmp_path / "a.yaml"
    assert str(Problem(path, 3, 7, "code", "it is wrong")) == f"{path}:3:7: error: it is wrong"
    assert (
        str(Problem(path, 3, 7, "code", "it is odd", "mend it", "warning"))
        == f"{path}:3:7: warning: it is odd (mend it)"
    )


def test_exit_codes_stand_on_the_classes() -> None:
    assert (OutlookError.exit_code, InvalidValue.exit_code, Unreadable.exit_code) == (2, 2, 3)


def test_did_you_mean_names_the_nearest_words_whatever_their_case() -> None:
    assert did_you_mean("PARTAL", ["full", "Partial"]) == "did you mean Partial?"
    assert did_you_mean("hama-by", ["hama-by-may", "hama-by-june", "x"]) == "did you mean hama-by-may or hama-by-june?"
    assert did_you_mean("zzz", ["full"]) == ""
    assert did_you_mean("full", []) == ""
