"""A paragraph in another language is passed over, and that is said."""

from __future__ import annotations

import re
import sys

import pytest

from outlook.extract import read
from outlook.extract.languages import BLANK

ENGLISH = "The river may rise by Friday, and officials expect the dam to hold for the rest of the week."
OTHERS = {
    "German": "Die Lage bleibt angespannt, und die Regierung will im Mai wählen lassen. Das wird nicht leicht.",
    "French": "Les autorités disent que le barrage may tenir dans la vallée. Il ne pleut pas.",
    "Spanish": "El gobierno y los partidos may llegar a un acuerdo para la ley, pero no es fácil.",
}


@pytest.mark.parametrize(("language", "paragraph"), OTHERS.items())
def test_only_the_english_paragraphs_are_read(language: str, paragraph: str) -> None:
    reading = read(f"{ENGLISH}\n\n{paragraph}\n\n{ENGLISH}")
    assert [one.text for one in reading.found if "outlook" in one.classes] == [ENGLISH] * 2
    assert " ".join(one.text for one in reading.foreign) == paragraph
    assert {one.reasons for one in reading.foreign} == {(f"passed over: in {language}",)}


def test_names_and_loans_make_no_paragraph_foreign() -> None:
    text = "The van der Berg and de la Cruz families may move to Los Angeles or Le Havre, und so weiter, in La Paz."
    assert read(f"{ENGLISH}\n\n{text}").foreign == []


def test_a_small_word_of_another_language_tells_where_it_is_the_first_behind_another() -> None:
    """Two of them share the blank between them, and the first one is no part of the paragraph."""
    paragraph = "und der Ball ist mit dem Hund auf einem Baum."
    assert [one.text for one in read(f"{ENGLISH}\n\n{paragraph}").foreign] == [paragraph]


def test_white_space_is_what_python_takes_for_it() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert re.findall(BLANK, every) == re.findall(r"\s", every)
