"""A foreign file: its bytes, read once, its text, and its JSON or its rows."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from outlook.errors import InvalidValue
from outlook.exchange.table import Place
from outlook.files import Folder

LIMIT = 200_000_000
DELIMITERS = ",;\t"
_TRAILING_COMMA = re.compile(r",\s*\]\s*$")
_NUL_SHARE = 4


@dataclass(frozen=True)
class Source:
    """One file as it was given, with its name for messages.

    Of a `lenient` one bytes that are no text are replaced; of others they are refused.
    """

    name: str
    raw: bytes
    is_lenient: bool = False

    @classmethod
    def read(cls, path: Path) -> "Source":
        """The file at a path that a person named.

        Raises:
            NotThere, NotUsable: there is none, it is no plain file, or it is too large.
        """
        target = path.resolve()
        with Folder.open(target.parent, follow=True) as folder:
            return cls(str(path), folder.read(target.name, LIMIT))

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip archive."""
        return self.raw[:4] in (b"PK\x03\x04", b"PK\x05\x06")

    @cached_property
    def encoding(self) -> str:
        """UTF-8 or UTF-16, else cp1252, as far as the bytes show it."""
        if self.raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        head = self.raw[:2000]
        if head.count(0) * _NUL_SHARE > len(head):
            return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        try:
            self.raw.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8-sig"

    @cached_property
    def text(self) -> str:
        """The text of the file.

        Raises:
            InvalidValue: it is in no encoding that is read here.
        """
        try:
            text = self.raw.decode(self.encoding, "replace" if self.is_lenient else "strict")
        except UnicodeDecodeError as error:
            line = self.raw.count(b"\n", 0, error.start) + 1
            way_out = "save it as UTF-8"
            raise InvalidValue(
                f"{Place(self.name, line)}: a byte is neither UTF-8, UTF-16 nor cp1252; {way_out}"
            ) from error
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise InvalidValue(f"{Place(self.name, line)}: it holds a NUL character and is no text; save it as UTF-8")
        return text

    @property
    def looks_like_json(self) -> bool:
        """Whether its text begins as JSON does."""
        return not self.is_zip and self.text.lstrip()[:1] in ("{", "[")

    @cached_property
    def json(self) -> Any:
        """What its JSON says; the comma before the last bracket that some dumps have is no fault.

        Raises:
            InvalidValue: it is no JSON.
        """
        try:
            return json.loads(self.text, parse_constant=_refuse_constant)
        except RecursionError:
            raise InvalidValue(f"{self.name}: it is nested too deeply to be an export") from None
        except ValueError as error:
            if _TRAILING_COMMA.search(self.text):
                return self._mended(error)
            raise self._no_json(error) from error

    @cached_property
    def json_lines(self) -> list[tuple[int, Any]]:
        """Its lines, each one JSON value, with their numbers; empty lines are none.

        Raises:
            InvalidValue: a line is no JSON.
        """
        found = []
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.strip():
                try:
                    found.append((number, json.loads(line, parse_constant=_refuse_constant)))
                except (ValueError, RecursionError) as error:
                    raise InvalidValue(f"{Place(self.name, number)}: it is no JSON ({error})") from error
        return found

    @cached_property
    def is_json_lines(self) -> bool:
        """Whether it is a JSON object a line, and no JSON as a whole."""
        first, _, rest = self.text.lstrip().partition("\n")
        try:
            return self.looks_like_json and bool(rest.strip()) and isinstance(json.loads(first), dict)
        except (ValueError, RecursionError):
            return False

    def _mended(self, first: ValueError) -> Any:
        try:
            return json.loads(_TRAILING_COMMA.sub("]", self.text), parse_constant=_refuse_constant)
        except ValueError:
            raise self._no_json(first) from first

    def _no_json(self, error: ValueError) -> InvalidValue:
        line = getattr(error, "lineno", 0)
        return InvalidValue(f"{Place(self.name, line)}: it is no JSON ({getattr(error, 'msg', error)}); export it anew")

    @cached_property
    def sheet(self) -> "Sheet":
        """Its rows, as a table.

        Raises:
            InvalidValue: a quote is not closed, or a cell is too large.
        """
        return Sheet.of(self)


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


@dataclass(frozen=True)
class Row:
    """One row by the names of its columns; `extra` are cells beyond the header, `width` how many cells it has."""

    place: Place
    cells: dict[str, str]
    extra: tuple[str, ...]
    width: int

    def __getitem__(self, column: str) -> str:
        """The cell without blanks around it; empty where the row or the table does not have it."""
        return self.cells.get(column, "").strip()

    def whole(self, column: str) -> str:
        """The cell as it is written."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A table of text: its header and its rows, each with the line on which it begins."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str

    @classmethod
    def of(cls, source: Source) -> "Sheet":
        """The table in a file; cells are separated by what separates its header."""
        text = source.text
        delimiter = _delimiter(text)
        lines = list(_records(source.name, text, delimiter))
        if not lines:
            return cls(source.name, (), (), delimiter)
        header = tuple(name.strip() for name in lines[0][1])
        rows = tuple(_row(source.name, header, line, cells) for line, cells in lines[1:] if any(map(str.strip, cells)))
        return cls(source.name, header, rows, delimiter)


def _delimiter(text: str) -> str:
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(DELIMITERS, key=lambda one: (first.count(one), -DELIMITERS.index(one)))


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidValue(f"{Place(name, line)}: this row cannot be read ({error}); check its quotes") from error


def _row(name: str, header: tuple[str, ...], line: int, cells: list[str]) -> Row:
    return Row(Place(name, line), dict(zip(header, cells, strict=False)), tuple(cells[len(header) :]), len(cells))
