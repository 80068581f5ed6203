"""A document's own words as estimates: which have a number, from when on, and that nothing else changes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook import words
from outlook.belief.documents import document_estimates, promised
from outlook.model.case import Case, Document, Statement
from outlook.model.forecast import Forecast
from outlook.model.kept import kept_of
from outlook.model.kinds import BinaryForecast, ChoiceForecast, DateForecast, NumericForecast

AS_OF = date(2026, 11, 1)


def case(hedge: str | None, scale: str | None = None, as_of: date | None = AS_OF) -> Case:
    quote = f"Rain is {hedge or 'sure'} to fall."
    statement = Statement(id="rain", quote=quote, hedge=hedge)
    document = Document(id="note", file="note.txt", sha256="0" * 64, statements=(statement,))
    return Case(id="weather", title="Weather", as_of=as_of, documents=(document,), scale=scale)


def asked(as_stated_in: str | None = "rain") -> BinaryForecast:
    return BinaryForecast(id="rain-by-march", case="weather", kind="binary", as_stated_in=as_stated_in)


def test_a_hedge_with_a_band_is_its_midpoint_from_the_beginning_of_the_day_it_looks_ahead_from() -> None:
    (estimate,) = document_estimates(case("likely"), [asked()])
    assert (estimate.by, estimate.forecast) == ("document:note", "rain-by-march")
    assert estimate.stated == pytest.approx(0.675)
    assert estimate.band == (0.55, 0.8)
    assert estimate.known_at == estimate.recorded_at == datetime(2026, 11, 1, tzinfo=UTC)
    assert estimate.why == "“likely”: Rain is likely to fall."


def test_the_scale_of_the_case_decides_and_a_number_in_words_is_that_number() -> None:
    assert promised(case("likely", "ipcc"), "likely") == (0.66, 1.0)
    (estimate,) = document_estimates(case("one in four"), [asked()])
    assert (estimate.stated, estimate.band) == (0.25, (0.25, 0.25))


def test_a_bound_is_a_band_with_an_open_end_and_its_middle_the_estimate() -> None:
    (estimate,) = document_estimates(case("less than 10% chance"), [asked()])
    assert (estimate.stated, estimate.band) == (0.05, (0.0, 0.1))
    assert document_estimates(case("nearly a 40% chance"), [asked()]) == []


@pytest.mark.parametrize("hedge", ["may", "might", "could", "possible", None])
def test_what_has_no_number_is_no_estimate(hedge: str | None) -> None:
    assert document_estimates(case(hedge), [asked()]) == []


def test_there_is_none_without_a_day_a_case_a_statement_or_a_record_that_asks_just_that() -> None:
    assert document_estimates(case("likely", as_of=None), [asked()]) == []
    assert document_estimates(None, [asked()]) == []
    assert document_estimates(case("likely"), [asked("snow")]) == []
    assert document_estimates(case("likely"), [asked(None)]) == []


@given(st.sampled_from([scale.name for scale in words.SCALES]), st.sampled_from(words.known_words()))
def test_every_estimate_lies_in_the_middle_of_its_band_and_is_always_the_same(scale: str, word: str) -> None:
    book = case(word, scale)
    found = document_estimates(book, [asked()])
    assert found == document_estimates(book, [asked()])
    assert bool(found) is (words.band(word, scale) is not None)
    for estimate in found:
        assert estimate.band is not None
        assert isinstance(estimate.stated, float)
        assert 0 <= estimate.band[0] <= estimate.stated <= estimate.band[1] <= 1


PERSONS = NumericForecast(
    id="persons", case="weather", kind="numeric", as_stated_in={"rain": {"q90": "2.7", "q10": 2.1, "q50": 2.4}}
)


@pytest.mark.parametrize(
    ("forecast", "stated"),
    [
        (PERSONS, {"q10": 2.1, "q50": 2.4, "q90": 2.7}),
        (
            DateForecast(id="d", case="weather", kind="date", as_stated_in={"rain": {"2026-12-01": "20%", "2027-01-01": 0.5}}),
            [("2026-12-01", 0.2), ("2027-01-01", 0.5)],
        ),
        (
            ChoiceForecast(
                id="c", case="weather", kind="choice", options=["Hama", "Homs"], as_stated_in={"rain": {"homs": 1, "Hama": 0}}
            ),
            {"Hama": 0, "Homs": 1},
        ),
    ],
)  # fmt: skip
def test_what_a_statement_states_of_another_kind_is_written_beside_it(forecast: Forecast, stated: object) -> None:
    """Whatever its words are; it is read as any estimate is, and believed as one."""
    (estimate,) = document_estimates(case(None), [forecast])
    assert (estimate.by, estimate.stated, estimate.band) == ("document:note", stated, None)
    assert estimate.known_at == datetime(2026, 11, 1, tzinfo=UTC)
    assert estimate.why == "Rain is sure to fall."
    assert estimate.believed(forecast) is not None
    assert document_estimates(case(None, as_of=None), [forecast]) == []
    assert document_estimates(case(None), [kept_of(forecast)]) == [estimate]


def test_what_somebody_else_said_is_no_estimate_of_the_document_in_numbers_either() -> None:
    others = case(None)
    statement = others.documents[0].statements[0].model_copy(update={"attributed_to": "Ms. Vale"})
    document = others.documents[0].model_copy(update={"statements": (statement,)})
    assert document_estimates(others.model_copy(update={"documents": (document,)}), [PERSONS]) == []


def test_scores_depend_on_it_no_more_than_on_any_estimate() -> None:
    assert PERSONS.record_sha256 == PERSONS.model_copy(update={"as_stated_in": None}).record_sha256
