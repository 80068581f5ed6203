"""What is said of the weight of evidence that a record teaches: nothing, a number, or a line for the case."""

from __future__ import annotations

import pytest

from outlook.evidence.learning import FittedWeight
from outlook.show.describe.blocks import Line
from outlook.show.describe.learning import weight_of_evidence


def said(found: FittedWeight | None) -> str:
    return "\n".join(str(block.text) for block in weight_of_evidence(found) if isinstance(block, Line))


@pytest.mark.parametrize(
    ("found", "words", "absent"),
    [
        (FittedWeight(0), "not enough to learn from, 0 resolved forecasts", "κ ="),
        (FittedWeight(9), "of at least 10", "κ ="),
        (FittedWeight(12, 0.8, 0.01), "Under 30 that is shown only. Nothing is applied.", "case.yaml"),
        (FittedWeight(30, 0.7, 0.012), "write under `weighing` in case.yaml:  weight: 0.70", "shown only"),
        (FittedWeight(30, 1.2, -0.003), "0.003 nats higher", "weight: 1.20"),
    ],
    ids=["none", "few", "some", "many", "many-without-gain"],
)
def test_a_weight_is_offered_only_where_there_are_enough_and_it_gains(
    found: FittedWeight, words: str, absent: str
) -> None:
    text = said(found)
    assert words in text
    assert absent not in text


def test_a_book_without_signs_is_not_asked() -> None:
    assert said(None) == ""
