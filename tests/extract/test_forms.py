"""Times, conditions and speakers in the many forms that English has for them: one sentence a line, the part in braces."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outlook.extract import Found, extract

FORMS = Path(__file__).parents[1] / "data" / "extraction"
BRACES = re.compile(r"\{(.*?)\}")


def found(line: str) -> Found:
    return extract(line.replace("{", "").replace("}", ""))[0]


@pytest.mark.parametrize(
    ("file", "part"), [("times", "horizon"), ("conditions", "condition"), ("speakers", "attributed_to")]
)
def test_each_form_is_found_whole_and_where_none_is_marked_none_is_found(file: str, part: str) -> None:
    lines = (FORMS / f"{file}.txt").read_text("utf-8").splitlines()
    assert len(lines) > 60
    marked = {line: match[1] if (match := BRACES.search(line)) else None for line in lines}
    assert {line: getattr(found(line), part) for line in lines} == marked


def test_leave_ability_and_what_is_over_are_no_outlooks_and_what_is_like_them_is_one() -> None:
    lines = (FORMS / "outlooks.txt").read_text("utf-8").splitlines()
    assert {line[0] for line in lines} == {"+", "-"}
    assert [line for line in lines if ("outlook" in extract(line[2:])[0].classes) != (line[0] == "+")] == []
