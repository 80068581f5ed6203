"""What new records look like."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from outlook.model import BinaryForecast, ChoiceForecast, Option
from outlook.model.kinds import KINDS
from outlook.records.read import parse_forecast
from outlook.records.template import template
from outlook.records.write import render, render_fields

if TYPE_CHECKING:
    from pathlib import Path


def test_a_record_is_rendered_as_a_person_would_write_it() -> None:
    forecast = ChoiceForecast(
        id="deepest-city", case="syria", kind="choice", title="How far: Hama, Homs?", question="How far?\n\nUntil the close.\n",
        opens_at=datetime(2024, 12, 1, tzinfo=UTC), closes_at=datetime(2024, 12, 31, 23, 59, tzinfo=UTC),
        options=(Option(name="none"), Option(name="Hama", narrative="one city")), ordered=True,
        prior={"none": 0.6, "Hama": 0.4}, sources=("AP", "yes", "010"), note="\x1b[31m",
    )  # fmt: skip
    assert render(forecast) == (
        "title: 'How far: Hama, Homs?'\n"
        "question: |\n  How far?\n\n  Until the close.\n"
        "kind: choice\n"
        "options:\n- none\n- name: Hama\n  narrative: one city\n"
        "ordered: true\n"
        "opens_at: 2024-12-01T00:00:00Z\ncloses_at: 2024-12-31T23:59:00Z\n"
        "sources:\n- AP\n- 'yes'\n- '010'\n"
        "prior:\n  none: 0.6\n  Hama: 0.4\n"
        'note: "\\e[31m"\n'
    )


def test_fields_keep_the_order_in_which_they_are_given() -> None:
    assert render_fields({"b": 1, "a": ["x"]}) == "b: 1\na:\n- x\n"


def test_a_minimal_record_says_only_what_it_knows() -> None:
    assert render(BinaryForecast(id="a", case="b", kind="binary")) == "kind: binary\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_commented_record_that_an_editor_opens_is_a_draft_of_its_kind(kind: str, tmp_path: Path) -> None:
    text = template("personal/ship-by-june", kind, "2026-01-01")
    read = parse_forecast(tmp_path / "ship-by-june.yaml", text.encode(), "personal")
    assert read.problems == []
    assert read.record.kind == kind
    assert set(read.record.missing) == {"question", "criteria", "closes_at"}
    assert text.startswith("# personal/ship-by-june: ")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_the_commented_record_explains_can_be_uncommented(kind: str, tmp_path: Path) -> None:
    """What stands behind a # is an example that is read once the # is gone."""
    lines = template("personal/ship-by-june", kind, "2026-01-01").splitlines()
    fields = [line for line in lines if line.startswith("# ") and ":" in line.split("  ")[0][:14]]
    lists = {"# fine_print:", "# indicators:"}
    opened = [
        line.removeprefix("# ") if line in fields or line.startswith("#   ") or line in lists else line
        for line in lines[2:]
    ]
    text = (
        "\n".join(opened).replace("ANOTHER", "another").replace("[ID]", "[a-statement]").replace("id: ID", "id: a-sign")
    )
    signs = {"choice": "{TODO one: 0.6, TODO two: 0.1}", "numeric": "{above: 0.6, below: 0.1}"}.get(
        kind, "{yes: 0.6, no: 0.1}"
    )
    read = parse_forecast(tmp_path / "a.yaml", text.replace("{yes: 0.6, no: 0.1}", signs).encode(), "personal")
    assert [str(problem) for problem in read.problems] == []
    assert read.record.given.forecast == "another"
    assert read.record.closes_at is not None
    assert read.record.prior is not None
