"""Tables in Parquet files, read batch by batch and written by pyarrow, which the extra `parquet` installs."""

import io
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from outlook import moments
from outlook.errors import InvalidValue, installing
from outlook.exchange.source import Source
from outlook.exchange.table import WITHDRAWN, Place

BATCH = 10_000
SMALL = "float"  # what pyarrow calls numbers of 32 bits
MARK = b"outlook"  # beside the columns of our own files, which might be anybody's

Items = Callable[[], Iterator[tuple[Place, Mapping[str, Any]]]]


def table(source: Source) -> tuple[tuple[str, ...], Items, bool]:
    """The columns of the file, its rows, and whether it is marked as an export of ours.

    Raises:
        InvalidValue: pyarrow is not installed, or cannot read the file.
    """
    with _opened(source) as file:
        schema = file.schema_arrow
        small = {field.name for field in schema if str(field.type) == SMALL}
        is_ours = MARK in (schema.metadata or {})
    of_ours = _as_withdrawn if is_ours else dict
    return tuple(schema.names), lambda: ((place, of_ours(item)) for place, item in _items(source, small)), is_ours


def _as_withdrawn(item: Mapping[str, Any]) -> dict[str, Any]:
    """A row of our own files: a forecast without a number is one that was withdrawn."""
    is_forecast = bool(item.get("forecaster") and item.get("forecast_at"))
    is_empty = is_forecast and item.get("probability") is None and not item.get("value")
    return {**item, "probability": WITHDRAWN} if is_empty else dict(item)


def _items(source: Source, small: set[str]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    number = 0
    with _opened(source) as file:
        for batch in file.iter_batches(BATCH):
            for item in batch.to_pylist():
                number += 1
                yield Place(source.name, f"row {number}"), {name: _cell(item[name], name in small) for name in item}


def _cell(value: Any, is_small: bool) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if value != value else shortest(value) if is_small else value  # noqa: PLR0124 - not a number
    return value


def shortest(value: float) -> float:
    """The shortest decimal that is the same number of 32 bits.

    >>> shortest(0.699999988079071), shortest(0.25)
    (0.7, 0.25)
    """
    for digits in range(1, 9):
        short = float(f"{value:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", value):
            return short
    return value


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    library = _pyarrow(source.name)
    try:
        with source.content.open() as raw, library.parquet.ParquetFile(raw) as file:
            yield file
    except (library.lib.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InvalidValue(f"{source.name}: this Parquet file cannot be read ({error}); write it anew") from error


def _pyarrow(name: str) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        way_out = installing("parquet")
        raise InvalidValue(f"{name}: Parquet needs pyarrow: {way_out}, or use CSV or JSON lines") from None
    return pyarrow


# The types of columns that hold no texts.
TYPES = {
    **dict.fromkeys(
        ("forecast_at", "resolved_at", "asked_at", "closes_at", "taken_back_at", "recorded_at"), "timestamp"
    ),
    **dict.fromkeys(("probability", "open_below", "open_above"), "double"),
}


def packed(name: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows of these columns as a Parquet file.

    Raises:
        InvalidValue: pyarrow is not installed.
    """
    library = _pyarrow(name)
    types = {"string": library.string(), "double": library.float64(), "timestamp": library.timestamp("us", "UTC")}
    kinds = {column: TYPES.get(column, "string") for column in names}
    schema = library.schema([(column, types[kind]) for column, kind in kinds.items()], metadata={MARK: b"export"})
    columns = {column: [_given(row.get(column), kind) for row in rows] for column, kind in kinds.items()}
    sink = io.BytesIO()
    library.parquet.write_table(library.table(columns, schema=schema), sink)
    return sink.getvalue()


def _given(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    if kind == "timestamp":
        return moments.from_iso(value) if isinstance(value, str) else value
    return str(value) if kind == "string" else value
