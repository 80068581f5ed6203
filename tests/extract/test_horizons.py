"""Horizons in words, and the last day that each allows."""

from calendar import month_name
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluate.labelled import load
from outlook.extract import classify, extract
from outlook.extract.horizons import last_day
from thorough import IS_QUICK, some

AS_OF = date(2026, 11, 25)
DAYS = {
    "by the end of March 2027": date(2027, 3, 31),
    "in week 50 of 2026": date(2026, 12, 13),
    "by 2026-W50": date(2026, 12, 13),
    "before the end of week 1, 2027": date(2027, 1, 10),
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
    "over the next year": date(2027, 11, 25),
    "within the next month": date(2026, 12, 25),
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
    "by March 15, 2028": date(2028, 3, 15),
    "on Sept. 30, 2027": date(2027, 9, 30),
    "by 2027-05-03": date(2027, 5, 3),
    "through June 2027": date(2027, 6, 30),
    "no later than April 2027": date(2027, 4, 30),
    "before the end of 2027": date(2027, 12, 31),
    "in Q3 2027": date(2027, 9, 30),
    "in 2Q27": date(2027, 6, 30),
    "in H1 2028": date(2028, 6, 30),
    "by the fourth quarter of 2027": date(2027, 12, 31),
    "between June and September": date(2027, 9, 30),
    "between March 15 and May 31, 2028": date(2028, 5, 31),
    "in March or April 2028": date(2028, 4, 30),
    "in 2027 and 2028": date(2028, 12, 31),
    "on April 29–30, 2027": date(2027, 4, 30),
    "from 22 to 24 December": date(2026, 12, 24),
    "within 30 to 60 days": date(2027, 1, 24),
    "over the three years to 2031": date(2031, 12, 31),
    "by year-end 2028": date(2028, 12, 31),
    "by year-end": date(2026, 12, 31),
    "in the second half of next year": date(2027, 12, 31),
    "by Saturday evening": date(2026, 11, 28),
    "by 2100": date(2100, 12, 31),
    "on Wednesday": None,
    "by mid-century": None,
    "in the summer of 2028": None,
    "for fiscal year 2028": None,
    "by 12/05/2028": None,
    "by mid-April at the earliest": None,
    "around 20 February": None,
    "in 2020": None,
    "on 31 February 2027": None,
    "at 00:42 on Monday 5 July": date(2027, 7, 5),
    "on Friday week": None,
    "by Whitsun 2027": None,
    "before the window shuts": None,
    "in the week of 30 August": None,
    "until about the 11th": None,
    "from the 17th to the 19th": None,
    "by 6 a.m. on race day": None,
    "for up to six weeks": None,
    "six weeks after surgery": None,
    "between now and September": None,
}


@pytest.mark.parametrize(("words", "day"), DAYS.items())
def test_the_last_day_is_the_one_that_the_words_say_or_none(words: str, day: date | None) -> None:
    assert last_day(words, AS_OF) == day


