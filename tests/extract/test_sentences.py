"""Sentences and their places: nothing is lost, nothing is cut at an abbreviation, offsets are exact."""

from itertools import pairwise
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluate.labelled import load
from outlook.extract import extract, sentences
from outlook.extract.marks import without_marks
from outlook.extract.sentences import Splitting


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
        ("✓ Wages rose\n① Lift the lid.\n► Close it.", ["Wages rose", "Lift the lid.", "Close it."]),
        ("Messages\nF02 The gas is hot.\nE-31 No water.", ["Messages", "The gas is hot.", "No water."]),
        ("A14 Motorway works go on.", ["A14 Motorway works go on."]),
        (
            "– Risk 7: The lift may fail.\n>> Minority view: It will hold until May.",
            ["The lift may fail.", "It will hold until May."],
        ),
        ("- Northmoor: 12 seats", ["Northmoor: 12 seats"]),
        ("It rose.[1] It may fall.[2, 3][a] Then?", ["It rose.", "It may fall.", "Then?"]),
        ("It rose.1 It may fall.12–14 Then.3", ["It rose.", "It may fall.", "Then."]),
        ("It rose.¹ He said so.”² It may.(3) Then.* End.", ["It rose.", "He said so.”", "It may.", "Then.", "End."]),
        (
            "It rose (high confidence).4 It fell in 2019.5 End.",
            ["It rose (high confidence).", "It fell in 2019.", "End."],
        ),
        ("It is 1.5 m² and 10⁶ kg. End.", ["It is 1.5 m² and 10⁶ kg.", "End."]),
        ("OUTLOOK FOR 2027\nPrices may rise.", ["OUTLOOK FOR 2027", "Prices may rise."]),
        ("Item 1A. Risk Factors\nPrices may rise.", ["Item 1A. Risk Factors", "Prices may rise."]),
        (
            "| Low | Prices may rise. |\n| High | They may fall. |",
            ["Low", "Prices may rise.", "High", "They may fall."],
        ),
        ("The army will\n\n12\n\nwithdraw. End.", ["The army will\n\n12\n\nwithdraw.", "End."]),
        ("A cell can deliver 4 A. Mass production follows.", ["A cell can deliver 4 A.", "Mass production follows."]),
        (
            "See Craft v. Memphis, 436 U. S. 1 (1978). We agree.",
            ["See Craft v. Memphis, 436 U. S. 1 (1978).", "We agree."],
        ),
        (
            "Lambert et al. Predicted it. Sen. Ruiz (D-Nev.) said so.",
            ["Lambert et al. Predicted it.", "Sen. Ruiz (D-Nev.) said so."],
        ),
        ("It meets on Dec. 15. Ship 14 sailed.", ["It meets on Dec. 15.", "Ship 14 sailed."]),
        ("Growth slows this year.Budget 9 will help. End.", ["Growth slows this year.", "Budget 9 will help.", "End."]),
        ("Write to desk@example.org.Use it.", ["Write to desk@example.org.Use it."]),
        (
            "It rose, says I/B/E/S.\nSales of Model S cars fell.",
            ["It rose, says I/B/E/S.", "Sales of Model S cars fell."],
        ),
        ("See Craft, 134 S. Ct. at 24, on it. End.", ["See Craft, 134 S. Ct. at 24, on it.", "End."]),
        ("(cid:129) It may rise.\n(cid:129) It may fall.", ["It may rise.", "It may fall."]),
        ("(A) Taxes may rise.\n(B) Duties may fall.", ["Taxes may rise.", "Duties may fall."]),
        (
            "We ask for three things:\nRecommendation 1\nIt may rise.",
            ["We ask for three things:", "Recommendation 1", "It may rise."],
        ),
        ("Save it. **Important:** It may be lost.", ["Save it.", "It may be lost."]),
        ("HARMON: It may be lost. I know.", ["It may be lost.", "I know."]),
        ("It rose.\n```console\n$ prices may rise. x\n\ny\n```\nIt fell.", ["It rose.", "It fell."]),
        ("", []),
        ("… – …", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_paragraphs_in_capitals_are_read_as_prose_and_headings_are_not() -> None:
    bulletin = (
        "MARINE SECTION OF THE BULLETIN\n\n"
        "SNOW WILL BEGIN TO SPREAD TO THE COAST BY MONDAY NIGHT AS THE LOW MAKES ITS WAY\n"
        "ACROSS THE GULF. EXPECT GALES OVERNIGHT. THE OFFICE SAID THAT IT MAY LAST.\n\n"
        "SYNOPSIS OF WHAT MAY COME TO THE COAST IN THE NEXT DAYS"
    )
    found = extract(bulletin)
    assert [bulletin[one.start : one.end] for one in found] == [one.text for one in found]
    ahead = [one for one in found if "outlook" in one.classes]
    assert [one.text[:13] for one in ahead] == ["SNOW WILL BEG", "EXPECT GALES ", "THE OFFICE SA"]
    assert ahead[0].horizon == "BY MONDAY NIGHT"
    assert [one.classes for one in found if "OF " in one.text[:20]] == [("fact",), ("fact",)]


def test_a_line_that_is_nearly_full_was_wrapped_also_before_a_name() -> None:
    text = (
        "A line of a list may be somewhat longer than all the others of a text that was wrapped.\n\n"
        "The greatest costs will be borne by the poorest regions of South\n"
        "America and by the small islands, which are the least able to\n"
        "protect themselves from storms and from the slow rise of the\n"
        "sea level that goes on for as long as the ice is melting, so\n"
        "that even a world that is no warmer than it is today will be\n"
        "one in which the coasts move inland, and harbours with them."
    )
    assert len(split(text)) == 2


def test_a_line_that_was_wrapped_goes_on_and_a_running_head_belongs_to_nothing() -> None:
    wrapped = (
        "Prices in the north are expected to rise in the autumn, when the United\nStates will lift its ban. They fell."
    )
    assert len(split(wrapped)) == 2
    page = "Prices of page {} are likely to\n\nREPORT OF THE PANEL\n\nrise again. They fell."
    assert len(split("\n".join(page.format(number) for number in range(3)))) == 6


def test_what_a_mark_or_a_broken_word_hides_is_found_and_shown_whole() -> None:
    document = "Prices[3] will proba-\nbly rise.[4] They may[5] fall."
    found = extract(document)
    assert [(item.hedge, item.shown) for item in found] == [
        ("probably", "Prices will probably rise."),
        ("may", "They may fall."),
    ]
    assert [document[item.start : item.end] for item in found] == [item.text for item in found]


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


def in_two(document: str, place: int) -> list[object]:
    """The sentences of a document that is split in two pieces, the second of which begins with a paragraph."""
    splitting = Splitting(document)
    middle = splitting.paragraph_from(place)
    return [*splitting.between(0, middle), *splitting.between(middle, len(document))]


PIECES = st.sampled_from(
    ["a b", "B", "é", "1", "x. ", "Y! ", "”", "- ", "|", "\t", "\n", "\n", "\n\n", "\n \n", "\n\n\n", " "]
)


@given(st.lists(PIECES, min_size=6, max_size=24), st.floats(0, 1))
def test_a_document_in_two_pieces_has_the_sentences_of_one(pieces: list[str], share: float) -> None:
    document = "".join(pieces)
    assert in_two(document, int(share * len(document))) == list(sentences(document))


def test_a_wrapped_document_may_be_divided_at_every_place() -> None:
    document = "\n\n".join(fill(passage.text, 50) for passage in load()[:4])
    whole = list(sentences(document))
    assert all(in_two(document, place) == whole for place in range(0, len(document), 60))


def test_a_long_document_may_be_divided_at_every_paragraph() -> None:
    document = "\n\n".join(passage.text for passage in load()[:40])
    whole = list(sentences(document))
    assert all(in_two(document, place) == whole for place in range(0, len(document), len(document) // 30))


def test_a_mark_in_digits_of_another_script_is_one_too() -> None:
    assert without_marks("Prices rose sharply.\u0663 Then they fell.") == "Prices rose sharply.  Then they fell."
