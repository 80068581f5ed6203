"""Ids that are made of questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.model.slugs import question_slug, slug
from outlook.model.values import SLUG

LONG = "Will the government of the republic lose a vote of confidence in both chambers"


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("in December 2026", "december-2026"),
        ("by 31 March 2027", "31-march-2027"),
        ("in Q3 2027", "q3-2027"),
        ("in 2027 as well", "2027"),
        ("more than 12 times", "12"),
        ("in May", "may"),
        ("in 2027, as it may", "2027"),
    ],
)
def test_what_distinguishes_is_at_the_end_and_is_kept(end: str, kept: str) -> None:
    made = question_slug(f"{LONG} {end}?")
    assert made.startswith("will-the-government-of-the-republic-lose-a-")
    assert made.endswith(f"-{kept}")
    assert len(made) <= 60


def test_without_a_number_at_its_end_it_is_cut_as_any_text() -> None:
    early = "Will 14 states of the union have voted for the treaty before the summer recess begins?"
    assert question_slug(early) == slug(early)


@given(st.text(max_size=200), st.integers(1, 80))
def test_it_is_an_id_of_the_length_that_is_asked_for(text: str, limit: int) -> None:
    made = question_slug(text, limit)
    assert len(made) <= limit
    assert not made or SLUG.fullmatch(made)
    assert made == slug(text, limit) or len(slug(text, 5000)) > limit


@given(st.text(max_size=80))
def test_a_short_question_is_its_whole_id(text: str) -> None:
    if len(slug(text, 5000)) <= 60:
        assert question_slug(text) == slug(text)
