"""Times as running prose has them: clauses, subjects, what is compared, and words that run on behind a time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import extract
from outlook.extract.horizons import last_day

CLAUSES = {
    "The lock will stay shut until divers reach the third gate.": "until divers reach the third gate",
    "The pier may be unable to take coaches until a new deck is laid in 2031.": "until a new deck is laid in 2031",
    "The ferry is not expected to run until repairs to the pier are finished.": (
        "until repairs to the pier are finished"
    ),
    "We won't have any figures for the May quarter until our shops report over the next few weeks.": (
        "until our shops report over the next few weeks"
    ),
    "Once the audit is complete, the charity will publish its accounts.": "Once the audit is complete",
    "Once approved, the route would run along the quay.": "Once approved",
    "The chapel will reopen as soon as the roof is safe.": "as soon as the roof is safe",
    "After the team clears the second shaft, the pumps would be switched off.": (
        "After the team clears the second shaft"
    ),
    "After finishing the survey, the firm would move its rigs to the delta.": "After finishing the survey",
    "Traffic is likely to climb until around 2038 and then slip back.": "until around 2038",
}

SUBJECTS = {
    "2031 is likely to bring more closures in the valley.": "2031",
    "The September quarter is expected to be the poorest this year.": "The September quarter",
    "The second half should be better than the first.": "The second half",
    "February could bring heavy snow to the passes.": "February",
    "Brokers expect February to bring a rebound.": "February",
    "April forecasts show that it will probably rain in the hills.": "April",
    "The 2031 harvest forecast is likely to be cut.": "2031",
    "OND 2031 is expected to be drier than normal.": "OND 2031",
    "Rainfall will probably be above normal in MAM.": "in MAM",
    "A new cell won't immediately replace the old ones.": "immediately",
    "The new rules may later be widened to cover rafts.": "later",
    "Building a second slip could take three years.": "three years",
    "The board thinks 2031 will be the hardest year since the fire.": "2031",
    "He says August bookings could fall by a tenth.": "August",
}

WITH_MORE = {
    "The works will go on through summer 2031 and very likely beyond that.": (
        "through summer 2031 and very likely beyond that"
    ),
    "Prices are set to rise eventually, but not before 2031.": "eventually, but not before 2031",
    "The stalls will be out on Fridays, starting May 7.": "on Fridays, starting May 7",
    "The clinic will be closed for the week (beginning 3 June).": "for the week (beginning 3 June)",
    "Prices are likely to go on rising for a couple more weeks, with the strain fading by early 2031.": (
        "for a couple more weeks"
    ),
    "Cod will be the only stock to grow over the entire forecast period, adding 40,000 tonnes between 2031 and 2050.": (
        "over the entire forecast period"
    ),
    "Low ground will be flooded more often in the future (Aske and Bram, 2017).": "in the future",
    "The proposal could return to the ballot in 2031.": "in 2031",
    "More snow is on the way this weekend.": "this weekend",
    "Growth is expected to reach 2.1% this quarter and 1.8% in the one after.": "this quarter",
    "Rents are expected to dip in the run up to the referendum due to doubts over the outcome.": (
        "in the run up to the referendum"
    ),
    "The water is likely to run out later on in the season.": "later on in the season",
    "She is expected to be fit for the season opener.": "for the season opener",
    "Fares are expected to fall in the third and fourth quarters of this year.": (
        "in the third and fourth quarters of this year"
    ),
    "Output is expected to rise in the fourth-quarter, helped by a new kiln.": "in the fourth-quarter",
    "The dispute will push the opening of the museum to the spring of 2031.": "to the spring of 2031",
    "Bans will not come until the board knows how much rain the hills will get this winter.": (
        "until the board knows how much rain the hills will get this winter"
    ),
}

OF_ANOTHER = {
    "Takings in Q2 could range from $2 million to $3 million, compared to the $4 million that we had in Q1.": "in Q2",
    "Use is expected to rise from 90,000 loaves a day in 2026 to 120,000 loaves a day in 2050.": "in 2050",
    "Growth is expected to slow from the fast pace seen in 2023.": None,
    "Exports should beat the total recorded in 2025.": None,
    "The ferry would be late, the mayor said in a statement on Friday.": None,
    "A choir that has sung for decades may fold.": None,
    "Snow is expected throughout the northern region.": None,
    "A slide is possible, in the same way that a slide followed a thaw on 3 May.": None,
    "The town could be cut off after the driest spring in at least 150 years.": None,
    "The firm is likely to stay ahead of the curve.": None,
    "She would be the first woman in 60 years to win the cup.": None,
    "The dig could restart the post-World War Two march to the coast.": None,
}


@pytest.mark.parametrize(("text", "words"), [*CLAUSES.items(), *SUBJECTS.items(), *WITH_MORE.items()])
def test_a_time_is_shown_as_the_sentence_has_it(text: str, words: str) -> None:
    (found,) = extract(text)
    assert found.horizon == words


@pytest.mark.parametrize(("text", "words"), OF_ANOTHER.items())
def test_what_something_is_compared_with_is_no_time_to_come(text: str, words: str | None) -> None:
    (found,) = extract(text)
    assert found.horizon == words


@given(st.sampled_from([*CLAUSES.values(), "for a couple more weeks", "OND 2031", "in MAM"]), st.dates())
def test_no_day_is_made_of_a_clause(words: str, as_of: date) -> None:
    assert last_day(words, as_of) is None
