"""The ids of drafts: who does what, short enough for a table, without figures and what only says how."""

from __future__ import annotations

import pytest

from outlook.extract.naming import slug, slug_of_condition, slug_of_event


@pytest.mark.parametrize(
    ("subject", "verb", "name"),
    [
        ("outcomes (Phase 4)", "persist in the south", "outcomes-persist-south"),
        ("naphtha demand", "grow from 2.8 million barrels", "naphtha-demand-grow-million"),
        ("tools that rely on the lock", "need to be rebuilt", "tools-need-rebuilt"),
        ("farms unable to plant", "switch crops", "farms-switch-crops"),
        ("the bank", "only gradually cut rates", "bank-cut-rates"),
        ("the utility", "apply for a permit", "utility-apply-permit"),
        ("trends due to climate change", "raise costs", "trends-raise-costs"),
        ("there", "be 40 new lines", "new-lines"),
        ("growth", "be between 2.1% and 2.7%, most likely 2.4%", "growth"),
    ],
)
def test_an_id_says_who_does_what(subject: str, verb: str, name: str) -> None:
    assert slug_of_event(subject, verb) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I’m sure you’ll see a lockout", "sure-see-lockout"),
        ("The cable won't last", "cable-last"),
        ("The town's bank closes on 6 November", "town-bank-closes-november"),
        ("2027", "2027"),
    ],
)
def test_an_id_has_no_figures_and_no_ends_of_words(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize(
    ("condition", "name"),
    [
        ("Assuming the levee holds", "levee-holds"),
        ("subject to the consent of the port", "consent-port"),
        ("if the outlook does not improve", "outlook-improve"),
        ("if it does", "does"),
    ],
)
def test_the_id_of_a_condition_is_of_what_it_says(condition: str, name: str) -> None:
    assert slug_of_condition(condition) == name
