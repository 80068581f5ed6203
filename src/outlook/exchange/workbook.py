"""Tables in Excel workbooks, read row by row by openpyxl, which the extra `excel` installs."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile

from outlook.errors import InvalidValue, installing
from outlook.exchange.source import Source
from outlook.exchange.table import Place

Items = Callable[[], Iterator[tuple[Place, Mapping[str, Any]]]]


def table(source: Source) -> tuple[tuple[str, ...], Items]:
    """The first row of the first sheet with anything in it, as the columns, and the rows below.

    Raises:
        InvalidValue: openpyxl is not installed, cannot read the workbook, or finds several tables in it.
    """
    filled = [name for name, rows in _sheets(source) if any(any(row) for _, row in rows)]
    if not filled:
        raise InvalidValue(f"{source.name}: no sheet of it has a row. Nothing was imported")
    if len(filled) > 1:
        listed = ", ".join(map(repr, filled[:8]))
        raise InvalidValue(f"{source.name}: several sheets have rows ({listed}): save the one to import on its own")
    header = next((tuple(map(str, _trimmed(row))) for _, row in _rows(source, filled[0]) if any(row)), ())
    return header, lambda: _items(source, filled[0], header)


def _items(source: Source, sheet: str, header: tuple[str, ...]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    rows = ((number, row) for number, row in _rows(source, sheet) if any(cell != "" for cell in row))
    next(rows, None)
    for number, row in rows:
        place = Place(source.name, number)
        if any(cell != "" for cell in row[len(header) :]):
            raise InvalidValue(f"{place}: it has cells beyond the last column that has a name")
        yield place, dict(zip(header, row, strict=False))


def _rows(source: Source, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    return next(rows for name, rows in _sheets(source) if name == sheet)


def _sheets(source: Source) -> Iterator[tuple[str, Iterator[tuple[int, list[Any]]]]]:
    """The sheets by their names, each with its rows and their numbers."""
    library, raw = _openpyxl(source.name), io.BytesIO(source.raw)
    with _refusing(source.name):
        # Values as they were saved, and beside them what they come from.
        values = library.load_workbook(raw, read_only=True, data_only=True, keep_links=False)
        formulas = library.load_workbook(raw, read_only=True, data_only=False, keep_links=False)
        for sheet, beside in zip(values.worksheets, formulas.worksheets, strict=True):
            yield sheet.title, _numbered(source.name, sheet, beside)


def _numbered(name: str, sheet: Any, formulas: Any) -> Iterator[tuple[int, list[Any]]]:
    with _refusing(name):
        for one in (sheet, formulas):
            one.reset_dimensions()  # what a file says of its size need not be so, and rows beyond would be lost
        rows = zip(sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=False)
        for number, (row, beside) in enumerate(rows, 1):
            for value, formula in zip(row, beside, strict=False):
                if value is None and isinstance(formula, str) and formula.startswith("="):
                    way_out = "open and save it in a spreadsheet program"
                    raise InvalidValue(f"{name}:{number}: a formula ({formula[:40]}) has no saved value; {way_out}")
            yield number, [_cell(value) for value in row]


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Refuse what openpyxl cannot read: it raises these where parts of a workbook are missing or wrong.

    SyntaxError is that of its XML.
    """
    try:
        yield
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, SyntaxError, AttributeError, IndexError) as error:
        raise InvalidValue(f"{name}: this workbook cannot be read ({error}); save the sheet as CSV") from error


def _cell(value: Any) -> Any:
    """A day has no time of day: a workbook writes it as its midnight."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _trimmed(row: list[Any]) -> list[str]:
    names = [str(cell).strip() for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def _openpyxl(name: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        way_out = installing("excel")
        raise InvalidValue(f"{name}: a workbook needs openpyxl: {way_out}, or save the sheet as CSV") from None
    return openpyxl
