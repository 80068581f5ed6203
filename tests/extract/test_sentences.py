"""Sentences and their places: nothing is lost, nothing is cut at an abbreviation, offsets are exact."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import sentences


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Sullivan spoke to Gen. Amir. He left.", ["Mr. Sullivan spoke to Gen. Amir.", "He left."]),
        ("J. R. Smith won. He slept.", ["J. R. Smith won.", "He slept."]),
        ("It fell 1.5 per cent. It rose.", ["It fell 1.5 per cent.", "It rose."]),
        ("“We will win.” He paused.", ["“We will win.”", "He paused."]),
        ("“Will it hold?” she asked. No.", ["“Will it hold?” she asked.", "No."]),
        ("Troops left the U.S. The rest stayed.", ["Troops left the U.S.", "The rest stayed."]),
        ("The U.S. Senate voted. Done.", ["The U.S. Senate voted.", "Done."]),
        ("A heading\n\nThe text goes\non here. End", ["A heading", "The text goes\non here.", "End"]),
        ("- one may rise\n- two may fall\n", ["one may rise", "two may fall"]),
        ("1. First point\n2. Second point", ["First point", "Second point"]),
        ("# Outlook\nIt may rain.", ["Outlook", "It may rain."]),
        ("It rained.\n## No. 7 and more\nIt may\nrain.", ["It rained.", "No. 7 and more", "It may\nrain."]),
        ("They meet at 10 a.m. Witnesses may speak.", ["They meet at 10 a.m.", "Witnesses may speak."]),
        ("The answer is no. It rained. See No. 7 of it.", ["The answer is no.", "It rained.", "See No. 7 of it."]),
        ("4. (1) A keeper shall apply. (2) He may wait.", ["A keeper shall apply.", "He may wait."]),
        ("Really?! Yes…", ["Really?!", "Yes…"]),
        ("", []),
        ("… – …", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(st.sampled_from("aB. \n!?…”“\"')1,-#é漢"), max_size=80))
def test_every_letter_stands_in_one_sentence_at_its_place(document: str) -> None:
    found = list(sentences(document))
    for sentence in found:
        assert document[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
    for left, right in pairwise(found):
        assert left.end <= right.start
    covered = {place for sentence in found for place in range(sentence.start, sentence.end)}
    lost = [character for place, character in enumerate(document) if character.isalpha() and place not in covered]
    assert lost == []
