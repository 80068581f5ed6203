"""Of which answer a statement's words are: a plain *not* turns them, and what is not plain leaves it open."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from outlook.model.denials import way_of

RATIFY = "Will the senate ratify the pact by 20 November 2026?"


class Said(NamedTuple):
    hedge: str | None
    condition: str | None = None
    horizon: str | None = None


@pytest.mark.parametrize(
    ("text", "hedge", "asked", "way"),
    [
        ("The senate is very likely to ratify the pact.", "very likely", RATIFY, "same"),
        ("The senate is almost certainly not going to ratify it.", "almost certainly", RATIFY, "opposite"),
        ("The senate will, almost certainly, not ratify it.", "almost certainly", RATIFY, "opposite"),
        ("It is very likely that the senate won’t ratify it.", "very likely", RATIFY, "opposite"),
        ("The senate is **almost certainly** *not* going to ratify it.", "almost certainly", RATIFY, "opposite"),
        ("The senate is likely not to\nratify it.", "likely", RATIFY, "opposite"),
        ("The senate is likely to ratify it.", "likely", "Will the senate not ratify the pact?", "opposite"),
        ("The senate will likely not ratify it.", "likely", "Will the senate not ratify the pact?", "same"),
        ("A coup will almost certainly not happen.", "almost certainly", "Will a coup happen in Sel?", "opposite"),
        # what is denied in another clause is none of it
        ("It is unlikely to ratify the pact; its committee has not met.", "unlikely", RATIFY, "same"),
        ("It is unlikely to ratify it, because nobody has read it.", "unlikely", RATIFY, "same"),
        ("Its committee has not met, and the senate is unlikely to ratify it.", "unlikely", RATIFY, "same"),
        # the event itself may be a refusal
        ("The bill is unlikely to be rejected.", "unlikely", "Will the diet reject the bill?", "same"),
        ("The bill is unlikely to be rejected.", "unlikely", "Will the diet pass the bill?", "unclear"),
        # what denies otherwise, or something else, says nothing that can be counted on
        ("Almost certainly nobody will ratify it.", "Almost certainly", RATIFY, "unclear"),
        ("The senate is likely to ratify not the whole of it.", "likely", RATIFY, "unclear"),
        ("It will likely not fail to not ratify it.", "likely", RATIFY, "unclear"),
        ("The strike will probably not be called off.", "probably", "Will the strike go ahead?", "unclear"),
        ("That the senate ratifies it is likely, and wrong.", "likely", "Will the senate meet?", "same"),
        ("It is likely, but not for long, to ratify it.", "likely", RATIFY, "unclear"),
        ("It is doubtful that the senate is likely to ratify it.", "likely", RATIFY, "unclear"),
    ],
)
def test_of_which_answer_its_words_are(text: str, hedge: str, asked: str, way: str) -> None:
    assert way_of(text, Said(hedge), asked) == way


def test_the_condition_and_the_time_deny_nothing() -> None:
    said = Said("likely", condition="if the board does not meet", horizon="not before May")
    text = "If the board does not meet, the senate is likely to ratify it not before May."
    assert way_of(text.replace("If", "if"), said, RATIFY) == "same"
