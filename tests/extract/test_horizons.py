"""Horizons in words, and the last day that each allows."""

from calendar import month_name
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
    "by March": date(2027, 3, 31),
    "in early 2027": None,
    "from 1 August 2027": None,
    "after 3 May 2027": None,
    "until at least 30 June 2027": None,
    "around 20 May 2027": None,
    "by about 20 May 2027": None,
    "soon": None,
    "within weeks": None,
    "in 2020": None,
    "on 31 February 2027": None,
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_the_last_day_is_the_one_that_the_words_say_or_none(words: str, day: date | None) -> None:
    assert last_day(words, AS_OF) == day


@pytest.mark.parametrize(
    ("words", "as_of", "day"),
    [
        ("by 29 February", date(2024, 2, 29), date(2024, 2, 29)),
        ("by 29 February", date(2024, 3, 1), date(2028, 2, 29)),
        ("by 29 February", date(2096, 3, 1), date(2104, 2, 29)),
        ("by 30 February", date(2024, 3, 1), None),
        ("within five weeks", date(9999, 12, 20), None),
        ("within two months", date(9999, 12, 20), None),
        ("by next year", date(9999, 12, 20), None),
        ("by 3 January", date(9999, 12, 20), None),
        ("before 1 January", date(1, 1, 1), None),
    ],
)
def test_a_day_that_the_calendar_lacks_is_the_next_that_it_has_or_none(
    words: str, as_of: date, day: date | None
) -> None:
    assert last_day(words, as_of) == day


MONTH_NAMES = [name for name in month_name if name]
PHRASES = st.one_of(
    st.text(max_size=40),
    st.builds("{} {} {}{}".format, st.sampled_from(("by", "before", "in", "on")), st.integers(0, 99),
              st.sampled_from(MONTH_NAMES), st.sampled_from(("", " 2027", " 2099"))),
    st.builds("{} {}{}".format, st.sampled_from(("in", "before", "by the end of")),
              st.sampled_from(MONTH_NAMES), st.sampled_from(("", " 2027", " 2099"))),
    st.builds("within {} {}s".format, st.integers(0, 999), st.sampled_from(("day", "week", "month", "year"))),
    st.builds("{} {}".format, st.sampled_from(("this", "next")), st.sampled_from(("week", "month", "year"))),
)  # fmt: skip


@given(PHRASES, st.dates())
def test_no_day_lies_before_the_document(words: str, as_of: date) -> None:
    found = last_day(words, as_of)
    assert found is None or found >= as_of
