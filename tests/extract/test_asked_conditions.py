"""What is asked of a condition: a question of its own, without the *not* that it may have, or an honest TODO."""

from __future__ import annotations

from datetime import date

import pytest

from outlook.extract import extract
from outlook.extract.asked_conditions import propose_condition
from outlook.extract.drafts import drafts_of


@pytest.mark.parametrize(
    ("condition", "question"),
    [
        # What several do.
        ("even if the talks fail", "Will the talks fail?"),
        ("unless the two sides agree to a truce", "Will the two sides agree to a truce?"),
        ("if wages and rents rise further", "Will wages and rents rise further?"),
        ("if the dockers strike", "Will the dockers strike?"),
        ("if the levees hold", "Will the levees hold?"),
        ("if sales orders drop", "Will sales orders drop?"),
        ("if rate cuts fall short", "Will it be so that rate cuts fall short?"),
        # A past that is unreal.
        ("if the towns had clean water", "Will the towns have clean water?"),
        ("if the rules were clear", "Will the rules be clear?"),
        ("if owners chose to sell", None),
        ("if the owner allowed it to be sold", None),
        # What has its subject elsewhere, or is no clause.
        ("if approved", None),
        ("even if untrue or caused by a supplier", None),
        ("if set to low", None),
        ("providing spare parts in case of a fault", None),
        ("without support, without a new levy [a tax that lapses", None),
        ("if the pump is on)", "Will the pump be on?"),
    ],
)
def test_the_question_of_a_condition(condition: str, question: str | None) -> None:
    assert propose_condition(condition, None) == question


@pytest.mark.parametrize(
    ("text", "question", "outcome"),
    [
        ("If the harvest does not improve, rice is likely to be rationed.", "Will the harvest improve?", "no"),
        ("If the dykes are not raised, the fields will probably flood.", "Will the dykes be raised?", "no"),
        ("Unless the pilots do not return, flights will probably resume.", "Will the pilots return?", "yes"),
        ("If the fleet cannot leave port, prices are likely to rise.", "Will the fleet be able to leave port?", "no"),
        ("If the mill doesn't reopen, the town will probably shrink.", "Will the mill reopen?", "no"),
        ("If nobody bids, the mill is likely to close.", "Will it be so that nobody bids?", "yes"),
        ("If it does not rain, the mill is likely to close.", None, "yes"),
    ],
)
def test_a_condition_that_denies_is_asked_without_its_not(text: str, question: str | None, outcome: str) -> None:
    [found] = extract(text)
    condition, draft = drafts_of(found, "statement", date(2026, 11, 26), set()).values()
    asked = condition.fields["question"]
    assert asked == question if question else asked.startswith("TODO")
    assert draft.fields["given"]["outcome"] == outcome
    assert (draft.hints.get("given") == "the condition is that this does not happen") is (outcome == "no")


def test_what_is_said_even_if_is_said_without_it_too() -> None:
    [found] = extract("Even if the talks fail, a truce is likely by May 2027.")
    condition, draft = drafts_of(found, "truce", date(2026, 11, 26), set()).values()
    assert (condition.fields["title"], condition.fields["question"]) == (
        "If the talks fail",
        "Will the talks fail by 31 May 2027?",
    )
    assert draft.fields["given"] == {"forecast": "if-talks-fail", "outcome": "yes"}
    assert draft.hints["given"] == (
        "the report says “Even if the talks fail”, and so without it too; remove it to ask of both"
    )
