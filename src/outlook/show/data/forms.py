"""The forms of `--json` and `--csv`, whatever they hold; light, as most of what is held is not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, isnan
from typing import Any

from outlook import spreadsheet
from outlook.show.data import escapes

SCHEMA = 2


def document(**fields: Any) -> str:
    """One JSON object with its schema number; infinite scores are the text "inf", what is not a number is null."""
    text = json.dumps({"schema": SCHEMA, **_finite(fields)}, ensure_ascii=False, indent=2, default=str, allow_nan=False)
    return escapes.in_json(text) if escapes.are_needed() else text


def row(fields: Mapping[str, Any]) -> str:
    """One row of a list in such an object, as it is written there; it can be kept, and put in by `document_of_rows`."""
    text = json.dumps(_finite(fields), ensure_ascii=False, indent=2, default=str, allow_nan=False)
    return "    " + text.replace("\n", "\n    ")


def document_of_rows(name: str, rows: Sequence[str], **fields: Any) -> Iterator[str]:
    """The object whose last field is a list of rows that are written already, piece by piece: they may be very many.

    >>> "".join(document_of_rows("all", [row({"a": 1})], n=1)) == document(n=1, all=[{"a": 1}])
    True
    """
    whole = document(**fields, **{name: []})
    if not rows:
        yield whole
        return
    are_escaped, end = escapes.are_needed(), "[]\n}"
    yield whole.removesuffix(end) + "[\n"
    for number, text in enumerate(rows):
        yield (",\n" if number else "") + (escapes.in_json(text) if are_escaped else text)
    yield "\n  ]\n}"


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if not isinstance(value, float) or isfinite(value):
        return value
    return None if isnan(value) else "inf" if value > 0 else "-inf"


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV with a heading, each text safe in a spreadsheet, and on a terminal."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name)) for name in names] for row in rows)]
    if escapes.are_needed():
        cells = [[escapes.in_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in cells]
    return "".join(map(spreadsheet.line, cells))


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict | tuple):
        return json.dumps(_finite(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return value
