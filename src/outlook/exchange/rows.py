"""The rows of anybody's table, whatever file it is in: text, JSON, a workbook or Parquet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange import parquet, workbook
from outlook.exchange.sheet import Row
from outlook.exchange.source import Source
from outlook.exchange.table import Place


@dataclass(frozen=True)
class Rows:
    """The columns of a table, and its rows one after the other, as often as they are asked for.

    `is_ours` says that the file is marked as an export of ours, `is_text` that its cells are such as spreadsheets open.
    """

    name: str
    header: tuple[str, ...]
    each: Callable[[], Iterator[Row]]
    is_ours: bool = False
    is_text: bool = False


def rows_of(source: Source) -> Rows:
    """The table in a file.

    Raises:
        InvalidValue: there is none in it, or what reads it is not installed.
    """
    is_ours = False
    if source.is_parquet:
        header, each, is_ours = parquet.table(source)
    elif source.is_zip:
        header, each = workbook.table(source)
    elif not source.looks_like_json:
        return Rows(source.name, source.sheet.header, source.sheet.each, is_text=True)
    else:
        header, each = _names(source), lambda: _objects(source)
    return Rows(source.name, header, lambda: (_row(place, item, header) for place, item in each()), is_ours)


def _objects(source: Source) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for place, item in source.objects():
        yield place if place.spot else Place(source.name, 1), item


def _names(source: Source) -> tuple[str, ...]:
    """The keys of all objects, in the order in which they come up."""
    names: dict[str, None] = {}
    for _, item in source.objects():
        names.update(dict.fromkeys(map(str, item)))
    if not names:
        raise InvalidValue(f"{source.name}: there is no row in it. Nothing was imported")
    return tuple(names)


def _row(place: Place, item: Mapping[str, Any], header: tuple[str, ...]) -> Row:
    return Row(place, {str(name): written(value) for name, value in item.items()}, (), len(header))


def written(value: Any) -> str:
    """A value as a cell of text has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
