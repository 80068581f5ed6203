"""The words that let a pattern be passed over hide nothing: with every pattern tried, the same is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from outlook.extract import extract
from outlook.extract.triggers import Trigger, trigger

if TYPE_CHECKING:
    import pytest

LABELLED = Path(__file__).parents[1] / "data" / "extraction"
TEXTS = [
    passage["text"]
    for file in sorted(LABELLED.glob("*.json"))[::3]
    for passage in json.loads(file.read_text("utf-8"))["passages"][:1]
]


def test_what_is_passed_over_would_have_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, every = [extract(text) for text in TEXTS], sum(trigger().bits.values())
    monkeypatch.setattr(Trigger, "of", lambda _self, _text: every)
    assert [extract(text) for text in TEXTS] == quick
    assert sum("outlook" in item.classes for found in quick for item in found) > 100


WORDS = st.sampled_from(
    ["may", "Will", "it'll", "by", "3%", "(unless)", "said", "one-in-three", "rain", "by\x1csoon", "soon."]
)
ASCII = st.lists(WORDS | st.text(st.characters(max_codepoint=127), max_size=4), max_size=8).map(" ".join)


@given(ASCII)
def test_a_text_of_ascii_is_parted_as_any_other(text: str) -> None:
    """A quotation mark behind it, which parts words as a blank does, makes it none of ASCII alone."""
    assert trigger().of(text) == trigger().of(f"{text} “")
