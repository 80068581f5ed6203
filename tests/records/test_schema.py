"""The JSON Schemas that editors complete and check with: current, valid, and true of the shipped records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from outlook.records.schema import schemas
from outlook.records.yaml12 import load

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "forecasts" / "syria-2024-12"
FOLDER = ROOT / "docs" / "schema"


VALIDATORS = {name: Draft202012Validator(schema) for name, schema in schemas().items()}


def errors(name: str, data: Any) -> list[str]:
    return [error.message for error in VALIDATORS[name].iter_errors(data)]


@pytest.mark.parametrize("name", schemas())
def test_the_shipped_schemas_are_those_of_the_types(name: str) -> None:
    expected = json.dumps(schemas()[name], indent=2, ensure_ascii=False) + "\n"
    assert (FOLDER / name).read_text("utf-8") == expected, f"write schemas() to {FOLDER.name}/{name} again"


def test_no_other_schema_is_shipped() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(schemas())


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_shipped_record_is_valid_under_its_schema(file: Path) -> None:
    name = "case.schema.json" if file.name == "case.yaml" else "forecast.schema.json"
    assert errors(name, load(file.read_text("utf-8"))) == []


def test_every_line_of_the_shipped_ledger_is_valid_under_its_schema() -> None:
    for line in (SHIPPED / "ledger.jsonl").read_text("utf-8").splitlines():
        assert errors("entry.schema.json", json.loads(line)) == []


BROKEN = [
    ("forecast.schema.json", {"kind": "binary", "titel": "x"}),
    ("forecast.schema.json", {"kind": "binary", "prior": 1.5}),
    ("forecast.schema.json", {"kind": "binry"}),
    ("forecast.schema.json", {"title": "x"}),
    ("forecast.schema.json", {"kind": "choice"}),
    ("forecast.schema.json", {"kind": "choice", "options": ["only"]}),
    ("forecast.schema.json", {"kind": "binary", "id": "hama"}),
    ("forecast.schema.json", {"kind": "binary", "given": {"forecast": "Not An Id", "outcome": "yes"}}),
    ("forecast.schema.json", {"kind": "binary", "decay": "sometimes"}),
    ("case.schema.json", {"summary": "no title"}),
    ("case.schema.json", {"title": "x", "documents": [{"id": "a", "file": "b", "sha256": "short"}]}),
    ("case.schema.json", {"title": "x", "as_of": "yesterday"}),
    ("entry.schema.json", {"id": "short", "kind": "evidence"}),
    ("entry.schema.json", {"id": "abcdefgh", "kind": "evidence", "summary": "no clocks"}),
]


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_a_broken_record_is_not(name: str, data: Any) -> None:
    assert errors(name, data) != []


def test_a_schema_names_every_field_that_may_be_written_and_no_more() -> None:
    binary = schemas()["forecast.schema.json"]["$defs"]["BinaryForecast"]
    assert binary["required"] == ["kind"]
    assert {"title", "prior_otherwise", "indicators"} <= set(binary["properties"])
    assert not {"id", "case"} & set(binary["properties"])
    assert binary["additionalProperties"] is False
