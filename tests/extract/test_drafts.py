"""What is proposed of a statement: a question that can be asked, and a close only where the words name a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from outlook.extract import extract
from outlook.extract.drafts import drafts_of


def proposed(text: str) -> dict[str, Any]:
    """The fields of the draft of the one statement of a text, and not those of its condition."""
    [found] = [one for one in extract(text) if "outlook" in one.classes]
    *_, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    return draft.fields


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The Greens will most likely win by 12 December 2026.", "Will the Greens win by 12 December 2026?"),
        ("Talks will very probably fail by 3 May 2027.", "Will talks fail by 3 May 2027?"),
        ("Talks will almost certainly fail by 3 May 2027.", "Will talks fail by 3 May 2027?"),
    ],
)
def test_the_words_that_say_how_likely_it_is_are_no_part_of_the_question(text: str, question: str) -> None:
    assert proposed(text)["question"] == question


def test_what_asks_which_is_not_asked_as_whether() -> None:
    fields = proposed("Either the Union party or the Greens will probably win the seat by 12 December 2026.")
    assert str(fields["question"]).startswith("TODO")


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("If talks fail, a strike is likely within two weeks.", None),
        ("If talks fail, a strike is likely in about a month.", None),
        ("A strike is likely within two weeks.", "2026-12-10"),
        ("If talks fail, a strike is likely in the next two weeks.", "2026-12-10"),
        ("If talks fail, a strike is likely by 10 December 2026.", "2026-12-10"),
    ],
)
def test_a_length_of_time_that_begins_with_a_condition_names_no_day(text: str, closes: str | None) -> None:
    found = proposed(text).get("closes_at")
    assert (found and str(found)[:10]) == closes
