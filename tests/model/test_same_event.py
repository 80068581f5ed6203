"""Words that may speak of another event than the question that a person ties them to are no estimate of it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from outlook.model.same_event import why_another_event, why_not_asked, why_unlike


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("The port is to reopen", "Will the port of Sel reopen by 10 December 2026?"),
        ("It is to remain closed", "Will the port still be closed, and remain so, on 3 May?"),
        ("Inflation is to exceed 1,200 units by 3 June", "Will inflation be above 1200 in June 2027?"),
        ("The three mediators are to meet", "Will the mediators meet before 2027-06-30?"),
        ("At least five members are to leave", "Will at least 5 members leave?"),
        ("The envoy is to return no later than May", "Will the envoy return to Karsk?"),
        ("A devaluation of the dinar", "Will the dinar be devalued?"),
        ("Talks are to fail", "Will the talks\nfail by 5 p.m. on 3 May 2027?"),
    ],
)
def test_where_nothing_speaks_against_it_they_may_be_one(said: str, asked: str) -> None:
    assert why_another_event(said, asked) is None


@pytest.mark.parametrize(
    ("said", "asked", "why"),
    [
        ("It is to remain closed", "Will it reopen?", "stays as it is (“remain”)"),
        ("It is to reopen", "Will it stay closed?", "stays as it is (“stay”)"),
        ("It is to fail to re-\nopen", "Will it reopen?", "fails to happen (“fail”)"),
        ("The strike is to be cancelled", "Will the strike happen?", "fails to happen (“cancelled”)"),
        ("It is to reopen", "Will it not reopen?", "what does not happen (“not”)"),
        (
            "It is to fall below 5 per cent",
            "Will it fall below 6 per cent by 5 June?",
            "names 5, and the question names 6",
        ),
        ("It is to exceed four", "Will it rise?", "it compares with 4, and the question does not"),
        ("It is to rise", "Will it exceed 4.50?", "the question compares with 4.5, and it does not"),
    ],
)
def test_what_may_turn_it_or_move_it_is_named(said: str, asked: str, why: str) -> None:
    assert why in str(why_another_event(said, asked))


class Said(NamedTuple):
    hedge: str | None
    condition: str | None = None
    horizon: str | None = None


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("It remains very unlikely that the President will dissolve the Assembly.", "very unlikely"),
        ("A dissolution of the Assembly remained\na highly unlikely prospect.", "unlikely"),
        ("The President dissolving the Assembly continues to be unlikely.", "unlikely"),
    ],
)
def test_a_verb_that_is_the_hedge_s_own_is_none_of_the_event(text: str, hedge: str) -> None:
    assert why_not_asked(text, Said(hedge), "Will the President dissolve the Assembly?") is None


def test_a_verb_of_the_event_before_or_after_the_hedge_is_the_event_s() -> None:
    for text in ("The port is likely to remain closed.", "The port remains closed, and likely so."):
        assert "stays" in str(why_not_asked(text, Said("likely"), "Will the port reopen?"))


@pytest.mark.parametrize(
    ("text", "asked", "is_alike"),
    [
        ("The union is likely to blockade it by 3 May 2027.", "Will the port reopen by 3 May 2027?", False),
        ("It is likely to happen by 3 May 2027.", "Will it happen by 3 May 2027?", False),
        ("A devaluation of the dinar is likely.", "Will the dinars be devalued?", True),
        ("Devaluation is likely.", "Will the dinars be devalued?", True),
    ],
)
def test_what_shares_no_word_with_the_question_may_be_linked_by_a_slip(text: str, asked: str, is_alike: bool) -> None:
    assert (why_unlike(text, Said("likely"), asked) is None) is is_alike
