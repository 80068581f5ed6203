"""What is looked for at the end of a text only is found there as in the whole of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract.people import people
from outlook.extract.text_ends import from_last

WORDS = st.sampled_from(
    [
        "as",
        "than",
        "many",
        "had",
        "the",
        "officials",
        "and",
        "but",
        "However",
        "1,000",
        "a",
        "said,",
        "(some",
        "“others”",
    ]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", "\n"])), max_size=12).map(
    lambda parts: "".join(word + blank for word, blank in parts)
)


@given(TEXTS, st.integers(1, 6))
def test_what_has_so_many_words_begins_no_earlier(text: str, most: int) -> None:
    pattern = re.compile(rf"\b[a-z]+(?:\s+[a-z]+){{0,{most - 1}}}\s*$")
    found, near = pattern.search(text), pattern.search(text, from_last(text, most))
    assert (found and found.span()) == (near and near.span())


@pytest.mark.parametrize("mark", [", ", "; ", ": ", "(", "“", " — ", ",\n"])
@pytest.mark.parametrize(
    "subject", ["officials", "some officials", "the officials at 1,000 mills", "others and officials"]
)
@given(before=TEXTS)
def test_no_people_begin_before_a_mark(before: str, mark: str, subject: str) -> None:
    assert people(before + mark + subject) == people(subject)
