"""Horizons in words, and the last day that each allows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract.horizons import last_day

AS_OF = date(2026, 11, 25)
DAYS = {
    "by the end of March 2027": date(2027, 3, 31),
    "by 31 December 2027": date(2027, 12, 31),
    "before 1 March 2027": date(2027, 2, 28),
    "in 2028": date(2028, 12, 31),
    "before 2030": date(2029, 12, 31),
    "by the end of 2029": date(2029, 12, 31),
    "in February": date(2027, 2, 28),
    "in December": date(2026, 12, 31),
    "on 3 May": date(2027, 5, 3),
    "within two weeks": date(2026, 12, 9),
    "over the next 12 months": date(2027, 11, 25),
    "in the next three months": date(2027, 2, 25),
    "within a year": date(2027, 11, 25),
    "this year": date(2026, 12, 31),
    "next month": date(2026, 12, 31),
    "this week": date(2026, 11, 29),
    "by March": None,
    "in early 2027": None,
    "soon": None,
    "within weeks": None,
    "in 2020": None,
    "on 31 February 2027": None,
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_the_last_day_is_the_one_that_the_words_say_or_none(words: str, day: date | None) -> None:
    assert last_day(words, AS_OF) == day


@given(st.text(max_size=40), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_no_day_lies_before_the_document(words: str, as_of: date) -> None:
    found = last_day(words, as_of)
    assert found is None or found >= as_of
