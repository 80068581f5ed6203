"""JSON Schemas of the records and of a ledger line, generated from the types, so that editors complete and check."""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from outlook.model.case import Case
from outlook.model.entries import ENTRY
from outlook.model.kinds import FORECAST
from outlook.model.weighing import Weighing

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, for `forecast`, `case` and `entry`."""
    named: dict[str, tuple[str, TypeAdapter[Any]]] = {
        "forecast.schema.json": ("An outlook forecast record", FORECAST),
        "case.schema.json": ("An outlook case record", TypeAdapter(Case)),
        "entry.schema.json": ("A line of an outlook ledger", ENTRY),
    }
    return {
        name: {
            "$schema": DIALECT,
            "title": title,
            **_without_identity(adapter.json_schema(mode="validation", schema_generator=_Plain)),
        }
        for name, (title, adapter) in named.items()
    }


class _Plain(GenerateJsonSchema):
    """A default as a person would write it."""

    def encode_default(self, dft: Any) -> Any:
        """The fields by their names, and not as a list."""
        return dft._asdict() if isinstance(dft, Weighing) else super().encode_default(dft)


def _without_identity(schema: dict[str, Any]) -> dict[str, Any]:
    """An id that is the file's name is required by the type but never written."""
    for part in [schema, *schema.get("$defs", {}).values()]:
        written = part.get("properties", {})
        if "required" in part:
            part["required"] = [name for name in part["required"] if name in written]
    return schema
