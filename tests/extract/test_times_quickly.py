"""The words by which a time is looked for hide none: without them the same times are found."""

from __future__ import annotations

import re
from itertools import islice

import pytest

from evaluate.labelled import FOLDER, load
from made_texts import texts_of
from outlook.extract import occasions, time_structure, times
from outlook.extract.beginnings import BEGINNING, FIRST, FOLLOWING
from outlook.extract.lexicon import lowered

TEXTS = [
    *(lowered(passage.text) for passage in load()),
    lowered((FOLDER / "times.txt").read_text("utf-8").replace("{", "").replace("}", "")),
]
GUARDS = {
    "times": (
        times._FOUND,
        [rf"(?={BEGINNING}|[12]?\d)", rf"(?=(?:the\s+)?(?:{FOLLOWING}|[12]?\d|fy))"],
    ),
    "occasions": (occasions.FOUND, [rf"(?={occasions._BEGINNING}|\d)"]),
}


@pytest.mark.no_cover  # the passages are read with their lines counted elsewhere
@pytest.mark.parametrize("name", GUARDS)
def test_no_time_is_passed_over(name: str) -> None:
    quick, guards = GUARDS[name]
    slow = quick.pattern
    for guard in guards:
        assert guard in slow
        slow = slow.replace(guard, "")
    every = re.compile(slow)
    for text in TEXTS:
        assert [match[0] for match in quick.finditer(text)] == [match[0] for match in every.finditer(text)]


def test_no_time_that_the_pattern_can_make_is_passed_over() -> None:
    """The grammar makes texts of its own, with words that no labelled passage has."""
    quick, (guard, _) = GUARDS["times"]
    every = re.compile(quick.pattern.replace(guard, rf"(?={FIRST}|[12]?\d)"))
    for made in islice(texts_of(every), 1_000):
        for text in (made, f"{made}.", f"delayed {made}, on", f"the {made} tomorrow"):
            assert [match[0] for match in quick.finditer(text)] == [match[0] for match in every.finditer(text)]


def test_no_part_of_a_time_by_its_letters_is_repeated_without_end() -> None:
    assert not re.search(r"[*+]|,\}", time_structure._FOUND.pattern)
    assert [*time_structure.whole_times("about " * 300)] == []
