"""Times in phrases of their own: which words are shown, that none of them closes a forecast, and what is no time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import extract
from outlook.extract.horizons import last_day

AS_OF = date(2026, 11, 25)

SHOWN = [
    "by fall of '28",
    "in the fall",
    "in the spring of ’27",
    "five years down the line",
    "around eleven",
    "over a 12-month horizon",
    "during a two-year transition period",
    "within three games",
    "in roughly a dozen meetings",
    "in two and a half weeks",
    "inside of two weeks",
    "six weeks minimum",
    "the season after next",
    "later that week",
    "as the evening wears on",
    "this transfer window",
    "this half",
    "on election night",
    "on the first of the month",
    "on the fifteenth",
    "at lunchtime",
    "by summer's end",
    "30 days later",
    "first thing Monday",
    "this time next year",
    "around seventeen thirty",
    "by eighteen hundred",
    "at oh six hundred hours",
    "until twenty-one forty-five",
    "ahead of any strike",
    "soon after listing",
    "shortly before its launch",
    "over holiday weekends",
    "a year early",
    "two weeks ahead of schedule",
    "a week before the vote",
    "for about a year after the switch",
]


@pytest.mark.parametrize("words", SHOWN)
def test_a_time_in_a_phrase_of_its_own_is_shown_whole_and_closes_nothing(words: str) -> None:
    (found,) = extract(f"Prices in the region are likely to fall {words}.")
    assert found.horizon == words
    assert last_day(words, AS_OF) is None


@given(st.sampled_from(SHOWN), st.dates())
def test_no_day_is_made_of_a_time_that_is_only_shown(words: str, as_of: date) -> None:
    assert last_day(words, as_of) is None


OF_CLAUSES = {
    "The population is projected to rise from 2.3 million in mid-2024 to 2.4 million by mid-2034.": "by mid-2034",
    "The junction will run at 91% of capacity in the morning peak by 2032.": "by 2032",
    "“If it's only the top coat we'd be swimming by August, but I'm not a betting man.”": "by August",
    "Wouldn't surprise me if it drags on into the summer.": "into the summer",
    "It'll turn the herd around pretty well for a couple of weeks.": "for a couple of weeks",
    "Those prices will be around for a few months.": "for a few months",
    "We expect a decision from the board next holidays.": None,
    "The race will be run for the first time in four years.": None,
    "It may be the lowest winter grain crop in ten years.": None,
    "Any new scheme in Alice Springs could become viable.": None,
    "It is going to be expensive in terms of finding the water.": None,
    "It was found in a six-year-old cow that will be tested.": None,
    "The last thing we want will be an abrupt change.": None,
    "Output is tipped to be 90,000 tonnes, down from more than 120,000 last season.": None,
}


@pytest.mark.parametrize(("text", "words"), OF_CLAUSES.items())
def test_the_time_is_the_one_that_is_meant_and_what_only_looks_like_one_is_none(text: str, words: str | None) -> None:
    (found,) = extract(text)
    assert found.horizon == words


CONDITIONS = {
    "If he pulls that hamstring again they're down by March, simple as that.": "If he pulls that hamstring again",
    "“If it's only the top coat we'd be swimming by August, but I'm not a betting man.”": "If it's only the top coat",
    "If aid stops our freight rates will double from next week.": "If aid stops",
    "I would be surprised if it were still there in 2032.": None,
    "If the club says they're staying, fans will be glad.": "If the club says they're staying",
}


@pytest.mark.parametrize(("text", "condition"), CONDITIONS.items())
def test_a_condition_ends_where_the_main_clause_begins(text: str, condition: str | None) -> None:
    (found,) = extract(text)
    assert found.condition == condition
