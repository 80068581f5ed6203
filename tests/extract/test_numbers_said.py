"""What a report says in numbers of its own: per cents in words, a central estimate with its range, prices, *not all*."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outlook.extract import Found, extract
from outlook.extract.drafts import drafts_of
from outlook.extract.own_words import why_not_its_own

if TYPE_CHECKING:
    from outlook.extract.one_draft import Draft


def only(text: str) -> Found:
    [found] = [one for one in extract(text) if "outlook" in one.classes]
    return found


def draft_of(text: str) -> Draft:
    *_, draft = drafts_of(only(text), "statement", date(2026, 11, 26), set()).values()
    return draft


@pytest.mark.parametrize(
    ("text", "hedge", "band"),
    [
        ("It is seventy per cent likely that the cap is extended by May 2027.", "seventy per cent likely", (0.7, 0.7)),
        ("There is a thirty-five percent chance of rain by May 2027.", "thirty-five percent chance", (0.35, 0.35)),
        (
            "There is an eighty to ninety per cent probability that talks fail in May 2027.",
            "eighty to ninety per cent probability",
            (0.8, 0.9),
        ),
        ("There is almost a seventy per cent chance of rain by May 2027.", "almost a seventy per cent chance", None),
        (
            "A default is unlikely (ten to fifteen per cent) by May 2027.",
            "unlikely (ten to fifteen per cent)",
            (0.1, 0.15),
        ),
        ("The odds of a delay by May 2027 are three to one against.", "three to one against", (0.25, 0.25)),
        ("We put the odds of a delay by May 2027 at two to one.", "odds of", None),
    ],
)
def test_a_chance_in_words_is_the_number_that_it_says(text: str, hedge: str, band: tuple[float, float] | None) -> None:
    found = only(text)
    assert (found.hedge, found.band) == (hedge, band)


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (
            "Our central estimate for storage on 1 March 2027 is 78 per cent, with a range of 74 to 83 per cent.",
            "What will storage be on 1 March 2027, in %?",
            "78 per cent (74 to 83 per cent)",
        ),
        (
            "We expect the system price to average EUR 64/MWh in week 49.",
            "What will the system price be in week 49 of 2026, in EUR/MWh?",
            "EUR 64/MWh",
        ),
        (
            "The agency projects that 340,000 people will be displaced by 3 May 2027, up from 210,000 in October.",
            "How many people will be displaced by 3 May 2027?",
            "340,000 people",
        ),
        (
            "Demand in Sela: likely up 2 per cent in May 2027.",
            "By how much will demand in Sela rise in May 2027, in %?",
            "2 per cent",
        ),
        (
            "We expect prices of EUR 40 to 45/MWh in March 2027.",
            "What will prices be in March 2027, in EUR/MWh?",
            "EUR 40 to 45/MWh",
        ),
        (
            "We forecast a price of $74 a barrel in March 2027.",
            "What will the price be in March 2027, in $ a barrel?",
            "$74 a barrel",
        ),
        (
            "Storage will stand at 76 per cent on 1 March 2027, give or take two points.",
            "What will storage be on 1 March 2027, in %?",
            "76 per cent (give or take two points)",
        ),
    ],
)
def test_an_estimate_of_an_amount_is_asked_for_with_its_range(text: str, question: str, said: str) -> None:
    draft = draft_of(text)
    assert (draft.fields["question"], draft.fields["kind"]) == (question, "numeric")
    assert draft.hints["prior"].endswith(f"the report says {said}")


def test_an_estimate_that_does_not_say_of_what_is_a_statement_with_its_number() -> None:
    draft = draft_of(
        "We are less optimistic: our own central estimate is 78 per cent, with a range of 74 to 83 per cent."
    )
    assert (draft.fields["kind"], draft.fields["unit"]) == ("numeric", "%")
    assert draft.hints["prior"].endswith("the report says 78 per cent (74 to 83 per cent)")


def test_a_range_that_is_called_likely_is_an_event_with_that_chance() -> None:
    draft = draft_of("Prices in March 2027 will likely be between EUR 150 and 170/MWh.")
    assert draft.fields["question"] == "Will prices be between EUR 150 and 170/MWh in March 2027?"
    assert draft.fields["as_stated_in"] == "statement"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Not all cargoes will arrive by 3 May 2027.", "Will all cargoes arrive by 3 May 2027?"),
        ("No cargo is likely to arrive by 3 May 2027.", "Will any cargo arrive by 3 May 2027?"),
        (
            "Storage is unlikely to recover above 70% by 3 May 2027 or, even then, by 3 June 2027.",
            "Will storage recover above 70% by 3 May 2027?",
        ),
        ("Renewal of the lease by 3 May 2027 is likely.", "Will there be renewal of the lease by 3 May 2027?"),
        ("Cyber incidents are likely to increase in May 2027.", "Will cyber incidents increase in May 2027?"),
        ("Our central case is that rates are cut by June 2027.", "Will rates be cut by 30 June 2027?"),
        ("General Varo is likely to resign by 3 May 2027.", "Will General Varo resign by 3 May 2027?"),
        ("We expect the terminal to reopen in December 2026.", "Will the terminal reopen in December 2026?"),
        ("Prices will probably rise in week 49.", "Will prices rise in week 49 of 2026?"),
        ("We think a return before the new year is unlikely.", "Will there be a return by 31 December 2026?"),
        ("The odds that the mufti mediates by May 2027 are one in ten.", "Will the mufti mediate by 31 May 2027?"),
        ("The truce will probably hold until 3 May 2027 (low confidence).", "Will the truce hold until 3 May 2027?"),
        (
            "Cases are more likely than not to exceed 5,000 by 3 May 2027.",
            "Will cases exceed 5,000 by 3 May 2027?",
        ),
        (
            "A strike in Sela by 3 May 2027 remains more likely than not.",
            "Will there be a strike in Sela by 3 May 2027?",
        ),
        ("Egypt's buyer will probably tender in May 2027.", "Will Egypt's buyer tender in May 2027?"),
        (
            "The Osk inspection centre is to reopen on 7 May 2027.",
            "Will the Osk inspection centre reopen on 7 May 2027?",
        ),
        ("Drone strikes will likely increase in May 2027.", "Will drone strikes increase in May 2027?"),
        ("At least 40 ships will be delayed by 3 May 2027.", "Will at least 40 ships be delayed by 3 May 2027?"),
    ],
)
def test_a_question_says_what_is_asked_in_plain_words(text: str, question: str) -> None:
    assert draft_of(text).fields["question"] == question


@pytest.mark.parametrize(
    "text", ["Not all cargoes are likely to arrive by 3 May 2027.", "Few ships will come by May 2027."]
)
def test_what_only_some_do_is_no_estimate_of_what_all_do(text: str) -> None:
    assert "as_stated_in" not in draft_of(text).fields


def test_what_a_reference_says_of_an_older_paper_is_no_outlook() -> None:
    text = "CROPEX; see also our note of 2 October, which said that prices would likely exceed EUR 150/MWh."
    assert [one.classes for one in extract(text)] == [("fact",)]


@pytest.mark.parametrize(
    "text",
    [
        "In our note of 2 October we said that prices would probably rise in 2027.",
        "Our previous assessment was that a strike by May 2027 is unlikely.",
    ],
)
def test_what_an_older_paper_said_is_no_estimate_of_this_one(text: str) -> None:
    assert "as_stated_in" not in draft_of(text).fields
    assert why_not_its_own(only(text)) == "it says what an older paper said, which is of its day"
