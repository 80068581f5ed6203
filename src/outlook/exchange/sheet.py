"""The rows of a foreign file that is a table of text, each with the line on which it begins."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from outlook.errors import InvalidValue
from outlook.exchange.table import Place

DELIMITERS = ",;\t"


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
    """A table of text; its cells are separated by what separates its header."""

    name: str
    lines: Callable[[], Iterator[str]]

    @cached_property
    def delimiter(self) -> str:
        """What separates the cells."""
        first = re.sub(r'"[^"]*"', "", next(self.lines(), ""))
        return max(DELIMITERS, key=lambda one: (first.count(one), -DELIMITERS.index(one)))

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name.strip() for name in next(self._records(), (0, []))[1])

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows, all at once."""
        return tuple(self.each())

    def each(self) -> Iterator[Row]:
        """The rows, one after the other; rows of empty cells are none.

        Raises:
            InvalidValue: a quote is not closed, or a cell is too large.
        """
        header, records = self.header, self._records()
        next(records, None)
        for line, cells in records:
            if any(map(str.strip, cells)):
                extra = tuple(cells[len(header) :])
                yield Row(Place(self.name, line), dict(zip(header, cells, strict=False)), extra, len(cells))

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self.lines(), delimiter=self.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise InvalidValue(
                f"{Place(self.name, line)}: this row cannot be read ({error}); check its quotes"
            ) from error
