"""`outlook check` says once what is the same in many records, and how to see each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.fixture
def many(book: Path, run: Run) -> Path:
    """Five questions that name no source."""
    for path in (book / "syria-2024-12").glob("*.yaml"):
        assert path.exists()
    lines = [
        json.dumps({"question": f"Is {word} on?", "probability": 0.3, "closes": "2025-06-30", "criteria": "YES"})
        for word in "abcde"
    ]
    assert run("add", "-", stdin="\n".join(lines)).code == 0
    return book


@pytest.mark.usefixtures("many")
def test_a_warning_of_many_records_is_said_once_with_their_number(run: Run) -> None:
    said = run("check").out
    assert said.count("no source is named") == 1
    assert "inbox/is-a-on.yaml:" in said
    assert "and 4 more warnings of this sort (no-source): `outlook check --each` lists them" in said


@pytest.mark.usefixtures("many")
def test_each_of_them_is_listed_for_who_asks_and_for_programs(run: Run) -> None:
    assert run("check", "--each").out.count("no source is named") == 5
    found = json.loads(run("check", "--json").out)["problems"]
    assert sum(one["code"] == "no-source" for one in found) == 5


def test_errors_are_all_listed(many: Path, run: Run) -> None:
    for path in (many / "inbox").glob("is-*.yaml"):
        path.write_text(path.read_text().replace("kind: binary", "kind: other"))
    ran = run("check")
    assert (ran.code, ran.out.count(": error: ")) == (1, 5)
