"""Words that may speak of another event than the question that a person ties them to are no estimate of it."""

from __future__ import annotations

import pytest

from outlook.extract.same_event import why_another_event


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("The port is to reopen", "Will the port of Sel reopen by 10 December 2026?"),
        ("It is to remain closed", "Will the port still be closed, and remain so, on 3 May?"),
        ("Inflation is to exceed 1,200 units by 3 June", "Will inflation be above 1200 in June 2027?"),
        ("The three mediators are to meet", "Will the mediators meet before 2027-06-30?"),
        ("At least five members are to leave", "Will at least 5 members leave?"),
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
