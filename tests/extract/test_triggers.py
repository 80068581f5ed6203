"""The words that let a pattern be passed over hide nothing: with every pattern tried, the same is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from outlook.extract import extract
from outlook.extract.triggers import Trigger

if TYPE_CHECKING:
    import pytest

LABELLED = Path(__file__).parents[1] / "data" / "extraction"
TEXTS = [
    passage["text"]
    for file in sorted(LABELLED.glob("*.json"))[::3]
    for passage in json.loads(file.read_text("utf-8"))["passages"][:1]
]


def test_what_is_passed_over_would_have_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [extract(text) for text in TEXTS]
    monkeypatch.setattr(Trigger, "of", lambda self, _: sum(self.bits.values()))
    assert [extract(text) for text in TEXTS] == quick
    assert sum("outlook" in item.classes for found in quick for item in found) > 100