OF_CLAUSES = {
    "If rates fall in 2027, sales will rise by June 2028.": "by June 2028",
    "In March 2026, the firm said it would open in 2028.": "in 2028",
    "The mission reported on 30 January 2027 that it may end by 31 March.": "by 31 March",
    "By 2035, costs are likely to exceed budgets.": "By 2035",
    "The Senate will act before the end of the year, she told reporters on Monday.": "before the end of the year",
    "Rain is likely Saturday.": "Saturday",
    "The last tram will leave at 00:42 on Monday 5 July.": "at 00:42 on Monday 5 July",
    "It will be decided no later than 6 a.m. on race day.": "no later than 6 a.m. on race day",
    "The site will be down between 02:00 and 04:00 UTC on 3 May.": "between 02:00 and 04:00 UTC on 3 May",
    "The wheel will be restarted tonight at about 21:00.": "tonight at about 21:00",
    "She should be out on Friday week.": "on Friday week",
    "We expect to open in the week of 30 August.": "in the week of 30 August",
    "Dry days are likely until about the 11th.": "until about the 11th",
    "Services will resume by Whitsun 2027.": "by Whitsun 2027",
    "He fears he may lose two more before the window shuts.": "before the window shuts",
    "Rates could change ahead of the election on 6 June.": "ahead of the election on 6 June",
    "During the attempt, customers may lose signal for up to 15 min.": "During the attempt",
    "It won’t be built in my lifetime.": "in my lifetime",
    "The hub would close for at least 48 hours.": "for at least 48 hours",
    "She may come for three weeks from 1 March.": "from 1 March",
    "Pain should settle six weeks after surgery.": "six weeks after surgery",
    "Cases could double within a matter of weeks.": "within a matter of weeks",
    "The lake will be gone by the All-Star break.": "by the All-Star break",
    "Transponders 7–12 may lose signal tomorrow morning.": "tomorrow morning",
    "The path will be under water all weekend.": "all weekend",
    "A fresh outbreak is possible at any time.": "at any time",
    "The API will be read-only on Sunday 24 January between 02:00 and 05:00 CET.": (
        "on Sunday 24 January between 02:00 and 05:00 CET"
    ),
    "A dredger will work from 0600 UTC 04 SEP 2028 to approximately 1800 UTC 29 SEP 2028.": (
        "from 0600 UTC 04 SEP 2028 to approximately 1800 UTC 29 SEP 2028"
    ),
    "Work will begin straight after Trinity Sunday.": "straight after Trinity Sunday",
    "Calls will reach you in another way after the switch.": "after the switch",
    "Stocks on August 1, 2028, are expected to be the tightest in two decades.": "on August 1, 2028",
    "The risk will increase from about 4% today to 17% by 2060.": "by 2060",
    "Control will pass to the founder upon completion of this offering.": "upon completion of this offering",
    "Dry air may slow it at that point.": "at that point",
    "In our opinion, completion before mid-2030 is improbable.": "before mid-2030",
    "The shop, which his grandfather opened in 1931, will never trade again.": None,
    "“It would astonish me were it to go up,” he told the radio this morning.": None,
    "There is no assurance that finance will be available on acceptable terms.": None,
    "Demand will be higher than in 2025.": None,
    "Policy will be tight until inflation is on track.": "until inflation is on track",
    "It may appear before the court.": None,
    "Outages could happen during a prolonged cold snap.": None,
    "Your card will be charged as soon as the order is submitted.": "as soon as the order is submitted",
    "It would be the first launch since the disaster in 2003.": None,
}


@pytest.mark.parametrize(("text", "words"), OF_CLAUSES.items())
def test_the_time_is_that_of_the_cue_and_not_of_the_condition_or_of_the_saying(text: str, words: str | None) -> None:
    (found,) = extract(text)
    assert found.horizon == words


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


def test_a_time_known_only_by_its_noun_is_shown_and_decides_nothing() -> None:
    texts = ("The fee may rise in May 2028.", "The fee may rise in the coldest weeks.")
    dated, loose = (extract(text) for text in texts)
    assert [dated[0].confidence, loose[0].confidence] == ["high", "low"]
    assert loose[0].horizon == "in the coldest weeks"
    assert last_day("in the coldest weeks", AS_OF) is None


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
def test_the_whole_words_of_a_time_are_shown_and_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [passage.text for passage in some(load()[::6])]
    shown = [one for text in texts for one in extract(text)]
    monkeypatch.setattr(classify, "shown_time", lambda _text, _low, _outside, known, _places: known)
    plain = [one for text in texts for one in extract(text)]
    assert sum(a.horizon != b.horizon for a, b in zip(shown, plain, strict=True)) > (2 if IS_QUICK else 10)
    assert [one._replace(horizon=None, reasons=()) for one in shown] == [
        one._replace(horizon=None, reasons=()) for one in plain
    ]


@pytest.mark.parametrize("words", ["by week 42", "in the interim", "come next May", "next time round", "on arrival"])
def test_a_time_that_is_found_only_to_be_shown_closes_nothing(words: str) -> None:
    found = extract(f"The road will be shut {words}.")[0]
    assert found.horizon == words
    assert last_day(found.horizon, AS_OF) is None
