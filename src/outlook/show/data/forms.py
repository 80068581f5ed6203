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
    text = _written({"schema": SCHEMA, **fields})
    return escapes.in_json(text) if escapes.are_needed() else text


def row(fields: Mapping[str, Any]) -> str:
    """One row of a list in such an object, as it is written there; it can be kept, and put in by `document_of_rows`."""
    return "    " + _written(fields, "    ")


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


def _written(value: Any, margin: str = "") -> str:
    """As `json.dumps` with an indent of 2 writes it, which is done in Python there too, and leaves circles behind."""
    kind = type(value)
    if kind is str:  # most of what is written
        return _quoted(value)
    if value is None:
        return "null"
    if kind is int or (kind is float and isfinite(value)):
        return repr(value)  # as JSON has them
    deeper = margin + "  "
    if kind is dict or isinstance(value, Mapping):
        lines = [
            f"{deeper}{_quoted(str(name))}: {_quoted(item) if type(item) is str else _written(item, deeper)}"
            for name, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{margin}}}" if lines else "{}"
    if kind is list or isinstance(value, list | tuple):
        lines = [deeper + _written(item, deeper) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{margin}]" if lines else "[]"
    return _plain(_finite(value))


_quoted = json.encoder.encode_basestring
_plain = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str).encode


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
