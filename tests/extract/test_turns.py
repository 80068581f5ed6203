"""The labels of a transcript belong to no sentence, and say who speaks."""

from __future__ import annotations

import pytest

from outlook.extract import extract, sentences

PHONE_IN = """GROAT: Captain, when is she coming back?

IVERSEN: She should be out on Friday week. I'd not put money on it.

GROAT: Line two. CALLER 2 (ANN): We may be back to that by Easter.

IVERSEN: The minister says there'll be a decision before the recess."""
BRIEFING = """**Laura Beck, COO:** Good morning. We'll be back by Saturday.
**Question (Daily Courier):** Will you pay?
**Beck:** Refunds will take ten days.
[00:12:03] Piet Maas: A strike would hurt.
**Piet Maas:** It will end."""
NUMBERED = """Q1 Chair: How late is it, Mr Lee?
Mr Lee: I think it will open in May.
Q2 Chair: You said March.
Mr Lee: I did, and it may be June.
Q. Will it cost more?"""
NONE = """Prices may rise. The plan is simple: it will end.
Source: the office.
Outlook: prices may fall.
Source: another office."""


def spoken(text: str) -> list[tuple[str, str]]:
    return [(one.said_by, one.text) for one in sentences(text)]


FULL = """Ada Moss: We will be back next year. I love it.

Jon O'Hare: Yes. It may be fun.

Lena Berg: I could go on."""


def test_several_who_are_named_in_full_may_speak_once_each() -> None:
    assert [who for who, _ in spoken(FULL)] == ["Ada Moss", "Ada Moss", "Jon O'Hare", "Jon O'Hare", "Lena Berg"]


def test_labels_are_left_out_of_the_sentences_that_they_stand_before() -> None:
    assert spoken(PHONE_IN) == [
        ("Groat", "Captain, when is she coming back?"),
        ("Iversen", "She should be out on Friday week."),
        ("Iversen", "I'd not put money on it."),
        ("Groat", "Line two."),
        ("Caller 2", "We may be back to that by Easter."),
        ("Iversen", "The minister says there'll be a decision before the recess."),
    ]


def test_a_bold_label_and_one_with_a_time_are_labels_too_and_a_question_is_nobodys() -> None:
    assert [who for who, _ in spoken(BRIEFING)] == ["Laura Beck", "Laura Beck", "", "Beck", "Piet Maas", "Piet Maas"]
    assert "Will you pay?" in [said for _, said in spoken(BRIEFING)]


def test_the_number_of_a_question_is_no_part_of_a_name_and_names_nobody() -> None:
    assert [who for who, _ in spoken(NUMBERED)] == ["Chair", "Mr Lee", "Chair", "Mr Lee", ""]


def test_who_speaks_says_it_unless_the_sentence_names_another() -> None:
    assert [one.attributed_to for one in extract(PHONE_IN)][-1] == "The minister"
    assert extract(PHONE_IN)[1].attributed_to == "Iversen"


@pytest.mark.parametrize(
    "text", [NONE, "Northland: rain may fall.\nEastland: sun.\nNorthland: snow.\nEastland: it may thaw.\n"]
)
def test_a_colon_alone_makes_no_speaker(text: str) -> None:
    assert {who for who, _ in spoken(text)} == {""}


def test_a_warning_is_said_by_nobody_and_its_label_is_left_out() -> None:
    text = "Pull the lever.\nWARNING: The lid may open.\nNOTE – Keep this sheet.\nQ. Will it open?\nA. It may."
    assert [one.text for one in sentences(text)][1:] == [
        "The lid may open.",
        "Keep this sheet.",
        "Will it open?",
        "It may.",
    ]
    assert {one.said_by for one in sentences(text)} == {""}
