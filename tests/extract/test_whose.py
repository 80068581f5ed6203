"""Whose words a hedge is, where a sentence has several clauses and somebody speaks in one of them only."""

from datetime import date

import pytest

from outlook.extract import Found, extract
from outlook.extract.drafts import Source, draw

OWN = [
    "Renewal of the Velin contract by 15 March 2027 is likely, though Gazsystem still says that it “will probably not sign”.",
    "A walkout at the Omis terminal by 20 March 2027 is unlikely, although the union says it will almost certainly strike.",
    "Although the union says it will strike, a walkout by 20 March 2027 is unlikely.",
    "The ministry expects that supply will be sufficient, but we judge that rationing by 31 March 2027 is likely.",
    "A walkout is unlikely by 3 May 2027; the union said members would vote again.",
    "The plan, which the operator says will restart in May, is unlikely to be approved by 3 June 2027.",
    "Analysts at Kepler expect a default, but in our view a default by 3 May 2027 is very unlikely.",
]
OTHERS = [
    ("Imports hang on the Velin cable, which the operator ELES has described as “unlikely before mid-May”.", "ELES"),
    ("A deal is unlikely, and talks will drag on, said the minister.", "the minister"),
    ("The minister said a deal was unlikely by May 2027, but talks would go on.", "The minister"),
    ("Prices will rise in May 2027, according to Ana Smith, who said that demand was strong.", "Ana Smith"),
    ("While Montel reports that traders see a rise, prices will probably fall in March 2027, the exchange said.", "the exchange"),
    ("Ana Smith, who leads the party, said that elections were likely in May 2027.", "Ana Smith"),
    ("Traders now see a one-in-three chance of a price spike by 15 March 2027.", "Traders"),
    ("Statnett, which once called it “highly unlikely”, now sees a one-in-five chance of a cut in May 2027.", "Statnett"),
    ("The union will strike on 3 May 2027; the regulator says that power cuts are likely to follow.", "the regulator"),
]  # fmt: skip


def only(text: str) -> Found:
    (found,) = extract(text)
    assert "outlook" in found.classes
    return found


@pytest.mark.parametrize("text", OWN)
def test_the_hedge_of_the_document_is_given_to_nobody_who_speaks_in_another_clause(text: str) -> None:
    found = only(text)
    assert found.attributed_to is None
    assert any("speaks in another clause" in reason for reason in found.reasons)


@pytest.mark.parametrize(("text", "who"), OTHERS)
def test_the_hedge_of_somebody_else_is_not_given_to_the_document(text: str, who: str) -> None:
    assert who in (only(text).attributed_to or "")


def test_whoever_is_named_in_another_clause_is_still_who_a_pronoun_means() -> None:
    text = (
        "A strike by 3 May 2027 is likely, though Ana Smith says that it will fail. She said that it would rain in May."
    )
    first, second = extract(text)
    assert (first.attributed_to, second.attributed_to) == (None, "Ana Smith")


def test_a_record_quotes_the_hedge_of_the_document_as_its_own_estimate() -> None:
    found = extract(OWN[0])
    drawn = draw(Source("note", "note.txt", "0" * 64, date(2026, 12, 10)), found, found)
    assert drawn.document["statements"][0]["classes"] == ["outlook"]
    (draft,) = drawn.forecasts.values()
    assert draft.fields["as_stated_in"] in drawn.ids.values()


def test_the_condition_and_the_time_are_those_of_the_clause_of_the_hedge() -> None:
    found = only(
        "The cabinet will not rule without a majority, and early elections are likely before the end of 2027 if it fails."
    )
    assert (found.condition, found.horizon) == ("if it fails", "before the end of 2027")


@pytest.mark.parametrize(
    ("text", "is_scheduled"),
    [
        ("Repairs to the cable will probably be completed on 6 March 2027.", False),
        ("Repairs to the cable will be completed on 6 March 2027.", True),
        ("The vote scheduled for 6 March 2027 will probably fail.", True),
        ("It is highly unlikely that the Council will join the Doha talks before 6 February 2027.", False),
    ],
)
def test_what_only_has_a_day_is_no_plan_if_it_is_said_to_be_likely(text: str, is_scheduled: bool) -> None:
    assert only(text).scheduled is is_scheduled


def test_what_the_document_expects_itself_decides_before_what_it_concedes() -> None:
    (found,) = extract(
        "We expect the link to reopen by 15 May 2031, though the owner Norlink says that it will probably not be ready "
        "before July."
    )
    assert (found.hedge, found.horizon, found.attributed_to) == ("expect", "by 15 May 2031", None)
    assert not found.scheduled  # the *will* behind it is the owner's


def test_few_who_expect_something_are_nobody_who_says_it() -> None:
    assert only("Few expect the cap to survive beyond March 2027.").attributed_to is None


def test_what_is_voted_on_is_no_time() -> None:
    found = only("Parliament is due to vote on the budget on 9 December 2026.")
    assert found.horizon == "on 9 December 2026"
